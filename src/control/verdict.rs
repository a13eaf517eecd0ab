//! The verdict on a receiver: what it did that will hurt in production.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::list::millis;
use super::subscriptions::{named, unknown};
use super::{Control, ControlError};
use crate::core::Timestamp;
use crate::events::conduct::{Conduct, Evidence};
use crate::events::outbox::Told;
use crate::tenant::journal::Entry;

/// How many calls are named that a receiver made too often.
const CALLS: usize = 10;

/// What there is to say of a receiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Verdict {
    /// The subscription.
    pub subscription: String,
    /// Since when the receiver is watched.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Whether something was acknowledged, and nothing was found.
    pub passed: bool,
    /// How many posts were made.
    pub posts: u64,
    /// How many of them were acknowledged.
    pub acknowledged: u64,
    /// How many events came more than once, with a signature that was right.
    pub repeated: usize,
    /// How many posts with a wrong signature the receiver did not acknowledge, as it should not.
    pub wrong_signatures_refused: u64,
    /// What was found.
    pub findings: Vec<ReceiverFinding>,
}

/// Something that a receiver does wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[non_exhaustive]
pub struct ReceiverFinding {
    /// `slow`, `losesEvent`, `redirected`, `acceptedWrongSignature`, `brokeOff`, `neverAcknowledged`, `expired` or `notIdempotent`.
    pub code: &'static str,
    /// What it means and what to do about it.
    pub message: &'static str,
    /// How often it was seen.
    pub count: u64,
    /// The first events that it was seen with.
    pub events: Vec<Uuid>,
    /// Calls that the receiver made again though it had no reason to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<String>,
}

impl Control {
    /// The verdict on the receiver of a subscription, as far as its answers and its calls back show.
    ///
    /// # Errors
    /// Where there is no such subscription.
    pub fn verdict(&self, subscription: &str) -> Result<Verdict, ControlError> {
        let id = named(subscription)?;
        let conduct = self.realm.outbox.conduct(&id).ok_or_else(|| unknown(subscription))?;
        let told = self.realm.outbox.told(&id);
        let journal: Vec<Entry> = self.realm.journal.after(0).into_iter().map(|(_, entry)| entry).collect();
        let Conduct { since, posts, acknowledged, forgeries_refused, .. } = conduct;
        let mut findings = of_answers(conduct);
        findings.extend(not_idempotent(&told, &journal));
        Ok(Verdict {
            subscription: id.to_string(),
            since,
            passed: acknowledged > 0 && findings.is_empty(),
            posts,
            acknowledged,
            repeated: told.iter().filter(|told| told.times > 1).count(),
            wrong_signatures_refused: forgeries_refused,
            findings,
        })
    }
}

/// What the receiver's answers show.
fn of_answers(conduct: Conduct) -> Vec<ReceiverFinding> {
    let Conduct { slow, lost, redirected, forgeries_accepted, broken, put_off, expired, .. } = conduct;
    // That it asks for another attempt now and then is its good right.
    let never = if conduct.acknowledged == 0 { put_off } else { Evidence::default() };
    let found = [
        ("slow", "It took too long to acknowledge. Answer within a few seconds, and do the work behind a queue.", slow),
        (
            "losesEvent",
            "It answered 4xx other than 401, 403 and 429, which says that it never wants the event; Concur does not send it again.",
            lost,
        ),
        ("redirected", "It redirected. Nobody follows, and the event is lost.", redirected),
        (
            "acceptedWrongSignature",
            "It acknowledged an event whose Concur-Signature was wrong. Verify it over the bytes of the body, before anything else.",
            forgeries_accepted,
        ),
        (
            "brokeOff",
            "It gave no complete answer: the connection was refused or broken off, or it was not HTTP.",
            broken,
        ),
        (
            "neverAcknowledged",
            "It has asked for another attempt each time, and has acknowledged nothing. Answer 2xx once an event is stored.",
            never,
        ),
        ("expired", "It did not acknowledge an event until that was 72 hours old, and the event is lost.", expired),
    ];
    let seen = |(code, message, Evidence { count, events })| {
        (count > 0).then_some(ReceiverFinding { code, message, count, events, calls: Vec::new() })
    };
    found.into_iter().filter_map(seen).collect()
}

/// What the receiver's calls back show: one that changes something, made more often than there were events to make it for, or
/// refused the second time, though events came more than once. A call is held against the events whose correlation id it carries, and
/// against those of the report in its path.
fn not_idempotent(told: &[Told], journal: &[Entry]) -> Option<ReceiverFinding> {
    let mut causes: BTreeSet<&str> = told.iter().filter(|t| t.has_request).map(|t| &*t.correlation).collect();
    let mut calls: BTreeMap<(String, &str, &str), Vec<u16>> = BTreeMap::new();
    for entry in journal {
        let is_cause = causes.remove(&*entry.correlation);
        if !changes_something(entry) {
            continue;
        }
        for reason in reasons(told, entry, is_cause) {
            calls.entry((reason, &*entry.method, &*entry.path)).or_default().push(entry.status);
        }
    }
    let (mut evidence, mut repeated_calls) = (Evidence::default(), BTreeSet::new());
    for ((reason, method, path), statuses) in calls {
        let events: Vec<&Told> = told.iter().filter(|told| is_reason(told, &reason)).collect();
        let repeated: Vec<&&Told> = events.iter().filter(|told| told.times > 1).collect();
        if !repeated.is_empty() && (statuses.len() > events.len() || is_refused_later(&statuses)) {
            repeated.iter().for_each(|told| evidence.add(told.event));
            repeated_calls.insert(format!("{method} {path}, {} times", statuses.len()));
        }
    }
    (evidence.count > 0).then(|| ReceiverFinding {
        code: "notIdempotent",
        message: "An event that came twice was acted upon twice. Deliveries are at least once: remember the ids of events.",
        count: repeated_calls.len() as u64,
        events: evidence.events,
        calls: repeated_calls.into_iter().take(CALLS).collect(),
    })
}

/// What a call may have been made for: the events of a correlation id, or of a report. The first call with a correlation id is the
/// cause of its events, which got theirs from it; it may have been made for earlier ones of the same report.
fn reasons(told: &[Told], entry: &Entry, is_cause: bool) -> Vec<String> {
    let of_call = |told: &&Told| *told.correlation == *entry.correlation;
    let caused = told.iter().position(|told| is_cause && of_call(&told)).unwrap_or(told.len());
    let names = |told: &&Told| {
        told.first_at <= entry.at && told.report.is_some_and(|report| entry.path.contains(&report.to_string()))
    };
    let report = told[..caused].iter().find(names).and_then(|told| told.report).map(|report| report.to_string());
    let correlation = told.iter().find(|told| !is_cause && of_call(told)).map(|told| told.correlation.to_string());
    report.into_iter().chain(correlation).collect()
}

fn is_reason(told: &Told, reason: &str) -> bool {
    *told.correlation == *reason || told.report.is_some_and(|report| report.to_string() == reason)
}

/// Whether a call was refused after the same one had been carried out: the second approval of a step, say.
fn is_refused_later(statuses: &[u16]) -> bool {
    let done = statuses.iter().position(|status| (200..300).contains(status));
    done.is_some_and(|done| statuses[done..].iter().any(|status| (400..500).contains(status)))
}

/// Whether a call meant to change something, and was not turned away before it could.
fn changes_something(entry: &Entry) -> bool {
    !matches!(&*entry.method, "GET" | "HEAD" | "OPTIONS")
        && !entry.path.starts_with("/oauth2/")
        && !matches!(entry.status, 401 | 403 | 429 | 500..)
}
