//! Bodies of requests about expenses, from the wire to core.

use std::str::FromStr;

use super::requests::custom;
use crate::api::expense_v4::nulls::patch;
use crate::api::expense_v4::wire::expense_requests as wire;
use crate::api::expense_v4::wire::requests::CustomField as GivenField;
use crate::api::json::Object;
use crate::core::command::{NewExpense, Patch};
use crate::core::expense::{CustomField, ExpenseAmendment, ExpensePatch, Location, Vendor};
use crate::core::money::{Currency, ExchangeRate, Money, RateOperation};
use crate::core::particulars::{
    Mileage, Particulars, RateLocation, Receipt, ReceiptKind, Surcharges, TaxFacts, Travel, TravelAllowance,
};
use crate::core::rejection::{Body, Fault};

/// How a new expense was paid that does not say (`UpdateReportExpense` of the Expenses v4 page).
const USUAL_PAYMENT: &str = "CASH";

/// Changes to an expense of a report that was submitted.
pub fn expense_amendment(body: Body<wire::UpdateReportExpenseCompact>) -> Body<ExpenseAmendment> {
    let wire::UpdateReportExpenseCompact {
        business_purpose,
        custom_data,
        expense_source,
        is_expense_rejected,
        is_paper_receipt_received,
    } = body?;
    if expense_source.is_none() {
        return Err(vec![Fault::new("expenseSource", "is required: say what changes the expense, such as OTHER")]);
    }
    Ok(ExpenseAmendment {
        business_purpose: patch("businessPurpose", business_purpose),
        custom: patch("customData", custom_data.map(|fields| fields.map(custom))),
        is_rejected: patch("isExpenseRejected", is_expense_rejected),
        has_paper_receipt: patch("isPaperReceiptReceived", is_paper_receipt_received),
    })
}

