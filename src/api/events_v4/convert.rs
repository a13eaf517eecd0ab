//! Between subscriptions and the family's bodies.

use std::str::FromStr;
use std::sync::Arc;

use uuid::Uuid;

use super::wire::{NewSubscription, WebHookConfig, WebhookSubscription};
use crate::core::ids::CompanyId;
use crate::core::rejection::Fault;
use crate::events::subscriptions::{Filter, Malformed, Subscription};
use crate::events::topics::Topic;

/// Who makes a subscription, and under which URL.
#[derive(Debug)]
pub struct Maker {
    /// The application.
    pub application: Uuid,
    /// The companies whose events it gets from the start.
    pub companies: Vec<CompanyId>,
    /// The base URL that it called.
    pub base_url: Option<Arc<str>>,
}

/// The subscription asked for, or everything that is wrong with it.
pub fn subscription(new: NewSubscription, maker: Maker) -> Result<Subscription, Vec<Fault>> {
    let NewSubscription { id, topic, filter, web_hook_config: WebHookConfig { endpoint } } = new;
    let Maker { application, companies, base_url } = maker;
    let mut faults = Vec::new();
    let id = part("id", &id, &mut faults);
    let filter = filter.map_or_else(|| Some(Filter::default()), |filter| part("filter", &filter, &mut faults));
    let endpoint = part("webHookConfig.endpoint", &endpoint, &mut faults);
    let topic = Topic::from_name(&topic).or_else(|| {
        let names: Vec<_> = Topic::ALL.iter().map(|topic| topic.name()).collect();
        faults.push(Fault::new("topic", format!("there is no such topic; there are {}", names.join(", "))));
        None
    });
    match (id, topic, filter, endpoint) {
        (Some(id), Some(topic), Some(filter), Some(endpoint)) => {
            Ok(Subscription { id, topic, filter, endpoint, application, companies, made_under: base_url })
        }
        _ => Err(faults),
    }
}

fn part<T: FromStr<Err = Malformed>>(field: &str, text: &str, faults: &mut Vec<Fault>) -> Option<T> {
    text.parse().map_err(|malformed: Malformed| faults.push(Fault::new(field, malformed.to_string()))).ok()
}

/// A subscription as it is answered.
pub fn webhook_subscription(subscription: &Subscription) -> WebhookSubscription {
    let Subscription { id, topic, filter, endpoint, application, companies, made_under: _ } = subscription;
    WebhookSubscription {
        id: id.to_string(),
        topic: topic.name(),
        filter: filter.as_str().to_owned(),
        web_hook_config: WebHookConfig { endpoint: endpoint.as_str().to_owned() },
        application_id: application.to_string(),
        scope: "",
        groups: [],
        company_ids: companies.iter().map(CompanyId::to_string).collect(),
    }
}
