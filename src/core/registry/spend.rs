//! What is kept of a user for his spending changes, part by part.
//!
//! Facts: the pages of User Provisioning v4 and of Spend Users. Bounds that they do not have are inferred.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Case, CompanyChange, Refusal};
use crate::core::ids::UserId;
use crate::core::profile::Entitlement;
use crate::core::rejection::{Body, Fault};
use crate::core::spend::{Approval, Approver, Payroll, Product, Role, Setting, Spend, SpendAccount, roles};
use crate::core::user::{Delegate, User};
use crate::core::world::World;

/// How many approvers, and how many delegates, a user has at most.
pub const MOST_OF_A_USER: usize = 100;
/// How many groups a role is given for at most.
pub const MOST_GROUPS: usize = 100;
/// The preference that is for processors only.
pub const PROCESSOR_ACCESS: &str = "processorReportAccess";

/// One part of what is kept of a user for his spending, whole.
#[derive(Debug, Clone, PartialEq)]
pub enum SpendPart {
    /// His account; what has been opened is never closed.
    Account(Option<Box<SpendAccount>>),
    /// Who approves for him.
    Approvers(Vec<Approver>),
    /// Who acts for him.
    Delegates {
        /// In expenses.
        expense: Vec<Delegate>,
        /// In anything else.
        others: Vec<(Product, Delegate)>,
    },
    /// His roles.
    Roles(Vec<Role>),
    /// How he likes things to be.
    Preferences(BTreeMap<String, Setting>),
    /// What pays him.
    Payroll(Option<Payroll>),
}

/// What a part is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct SpendChange {
    /// What it was when this was made of it: if it is something else by now, it has to be made anew.
    pub of: SpendPart,
    /// What it is to be.
    pub to: SpendPart,
}

impl SpendPart {
    /// The same part, as a user has it.
    pub fn of_user(&self, user: &User) -> Self {
        let Spend { account, approvers, roles, delegates, preferences, payroll, modified_at: _ } = &user.spend;
        match self {
            Self::Account(_) => Self::Account(account.clone()),
            Self::Approvers(_) => Self::Approvers(approvers.clone()),
            Self::Delegates { .. } => Self::Delegates { expense: user.delegates.clone(), others: delegates.clone() },
            Self::Roles(_) => Self::Roles(roles.clone()),
            Self::Preferences(_) => Self::Preferences(preferences.clone()),
            Self::Payroll(_) => Self::Payroll(payroll.clone()),
        }
    }

    fn put(self, user: &mut User) {
        match self {
            Self::Account(account) => user.spend.account = account,
            Self::Approvers(approvers) => user.spend.approvers = approvers,
            Self::Delegates { expense, others } => {
                user.delegates = expense;
                user.spend.delegates = others;
            }
            Self::Roles(roles) => {
                user.spend.roles = roles;
                user.roles = user.spend.opened();
            }
            Self::Preferences(preferences) => user.spend.preferences = preferences,
            Self::Payroll(payroll) => user.spend.payroll = payroll,
        }
    }
}

pub(super) fn change(case: &Case<'_>, id: UserId, body: Body<SpendChange>) -> Result<Vec<CompanyChange>, Refusal> {
    case.is_for_administrators()?;
    let before = case.world.user(id).ok_or(Refusal::NotFound("user"))?;
    let SpendChange { of, to } = body.map_err(Refusal::Invalid)?;
    let is = to.of_user(before);
    if of != is {
        return Err(Refusal::Outdated);
    }
    if to == is {
        return Ok(Vec::new());
    }
    let faults = Checker { world: case.world, user: before }.faults(&to);
    if !faults.is_empty() {
        return Err(Refusal::Invalid(faults));
    }
    let mut after = User::clone(before);
    to.put(&mut after);
    after.spend.modified_at = Some(case.context.now);
    Ok(vec![CompanyChange::UserChanged { before: Arc::clone(before), after: Arc::new(after) }])
}

struct Checker<'a> {
    world: &'a World,
    user: &'a User,
}

