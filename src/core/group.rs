//! Expense groups: what of the company's configuration applies to which users (Expense Configuration v4 page).

use super::ids::PolicyId;

/// A node of the group hierarchy, with what applies to the users in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Unique; `hierarchyNodeId`, also of reports.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether users may upload digital tax invoices.
    pub allows_digital_tax_invoices: bool,
    /// Whether users may register their own cards through Yodlee.
    pub allows_yodlee_cards: bool,
    /// The form of attendee lists, where there is one.
    pub attendee_list_form: Option<NamedId>,
    /// What users may do with cash advances.
    pub cash_advance: CashAdvanceSettings,
    /// Policies, in order.
    pub policies: Vec<OfferedPolicy>,
    /// Payment types, in order.
    pub payment_types: Vec<OfferedPaymentType>,
    /// Codes of attendee types, in order.
    pub attendee_types: Vec<String>,
}

/// Something that is only known by identifier and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedId {
    /// Unique among its like.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What users of a group may do with cash advances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashAdvanceSettings {
    /// The workflow that requests for one go through, where there is one.
    pub workflow: Option<NamedId>,
    /// Whether a balance may be carried from one report to another.
    pub allows_carry_balance: bool,
    /// Whether several may be linked to one report.
    pub allows_link_multiple: bool,
    /// Whether the exchange rate of expenses may be changed.
    pub allows_update_exchange_rate: bool,
}

impl Default for CashAdvanceSettings {
    /// No workflow, and nothing forbidden.
    fn default() -> Self {
        Self {
            workflow: None,
            allows_carry_balance: true,
            allows_link_multiple: true,
            allows_update_exchange_rate: true,
        }
    }
}

/// A policy that a group has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfferedPolicy {
    /// Which.
    pub id: PolicyId,
    /// Whether the group's reports that name no policy get this one.
    pub is_default: bool,
    /// Whether groups below have it, too.
    pub is_inheritable: bool,
}

/// A payment type that a group has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedPaymentType {
    /// Which.
    pub id: String,
    /// Whether it is what new expenses begin with.
    pub is_default: bool,
}
