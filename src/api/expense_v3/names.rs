//! What v3 calls statuses otherwise than the other versions do.

use crate::api::names::{self, pick};
use crate::core::language::Language;
use crate::core::status::PaymentStatus;

/// The name of a payment status; the German one of `P_PAID` is inferred.
pub const fn payment(status: PaymentStatus, language: Language) -> &'static str {
    match status {
        PaymentStatus::Paid => pick(language, "Sent for Payment", "Zur Zahlung gesendet"),
        other => names::payment(other, language),
    }
}
