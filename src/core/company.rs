//! The company: its money, its catalogues and its cost objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::form::Form;
use super::ids::{CompanyId, UserId};
use super::money::Currency;
use super::switch::Switchboard;

/// The company whose reports a world holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Company {
    /// Unique.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// The currency in which employees are paid back.
    pub currency: Currency,
    /// Where its employees are, ISO 3166-1 and -2.
    pub country_code: String,
    /// The subdivision, where one is set.
    pub country_sub_division_code: Option<String>,
    /// The ledger that reports are booked to.
    pub ledger: Ledger,
    /// Identifiers of forms and groups, which reports carry along.
    pub forms: Forms,
    /// Kinds of expense, by code.
    pub expense_types: BTreeMap<String, ExpenseType>,
    /// Ways of paying, by id.
    pub payment_types: BTreeMap<String, PaymentType>,
    /// What expenses can be allocated to, by code.
    pub cost_objects: BTreeMap<String, CostObject>,
    /// How much of the company's currency one unit of another is worth.
    pub exchange_rates: BTreeMap<Currency, Decimal>,
    /// The forms of expenses.
    pub expense_forms: ExpenseForms,
    /// How its tenant differs from others.
    pub switches: Switchboard,
}

/// The forms of expenses.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpenseForms {
    /// The form of a type of expense that has one of its own, by the type's code.
    pub by_type: BTreeMap<String, Arc<Form>>,
    /// The form of every other.
    pub default: Arc<Form>,
}

impl Default for ExpenseForms {
    fn default() -> Self {
        Self { by_type: BTreeMap::new(), default: Arc::new(Form::of_any_expense()) }
    }
}

impl ExpenseForms {
    /// The form of a type of expense.
    pub fn of(&self, expense_type: &str) -> &Arc<Form> {
        self.by_type.get(expense_type).unwrap_or(&self.default)
    }
}

/// A ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// Unique.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Identifiers of configuration that every report of the company refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    /// The report header's form.
    pub report: String,
    /// The allocation's form.
    pub allocation: String,
    /// The business intelligence hierarchy node.
    pub analytics_group: String,
    /// The group hierarchy node.
    pub hierarchy_node: String,
}

/// A kind of expense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpenseType {
    /// Five letters at most; `expenseType.id` in v4, `ExpenseTypeCode` in v3.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The spend category it counts towards; `expenseType.code` in v4.
    pub category: String,
    /// Whether an image of the receipt is wanted.
    pub image_required: bool,
}

/// A way of paying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentType {
    /// Unique; `PaymentTypeID` in v3.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is in Concur's own terms.
    pub code: String,
    /// Whose money it is.
    pub payer: Payer,
}

/// Whose money an expense was paid with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payer {
    /// The employee's: he is paid back.
    Employee,
    /// A company card's, which the company pays.
    CompanyCard,
    /// The company's, directly: nobody is paid.
    Company,
}

/// Something that expenses are charged to, and someone who approves that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostObject {
    /// Unique.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Who approves what is charged to it.
    pub owner: UserId,
}
