//! The company of the `default` scenario, built by hand: its people, its policies, its cost objects. A few more policies and
//! people have what the scenario has not: holds, time limits, a processor who is a delegate too, someone without a manager.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Duration;
use concur_emulator::core::World;
use concur_emulator::core::attendee::{Attendee, AttendeeType};
use concur_emulator::core::cash_advance::CashAdvance;
use concur_emulator::core::company::{Company, CostObject, ExpenseType, Forms, Ledger, Payer, PaymentType};
use concur_emulator::core::exception::ExceptionType;
use concur_emulator::core::form::{Form, FormBook};
use concur_emulator::core::ids::{
    AttendeeId, CashAdvanceId, CompanyId, ListItemId, PolicyId, ProcessId, TaxAuthorityId, UserId,
};
use concur_emulator::core::money::{Currency, Money};
use concur_emulator::core::profile::Profile;
use concur_emulator::core::spend::Spend;
use concur_emulator::core::tax::TaxAuthority;
use concur_emulator::core::user::{Delegate, Favours, Roles, User};
use concur_emulator::core::workflow::{Assignee, Policy, Step, StepKind, Switches, Workflow};
use rust_decimal::Decimal;
use uuid::{Uuid, uuid};

pub const TRAVELER: UserId = UserId(uuid!("f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3"));
pub const MANAGER: UserId = UserId(uuid!("45afdc31-0593-4e95-ba75-b094e9326b6d"));
pub const COST_OWNER_1: UserId = UserId(uuid!("42d248f3-cc43-464b-8685-09e584835f25"));
pub const COST_OWNER_2: UserId = UserId(uuid!("aa024d31-95eb-4270-b9f8-cb6b5f558a7c"));
pub const APPROVER_2: UserId = UserId(uuid!("4cecc318-ba1e-4a7d-871e-7cba3cc8e433"));
pub const PROCESSOR: UserId = UserId(uuid!("bbd64e6f-d096-48e5-8dd8-b7b67de1a951"));
pub const ADMIN: UserId = UserId(uuid!("32c2fcc3-b2e8-4907-9672-5b3f49b1c643"));
pub const DELEGATE: UserId = UserId(uuid!("9bdded51-00b8-4f84-8bef-6d3afe727007"));
pub const COLLEAGUE: UserId = UserId(uuid!("76459ad3-f77b-4d98-a21a-55333c9179f0"));
/// A processor who is the manager's delegate too.
pub const CLERK: UserId = UserId(Uuid::from_u128(0xC1E2C));
/// Someone without a manager.
pub const FOUNDER: UserId = UserId(Uuid::from_u128(0xF0D));

/// Everyone.
pub const PEOPLE: &[UserId] =
    &[TRAVELER, MANAGER, COST_OWNER_1, COST_OWNER_2, APPROVER_2, PROCESSOR, ADMIN, DELEGATE, COLLEAGUE, CLERK, FOUNDER];

pub const DEFAULT: PolicyId = PolicyId::from_bytes([1; 16]);
pub const COST_OBJECTS: PolicyId = PolicyId::from_bytes([2; 16]);
pub const EXTERNAL: PolicyId = PolicyId::from_bytes([3; 16]);
pub const BUDGET: PolicyId = PolicyId::from_bytes([4; 16]);
pub const QUIET: PolicyId = PolicyId::from_bytes([5; 16]);
/// The default workflow, behind a hold for receipt images.
pub const RECEIPTS: PolicyId = PolicyId::from_bytes([6; 16]);
/// The default workflow, behind the check for anomalies.
pub const ANOMALY: PolicyId = PolicyId::from_bytes([7; 16]);
/// The default workflow; the manager's step expires after three days, accounting approves itself after five minutes.
pub const TIMED: PolicyId = PolicyId::from_bytes([8; 16]);
/// The default workflow, behind both holds.
pub const CAREFUL: PolicyId = PolicyId::from_bytes([9; 16]);

/// Someone who can take part in what is spent, in his second version.
pub const GUEST: AttendeeId = AttendeeId::from_bytes([0xA7; 16]);

/// Cost objects: code, owner, list item.
pub const COST_OBJECT_ITEMS: &[(&str, UserId, ListItemId)] = &[
    ("CO1", COST_OWNER_1, ListItemId::from_bytes([0xC1; 16])),
    ("CO2", COST_OWNER_2, ListItemId::from_bytes([0xC2; 16])),
    ("COT", TRAVELER, ListItemId::from_bytes([0xC3; 16])),
];

/// All policies.
pub const POLICIES: &[PolicyId] = &[DEFAULT, COST_OBJECTS, EXTERNAL, BUDGET, QUIET, RECEIPTS, ANOMALY, TIMED, CAREFUL];

