//! From the expenses of `core` to v3's entries.

use super::reports::{Place, custom_field};
use crate::api::expense_v3::wire::entries::{Entry, Journey};
use crate::api::expense_v3::wire::form_fields::{fill_form_fields, of_expenses};
use crate::api::expense_v3::wire::number::Number;
use crate::core::allocation::Extent;
use crate::core::company::{Company, Payer};
use crate::core::expense::{Details, Expense, Location, Vendor};
use crate::core::form::identifier;
use crate::core::ids::EntryId;
use crate::core::particulars::{Mileage, Particulars, ReceiptKind};
use crate::core::report::{Report, State};
use crate::tenant::queries::ReportView;

/// What v3 writes before an entry's digits, so that nobody takes it for a v4 expense ID.
const ENTRY_PREFIX: &str = "gWi";

/// The v3 ID of an entry or itemization.
pub fn entry_id(id: EntryId) -> String {
    format!("{ENTRY_PREFIX}{id}")
}

/// The entry or itemization that a v3 ID means; the one that there never is where it is no such ID.
pub fn read_entry_id(text: &str) -> EntryId {
    let id = text.trim().strip_prefix(ENTRY_PREFIX).and_then(|digits| digits.parse().ok());
    id.unwrap_or(EntryId::NOTHING)
}

/// An expense with what is around it.
pub fn entry<'a>(view: &'a ReportView, expense: &'a Expense, place: Place<'_>) -> Entry<'a> {
    let ReportView { report, company, policy: _, owner } = view;
    let Expense {
        id,
        entry_id: own_id,
        details,
        posted,
        adjusted: _,
        is_rejected: _,
        has_receipt_image,
        has_paper_receipt,
        itemizations,
        allocations: _,
        comments,
        exceptions: _,
        modified_at,
        attendance,
        taxes,
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
        is_billable,
        custom,
        particulars,
    } = details;
    let Particulars { receipt, sources, .. } = &**particulars;
    let sources = sources.as_ref();
    let own_id = entry_id(*own_id);
    let kind = known_type(company, expense_type);
    let seen = seen_location(location.as_ref());
    let paid = company.payment_types.get(payment_type);
    let (vendor_id, vendor_name, vendor) = seen_vendor(vendor.as_ref());
    let field = |id: &str| custom_field(custom, id, company);
    of_expenses! { fill_form_fields! { Entry {
        report_id: report.id.to_string(),
        report_owner_id: owner.as_deref().map(|owner| &*owner.login),
        expense_type_code: expense_type,
        expense_type_name: kind.name,
        spend_category_code: kind.category,
        spend_category_name: kind.category_name,
        payment_type_id: payment_type,
        payment_type_name: paid.map_or(payment_type, |paid| &paid.name),
        transaction_date: (*transaction_date).into(),
        transaction_currency_code: transaction.currency.as_str(),
        transaction_amount: Number(transaction.amount),
        exchange_rate: Number(exchange_rate.as_multiplier()),
        posted_amount: Number(*posted),
        approved_amount: Number(expense.approved()),
        vendor_description: vendor,
        vendor_list_item_id: vendor_id,
        vendor_list_item_name: vendor_name,
        location_id: seen.id,
        location_name: seen.name,
        location_subdivision: seen.subdivision,
        location_country: seen.country,
        description: business_purpose.as_deref(),
        comment: None,
        is_personal: expense.is_personal(),
        is_billable: *is_billable,
        is_personal_card_charge: sources.is_some_and(|from| from.personal_card_transaction.is_some()),
        has_image: *has_receipt_image,
        is_image_required: company.wants_image(expense_type),
        receipt_received: *has_paper_receipt,
        tax_receipt_type: receipt_type(receipt.kind, *has_receipt_image),
        electronic_receipt_id: sources.and_then(|from| from.electronic_receipt.as_deref()),
        company_card_transaction_id: sources.and_then(|from| from.credit_card_transaction.as_deref()),
        trip_id: sources.and_then(|from| from.trip).map(|trip| trip.to_string()),
        has_itemizations: !itemizations.is_empty(),
        allocation_type: Extent::of(expense).code(),
        has_attendees: !attendance.associations.is_empty(),
        has_vat: taxes.iter().any(|tax| tax.amount.is_some()),
        has_applied_cash_advance: takes_cash_advance(report, company, expense),
        has_comments: !comments.is_empty(),
        has_exceptions: expense.has_exceptions(),
        is_paid_by_expense_pay: came_to_payment(report).then_some(false),
        employee_bank_account_id: None,
        journey: particulars.mileage.as_ref().map(|mileage| journey(company, mileage, particulars)),
        last_modified: (*modified_at).into(),
        form_id: identifier(&company.expense_forms.of(expense_type).name, ""),
        expense_id: id.to_string(),
        uri: format!("{}/api/v3.0/expense/entries/{own_id}", place.base_url),
        id: own_id,
    } by field } }
}

