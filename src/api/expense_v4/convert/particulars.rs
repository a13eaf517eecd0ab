//! What only some expenses have, from core to the wire.

use crate::api::expense_v4::wire::particulars as wire;
use crate::core::particulars::{Mileage, ServiceReceipt, Sources, Surcharges, Travel, TravelAllowance};

/// What an expense was imported from.
pub fn sources(sources: &Sources) -> wire::ExpenseSourceIdentifiers<'_> {
    let Sources {
        credit_card_transaction,
        personal_card_transaction,
        electronic_receipt,
        electronic_receipt_url,
        expense_capture_image,
        receipt_image,
        quick_expense,
        jpt_route,
        trip,
        segment,
        segment_type,
        receipts,
    } = sources;
    wire::ExpenseSourceIdentifiers {
        credit_card_transaction_id: credit_card_transaction.as_deref(),
        ereceipt_id: electronic_receipt.as_deref(),
        ereceipt_url: electronic_receipt_url.as_deref(),
        expense_capture_image_id: expense_capture_image.as_deref(),
        jpt_route_id: jpt_route.as_deref(),
        personal_card_transaction_id: personal_card_transaction.as_deref(),
        quick_expense_id: quick_expense.as_deref(),
        receipt_image_id: receipt_image.as_deref(),
        receipts: receipts.iter().map(service_receipt).collect(),
        segment_id: *segment,
        segment_type_id: segment_type.as_deref(),
        trip_id: *trip,
    }
}

fn service_receipt(receipt: &ServiceReceipt) -> wire::ReportReceiptMapping<'_> {
    let ServiceReceipt { receipt, image, feature, version } = receipt;
    wire::ReportReceiptMapping { receipt_id: receipt, image_id: image, feature, version }
}

/// A journey that an expense paid for.
pub fn travel(travel: &Travel) -> wire::Travel<'_> {
    let Travel {
        airline_fee_type,
        airline_service_class,
        car_rental_days,
        start_location,
        end_location,
        hotel_checkin,
        hotel_checkout,
        ticket_number,
    } = travel;
    wire::Travel {
        airline_fee_type_code: airline_fee_type.as_deref(),
        airline_fee_type_name: airline_fee_type.as_deref().and_then(fee_name),
        airline_service_class_code: airline_service_class.as_deref(),
        airline_service_class_name: airline_service_class.as_deref().and_then(class_name),
        car_rental_days: *car_rental_days,
        end_location: end_location.as_deref(),
        hotel_checkin_date: *hotel_checkin,
        hotel_checkout_date: *hotel_checkout,
        start_location: start_location.as_deref(),
        ticket_number: ticket_number.as_deref(),
    }
}

/// A journey by car.
pub fn mileage(mileage: &Mileage) -> wire::Mileage<'_> {
    let Mileage {
        vehicle,
        total_distance,
        personal_distance,
        odometer_start,
        odometer_end,
        passengers,
        route,
        surcharges,
    } = mileage;
    let Surcharges {
        caravan,
        dog,
        forest_or_construction_site_road,
        forest_road,
        machinery,
        mobile_canteen_or_heavy_load,
        trailer,
        higher_rate,
    } = *surcharges;
    wire::Mileage {
        has_caravan_attached: caravan,
        has_dog_included: dog,
        has_forest_or_construction_site_road_in_route: forest_or_construction_site_road,
        has_forest_road_in_route: forest_road,
        has_machinery: machinery,
        has_mobile_canteen_or_heavy_load_attached: mobile_canteen_or_heavy_load,
        has_trailer_attached: trailer,
        is_marked_as_higher_rate: higher_rate,
        odometer_end: *odometer_end,
        odometer_start: *odometer_start,
        passenger_count: *passengers,
        personal_distance: *personal_distance,
        route_id: route.as_deref(),
        total_distance: *total_distance,
        vehicle_id: vehicle,
    }
}

/// A part in a travel allowance.
pub fn travel_allowance(allowance: &TravelAllowance) -> wire::TravelAllowance<'_> {
    let TravelAllowance { daily_limit, daily_allowance, is_part } = allowance;
    wire::TravelAllowance {
        daily_limit_amount: *daily_limit,
        daily_travel_allowance_id: daily_allowance.as_deref(),
        is_expense_part_of_travel_allowance: *is_part,
    }
}

/// The name of an airline's fee, in English (inferred: the page has the codes).
fn fee_name(code: &str) -> Option<&'static str> {
    Some(match code {
        "BAGGS" => "Baggage",
        "BUSIN" => "Business Center",
        "OBENT" => "Onboard Entertainment",
        "ONBRD" => "Onboard Food and Drink",
        "OTHER" => "Other",
        "PRACC" => "Preferred Access",
        "SEATS" => "Seats",
        "TKCHG" => "Ticket Change",
        "UPGRD" => "Upgrade",
        _ => return None,
    })
}

/// The name of a class of service, in English (inferred: the page has the codes).
fn class_name(code: &str) -> Option<&'static str> {
    Some(match code {
        "BUSIN" => "Business",
        "COACH" => "Coach",
        "FIRST" => "First",
        _ => return None,
    })
}
