//! The events that the tenant raised, and what became of their deliveries.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::list::{limit, millis, optional_id, optional_millis};
use super::{Control, ControlError, ErrorKind, List, nearest};
use crate::core::Timestamp;
use crate::core::rejection::brief;
use crate::events::log::{Attempt, Delivery, DeliveryState, Entry};
use crate::events::topics::{EventType, Topic};

/// An event.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Event)]
#[non_exhaustive]
pub struct EventSheet {
    /// Unique.
    pub id: Uuid,
    /// The topic that it was raised on.
    pub topic: &'static str,
    /// Its type.
    pub event_type: &'static str,
    /// When it happened.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// `Concur-Correlationid` of the request that caused it.
    pub correlation_id: String,
    /// What subscribers are sent.
    #[schema(value_type = Object)]
    pub payload: Box<RawValue>,
    /// One for each subscription that it is for.
    pub deliveries: Vec<DeliverySheet>,
}

/// What became of an event at one subscription.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Delivery)]
#[non_exhaustive]
pub struct DeliverySheet {
    /// The subscription.
    pub subscription: String,
    /// `pending`, `delivered`, `rejected` or `expired`.
    #[serde(serialize_with = "by_name")]
    #[schema(value_type = String)]
    pub state: DeliveryState,
    /// The attempts made, oldest first.
    pub attempts: Vec<AttemptSheet>,
    /// When it is tried again; null where it is not, or is at once.
    #[serde(serialize_with = "optional_millis")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub next_attempt_at: Option<Timestamp>,
}

/// One attempt at a delivery.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Attempt)]
#[non_exhaustive]
pub struct AttemptSheet {
    /// When.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What the receiver answered; null where it did not.
    pub status: Option<u16>,
    /// Why there was no answer.
    pub error: Option<String>,
    /// How long it took, in milliseconds of real time.
    pub took_ms: f64,
    /// What mischief was in it: `duplicate` or `wrongSignature`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mischief: Option<&'static str>,
}

/// The states of a delivery.
const STATES: [DeliveryState; 4] =
    [DeliveryState::Pending, DeliveryState::Delivered, DeliveryState::Rejected, DeliveryState::Expired];

/// Which events to list. Each one given has to hold; what differs is written over `EventFilter::default()`.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EventFilter {
    /// On this topic.
    pub topic: Option<String>,
    /// Of this type.
    pub event_type: Option<String>,
    /// About this report: its ID.
    pub report: Option<String>,
    /// With a delivery in this state: `pending`, `delivered`, `rejected` or `expired`.
    #[serde(default, deserialize_with = "state")]
    #[param(value_type = Option<String>)]
    pub state: Option<DeliveryState>,
    /// Those after the one with this id, as `next` gives it.
    #[serde(default, deserialize_with = "optional_id")]
    #[param(value_type = Option<Uuid>)]
    pub after: Option<Uuid>,
    /// At most so many, up to 10,000; 1,000 where it is left out.
    pub limit: Option<usize>,
}

impl Control {
    /// The events that were raised, oldest first.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// use concur_emulator::control::{DeliveryState, EventFilter};
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().start().await?;
    /// let lost = EventFilter { state: Some(DeliveryState::Rejected), ..EventFilter::default() };
    /// assert!(emulator.control().events(&lost)?.items.is_empty());
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    ///
    /// # Errors
    /// Where there is no such topic or type, the list is to go on behind an event that is not kept, or the limit is none.
    pub fn events(&self, wanted: &EventFilter) -> Result<List<EventSheet>, ControlError> {
        let limit = limit(wanted.limit, 1_000, 10_000)?;
        wanted.check()?;
        let entries = self.realm.outbox.events();
        let start = match wanted.after {
            Some(id) => entries
                .iter()
                .position(|entry| entry.raised.id() == id)
                .map(|place| place + 1)
                .ok_or_else(|| ControlError::bad(format!("no event {id} is kept")).at("after"))?,
            None => 0,
        };
        let mut found = entries[start..].iter().filter(|entry| wanted.fits(entry));
        let items = found.by_ref().take(limit).map(EventSheet::of).collect::<Result<Vec<_>, _>>()?;
        let next = found.next().and(items.last()).map(|last| last.id.to_string());
        Ok(List { items, next })
    }

