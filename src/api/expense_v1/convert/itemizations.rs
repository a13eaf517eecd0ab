//! Itemizations of an entry.

use super::headers::custom_field;
use super::{required, text, too_long};
use crate::api::expense_v1::wire::itemizations::ItemizationPost;
use crate::core::command::{Deed, NewItemization, Patch};
use crate::core::expense::{CustomField, Expense, ExpensePatch};
use crate::core::ids::ExpenseId;
use crate::core::money::Money;
use crate::core::rejection::{Body, Fault};
use rust_decimal::Decimal;

/// The longest comment, as of a header.
const LONGEST_COMMENT: usize = 500;
/// The longest description and value of a custom field, as everywhere.
const LONGEST_DESCRIPTION: usize = 64;
const LONGEST_CUSTOM: usize = 48;

/// An itemization, read and checked.
struct Itemization {
    expense_type: String,
    description: Option<String>,
    amount: Decimal,
    is_personal: Option<bool>,
    comment: Option<String>,
    custom: Vec<CustomField>,
}

/// Splits a part off an entry. It is of the entry's day.
pub fn new_itemization(whole: &Expense, post: ItemizationPost) -> Deed {
    let body = checked(post).map(|new| {
        let Itemization { expense_type, description, amount, is_personal, comment, custom } = new;
        Box::new(NewItemization {
            expense_type,
            transaction_date: whole.details.transaction_date,
            amount,
            business_purpose: text(description),
            comment: text(comment).map(Into::into),
            is_personal: is_personal.unwrap_or_default(),
            is_billable: false,
            custom: custom.into_iter().filter(|field| field.value.is_some()).collect(),
        })
    });
    Deed::AddItemization(whole.id, body)
}

/// Changes a part of an entry; none where there is none.
pub fn itemization_patch(part: Option<&Expense>, post: ItemizationPost) -> Deed {
    let Some(part) = part else { return Deed::UpdateExpense(ExpenseId::NOTHING, Ok(Box::default())) };
    Deed::UpdateExpense(part.id, patch(part, post).map(Box::new))
}

fn patch(part: &Expense, post: ItemizationPost) -> Body<ExpensePatch> {
    let Itemization { expense_type, description, amount, is_personal, comment, custom } = checked(post)?;
    if expense_type != part.details.expense_type {
        let message = format!("is {} and cannot be changed", part.details.expense_type);
        return Err(vec![Fault::new("ExpKey", message)]);
    }
    Ok(ExpensePatch {
        transaction: Patch::Set(Money::new(amount, part.details.transaction.currency)),
        business_purpose: description.map_or(Patch::Keep, |words| text(Some(words)).map_or(Patch::Clear, Patch::Set)),
        comment: text(comment).map_or(Patch::Keep, |words| Patch::Set(words.into())),
        is_personal: is_personal.map_or(Patch::Keep, Patch::Set),
        custom: Patch::Set(custom),
        ..ExpensePatch::default()
    })
}

fn checked(mut post: ItemizationPost) -> Body<Itemization> {
    let custom = post.take_custom();
    let ItemizationPost { exp_key, description, transaction_amount, posted_amount: _, is_personal, comment, .. } = post;
    let mut faults = Vec::new();
    faults.extend(too_long("Description", description.as_deref(), LONGEST_DESCRIPTION));
    faults.extend(too_long("Comment", comment.as_deref(), LONGEST_COMMENT));
    faults.extend(custom.iter().filter_map(|(field, value)| too_long(field, Some(value), LONGEST_CUSTOM)));
    let (expense_type, amount) = (text(exp_key), transaction_amount);
    let missing = [("ExpKey", expense_type.is_none()), ("TransactionAmount", amount.is_none())];
    faults.extend(missing.into_iter().filter(|(_, is)| *is).map(|(field, _)| required(field)));
    let (Some(expense_type), Some(amount), true) = (expense_type, amount, faults.is_empty()) else {
        return Err(faults);
    };
    let custom = custom.into_iter().map(custom_field).collect();
    Ok(Itemization { expense_type, description, amount, is_personal, comment, custom })
}
