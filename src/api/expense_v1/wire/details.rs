//! A report in full, in the order of the sample of the page `v1dot1.report-full-details`.

use std::borrow::Cow;

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::form_fields::{declare_fields, form_fields};

/// The value of a field of a form; of an item of a list, its code in parentheses and its name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FieldValue, value_type = String)]
pub struct FieldValue<'a>(pub Cow<'a, str>);

/// Things that stand beside each other in what has them.
#[derive(Debug, Serialize)]
#[serde(rename = "$repeated")]
pub struct Repeated<T>(pub Vec<T>);

impl<T> Repeated<T> {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A value that is nil where it is not there, where others would be empty.
#[derive(Debug)]
pub struct OrNil(pub Option<String>);

impl Serialize for OrNil {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(value) => serializer.serialize_str(value),
            None => serializer.serialize_unit_struct(crate::api::xml::NIL),
        }
    }
}

form_fields! { header => declare_fields { [FieldValue]
/// A report in full. Amounts are texts with eight decimals, moments have no zone, flags are `Y` or `N`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
#[schema(as = ReportFullDetails)]
pub struct ReportDetails<'a> {
    /// The login of its owner.
    #[serde(rename = "X_UserID")]
    pub user_id: Option<&'a str>,
    /// 20 hexadecimal digits.
    pub report_id: String,
    /// Its name.
    pub report_name: &'a str,
    /// What for.
    pub purpose: Option<&'a str>,
    /// Its currency, ISO 4217.
    pub crn_code: &'a str,
    /// The code of its approval status.
    pub aps_key: &'static str,
    /// The date on it.
    pub report_date: String,
    /// When it was created.
    pub creation_date: String,
    /// Where its image is; there is none.
    pub receipt_image_url: Option<&'a str>,
    /// Whether any exception stands on it.
    pub has_exception: &'static str,
    /// Whether it was ever sent back.
    pub ever_sent_back: &'static str,
    /// The name of its owner: the family name, a comma, the given name.
    pub employee_name: Option<String>,
    /// The name of its approval status, in the caller's language.
    pub apv_status_name: &'static str,
    /// The code of its payment status.
    pub pay_key: &'static str,
    /// The name of its payment status, in the caller's language.
    pub pay_status_name: &'static str,
    /// When it was paid.
    #[schema(value_type = Option<String>)]
    pub paid_date: OrNil,
    /// When it was submitted; `0001-01-01T00:00:00` where it is not.
    pub submit_date: String,
    /// How many entries it has.
    pub entry_count: String,
    /// The name of the ledger.
    pub ledger_name: &'a str,
} and {
    /// The ID of its policy.
    pub pol_key: String,
    /// The key by which other operations take it: its alias, or else its ID.
    pub rpt_key: &'a str,
    /// Everything on it.
    pub report_total: String,
    /// What is personal.
    pub personal_expenses: String,
    /// What the company owes the employee.
    pub amount_due_employee: String,
    /// What is owed to a company card.
    pub amount_due_company_card: String,
    /// Everything that is not personal.
    pub total_claimed_amount: String,
    /// What of that is approved.
    pub total_approved_amount: String,
    /// Where actions on it are taken; empty where it is at no step.
    #[serde(rename = "WorkflowActionURL")]
    pub workflow_action_url: String,
    /// What was spent.
    pub entries: Entries<'a>,
} } }

/// What was spent.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entries<'a> {
    /// How many there are; in XML an attribute.
    #[serde(rename = "@Count")]
    pub count: String,
    /// All of them.
    #[serde(rename = "ExpenseEntry", skip_serializing_if = "Repeated::is_empty")]
    #[schema(value_type = Vec<ExpenseEntry<'a>>, required = false)]
    pub expense_entry: Repeated<ExpenseEntry<'a>>,
}