/// What is shown of a type of expense.
pub(super) struct KnownType<'a> {
    pub name: &'a str,
    pub category: Option<&'a str>,
    pub category_name: Option<&'a str>,
}

pub(super) fn known_type<'a>(company: &'a Company, code: &'a str) -> KnownType<'a> {
    match company.expense_types.get(code) {
        Some(known) => {
            let category_name = company.spend_categories.get(&known.category).unwrap_or(&known.category);
            KnownType { name: &known.name, category: Some(&known.category), category_name: Some(category_name) }
        }
        // Only a type that was taken out of the catalogue after it was used.
        None => KnownType { name: code, category: None, category_name: None },
    }
}

/// What is shown of a place.
#[derive(Default)]
pub(super) struct SeenLocation<'a> {
    pub id: Option<&'a str>,
    pub name: Option<&'a str>,
    pub subdivision: Option<&'a str>,
    pub country: Option<&'a str>,
}

pub(super) fn seen_location(location: Option<&Location>) -> SeenLocation<'_> {
    let Some(Location { id, name, city: _, country_code, country_sub_division_code }) = location else {
        return SeenLocation::default();
    };
    SeenLocation {
        id: id.as_deref(),
        name: Some(name),
        subdivision: country_sub_division_code.as_deref(),
        country: country_code.as_deref(),
    }
}

fn seen_vendor(vendor: Option<&Vendor>) -> (Option<&str>, Option<&str>, Option<&str>) {
    let Some(Vendor { id, name, description }) = vendor else { return (None, None, None) };
    (id.as_deref(), name.as_deref(), description.as_deref())
}

fn receipt_type(said: Option<ReceiptKind>, has_image: bool) -> &'static str {
    said.unwrap_or(if has_image { ReceiptKind::Regular } else { ReceiptKind::Missing }).code()
}

/// A report's cash advances count for what its owner paid himself, unless he keeps it out of them (inferred).
fn takes_cash_advance(report: &Report, company: &Company, expense: &Expense) -> bool {
    let is_own = company.payer(&expense.details.payment_type) == Payer::Employee;
    !report.cash_advances.is_empty() && is_own && !expense.details.particulars.is_excluded_from_cash_advance
}

const fn came_to_payment(report: &Report) -> bool {
    matches!(report.state, State::Processing { .. } | State::Paid { .. })
}

fn journey<'a>(company: &Company, mileage: &'a Mileage, particulars: &'a Particulars) -> Journey<'a> {
    let Mileage {
        vehicle,
        total_distance,
        personal_distance,
        odometer_start,
        odometer_end,
        passengers,
        route: _,
        surcharges: _,
    } = mileage;
    let travel = particulars.travel.as_ref();
    Journey {
        start_location: travel.and_then(|travel| travel.start_location.as_deref()),
        end_location: travel.and_then(|travel| travel.end_location.as_deref()),
        odometer_start: *odometer_start,
        odometer_end: *odometer_end,
        business_distance: total_distance.saturating_sub(*personal_distance),
        personal_distance: *personal_distance,
        number_of_passengers: *passengers,
        unit_of_measure: unit_of(company),
        vehicle_id: Some(vehicle.as_str()).filter(|vehicle| !vehicle.is_empty()),
    }
}

/// The unit of distances: miles where roads have them, else kilometers (inferred: there are no car configurations).
fn unit_of(company: &Company) -> &'static str {
    if matches!(company.country_code.as_str(), "US" | "GB") { "M" } else { "K" }
}