/// Money that the traveler was given beforehand.
pub const ADVANCE: CashAdvanceId = CashAdvanceId(Uuid::from_u128(0xCA5));
/// Whose tax is on every expense of the United States.
pub const TAXES: TaxAuthorityId = TaxAuthorityId::from_bytes([7; 16]);

/// The company with everyone and every policy, and no reports.
pub fn world() -> World {
    let mut world = World::new(company());
    people().into_iter().for_each(|user| world.put_user(user));
    policies().into_iter().for_each(|policy| world.put_policy(policy));
    world
}

fn company() -> Company {
    Company {
        id: CompanyId(uuid!("12fc85ee-6f43-4d85-ba0d-94e844849dc1")),
        name: "Example".to_owned(),
        currency: Currency::USD,
        country_code: "US".to_owned(),
        country_sub_division_code: None,
        ledger: Ledger { id: "LEDGER".to_owned(), name: "Ledger".to_owned() },
        forms: Forms {
            report: "FORM".to_owned(),
            allocation: "ALLOCATION".to_owned(),
            analytics_group: "ANALYTICS".to_owned(),
            hierarchy_node: "NODE".to_owned(),
        },
        expense_types: catalogue(
            [("TAXIX", "Taxi", false), ("LODNG", "Hotel", true)],
            |(code, name, image_required)| {
                let (code, name) = (code.to_owned(), name.to_owned());
                let category = "OTHER".to_owned();
                ExpenseType { code, name, category, image_required, is_category: false, parent: None }
            },
        )
        .into(),
        payment_types: catalogue([("CASH", "Cash", false)], |(id, name, _)| PaymentType {
            id: id.to_owned(),
            name: name.to_owned(),
            code: id.to_owned(),
            payer: Payer::Employee,
        })
        .into(),
        expense_forms: FormBook::new(Form::of_any_expense()).into(),
        report_forms: FormBook::new(Form::of_any_report()).into(),
        bank_accounts: Default::default(),
        translations: Default::default(),
        places: Default::default(),
        switches: Default::default(),
        cost_objects: COST_OBJECT_ITEMS
            .iter()
            .map(|(code, owner, list_item)| {
                let (code, name) = ((*code).to_owned(), (*code).to_owned());
                CostObject { code, name, owner: *owner, list_item: *list_item }
            })
            .collect(),
        cost_object_field: "custom9".to_owned(),
        exchange_rates: [("EUR".parse().unwrap(), Decimal::new(11, 1))].into(),
        attendee_types: [(
            "GUEST".to_owned(),
            AttendeeType { code: "GUEST".to_owned(), name: "Guest".to_owned(), particulars: Default::default() },
        )]
        .into(),
        attendees: [(GUEST, Arc::new(guest()))].into_iter().collect(),
        spend_categories: Default::default(),
        groups: Default::default(),
        cash_advances: [(ADVANCE, cash_advance())].into(),
        tax_authorities: [(TAXES, tax_authority())].into(),
        exception_types: [("REMARK", false), ("STOP", true)]
            .map(|(code, blocks_submit)| {
                let (code, message) = (code.to_owned(), format!("{code} said so"));
                (code.clone(), ExceptionType { code, message, blocks_submit })
            })
            .into(),
    }
}

fn guest() -> Attendee {
    let last_name = "Guest".to_owned();
    Attendee {
        id: GUEST,
        attendee_type: "GUEST".to_owned(),
        first_name: None,
        last_name,
        company: None,
        version: 2,
        particulars: Default::default(),
    }
}

fn cash_advance() -> CashAdvance {
    let amount = Money::new(Decimal::ONE_HUNDRED, Currency::USD);
    CashAdvance { id: ADVANCE, owner: TRAVELER, name: "Advance".to_owned(), amount }
}

fn tax_authority() -> TaxAuthority {
    let (name, label, form) = ("Tax".to_owned(), "Tax".to_owned(), "FORM".to_owned());
    TaxAuthority { id: TAXES, name, label, form, country_code: Some("US".to_owned()) }
}

fn catalogue<T, const N: usize>(
    rows: [(&str, &str, bool); N],
    entry: impl Fn((&str, &str, bool)) -> T,
) -> BTreeMap<String, T> {
    rows.into_iter().map(|row| (row.0.to_owned(), entry(row))).collect()
}

