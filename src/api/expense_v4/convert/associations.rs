//! What a report is associated with, between core and the wire.

use std::str::FromStr;

use crate::api::expense_v4::wire::associations::{
    AssociatedRequest, CashAdvanceRequest, CashAdvanceResponse, CashAdvancesResponse, RequestAssociations,
};
use crate::core::ids::CashAdvanceId;
use crate::core::rejection::{Body, Fault};
use crate::core::report::Report;

/// The cash advances of a report.
pub fn cash_advances(report: &Report) -> CashAdvancesResponse {
    let cash_advances = report.cash_advances.iter().map(|id| CashAdvanceResponse { id: *id });
    CashAdvancesResponse { cash_advances: cash_advances.collect() }
}

/// The cash advances that a report is to have.
pub fn cash_advance_ids(body: Body<CashAdvanceRequest>) -> Body<Vec<CashAdvanceId>> {
    let CashAdvanceRequest { cash_advance_ids } = body?;
    let Some(ids) = cash_advance_ids else { return Err(vec![Fault::new("cashAdvanceIds", "is required")]) };
    let read = |(place, id): (usize, &String)| {
        let field = format!("cashAdvanceIds[{place}]");
        CashAdvanceId::from_str(id).map_err(|_| vec![Fault::new(field, format!("{id:?} is no UUID"))])
    };
    ids.iter().enumerate().map(read).collect()
}

/// The travel requests of a report.
pub fn request_associations(report: &Report) -> RequestAssociations {
    RequestAssociations { requests: report.requests.iter().map(|id| AssociatedRequest { id: *id }).collect() }
}
