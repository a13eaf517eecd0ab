//! The expenses of a report and their itemizations, in the order of the page `expense-report-get`.

use serde::Serialize;
use utoipa::ToSchema;

use super::allocation::Allocation;
use super::attendee::Attendee;
use super::card::CardTransaction;
use super::scalar::{Amount, Flag, Moment, Rate};
use super::{CustomField, declare_fields, form_fields};

form_fields! { entry => declare_fields { [CustomField]
/// An expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ExpenseEntry<'a> {
    /// Its ID, that of v3.
    #[serde(rename = "ReportEntryID")]
    pub report_entry_id: String,
    /// A number that is unique, too.
    #[serde(rename = "LegacyEntryID")]
    pub legacy_entry_id: String,
    /// The code of its type.
    #[serde(rename = "ExpenseTypeID")]
    pub expense_type_id: &'a str,
    /// The name of its type.
    pub expense_type_name: &'a str,
    /// The name of the type's spend category.
    pub spend_category: Option<&'a str>,
    /// The code of its payment type.
    pub payment_type_code: &'a str,
    /// The name of its payment type.
    pub payment_type_name: &'a str,
    /// When it was spent.
    pub transaction_date: Moment,
    /// The name of the currency in which it was paid.
    pub transaction_currency_name: &'a str,
    /// From that currency to the report's.
    pub exchange_rate: Rate,
    /// How much it was as it was paid.
    pub transaction_amount: Amount,
    /// How much it is in the report's currency.
    pub posted_amount: Amount,
    /// What of that is approved; empty where it is itemized.
    pub approved_amount: Option<Amount>,
    /// What for.
    pub business_purpose: Option<&'a str>,
    /// Whom it was paid to.
    pub vendor_description: Option<&'a str>,
    /// Where, usually the city.
    pub location_name: Option<&'a str>,
    /// ISO 3166-2.
    pub location_subdivision: Option<&'a str>,
    /// ISO 3166-1.
    pub location_country: Option<&'a str>,
} and {
    /// The ID of the form of its type.
    #[serde(rename = "FormID")]
    pub form_id: String,
    /// The ID of the image of its receipt.
    #[serde(rename = "EntryImageID")]
    pub entry_image_id: Option<&'a str>,
    /// Whether any of its taxes is known.
    pub has_vat: Flag,
    /// Whether anything was said of it.
    pub has_comments: Flag,
    /// How often.
    #[schema(value_type = String)]
    pub comment_count: String,
    /// Whether it is itemized.
    pub is_itemized: Flag,
    /// Whether any exception stands on it or on its itemizations.
    pub has_exceptions: Flag,
    /// Whether all of it is personal.
    pub is_personal: Flag,
    /// Whether anyone took part in it.
    pub has_attendees: Flag,
    /// Whether it is allocated: `F` all of it, `P` some, `N` nothing.
    pub has_allocation: &'static str,
    /// Whether it comes from a feed of company cards.
    pub is_credit_card_charge: Flag,
    /// Whether it comes from a feed of personal cards.
    pub is_personal_card_charge: Flag,
    /// Whether its receipt is wanted on paper.
    pub receipt_required: Flag,
    /// Whether an image of its receipt is wanted.
    pub image_required: Flag,
    /// The ID of its electronic receipt.
    #[serde(rename = "E-ReceiptID")]
    pub e_receipt_id: Option<&'a str>,
    /// When it last changed.
    pub last_modified: Moment,
    /// Itself as `Regular`, then each of its itemizations as `Child`.
    pub itemizations_list: Vec<Itemization<'a>>,
    /// The login of the report's owner.
    #[serde(rename = "UserLoginID")]
    pub user_login_id: Option<&'a str>,
    /// The vendor's name in the catalogue.
    pub report_entry_vendor_name: Option<&'a str>,
    /// Whether the receipt came in on paper.
    pub report_entry_receipt_received: Flag,
    /// The kind of its receipt: `T`, `R` or `N`.
    pub report_entry_receipt_type: &'static str,
    /// What the card's issuer says of it; for administrators, where it comes from a feed of company cards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_transaction: Option<CardTransaction<'a>>,
    /// Whether Concur pays it out; empty before processing payment.
    pub expense_pay: Option<&'static str>,
} } }

form_fields! { entry => declare_fields { [CustomField]
/// A part of an expense, or all of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Itemization<'a> {
    /// `Regular` for the expense itself, `Child` for a part of it.
    pub item_type: &'static str,
    /// Its ID.
    #[serde(rename = "ItemizationID")]
    pub itemization_id: String,
    /// The code of its type.
    #[serde(rename = "ExpenseTypeID")]
    pub expense_type_id: &'a str,
    /// The name of its type.
    pub expense_type_name: &'a str,
    /// When it was spent.
    pub transaction_date: Moment,
    /// How much it was as it was paid.
    pub transaction_amount: Amount,
    /// How much it is in the report's currency.
    pub posted_amount: Amount,
    /// What of that is approved; empty where it is itemized.
    pub approved_amount: Option<Amount>,
    /// What for.
    pub business_purpose: Option<&'a str>,
} and {
    /// Whether anything was said of it.
    pub has_comments: Flag,
    /// How often.
    #[schema(value_type = String)]
    pub comment_count: String,
    /// Whether it is personal.
    pub is_personal: Flag,
    /// When it last changed.
    pub last_modified: Moment,
    /// Its shares, or one that is all of it; none where it is itemized.
    pub allocations_list: Vec<Allocation<'a>>,
    /// Who took part.
    pub attendees_list: Vec<Attendee<'a>>,
} } }
