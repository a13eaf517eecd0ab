//! Who may give which command on a report, and in whose name.

use crate::core::command::{Actor, Caller, Part};
use crate::core::event::Acting;
use crate::core::ids::UserId;
use crate::core::rejection::Rejection;
use crate::core::report::Report;
use crate::core::table::{CommandKind, Stage};
use crate::core::user::{Right, User};
use crate::core::workflow::Performer;
use crate::core::world::World;

const PROCESSOR: &str = "processor";
const ADMINISTRATOR: &str = "Web Services Administrator";

/// In whose name a caller gives a command, if he may.
pub(super) fn acting(world: &World, actor: &Actor, report: &Report, command: CommandKind) -> Result<Acting, Rejection> {
    match command {
        CommandKind::UpdateHeader
        | CommandKind::AddExpense
        | CommandKind::AttachReceipt
        | CommandKind::UpdateExpense
        | CommandKind::DeleteExpense
        | CommandKind::AddItemization => as_preparer(world, actor, report.owner),
        CommandKind::AmendHeader | CommandKind::AmendExpense => match actor.caller {
            Caller::Company => Ok(Acting::NOBODY),
            Caller::User(_) | Caller::Clock => as_owner(world, actor, report.owner, Right::Prepare),
        },
        CommandKind::Delete => match as_owner(world, actor, report.owner, Right::Prepare)? {
            Acting { delegate: Some(_), .. } => Err(Rejection::NotTheOwner),
            by => Ok(by),
        },
        CommandKind::Submit => match (actor.caller, actor.part) {
            (Caller::User(caller), Part::Administrator) => as_administrator(world, actor, caller, report.owner),
            _ => as_owner(world, actor, report.owner, Right::Submit),
        },
        CommandKind::Recall => match actor.caller {
            Caller::Company => Err(Rejection::NeedsUser),
            Caller::User(_) | Caller::Clock => as_owner(world, actor, report.owner, Right::Submit),
        },
        CommandKind::Approve | CommandKind::SendBack => as_approver(world, actor, report, command),
        CommandKind::MarkIntegrated => with_role(world, actor, ADMINISTRATOR, |u| u.roles.web_services_administrator),
        CommandKind::MarkExtracted | CommandKind::ConfirmPayment => {
            with_role(world, actor, PROCESSOR, |u| u.roles.processor)
        }
        CommandKind::Hold | CommandKind::Release => match actor.caller {
            Caller::Company => Err(Rejection::NeedsUser),
            Caller::User(_) | Caller::Clock => with_role(world, actor, PROCESSOR, |u| u.roles.processor),
        },
        CommandKind::AutoApprove | CommandKind::Expire => match actor.caller {
            Caller::Clock => Ok(Acting::NOBODY),
            Caller::User(_) | Caller::Company => Err(Rejection::MissingRole("clock")),
        },
        CommandKind::UpdateAllocation | CommandKind::SetAttendees | CommandKind::RemoveAttendees => {
            as_preparer(world, actor, report.owner)
        }
        CommandKind::AssociateCashAdvances | CommandKind::DisassociateCashAdvances => {
            as_owner(world, actor, report.owner, Right::Prepare)
        }
        CommandKind::AdjustTax => match actor.caller {
            Caller::Company => Ok(Acting::NOBODY),
            Caller::User(_) | Caller::Clock => Err(Rejection::MissingRole("external system")),
        },
        CommandKind::AddComment | CommandKind::ChangeComment | CommandKind::DeleteComment => {
            as_commenter(world, actor, report)
        }
        CommandKind::PutException | CommandKind::DeleteException => match actor.caller {
            Caller::Company => Ok(Acting::NOBODY),
            Caller::User(_) | Caller::Clock => Err(Rejection::MissingRole("company")),
        },
    }
}

/// In whose name a caller does what owners do.
pub(super) fn as_owner(world: &World, actor: &Actor, owner: UserId, right: Right) -> Result<Acting, Rejection> {
    let caller = match actor.caller {
        // The company acts in nobody's name, but only for the user that the path names.
        Caller::Company if actor.target.is_none_or(|t| t == owner) => return Ok(Acting::NOBODY),
        Caller::Company => return Err(Rejection::NotTheOwner),
        Caller::Clock => return Ok(Acting::NOBODY),
        Caller::User(caller) => caller,
    };
    let principal = principal(world, actor, caller, right)?;
    if matches!(actor.part, Part::Manager | Part::Processor | Part::Administrator) {
        return Err(Rejection::NotTheOwner);
    }
    if caller == owner && principal == owner {
        return Ok(Acting { user: Some(owner), delegate: None });
    }
    // A delegate names either the owner or himself in the path.
    let stands_in = principal == owner || principal == caller;
    if stands_in && delegates_to(world, owner, caller, right) {
        return Ok(Acting { user: Some(owner), delegate: Some(caller) });
    }
    Err(Rejection::NotTheOwner)
}

