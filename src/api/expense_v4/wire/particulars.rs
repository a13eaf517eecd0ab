//! What only some expenses have, as answers show it (schemas of the Expenses v4 page).

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use super::optional_eight_decimals;

/// What an expense was imported from (`ExpenseSourceIdentifiers`).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExpenseSourceIdentifiers<'a> {
    /// The transaction of a company's card.
    pub credit_card_transaction_id: Option<&'a str>,
    /// The electronic receipt.
    pub ereceipt_id: Option<&'a str>,
    /// The address of the electronic receipt.
    #[serde(rename = "eReceiptURL")]
    pub ereceipt_url: Option<&'a str>,
    /// The image that the expense was read from.
    pub expense_capture_image_id: Option<&'a str>,
    /// The route of Japan's railways.
    pub jpt_route_id: Option<&'a str>,
    /// The transaction of a card of the employee's own.
    pub personal_card_transaction_id: Option<&'a str>,
    /// The quick expense.
    pub quick_expense_id: Option<&'a str>,
    /// The image of its receipt.
    pub receipt_image_id: Option<&'a str>,
    /// Receipts of the Receipts service.
    pub receipts: Vec<ReportReceiptMapping<'a>>,
    /// The segment of the trip.
    pub segment_id: Option<i64>,
    /// The kind of that segment.
    pub segment_type_id: Option<&'a str>,
    /// The trip.
    pub trip_id: Option<i64>,
}

/// A receipt of the Receipts service.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportReceiptMapping<'a> {
    /// The receipt.
    pub receipt_id: &'a str,
    /// Its image.
    pub image_id: &'a str,
    /// What read it.
    pub feature: &'a str,
    /// The version of the service.
    pub version: &'a str,
}

/// A journey by car.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mileage<'a> {
    /// A caravan.
    pub has_caravan_attached: bool,
    /// A dog that works.
    pub has_dog_included: bool,
    /// A forest road, or a road on a construction site.
    pub has_forest_or_construction_site_road_in_route: bool,
    /// A forest road.
    pub has_forest_road_in_route: bool,
    /// Machines.
    pub has_machinery: bool,
    /// A mobile canteen, or a heavy load.
    pub has_mobile_canteen_or_heavy_load_attached: bool,
    /// A trailer.
    pub has_trailer_attached: bool,
    /// Any other reason for a higher rate.
    pub is_marked_as_higher_rate: bool,
    /// The odometer after.
    pub odometer_end: Option<u32>,
    /// The odometer before.
    pub odometer_start: Option<u32>,
    /// How many passengers came along.
    pub passenger_count: Option<u32>,
    /// How far for the employee's own ends.
    pub personal_distance: u32,
    /// The route.
    pub route_id: Option<&'a str>,
    /// How far it went in all.
    pub total_distance: u32,
    /// The car.
    pub vehicle_id: &'a str,
}

/// A journey that an expense paid for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Travel<'a> {
    /// What an airline's fee was for.
    pub airline_fee_type_code: Option<&'a str>,
    /// That in words.
    pub airline_fee_type_name: Option<&'static str>,
    /// The class of service.
    pub airline_service_class_code: Option<&'a str>,
    /// That in words.
    pub airline_service_class_name: Option<&'static str>,
    /// For how many days a car was rented.
    pub car_rental_days: Option<u32>,
    /// Where the journey ended.
    pub end_location: Option<&'a str>,
    /// The first night in the hotel.
    pub hotel_checkin_date: Option<NaiveDate>,
    /// The morning after the last.
    pub hotel_checkout_date: Option<NaiveDate>,
    /// Where the journey began.
    pub start_location: Option<&'a str>,
    /// The number of the ticket.
    pub ticket_number: Option<&'a str>,
}

/// A part in a travel allowance.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TravelAllowance<'a> {
    /// The limit of the day.
    #[serde(serialize_with = "optional_eight_decimals")]
    #[schema(value_type = Option<f64>)]
    pub daily_limit_amount: Option<Decimal>,
    /// The day's allowance.
    pub daily_travel_allowance_id: Option<&'a str>,
    /// Whether it is part of one.
    pub is_expense_part_of_travel_allowance: bool,
}
