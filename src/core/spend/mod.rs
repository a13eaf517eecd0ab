//! What a company keeps of a user for his spending: his approvers, roles, delegates and preferences.
//!
//! Rules of a report's life look at who approves, at the roles that open commands ([`Roles`]) and at the delegates for expenses, which
//! the user himself has. The rest is kept to be shown.

pub mod roles;

use std::collections::BTreeMap;

use super::Timestamp;
use super::ids::UserId;
use super::money::Currency;
use super::user::{Delegate, Roles};

/// What is kept of a user for his spending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spend {
    /// His account. Without one nothing else can be kept.
    pub account: Option<Box<SpendAccount>>,
    /// Who approves what for him; at most one of a kind is the first to be asked.
    pub approvers: Vec<Approver>,
    /// His roles, by code.
    pub roles: Vec<Role>,
    /// Who may act for him beyond expenses.
    pub delegates: Vec<(Product, Delegate)>,
    /// How he likes things to be, by the names of the preferences.
    pub preferences: BTreeMap<String, Setting>,
    /// What pays him.
    pub payroll: Option<Payroll>,
    /// When any of this was last changed; never, where he is as he came.
    pub modified_at: Option<Timestamp>,
}

/// The account of a user's spending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpendAccount {
    /// What he is paid back in.
    pub currency: Currency,
    /// How he is paid back.
    pub reimbursement: Option<Reimbursement>,
    /// The ledger.
    pub ledger_code: Option<String>,
    /// ISO 3166-1, two letters.
    pub country: String,
    /// The country of his budgets, likewise.
    pub budget_country: Option<String>,
    /// The state or province, without its country.
    pub state_province: Option<String>,
    /// Such as `en-US`.
    pub locale: String,
    /// The account of his cash advances.
    pub cash_advance_account: Option<String>,
    /// Whether he is there for tests; never changes.
    pub is_test: bool,
    /// Whether he is no employee.
    pub is_no_employee: bool,
    /// To whom he reports, in analyses.
    pub reporting_manager: Option<UserId>,
    /// Values of the company's own fields.
    pub custom: BTreeMap<String, String>,
}

impl Default for SpendAccount {
    fn default() -> Self {
        Self {
            currency: Currency::USD,
            reimbursement: None,
            ledger_code: Some("DEFAULT".to_owned()),
            country: "US".to_owned(),
            budget_country: None,
            state_province: None,
            locale: "en-US".to_owned(),
            cash_advance_account: None,
            is_test: false,
            is_no_employee: false,
            reporting_manager: None,
            custom: BTreeMap::new(),
        }
    }
}

/// How somebody is paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reimbursement {
    /// By accounts payable.
    AccountsPayable,
    /// With his pay.
    AdpPayroll,
    /// By Concur.
    ConcurPay,
    /// Otherwise.
    Other,
}

/// What somebody approves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Approval {
    /// Expense reports.
    Report,
    /// Cash advances.
    CashAdvance,
    /// Requests.
    Request,
    /// Invoices.
    Invoice,
    /// Purchase requests.
    PurchaseRequest,
    /// Statements.
    Statement,
    /// Budgets.
    Budget,
}

/// Someone who approves for a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approver {
    /// What he approves.
    pub approval: Approval,
    /// Who he is.
    pub user: UserId,
    /// Whether he is the first to be asked.
    pub is_primary: bool,
}

/// A role of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its code.
    pub code: &'static str,
    /// The groups for which he has it; all, where none is named.
    pub groups: Vec<String>,
}

/// What a delegate acts in, beside expenses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Product {
    /// Invoices.
    Payment,
    /// Purchase requests.
    PurchaseRequest,
}

/// The value of a preference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// Yes or no.
    Flag(bool),
    /// One of a few words.
    Word(String),
}

/// What pays a user, where he is paid back with his pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payroll {
    /// The company's code.
    pub company_code: String,
    /// The deduction's code.
    pub deduction_code: String,
    /// The number of the employee's file.
    pub employee_file_number: String,
}

impl Spend {
    /// What a user has whose company knows nothing but who approves his reports and what he may do.
    pub fn of_employee(approver: Option<UserId>, roles: Roles, approves: bool) -> Self {
        let of_approver = approver.map(|user| Approver { approval: Approval::Report, user, is_primary: true });
        let has = [
            (approves, roles::EXPENSE_APPROVER),
            (roles.processor, roles::EXPENSE_PROCESSOR),
            (roles.web_services_administrator, roles::WEB_SERVICES_ADMINISTRATOR),
        ];
        let roles = has.into_iter().filter(|(has, _)| *has).map(|(_, code)| Role { code, groups: Vec::new() });
        Self {
            account: Some(Box::default()),
            approvers: of_approver.into_iter().collect(),
            roles: roles.collect(),
            ..Self::default()
        }
    }

    /// Who is the first to be asked for this approval.
    pub fn primary_approver(&self, approval: Approval) -> Option<UserId> {
        self.approvers.iter().find(|approver| approver.approval == approval && approver.is_primary).map(|a| a.user)
    }

    /// Whether the role of this code is among the user's.
    pub fn has_role(&self, code: &str) -> bool {
        self.roles.iter().any(|role| role.code == code)
    }

    /// The commands that the roles open.
    pub fn opened(&self) -> Roles {
        roles::opened(self.roles.iter().map(|role| role.code))
    }

    /// Whether this user is named in it.
    pub fn names(&self, user: UserId) -> bool {
        self.approvers.iter().any(|approver| approver.user == user)
            || self.delegates.iter().any(|(_, delegate)| delegate.user == user)
            || self.account.as_ref().is_some_and(|account| account.reporting_manager == Some(user))
    }
}