/// In whose name a caller prepares a report: as owners do, or as an administrator who names the owner and claims no part (the pages
/// of v3).
pub(super) fn as_preparer(world: &World, actor: &Actor, owner: UserId) -> Result<Acting, Rejection> {
    as_owner(world, actor, owner, Right::Prepare).or_else(|refused| match (actor.caller, actor.part) {
        (Caller::User(caller), Part::Unstated) => as_administrator(world, actor, caller, owner).map_err(|_| refused),
        _ => Err(refused),
    })
}

/// An administrator submits for the owner, whom he names, and in his name.
fn as_administrator(world: &World, actor: &Actor, caller: UserId, owner: UserId) -> Result<Acting, Rejection> {
    require_role(world, caller, ADMINISTRATOR, |u| u.roles.web_services_administrator)?;
    match actor.target {
        Some(target) if target == owner => Ok(Acting { user: Some(owner), delegate: None }),
        Some(_) | None => Err(Rejection::NotTheOwner),
    }
}

/// In whose name a caller approves or sends back.
fn as_approver(world: &World, actor: &Actor, report: &Report, command: CommandKind) -> Result<Acting, Rejection> {
    let caller = match actor.caller {
        Caller::Company | Caller::Clock => return Ok(Acting::NOBODY),
        Caller::User(caller) => caller,
    };
    let principal = principal(world, actor, caller, Right::Approve)?;
    let is_asked = || waiting_approver(world, report, principal, caller);
    let was_asked = || former_approver(world, report, principal, caller);
    let processes = || as_processor(world, report, caller, command).filter(|_| principal == caller);
    let by = match actor.part {
        Part::Manager => is_asked().or_else(was_asked),
        Part::Processor => processes(),
        // Whose turn it is comes before who had his: a processor may have been asked at an earlier step.
        Part::Unstated => is_asked().or_else(processes).or_else(was_asked),
        Part::Traveler | Part::Proxy | Part::Administrator => None,
    };
    by.ok_or(Rejection::NotAnApprover)
}

/// The approver whose turn it is and in whose name this caller acts.
fn waiting_approver(world: &World, report: &Report, principal: UserId, caller: UserId) -> Option<Acting> {
    let waiting = report.state.step().into_iter().flat_map(|s| s.pending()).filter_map(|i| i.assignee);
    let candidates: Vec<_> = waiting.filter_map(|a| in_name_of(world, a, principal, caller, report.owner)).collect();
    // Someone who is asked himself acts as himself, whoever else he stands in for.
    candidates.iter().find(|by| by.user == Some(principal)).or(candidates.first()).copied()
}

/// The approver who was asked since the last submit and in whose name this caller acts.
fn former_approver(world: &World, report: &Report, principal: UserId, caller: UserId) -> Option<Acting> {
    let asked = report.state.submission().into_iter().flat_map(|s| s.approvers.iter());
    asked.filter_map(|a| in_name_of(world, *a, principal, caller, report.owner)).next()
}

/// Someone acts as himself or for an approver who made him his delegate; not for one who is asked about his own report
/// (inferred).
fn in_name_of(world: &World, approver: UserId, principal: UserId, caller: UserId, owner: UserId) -> Option<Acting> {
    if approver == caller {
        // Under another's path he acts for that one, or not at all.
        return (principal == caller).then_some(Acting { user: Some(approver), delegate: None });
    }
    let is_named = principal == approver || principal == caller;
    let may = is_named && caller != owner && delegates_to(world, approver, caller, Right::Approve);
    may.then_some(Acting { user: Some(approver), delegate: Some(caller) })
}

/// What processors do on Concur's own pages: accounting review, and sending back whatever is on its way to be paid.
fn as_processor(world: &World, report: &Report, caller: UserId, command: CommandKind) -> Option<Acting> {
    let is_processor = world.user(caller).is_some_and(|u| u.roles.processor);
    let performer = report.state.step().map(|s| s.kind.performer());
    let stage = report.state.stage();
    let in_payment = matches!(stage, Stage::Processing | Stage::ProcessingOnHold | Stage::Confirmed);
    let his = performer == Some(Performer::Processor) || (command == CommandKind::SendBack && in_payment);
    // At the end and before the beginning the status speaks, not the part.
    (is_processor && (his || performer.is_none())).then_some(Acting { user: Some(caller), delegate: None })
}

