//! What a null means in a merge patch of v4: the one table that says it, for every field that a patch can name.
//!
//! A field that is absent stays as it is, and one with a value is set. A null would clear a field by the standard (RFC 7386); but
//! clients send null for every field that they leave alone, and not every field can be empty. `docs/merge-patch.md` is written
//! from this table, and what it says is tested field by field.

use crate::core::command::Patch;

/// What a null does to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Null {
    /// The field is empty afterwards.
    Clears,
    /// The field stays as it is.
    Leaves,
    /// The patch is refused: the field has to have a value.
    Refused,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The field, as bodies name it.
    pub field: &'static str,
    /// What a null does to it.
    pub null: Null,
    /// Why.
    pub because: &'static str,
}

const EMPTY: &str = "may be empty";
const NEVER_EMPTY: &str = "is never empty";
const YES_OR_NO: &str = "is yes or no";
const OTHERWISE_DERIVED: &str = "is derived where nothing is said";
const SAID_ONCE: &str = "is added, never taken back";

const fn row(field: &'static str, null: Null, because: &'static str) -> Rule {
    Rule { field, null, because }
}

/// Every field of every merge patch of the family, by name. A name means the same in each of them.
pub const TABLE: &[Rule] = &[
    row("approverAdjustedAmount", Null::Leaves, NEVER_EMPTY),
    row("authorizationRequestExpenseId", Null::Clears, EMPTY),
    row("budgetAccrualDate", Null::Clears, EMPTY),
    row("businessPurpose", Null::Clears, EMPTY),
    row("comment", Null::Leaves, SAID_ONCE),
    row("countryCode", Null::Leaves, NEVER_EMPTY),
    row("countrySubDivisionCode", Null::Clears, EMPTY),
    row("customData", Null::Leaves, "changes the fields that it names; a null `value` in it clears that one"),
    row("endDate", Null::Clears, EMPTY),
    row("exchangeRate", Null::Leaves, NEVER_EMPTY),
    row("expenseSource", Null::Refused, "is required in a patch of an expense, and kept nowhere"),
    row("expenseType", Null::Leaves, NEVER_EMPTY),
    row("fuelTypeListItem", Null::Clears, EMPTY),
    row("governmentInvoiceId", Null::Clears, EMPTY),
    row("hasMissingReceiptDeclaration", Null::Leaves, YES_OR_NO),
    row("invoiceId", Null::Clears, EMPTY),
    row("isExcludedFromCashAdvanceByUser", Null::Leaves, YES_OR_NO),
    row("isExpenseBillable", Null::Leaves, YES_OR_NO),
    row("isExpenseRejected", Null::Leaves, YES_OR_NO),
    row("isPaperReceiptReceived", Null::Leaves, YES_OR_NO),
    row("isPaperReceiptsReceived", Null::Leaves, YES_OR_NO),
    row("isPersonalExpense", Null::Leaves, YES_OR_NO),
    row("jptRouteId", Null::Clears, EMPTY),
    row("location", Null::Clears, EMPTY),
    row("merchantTaxId", Null::Clears, EMPTY),
    row("mileage", Null::Clears, EMPTY),
    row("name", Null::Leaves, NEVER_EMPTY),
    row("paymentType", Null::Leaves, NEVER_EMPTY),
    row("policyId", Null::Leaves, NEVER_EMPTY),
    row("receiptImageId", Null::Leaves, "an image stays attached"),
    row("receiptType", Null::Clears, OTHERWISE_DERIVED),
    row("reclaimCode", Null::Clears, EMPTY),
    row("reclaimTransactionAmount", Null::Clears, EMPTY),
    row("reportDate", Null::Leaves, NEVER_EMPTY),
    row("reportSource", Null::Leaves, "is read and kept nowhere"),
    row("startDate", Null::Clears, EMPTY),
    row("taxCode", Null::Clears, EMPTY),
    row("taxRateLocation", Null::Clears, OTHERWISE_DERIVED),
    row("taxTransactionAmount", Null::Clears, EMPTY),
    row("transactionAmount", Null::Leaves, NEVER_EMPTY),
    row("transactionDate", Null::Leaves, NEVER_EMPTY),
    row("travel", Null::Clears, EMPTY),
    row("travelAllowance", Null::Clears, EMPTY),
    row("vendor", Null::Clears, EMPTY),
];

/// A field of a patch as the rules take it: a null clears only where the table says so.
pub fn patch<T>(name: &str, field: Option<Option<T>>) -> Patch<T> {
    match field {
        None => Patch::Keep,
        Some(Some(value)) => Patch::Set(value),
        Some(None) => match TABLE.iter().find(|rule| rule.field == name).map(|rule| rule.null) {
            Some(Null::Clears) => Patch::Clear,
            Some(Null::Leaves | Null::Refused) | None => Patch::Keep,
        },
    }
}
