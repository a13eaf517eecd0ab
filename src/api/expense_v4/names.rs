//! Display names of codes, in English.

use crate::core::money::Currency;
use crate::core::status::{ApprovalStatus, PaymentStatus};

/// The name of an approval status. Those of `A_RHLD`, `A_AAFH` and `A_TEXP` are inferred.
pub const fn approval(status: ApprovalStatus) -> &'static str {
    match status {
        ApprovalStatus::NotSubmitted => "Not Submitted",
        ApprovalStatus::Filed => "Submitted",
        ApprovalStatus::Pending => "Submitted & Pending Approval",
        ApprovalStatus::ExternalValidation => "Pending External Validation",
        ApprovalStatus::CostObject => "Pending Cost Object Approval",
        ApprovalStatus::Budget => "Pending Budget Approval",
        ApprovalStatus::Accounting => "Approved & In Accounting Review",
        ApprovalStatus::Prepayment => "Pending Prepayment Validation",
        ApprovalStatus::Approved => "Approved",
        ApprovalStatus::Returned => "Sent Back to Employee",
        ApprovalStatus::HeldForReceipts => "Report Submission Held: Receipt Images Required",
        ApprovalStatus::HeldForAnomaly => "Pending Anomaly and Fraud Check",
        ApprovalStatus::Expired => "Approval Time Expired",
    }
}

/// The name of a payment status.
pub const fn payment(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::NotPaid => "Not Paid",
        PaymentStatus::OnHold => "Payment On Hold",
        PaymentStatus::Processing => "Processing Payment",
        PaymentStatus::Confirmed => "Payment Confirmed",
        PaymentStatus::Paid => "Paid",
    }
}

/// The name of a currency, in the form in which the page shows the dollar's; the code where it is not known here.
pub fn currency(currency: &Currency) -> &str {
    match currency.as_str() {
        "USD" => "US, Dollar",
        "EUR" => "Euro",
        "GBP" => "UK, Pound Sterling",
        "CAD" => "Canada, Dollar",
        "CHF" => "Switzerland, Franc",
        "JPY" => "Japan, Yen",
        "AUD" => "Australia, Dollar",
        "BRL" => "Brazil, Real",
        "INR" => "India, Rupee",
        "MXN" => "Mexico, Peso",
        "NOK" => "Norway, Krone",
        "SEK" => "Sweden, Krona",
        "DKK" => "Denmark, Krone",
        "HKD" => "Hong Kong, Dollar",
        _ => currency.as_str(),
    }
}

/// The name of a country, in the form in which the page shows one; none where it is not known here.
pub fn country(code: &str) -> Option<&'static str> {
    Some(match code {
        "US" => "UNITED STATES",
        "DE" => "GERMANY",
        "GB" => "UNITED KINGDOM",
        "FR" => "FRANCE",
        "CA" => "CANADA",
        "CH" => "SWITZERLAND",
        "JP" => "JAPAN",
        "AU" => "AUSTRALIA",
        "BR" => "BRAZIL",
        "IN" => "INDIA",
        "MX" => "MEXICO",
        "NO" => "NORWAY",
        "SE" => "SWEDEN",
        "DK" => "DENMARK",
        "HK" => "HONG KONG",
        _ => return None,
    })
}
