//! Itemizations of an entry, a batch of them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::custom::with_custom_fields;
use super::scalar::{amount, flag};
use crate::api::json::Object;

with_custom_fields! {
    [
        custom1 = "Custom1", custom2 = "Custom2", custom3 = "Custom3", custom4 = "Custom4", custom5 = "Custom5",
        custom6 = "Custom6", custom7 = "Custom7", custom8 = "Custom8", custom9 = "Custom9", custom10 = "Custom10",
        custom11 = "Custom11", custom12 = "Custom12", custom13 = "Custom13", custom14 = "Custom14", custom15 = "Custom15",
        custom16 = "Custom16", custom17 = "Custom17", custom18 = "Custom18", custom19 = "Custom19", custom20 = "Custom20",
    ]
    /// A part of an entry.
    #[derive(Debug, Deserialize, ToSchema)]
    #[serde(rename_all = "PascalCase")]
    pub struct ItemizationPost {
        /// Code of its expense type; required, and never changed.
        pub exp_key: Option<String>,
        /// What for, 64 characters at most.
        pub description: Option<String>,
        /// How much, in the currency of the entry; required.
        #[serde(default, deserialize_with = "amount")]
        #[schema(value_type = Option<f64>)]
        pub transaction_amount: Option<Decimal>,
        /// Read and passed over: it follows from the rate of the entry.
        #[serde(default, deserialize_with = "amount")]
        #[schema(value_type = Option<f64>)]
        #[expect(dead_code, reason = "what it says follows from the rate of the entry")]
        pub posted_amount: Option<Decimal>,
        /// Whether the company owes nothing for it, `Y` or `N`.
        #[serde(default, deserialize_with = "flag")]
        #[schema(value_type = Option<String>)]
        pub is_personal: Option<bool>,
        /// A comment to add, 500 characters at most.
        pub comment: Option<String>,
    }
}

/// Itemizations. In XML its one field is the root.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ExpenseItemizations {
    /// The itemizations; those behind the first 1,000 are passed over.
    #[schema(value_type = Vec<ItemizationPost>)]
    pub expense_itemizations: Vec<Object<ItemizationPost>>,
}

/// What became of each itemization.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ItemizationStatusList {
    /// In the order of the request.
    pub itemization_status: Vec<ItemizationStatus>,
}

/// What became of an itemization.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ItemizationStatus {
    /// Its place in the request, from 1.
    pub index: u32,
    /// `SUCCESS`; `400` where it is wrong, `404` where there is none, `500` where the report does not allow it.
    pub status: &'static str,
    /// Why it was not saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Where it is changed.
    #[serde(rename = "ItemizedEntry-Details-Url", skip_serializing_if = "Option::is_none")]
    pub details_url: Option<String>,
}
