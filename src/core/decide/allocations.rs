//! Changing an allocation: its custom fields, and with one of them its cost object.

use std::str::FromStr;
use std::sync::Arc;

use super::Case;
use super::header::{check_custom, merge_custom};
use crate::core::allocation::{Allocation, AllocationPatch};
use crate::core::command::Patch;
use crate::core::company::Company;
use crate::core::event::{Change, Event};
use crate::core::expense::{CustomField, Expense};
use crate::core::ids::{AllocationId, ExpenseId, ListItemId};
use crate::core::rejection::{Body, Fault, Rejection};

/// Where the custom fields are in the body (Allocations v4 page).
const CUSTOM: &str = "allocation.customData";

/// Changes an allocation.
pub(super) fn update(case: Case<'_>, id: AllocationId, body: Body<AllocationPatch>) -> Result<Vec<Event>, Rejection> {
    let (expense, allocation) = case.report.allocation(id).ok_or(Rejection::AllocationNotFound)?;
    let AllocationPatch { expenses, custom } = body.map_err(Rejection::Invalid)?;
    let mut faults = Vec::new();
    if allocation.is_system {
        faults.push(Fault::new("allocationId", "is an allocation of the system's, which nobody changes"));
    }
    check_expenses(&expenses, expense, &mut faults);
    let company = &case.world.company;
    let (cost_object, custom) = sorted(company, custom, &mut faults);
    let changed = Allocation {
        cost_object: cost_object.unwrap_or_else(|| allocation.cost_object.clone()),
        custom: merge_custom(allocation.custom.clone(), custom),
        ..allocation.clone()
    };
    check_custom(&mut faults, CUSTOM, &changed.custom);
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults));
    }
    let mut expense = case.expense(expense.id)?;
    for place in expense.allocations.iter_mut().filter(|a| a.id == id) {
        place.clone_from(&changed);
    }
    Ok(vec![case.event(Change::ExpenseChanged(Arc::new(expense)))])
}

/// An allocation belongs to one expense, so that it is the only one that can be meant (inferred).
fn check_expenses(named: &[ExpenseId], expense: &Expense, faults: &mut Vec<Fault>) {
    if named.is_empty() {
        faults.push(Fault::new("expenseIds", "is required: name the expense that the allocation belongs to"));
    }
    if let Some(other) = named.iter().find(|id| **id != expense.id) {
        let message = format!("{other} does not have this allocation; {} has", expense.id);
        faults.push(Fault::new("expenseIds", message));
    }
}

/// The new cost object, where there is one, and the other fields. The cost object cannot be cleared: a null leaves it (inferred).
fn sorted(
    company: &Company,
    custom: Patch<Vec<CustomField>>,
    faults: &mut Vec<Fault>,
) -> (Option<String>, Patch<Vec<CustomField>>) {
    let Patch::Set(fields) = custom else { return (None, custom) };
    let (cost_objects, others): (Vec<_>, Vec<_>) =
        fields.into_iter().partition(|field| field.id == company.cost_object_field);
    let item = cost_objects.into_iter().filter_map(|field| field.value).next_back();
    let cost_object = item.and_then(|item| {
        let known = ListItemId::from_str(&item).ok().and_then(|item| company.cost_objects.of_item(item));
        if known.is_none() {
            let message = format!(
                "{item:?} is no list item of a cost object, which {} takes; there are {}",
                company.cost_object_field,
                company
                    .cost_objects
                    .iter()
                    .map(|c| format!("{} ({})", c.list_item, c.name))
                    .collect::<Vec<_>>()
                    .join(", ")
            );
            faults.push(Fault::new(format!("{CUSTOM}.value"), message));
        }
        known.map(|known| known.code.clone())
    });
    (cost_object, Patch::Set(others))
}
