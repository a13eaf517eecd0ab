//! Judges commands: who may, whether the report's status allows it, whether the content is right, and what follows.
//!
//! The order of refusals is the order of the code here: an unknown report, then a caller without the part that he claims, then
//! the status, then the step, then the content. What precedes them (token, scope, unsupported context) is the dialects' business.

mod access;
mod allocations;
mod attendees;
mod cash_advances;
mod comments;
mod exceptions;
mod expenses;
mod header;
mod itemizations;
mod payment;
mod spend;
mod steps;
mod taxes;
mod workflow;

use std::sync::Arc;

pub use access::{can_find, can_list, can_read, can_search};
pub use attendees::checked as checked_attendance;
pub use spend::MOST_EXPENSES;

use super::Timestamp;
use super::command::{Actor, Command, Deed, ReportKey};
use super::comment::Comment;
use super::event::{Acting, Change, Event, Through};
use super::expense::Expense;
use super::ids::{ExpenseId, ReportId};
use super::rejection::Rejection;
use super::report::Report;
use super::table::{CommandKind, Effect, Rule, rule};
use super::world::World;

/// What rules need from outside: the time, fresh identifiers, and by which door the command came.
pub struct Context<'a> {
    /// The tenant's time.
    pub now: Timestamp,
    /// Where identifiers come from.
    pub ids: &'a mut dyn IdSource,
    /// The door.
    pub through: Through,
}

/// A source of identifiers; the same seed gives the same ones.
pub trait IdSource {
    /// Fills these bytes.
    fn fill(&mut self, bytes: &mut [u8]);
}

impl Context<'_> {
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.ids.fill(&mut bytes);
        bytes
    }

    fn fresh_report_id(&mut self, world: &World) -> ReportId {
        loop {
            let id = ReportId::from_bytes(self.bytes());
            if world.report(id).is_none() {
                return id;
            }
        }
    }
}

/// Judges a command. An accepted one yields the events that carry it out, a refused one nothing but the reason.
pub fn decide<'a>(
    world: &'a World,
    actor: &'a Actor,
    command: Command,
    context: Context<'a>,
) -> Result<Vec<Event>, Rejection> {
    match command {
        Command::Create { owner, body } => header::create(world, actor, owner, body, context),
        Command::Act { report, deed } => act(world, actor, &report, deed, context),
    }
}

fn act<'a>(
    world: &'a World,
    actor: &'a Actor,
    key: &ReportKey,
    deed: Deed,
    context: Context<'a>,
) -> Result<Vec<Event>, Rejection> {
    let report = world.find_report(key).ok_or(Rejection::ReportNotFound)?;
    let kind = deed.kind();
    let by = access::acting(world, actor, report, kind)?;
    let status = report.status();
    let effect = match rule(kind, report.state.stage()) {
        Rule::Allowed(effect) => effect,
        Rule::Illegal => return Err(Rejection::IllegalAtStatus { command: kind, status }),
        Rule::Conflict => return Err(Rejection::AlreadySubmitted { command: kind, status }),
    };
    let case = Case { world, report, actor, by, command: kind, effect, context };
    match deed {
        Deed::UpdateHeader(patch) => header::update(case, patch, header::Scope::Everything),
        Deed::AmendHeader(patch) => header::update(case, patch, header::Scope::OpenFields),
        Deed::Delete => Ok(vec![case.event(Change::Deleted)]),
        Deed::AddExpense(expense) => spend::add(case, expense),
        Deed::AttachReceipt(expense) => spend::attach_receipt(case, expense),
        Deed::Submit => workflow::submit(case),
        Deed::Approve(approval) => workflow::approve(case, approval),
        Deed::SendBack(words) => workflow::send_back(case, words),
        Deed::Recall(words) => workflow::recall(case, words),
        Deed::MarkIntegrated => Ok(payment::integrated(case)),
        Deed::MarkExtracted => payment::extracted(case),
        Deed::ConfirmPayment => Ok(payment::confirmed(case)),
        Deed::Hold => Ok(workflow::hold(case)),
        Deed::Release => workflow::release(case),
        Deed::AutoApprove => workflow::auto_approve(case),
        Deed::Expire => workflow::expire(case),
        Deed::UpdateExpense(expense, patch) => expenses::update(case, expense, patch),
        Deed::AmendExpense(expense, amendment) => expenses::amend(case, expense, amendment),
        Deed::DeleteExpense(expense) => expenses::delete(case, expense),
        Deed::AddItemization(expense, itemization) => itemizations::add(case, expense, itemization),
        Deed::UpdateAllocation(allocation, patch) => allocations::update(case, allocation, patch),
        Deed::SetAttendees(expense, attendance) => attendees::set(case, expense, attendance),
        Deed::RemoveAttendees(expense) => attendees::remove(case, expense),
        Deed::AssociateCashAdvances(list) => cash_advances::associate(case, list),
        Deed::DisassociateCashAdvances(list) => cash_advances::disassociate(case, list),
        Deed::AdjustTax { expense, authority, patch } => taxes::adjust(case, expense, authority, patch),
        Deed::AddComment(on, text) => comments::add(case, on, text),
        Deed::ChangeComment(on, text) => comments::change(case, on, text),
        Deed::DeleteComment(on) => comments::delete(case, on),
        Deed::PutException(on, new) => exceptions::put(case, on, new),
        Deed::DeleteException(on, code) => exceptions::delete(case, on, &code),
    }
}

/// A command that its caller may give and that the status allows.
struct Case<'a> {
    world: &'a World,
    report: &'a Arc<Report>,
    actor: &'a Actor,
    by: Acting,
    command: CommandKind,
    effect: Effect,
    context: Context<'a>,
}

impl Case<'_> {
    fn event(&self, change: Change) -> Event {
        self.event_of(self.report, change)
    }

    fn event_of(&self, report: &Report, change: Change) -> Event {
        Event {
            at: self.context.now,
            by: self.by,
            through: self.context.through,
            report: report.id,
            owner: report.owner,
            report_kind: report.kind,
            change,
        }
    }

    /// A copy of an expense or itemization, to be changed.
    fn expense(&self, id: ExpenseId) -> Result<Expense, Rejection> {
        let expense = self.report.expense(id).ok_or(Rejection::ExpenseNotFound)?;
        Ok(Expense { modified_at: self.context.now, ..Expense::clone(expense) })
    }

    /// A comment by whoever acts; none where he says nothing.
    fn comment(&self, text: Option<String>) -> Option<Comment> {
        let text = text.filter(|t| !t.trim().is_empty())?;
        Some(Comment::new(self.context.now, self.by, &self.report.state, text.into()))
    }
}
