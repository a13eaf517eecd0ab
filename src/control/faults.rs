//! Faults: what goes wrong with requests on purpose.

use std::time::Duration;

use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Control, ControlError, ErrorKind};
use crate::fixtures::{self, FaultDoc};
use crate::tenant::faults::{CountedBy, Failure, Fault, RateLimit, Standing, When};

mod order;

pub use order::NewFault;

/// A fault as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Fault)]
#[non_exhaustive]
pub struct FaultSheet {
    /// Its number.
    pub id: u32,
    /// Which requests it is for.
    #[serde(rename = "match")]
    pub matches: FaultScope,
    /// The status that it refuses with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// `Retry-After` of the refusal, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// How much later it answers: an ISO 8601 duration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<String>,
    /// `true` where it cuts the connection without an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<bool>,
    /// After how many bytes of the body it cuts the connection; `true` where after half of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub truncate: Option<CutSheet>,
    /// `rate-limit`, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<&'static str>,
    /// How many requests the rate limit lets through in each `per`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The period of the rate limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// Whose requests the rate limit counts together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'static str>,
    /// `before` or `after`.
    pub when: &'static str,
    /// How often it strikes in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// The chance that it strikes a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// How many requests it has struck.
    pub hits: u32,
    /// How often it will still strike; null where without end.
    pub left: Option<u32>,
}

/// Where an answer is cut.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = FaultCutAt)]
pub enum CutSheet {
    /// In its middle.
    Middle(bool),
    /// After so many bytes of its body.
    Bytes(u64),
}

/// Which requests a fault is for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[non_exhaustive]
pub struct FaultScope {
    /// This method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// A path that fits this pattern.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// A token of this user: a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
}

impl Control {
    /// The faults of the tenant, in the order in which they are tried, with those that are used up.
    pub fn faults(&self) -> Vec<FaultSheet> {
        self.realm.faults.all().into_iter().map(FaultSheet::from).collect()
    }

    /// Makes something go wrong with requests to the emulated APIs, behind the faults that are there already. Answers the fault as it
    /// stands.
    ///
    /// # Errors
    /// Where it makes no sense, or where there are as many faults as there can be.
    pub fn add_fault(&self, fault: impl Into<FaultDoc>) -> Result<FaultSheet, ControlError> {
        let find = |name: &str| self.realm.store.user(name).map(|user| user.id);
        let fault = fixtures::fault(&fault.into(), find);
        let fault = fault.map_err(|(field, message)| ControlError::bad(message).at(field))?;
        let standing = self.realm.faults.add(fault);
        let standing = standing.map_err(|full| ControlError::new(ErrorKind::Conflict, full.to_string()))?;
        self.tell_of_fault("added", Some(standing.id));
        Ok(FaultSheet::from(standing))
    }

    /// Takes all faults away, those of the scenario, too. A reset brings these back.
    pub fn clear_faults(&self) {
        self.realm.faults.clear();
        self.tell_of_fault("cleared", None);
    }

    /// Takes a fault away.
    ///
    /// # Errors
    /// Where there is none with this number.
    pub fn remove_fault(&self, id: u32) -> Result<(), ControlError> {
        if !self.realm.faults.remove(id) {
            return Err(unknown(&id.to_string()));
        }
        self.tell_of_fault("deleted", Some(id));
        Ok(())
    }

    /// Tells those who listen; all that is to be known of a fault is in the list.
    fn tell_of_fault(&self, what: &'static str, id: Option<u32>) {
        self.realm.outbox.stream().tell("fault", || json!({"what": what, "id": id}));
    }
}

/// There is no fault of this number.
pub(super) fn unknown(id: &str) -> ControlError {
    let message = format!("there is no fault `{id}`; GET /_emulator/faults lists them");
    ControlError::new(ErrorKind::NotFound, message).at("id")
}

impl From<Standing> for FaultSheet {
    fn from(standing: Standing) -> Self {
        let left = standing.left();
        let Standing { id, fault, hits } = standing;
        let Fault { matches, delay, failure, when, times, probability } = fault;
        let matches =
            FaultScope { method: matches.method, path: matches.path, user: matches.user.map(|user| user.to_string()) };
        let blank = Self {
            id,
            matches,
            status: None,
            retry_after: None,
            delay: delay.map(written),
            reset: None,
            truncate: None,
            profile: None,
            limit: None,
            per: None,
            by: None,
            when: match when {
                When::Before => "before",
                When::After => "after",
            },
            times,
            probability,
            hits,
            left,
        };
        match failure {
            None => blank,
            Some(Failure::Status { status, retry_after }) => Self { status: Some(status), retry_after, ..blank },
            Some(Failure::Reset) => Self { reset: Some(true), ..blank },
            Some(Failure::Truncate(at)) => {
                Self { truncate: Some(at.map_or(CutSheet::Middle(true), CutSheet::Bytes)), ..blank }
            }
            Some(Failure::RateLimit(RateLimit { limit, per, by })) => Self {
                profile: Some("rate-limit"),
                limit: Some(limit),
                per: Some(written(per.to_std().unwrap_or_default())),
                by: Some(match by {
                    CountedBy::Application => "application",
                    CountedBy::User => "user",
                }),
                ..blank
            },
        }
    }
}

/// A duration as ISO 8601 has it.
fn written(length: Duration) -> String {
    match length.subsec_millis() {
        0 => format!("PT{}S", length.as_secs()),
        rest => format!("PT{}.{rest:03}S", length.as_secs()),
    }
}
