//! Ways through the machine: what is legal now and for whom, and how a report gets from where it is to where it should be.
//!
//! Nothing here knows a rule. Every answer comes from trying commands on a copy with the real `decide` and `evolve`.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::sync::Arc;

use super::Timestamp;
use super::command::{Actor, Approval, Command, Deed, HeaderPatch, Part, SendBack};
use super::decide::{Context, IdSource, decide};
use super::event::{Acting, Change, Event, Through};
use super::evolve::evolve;
use super::ids::{ReportId, UserId};
use super::rejection::Rejection;
use super::report::{Report, State};
use super::status::{ApprovalStatus, PaymentStatus, Status};
use super::table::CommandKind;
use super::tax::TaxPatch;
use super::world::World;

/// What is said where something has to be.
const WORDS: &str = "Please have another look at this report.";

/// A command that is legal now, and someone who may give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Legal {
    /// What can be done.
    pub action: CommandKind,
    /// By whom; `actor.caller` is the user or the company, target and part are what he has to state to be let.
    pub actor: Actor,
}

/// Which commands are legal for a report now, each with everyone who may give it: its owner, those whose turn it is, their
/// delegates, processors, administrators, the company. What only the clock does is left out, and so is what is done with a
/// single expense, comment or exception.
pub fn legal(world: &World, report: &Report, now: Timestamp) -> Vec<Legal> {
    let candidates = candidates(world, report);
    let mut found: Vec<Legal> = Vec::new();
    for action in CommandKind::ALL.iter().copied() {
        let Some(deed) = least(action, world, report).into_iter().next() else { continue };
        let command = Command::act(report.id, deed);
        for actor in &candidates {
            let is_known = found.iter().any(|l| l.action == action && l.actor.caller == actor.caller);
            if !is_known && attempt(world, actor, command.clone(), now, &mut Throwaway(0)).is_some() {
                found.push(Legal { action, actor: *actor });
            }
        }
    }
    found
}

/// A caller in the part in which he may do something, whichever of his that is; as he came where he may in none.
pub fn in_his_part(world: &World, report: &Report, actor: Actor, deed: &Deed, now: Timestamp) -> Actor {
    let may = |actor: &Actor| {
        let command = Command::act(report.id, deed.clone());
        attempt(world, actor, command, now, &mut Throwaway(0)).is_some()
    };
    if may(&actor) {
        return actor;
    }
    let parts = candidates(world, report).into_iter().filter(|candidate| candidate.caller == actor.caller);
    parts.into_iter().find(may).unwrap_or(actor)
}

/// A place in a report's life; what is none does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// Approval status.
    pub approval: Option<ApprovalStatus>,
    /// Payment status.
    pub payment: Option<PaymentStatus>,
    /// Code of the step that it is at.
    pub step_code: Option<String>,
}

impl Target {
    /// Whether a report is there.
    pub fn is_met(&self, report: &Report) -> bool {
        let Status { approval, payment } = report.status();
        let code = report.state.step().map(|s| &*s.code);
        self.approval.is_none_or(|a| a == approval)
            && self.payment.is_none_or(|p| p == payment)
            && self.step_code.as_deref().is_none_or(|c| Some(c) == code)
    }
}

/// One stretch of a way: something done by everyone who has to do it before the report moves. It names roles, not people,
/// so that a way found for one report serves for others of the same policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stride {
    /// What is done.
    pub action: CommandKind,
    /// By whom.
    pub by: Role,
}

/// Who takes a stride.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The report's owner.
    Owner,
    /// Whoever the step waits for: all of them approve, one of them sends back.
    Assignees,
    /// A processor: the first by login.
    Processor,
    /// The company.
    Company,
    /// The clock.
    Clock,
}

/// The strides that ways are made of. Of two ways of one length the one whose strides come first here is taken.
const STRIDES: &[Stride] = &[
    Stride { action: CommandKind::Submit, by: Role::Owner },
    Stride { action: CommandKind::AttachReceipt, by: Role::Owner },
    Stride { action: CommandKind::Release, by: Role::Processor },
    Stride { action: CommandKind::Approve, by: Role::Assignees },
    Stride { action: CommandKind::Approve, by: Role::Processor },
    Stride { action: CommandKind::Approve, by: Role::Company },
    Stride { action: CommandKind::AutoApprove, by: Role::Clock },
    Stride { action: CommandKind::MarkIntegrated, by: Role::Company },
    Stride { action: CommandKind::MarkExtracted, by: Role::Company },
    Stride { action: CommandKind::ConfirmPayment, by: Role::Processor },
    Stride { action: CommandKind::ConfirmPayment, by: Role::Company },
    Stride { action: CommandKind::Hold, by: Role::Processor },
    Stride { action: CommandKind::Expire, by: Role::Clock },
    Stride { action: CommandKind::SendBack, by: Role::Assignees },
    Stride { action: CommandKind::SendBack, by: Role::Processor },
    Stride { action: CommandKind::SendBack, by: Role::Company },
    Stride { action: CommandKind::Recall, by: Role::Owner },
];

