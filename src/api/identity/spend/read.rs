//! From the JSON of spend users to core, extension by extension.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::super::attributes::{APPROVER, Attribute, DELEGATE, PAYROLL, ROLE, SPEND_USER, Schema};
use super::shape;
use super::show::{APPROVALS, PRODUCTS};
use crate::core::ids::UserId;
use crate::core::money::Currency;
use crate::core::registry::spend::SpendPart;
use crate::core::rejection::{Body, Fault};
use crate::core::spend::roles::{self, OF_FEATURES};
use crate::core::spend::{Approval, Approver, Payroll, Reimbursement, Role, Setting, SpendAccount};
use crate::core::user::{Delegate, Favours, User};
use crate::core::{Timestamp, World};

/// The part of a user that an extension is, with nothing in it.
pub(in super::super) fn empty(schema: &'static Schema) -> SpendPart {
    match schema.id {
        SPEND_USER => SpendPart::Account(None),
        APPROVER => SpendPart::Approvers(Vec::new()),
        DELEGATE => SpendPart::Delegates { expense: Vec::new(), others: Vec::new() },
        ROLE => SpendPart::Roles(Vec::new()),
        PAYROLL => SpendPart::Payroll(None),
        _ => SpendPart::Preferences(BTreeMap::new()),
    }
}

/// What is wrong with an extension by its types alone.
pub(in super::super) fn misshapen(value: &Value, schema: &'static Schema) -> Vec<Fault> {
    let mut faults = Vec::new();
    shape::canonical(value, schema.attributes, &mut faults);
    faults
}

/// The part of a user that an extension says.
pub(in super::super) fn part(world: &World, user: &User, value: &Value, schema: &'static Schema) -> Body<SpendPart> {
    let mut reader = Reader { world, faults: Vec::new() };
    let value = shape::canonical(value, schema.attributes, &mut reader.faults);
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    let part = match schema.id {
        SPEND_USER => SpendPart::Account(Some(Box::new(reader.account(&value)))),
        APPROVER => SpendPart::Approvers(reader.approvers(&value)),
        DELEGATE => reader.delegates(&value),
        ROLE => SpendPart::Roles(reader.roles(&value)),
        PAYROLL => SpendPart::Payroll(value.get("adp").map(payroll)),
        _ => SpendPart::Preferences(preferences(user, &value, schema)),
    };
    if reader.faults.is_empty() { Ok(part) } else { Err(reader.faults) }
}

