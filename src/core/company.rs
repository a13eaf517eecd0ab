//! The company: its money, its catalogues and its cost objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::attendee::{Attendee, AttendeeType};
use super::cash_advance::CashAdvances;
use super::chunked::Chunked;
use super::exception::ExceptionType;
use super::form::FormBook;
use super::group::{CashAdvanceSettings, Group};
use super::ids::{AttendeeId, CompanyId, ListItemId, PolicyId, TaxAuthorityId, UserId};
use super::language::Translations;
use super::money::Currency;
use super::place::Place;
use super::shared::Shared;
use super::switch::Switchboard;
use super::tax::TaxAuthority;
use super::user::{BankAccount, User};

/// A company's entity id, as financial systems know it: `p`, ten digits and a letter, which follow from its UUID.
pub fn entity_id(company: CompanyId) -> String {
    let number = company.0.as_u128();
    let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    format!("p{:010}{letter}", number / 26 % 10_000_000_000)
}

/// The company whose reports a world holds. Its catalogues are shared by the tenants of one scenario, of which each is another company.
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
    pub expense_types: Shared<BTreeMap<String, ExpenseType>>,
    /// Ways of paying, by id.
    pub payment_types: Shared<BTreeMap<String, PaymentType>>,
    /// Where expenses are made, by id.
    pub places: Shared<BTreeMap<String, Place>>,
    /// What expenses can be allocated to.
    pub cost_objects: Shared<CostObjects>,
    /// The custom field of allocations that holds the cost object, such as `custom9`.
    pub cost_object_field: String,
    /// How much of the company's currency one unit of another is worth.
    pub exchange_rates: Shared<BTreeMap<Currency, Decimal>>,
    /// Kinds of attendee, by code.
    pub attendee_types: Shared<BTreeMap<String, AttendeeType>>,
    /// Those who can take part in what is spent.
    pub attendees: Shared<Chunked<AttendeeId, Arc<Attendee>>>,
    /// Names of the spend categories of expense types, by code.
    pub spend_categories: Shared<BTreeMap<String, String>>,
    /// Expense groups, by id.
    pub groups: Shared<BTreeMap<String, Arc<Group>>>,
    /// Money that employees were given beforehand, by id.
    pub cash_advances: Shared<CashAdvances>,
    /// Who taxes expenses, by id.
    pub tax_authorities: Shared<BTreeMap<TaxAuthorityId, TaxAuthority>>,
    /// Kinds of exception that can be put on reports, by code.
    pub exception_types: Shared<BTreeMap<String, ExceptionType>>,
    /// The forms of expenses, by the type's code.
    pub expense_forms: Shared<FormBook<String>>,
    /// The forms of report headers, by policy.
    pub report_forms: Shared<FormBook<PolicyId>>,
    /// Where users are paid back to.
    pub bank_accounts: Shared<BTreeMap<UserId, BankAccount>>,
    /// What its names are called in other languages.
    pub translations: Shared<Translations>,
    /// How its tenant differs from others.
    pub switches: Switchboard,
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
    /// Whether it only gathers others: no expense is of such a type.
    pub is_category: bool,
    /// The code of the type that gathers it.
    pub parent: Option<String>,
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
    /// The item of the list from which the custom field of allocations takes its values; unique.
    pub list_item: ListItemId,
}

/// The cost objects of a company, found by code and by list item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CostObjects {
    by_code: BTreeMap<String, CostObject>,
    by_item: BTreeMap<ListItemId, String>,
}

impl CostObjects {
    /// The one with this code.
    pub fn get(&self, code: &str) -> Option<&CostObject> {
        self.by_code.get(code)
    }

    /// The one that a list item stands for.
    pub fn of_item(&self, item: ListItemId) -> Option<&CostObject> {
        self.get(self.by_item.get(&item)?)
    }

    /// All of them, by code.
    pub fn iter(&self) -> impl Iterator<Item = &CostObject> {
        self.by_code.values()
    }

    /// Adds one, or replaces the one with its code.
    pub fn insert(&mut self, cost_object: CostObject) {
        if let Some(before) = self.by_code.get(&cost_object.code) {
            self.by_item.remove(&before.list_item);
        }
        self.by_item.insert(cost_object.list_item, cost_object.code.clone());
        self.by_code.insert(cost_object.code.clone(), cost_object);
    }
}

impl FromIterator<CostObject> for CostObjects {
    fn from_iter<I: IntoIterator<Item = CostObject>>(cost_objects: I) -> Self {
        let mut all = Self::default();
        cost_objects.into_iter().for_each(|cost_object| all.insert(cost_object));
        all
    }
}

impl Company {
    /// The group that a user is in: the one that he names, else the one that every report of the company refers to.
    pub fn group_of(&self, user: &User) -> Option<&Arc<Group>> {
        self.groups.get(user.group.as_deref().unwrap_or(&self.forms.hierarchy_node))
    }

    /// What a user may do with cash advances; anything, where he is in no group.
    pub fn cash_advance_settings(&self, user: Option<&User>) -> CashAdvanceSettings {
        let group = user.and_then(|user| self.group_of(user));
        group.map(|group| group.cash_advance.clone()).unwrap_or_default()
    }
}
