//! What is told of users, and what somebody sends to try out his subscription.

use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::{Text, Time};
use crate::core::ids::{CompanyId, UserId};
use crate::events::news::{Announcement, Matter};

/// Who publishes events about users.
const ORIGINATOR: &str = "com.concur.profile";

/// The notification of an announcement.
pub(super) fn notification<'a>(
    id: Uuid,
    announcement: &'a Announcement,
    company: CompanyId,
    base: &str,
) -> impl Serialize + 'a {
    let event_type = announcement.matter.event_type();
    let identity = |user: UserId, attributes| {
        Facts::Identity(Identity {
            originator: ORIGINATOR,
            company_id: Text(company),
            user_id: Text(user),
            user_href: format!("{base}/profile/identity/v4/Users/{user}"),
            attributes,
        })
    };
    let (route, subtopic, facts) = match &announcement.matter {
        Matter::IdentityCreated(user) | Matter::IdentityDeleted(user) => (None, Some(*user), identity(*user, None)),
        Matter::IdentityUpdated { user, attributes } => (None, Some(*user), identity(*user, Some(&**attributes))),
        Matter::Test { facts } => (Some("stable"), None, Facts::Test(facts)),
    };
    Notification {
        id,
        correlation_id: &announcement.origin.correlation,
        route,
        event_type: event_type.name(),
        topic: event_type.topic().name(),
        time_stamp: Time(announcement.at),
        subtopic: subtopic.map(Text),
        facts,
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Notification<'a> {
    id: Uuid,
    correlation_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    route: Option<&'static str>,
    event_type: &'static str,
    topic: &'static str,
    time_stamp: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtopic: Option<Text<UserId>>,
    facts: Facts<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Facts<'a> {
    Identity(Identity<'a>),
    Test(&'a RawValue),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity<'a> {
    originator: &'static str,
    company_id: Text<CompanyId>,
    user_id: Text<UserId>,
    user_href: String,
    /// What changed; null where nothing did.
    attributes: Option<&'a [Box<str>]>,
}
