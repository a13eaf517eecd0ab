//! What the issuer of a company card says of an expense, in the order of the page `expense-report-get`.

use serde::Serialize;
use utoipa::ToSchema;

use super::scalar::{Amount, Moment, Rate};

/// A transaction of a company card. What only a feed of transactions would know is empty.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct CardTransaction<'a> {
    /// The number of the card; not known.
    pub account_number: Option<&'a str>,
    /// The name on the card.
    pub card_description: Option<String>,
    /// The kind of card; not known.
    pub card_type_code: Option<&'a str>,
    /// The vendor's reference; not known.
    pub transaction_reference_number: Option<&'a str>,
    /// The kind of transaction.
    #[serde(rename = "TransactionCCTType")]
    pub transaction_cct_type: &'static str,
    /// Its ID.
    #[serde(rename = "TransactionID")]
    pub transaction_id: &'a str,
    /// How much was paid.
    pub transaction_amount: Amount,
    /// How much of that is tax; not known.
    pub tax_amount: Option<Amount>,
    /// The currency in which it was paid, ISO 4217.
    pub transaction_alpha_code: &'a str,
    /// The same in the currency of the card.
    pub posted_amount: Amount,
    /// The currency of the card: the report's.
    pub posted_alpha_code: &'a str,
    /// The day on which it was paid.
    pub transaction_date: Moment,
    /// The day on which it was booked.
    pub posted_date: Moment,
    /// What the merchant says of it.
    pub description: Option<&'a str>,
    /// The merchant's category; not known.
    pub master_card_code: Option<&'a str>,
    /// The merchant.
    pub transaction_merchant_name: Option<&'a str>,
    /// His city.
    pub merchant_city: Option<&'a str>,
    /// His state.
    pub merchant_state: Option<&'a str>,
    /// His country, ISO 3166-1.
    pub merchant_country_code: Option<&'a str>,
    /// His reference; not known.
    pub merchant_reference_number: Option<&'a str>,
    /// From the currency of the card to the report's.
    pub exchange_rate_from_billing_to_employee_currency: Rate,
    /// What is due to the card's issuer.
    pub billing_amount: Amount,
    /// The last four digits of the card; not known.
    pub account_number_last_segment: Option<&'a str>,
}
