//! Changing and deleting expenses and itemizations.

use std::sync::Arc;

use super::Case;
use super::header::{LONGEST_PURPOSE, check_custom, check_date, check_text, merge_custom};
use super::spend::{check_catalogue, price};
use crate::core::command::Patch;
use crate::core::comment;
use crate::core::event::{Change, Event};
use crate::core::expense::{Expense, ExpenseAmendment, ExpensePatch};
use crate::core::ids::ExpenseId;
use crate::core::money::{ExchangeRate, Money};
use crate::core::particulars::{Particulars, Travel};
use crate::core::rejection::{Body, Fault, Rejection};

/// The longest tax number of a merchant and description of a vendor (Expenses v4 page).
const LONGEST_NAME: usize = 64;
/// The longest name of a place that a journey begins or ends at (Expenses v4 page).
const LONGEST_PLACE: usize = 100;
/// The longest number of a ticket, and identifier of a daily allowance (Expenses v4 page).
const LONGEST_NUMBER: usize = 32;
/// The longest identifier of something elsewhere in Concur (inferred).
const LONGEST_ID: usize = 255;

/// Changes the few fields that stay open after a submit.
pub(super) fn amend(case: Case<'_>, id: ExpenseId, body: Body<ExpenseAmendment>) -> Result<Vec<Event>, Rejection> {
    let mut expense = case.expense(id)?;
    let ExpenseAmendment { business_purpose, custom, is_rejected, has_paper_receipt } =
        body.map_err(Rejection::Invalid)?;
    let mut faults = Vec::new();
    let details = &mut expense.details;
    details.business_purpose = business_purpose.or(details.business_purpose.take());
    details.custom = merge_custom(std::mem::take(&mut details.custom), custom);
    expense.has_paper_receipt = has_paper_receipt.or_keep(expense.has_paper_receipt);
    reject(&case, &mut expense, is_rejected, &mut faults);
    check_text(&mut faults, "businessPurpose", expense.details.business_purpose.as_deref(), LONGEST_PURPOSE);
    check_custom(&mut faults, "customData", &expense.details.custom);
    changed(&case, expense, faults)
}

/// Changes any field.
pub(super) fn update(case: Case<'_>, id: ExpenseId, body: Body<Box<ExpensePatch>>) -> Result<Vec<Event>, Rejection> {
    let mut expense = case.expense(id)?;
    let patch = *body.map_err(Rejection::Invalid)?;
    let mut faults = Vec::new();
    let ExpensePatch { adjusted, transaction, exchange_rate, is_personal, is_rejected, .. } = &patch;
    let (adjusted, is_personal, is_rejected) = (adjusted.clone(), is_personal.clone(), is_rejected.clone());
    reprice(&case, &mut expense, transaction.clone(), exchange_rate.clone(), &mut faults);
    make_personal(&mut expense, is_personal, &mut faults);
    adjust(&case, &expense, adjusted, &mut faults);
    reject(&case, &mut expense, is_rejected, &mut faults);
    // A null says nothing, rather than that what was said is taken back.
    let words = match &patch.comment {
        Patch::Set(words) => Some(words.to_string()),
        Patch::Keep | Patch::Clear => None,
    };
    describe(&mut expense, patch);
    let location = expense.details.location.take();
    expense.details.location = location.map(|location| case.world.company.located(location));
    expense.comments.extend(case.comment(words));
    check(&case, &expense, &mut faults);
    pay(&case, &mut expense, &mut faults);
    changed(&case, expense, faults)
}

/// Deletes an expense with its itemizations, or a single itemization.
pub(super) fn delete(case: Case<'_>, id: ExpenseId) -> Result<Vec<Event>, Rejection> {
    case.report.expense(id).ok_or(Rejection::ExpenseNotFound)?;
    let deleted = case.event(Change::ExpenseDeleted(id));
    let Some(parent) = case.report.parent_of(id) else { return Ok(vec![deleted]) };
    let mut rest = Expense { modified_at: case.context.now, ..Expense::clone(parent) };
    rest.itemizations.retain(|itemization| itemization.id != id);
    // What rounding lost may have been with the one that goes.
    rest.post_itemizations();
    Ok(vec![deleted, case.event(Change::ExpenseChanged(Arc::new(rest)))])
}

