//! Between v3's itemizations and the expenses of `core`.

use std::sync::Arc;

use super::check_length;
use super::entries::{entry_id, known_type, seen_location};
use super::entry_content::{LONGEST_COMMENT, LONGEST_DESCRIPTION, check_custom, custom_fields, set};
use super::report_content::{clearable, filled};
use super::reports::{Place, custom_field};
use crate::api::expense_v3::wire::entry_content::CustomFields;
use crate::api::expense_v3::wire::form_fields::{fill_form_fields, of_expenses};
use crate::api::expense_v3::wire::itemizations::{Itemization, ItemizationPost, ItemizationPut};
use crate::api::expense_v3::wire::number::Number;
use crate::core::allocation::Extent;
use crate::core::command::{NewItemization, Patch};
use crate::core::expense::{Details, Expense, ExpensePatch};
use crate::core::money::Money;
use crate::core::rejection::{Body, Fault};
use crate::core::report::Leaf;
use crate::tenant::parts::Spent;
use crate::tenant::queries::ReportView;

/// A part of an expense with what is around it.
pub fn itemization<'a>(view: &'a ReportView, spent: &'a Spent, place: Place<'_>) -> Itemization<'a> {
    let ReportView { report, company, policy: _, owner } = view;
    let Spent { expense, parent } = spent;
    let Expense {
        id: _,
        entry_id: own_id,
        details,
        posted,
        adjusted: _,
        is_rejected,
        has_receipt_image: _,
        has_paper_receipt: _,
        itemizations: _,
        allocations: _,
        comments,
        exceptions: _,
        modified_at,
        attendance: _,
        taxes: _,
    } = &**expense;
    let Details {
        expense_type,
        payment_type: _,
        transaction_date,
        transaction,
        exchange_rate: _,
        business_purpose,
        vendor: _,
        location,
        is_personal,
        is_billable,
        custom,
        particulars: _,
    } = details;
    let own_id = entry_id(*own_id);
    let kind = known_type(company, expense_type);
    let seen = seen_location(location.as_ref());
    let is_rejected = *is_rejected || parent.as_ref().is_some_and(|parent| parent.is_rejected);
    let field = |id: &str| custom_field(custom, id, company);
    of_expenses! { fill_form_fields! { Itemization {
        entry_id: parent.as_ref().map(|parent| entry_id(parent.entry_id)).unwrap_or_default(),
        report_id: report.id.to_string(),
        report_owner_id: owner.as_deref().map(|owner| &*owner.login),
        expense_type_code: expense_type,
        expense_type_name: kind.name,
        spend_category_code: kind.category,
        spend_category_name: kind.category_name,
        transaction_date: (*transaction_date).into(),
        transaction_amount: Number(transaction.amount),
        posted_amount: Number(*posted),
        approved_amount: Number(Leaf { expense, is_rejected }.approved()),
        location_id: seen.id,
        location_name: seen.name,
        location_subdivision: seen.subdivision,
        location_country: seen.country,
        description: business_purpose.as_deref(),
        is_personal: *is_personal,
        is_billable: *is_billable,
        is_image_required: company.wants_image(expense_type),
        allocation_type: Extent::of(expense).code(),
        has_comments: !comments.is_empty(),
        has_exceptions: expense.has_exceptions(),
        last_modified: (*modified_at).into(),
        uri: format!("{}/api/v3.0/expense/itemizations/{own_id}", place.base_url),
        id: own_id,
    } by field } }
}

/// A part of an expense to be. The entry that it names is not part of it.
pub fn new_itemization(post: ItemizationPost, custom: CustomFields) -> Body<Box<NewItemization>> {
    let ItemizationPost {
        entry_id: _,
        expense_type_code,
        transaction_date,
        transaction_amount,
        description,
        comment,
        is_personal,
        is_billable,
    } = post;
    check(description.as_deref(), comment.as_deref(), &custom)?;
    Ok(Box::new(NewItemization {
        expense_type: expense_type_code,
        transaction_date,
        amount: transaction_amount,
        business_purpose: filled(description),
        comment: comment.map(Arc::from),
        is_personal: is_personal.unwrap_or_default(),
        is_billable: is_billable.unwrap_or_default(),
        custom: custom_fields(custom).into_iter().filter(|field| field.value.is_some()).collect(),
    }))
}

/// Changes to a part of an expense.
pub fn itemization_patch(
    whole: &Expense,
    part: &Expense,
    put: ItemizationPut,
    custom: CustomFields,
) -> Body<Box<ExpensePatch>> {
    let ItemizationPut {
        entry_id: named,
        expense_type_code,
        transaction_date,
        transaction_amount,
        description,
        comment,
        is_personal,
        is_billable,
    } = put;
    check(description.as_deref(), comment.as_deref(), &custom)?;
    let of = entry_id(whole.entry_id);
    if filled(named).is_some_and(|named| named.trim() != of) {
        return Err(vec![Fault::new("EntryID", format!("the itemization is part of {of}, and stays that"))]);
    }
    let transaction = transaction_amount.map(|amount| Money::new(amount, part.details.transaction.currency));
    let custom = custom_fields(custom);
    Ok(Box::new(ExpensePatch {
        expense_type: set(filled(expense_type_code)),
        transaction_date: set(transaction_date),
        transaction: set(transaction),
        business_purpose: clearable(description),
        comment: set(comment.map(Arc::from)),
        is_personal: set(is_personal),
        is_billable: set(is_billable),
        custom: if custom.is_empty() { Patch::Keep } else { Patch::Set(custom) },
        ..ExpensePatch::default()
    }))
}

fn check(description: Option<&str>, comment: Option<&str>, custom: &CustomFields) -> Body<()> {
    let mut faults = Vec::new();
    check_length(&mut faults, "Description", description, LONGEST_DESCRIPTION);
    check_length(&mut faults, "Comment", comment, LONGEST_COMMENT);
    check_custom(&mut faults, custom);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
