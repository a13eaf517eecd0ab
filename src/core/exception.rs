//! Exceptions: remarks of audit rules, some of which stop a submit.

/// A remark of an audit rule on a report or an expense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The rule's code.
    pub code: String,
    /// What it says.
    pub message: String,
    /// Whether the report cannot be submitted while it stands.
    pub blocks_submit: bool,
}
