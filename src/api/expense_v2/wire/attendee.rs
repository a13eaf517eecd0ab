//! Who took part in an expense, in the order of the page `expense-report-get`.

use serde::Serialize;
use utoipa::ToSchema;

use super::scalar::{Amount, Flag};
use super::{CustomField, declare_fields, form_fields};

form_fields! { part => declare_fields { [CustomField]
/// Someone who took part in an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Attendee<'a> {
    /// The code of his type.
    pub attendee_type: Option<&'a str>,
    /// His first name.
    pub first_name: Option<&'a str>,
    /// His last name.
    pub last_name: Option<&'a str>,
    /// The name of his company.
    pub company: Option<&'a str>,
    /// His title.
    pub title: Option<&'a str>,
    /// His ID elsewhere.
    #[serde(rename = "ExternalID")]
    pub external_id: Option<&'a str>,
} and {
    /// Whether too much was spent on him last year; limits are not emulated.
    pub has_exceptions_prev_year: Flag,
    /// Whether too much was spent on him this year.
    #[serde(rename = "HasExceptionsYTD")]
    pub has_exceptions_ytd: Flag,
    /// Whether he was deleted.
    pub is_deleted: Flag,
    /// The name of who owns him.
    pub owner_emp_name: Option<String>,
    /// What was spent on him last year; not summed up.
    pub total_amount_prev_year: Amount,
    /// What is said to have been spent on him this year.
    #[serde(rename = "TotalAmountYTD")]
    pub total_amount_ytd: Amount,
    /// In which of his versions he took part.
    #[schema(value_type = String)]
    pub version_number: String,
    /// His ID.
    #[serde(rename = "AttendeeID")]
    pub attendee_id: String,
    /// The code of his type.
    pub attendee_type_code: Option<&'a str>,
    /// The login of who owns him.
    #[serde(rename = "AttendeeOwnerID")]
    pub attendee_owner_id: Option<&'a str>,
    /// The currency of these amounts, ISO 4217.
    pub currency_code: &'a str,
} } }
