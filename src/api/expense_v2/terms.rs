//! What lists of reports are searched by.

use actix_web::HttpRequest;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer, de};
use utoipa::IntoParams;

use super::convert::REIMBURSEMENT;
use crate::api::query;
use crate::core::expense::{Expense, Vendor};
use crate::core::rejection::{Body, Fault};
use crate::core::report::Report;
use crate::core::report_index::Span;
use crate::core::status::{ApprovalStatus, PaymentStatus};

/// What a list of reports can be searched by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "lowercase")]
#[into_params(parameter_in = Query)]
pub struct Terms {
    /// A view: `ACTIVE`, which it is where nothing is said, `UNSUBMITTED`, `PENDING`, `ACCOUNTINGREVIEW`, `PROCESSING`, `INTEGRATED`,
    /// `PENDINGEXTERNALVALIDATION`, `PAYMENTCONFIRMED`; for approvers `TOAPPROVE`.
    #[serde(deserialize_with = "text")]
    #[param(rename = "Status", value_type = Option<String>)]
    status: Option<String>,
    /// The key of the extract that reports were in (`JobRunKey`); the view counts for nothing then.
    #[serde(alias = "jobkey", deserialize_with = "text")]
    #[param(rename = "JobKey", value_type = Option<String>)]
    job_key: Option<String>,
    /// The payment batch that reports were in: that of an extract has its key.
    #[serde(alias = "batchid", deserialize_with = "text")]
    #[param(rename = "BatchID", value_type = Option<String>)]
    batch_id: Option<String>,
    /// Only `true`: an expense has an attendee.
    #[serde(alias = "hasattendees", deserialize_with = "only_true")]
    #[param(rename = "HasAttendees", value_type = Option<bool>)]
    has_attendees: bool,
    /// The currency of the report, ISO 4217.
    #[serde(alias = "reportcurrency", deserialize_with = "text")]
    #[param(rename = "ReportCurrency", value_type = Option<String>)]
    report_currency: Option<String>,
    /// The country of the report, ISO 3166-1.
    #[serde(alias = "reportcountry", deserialize_with = "text")]
    #[param(rename = "ReportCountry", value_type = Option<String>)]
    report_country: Option<String>,
    /// The ID of the payment type of an expense.
    #[serde(alias = "paymenttypeid", deserialize_with = "text")]
    #[param(rename = "PaymentTypeID", value_type = Option<String>)]
    payment_type_id: Option<String>,
    /// How the owner is paid back: everyone by `CNQRPAY`.
    #[serde(alias = "reimbursementmethod", deserialize_with = "text")]
    #[param(rename = "ReimbursementMethod", value_type = Option<String>)]
    reimbursement_method: Option<String>,
    /// The login of the owner.
    #[serde(alias = "loginid", deserialize_with = "text")]
    #[param(rename = "LoginID", value_type = Option<String>)]
    pub login_id: Option<String>,
    /// Last changed later, itself or anything on it.
    #[serde(alias = "modifiedafterdate", deserialize_with = "moment")]
    #[param(rename = "ModifiedAfterDate", value_type = Option<String>)]
    modified_after: Option<NaiveDateTime>,
    /// Last changed earlier.
    #[serde(alias = "modifiedbeforedate", deserialize_with = "moment")]
    #[param(rename = "ModifiedBeforeDate", value_type = Option<String>)]
    modified_before: Option<NaiveDateTime>,
    /// The code of the type of an expense.
    #[serde(alias = "expensetypecode", deserialize_with = "text")]
    #[param(rename = "ExpenseTypeCode", value_type = Option<String>)]
    expense_type_code: Option<String>,
    /// The vendor of an expense.
    #[serde(alias = "vendorname", deserialize_with = "text")]
    #[param(rename = "VendorName", value_type = Option<String>)]
    vendor_name: Option<String>,
    /// How many a page has: 1,000 by default and at most.
    pub limit: Option<u32>,
    /// Where the page begins: opaque, from `NextPage`.
    #[serde(deserialize_with = "text")]
    #[param(value_type = Option<String>)]
    pub offset: Option<String>,
}

/// A view of the reports (page `v2.reports`, "Status Enum").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Everything that is not paid.
    Active,
    /// With its owner.
    Unsubmitted,
    /// Submitted, and not yet with accounting nor with an external system.
    Pending,
    /// With accounting.
    AccountingReview,
    /// Approved, awaiting financial integration.
    Processing,
    /// Paid.
    Integrated,
    /// With an external system.
    PendingExternalValidation,
    /// Its payment is confirmed.
    PaymentConfirmed,
    /// Waiting for the caller.
    ToApprove,
}

impl View {
    const ALL: [(&str, Self); 9] = [
        ("ACTIVE", Self::Active),
        ("UNSUBMITTED", Self::Unsubmitted),
        ("PENDING", Self::Pending),
        ("ACCOUNTINGREVIEW", Self::AccountingReview),
        ("PROCESSING", Self::Processing),
        ("INTEGRATED", Self::Integrated),
        ("PENDINGEXTERNALVALIDATION", Self::PendingExternalValidation),
        ("PAYMENTCONFIRMED", Self::PaymentConfirmed),
        ("TOAPPROVE", Self::ToApprove),
    ];

