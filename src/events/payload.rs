//! What subscribers are told of an event: its type, and its payload as JSON.

mod announcement;
mod document;

use std::fmt;

use bytes::Bytes;
use chrono::SecondsFormat;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::news::News;
use super::topics::EventType;
use crate::core::Timestamp;
use crate::core::event::{Change, Event};
use crate::core::ids::{CompanyId, ProcessId, ReportId, StepInstanceId, UserId};
use crate::core::status::PaymentStatus;
use crate::tenant::store::Record;

/// Whether a change of a report raises any event.
pub fn raises(change: &Change) -> bool {
    event_type(change).is_some() || makes_ready(change)
}

/// The types of events that something raises, in the order in which they are raised.
pub(super) fn event_types(news: &News) -> impl Iterator<Item = EventType> + use<> {
    let (first, second) = match news {
        News::Report(record) => {
            let change = &record.event.change;
            (event_type(change), makes_ready(change).then_some(EventType::ExpenseReady))
        }
        News::Announced(announcement) => (Some(announcement.matter.event_type()), None),
        // Raised already.
        News::Kept(_) => (None, None),
    };
    first.into_iter().chain(second)
}

/// Whether a change makes a report ready for a financial system: it has come to processing payment, and not from a hold there.
fn makes_ready(change: &Change) -> bool {
    let Change::Moved(moved) = change else { return false };
    moved.from.payment == PaymentStatus::NotPaid && moved.to.status().payment == PaymentStatus::Processing
}

/// `id` of the notification of this type about something. The same change can raise two of them, which differ in it.
pub(super) fn id(event_type: EventType, of: Uuid) -> Uuid {
    match event_type {
        // The bits that make it a random UUID stay.
        EventType::ExpenseReady => Uuid::from_u128(of.as_u128() ^ 0xffff_ffff),
        _ => of,
    }
}

/// The notification of this type about something, exactly as it is sent. `base` is the URL that links begin with, without a
/// trailing slash.
pub(super) fn told(id: Uuid, event_type: EventType, news: &News, company: CompanyId, base: &str) -> Bytes {
    match news {
        News::Report(record) if event_type == EventType::ExpenseReady => {
            json(&document::notification(id, record, company, base))
        }
        News::Report(record) => render(record, company, base),
        News::Announced(announcement) => json(&announcement::notification(id, announcement, company, base)),
        News::Kept(kept) if event_type == EventType::Test => kept.payload.as_bytes().to_vec().into(),
        News::Kept(kept) => with_links_under(base, &kept.payload).into(),
    }
}

/// Has the link of a notification begin with `base` where it begins with `/`. No text in JSON has a bare quotation mark in it, so that what is found is
/// the value of an `href` or `userHref`.
fn with_links_under(base: &str, payload: &str) -> String {
    let escaped = serde_json::to_string(base).unwrap_or_default();
    payload.replace("ref\":\"/", &format!("ref\":\"{}/", escaped.trim_matches('"')))
}

fn json(notification: &impl Serialize) -> Bytes {
    // Text, numbers and maps with text for keys always serialise.
    serde_json::to_vec(notification).unwrap_or_default().into()
}

/// The type of event that a change of a report itself raises; most raise one, some none.
pub fn event_type(change: &Change) -> Option<EventType> {
    match change {
        Change::Created(_) => Some(EventType::ReportCreated),
        Change::HeaderChanged { .. } | Change::ExpensesMoved { .. } => Some(EventType::ReportUpdated),
        Change::Deleted => Some(EventType::ReportDeleted),
        Change::Moved(moved) => moved.notice.as_ref().map(|_| EventType::StatusChanged),
        Change::ExpenseAdded(_)
        | Change::ExpenseChanged(_)
        | Change::ExpenseDeleted(_)
        | Change::CashAdvancesChanged(_)
        | Change::CommentsChanged(_)
        | Change::ExceptionsChanged(_)
        | Change::PartlyApproved { .. }
        | Change::Extracted => None,
    }
}

/// The payload of what a record says of a report, exactly as it is sent. `base` is the URL that links begin with, without a trailing slash; nothing
/// where the change raises no event.
pub fn render(record: &Record, company: CompanyId, base: &str) -> Bytes {
    let Some(event_type) = event_type(&record.event.change) else { return Bytes::new() };
    let event = &record.event;
    let payload = Payload {
        id: record.id,
        correlation_id: &record.origin.correlation,
        route: "stable",
        event_type: event_type.name(),
        topic: event_type.topic().name(),
        time_stamp: Time(event.at),
        subtopic: Text(event.report),
        facts: Facts {
            report_type: event.report_kind.name(),
            company_id: Text(company),
            report_id: Text(event.report),
            last_modified_date: Time(event.at),
            user_id: event.by.user.map(Text),
            acting_user_id: event.by.delegate.map(Text),
            movement: Movement::of(&event.change),
            href: (event_type != EventType::ReportDeleted).then_some(Href { base, event }),
        },
    };
    json(&payload)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payload<'a> {
    id: Uuid,
    correlation_id: &'a str,
    route: &'static str,
    event_type: &'static str,
    topic: &'static str,
    time_stamp: Time,
    subtopic: Text<ReportId>,
    facts: Facts<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Facts<'a> {
    report_type: &'static str,
    company_id: Text<CompanyId>,
    report_id: Text<ReportId>,
    last_modified_date: Time,
    user_id: Option<Text<UserId>>,
    acting_user_id: Option<Text<UserId>>,
    #[serde(flatten)]
    movement: Option<Movement<'a>>,
    /// Where the report can be had; a deleted one cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<Href<'a>>,
}

/// What only `statusChanged` says.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Movement<'a> {
    previous_approval_status: &'static str,
    current_approval_status: &'static str,
    previous_payment_status: &'static str,
    current_payment_status: &'static str,
    step_code: Option<&'a str>,
    process_id: Text<ProcessId>,
    starting_step: StartingStep<'a>,
}

impl<'a> Movement<'a> {
    fn of(change: &'a Change) -> Option<Self> {
        let Change::Moved(moved) = change else { return None };
        let notice = moved.notice.as_ref()?;
        let to = moved.to.status();
        let instances = notice.instances.iter();
        Some(Self {
            previous_approval_status: moved.from.approval.code(),
            current_approval_status: to.approval.code(),
            previous_payment_status: moved.from.payment.code(),
            current_payment_status: to.payment.code(),
            step_code: notice.step_code.as_deref(),
            process_id: Text(notice.process),
            starting_step: StartingStep {
                role_code: &notice.role,
                step_instances: instances
                    .map(|(id, assigned)| Instance { id: Text(*id), assigned_user_id: assigned.map(Text) })
                    .collect(),
            },
        })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StartingStep<'a> {
    role_code: &'a str,
    step_instances: Vec<Instance>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Instance {
    id: Text<StepInstanceId>,
    assigned_user_id: Option<Text<UserId>>,
}

/// Written as it is displayed.
struct Text<T>(T);

impl<T: fmt::Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// `2021-03-18T23:11:51.034Z`: always with milliseconds.
struct Time(Timestamp);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

/// The v4 URL of a report, as its owner sees it.
struct Href<'a> {
    base: &'a str,
    event: &'a Event,
}

impl Serialize for Href<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { base, event } = self;
        let (owner, report) = (event.owner, event.report);
        serializer
            .collect_str(&format_args!("{base}/expensereports/v4/users/{owner}/context/TRAVELER/reports/{report}"))
    }
}