    /// One event.
    ///
    /// # Errors
    /// Where there is none of this id, or it is no longer kept.
    pub fn event(&self, id: Uuid) -> Result<EventSheet, ControlError> {
        let entry = self.realm.outbox.event(id);
        EventSheet::of(&entry.ok_or_else(|| no_event(&id.to_string()))?)
    }
}

/// There is no event of this id, or no longer.
pub(super) fn no_event(id: &str) -> ControlError {
    ControlError::new(ErrorKind::NotFound, format!("no event `{id}` is kept")).at("id")
}

impl EventFilter {
    /// Refuses names that no event has.
    fn check(&self) -> Result<(), ControlError> {
        if let Some(topic) = &self.topic {
            let all: Vec<_> = Topic::ALL.iter().map(|topic| topic.name()).collect();
            nearest::known("topic", topic, &all).map_err(|refused| refused.at("topic"))?;
        }
        if let Some(kind) = &self.event_type {
            let all: Vec<_> = EventType::ALL.iter().map(|kind| kind.name()).collect();
            nearest::known("type of event", kind, &all).map_err(|refused| refused.at("eventType"))?;
        }
        Ok(())
    }

    fn fits(&self, entry: &Entry) -> bool {
        let Entry { raised, deliveries } = entry;
        self.topic.as_ref().is_none_or(|topic| topic == raised.topic().name())
            && self.event_type.as_ref().is_none_or(|kind| kind == raised.event_type().name())
            && self
                .report
                .as_ref()
                .is_none_or(|id| raised.report().is_some_and(|r| r.to_string().eq_ignore_ascii_case(id)))
            && self.state.is_none_or(|state| deliveries.iter().any(|d| d.state == state))
    }
}

impl EventSheet {
    /// What subscribers are sent, to be looked into.
    pub fn facts(&self) -> Value {
        serde_json::from_str(self.payload.get()).unwrap_or_default()
    }

    /// An event as it is shown.
    fn of(entry: &Entry) -> Result<Self, ControlError> {
        let Entry { raised, deliveries } = entry;
        let payload = RawValue::from_string(String::from_utf8_lossy(&raised.payload(None)).into_owned());
        Ok(Self {
            id: raised.id(),
            topic: raised.topic().name(),
            event_type: raised.event_type().name(),
            at: raised.at(),
            correlation_id: raised.correlation().to_owned(),
            payload: payload
                .map_err(|error| ControlError::new(ErrorKind::Failed, format!("the event is not JSON: {error}")))?,
            deliveries: deliveries.iter().map(DeliverySheet::from).collect(),
        })
    }
}

/// Reads the state of a delivery by its name.
fn state<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DeliveryState>, D::Error> {
    let Some(name) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let known = STATES.into_iter().find(|state| state.name() == name);
    known.map(Some).ok_or_else(|| {
        let names = STATES.map(DeliveryState::name).join(", ");
        D::Error::custom(format!("`{}` is none of {names}", brief(name)))
    })
}

fn by_name<S: Serializer>(state: &DeliveryState, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(state.name())
}

impl From<&Delivery> for DeliverySheet {
    fn from(delivery: &Delivery) -> Self {
        let Delivery { subscription, state, attempts, next_attempt_at } = delivery;
        Self {
            subscription: subscription.to_string(),
            state: *state,
            attempts: attempts.iter().map(AttemptSheet::from).collect(),
            next_attempt_at: *next_attempt_at,
        }
    }
}

impl From<&Attempt> for AttemptSheet {
    fn from(attempt: &Attempt) -> Self {
        let Attempt { at, status, error, took, trick } = attempt;
        Self {
            at: *at,
            status: *status,
            error: error.as_deref().map(str::to_owned),
            took_ms: took.as_secs_f64() * 1_000.0,
            mischief: trick.name(),
        }
    }
}