/// Changes to an expense that is with its owner.
pub fn expense_patch(body: Body<wire::UpdateReportExpense>) -> Body<Box<ExpensePatch>> {
    let wire::UpdateReportExpense {
        approver_adjusted_amount,
        authorization_request_expense_id,
        budget_accrual_date,
        business_purpose,
        comment,
        custom_data,
        exchange_rate: rate,
        expense_source: _,
        expense_type,
        fuel_type_list_item,
        government_invoice_id,
        has_missing_receipt_declaration,
        invoice_id,
        is_excluded_from_cash_advance_by_user,
        is_expense_billable,
        is_expense_rejected,
        is_paper_receipt_received,
        is_personal_expense,
        jpt_route_id,
        location: place,
        merchant_tax_id,
        mileage: drive,
        payment_type,
        receipt_image_id,
        receipt_type,
        tax_rate_location,
        transaction_amount,
        transaction_date,
        travel: journey,
        travel_allowance: allowance,
        vendor: payee,
    } = body?;
    let mut faults = Vec::new();
    let adjusted =
        money(patch("approverAdjustedAmount", approver_adjusted_amount), "approverAdjustedAmount", &mut faults);
    let transaction = money(patch("transactionAmount", transaction_amount), "transactionAmount", &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let id = |Object(wire::TypeGiven { id })| id;
    let kind = |Object(wire::ReceiptTypeGiven { id })| receipt_kind(id);
    Ok(Box::new(ExpensePatch {
        expense_type: map(patch("expenseType", expense_type), id),
        payment_type: map(patch("paymentType", payment_type), id),
        transaction_date: patch("transactionDate", transaction_date),
        transaction,
        exchange_rate: map(patch("exchangeRate", rate), exchange_rate),
        adjusted,
        business_purpose: patch("businessPurpose", business_purpose),
        vendor: map(patch("vendor", payee), vendor),
        location: map(patch("location", place), location),
        comment: map(patch("comment", comment), Into::into),
        is_personal: patch("isPersonalExpense", is_personal_expense),
        is_billable: patch("isExpenseBillable", is_expense_billable),
        custom: map(patch("customData", custom_data), custom),
        is_rejected: patch("isExpenseRejected", is_expense_rejected),
        has_paper_receipt: patch("isPaperReceiptReceived", is_paper_receipt_received),
        receipt_kind: map(patch("receiptType", receipt_type), kind),
        receipt_image: patch("receiptImageId", receipt_image_id),
        is_receipt_declared_missing: patch("hasMissingReceiptDeclaration", has_missing_receipt_declaration),
        rate_location: map(patch("taxRateLocation", tax_rate_location), rate_location),
        merchant_tax: patch("merchantTaxId", merchant_tax_id),
        invoice: patch("invoiceId", invoice_id),
        government_invoice: patch("governmentInvoiceId", government_invoice_id),
        travel: map(patch("travel", journey), travel),
        mileage: map(patch("mileage", drive), mileage),
        travel_allowance: map(patch("travelAllowance", allowance), travel_allowance),
        fuel: map(patch("fuelTypeListItem", fuel_type_list_item), |Object(GivenField { id, value })| CustomField {
            id,
            value,
        }),
        jpt_route: patch("jptRouteId", jpt_route_id),
        budget_accrual_date: patch("budgetAccrualDate", budget_accrual_date),
        request_expense: patch("authorizationRequestExpenseId", authorization_request_expense_id),
        is_excluded_from_cash_advance: patch("isExcludedFromCashAdvanceByUser", is_excluded_from_cash_advance_by_user),
    }))
}

/// An expense to be: a patch of nothing, of which some fields are required.
pub fn new_expense(body: Body<wire::UpdateReportExpense>) -> Body<Box<NewExpense>> {
    let patch = *expense_patch(body)?;
    let mut faults = Vec::new();
    let expense_type = required(patch.expense_type, "expenseType", &mut faults);
    let transaction = required(patch.transaction, "transactionAmount", &mut faults);
    let transaction_date = required(patch.transaction_date, "transactionDate", &mut faults);
    let (Some(expense_type), Some(transaction), Some(transaction_date)) = (expense_type, transaction, transaction_date)
    else {
        return Err(faults);
    };
    Ok(Box::new(NewExpense {
        expense_type,
        payment_type: patch.payment_type.or(None).unwrap_or_else(|| USUAL_PAYMENT.to_owned()),
        transaction_date,
        amount: transaction.amount,
        currency: transaction.currency,
        exchange_rate: patch.exchange_rate.or(None),
        business_purpose: patch.business_purpose.or(None),
        vendor: patch.vendor.or(None),
        location: patch.location.or(None),
        comment: patch.comment.or(None),
        is_personal: patch.is_personal.or_keep(false),
        is_billable: patch.is_billable.or_keep(false),
        custom: patch.custom.or(None).unwrap_or_default(),
        particulars: Particulars {
            receipt: Receipt {
                kind: patch.receipt_kind.or(None),
                image: patch.receipt_image.or(None),
                is_declared_missing: patch.is_receipt_declared_missing.or_keep(false),
                ..Receipt::default()
            },
            tax: TaxFacts {
                rate_location: patch.rate_location.or(None),
                merchant: patch.merchant_tax.or(None),
                invoice: patch.invoice.or(None),
                government_invoice: patch.government_invoice.or(None),
            },
            sources: None,
            travel: patch.travel.or(None),
            mileage: patch.mileage.or(None),
            travel_allowance: patch.travel_allowance.or(None).unwrap_or_default(),
            fuel: patch.fuel.or(None),
            jpt_route: patch.jpt_route.or(None),
            budget_accrual_date: patch.budget_accrual_date.or(None),
            request_expense: patch.request_expense.or(None),
            is_excluded_from_cash_advance: patch.is_excluded_from_cash_advance.or_keep(false),
            is_auto_created: false,
        },
    }))
}

fn required<T>(field: Patch<T>, name: &str, faults: &mut Vec<Fault>) -> Option<T> {
    let value = field.or(None);
    if value.is_none() {
        faults.push(Fault::new(name, "is required of a new expense"));
    }
    value
}

fn map<T, U>(field: Patch<T>, of: impl FnOnce(T) -> U) -> Patch<U> {
    match field {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(value) => Patch::Set(of(value)),
    }
}

fn money(field: Patch<Object<wire::AmountGiven>>, name: &str, faults: &mut Vec<Fault>) -> Patch<Money> {
    let amount = match field {
        Patch::Keep => return Patch::Keep,
        Patch::Clear => return Patch::Clear,
        Patch::Set(Object(amount)) => amount,
    };
    let wire::AmountGiven { value: wire::Number(value), currency_code } = amount;
    match Currency::from_str(&currency_code) {
        Ok(currency) => Patch::Set(Money::new(value, currency)),
        Err(error) => {
            faults.push(Fault::new(format!("{name}.currencyCode"), error.to_string()));
            Patch::Keep
        }
    }
}

fn exchange_rate(Object(given): Object<wire::ExchangeRateGiven>) -> ExchangeRate {
    let wire::ExchangeRateGiven { value: wire::Number(value), operation } = given;
    let operation = match operation {
        wire::OperationGiven::Multiply => RateOperation::Multiply,
        wire::OperationGiven::Divide => RateOperation::Divide,
    };
    ExchangeRate { value, operation }
}

fn vendor(Object(wire::VendorGiven { id, description }): Object<wire::VendorGiven>) -> Vendor {
    Vendor { id, name: None, description }
}

/// Where there is an identifier, the rest counts for nothing (`Location` of the Expenses v4 page). There is no catalogue of
/// places yet that would know its name.
fn location(Object(given): Object<wire::LocationGiven>) -> Location {
    let wire::LocationGiven { id, name, city, country_sub_division_code, country_code } = given;
    match id {
        Some(id) => {
            Location { name: id.clone(), id: Some(id), city: None, country_code: None, country_sub_division_code: None }
        }
        None => {
            let name = name.or_else(|| city.clone()).unwrap_or_default();
            Location { id, name, city, country_code, country_sub_division_code }
        }
    }
}

const fn receipt_kind(given: wire::ReceiptKindGiven) -> ReceiptKind {
    match given {
        wire::ReceiptKindGiven::N => ReceiptKind::Missing,
        wire::ReceiptKindGiven::R => ReceiptKind::Regular,
        wire::ReceiptKindGiven::T => ReceiptKind::Tax,
    }
}

const fn rate_location(given: wire::RateLocationGiven) -> RateLocation {
    match given {
        wire::RateLocationGiven::Home => RateLocation::Home,
        wire::RateLocationGiven::Foreign => RateLocation::Foreign,
        wire::RateLocationGiven::OutOfProvince => RateLocation::OutOfProvince,
    }
}

fn travel(Object(given): Object<wire::TravelGiven>) -> Travel {
    let wire::TravelGiven {
        airline_fee_type_code,
        airline_service_class_code,
        car_rental_days,
        end_location,
        hotel_checkin_date,
        hotel_checkout_date,
        start_location,
        ticket_number,
    } = given;
    Travel {
        airline_fee_type: airline_fee_type_code,
        airline_service_class: airline_service_class_code,
        car_rental_days,
        start_location,
        end_location,
        hotel_checkin: hotel_checkin_date,
        hotel_checkout: hotel_checkout_date,
        ticket_number,
    }
}

fn mileage(Object(given): Object<wire::MileageGiven>) -> Mileage {
    let wire::MileageGiven {
        has_caravan_attached,
        has_dog_included,
        has_forest_or_construction_site_road_in_route,
        has_forest_road_in_route,
        has_machinery,
        has_mobile_canteen_or_heavy_load_attached,
        has_trailer_attached,
        is_marked_as_higher_rate,
        odometer_end,
        odometer_start,
        passenger_count,
        personal_distance,
        route_id,
        total_distance,
        vehicle_id,
    } = given;
    Mileage {
        vehicle: vehicle_id,
        total_distance,
        personal_distance: personal_distance.unwrap_or_default(),
        odometer_start,
        odometer_end,
        passengers: passenger_count,
        route: route_id,
        surcharges: Surcharges {
            caravan: has_caravan_attached.unwrap_or_default(),
            dog: has_dog_included.unwrap_or_default(),
            forest_or_construction_site_road: has_forest_or_construction_site_road_in_route.unwrap_or_default(),
            forest_road: has_forest_road_in_route.unwrap_or_default(),
            machinery: has_machinery.unwrap_or_default(),
            mobile_canteen_or_heavy_load: has_mobile_canteen_or_heavy_load_attached.unwrap_or_default(),
            trailer: has_trailer_attached.unwrap_or_default(),
            higher_rate: is_marked_as_higher_rate.unwrap_or_default(),
        },
    }
}

fn travel_allowance(Object(given): Object<wire::TravelAllowanceGiven>) -> TravelAllowance {
    let wire::TravelAllowanceGiven {
        daily_limit_amount,
        daily_travel_allowance_id,
        is_expense_part_of_travel_allowance,
    } = given;
    TravelAllowance {
        daily_limit: daily_limit_amount.map(|wire::Number(limit)| limit),
        daily_allowance: daily_travel_allowance_id,
        is_part: is_expense_part_of_travel_allowance.unwrap_or_default(),
    }
}
