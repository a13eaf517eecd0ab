//! Expenses, from core to the wire.

use rust_decimal::Decimal;

use super::tax::tax_summary;
use super::{Place, custom_data};
use crate::api::expense_v4::names;
use crate::api::expense_v4::wire::expense::{
    Common, ExchangeRate, ExpenseDetail, ExpenseSummary, ExpenseType, Location, PaymentType, ReceiptType,
    TravelAllowance, Vendor,
};
use crate::api::expense_v4::wire::{Amount, Link};
use crate::core::company::Company;
use crate::core::expense::{self, Details, Expense};
use crate::core::ids::ExpenseId;
use crate::core::report::Report;
use crate::core::table::{CommandKind, Rule, rule};

/// What the list shows of an expense.
pub fn expense_summary<'a>(
    report: &'a Report,
    company: &'a Company,
    expense: &'a Expense,
    parent: Option<ExpenseId>,
    place: &Place<'_>,
) -> ExpenseSummary<'a> {
    ExpenseSummary { common: common(report, company, expense, parent, place), ticket_number: None }
}

/// Everything about an expense.
pub fn expense_detail<'a>(
    report: &'a Report,
    company: &'a Company,
    expense: &'a Expense,
    place: &Place<'_>,
) -> ExpenseDetail<'a> {
    let parent = report.parent_of(expense.id).map(|parent| parent.id);
    let Details { transaction, is_billable, custom, .. } = &expense.details;
    let with_receipt = expense.has_receipt_image;
    ExpenseDetail {
        common: common(report, company, expense, parent, place),
        budget_accrual_date: None,
        authorization_request_expense_id: None,
        can_allocate: matches!(rule(CommandKind::UpdateHeader, report.state.stage()), Rule::Allowed(_)),
        custom_data: custom_data(custom),
        expense_tax_summary: tax_summary(expense, report.currency),
        is_excluded_from_cash_advance_by_user: false,
        is_expense_billable: *is_billable,
        is_expense_rejected: expense.is_rejected,
        is_paper_receipt_received: false,
        merchant_tax_id: None,
        mileage: None,
        receipt_type: if with_receipt {
            ReceiptType { id: "R", status: names::receipt(true, place.language) }
        } else {
            ReceiptType { id: "N", status: names::receipt(false, place.language) }
        },
        tax_rate_location: if transaction.currency == report.currency { "HOME" } else { "FOREIGN" },
        travel: None,
        last_modified_date: expense.modified_at,
    }
}

fn common<'a>(
    report: &'a Report,
    company: &'a Company,
    expense: &'a Expense,
    parent: Option<ExpenseId>,
    place: &Place<'_>,
) -> Common<'a> {
    let Expense {
        id,
        entry_id: _,
        details,
        posted,
        approved: _,
        is_rejected: _,
        has_receipt_image: _,
        itemizations: _,
        allocations,
        comments: _,
        exceptions: _,
        modified_at: _,
        attendance,
        taxes: _,
    } = expense;
    let Details {
        expense_type,
        payment_type,
        transaction_date,
        transaction,
        exchange_rate,
        business_purpose,
        vendor,
        location,
        is_personal,
        is_billable: _,
        custom: _,
    } = details;
    let amount = |value| Amount::new(value, report.currency);
    Common {
        expense_id: *id,
        approver_adjusted_amount: amount(expense.approved()),
        allocation_state: allocation_state(allocations.iter().map(|a| a.percentage).sum()),
        allocation_set_id: allocations.first().map(|a| a.id.to_string()),
        approved_amount: amount(expense.approved()),
        attendee_count: attendance.count(),
        business_purpose: business_purpose.as_deref(),
        can_delete: matches!(rule(CommandKind::Delete, report.state.stage()), Rule::Allowed(_)),
        claimed_amount: amount(expense.claimed()),
        ereceipt_image_id: None,
        exchange_rate: ExchangeRate { value: *exchange_rate, operation: "MULTIPLY" },
        expense_source_identifiers: None,
        expense_type: expense_type_of(company, expense_type),
        has_blocking_exceptions: expense.blocks_submit(),
        has_exceptions: expense.has_exceptions(),
        has_missing_receipt_declaration: false,
        is_auto_created: false,
        image_certification_status: None,
        is_image_required: company.wants_image(expense_type),
        is_paper_receipt_required: false,
        is_personal_expense: *is_personal,
        jpt_route_id: None,
        location: location.as_ref().map(location_of),
        links: links(&format!("{}/expenses/{id}", place.report(report.id))),
        parent_expense_id: parent.map(|id| id.to_string()),
        payment_type: payment_type_of(company, payment_type),
        posted_amount: amount(*posted),
        receipt_image_id: None,
        transaction_amount: Amount::from(*transaction),
        transaction_date: *transaction_date,
        travel_allowance: TravelAllowance::default(),
        vendor: vendor.as_deref().map(|description| Vendor { id: None, name: None, description }),
    }
}

fn links(expense: &str) -> Vec<Link> {
    vec![
        Link::get("self", expense.to_owned()),
        Link::get("itemizations", format!("{expense}/itemizations")),
        Link::get("comments", format!("{expense}/comments")),
    ]
}

fn allocation_state(percentage: Decimal) -> &'static str {
    if percentage.is_zero() {
        "NOT_ALLOCATED"
    } else if percentage < Decimal::ONE_HUNDRED {
        "PARTIALLY_ALLOCATED"
    } else {
        "FULLY_ALLOCATED"
    }
}

fn expense_type_of<'a>(company: &'a Company, code: &'a str) -> ExpenseType<'a> {
    match company.expense_types.get(code) {
        Some(known) => ExpenseType { id: &known.code, name: &known.name, code: &known.category, is_deleted: false },
        // Only a type that was taken out of the catalogue after it was used.
        None => ExpenseType { id: code, name: code, code: "OTHER", is_deleted: true },
    }
}

fn payment_type_of<'a>(company: &'a Company, id: &'a str) -> PaymentType<'a> {
    match company.payment_types.get(id) {
        Some(known) => PaymentType { id: &known.id, name: &known.name, code: &known.code },
        None => PaymentType { id, name: id, code: id },
    }
}

fn location_of(location: &expense::Location) -> Location<'_> {
    let expense::Location { id, name, city, country_code, country_sub_division_code } = location;
    Location {
        id: id.as_deref(),
        name,
        city: city.as_deref(),
        country_sub_division_code: country_sub_division_code.as_deref(),
        country_code: country_code.as_deref(),
    }
}
