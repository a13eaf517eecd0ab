//! Applies events to a world. It holds no rule and cannot fail: what does not apply changes nothing.

use std::collections::HashSet;
use std::sync::Arc;

use super::event::{Action, Change, Event, Move};
use super::report::{HISTORY, Occurrence, Report, State};
use super::status::Status;
use super::world::World;

/// Applies one event.
pub fn evolve(world: &mut World, event: &Event) {
    match &event.change {
        Change::Created(report) => world.insert(Arc::clone(report)),
        Change::Deleted => world.remove(event.report),
        Change::ExpensesMoved { to, expenses } => {
            let leaving: HashSet<_> = expenses.iter().copied().collect();
            let mut moved = world.take_expenses(event.report, |expense| leaving.contains(&expense.id));
            change(world, event, |_| {});
            moved.iter_mut().for_each(|expense| Arc::make_mut(expense).is_rejected = false);
            world.add_expenses(*to, moved);
        }
        Change::HeaderChanged { header, comment } => change(world, event, |report| {
            report.header = (**header).clone();
            report.comments.extend(comment.clone());
        }),
        Change::ExpenseAdded(expense) => {
            world.add_expenses(event.report, vec![Arc::clone(expense)]);
            change(world, event, |_| {});
        }
        Change::ExpenseChanged(expense) => {
            world.replace_expense(event.report, expense);
            change(world, event, |_| {});
        }
        Change::PartlyApproved { instance, comment } => change(world, event, |report| {
            if let State::AtStep { step, .. } = &mut report.state {
                for part in step.instances.iter_mut().filter(|i| i.id == *instance) {
                    part.approved = true;
                }
            }
            report.comments.extend(comment.clone());
            record(report, event, Action::Approve, report.status());
        }),
        Change::Extracted => change(world, event, |report| {
            if let State::Processing { extracted, .. } = &mut report.state {
                *extracted = true;
            }
            record(report, event, Action::MarkExtracted, report.status());
        }),
        Change::Moved(moved) => change(world, event, |report| apply_move(report, event, moved)),
        Change::ExpenseDeleted(expense) => {
            world.take_expenses(event.report, |e| e.id == *expense);
            world.take_itemization(event.report, *expense);
            change(world, event, |_| {});
        }
        Change::CashAdvancesChanged(cash_advances) => {
            world.change_cash_advances(event.report, cash_advances);
            change(world, event, |_| {});
        }
        Change::CommentsChanged(comments) => change(world, event, |report| report.comments.clone_from(comments)),
        Change::ExceptionsChanged(exceptions) => {
            change(world, event, |report| report.exceptions.clone_from(exceptions));
        }
    }
}

fn change(world: &mut World, event: &Event, change: impl FnOnce(&mut Report)) {
    world.change(event.report, |report| {
        change(report);
        touch(report, event);
    });
}

/// Every change but creation and deletion leaves a mark on the report.
fn touch(report: &mut Report, event: &Event) {
    report.version = report.version.saturating_add(1);
    report.modified_at = event.at;
}

fn apply_move(report: &mut Report, event: &Event, moved: &Move) {
    let Move { action, from, to, comment, notice: _ } = moved;
    report.state = to.clone();
    report.comments.extend(comment.clone());
    report.was_sent_back |= *action == Action::SendBack;
    if *action == Action::Submit {
        report.first_submitted_at.get_or_insert(event.at);
    }
    record(report, event, *action, *from);
}

fn record(report: &mut Report, event: &Event, action: Action, from: Status) {
    if report.history.len() == HISTORY {
        report.history.pop_front();
    }
    let to = report.status();
    report.history.push_back(Occurrence { at: event.at, action, by: event.by, through: event.through, from, to });
}