    /// The approval and payment statuses that it shows; any where there are none. Each status is in one of the views besides
    /// [`View::Active`] (inferred where the page says nothing of it).
    pub const fn statuses(self) -> (&'static [ApprovalStatus], &'static [PaymentStatus]) {
        use ApprovalStatus as A;
        use PaymentStatus as P;
        match self {
            Self::Active => (&[], &[P::NotPaid, P::OnHold, P::Processing, P::Confirmed]),
            Self::Unsubmitted => (&[A::NotSubmitted, A::Returned], &[]),
            Self::Pending => (
                &[
                    A::Filed,
                    A::HeldForReceipts,
                    A::HeldForAnomaly,
                    A::Pending,
                    A::CostObject,
                    A::Budget,
                    A::Prepayment,
                    A::Expired,
                ],
                &[],
            ),
            Self::AccountingReview => (&[A::Accounting], &[]),
            Self::Processing => (&[A::Approved], &[P::Processing, P::OnHold]),
            Self::Integrated => (&[], &[P::Paid]),
            Self::PendingExternalValidation => (&[A::ExternalValidation], &[]),
            Self::PaymentConfirmed => (&[], &[P::Confirmed]),
            Self::ToApprove => (&[], &[]),
        }
    }
}

impl Terms {
    /// The terms of a request; their names count in any case.
    pub fn of(request: &HttpRequest) -> Body<Self> {
        query::read_in_any_case(request)
    }

    /// The view; none where a job or a batch is asked for, whose reports are shown wherever they are.
    pub fn view(&self) -> Body<Option<View>> {
        if self.job_key.is_some() || self.batch_id.is_some() {
            return Ok(None);
        }
        let Some(asked) = &self.status else { return Ok(Some(View::Active)) };
        let known = View::ALL.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(asked));
        let names = || View::ALL.map(|(name, _)| name).join(", ");
        known
            .map(|(_, view)| Some(view))
            .ok_or_else(|| vec![Fault::new("Status", format!("has to be one of {}", names()))])
    }

    /// Whether a report is as asked for, in all that no index serves.
    pub fn fit(&self, report: &Report) -> bool {
        let modified = Span {
            after: self.modified_after.map(|at| at.and_utc()),
            before: self.modified_before.map(|at| at.and_utc()),
        };
        let key = || report.extract_key();
        [&self.batch_id, &self.job_key].into_iter().flatten().all(|wanted| key().as_ref() == Some(wanted))
            && is(self.report_currency.as_deref(), report.currency.as_str())
            && is(self.report_country.as_deref(), &report.header.country_code)
            && is(self.reimbursement_method.as_deref(), REIMBURSEMENT)
            && modified.contains(report.modified_at)
            && self.expenses_fit(report)
    }

    fn expenses_fit(&self, report: &Report) -> bool {
        let any = |what: &dyn Fn(&Expense) -> bool| report.all_expenses().any(|expense| what(expense));
        let asked = |wanted: &Option<String>, what: &dyn Fn(&Expense, &str) -> bool| {
            wanted.as_deref().is_none_or(|wanted| any(&|expense| what(expense, wanted)))
        };
        asked(&self.payment_type_id, &|e, id| e.details.payment_type.eq_ignore_ascii_case(id))
            && asked(&self.expense_type_code, &|e, code| e.details.expense_type.eq_ignore_ascii_case(code))
            && asked(&self.vendor_name, &|e, name| e.details.vendor.as_ref().is_some_and(|v| is_called(v, name)))
            && (!self.has_attendees || any(&|e| !e.attendance.associations.is_empty()))
    }
}

fn is(wanted: Option<&str>, value: &str) -> bool {
    wanted.is_none_or(|wanted| value.eq_ignore_ascii_case(wanted))
}

fn is_called(vendor: &Vendor, name: &str) -> bool {
    let names = [&vendor.description, &vendor.name];
    names.into_iter().flatten().any(|known| known.to_lowercase() == name.to_lowercase())
}

/// A text; what is empty is not there.
fn text<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(field)?;
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

fn only_true<'de, D: Deserializer<'de>>(field: D) -> Result<bool, D::Error> {
    let text = String::deserialize(field)?;
    match text.trim() {
        said if said.eq_ignore_ascii_case("true") => Ok(true),
        _ => Err(de::Error::custom(format_args!("expected true, not {text:?}"))),
    }
}

/// A moment in UTC, or the beginning of a day.
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
    let expected = || de::Error::custom(format_args!("expected YYYY-MM-DDThh:mm:ss or YYYY-MM-DD, not {text:?}"));
    moment.ok().filter(|_| is_year).map(Some).ok_or_else(expected)
}