impl Stride {
    /// The commands that take a report this stride, in order, and who gives them; none where nobody has the role. The
    /// clock's own are due at the time that `State::due` says.
    pub fn commands(self, world: &World, report: &Report) -> Vec<(Actor, Command)> {
        let actors = match self.by {
            Role::Owner => vec![Actor::user(report.owner)],
            Role::Assignees if self.action == CommandKind::Approve => waiting(report).map(Actor::user).collect(),
            Role::Assignees => waiting(report).take(1).map(Actor::user).collect(),
            Role::Processor => world.processors().take(1).map(Actor::user).collect(),
            Role::Company => vec![Actor::COMPANY],
            Role::Clock => vec![Actor::CLOCK],
        };
        let deeds = least(self.action, world, report);
        let command = |actor, deed: &Deed| (actor, Command::act(report.id, deed.clone()));
        actors.into_iter().flat_map(|actor| deeds.iter().map(move |deed| command(actor, deed))).collect()
    }
}

/// The shortest legal way of a report to a target: empty where it is there already, none where there is no way (or no such
/// report).
pub fn plan(world: &World, report: ReportId, target: &Target, now: Timestamp) -> Option<Vec<Stride>> {
    explore(world, report, now, |report| target.is_met(report))
}

/// Every status that a report can get to from where it is, that one included.
pub fn reachable(world: &World, report: ReportId, now: Timestamp) -> BTreeSet<Status> {
    let mut found = BTreeSet::new();
    explore(world, report, now, |report| {
        found.insert(report.status());
        false
    });
    found
}

/// Why a command would be refused; none where it would not.
pub fn refusal(world: &World, actor: &Actor, command: Command, now: Timestamp) -> Option<Rejection> {
    let ids = &mut Throwaway(0);
    decide(world, actor, command, Context { now, ids, through: Through::Scenario }).err()
}

/// Goes every way from where a report is, the shortest first, until it is where it should be.
fn explore(
    world: &World,
    report: ReportId,
    now: Timestamp,
    mut is_there: impl FnMut(&Report) -> bool,
) -> Option<Vec<Stride>> {
    let start = Arc::clone(world.report(report)?);
    let mut ground = Ground { world: world.without_reports(), now, ids: Throwaway(0) };
    let mut seen = HashSet::from([Place::of(&start, world)]);
    let mut queue = VecDeque::from([(start, Vec::new())]);
    while let Some((report, way)) = queue.pop_front() {
        if is_there(&report) {
            return Some(way);
        }
        for stride in STRIDES {
            let Some(next) = ground.after(&report, *stride) else { continue };
            if seen.insert(Place::of(&next, world)) {
                let way = way.iter().chain([stride]).copied().collect();
                queue.push_back((next, way));
            }
        }
    }
    None
}

/// What two reports have in common from which the same ways lead on.
#[derive(PartialEq, Eq, Hash)]
struct Place {
    status: Status,
    step: Option<usize>,
    approved: Vec<bool>,
    is_extracted: bool,
    lacks_receipt_image: bool,
    expenses: usize,
}

impl Place {
    fn of(report: &Report, world: &World) -> Self {
        let step = report.state.step();
        Self {
            status: report.status(),
            step: step.map(|s| s.index),
            approved: step.into_iter().flat_map(|s| &s.instances).map(|i| i.approved).collect(),
            is_extracted: matches!(report.state, State::Processing { extracted: true, .. }),
            lacks_receipt_image: report.lacks_receipt_image(&world.company),
            expenses: report.expenses.len(),
        }
    }
}

/// A world in which strides are tried, one report at a time.
struct Ground {
    world: World,
    now: Timestamp,
    ids: Throwaway,
}

impl Ground {
    /// The report after a stride; none where the stride is not legal for it.
    fn after(&mut self, report: &Arc<Report>, stride: Stride) -> Option<Arc<Report>> {
        let commands = stride.commands(&self.world, report);
        if commands.is_empty() {
            return None;
        }
        evolve(&mut self.world, &placed(report, self.now));
        for (actor, command) in commands {
            for event in attempt(&self.world, &actor, command, self.now, &mut self.ids)? {
                evolve(&mut self.world, &event);
            }
        }
        self.world.report(report.id).cloned()
    }
}

/// The event that puts a report where it is, whatever was there before.
fn placed(report: &Arc<Report>, at: Timestamp) -> Event {
    Event {
        at,
        by: Acting::NOBODY,
        through: Through::Scenario,
        report: report.id,
        owner: report.owner,
        report_kind: report.kind,
        change: Change::Created(Arc::clone(report)),
    }
}

