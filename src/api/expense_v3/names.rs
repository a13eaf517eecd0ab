//! Display names of statuses, in the languages that are known.

use crate::core::language::Language;
use crate::core::status::{ApprovalStatus, PaymentStatus};

/// The name of an approval status. Those of `A_RHLD`, `A_AAFH` and `A_TEXP`, and most German ones, are inferred.
pub const fn approval(status: ApprovalStatus, language: Language) -> &'static str {
    let (english, german) = match status {
        ApprovalStatus::NotSubmitted => ("Not Submitted", "Nicht eingereicht"),
        ApprovalStatus::Filed => ("Submitted", "Eingereicht"),
        ApprovalStatus::Pending => ("Submitted & Pending Approval", "Eingereicht und Genehmigung ausstehend"),
        ApprovalStatus::ExternalValidation => ("Pending External Validation", "Externe Validierung ausstehend"),
        ApprovalStatus::CostObject => ("Pending Cost Object Approval", "Genehmigung der Kostenobjekte ausstehend"),
        ApprovalStatus::Budget => ("Pending Budget Approval", "Budgetgenehmigung ausstehend"),
        ApprovalStatus::Accounting => ("Approved & In Accounting Review", "Genehmigt und in Buchführungsprüfung"),
        ApprovalStatus::Prepayment => ("Pending Prepayment Validation", "Prüfung vor der Zahlung ausstehend"),
        ApprovalStatus::Approved => ("Approved", "Genehmigt"),
        ApprovalStatus::Returned => ("Sent Back to Employee", "An Mitarbeiter zurückgesendet"),
        ApprovalStatus::HeldForReceipts => {
            ("Report Submission Held: Receipt Images Required", "Einreichung angehalten: Belegbilder erforderlich")
        }
        ApprovalStatus::HeldForAnomaly => {
            ("Pending Anomaly and Fraud Check", "Prüfung auf Anomalien und Betrug ausstehend")
        }
        ApprovalStatus::Expired => ("Approval Time Expired", "Genehmigungsfrist abgelaufen"),
    };
    pick(language, english, german)
}

/// The name of a payment status: that of `P_PAID` is another than in the other versions. The German ones are inferred.
pub const fn payment(status: PaymentStatus, language: Language) -> &'static str {
    let (english, german) = match status {
        PaymentStatus::NotPaid => ("Not Paid", "Nicht bezahlt"),
        PaymentStatus::OnHold => ("Payment On Hold", "Zahlung angehalten"),
        PaymentStatus::Processing => ("Processing Payment", "Zahlung wird bearbeitet"),
        PaymentStatus::Confirmed => ("Payment Confirmed", "Zahlung bestätigt"),
        PaymentStatus::Paid => ("Sent for Payment", "Zur Zahlung gesendet"),
    };
    pick(language, english, german)
}

const fn pick<'a>(language: Language, english: &'a str, german: &'a str) -> &'a str {
    match language {
        Language::English => english,
        Language::German => german,
    }
}
