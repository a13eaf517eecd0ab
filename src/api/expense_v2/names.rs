//! What lists of v2.0 call statuses otherwise than details do (page `v2.reports`).

use crate::api::names::{approval, payment, pick};
use crate::core::language::Language;
use crate::core::status::{ApprovalStatus, PaymentStatus};

/// The name of an approval status in lists.
pub const fn approval_in_lists(status: ApprovalStatus, language: Language) -> &'static str {
    match status {
        ApprovalStatus::Approved => pick(language, "Final Approval", "Endgültige Genehmigung"),
        other => approval(other, language),
    }
}

/// The name of a payment status in lists: what awaits payment is unpaid.
pub const fn payment_in_lists(status: PaymentStatus, language: Language) -> &'static str {
    match status {
        PaymentStatus::NotPaid | PaymentStatus::Processing => pick(language, "Unpaid", "Unbezahlt"),
        other => payment(other, language),
    }
}
