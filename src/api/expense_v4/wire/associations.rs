//! What a report is associated with: cash advances and travel requests.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::text;
use crate::core::ids::{CashAdvanceId, RequestId};

/// The cash advances of a report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CashAdvancesResponse {
    /// Each once.
    pub cash_advances: Vec<CashAdvanceResponse>,
}

/// A cash advance of a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct CashAdvanceResponse {
    /// A UUID.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String, format = Uuid)]
    pub id: CashAdvanceId,
}

/// The cash advances that a report is to have.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CashAdvanceRequest {
    /// UUIDs; required, and empty where it is to have none.
    pub cash_advance_ids: Option<Vec<String>>,
}

/// Where the cash advances of a report are.
#[derive(Debug, Serialize, ToSchema)]
pub struct CashAdvancePostResponse {
    /// Absolute.
    pub uri: String,
}

/// The travel requests of a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestAssociations {
    /// Each once.
    pub requests: Vec<AssociatedRequest>,
}

/// A travel request of a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssociatedRequest {
    /// The request.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub id: RequestId,
}
