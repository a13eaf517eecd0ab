//! Entries, as they are answered.

use serde::Serialize;
use utoipa::ToSchema;

use super::custom::CustomField;
use super::form_fields::{of_expenses, with_form_fields};
use super::number::{Moment, Number};

/// A page of entries.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Entries<'a> {
    /// The entries, report by report.
    pub items: Vec<Entry<'a>>,
    /// Where the next page is; null on the last one.
    pub next_page: Option<String>,
}

of_expenses! { with_form_fields! {
/// An expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Entry<'a> {
    /// The report that it is on.
    #[serde(rename = "ReportID")]
    pub report_id: String,
    /// The login of the report's owner.
    #[serde(rename = "ReportOwnerID")]
    pub report_owner_id: Option<&'a str>,
    /// Code of its type.
    pub expense_type_code: &'a str,
    /// Name of its type.
    pub expense_type_name: &'a str,
    /// Code of the spend category.
    pub spend_category_code: Option<&'a str>,
    /// Name of the spend category.
    pub spend_category_name: Option<&'a str>,
    /// Id of the payment type.
    #[serde(rename = "PaymentTypeID")]
    pub payment_type_id: &'a str,
    /// Name of the payment type.
    pub payment_type_name: &'a str,
    /// When it was spent.
    pub transaction_date: Moment,
    /// Of which currency, ISO 4217.
    pub transaction_currency_code: &'a str,
    /// How much, as it was paid.
    pub transaction_amount: Number,
    /// From the transaction's currency to the report's.
    pub exchange_rate: Number,
    /// How much, in the report's currency.
    pub posted_amount: Number,
    /// What of it is approved.
    pub approved_amount: Number,
    /// Whom it was paid to.
    pub vendor_description: Option<&'a str>,
    /// The item of the list of vendors.
    #[serde(rename = "VendorListItemID")]
    pub vendor_list_item_id: Option<&'a str>,
    /// Its name.
    pub vendor_list_item_name: Option<&'a str>,
    /// The place.
    #[serde(rename = "LocationID")]
    pub location_id: Option<&'a str>,
    /// Its name.
    pub location_name: Option<&'a str>,
    /// Its subdivision of the country, ISO 3166-2.
    pub location_subdivision: Option<&'a str>,
    /// Its country, ISO 3166-1.
    pub location_country: Option<&'a str>,
    /// What for.
    pub description: Option<&'a str>,
    /// Always null: comments are not shown here.
    pub comment: Option<&'a str>,
    /// Whether the company owes nothing for it.
    pub is_personal: bool,
    /// Whether it is billed to a customer.
    pub is_billable: bool,
    /// Whether it was imported from a card of the employee's own.
    pub is_personal_card_charge: bool,
    /// Whether an image of it is there.
    pub has_image: bool,
    /// Whether an image of its receipt is wanted.
    pub is_image_required: bool,
    /// Whether the receipt came in.
    pub receipt_received: bool,
    /// The kind of receipt: `T`, `R` or `N`.
    pub tax_receipt_type: &'static str,
    /// The image of an electronic receipt.
    #[serde(rename = "ElectronicReceiptID")]
    pub electronic_receipt_id: Option<&'a str>,
    /// The transaction of a company's card.
    #[serde(rename = "CompanyCardTransactionID")]
    pub company_card_transaction_id: Option<&'a str>,
    /// The trip.
    #[serde(rename = "TripID")]
    pub trip_id: Option<String>,
    /// Whether it is itemized.
    pub has_itemizations: bool,
    /// How much of it is allocated: `F` all, `P` a part, `N` nothing.
    pub allocation_type: &'static str,
    /// Whether anybody took part.
    pub has_attendees: bool,
    /// Whether its tax is known.
    #[serde(rename = "HasVAT")]
    pub has_vat: bool,
    /// Whether a cash advance is applied to it.
    pub has_applied_cash_advance: bool,
    /// Whether something was said of it.
    pub has_comments: bool,
    /// Whether exceptions stand on it.
    pub has_exceptions: bool,
    /// Whether Expense Pay pays it; null until the report comes to processing payment.
    pub is_paid_by_expense_pay: Option<bool>,
    /// The bank account that Expense Pay pays to.
    #[serde(rename = "EmployeeBankAccountID")]
    pub employee_bank_account_id: Option<&'a str>,
    /// The journey by car that it is the allowance for.
    pub journey: Option<Journey<'a>>,
    /// When it last changed.
    pub last_modified: Moment,
    /// Its form.
    #[serde(rename = "FormID")]
    pub form_id: String,
    /// Its ID in v4.
    #[serde(rename = "ExpenseID")]
    pub expense_id: String,
    /// Its ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
}
as CustomField } }

/// A journey by car.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Journey<'a> {
    /// Where it began.
    pub start_location: Option<&'a str>,
    /// Where it ended.
    pub end_location: Option<&'a str>,
    /// The odometer before.
    pub odometer_start: Option<u32>,
    /// The odometer after.
    pub odometer_end: Option<u32>,
    /// How far for the company's ends.
    pub business_distance: u32,
    /// How far for the employee's own.
    pub personal_distance: u32,
    /// How many people were in the car.
    pub number_of_passengers: Option<u32>,
    /// The unit of the distances: `M` or `K`.
    pub unit_of_measure: &'static str,
    /// The car.
    #[serde(rename = "VehicleID")]
    pub vehicle_id: Option<&'a str>,
}
