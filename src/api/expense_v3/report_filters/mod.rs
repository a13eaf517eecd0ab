//! What lists of reports and of their digests are filtered by.

mod fits;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer, de};
use utoipa::IntoParams;

/// What a list of reports can be asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Filters {
    /// Where the page begins: opaque, from `NextPage`.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub offset: Option<String>,
    /// How many a page has: 25 by default (of digests 100), 100 at most.
    pub limit: Option<u32>,
    /// The login of the owner, or `ALL`, for administrators; the caller's own where absent.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub user: Option<String>,
    /// Approval status codes, separated by commas.
    #[serde(deserialize_with = "list")]
    #[param(value_type = Option<String>)]
    pub approval_status_code: Vec<String>,
    /// Payment status codes, separated by commas.
    #[serde(deserialize_with = "list")]
    #[param(value_type = Option<String>)]
    pub payment_status_code: Vec<String>,
    /// The currency of the report, ISO 4217.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub currency_code: Option<String>,
    /// The ID of the payment type of an expense.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub payment_type: Option<String>,
    /// How the owner is paid back: everyone by `CNQRPAY`.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub reimbursement_method: Option<String>,
    /// The login of an approver whom the report waits for.
    #[serde(rename = "approverLoginID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub approver_login_id: Option<String>,
    /// The code of the type of an expense.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub expense_type_code: Option<String>,
    /// The code of the type of an attendee.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub attendee_type_code: Option<String>,
    /// The country of the report, ISO 3166-1.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub country_code: Option<String>,
    /// The payment batch that reports were in: that of an extract has its key.
    #[serde(rename = "batchID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub batch_id: Option<String>,
    /// The vendor of an expense.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub vendor_name: Option<String>,
    /// Whether the tax of any expense is known.
    #[serde(rename = "hasVAT", deserialize_with = "flag")]
    #[param(value_type = Option<bool>)]
    pub has_vat: Option<bool>,
    /// Whether any expense has an image of its receipt.
    #[serde(deserialize_with = "flag")]
    #[param(value_type = Option<bool>)]
    pub has_images: Option<bool>,
    /// Whether any expense has an attendee.
    #[serde(deserialize_with = "flag")]
    #[param(value_type = Option<bool>)]
    pub has_attendees: Option<bool>,
    /// Whether any expense is billed to a customer.
    #[serde(deserialize_with = "flag")]
    #[param(value_type = Option<bool>)]
    pub has_billable_expenses: Option<bool>,
    /// Whether the owner is a test user: nobody is.
    #[serde(deserialize_with = "flag")]
    #[param(value_type = Option<bool>)]
    pub is_test_user: Option<bool>,
    /// The ID of the owner's expense group.
    #[serde(rename = "expenseGroupConfigID", deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub expense_group_config_id: Option<String>,
    /// The code of a cost object that an expense is allocated to (documented of digests only).
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub cost_object: Option<String>,
    /// An expense of an earlier day.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub entry_transaction_date_before: Option<NaiveDateTime>,
    /// An expense of a later day.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub entry_transaction_date_after: Option<NaiveDateTime>,
    /// Created earlier.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub create_date_before: Option<NaiveDateTime>,
    /// Created later.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub create_date_after: Option<NaiveDateTime>,
    /// With an earlier date on it.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub user_defined_date_before: Option<NaiveDateTime>,
    /// With a later date on it.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub user_defined_date_after: Option<NaiveDateTime>,
    /// Submitted earlier.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub submit_date_before: Option<NaiveDateTime>,
    /// Submitted later.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub submit_date_after: Option<NaiveDateTime>,
    /// At processing payment since earlier.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub processing_payment_date_before: Option<NaiveDateTime>,
    /// At processing payment since later.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub processing_payment_date_after: Option<NaiveDateTime>,
    /// Paid earlier.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub paid_date_before: Option<NaiveDateTime>,
    /// Paid later.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub paid_date_after: Option<NaiveDateTime>,
    /// Last changed earlier.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub modified_date_before: Option<NaiveDateTime>,
    /// Last changed later.
    #[serde(deserialize_with = "moment")]
    #[param(value_type = Option<String>)]
    pub modified_date_after: Option<NaiveDateTime>,
}

fn list<'de, D: Deserializer<'de>>(field: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(field)?;
    Ok(text.split(',').map(|code| code.trim().to_uppercase()).filter(|code| !code.is_empty()).collect())
}

/// A text; what is empty is not there.
pub(super) fn text<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(field)?;
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

pub(super) fn flag<'de, D: Deserializer<'de>>(field: D) -> Result<Option<bool>, D::Error> {
    let text = String::deserialize(field)?;
    match text.trim().to_ascii_lowercase().as_str() {
        "true" => Ok(Some(true)),
        "false" => Ok(Some(false)),
        _ => Err(de::Error::custom(format_args!("expected true or false, not {text:?}"))),
    }
}

/// A moment, or the beginning of a day.
fn moment<'de, D: Deserializer<'de>>(field: D) -> Result<Option<NaiveDateTime>, D::Error> {
    let text = String::deserialize(field)?;
    let written = text.trim().trim_end_matches('Z');
    if written.is_empty() {
        return Ok(None);
    }
    // chrono reads years of any length.
    let is_year =
        written.split('-').next().is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let day = || written.parse::<NaiveDate>().map(|day| day.and_time(NaiveTime::MIN));
    let moment = NaiveDateTime::parse_from_str(written, "%Y-%m-%dT%H:%M:%S%.f").or_else(|_| day());
    moment
        .ok()
        .filter(|_| is_year)
        .map(Some)
        .ok_or_else(|| de::Error::custom(format_args!("expected yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss.SSS, not {text:?}")))
}
