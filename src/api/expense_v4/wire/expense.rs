//! An expense (`ReportExpenseSummary` and `ReportExpenseDetail` of the Expenses v4 page).

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use super::particulars::{ExpenseSourceIdentifiers, Mileage, Travel, TravelAllowance};
use super::{Amount, CustomData, Link, fourteen_decimals, seconds, text};
use crate::core::Timestamp;
use crate::core::ids::ExpenseId;

/// What the list shows of an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseSummary<'a> {
    /// What list and detail share.
    #[serde(flatten)]
    #[schema(inline)]
    pub common: Common<'a>,
    /// The ticket's number.
    pub ticket_number: Option<&'a str>,
}

/// Everything about an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseDetail<'a> {
    /// What list and detail share.
    #[serde(flatten)]
    #[schema(inline)]
    pub common: Common<'a>,
    /// The date that budgets count it at.
    pub budget_accrual_date: Option<NaiveDate>,
    /// The request's expense it came from.
    pub authorization_request_expense_id: Option<&'a str>,
    /// Whether it can be allocated.
    pub can_allocate: bool,
    /// Custom fields.
    pub custom_data: Vec<CustomData<'a>>,
    /// Sums of taxes.
    pub expense_tax_summary: ExpenseTaxSummary,
    /// Whether the employee keeps it out of a cash advance.
    pub is_excluded_from_cash_advance_by_user: bool,
    /// Whether it is billed to a customer.
    pub is_expense_billable: bool,
    /// Whether an approver rejected it.
    pub is_expense_rejected: bool,
    /// Whether the paper receipt came in.
    pub is_paper_receipt_received: bool,
    /// The merchant's tax number.
    pub merchant_tax_id: Option<&'a str>,
    /// Mileage.
    pub mileage: Option<Mileage<'a>>,
    /// The kind of receipt.
    pub receipt_type: ReceiptType,
    /// `HOME`, `FOREIGN` or `OUT_OF_PROVINCE`.
    pub tax_rate_location: &'static str,
    /// Travel.
    pub travel: Option<Travel<'a>>,
    /// When it last changed.
    #[serde(serialize_with = "seconds")]
    #[schema(value_type = String, format = DateTime)]
    pub last_modified_date: Timestamp,
    /// The supplier's number of the invoice.
    pub invoice_id: Option<&'a str>,
    /// The government's number of the invoice.
    pub government_invoice_id: Option<&'a str>,
}

/// What list and detail share.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Common<'a> {
    /// The expense.
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub expense_id: ExpenseId,
    /// The amount that an approver set.
    pub approver_adjusted_amount: Amount,
    /// `NOT_ALLOCATED`, `PARTIALLY_ALLOCATED` or `FULLY_ALLOCATED`.
    pub allocation_state: &'static str,
    /// The set of its allocations.
    pub allocation_set_id: Option<String>,
    /// What of it is approved.
    pub approved_amount: Amount,
    /// How many attendees there were.
    pub attendee_count: u32,
    /// What for.
    pub business_purpose: Option<&'a str>,
    /// Whether it can be deleted now.
    pub can_delete: bool,
    /// What of it is claimed.
    pub claimed_amount: Amount,
    /// Its electronic receipt.
    pub ereceipt_image_id: Option<&'a str>,
    /// From the transaction's currency to the report's.
    pub exchange_rate: ExchangeRate,
    /// Where it came from.
    pub expense_source_identifiers: Option<ExpenseSourceIdentifiers<'a>>,
    /// Its type.
    pub expense_type: ExpenseType<'a>,
    /// An item of the list of fuels.
    pub fuel_type_list_item: Option<CustomData<'a>>,
    /// Whether an exception stops a submit.
    pub has_blocking_exceptions: bool,
    /// Whether there is any exception.
    pub has_exceptions: bool,
    /// Whether the employee declared the receipt missing.
    pub has_missing_receipt_declaration: bool,
    /// Whether Concur made it.
    pub is_auto_created: bool,
    /// What the certification of its image says.
    pub image_certification_status: Option<&'static str>,
    /// Whether an image is wanted.
    pub is_image_required: bool,
    /// Whether paper is wanted.
    pub is_paper_receipt_required: bool,
    /// Whether it is personal.
    pub is_personal_expense: bool,
    /// A route of public transport.
    pub jpt_route_id: Option<&'a str>,
    /// Where.
    pub location: Option<Location<'a>>,
    /// Itself, its itemizations, its comments.
    pub links: Vec<Link>,
    /// The expense that it is a part of.
    pub parent_expense_id: Option<String>,
    /// How it was paid.
    pub payment_type: PaymentType<'a>,
    /// The amount in the report's currency.
    pub posted_amount: Amount,
    /// The image of its receipt.
    pub receipt_image_id: Option<&'a str>,
    /// The amount as it was paid.
    pub transaction_amount: Amount,
    /// When.
    pub transaction_date: NaiveDate,
    /// Its part in a travel allowance.
    pub travel_allowance: TravelAllowance<'a>,
    /// Whom it was paid to.
    pub vendor: Option<Vendor<'a>>,
}

/// A rate of exchange.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExchangeRate {
    /// The rate.
    #[serde(serialize_with = "fourteen_decimals")]
    #[schema(value_type = f64)]
    pub value: Decimal,
    /// `MULTIPLY`: the transaction's amount times the rate is the posted amount; `DIVIDE`: divided by it.
    pub operation: &'static str,
}

/// A type of expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseType<'a> {
    /// Five letters.
    pub id: &'a str,
    /// In words.
    pub name: &'a str,
    /// The category that it counts towards.
    pub code: &'a str,
    /// Whether it was taken out of use.
    pub is_deleted: bool,
}

/// A type of payment.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentType<'a> {
    /// The type.
    pub id: &'a str,
    /// In words.
    pub name: &'a str,
    /// In Concur's own terms.
    pub code: &'a str,
}

/// A place.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Location<'a> {
    /// The place, where the catalogue knows it.
    pub id: Option<&'a str>,
    /// In words.
    pub name: &'a str,
    /// The city.
    pub city: Option<&'a str>,
    /// ISO 3166-2.
    pub country_sub_division_code: Option<&'a str>,
    /// ISO 3166-1.
    pub country_code: Option<&'a str>,
}

/// Someone who was paid.
#[derive(Debug, Serialize, ToSchema)]
pub struct Vendor<'a> {
    /// The vendor, where the catalogue knows it.
    pub id: Option<&'a str>,
    /// Its name in the catalogue.
    pub name: Option<&'a str>,
    /// What the employee wrote.
    pub description: Option<&'a str>,
}

/// A kind of receipt.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptType {
    /// `N`, `R` or `T`.
    pub id: &'static str,
    /// In words.
    pub status: &'static str,
}

/// Sums of taxes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseTaxSummary {
    /// Taxes posted.
    pub total_tax_posted_amount: Amount,
    /// Taxes as adjusted.
    pub total_tax_adjusted_amount: Amount,
    /// Reclaimed.
    pub total_reclaim_posted_amount: Amount,
    /// Reclaimed as adjusted.
    pub total_reclaim_adjusted_amount: Amount,
    /// Posted amount without tax.
    pub net_tax_amount: Amount,
    /// The same as adjusted.
    pub net_adjusted_tax_amount: Amount,
    /// Posted amount without what is reclaimed.
    pub net_reclaim_amount: Amount,
    /// The same as adjusted.
    pub net_reclaim_adjusted_amount: Amount,
    /// Value added tax.
    pub vat_tax_total: Option<Amount>,
}
