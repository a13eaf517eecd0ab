//! `expense.readyForIntegration`: a report can be booked in a financial system.

use serde::Serialize;
use uuid::Uuid;

use super::{Text, Time};
use crate::core::company::entity_id;
use crate::core::ids::{CompanyId, ReportId};
use crate::events::topics::EventType;
use crate::tenant::store::Record;

/// The notification of a report that has come to processing payment.
pub(super) fn notification<'a>(id: Uuid, record: &'a Record, company: CompanyId, base: &'a str) -> impl Serialize + 'a {
    let document = record.event.report;
    Notification {
        id,
        data: (),
        event_type: EventType::ExpenseReady.name(),
        correlation_id: &record.origin.correlation,
        topic: EventType::ExpenseReady.topic().name(),
        subtopic: entity_id(company),
        time_stamp: Time(record.event.at),
        route: "stable",
        facts: Facts {
            company_id: Text(company),
            document_id: Text(document),
            href: format!(
                "{base}/financialintegration/fi/v4/companies/transactiontypes/expense/transactions?docId={document}"
            ),
            entity_id: entity_id(company),
        },
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Notification<'a> {
    id: Uuid,
    /// Always null: the data is in the facts.
    data: (),
    event_type: &'static str,
    correlation_id: &'a str,
    topic: &'static str,
    subtopic: String,
    time_stamp: Time,
    route: &'static str,
    facts: Facts,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Facts {
    company_id: Text<CompanyId>,
    document_id: Text<ReportId>,
    href: String,
    entity_id: String,
}
