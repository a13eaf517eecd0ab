//! Expenses, from core to the wire.

use rust_decimal::Decimal;

use super::tax::tax_summary;
use super::{Place, custom_data, custom_field, particulars as shown};
use crate::api::expense_v4::wire::expense::{
    Common, ExchangeRate, ExpenseDetail, ExpenseSummary, ExpenseType, Location, PaymentType, ReceiptType, Vendor,
};
use crate::api::expense_v4::wire::{Amount, Link};
use crate::api::names;
use crate::core::company::Company;
use crate::core::expense::{self, Details, Expense};
use crate::core::ids::ExpenseId;
use crate::core::language::Language;
use crate::core::particulars::{Certification, Particulars, RateLocation, Receipt, ReceiptKind, TaxFacts};
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
    let ticket_number = expense.details.particulars.travel.as_ref().and_then(|travel| travel.ticket_number.as_deref());
    ExpenseSummary { common: common(report, company, expense, parent, place), ticket_number }
}

/// Everything about an expense.
pub fn expense_detail<'a>(
    report: &'a Report,
    company: &'a Company,
    expense: &'a Expense,
    place: &Place<'_>,
) -> ExpenseDetail<'a> {
    let parent = report.parent_of(expense.id);
    let Details { transaction, is_billable, custom, particulars, .. } = &expense.details;
    let Particulars {
        receipt,
        tax,
        sources: _,
        travel,
        mileage,
        travel_allowance: _,
        fuel: _,
        jpt_route: _,
        budget_accrual_date,
        request_expense,
        is_excluded_from_cash_advance,
        is_auto_created: _,
    } = &**particulars;
    let TaxFacts { rate_location, merchant, invoice, government_invoice } = tax;
    let parent_id = parent.map(|parent| parent.id);
    ExpenseDetail {
        common: common(report, company, expense, parent_id, place),
        budget_accrual_date: *budget_accrual_date,
        authorization_request_expense_id: request_expense.as_deref(),
        can_allocate: matches!(rule(CommandKind::UpdateHeader, report.state.stage()), Rule::Allowed(_)),
        custom_data: custom_data(custom),
        expense_tax_summary: tax_summary(expense, report.currency),
        is_excluded_from_cash_advance_by_user: *is_excluded_from_cash_advance,
        is_expense_billable: *is_billable,
        is_expense_rejected: expense.is_rejected || parent.is_some_and(|parent| parent.is_rejected),
        is_paper_receipt_received: expense.has_paper_receipt,
        merchant_tax_id: merchant.as_deref(),
        mileage: mileage.as_ref().map(shown::mileage),
        receipt_type: receipt_type(receipt.kind, expense.has_receipt_image, place.language),
        tax_rate_location: match rate_location {
            Some(said) => said.code(),
            None if transaction.currency == report.currency => RateLocation::Home.code(),
            None => RateLocation::Foreign.code(),
        },
        travel: travel.as_ref().map(shown::travel),
        last_modified_date: expense.modified_at,
        invoice_id: invoice.as_deref(),
        government_invoice_id: government_invoice.as_deref(),
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
        adjusted: _,
        is_rejected: _,
        has_receipt_image: _,
        has_paper_receipt: _,
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
        is_personal: _,
        is_billable: _,
        custom: _,
        particulars,
    } = details;
    let Particulars { receipt, sources, travel_allowance, fuel, jpt_route, is_auto_created, .. } = &**particulars;
    let Receipt { kind: _, image, electronic_image, certification, is_declared_missing, is_paper_required } = receipt;
    let amount = |value| Amount::new(value, report.currency);
    Common {
        expense_id: *id,
        approver_adjusted_amount: amount(expense.allowed()),
        allocation_state: allocation_state(allocations.iter().map(|a| a.percentage).sum()),
        allocation_set_id: allocations.first().map(|a| a.id.to_string()),
        approved_amount: amount(expense.approved()),
        attendee_count: attendance.count(),
        business_purpose: business_purpose.as_deref(),
        can_delete: matches!(rule(CommandKind::Delete, report.state.stage()), Rule::Allowed(_)),
        claimed_amount: amount(expense.claimed()),
        ereceipt_image_id: electronic_image.as_deref(),
        exchange_rate: ExchangeRate { value: exchange_rate.value, operation: exchange_rate.operation.code() },
        expense_source_identifiers: sources.as_ref().map(shown::sources),
        expense_type: expense_type_of(company, expense_type, place.language),
        fuel_type_list_item: fuel.as_ref().map(custom_field),
        has_blocking_exceptions: expense.blocks_submit(),
        has_exceptions: expense.has_exceptions(),
        has_missing_receipt_declaration: *is_declared_missing,
        is_auto_created: *is_auto_created,
        image_certification_status: certification.map(Certification::code),
        is_image_required: company.wants_image(expense_type),
        is_paper_receipt_required: *is_paper_required,
        is_personal_expense: expense.is_personal(),
        jpt_route_id: jpt_route.as_deref(),
        location: location.as_ref().map(|location| location_of(company, location, place.language)),
        links: links(&place.expense(report.id, *id), parent.is_none()),
        parent_expense_id: parent.map(|id| id.to_string()),
        payment_type: payment_type_of(company, payment_type, place.language),
        posted_amount: amount(*posted),
        receipt_image_id: image.as_deref(),
        transaction_amount: Amount::from(*transaction),
        transaction_date: *transaction_date,
        travel_allowance: shown::travel_allowance(travel_allowance),
        vendor: vendor.as_ref().map(|vendor| vendor_of(company, vendor, place.language)),
    }
}