/// An expense has changed; where an itemization has, so has the expense that it is part of.
fn changed(case: &Case<'_>, expense: Expense, mut faults: Vec<Fault>) -> Result<Vec<Event>, Rejection> {
    let mut whole = expense;
    if let Some(parent) = case.report.parent_of(whole.id) {
        let mut parent = Expense::clone(parent);
        let part = whole;
        let share = |part: &Expense| (part.details.transaction.currency, part.details.exchange_rate);
        if share(&part) != share(&parent) {
            let message = "an itemization has the currency and the rate of its expense; change them there";
            faults.push(Fault::new("transactionAmount", message));
        }
        parent.itemizations.iter_mut().filter(|i| i.id == part.id).for_each(|i| *i = Arc::new(part.clone()));
        whole = parent;
    }
    if !whole.post_itemizations() {
        faults.push(Fault::new("transactionAmount", "leads to an itemization that is beyond all bounds"));
    }
    if faults.is_empty() {
        Ok(vec![case.event(Change::ExpenseChanged(Arc::new(whole)))])
    } else {
        Err(Rejection::Invalid(faults))
    }
}

/// Another amount, currency or rate leads to another posted amount, and to what an approver has not looked at yet.
fn reprice(
    case: &Case<'_>,
    expense: &mut Expense,
    transaction: Patch<Money>,
    rate: Patch<ExchangeRate>,
    faults: &mut Vec<Fault>,
) {
    let before = (expense.details.transaction, expense.details.exchange_rate);
    let transaction = transaction.or_keep(before.0);
    let named = match rate {
        Patch::Set(rate) => Some(rate.rounded()),
        Patch::Keep | Patch::Clear if transaction.currency == before.0.currency => Some(before.1),
        Patch::Keep | Patch::Clear => None,
    };
    if (transaction, named) == (before.0, Some(before.1)) {
        return;
    }
    let (rate, posted) = price(case, transaction, named, faults);
    expense.details.transaction = transaction;
    expense.details.exchange_rate = rate;
    expense.posted = posted;
    expense.adjusted = None;
    expense.itemizations.iter_mut().for_each(|itemization| Arc::make_mut(itemization).adjusted = None);
}

/// Of an itemized expense, the itemizations say whether they are personal.
fn make_personal(expense: &mut Expense, is_personal: Patch<bool>, faults: &mut Vec<Fault>) {
    let before = expense.is_personal();
    let is_personal = is_personal.or_keep(before);
    if is_personal == before {
        return;
    }
    if expense.itemizations.is_empty() {
        expense.details.is_personal = is_personal;
        expense.adjusted = None;
    } else {
        faults.push(Fault::new("isPersonalExpense", "the expense is itemized: say it of its itemizations"));
    }
}

/// Approvers adjust amounts, while they have the report; its owner may say again what they left him (inferred).
fn adjust(case: &Case<'_>, expense: &Expense, adjusted: Patch<Money>, faults: &mut Vec<Fault>) {
    let Patch::Set(adjusted) = adjusted else { return };
    if adjusted != Money::new(expense.allowed(), case.report.currency) {
        let message = "is an approver's to change, while the report waits for him";
        faults.push(Fault::new("approverAdjustedAmount", message));
    }
}

/// Approvers and processors reject expenses while the report is at their step, as a whole each (inferred).
fn reject(case: &Case<'_>, expense: &mut Expense, is_rejected: Patch<bool>, faults: &mut Vec<Fault>) {
    let parent = case.report.parent_of(expense.id);
    let before = expense.is_rejected || parent.is_some_and(|parent| parent.is_rejected);
    let is_rejected = is_rejected.or_keep(before);
    if is_rejected == before {
        return;
    }
    if parent.is_some() {
        let message = "an itemization is rejected with the expense that it is part of; say it of that one";
        faults.push(Fault::new("isExpenseRejected", message));
    } else if is_rejected && case.report.state.step().is_none() {
        let message =
            format!("is not possible at {}: expenses are rejected at an approver's step", case.report.status());
        faults.push(Fault::new("isExpenseRejected", message));
    } else {
        expense.is_rejected = is_rejected;
    }
}

