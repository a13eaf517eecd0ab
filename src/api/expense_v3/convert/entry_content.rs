//! From v3's entries to what is asked of `core`.

use std::str::FromStr;
use std::sync::Arc;

use super::check_length;
use super::report_content::{clearable, filled};
use crate::api::expense_v3::wire::entry_content::{CustomFields, EntryPost, EntryPut, JourneyContent};
use crate::core::command::{NewExpense, Patch};
use crate::core::expense::{CustomField, Expense, ExpensePatch, Location, Vendor};
use crate::core::money::{Currency, ExchangeRate, Money};
use crate::core::particulars::{Mileage, Particulars, ReceiptKind, Travel};
use crate::core::rejection::{Body, Fault};

pub(super) const LONGEST_DESCRIPTION: usize = 64;
pub(super) const LONGEST_COMMENT: usize = 500;
/// The longest value of a custom field (page `expense-entry`).
const LONGEST_CUSTOM: usize = 48;
/// The longest name of where a journey begins or ends (page `expense-entry`).
const LONGEST_PLACE: usize = 100;
/// The longest ID of something elsewhere (inferred).
const LONGEST_ID: usize = 64;

/// An expense to be. The report that it names is not part of it.
pub fn new_expense(entry: EntryPost, custom: CustomFields) -> Body<Box<NewExpense>> {
    let EntryPost {
        report_id: _,
        expense_type_code,
        payment_type_id,
        transaction_date,
        transaction_amount,
        transaction_currency_code,
        exchange_rate,
        description,
        vendor_description,
        location_id,
        comment,
        is_personal,
        is_billable,
        vendor_list_item_id,
        tax_receipt_type,
        journey,
    } = entry;
    let mut faults = Vec::new();
    let currency = currency(&mut faults, &transaction_currency_code);
    check_texts(&mut faults, &description, &vendor_description, &comment, &location_id, &vendor_list_item_id);
    check_custom(&mut faults, &custom);
    let kind = receipt_kind(&mut faults, tax_receipt_type);
    let mut particulars = Particulars::default();
    particulars.receipt.kind = kind;
    if let Some(journey) = journey {
        let (mileage, travel) = moved(&mut faults, journey, None, None);
        (particulars.mileage, particulars.travel) = (Some(mileage), Some(travel));
    }
    let Some(currency) = currency.filter(|_| faults.is_empty()) else { return Err(faults) };
    let vendor = Vendor { id: filled(vendor_list_item_id), name: None, description: filled(vendor_description) };
    Ok(Box::new(NewExpense {
        expense_type: expense_type_code,
        payment_type: payment_type_id,
        transaction_date,
        amount: transaction_amount,
        currency,
        exchange_rate: exchange_rate.map(ExchangeRate::multiply),
        business_purpose: filled(description),
        vendor: Some(vendor).filter(|vendor| *vendor != Vendor::default()),
        location: filled(location_id).map(location),
        comment: comment.map(Arc::from),
        is_personal: is_personal.unwrap_or_default(),
        is_billable: is_billable.unwrap_or_default(),
        custom: custom_fields(custom).into_iter().filter(|field| field.value.is_some()).collect(),
        particulars,
    }))
}

