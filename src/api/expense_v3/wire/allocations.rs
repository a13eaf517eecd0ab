//! Allocations, as they are answered.

use serde::Serialize;
use utoipa::ToSchema;

use super::form_fields::with_form_fields;

/// A page of allocations.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Allocations<'a> {
    /// The allocations, report by report.
    pub items: Vec<Allocation<'a>>,
    /// Where the next page is; null on the last one.
    pub next_page: Option<String>,
}

with_form_fields! {
/// A share of an entry or itemization.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Allocation<'a> {
    /// The entry or itemization that it is a share of.
    #[serde(rename = "EntryID")]
    pub entry_id: String,
    /// The share, with eight decimals.
    pub percentage: String,
    /// Whether someone set it by hand.
    pub is_percent_edited: bool,
    /// Whether Concur made it.
    pub is_hidden: bool,
    /// The code of the ledger's account that it is booked to.
    pub account_code1: Option<&'a str>,
    /// The code of the account for what is beyond a limit.
    pub account_code2: Option<&'a str>,
    /// Its ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
}
as CustomFieldExtension; units:; custom: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; }

/// The value of a custom field of an allocation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CustomFieldExtension {
    /// Its type: `List` where the value is an item of a list that is known, else `Text`.
    #[serde(rename = "Type")]
    pub kind: &'static str,
    /// The value; of an item of a list, its name.
    pub value: String,
    /// Of an item of a list, its code.
    pub code: Option<String>,
    /// Of an item of a list, its ID.
    #[serde(rename = "ListItemID")]
    pub list_item_id: Option<String>,
    /// What it is called on the form.
    pub label: String,
    /// Its place on the form, from 1.
    pub sequence: u32,
}
