//! Which cash advances a report accounts for.

use super::Case;
use crate::core::cash_advance::MOST;
use crate::core::command::Caller;
use crate::core::event::{Change, Event};
use crate::core::ids::CashAdvanceId;
use crate::core::rejection::{Body, Fault, Rejection};
use crate::core::table::Stage;

/// The field of a body and the parameter of a query that name them.
const FIELD: &str = "cashAdvanceIds";

/// Associates these and no others. One that will not do fails all of them.
pub(super) fn associate(case: Case<'_>, list: Body<Vec<CashAdvanceId>>) -> Result<Vec<Event>, Rejection> {
    check_stage(&case)?;
    let mut wanted = Vec::new();
    for id in bounded(list)? {
        if !wanted.contains(&id) {
            wanted.push(id);
        }
    }
    let mut faults: Vec<Fault> = wanted.iter().filter_map(|id| unfit(&case, *id)).collect();
    let owner = case.world.user(case.report.owner);
    let settings = case.world.company.cash_advance_settings(owner.map(|user| &**user));
    if wanted.len() > 1 && !settings.allows_link_multiple {
        faults.push(Fault::new(FIELD, "names several, and the owner's group links one to a report at most"));
    }
    if !settings.allows_carry_balance {
        faults.extend(wanted.iter().filter_map(|id| taken(&case, *id)));
    }
    if faults.is_empty() {
        Ok(vec![case.event(Change::CashAdvancesChanged(wanted))])
    } else {
        Err(Rejection::Invalid(faults))
    }
}

/// Takes these off. One that is not on the report is passed over, so that the page's examples work in any order (inferred).
pub(super) fn disassociate(case: Case<'_>, list: Body<Vec<CashAdvanceId>>) -> Result<Vec<Event>, Rejection> {
    check_stage(&case)?;
    let unwanted = bounded(list)?;
    let mut faults: Vec<Fault> = unwanted.iter().filter_map(|id| unknown(&case, *id)).collect();
    if unwanted.is_empty() {
        faults.push(Fault::new(FIELD, "is required: name at least one"));
    }
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults));
    }
    let kept = case.report.cash_advances.iter().filter(|id| !unwanted.contains(id)).copied().collect();
    Ok(vec![case.event(Change::CashAdvancesChanged(kept))])
}

fn bounded(list: Body<Vec<CashAdvanceId>>) -> Result<Vec<CashAdvanceId>, Rejection> {
    let list = list.map_err(Rejection::Invalid)?;
    if list.len() > MOST {
        return Err(Rejection::Invalid(vec![Fault::new(FIELD, format!("names more than {MOST}"))]));
    }
    Ok(list)
}

/// A user changes them only while the report is with its owner, the company until it is paid (inferred).
fn check_stage(case: &Case<'_>) -> Result<(), Rejection> {
    match case.actor.caller {
        Caller::User(_) if case.report.state.stage() != Stage::Unsubmitted => {
            Err(Rejection::IllegalAtStatus { command: case.command, status: case.report.status() })
        }
        Caller::User(_) | Caller::Company | Caller::Clock => Ok(()),
    }
}

fn unknown(case: &Case<'_>, id: CashAdvanceId) -> Option<Fault> {
    let is_known = case.world.company.cash_advances.contains_key(&id);
    (!is_known).then(|| Fault::new(FIELD, format!("there is no cash advance {id}")))
}

/// What is wrong with one for this report.
fn unfit(case: &Case<'_>, id: CashAdvanceId) -> Option<Fault> {
    unknown(case, id).or_else(|| {
        let is_owners = case.world.company.cash_advances.get(&id).is_some_and(|known| known.owner == case.report.owner);
        (!is_owners).then(|| Fault::new(FIELD, format!("cash advance {id} is not the report owner's")))
    })
}

/// Where balances are not carried from report to report, a cash advance is on one report only (inferred).
fn taken(case: &Case<'_>, id: CashAdvanceId) -> Option<Fault> {
    let other = case.world.reports_of_cash_advance(id).find(|report| *report != case.report.id)?;
    Some(Fault::new(
        FIELD,
        format!("cash advance {id} is on report {other} already, and its owner's group carries no balance"),
    ))
}