/// Changes to an expense. What is absent stays; so does the rate where the currency changes (page `expense-entry`).
pub fn expense_patch(expense: &Expense, put: EntryPut, custom: CustomFields) -> Body<Box<ExpensePatch>> {
    let EntryPut {
        report_id: _,
        expense_type_code,
        payment_type_id,
        transaction_date,
        transaction_amount,
        transaction_currency_code,
        exchange_rate,
        description,
        vendor_description,
        location_id,
        comment,
        is_personal,
        is_billable,
        vendor_list_item_id,
        tax_receipt_type,
        journey,
    } = put;
    let before = &expense.details;
    let mut faults = Vec::new();
    let currency = filled(transaction_currency_code).and_then(|code| currency(&mut faults, &code));
    check_texts(&mut faults, &description, &vendor_description, &comment, &location_id, &vendor_list_item_id);
    check_custom(&mut faults, &custom);
    let receipt_kind = receipt_kind(&mut faults, tax_receipt_type).map_or(Patch::Keep, Patch::Set);
    let (mileage, travel) = match journey {
        Some(journey) => {
            let was = &before.particulars;
            let (mileage, travel) = moved(&mut faults, journey, was.mileage.clone(), was.travel.clone());
            (Patch::Set(mileage), Patch::Set(travel))
        }
        None => (Patch::Keep, Patch::Keep),
    };
    if !faults.is_empty() {
        return Err(faults);
    }
    let transaction = Money::new(
        transaction_amount.unwrap_or(before.transaction.amount),
        currency.unwrap_or(before.transaction.currency),
    );
    let rate = exchange_rate.map(ExchangeRate::multiply);
    let stays = (transaction.currency != before.transaction.currency).then_some(before.exchange_rate);
    let custom = custom_fields(custom);
    Ok(Box::new(ExpensePatch {
        expense_type: set(filled(expense_type_code)),
        payment_type: set(filled(payment_type_id)),
        transaction_date: set(transaction_date),
        transaction: if transaction == before.transaction { Patch::Keep } else { Patch::Set(transaction) },
        exchange_rate: set(rate.or(stays)),
        business_purpose: clearable(description),
        vendor: vendor_patch(before.vendor.clone(), vendor_list_item_id, vendor_description),
        location: match location_id {
            // What else is known of the place is kept with it.
            Some(id) if before.location.as_ref().is_some_and(|known| known.id.as_ref() == Some(&id)) => Patch::Keep,
            id => match clearable(id) {
                Patch::Keep => Patch::Keep,
                Patch::Clear => Patch::Clear,
                Patch::Set(id) => Patch::Set(location(id)),
            },
        },
        comment: set(comment.map(Arc::from)),
        is_personal: set(is_personal),
        is_billable: set(is_billable),
        custom: if custom.is_empty() { Patch::Keep } else { Patch::Set(custom) },
        receipt_kind,
        travel,
        mileage,
        ..ExpensePatch::default()
    }))
}

pub(super) fn set<T>(value: Option<T>) -> Patch<T> {
    value.map_or(Patch::Keep, Patch::Set)
}

fn vendor_patch(before: Option<Vendor>, id: Option<String>, description: Option<String>) -> Patch<Vendor> {
    if id.is_none() && description.is_none() {
        return Patch::Keep;
    }
    let Vendor { id: known, name, description: called } = before.unwrap_or_default();
    // Another item has another name.
    let name = name.filter(|_| id.is_none() || id == known);
    let vendor = Vendor { id: clearable(id).or(known), name, description: clearable(description).or(called) };
    if vendor == Vendor::default() { Patch::Clear } else { Patch::Set(vendor) }
}

/// There is no catalogue of places yet that would know its name.
fn location(id: String) -> Location {
    let name = id.clone();
    Location { id: Some(id), name, city: None, country_code: None, country_sub_division_code: None }
}

fn currency(faults: &mut Vec<Fault>, code: &str) -> Option<Currency> {
    let currency = Currency::from_str(code);
    currency.map_err(|error| faults.push(Fault::new("TransactionCurrencyCode", error.to_string()))).ok()
}

fn receipt_kind(faults: &mut Vec<Fault>, code: Option<String>) -> Option<ReceiptKind> {
    let code = filled(code)?;
    let kind = ReceiptKind::ALL.iter().copied().find(|kind| kind.code() == code);
    if kind.is_none() {
        faults.push(Fault::new("TaxReceiptType", format!("has to be T, R or N, not {code:?}")));
    }
    kind
}