/// In whose name a caller comments: the owner, an approver who is or was asked, a processor, or whoever stands in for one of
/// the first two.
fn as_commenter(world: &World, actor: &Actor, report: &Report) -> Result<Acting, Rejection> {
    let Caller::User(caller) = actor.caller else { return Ok(Acting::NOBODY) };
    let owner = || as_owner(world, actor, report.owner, Right::Prepare);
    let approver = || {
        let principal = principal(world, actor, caller, Right::Approve)?;
        let asked = waiting_approver(world, report, principal, caller);
        asked.or_else(|| former_approver(world, report, principal, caller)).ok_or(Rejection::NotAnApprover)
    };
    let processor = || with_role(world, actor, PROCESSOR, |u| u.roles.processor);
    match actor.part {
        Part::Traveler | Part::Proxy | Part::Administrator => owner(),
        Part::Manager => approver(),
        Part::Processor => processor(),
        Part::Unstated => approver().or_else(|_| processor()).or_else(|_| owner()),
    }
}

fn with_role(world: &World, actor: &Actor, role: &'static str, has: fn(&User) -> bool) -> Result<Acting, Rejection> {
    match actor.caller {
        Caller::Company | Caller::Clock => Ok(Acting::NOBODY),
        Caller::User(caller) => {
            require_role(world, caller, role, has)?;
            Ok(Acting { user: Some(caller), delegate: None })
        }
    }
}

fn require_role(world: &World, user: UserId, role: &'static str, has: fn(&User) -> bool) -> Result<(), Rejection> {
    if world.user(user).is_some_and(|u| has(u)) { Ok(()) } else { Err(Rejection::MissingRole(role)) }
}

/// The user that the path names; the caller has to be he, or his delegate with the right.
fn principal(world: &World, actor: &Actor, caller: UserId, right: Right) -> Result<UserId, Rejection> {
    let target = actor.target.unwrap_or(caller);
    if target == caller || delegates_to(world, target, caller, right) {
        Ok(target)
    } else {
        Err(Rejection::NotTheUser { user: target.to_string(), right })
    }
}

fn delegates_to(world: &World, user: UserId, delegate: UserId, right: Right) -> bool {
    world.user(user).is_some_and(|u| u.has_delegate(delegate, right))
}

/// Whose reports a caller lists: those of the user that he names, who is himself or someone whose delegate he is.
pub fn can_list(world: &World, actor: &Actor) -> Result<UserId, Rejection> {
    let owner = match actor.caller {
        Caller::User(caller) => principal(world, actor, caller, Right::View)?,
        Caller::Company | Caller::Clock => actor.target.ok_or(Rejection::NeedsUser)?,
    };
    if world.user(owner).is_some() {
        Ok(owner)
    } else {
        Err(Rejection::NotTheUser { user: owner.to_string(), right: Right::View })
    }
}

/// Whether a caller may see a report in the part that he claims.
pub fn can_read(world: &World, actor: &Actor, report: &Report) -> Result<(), Rejection> {
    let (principal, caller) = match actor.caller {
        Caller::Clock => return Ok(()),
        Caller::Company => match actor.target {
            None => return Ok(()),
            Some(target) => (target, target),
        },
        Caller::User(caller) => (principal(world, actor, caller, Right::View)?, caller),
    };
    let is_processor = || world.user(principal).is_some_and(|u| u.roles.processor);
    let stands_in = || principal == report.owner || delegates_to(world, report.owner, principal, Right::View);
    let approves = || {
        waiting_approver(world, report, principal, caller).is_some()
            || former_approver(world, report, principal, caller).is_some()
    };
    match actor.part {
        Part::Traveler | Part::Proxy if stands_in() => Ok(()),
        Part::Traveler | Part::Proxy | Part::Administrator => Err(Rejection::NotTheOwner),
        Part::Manager if approves() => Ok(()),
        Part::Manager => Err(Rejection::NotAnApprover),
        Part::Processor if is_processor() => Ok(()),
        Part::Processor => Err(Rejection::MissingRole(PROCESSOR)),
        Part::Unstated if stands_in() || is_processor() || approves() => Ok(()),
        Part::Unstated => Err(Rejection::NotTheOwner),
    }
}

/// Whether a caller may search the reports of an owner, or where none is named those of everyone: his own; those of whoever made
/// him his delegate (inferred); with the administrator's role and as the company all of them.
pub fn can_search(world: &World, actor: &Actor, owner: Option<UserId>) -> Result<(), Rejection> {
    match (actor.caller, owner) {
        (Caller::Company | Caller::Clock, _) => Ok(()),
        (Caller::User(caller), Some(owner)) if caller == owner || delegates_to(world, owner, caller, Right::View) => {
            Ok(())
        }
        (Caller::User(caller), _) => require_role(world, caller, ADMINISTRATOR, |u| u.roles.web_services_administrator),
    }
}

/// Whether a caller may have a report that he could find: as [`can_read`] says, and an administrator who names its owner.
pub fn can_find(world: &World, actor: &Actor, report: &Report) -> Result<(), Rejection> {
    can_read(world, actor, report).or_else(|refused| match actor.caller {
        Caller::User(caller) if actor.target == Some(report.owner) => {
            require_role(world, caller, ADMINISTRATOR, |u| u.roles.web_services_administrator).map_err(|_| refused)
        }
        _ => Err(refused),
    })
}
