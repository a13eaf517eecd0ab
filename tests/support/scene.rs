//! A world in which things happen: commands are given at a time that stands still until it is moved, and what came of them
//! is kept.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::{Duration, TimeZone, Utc};
use concur_emulator::core::allocation::Allocation;
use concur_emulator::core::attendee::Attendance;
use concur_emulator::core::command::{Approval, Deed, SendBack};
use concur_emulator::core::event::{Acting, Change, Event, Notice, Through};
use concur_emulator::core::expense::{Details, Expense};
use concur_emulator::core::ids::{AllocationId, EntryId, ExpenseId, PolicyId, ReportId, UserId};
use concur_emulator::core::journey::{Target, plan};
use concur_emulator::core::money::{Currency, Money};
use concur_emulator::core::report::{Header, Report, ReportKind, State};
use concur_emulator::core::status::ApprovalStatus;
use concur_emulator::core::tax::Tax;
use concur_emulator::core::{Actor, Command, Context, IdSource, Rejection, Timestamp, World, decide, evolve};
use rust_decimal::Decimal;

use super::cast;

/// A world, its time, and everything that happened since the beginning.
#[derive(Clone)]
pub struct Scene {
    pub world: World,
    pub now: Timestamp,
    pub events: Vec<Event>,
    /// The world in which nothing has happened.
    pub initial: World,
    ids: Counter,
}

/// Identifiers that count.
#[derive(Debug, Clone, Default)]
pub struct Counter(u64);

impl IdSource for Counter {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        let count = self.0.to_be_bytes();
        bytes.fill(0xEE);
        let at = bytes.len() - count.len();
        bytes[at..].copy_from_slice(&count);
    }
}

impl Scene {
    /// The cast, and no reports.
    pub fn new() -> Self {
        Self::of(cast::world())
    }

    /// A world in which nothing has happened yet.
    pub fn of(world: World) -> Self {
        let now = Utc.with_ymd_and_hms(2026, 3, 1, 8, 0, 0).unwrap();
        Self { initial: world.clone(), world, now, events: Vec::new(), ids: Counter::default() }
    }

    /// Puts a report in, as a scenario does.
    pub fn put(&mut self, report: Report) -> ReportId {
        let (id, owner, report_kind) = (report.id, report.owner, report.kind);
        let change = Change::Created(Arc::new(report));
        let (by, through) = (Acting::NOBODY, Through::Scenario);
        self.apply(Event { at: self.now, by, through, report: id, owner, report_kind, change });
        id
    }

    /// A traveler's report that was never submitted: a taxi allocated to the first cost object, one to the second.
    pub fn report_on(&mut self, policy: PolicyId) -> ReportId {
        let report = self.draft(policy);
        self.put(report)
    }

    /// The same, not put in; his cash advance is associated with it.
    pub fn draft(&mut self, policy: PolicyId) -> Report {
        let expenses = ["CO1", "CO2"].map(|cost_object| Arc::new(self.taxi(Some(cost_object)))).into();
        Report { cash_advances: vec![cast::ADVANCE], ..self.draft_of(policy, cast::TRAVELER, expenses) }
    }

    /// A report that was never submitted, not put in.
    pub fn draft_of(&mut self, policy: PolicyId, owner: UserId, expenses: Vec<Arc<Expense>>) -> Report {
        Report {
            id: ReportId::from_bytes(self.bytes()),
            alias: None,
            owner,
            kind: ReportKind::Regular,
            currency: Currency::USD,
            header: Header {
                name: "Trip".to_owned(),
                policy,
                business_purpose: None,
                country_code: "US".to_owned(),
                country_sub_division_code: None,
                report_date: self.now.date_naive(),
                start_date: None,
                end_date: None,
                paper_receipts_received: false,
                custom: Vec::new(),
            },
            state: State::NotSubmitted,
            expenses,
            comments: Vec::new(),
            exceptions: Vec::new(),
            created_at: self.now,
            modified_at: self.now,
            first_submitted_at: None,
            was_sent_back: false,
            version: 0,
            history: VecDeque::new(),
            cash_advances: Vec::new(),
            requests: Vec::new(),
        }
    }