/// The fields that nothing else depends on.
fn describe(expense: &mut Expense, patch: ExpensePatch) {
    let ExpensePatch {
        expense_type,
        payment_type,
        transaction_date,
        transaction: _,
        exchange_rate: _,
        adjusted: _,
        business_purpose,
        vendor,
        location,
        comment: _,
        is_personal: _,
        is_billable,
        custom,
        is_rejected: _,
        has_paper_receipt,
        receipt_kind,
        receipt_image,
        is_receipt_declared_missing,
        rate_location,
        merchant_tax,
        invoice,
        government_invoice,
        travel,
        mileage,
        travel_allowance,
        fuel,
        jpt_route,
        budget_accrual_date,
        request_expense,
        is_excluded_from_cash_advance,
    } = patch;
    expense.has_paper_receipt = has_paper_receipt.or_keep(expense.has_paper_receipt);
    let details = &mut expense.details;
    let text = std::mem::take(&mut details.expense_type);
    details.expense_type = expense_type.or_keep(text);
    let text = std::mem::take(&mut details.payment_type);
    details.payment_type = payment_type.or_keep(text);
    details.transaction_date = transaction_date.or_keep(details.transaction_date);
    details.business_purpose = business_purpose.or(details.business_purpose.take());
    details.vendor = vendor.or(details.vendor.take());
    details.location = location.or(details.location.take());
    details.is_billable = is_billable.or_keep(details.is_billable);
    details.custom = merge_custom(std::mem::take(&mut details.custom), custom);
    let particulars = Arc::make_mut(&mut details.particulars);
    let Particulars { receipt, tax, .. } = particulars;
    // An image stays attached.
    if let Patch::Set(image) = receipt_image {
        receipt.image = Some(image);
        expense.has_receipt_image = true;
    }
    receipt.kind = receipt_kind.or(receipt.kind);
    receipt.is_declared_missing = is_receipt_declared_missing.or_keep(receipt.is_declared_missing);
    tax.rate_location = rate_location.or(tax.rate_location);
    tax.merchant = merchant_tax.or(tax.merchant.take());
    tax.invoice = invoice.or(tax.invoice.take());
    tax.government_invoice = government_invoice.or(tax.government_invoice.take());
    particulars.travel = travel.or(particulars.travel.take());
    particulars.mileage = mileage.or(particulars.mileage.take());
    let allowance = std::mem::take(&mut particulars.travel_allowance);
    particulars.travel_allowance = travel_allowance.or(Some(allowance)).unwrap_or_default();
    particulars.fuel = fuel.or(particulars.fuel.take());
    particulars.jpt_route = jpt_route.or(particulars.jpt_route.take());
    particulars.budget_accrual_date = budget_accrual_date.or(particulars.budget_accrual_date);
    particulars.request_expense = request_expense.or(particulars.request_expense.take());
    particulars.is_excluded_from_cash_advance =
        is_excluded_from_cash_advance.or_keep(particulars.is_excluded_from_cash_advance);
}

/// An expense and its itemizations are paid alike: where the whole is paid another way, so are its parts.
fn pay(case: &Case<'_>, expense: &mut Expense, faults: &mut Vec<Fault>) {
    let payment_type = expense.details.payment_type.clone();
    if case.report.parent_of(expense.id).is_some_and(|parent| parent.details.payment_type != payment_type) {
        let message = "an itemization is paid as the expense that it is part of; change it there";
        faults.push(Fault::new("paymentType", message));
    }
    for itemization in expense.itemizations.iter_mut().filter(|i| i.details.payment_type != payment_type) {
        Arc::make_mut(itemization).details.payment_type.clone_from(&payment_type);
    }
}