/// A journey as it is after what is said of it.
fn moved(
    faults: &mut Vec<Fault>,
    journey: JourneyContent,
    mileage: Option<Mileage>,
    travel: Option<Travel>,
) -> (Mileage, Travel) {
    let is_new = mileage.is_none();
    let (mut mileage, mut travel) = (mileage.unwrap_or_default(), travel.unwrap_or_default());
    let JourneyContent {
        start_location,
        end_location,
        odometer_start,
        odometer_end,
        business_distance,
        personal_distance,
        number_of_passengers,
        unit_of_measure,
        vehicle_id,
    } = journey;
    travel.start_location = clearable(start_location).or(travel.start_location);
    travel.end_location = clearable(end_location).or(travel.end_location);
    let business = business_distance.unwrap_or(mileage.total_distance.saturating_sub(mileage.personal_distance));
    mileage.personal_distance = personal_distance.unwrap_or(mileage.personal_distance);
    mileage.total_distance = business.saturating_add(mileage.personal_distance);
    mileage.odometer_start = odometer_start.or(mileage.odometer_start);
    mileage.odometer_end = odometer_end.or(mileage.odometer_end);
    mileage.passengers = number_of_passengers.or(mileage.passengers);
    mileage.vehicle = vehicle_id.unwrap_or(mileage.vehicle);
    if is_new && filled(unit_of_measure.clone()).is_none() {
        faults.push(Fault::new("Journey.UnitOfMeasure", "is required: M or K"));
    }
    if unit_of_measure.is_some_and(|unit| !matches!(unit.as_str(), "" | "M" | "K")) {
        faults.push(Fault::new("Journey.UnitOfMeasure", "has to be M or K"));
    }
    if is_new && business_distance.is_none() && personal_distance.is_none() {
        faults.push(Fault::new("Journey.BusinessDistance", "is required where there is no PersonalDistance"));
    }
    for (field, text) in
        [("Journey.StartLocation", &travel.start_location), ("Journey.EndLocation", &travel.end_location)]
    {
        if text.is_none() {
            faults.push(Fault::new(field, "is required"));
        }
        check_length(faults, field, text.as_deref(), LONGEST_PLACE);
    }
    check_length(faults, "Journey.VehicleID", Some(&mileage.vehicle), LONGEST_ID);
    check_odometer(faults, &mileage);
    (mileage, travel)
}

fn check_odometer(faults: &mut Vec<Fault>, mileage: &Mileage) {
    let (Some(start), Some(end)) = (mileage.odometer_start, mileage.odometer_end) else { return };
    if end <= start {
        faults
            .push(Fault::new("Journey.OdometerEnd", format!("has to be greater than OdometerStart, which is {start}")));
    } else if end - start != mileage.total_distance {
        let message = format!("and PersonalDistance have to come to {}, as the odometer says", end - start);
        faults.push(Fault::new("Journey.BusinessDistance", message));
    }
}

fn check_texts(
    faults: &mut Vec<Fault>,
    description: &Option<String>,
    vendor: &Option<String>,
    comment: &Option<String>,
    location: &Option<String>,
    vendor_item: &Option<String>,
) {
    check_length(faults, "Description", description.as_deref(), LONGEST_DESCRIPTION);
    check_length(faults, "VendorDescription", vendor.as_deref(), LONGEST_DESCRIPTION);
    check_length(faults, "Comment", comment.as_deref(), LONGEST_COMMENT);
    check_length(faults, "LocationID", location.as_deref(), LONGEST_ID);
    check_length(faults, "VendorListItemID", vendor_item.as_deref(), LONGEST_ID);
}

pub(super) fn check_custom(faults: &mut Vec<Fault>, CustomFields(custom): &CustomFields) {
    for (name, value) in custom {
        check_length(faults, name, Some(value), LONGEST_CUSTOM);
    }
}

/// v4 begins the names of these fields with a small letter.
pub(super) fn custom_fields(CustomFields(fields): CustomFields) -> Vec<CustomField> {
    let id = |name: String| if name.starts_with('C') { name.replacen('C', "c", 1) } else { name.replacen('O', "o", 1) };
    fields.into_iter().map(|(name, value)| CustomField { id: id(name), value: filled(Some(value)) }).collect()
}
