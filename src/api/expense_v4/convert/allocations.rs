//! Allocations, between the wire and core.

use std::iter;
use std::str::FromStr;

use super::requests::{custom, patch};
use crate::api::expense_v4::wire::Amount;
use crate::api::expense_v4::wire::allocations as wire;
use crate::api::json::Object;
use crate::core::allocation::{self, AllocationPatch, Portion};
use crate::core::company::Company;
use crate::core::expense::{CustomField, Expense};
use crate::core::ids::{AllocationId, ExpenseId};
use crate::core::money::Currency;
use crate::core::rejection::{Body, Fault};

/// The allocations of an expense. Amounts are in this currency, the report's.
pub fn allocations<'a>(company: &'a Company, expense: &'a Expense, currency: Currency) -> Vec<wire::Allocation<'a>> {
    let portions = allocation::portions(expense);
    portions.map(|(share, portion)| wire_of(company, expense.id, share, portion, currency)).collect()
}

/// One of the allocations of an expense.
pub fn allocation<'a>(
    company: &'a Company,
    expense: &'a Expense,
    id: AllocationId,
    currency: Currency,
) -> Option<wire::Allocation<'a>> {
    let (share, portion) = allocation::portions(expense).find(|(share, _)| share.id == id)?;
    Some(wire_of(company, expense.id, share, portion, currency))
}

fn wire_of<'a>(
    company: &'a Company,
    expense_id: ExpenseId,
    share: &'a allocation::Allocation,
    portion: Portion,
    currency: Currency,
) -> wire::Allocation<'a> {
    let allocation::Allocation {
        id,
        cost_object,
        percentage,
        account_code,
        over_limit_account_code,
        custom,
        is_system,
        is_percent_edited,
        exceptions: _,
    } = share;
    let Portion { posted, claimed, approved } = portion;
    // A cost object that is no longer in the catalogue has no list item left.
    let item = company.cost_objects.get(cost_object).map(|known| known.list_item.to_string());
    let holder = wire::AllocationCustomData { id: &company.cost_object_field, is_valid: item.is_some(), value: item };
    let field = |CustomField { id, value }: &'a CustomField| wire::AllocationCustomData {
        id,
        value: value.clone(),
        is_valid: true,
    };
    wire::Allocation {
        custom_data: iter::once(holder).chain(custom.iter().map(field)).collect(),
        allocation_id: *id,
        account_code: account_code.as_deref(),
        over_limit_account_code: over_limit_account_code.as_deref(),
        allocation_amount: Amount::new(posted, currency),
        approved_amount: Amount::new(approved, currency),
        claimed_amount: Amount::new(claimed, currency),
        expense_id,
        is_system_allocation: *is_system,
        is_percent_edited: *is_percent_edited,
        percentage: *percentage,
    }
}

/// Changes to an allocation.
pub fn allocation_patch(body: Body<wire::UpdateReportAllocation>) -> Body<AllocationPatch> {
    let wire::UpdateReportAllocation { allocation, expense_ids } = body?;
    let Some(Object(wire::UpdateAllocation { custom_data })) = allocation else {
        return Err(vec![Fault::new("allocation", "is required")]);
    };
    let id = |(index, text): (usize, &String)| {
        let fault = |error| vec![Fault::new(format!("expenseIds[{index}]"), format!("{error}, not {text:?}"))];
        ExpenseId::from_str(text).map_err(fault)
    };
    let expenses = expense_ids.unwrap_or_default();
    Ok(AllocationPatch {
        expenses: expenses.iter().enumerate().map(id).collect::<Body<_>>()?,
        custom: patch(custom_data.map(|fields| fields.map(custom))),
    })
}