struct Reader<'a> {
    world: &'a World,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn account(&mut self, value: &Map<String, Value>) -> SpendAccount {
        let text = |name: &str| text(value, name);
        let flag = |name: &str| flag(value, name);
        let currency = text("reimbursementCurrency").unwrap_or_default();
        let known = Currency::from_str(&currency);
        if known.is_err() {
            self.refuse("reimbursementCurrency", format!("{currency:?} is no currency of ISO 4217"));
        }
        let reimbursement = text("reimbursementType").map(|name| match name.as_str() {
            "ACCOUNTS_PAYABLE" => Reimbursement::AccountsPayable,
            "ADP_PAYROLL" => Reimbursement::AdpPayroll,
            "CONCUR_PAY" => Reimbursement::ConcurPay,
            _ => Reimbursement::Other,
        });
        let custom = elements(value, "customData").filter_map(|field| {
            let (id, value) = (self::text(field, "id")?, self::text(field, "value"));
            // What is said to be nothing is taken away.
            value.filter(|value| !value.is_empty()).map(|value| (id, value))
        });
        SpendAccount {
            currency: known.unwrap_or(Currency::USD),
            reimbursement,
            ledger_code: text("ledgerCode"),
            country: text("country").unwrap_or_default(),
            budget_country: text("budgetCountryCode"),
            state_province: text("stateProvince"),
            locale: text("locale").unwrap_or_default(),
            cash_advance_account: text("cashAdvanceAccountCode").filter(|code| !code.is_empty()),
            is_test: flag("testEmployee"),
            is_no_employee: flag("nonEmployee"),
            custom: custom.collect(),
            reporting_manager: value.get("biManager").and_then(|manager| self.user(manager, "biManager")),
        }
    }

    fn approvers(&mut self, value: &Map<String, Value>) -> Vec<Approver> {
        let mut read = Vec::new();
        for (name, approval) in APPROVALS {
            for element in elements(value, name) {
                let user = element.get("approver").and_then(|user| self.user(user, &format!("{name}.approver")));
                let Some(user) = user else { continue };
                add_approver(&mut read, Approver { approval: *approval, user, is_primary: flag(element, "primary") });
            }
        }
        read
    }

    fn delegates(&mut self, value: &Map<String, Value>) -> SpendPart {
        let (mut expense, mut others) = (Vec::new(), Vec::new());
        for (name, product) in PRODUCTS {
            for element in elements(value, name) {
                let user = element.get("delegate").and_then(|user| self.user(user, &format!("{name}.delegate")));
                let Some(user) = user else { continue };
                let delegate = self.delegate(user, element, name);
                match product {
                    None => {
                        expense.retain(|known: &Delegate| known.user != user);
                        expense.push(delegate);
                    }
                    Some(product) => {
                        others.retain(|(known, delegate): &(_, Delegate)| (*known, delegate.user) != (*product, user));
                        others.push((*product, delegate));
                    }
                }
            }
        }
        SpendPart::Delegates { expense, others }
    }

    fn delegate(&mut self, user: UserId, element: &Map<String, Value>, name: &str) -> Delegate {
        let flag = |name: &str| flag(element, name);
        let temporary = element.get("temporaryDelegation").and_then(Value::as_object);
        let mut date = |part: &str| -> Option<Timestamp> {
            let text = text(temporary?, part)?;
            let read = DateTime::parse_from_rfc3339(&text).map(|moment| moment.with_timezone(&Utc));
            if read.is_err() {
                let field = format!("{name}.temporaryDelegation.{part}");
                self.faults.push(Fault::new(field, format!("{text:?} is no moment such as 2026-01-01T00:00:00.000Z")));
            }
            read.ok()
        };
        let (approves_from, approves_until) = (date("temporaryDelegationFromDate"), date("temporaryDelegationToDate"));
        let favours = Favours {
            can_prepare_for_approval: flag("canPrepareForApproval"),
            receives_approval_email: flag("canReceiveApprovalEmail"),
            receives_email: flag("canReceiveEmail"),
            can_submit_travel_request: flag("canSubmitTravelRequest"),
            can_use_bi: flag("canUseBi"),
            can_view_receipt: flag("canViewReceipt"),
            approves_from,
            approves_until,
        };
        let (can_prepare, can_submit, can_approve) = (flag("canPrepare"), flag("canSubmit"), flag("canApprove"));
        Delegate { user, can_prepare, can_submit, can_approve, favours }
    }

    fn roles(&mut self, value: &Map<String, Value>) -> Vec<Role> {
        let mut read: Vec<Role> = Vec::new();
        for element in elements(value, "roles") {
            let name = text(element, "roleName").unwrap_or_default();
            let Some(code) = roles::known(&name) else {
                self.refuse("roles.roleName", format!("{name:?} is no code of a role"));
                continue;
            };
            // Roles of features come and go with their entitlements only, as the page has it.
            if OF_FEATURES.iter().any(|(of_feature, _)| *of_feature == code) {
                continue;
            }
            let groups = element.get("roleGroups").and_then(Value::as_array).into_iter().flatten();
            let groups = groups.filter_map(Value::as_str).filter(|group| !group.is_empty()).map(str::to_owned);
            read.retain(|known| known.code != code);
            read.push(Role { code, groups: groups.collect() });
        }
        read
    }

    /// The user whom a reference is to: by UUID, else by employee number.
    fn user(&mut self, reference: &Value, field: &str) -> Option<UserId> {
        let reference = reference.as_object()?;
        let (id, number) = (text(reference, "value"), text(reference, "employeeNumber"));
        let found = match (&id, &number) {
            (Some(id), _) => UserId::from_str(id).ok().and_then(|id| self.world.user(id)),
            (None, Some(number)) => self.world.user_by_employee_id(number),
            (None, None) => None,
        };
        if found.is_none() {
            let name = id.or(number).unwrap_or_default();
            self.refuse(field, format!("there is no user {name:?}"));
        }
        found.map(|user| user.id)
    }

    fn refuse(&mut self, field: &str, why: String) {
        self.faults.push(Fault::new(field, why));
    }
}

/// Adds an approver, or says of a known one whether he is the first to be asked. The last who is said to be it, is.
fn add_approver(read: &mut Vec<Approver>, approver: Approver) {
    let Approver { approval, user, is_primary } = approver;
    read.retain(|known| (known.approval, known.user) != (approval, user));
    let same = |known: &&mut Approver| known.approval == approval;
    if is_primary {
        read.iter_mut().filter(same).for_each(|known| known.is_primary = false);
        // What has one approver at most, loses the one before.
        read.retain(|known| known.approval != approval || matches!(approval, Approval::Report | Approval::Request));
    }
    read.push(approver);
}

fn payroll(adp: &Value) -> Payroll {
    let text = |name: &str| adp.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    Payroll {
        company_code: text("companyCode"),
        deduction_code: text("deductionCode"),
        employee_file_number: text("employeeFileNumber"),
    }
}

/// All preferences of a user, with those of one extension as it has them.
fn preferences(user: &User, value: &Map<String, Value>, schema: &'static Schema) -> BTreeMap<String, Setting> {
    let mut all = user.spend.preferences.clone();
    let setting = |attribute: &'static Attribute| match value.get(attribute.name)? {
        Value::Bool(flag) => Some(Setting::Flag(*flag)),
        Value::String(word) => attribute.values.contains(&word.as_str()).then(|| Setting::Word(word.clone())),
        _ => None,
    };
    for attribute in schema.attributes {
        match setting(attribute) {
            Some(setting) => drop(all.insert(attribute.name.to_owned(), setting)),
            None => drop(all.remove(attribute.name)),
        }
    }
    all
}

fn elements<'a>(value: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Map<String, Value>> {
    value.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
}

fn text(value: &Map<String, Value>, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn flag(value: &Map<String, Value>, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or(false)
}