/// An itemization has no itemizations of its own.
fn links(expense: &str, can_be_itemized: bool) -> Vec<Link> {
    let itemizations = can_be_itemized.then(|| Link::get("itemizations", format!("{expense}/itemizations")));
    let itself = Link::get("self", expense.to_owned());
    [itself].into_iter().chain(itemizations).chain([Link::get("comments", format!("{expense}/comments"))]).collect()
}

fn receipt_type(said: Option<ReceiptKind>, has_image: bool, language: Language) -> ReceiptType {
    let kind = said.unwrap_or(if has_image { ReceiptKind::Regular } else { ReceiptKind::Missing });
    ReceiptType { id: kind.code(), status: names::receipt(kind, language) }
}

fn vendor_of<'a>(company: &'a Company, vendor: &'a expense::Vendor, language: Language) -> Vendor<'a> {
    let expense::Vendor { id, name, description } = vendor;
    let name = name.as_deref().map(|name| company.translations.of(name, language));
    Vendor { id: id.as_deref(), name, description: description.as_deref() }
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

fn expense_type_of<'a>(company: &'a Company, code: &'a str, language: Language) -> ExpenseType<'a> {
    match company.expense_types.get(code) {
        Some(known) => {
            let name = company.translations.of(&known.name, language);
            ExpenseType { id: &known.code, name, code: &known.category, is_deleted: false }
        }
        // Only a type that was taken out of the catalogue after it was used.
        None => ExpenseType { id: code, name: code, code: "OTHER", is_deleted: true },
    }
}

fn payment_type_of<'a>(company: &'a Company, id: &'a str, language: Language) -> PaymentType<'a> {
    match company.payment_types.get(id) {
        Some(known) => {
            let name = company.translations.of(&known.name, language);
            PaymentType { id: &known.id, name, code: &known.code }
        }
        None => PaymentType { id, name: id, code: id },
    }
}

fn location_of<'a>(company: &'a Company, location: &'a expense::Location, language: Language) -> Location<'a> {
    let expense::Location { id, name, city, country_code, country_sub_division_code } = location;
    Location {
        id: id.as_deref(),
        name: company.translations.of(name, language),
        city: city.as_deref(),
        country_sub_division_code: country_sub_division_code.as_deref(),
        country_code: country_code.as_deref(),
    }
}