    /// A taxi of ten dollars, charged to a cost object or to none.
    pub fn taxi(&mut self, cost_object: Option<&str>) -> Expense {
        let ten = Decimal::TEN;
        let allocation = cost_object.map(|code| Allocation {
            id: AllocationId::from_bytes(self.bytes()),
            cost_object: code.to_owned(),
            percentage: Decimal::ONE_HUNDRED,
            account_code: None,
            over_limit_account_code: None,
            custom: Vec::new(),
            is_system: false,
            is_percent_edited: false,
            exceptions: Vec::new(),
        });
        Expense {
            id: ExpenseId::from_bytes(self.bytes()),
            entry_id: EntryId::from_bytes(self.bytes()),
            details: Details {
                expense_type: "TAXIX".to_owned(),
                payment_type: "CASH".to_owned(),
                transaction_date: self.now.date_naive(),
                transaction: Money::new(ten, Currency::USD),
                exchange_rate: Decimal::ONE,
                business_purpose: None,
                vendor: None,
                location: None,
                is_personal: false,
                is_billable: false,
                custom: Vec::new(),
            },
            posted: ten,
            approved: ten,
            is_rejected: false,
            has_receipt_image: false,
            itemizations: Vec::new(),
            allocations: allocation.into_iter().collect(),
            comments: Vec::new(),
            exceptions: Vec::new(),
            modified_at: self.now,
            attendance: Attendance::default(),
            taxes: vec![Tax::unknown(cast::TAXES)],
        }
    }

    /// A hotel, whose receipt is wanted as an image and missing.
    pub fn hotel(&mut self) -> Expense {
        let mut hotel = self.taxi(None);
        hotel.details.expense_type = "LODNG".to_owned();
        hotel
    }

    /// Gives a command.
    pub fn give(&mut self, actor: Actor, command: Command) -> Result<Vec<Event>, Rejection> {
        let context = Context { now: self.now, ids: &mut self.ids, through: Through::Control };
        let events = decide(&self.world, &actor, command, context)?;
        events.iter().cloned().for_each(|event| self.apply(event));
        Ok(events)
    }

    /// Does something with a report.
    pub fn act(&mut self, actor: Actor, report: ReportId, deed: Deed) -> Result<Vec<Event>, Rejection> {
        self.give(actor, Command::act(report, deed))
    }

    /// Does something with a report, which has to go well; answers the status pair it led to.
    pub fn must(&mut self, actor: Actor, report: ReportId, deed: Deed) -> String {
        let before = self.status(report);
        if let Err(rejection) = self.act(actor, report, deed.clone()) {
            panic!("{deed:?} by {actor:?} at {before}: {rejection}");
        }
        self.status(report)
    }

    /// Lets time pass, in which the clock does nothing.
    pub fn wait(&mut self, time: Duration) {
        self.now += time;
    }

    /// Walks a report to a target by legal commands.
    pub fn walk(&mut self, report: ReportId, target: &Target) {
        let way = plan(&self.world, report, target, self.now).unwrap_or_else(|| panic!("no way to {target:?}"));
        for stride in way {
            for (actor, command) in stride.commands(&self.world, &self.report(report)) {
                if let Err(rejection) = self.give(actor, command) {
                    panic!("{stride:?} of the way to {target:?}: {rejection}");
                }
            }
        }
        assert!(target.is_met(&self.report(report)), "the way to {target:?} led to {}", self.status(report));
    }

    /// Walks a report to an approval status by legal commands.
    pub fn walk_to(&mut self, report: ReportId, approval: ApprovalStatus) {
        self.walk(report, &Target { approval: Some(approval), ..Target::default() });
    }

    /// Who is asked at the current step, whether he has acted or not.
    pub fn assignees(&self, report: ReportId) -> Vec<Option<UserId>> {
        let report = self.report(report);
        report.state.step().into_iter().flat_map(|s| &s.instances).map(|i| i.assignee).collect()
    }

    /// A report.
    pub fn report(&self, id: ReportId) -> Arc<Report> {
        Arc::clone(self.world.report(id).expect("the report exists"))
    }

    /// Both statuses of a report, or that it is gone.
    pub fn status(&self, id: ReportId) -> String {
        self.world.report(id).map_or_else(|| "gone".to_owned(), |r| r.status().to_string())
    }

    fn apply(&mut self, event: Event) {
        evolve(&mut self.world, &event);
        self.events.push(event);
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.ids.fill(&mut bytes);
        bytes
    }
}

/// What `statusChanged` events say of these, in order.
pub fn notices(events: &[Event]) -> Vec<&Notice> {
    let moves = events.iter().filter_map(|event| match &event.change {
        Change::Moved(moved) => Some(moved),
        _ => None,
    });
    moves.filter_map(|moved| moved.notice.as_ref()).collect()
}

/// A plain approval.
pub fn approve() -> Deed {
    Deed::Approve(Ok(Approval::default()))
}

/// A send back that says why.
pub fn send_back() -> Deed {
    Deed::SendBack(Ok(SendBack { comment: "No receipt.".to_owned(), ..SendBack::default() }))
}

/// A recall.
pub fn recall() -> Deed {
    Deed::Recall(Ok(()))
}