/// Whether everything that an expense says is short enough, known, and a date.
pub(super) fn check(case: &Case<'_>, expense: &Expense, faults: &mut Vec<Fault>) {
    let details = &expense.details;
    let Particulars { receipt, tax, travel, mileage, travel_allowance, fuel, .. } = &*details.particulars;
    check_catalogue(&case.world.company, details, faults);
    check_custom(faults, "customData", &details.custom);
    let vendor = details.vendor.as_ref().and_then(|v| v.description.as_deref());
    let location = details.location.as_ref().map(|l| l.name.as_str());
    let travel = travel.as_ref();
    let place = |of: fn(&Travel) -> &Option<String>| travel.and_then(|t| of(t).as_deref());
    for (field, text, longest) in [
        ("businessPurpose", details.business_purpose.as_deref(), LONGEST_PURPOSE),
        ("comment", expense.comments.last().map(|comment| &*comment.text), comment::LONGEST),
        ("vendor.description", vendor, LONGEST_NAME),
        ("vendor.id", details.vendor.as_ref().and_then(|v| v.id.as_deref()), LONGEST_ID),
        ("vendor.name", details.vendor.as_ref().and_then(|v| v.name.as_deref()), LONGEST_ID),
        ("location", location, LONGEST_ID),
        ("location.id", details.location.as_ref().and_then(|l| l.id.as_deref()), LONGEST_ID),
        ("location.city", details.location.as_ref().and_then(|l| l.city.as_deref()), LONGEST_ID),
        ("location.countryCode", details.location.as_ref().and_then(|l| l.country_code.as_deref()), LONGEST_ID),
        (
            "location.countrySubDivisionCode",
            details.location.as_ref().and_then(|l| l.country_sub_division_code.as_deref()),
            LONGEST_ID,
        ),
        ("travel.airlineFeeTypeCode", place(|t| &t.airline_fee_type), LONGEST_ID),
        ("travel.airlineServiceClassCode", place(|t| &t.airline_service_class), LONGEST_ID),
        ("merchantTaxId", tax.merchant.as_deref(), LONGEST_NAME),
        ("invoiceId", tax.invoice.as_deref(), LONGEST_ID),
        ("governmentInvoiceId", tax.government_invoice.as_deref(), LONGEST_ID),
        ("receiptImageId", receipt.image.as_deref(), LONGEST_ID),
        ("travel.startLocation", place(|t| &t.start_location), LONGEST_PLACE),
        ("travel.endLocation", place(|t| &t.end_location), LONGEST_PLACE),
        ("travel.ticketNumber", place(|t| &t.ticket_number), LONGEST_NUMBER),
        ("mileage.vehicleId", mileage.as_ref().map(|m| m.vehicle.as_str()), LONGEST_ID),
        ("mileage.routeId", mileage.as_ref().and_then(|m| m.route.as_deref()), LONGEST_ID),
        ("travelAllowance.dailyTravelAllowanceId", travel_allowance.daily_allowance.as_deref(), LONGEST_NUMBER),
        ("fuelTypeListItem.id", fuel.as_ref().map(|f| f.id.as_str()), LONGEST_ID),
        ("fuelTypeListItem.value", fuel.as_ref().and_then(|f| f.value.as_deref()), LONGEST_ID),
        ("jptRouteId", details.particulars.jpt_route.as_deref(), LONGEST_ID),
        ("authorizationRequestExpenseId", details.particulars.request_expense.as_deref(), LONGEST_ID),
    ] {
        check_text(faults, field, text, longest);
    }
    for (field, date) in [
        ("transactionDate", Some(details.transaction_date)),
        ("budgetAccrualDate", details.particulars.budget_accrual_date),
        ("travel.hotelCheckinDate", travel.and_then(|t| t.hotel_checkin)),
        ("travel.hotelCheckoutDate", travel.and_then(|t| t.hotel_checkout)),
    ] {
        check_date(faults, field, date);
    }
}