form_fields! { entry => declare_fields { [FieldValue]
/// An expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ExpenseEntry<'a> {
    /// Whether its receipt is wanted on paper.
    pub receipt_required: &'static str,
    /// Whether an image of its receipt is wanted.
    pub image_required: &'static str,
    /// The ID of its electronic receipt.
    pub ereceipt_id: Option<&'a str>,
} and {
    /// Its ID.
    pub rpe_key: String,
    /// The key of its report.
    pub rpt_key: &'a str,
    /// The login of the report's owner.
    #[serde(rename = "X_UserID")]
    pub user_id: Option<&'a str>,
    /// The code of its type.
    pub exp_key: &'a str,
    /// The ID of the form of its type.
    pub form_key: String,
    /// The ID of the image of its receipt.
    pub receipt_image_id: Option<&'a str>,
    /// The name of its type.
    pub exp_name: &'a str,
    /// What for.
    pub business_purpose: Option<&'a str>,
    /// Whether any of its taxes is known.
    pub has_vat: &'static str,
    /// From the currency in which it was paid to the report's, with fourteen decimals.
    pub exchange_rate: String,
    /// How much it was as it was paid.
    pub transaction_amount: String,
    /// How much it is in the report's currency.
    pub posted_amount: String,
    /// What of that is approved.
    pub approved_amount: String,
    /// The name of the currency in which it was paid.
    pub transaction_currency_name: &'a str,
    /// Whom it was paid to.
    pub vendor_description: Option<&'a str>,
    /// Where, usually the city.
    pub location_name: Option<&'a str>,
    /// ISO 3166-2.
    pub location_subdivision: Option<&'a str>,
    /// ISO 3166-1.
    pub location_country: Option<&'a str>,
    /// The name of the type's spend category.
    pub spend_category: Option<&'a str>,
    /// Whether anything was said of it.
    pub has_comments: &'static str,
    /// How often.
    pub comment_count: String,
    /// The code of its payment type.
    pub payment_type_key: &'a str,
    /// Whether it is itemized.
    pub is_itemized: &'static str,
    /// Whether any exception stands on it or on its itemizations.
    pub has_exceptions: &'static str,
    /// Whether all of it is personal.
    pub is_personal: &'static str,
    /// Whether anyone took part in it.
    pub has_attendees: &'static str,
    /// Whether it is allocated: `F` all of it, `P` some, `N` nothing.
    pub has_allocation: &'static str,
    /// Whether it comes from a feed of company cards.
    pub is_credit_card_charge: &'static str,
    /// How many took part in it.
    pub attendee_count: String,
    /// Whether it comes from a feed of personal cards.
    pub is_personal_card_charge: &'static str,
    /// When it was spent.
    pub transaction_date: String,
    /// When it last changed.
    pub last_modified_date: String,
    /// Its itemizations.
    pub itemization_list: Vec<Itemization<'a>>,
    /// Its shares, or one that is all of it; empty where it is itemized.
    #[schema(value_type = Option<Vec<EntryAllocation<'a>>>)]
    pub allocations: Option<Repeated<EntryAllocation<'a>>>,
    /// Who took part in it or in its itemizations.
    #[serde(skip_serializing_if = "Repeated::is_empty")]
    #[schema(value_type = Vec<Attendee<'a>>, required = false)]
    pub attendee_details: Repeated<Attendee<'a>>,
} } }

form_fields! { itemization => declare_fields { [FieldValue]
/// A part of an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "ItemizationEntryDetails", rename_all = "PascalCase")]
#[schema(as = ItemizationEntryDetails)]
pub struct Itemization<'a> {
} and {
    /// Its ID.
    pub itemization_key: String,
    /// The code of its type.
    pub expense_key: &'a str,
    /// The name of its type.
    pub expense_name: &'a str,
    /// What for.
    pub business_purpose: Option<&'a str>,
    /// How much it was as it was paid.
    pub transaction_amount: String,
    /// When it was spent.
    pub transaction_date: String,
    /// How much it is in the report's currency.
    pub posted_amount: String,
    /// What of that is approved.
    pub approved_amount: String,
    /// Whether anything was said of it.
    pub has_comments: &'static str,
    /// How often.
    pub comment_count: String,
    /// Whether it is personal.
    pub is_personal: &'static str,
    /// When it last changed.
    pub last_modified: String,
    /// Its shares, or one that is all of it.
    pub allocations_list: Vec<Allocation<'a>>,
} } }

form_fields! { part => declare_fields { [FieldValue]
/// A share of an itemization.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename = "Allocations", rename_all = "PascalCase")]
#[schema(as = Allocations)]
pub struct Allocation<'a> {
} and {
    /// Its ID.
    pub allocation_key: String,
    /// How much of the itemization it is: `100.00000000%`.
    pub percentage: String,
    /// The account that it is booked to.
    #[serde(rename = "AccountCode1")]
    pub account_code_1: Option<&'a str>,
    /// The account of what is beyond a limit.
    #[serde(rename = "AccountCode2")]
    pub account_code_2: Option<&'a str>,
} } }

form_fields! { part => declare_fields { [FieldValue]
/// A share of an entry that is not itemized.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct EntryAllocation<'a> {
} and {
    /// The account that it is booked to.
    #[serde(rename = "AccountCode1")]
    pub account_code_1: Option<&'a str>,
    /// The account of what is beyond a limit.
    #[serde(rename = "AccountCode2")]
    pub account_code_2: Option<&'a str>,
    /// Its ID.
    #[serde(rename = "allocKey")]
    pub alloc_key: String,
    /// How much of the entry it is: `100.00000000%`.
    pub percentage: String,
} } }

form_fields! { part => declare_fields { [FieldValue]
/// Someone who took part in an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Attendee<'a> {
} and {
    /// The code of his type.
    pub attendee_type: Option<&'a str>,
    /// His first name.
    pub first_name: Option<&'a str>,
    /// His last name.
    pub last_name: Option<&'a str>,
    /// The name of his company.
    pub company: Option<&'a str>,
    /// His ID elsewhere.
    pub external_id: Option<&'a str>,
    /// Whether too much was spent on him last year; limits are not emulated.
    pub has_exceptions_prev_year: &'static str,
    /// Whether too much was spent on him this year.
    pub has_exceptions_ytd: &'static str,
    /// Whether he was deleted.
    pub is_deleted: &'static str,
    /// The name of who owns him.
    pub owner_emp_name: Option<String>,
    /// His title.
    pub title: Option<&'a str>,
    /// What was spent on him last year; not summed up.
    pub total_amount_prev_year: String,
    /// What is said to have been spent on him this year.
    pub total_amount_ytd: String,
    /// In which of his versions he took part.
    pub version_number: String,
    /// His ID.
    pub attendee_key: String,
} } }
