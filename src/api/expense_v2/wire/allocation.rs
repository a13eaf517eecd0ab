//! Shares of expenses, what they are booked as, and their taxes, in the order of the page `expense-report-get`.

use serde::Serialize;
use utoipa::ToSchema;

use super::scalar::{Amount, Percentage, Signed};
use super::{CustomField, declare_fields, form_fields};

form_fields! { part => declare_fields { [CustomField]
/// A share of an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Allocation<'a> {
    /// Its ID.
    #[serde(rename = "AllocationID")]
    pub allocation_id: String,
    /// How much of the expense it is.
    pub percentage: Percentage,
    /// The account that it is booked to.
    #[serde(rename = "AccountCode1")]
    pub account_code_1: Option<&'a str>,
    /// The account of what is beyond a limit.
    #[serde(rename = "AccountCode2")]
    pub account_code_2: Option<&'a str>,
} and {
    /// What it is booked as, from processing payment on; for administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal_entries_list: Option<Vec<JournalEntry<'a>>>,
    /// Its taxes; for administrators, empty for others.
    #[serde(rename = "VATDataList")]
    pub vat_data_list: Vec<VatData<'a>>,
} } }

/// A line in the company's books.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct JournalEntry<'a> {
    /// Unique.
    #[serde(rename = "JournalID")]
    pub journal_id: String,
    /// Who pays: `Company` or `Employee`.
    pub payer_payment_type_name: &'a str,
    /// The code of that.
    pub payer_payment_type_code: &'a str,
    /// Who is paid: `Company`, `Employee`, or the name of a card's payment type.
    pub payee_payment_type_name: &'a str,
    /// The code of that.
    pub payee_payment_code: &'a str,
    /// The account.
    pub account_code: Option<&'a str>,
    /// `DR` or `CR`.
    pub debit_or_credit: &'static str,
    /// How much: more than zero as a debit, less as a credit.
    pub amount: Signed,
    /// The extract that it was in; empty where it was in none.
    pub job_run_key: Option<String>,
}

/// A tax.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "VATData", rename_all = "PascalCase")]
#[schema(as = VatData)]
pub struct VatData<'a> {
    /// The authority's name.
    pub tax_name: Option<&'a str>,
    /// What its tax is called on forms, five characters at most.
    pub tax_authority_label: Option<String>,
    /// The tax in the currency in which the expense was paid.
    pub tax_transaction_amount: Amount,
    /// The same in the report's currency.
    pub tax_posted_amount: Option<Amount>,
    /// Who said so.
    pub source: &'static str,
    /// What of it is reclaimed.
    pub tax_reclaim_transaction_amount: Option<Amount>,
    /// The same in the report's currency.
    pub tax_reclaim_posted_amount: Option<Amount>,
}