fn people() -> Vec<User> {
    let anyone = Roles::default();
    let processor = Roles { processor: true, ..anyone };
    let administrator = Roles { web_services_administrator: true, ..anyone };
    let all =
        |user| Delegate { user, can_prepare: true, can_submit: true, can_approve: true, favours: Favours::default() };
    let prepares =
        |user| Delegate { user, can_prepare: true, can_submit: false, can_approve: false, favours: Favours::default() };
    let approves =
        |user| Delegate { user, can_prepare: false, can_submit: false, can_approve: true, favours: Favours::default() };
    vec![
        person("traveler", TRAVELER, Some(MANAGER), anyone, vec![all(DELEGATE), prepares(COLLEAGUE)]),
        person("manager", MANAGER, Some(APPROVER_2), anyone, vec![all(DELEGATE), approves(CLERK)]),
        person("costowner1", COST_OWNER_1, Some(APPROVER_2), anyone, vec![]),
        person("costowner2", COST_OWNER_2, Some(APPROVER_2), anyone, vec![]),
        person("approver2", APPROVER_2, Some(FOUNDER), anyone, vec![]),
        person("processor", PROCESSOR, Some(APPROVER_2), processor, vec![]),
        person("admin", ADMIN, Some(APPROVER_2), administrator, vec![]),
        person("delegate", DELEGATE, Some(MANAGER), anyone, vec![]),
        person("colleague", COLLEAGUE, Some(MANAGER), anyone, vec![]),
        person("clerk", CLERK, Some(APPROVER_2), processor, vec![]),
        person("founder", FOUNDER, None, anyone, vec![]),
    ]
}

fn person(name: &str, id: UserId, manager: Option<UserId>, roles: Roles, delegates: Vec<Delegate>) -> User {
    User {
        id,
        login: format!("{name}@example.com"),
        employee_id: name.to_uppercase(),
        first_name: name.to_owned(),
        last_name: "Example".to_owned(),
        manager,
        roles,
        delegates,
        group: None,
        profile: Profile::default(),
        spend: Spend::default(),
    }
}

/// What a user is called in a test's output.
pub fn name_of(world: &World, user: UserId) -> String {
    world.user(user).map_or_else(|| user.to_string(), |u| u.first_name.clone())
}

fn policies() -> Vec<Policy> {
    use StepKind as K;
    let plain = || vec![step(K::Manager), step(K::AccountingReview), step(K::ProcessingPayment)];
    let second = Step { code: "MANAGER2".to_owned(), assignee: Assignee::Manager { level: 2 }, ..step(K::Manager) };
    let cost_objects =
        vec![step(K::Manager), step(K::CostObjects), second, step(K::AccountingReview), step(K::ProcessingPayment)];
    let external = [quiet(step(K::ExternalValidation))].into_iter().chain(plain()).collect();
    let budget = vec![
        step(K::Manager),
        Step { assignee: Assignee::User(APPROVER_2), ..step(K::Budget) },
        quiet(step(K::PrepaymentValidation)),
        step(K::ProcessingPayment),
    ];
    let timed = vec![
        Step { expires_after: Some(Duration::days(3)), ..step(K::Manager) },
        Step { auto_approve_after: Some(Duration::minutes(5)), ..step(K::AccountingReview) },
        step(K::ProcessingPayment),
    ];
    let none = Switches::default();
    let receipts = Switches { hold_for_receipt_images: true, ..none };
    let anomaly = Switches { hold_for_anomaly_check: true, ..none };
    vec![
        policy("Default Expense Policy", DEFAULT, plain(), none),
        policy("Cost Object Policy", COST_OBJECTS, cost_objects, none),
        policy("External Validation Policy", EXTERNAL, external, none),
        policy("Budget Policy", BUDGET, budget, none),
        policy("Quiet Policy", QUIET, plain().into_iter().map(quiet).collect(), none),
        policy("Receipts Policy", RECEIPTS, plain(), receipts),
        policy("Anomaly Policy", ANOMALY, plain(), anomaly),
        policy("Careful Policy", CAREFUL, plain(), Switches { hold_for_anomaly_check: true, ..receipts }),
        policy("Timed Policy", TIMED, timed, none),
    ]
}

/// A policy of these steps.
pub fn policy(name: &str, id: PolicyId, steps: Vec<Step>, switches: Switches) -> Policy {
    let workflow = Workflow::new(ProcessId::from_bytes(*id.as_bytes()), steps, None).unwrap();
    Policy { id, name: name.to_owned(), is_default: id == DEFAULT, workflow, switches, expense_types: None }
}

/// A step as its kind has it, announced.
pub fn step(kind: StepKind) -> Step {
    Step {
        kind,
        code: kind.code().to_owned(),
        role: kind.role().to_owned(),
        notify: true,
        assignee: kind.assignee(),
        auto_approve_after: None,
        expires_after: None,
    }
}

fn quiet(step: Step) -> Step {
    Step { notify: false, ..step }
}