/// What would happen; none where the command is refused.
fn attempt(world: &World, actor: &Actor, command: Command, now: Timestamp, ids: &mut Throwaway) -> Option<Vec<Event>> {
    decide(world, actor, command, Context { now, ids, through: Through::Scenario }).ok()
}

/// Everyone who could have a say, most concerned first.
fn candidates(world: &World, report: &Report) -> Vec<Actor> {
    let with_delegates = |user: UserId| {
        let delegates = world.user(user).into_iter().flat_map(|u| u.delegates.iter().map(|d| d.user));
        std::iter::once(user).chain(delegates)
    };
    let administrators: Vec<_> = world.administrators().collect();
    let for_owner = |user| Actor::user(user).with_part(Part::Administrator).acting_for(report.owner);
    let mut candidates: Vec<Actor> = with_delegates(report.owner).map(Actor::user).collect();
    candidates.extend(waiting(report).flat_map(with_delegates).map(Actor::user));
    candidates.extend(world.processors().map(Actor::user));
    candidates.extend(administrators.iter().copied().map(Actor::user));
    candidates.extend(administrators.into_iter().map(for_owner));
    candidates.push(Actor::COMPANY);
    candidates
}

/// Whom the current step waits for.
fn waiting(report: &Report) -> impl Iterator<Item = UserId> {
    report.state.step().into_iter().flat_map(|s| s.pending()).filter_map(|i| i.assignee)
}

/// Deeds of a kind with the least content that they are accepted with. Receipts are attached wherever one is missing; there
/// is no least expense, comment or exception, and nothing is tried on a single one.
fn least(kind: CommandKind, world: &World, report: &Report) -> Vec<Deed> {
    let deed = match kind {
        CommandKind::UpdateHeader => Deed::UpdateHeader(Ok(HeaderPatch::default())),
        CommandKind::AmendHeader => Deed::AmendHeader(Ok(HeaderPatch::default())),
        CommandKind::PostHeader => Deed::PostHeader(Ok(HeaderPatch::default())),
        CommandKind::Delete => Deed::Delete,
        CommandKind::AddExpense
        | CommandKind::UpdateExpense
        | CommandKind::AmendExpense
        | CommandKind::DeleteExpense
        | CommandKind::AddItemization
        | CommandKind::UpdateAllocation
        | CommandKind::SetAttendees
        | CommandKind::RemoveAttendees => return Vec::new(),
        CommandKind::AttachReceipt => {
            let lacking = report.expenses.iter().filter(|e| e.lacks_receipt_image(&world.company));
            return lacking.map(|e| Deed::AttachReceipt(e.id)).collect();
        }
        CommandKind::Submit => Deed::Submit,
        CommandKind::Approve => {
            let rejects = report.expenses.iter().any(|e| e.is_rejected);
            let expense_rejected_comment = rejects.then(|| WORDS.to_owned());
            Deed::Approve(Ok(Approval { expense_rejected_comment, ..Approval::default() }))
        }
        CommandKind::SendBack => Deed::SendBack(Ok(SendBack { comment: WORDS.to_owned(), ..SendBack::default() })),
        CommandKind::Recall => Deed::Recall(Ok(())),
        CommandKind::MarkIntegrated => Deed::MarkIntegrated,
        CommandKind::MarkExtracted => Deed::MarkExtracted,
        CommandKind::ConfirmPayment => Deed::ConfirmPayment,
        CommandKind::Hold => Deed::Hold,
        CommandKind::Release => Deed::Release,
        CommandKind::AutoApprove => Deed::AutoApprove,
        CommandKind::Expire => Deed::Expire,
        CommandKind::AssociateCashAdvances => Deed::AssociateCashAdvances(Ok(report.cash_advances.clone())),
        CommandKind::DisassociateCashAdvances if report.cash_advances.is_empty() => return Vec::new(),
        CommandKind::DisassociateCashAdvances => Deed::DisassociateCashAdvances(Ok(report.cash_advances.clone())),
        CommandKind::AdjustTax => {
            let taxes = report.all_expenses().flat_map(|e| e.taxes.iter().map(|tax| (e.id, tax.authority)));
            let unchanged = || Ok(TaxPatch::default());
            return taxes
                .map(|(expense, authority)| Deed::AdjustTax { expense, authority, patch: unchanged() })
                .collect();
        }
        CommandKind::AddComment
        | CommandKind::ChangeComment
        | CommandKind::DeleteComment
        | CommandKind::PutException
        | CommandKind::DeleteException => return Vec::new(),
    };
    vec![deed]
}

/// Identifiers for what never really happens: they only have to differ.
struct Throwaway(u64);

impl IdSource for Throwaway {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        for (byte, count) in bytes.iter_mut().zip(self.0.to_be_bytes().into_iter().cycle()) {
            *byte = count;
        }
    }
}