impl Checker<'_> {
    fn faults(&self, to: &SpendPart) -> Vec<Fault> {
        if self.user.spend.account.is_none() && !matches!(to, SpendPart::Account(_)) {
            return vec![Fault::new("", "the user has no spend user yet, which everything else of it builds on")];
        }
        match to {
            SpendPart::Account(account) => account.as_ref().map_or_else(
                || vec![Fault::new("", "a spend user cannot be taken away")],
                |account| self.account(account),
            ),
            SpendPart::Approvers(approvers) => {
                bounded("", approvers.len()).chain(approvers.iter().filter_map(|a| self.approver(a))).collect()
            }
            SpendPart::Delegates { expense, others } => {
                let of_expense = expense.iter().filter_map(|delegate| self.delegate(None, delegate));
                let of_others = others.iter().filter_map(|(product, delegate)| self.delegate(Some(*product), delegate));
                bounded("", expense.len() + others.len()).chain(of_expense).chain(of_others).collect()
            }
            SpendPart::Roles(roles) => self.roles(roles),
            SpendPart::Preferences(preferences) => self.preferences(preferences).into_iter().collect(),
            SpendPart::Payroll(payroll) => payroll.as_ref().map(payroll_faults).unwrap_or_default(),
        }
    }

    fn account(&self, account: &SpendAccount) -> Vec<Fault> {
        let country = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        let province = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
        let short = |text: &str| text.chars().count() <= 20;
        let known = self.user.spend.account.as_ref();
        let is_own = |id: &str, stem: &str, most: u32| {
            id.strip_prefix(stem).and_then(|number| number.parse().ok()).is_some_and(|n: u32| (1..=most).contains(&n))
        };
        let is_custom = |(id, value): (&String, &String)| {
            (is_own(id, "custom", 22) || is_own(id, "orgUnit", 6)) && value.chars().count() <= 100
        };
        let optional = |text: &Option<String>, is: &dyn Fn(&str) -> bool| text.as_deref().is_none_or(is);
        let rules = [
            ("country", country(&account.country), "is no country of ISO 3166-1 such as US"),
            (
                "budgetCountryCode",
                optional(&account.budget_country, &country),
                "is no country of ISO 3166-1 such as US",
            ),
            ("stateProvince", optional(&account.state_province, &province), "is no state or province such as WA"),
            ("locale", is_locale(&account.locale), "is no locale such as en-US"),
            ("ledgerCode", optional(&account.ledger_code, &short), "is longer than 20 characters"),
            ("cashAdvanceAccountCode", optional(&account.cash_advance_account, &short), "is longer than 20 characters"),
            (
                "testEmployee",
                known.is_none_or(|known| known.is_test == account.is_test),
                "cannot be changed once the user is there",
            ),
            (
                "biManager",
                account.reporting_manager.is_none_or(|id| id != self.user.id && self.world.user(id).is_some()),
                "is nobody else among the users",
            ),
            (
                "customData",
                account.custom.iter().all(is_custom),
                "has ids from custom1 to custom22 and from orgUnit1 to orgUnit6, and values of 100 characters at most",
            ),
        ];
        rules.into_iter().filter(|(_, holds, _)| !holds).map(|(field, _, why)| Fault::new(field, why)).collect()
    }

    fn approver(&self, approver: &Approver) -> Option<Fault> {
        let (field, role) = match approver.approval {
            Approval::Report => ("report", roles::EXPENSE_APPROVER),
            Approval::CashAdvance => ("cashAdvance", roles::EXPENSE_APPROVER),
            Approval::Request => ("request", "REQ_APPROVER"),
            Approval::Invoice => ("invoice", "INV_APPROVER"),
            Approval::PurchaseRequest => ("purchaseRequest", "INV_PURCH_REQ_APPROVER"),
            Approval::Statement => ("statement", "STATEMENT_APPROVER"),
            Approval::Budget => ("budget", "SHD_BUDGET_APPROVER"),
        };
        let may_be_second = matches!(approver.approval, Approval::Report | Approval::Request);
        let why = match self.world.user(approver.user) {
            None => format!("there is no user {}", approver.user),
            Some(_) if approver.user == self.user.id => "nobody approves for himself".to_owned(),
            Some(known) if !known.spend.has_role(role) => format!("{} has not the role {role}", known.login),
            Some(_) if !approver.is_primary && !may_be_second => "has primary approvers only".to_owned(),
            Some(_) => return None,
        };
        Some(Fault::new(field, why))
    }

    fn delegate(&self, product: Option<Product>, delegate: &Delegate) -> Option<Fault> {
        let has = |feature| move |user: &User| user.has_feature(feature);
        let purchases = |user: &User| user.spend.has_role("INV_PURCH_REQ_USER");
        let (field, role, may): (_, _, &dyn Fn(&User) -> bool) = match product {
            None => ("expense", "EXP_USER", &has(Entitlement::Expense)),
            Some(Product::Payment) => ("payment", "INV_PMT_USER", &has(Entitlement::Invoice)),
            Some(Product::PurchaseRequest) => ("purchaseRequest", "INV_PURCH_REQ_USER", &purchases),
        };
        let why = match self.world.user(delegate.user) {
            None => format!("there is no user {}", delegate.user),
            Some(_) if delegate.user == self.user.id => "nobody is his own delegate".to_owned(),
            Some(known) if !known.profile.active => format!("{} is not active", known.login),
            Some(known) if !may(known) => format!("{} has not the role {role}", known.login),
            Some(_) => return None,
        };
        Some(Fault::new(field, why))
    }

    fn roles(&self, given: &[Role]) -> Vec<Fault> {
        let codes: Vec<_> = given.iter().map(|role| role.code).collect();
        let rivals = roles::rivals(&codes)
            .map(|(one, other)| Fault::new("roles", format!("nobody has the roles {one} and {other} at once")));
        let too_many = given.iter().filter(|role| {
            role.groups.len() > MOST_GROUPS || role.groups.iter().any(|group| group.chars().count() > 255)
        });
        let too_many = too_many.map(|role| {
            let why = format!("{} is for {MOST_GROUPS} groups at most, each of 255 characters at most", role.code);
            Fault::new("roles.roleGroups", why)
        });
        rivals.into_iter().chain(too_many).collect()
    }

    /// How far processors see is for them to have only.
    fn preferences(&self, preferences: &BTreeMap<String, Setting>) -> Option<Fault> {
        let known = self.user.spend.preferences.get(PROCESSOR_ACCESS);
        let processors = [roles::EXPENSE_PROCESSOR, roles::EXPENSE_PROCESSOR_MANAGER, "EXP_PROCESSOR_AUDIT"];
        let is_processor = processors.iter().any(|code| self.user.spend.has_role(code));
        let differs = preferences.get(PROCESSOR_ACCESS).is_some_and(|wanted| Some(wanted) != known);
        (differs && !is_processor).then(|| Fault::new(PROCESSOR_ACCESS, "is for processors only"))
    }
}

fn payroll_faults(payroll: &Payroll) -> Vec<Fault> {
    let Payroll { company_code, deduction_code, employee_file_number } = payroll;
    let texts = [
        ("adp.companyCode", company_code),
        ("adp.deductionCode", deduction_code),
        ("adp.employeeFileNumber", employee_file_number),
    ];
    let wrong = texts.into_iter().filter(|(_, text)| text.trim().is_empty() || text.chars().count() > 48);
    wrong.map(|(field, _)| Fault::new(field, "is empty, or longer than 48 characters")).collect()
}

fn bounded(field: &'static str, count: usize) -> impl Iterator<Item = Fault> {
    let fault = (count > MOST_OF_A_USER).then(|| Fault::new(field, format!("there can be {MOST_OF_A_USER} at most")));
    fault.into_iter()
}

/// `en-US`, `es-419`, `de`.
fn is_locale(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let is_language = (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_region = |part: &str| (2..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    is_language && parts.next().is_none_or(is_region) && parts.next().is_none()
}
