//! Digests of reports as v3 answers them.

use serde::Serialize;
use utoipa::ToSchema;

use super::number::{Moment, Number};

/// A page of digests.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReportDigests<'a> {
    /// The digests, the newest report first.
    pub items: Vec<ReportDigest<'a>>,
    /// Where the next page is; null on the last one.
    pub next_page: Option<String>,
}

/// The gist of a report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ReportDigest<'a> {
    /// Its name.
    pub name: &'a str,
    /// Everything on it.
    pub total: Number,
    /// Its currency, ISO 4217.
    pub currency_code: &'a str,
    /// Its country, ISO 3166-1.
    pub country: &'a str,
    /// Its subdivision of the country, ISO 3166-2.
    pub country_subdivision: Option<&'a str>,
    /// When it was created.
    pub create_date: Moment,
    /// When it was last submitted, unless it is back with its owner.
    pub submit_date: Option<Moment>,
    /// When it was approved by all.
    pub processing_payment_date: Option<Moment>,
    /// When it was paid.
    pub paid_date: Option<Moment>,
    /// The date on it.
    pub user_defined_date: Moment,
    /// What was said of it last; empty where nothing was.
    pub last_comment: &'a str,
    /// Its owner's login.
    #[serde(rename = "OwnerLoginID")]
    pub owner_login_id: Option<&'a str>,
    /// Its owner's name.
    pub owner_name: Option<String>,
    /// The login of the approver whom it waits for, the first of several.
    #[serde(rename = "ApproverLoginID")]
    pub approver_login_id: Option<&'a str>,
    /// His name.
    pub approver_name: Option<String>,
    /// Approval status, in words.
    pub approval_status_name: &'static str,
    /// Approval status, as a code.
    pub approval_status_code: &'static str,
    /// Payment status, in words.
    pub payment_status_name: &'static str,
    /// Payment status, as a code.
    pub payment_status_code: &'static str,
    /// When it last changed.
    pub report_header_last_modified_date: Moment,
    /// Its ID, the same in every version.
    #[serde(rename = "ID")]
    pub id: String,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
}
