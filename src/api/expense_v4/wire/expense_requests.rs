//! What v4 reads about expenses. Absent, null and a value are three things where a field can be changed.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::requests::{CustomField, Field, ReportSource, present};
use crate::api::json::Object;

/// Where a new expense is.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewExpenseResponse {
    /// Its address.
    pub uri: String,
}

/// Changes to an expense, whether or not its report was submitted: only these fields.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateReportExpenseCompact {
    /// What for, 64 characters at most.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub business_purpose: Field<String>,
    /// Custom fields; those not named stay.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Vec<CustomField>>)]
    pub custom_data: Field<Vec<Object<CustomField>>>,
    /// What changes it; required.
    pub expense_source: Option<ReportSource>,
    /// Whether an approver or processor rejects it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<bool>)]
    pub is_expense_rejected: Field<bool>,
    /// Whether the receipt came in on paper.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<bool>)]
    pub is_paper_receipt_received: Field<bool>,
}

macro_rules! fields {
    ($(#[$doc:meta])+ $name:ident { $($(#[$what:meta])+ $field:ident: $type:ty as $shown:ty,)+ }) => {
        $(#[$doc])+
        #[derive(Debug, Default, Deserialize, ToSchema)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {$(
            $(#[$what])+
            #[serde(default, deserialize_with = "present")]
            #[schema(value_type = Option<$shown>)]
            pub $field: Field<$type>,
        )+}
    };
}

fields! {
    /// An expense to be, or changes to one that is with its owner.
    UpdateReportExpense {
        /// What an approver allows of it.
        approver_adjusted_amount: Object<AmountGiven> as AmountGiven,
        /// The expense of a request that it was expected by.
        authorization_request_expense_id: String as String,
        /// The day that budgets count it at.
        budget_accrual_date: NaiveDate as NaiveDate,
        /// What for, 64 characters at most.
        business_purpose: String as String,
        /// What the employee remarks.
        comment: String as String,
        /// Custom fields; those not named stay.
        custom_data: Vec<Object<CustomField>> as Vec<CustomField>,
        /// How the amount becomes one in the report's currency.
        exchange_rate: Object<ExchangeRateGiven> as ExchangeRateGiven,
        /// What changes it. May be absent.
        #[expect(dead_code, reason = "read only so that an unknown source is refused")]
        expense_source: ReportSource as ReportSource,
        /// Its type.
        expense_type: Object<TypeGiven> as TypeGiven,
        /// An item of the list of fuels.
        fuel_type_list_item: Object<CustomField> as CustomField,
        /// The government's number of the invoice.
        government_invoice_id: String as String,
        /// Whether the employee declared the receipt missing.
        has_missing_receipt_declaration: bool as bool,
        /// The supplier's number of the invoice.
        invoice_id: String as String,
        /// Whether the employee keeps it out of his cash advance.
        is_excluded_from_cash_advance_by_user: bool as bool,
        /// Whether it is billed to a customer.
        is_expense_billable: bool as bool,
        /// Whether an approver rejected it.
        is_expense_rejected: bool as bool,
        /// Whether the receipt came in on paper.
        is_paper_receipt_received: bool as bool,
        /// Whether the company owes nothing for it.
        is_personal_expense: bool as bool,
        /// A route of Japan's railways.
        jpt_route_id: String as String,
        /// Where.
        location: Object<LocationGiven> as LocationGiven,
        /// The merchant's tax number, 64 characters at most.
        merchant_tax_id: String as String,
        /// The journey by car that it is the allowance for.
        mileage: Object<MileageGiven> as MileageGiven,
        /// How it was paid; `CASH` of a new one that does not say.
        payment_type: Object<TypeGiven> as TypeGiven,
        /// The image of its receipt.
        receipt_image_id: String as String,
        /// The kind of receipt.
        receipt_type: Object<ReceiptTypeGiven> as ReceiptTypeGiven,
        /// Where the money was spent as seen from the employee's home.
        tax_rate_location: RateLocationGiven as RateLocationGiven,
        /// The amount as it was paid; required of a new one.
        transaction_amount: Object<AmountGiven> as AmountGiven,
        /// When; required of a new one.
        transaction_date: NaiveDate as NaiveDate,
        /// The journey that it paid for.
        travel: Object<TravelGiven> as TravelGiven,
        /// Its part in a travel allowance.
        travel_allowance: Object<TravelAllowanceGiven> as TravelAllowanceGiven,
        /// Whom it was paid to.
        vendor: Object<VendorGiven> as VendorGiven,
    }
}

/// An amount.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AmountGiven {
    /// How much.
    #[schema(value_type = f64)]
    pub value: Number,
    /// ISO 4217.
    pub currency_code: String,
}

/// A rate of exchange.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ExchangeRateGiven {
    /// The rate.
    #[schema(value_type = f64)]
    pub value: Number,
    /// What is done with it.
    pub operation: OperationGiven,
}

/// What is done with a rate of exchange.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum OperationGiven {
    /// The amount times the rate.
    Multiply,
    /// The amount divided by the rate.
    Divide,
}

/// A type of expense or of payment.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TypeGiven {
    /// Its identifier.
    pub id: String,
}

/// A kind of receipt.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReceiptTypeGiven {
    /// Its code.
    pub id: ReceiptKindGiven,
}

/// The code of a kind of receipt.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
pub enum ReceiptKindGiven {
    /// None.
    N,
    /// Regular.
    R,
    /// A tax receipt.
    T,
}

/// Where money was spent as seen from the employee's home.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RateLocationGiven {
    /// At home.
    Home,
    /// Abroad.
    Foreign,
    /// In his country, in another province.
    OutOfProvince,
}

/// A place. Where there is an identifier, the rest counts for nothing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LocationGiven {
    /// Its identifier.
    pub id: Option<String>,
    /// In words.
    pub name: Option<String>,
    /// The city.
    pub city: Option<String>,
    /// ISO 3166-2.
    pub country_sub_division_code: Option<String>,
    /// ISO 3166-1.
    pub country_code: Option<String>,
}

/// Someone who was paid.
#[derive(Debug, Deserialize, ToSchema)]
pub struct VendorGiven {
    /// His identifier.
    pub id: Option<String>,
    /// What the employee calls him.
    pub description: Option<String>,
}

/// A journey.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TravelGiven {
    /// What an airline's fee was for.
    pub airline_fee_type_code: Option<String>,
    /// The class of service.
    pub airline_service_class_code: Option<String>,
    /// For how many days a car was rented.
    pub car_rental_days: Option<u32>,
    /// Where it ended.
    pub end_location: Option<String>,
    /// The first night in the hotel.
    pub hotel_checkin_date: Option<NaiveDate>,
    /// The morning after the last.
    pub hotel_checkout_date: Option<NaiveDate>,
    /// Where it began.
    pub start_location: Option<String>,
    /// The number of the ticket.
    pub ticket_number: Option<String>,
}

/// A journey by car.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MileageGiven {
    /// A caravan.
    pub has_caravan_attached: Option<bool>,
    /// A dog that works.
    pub has_dog_included: Option<bool>,
    /// A forest road, or a road on a construction site.
    pub has_forest_or_construction_site_road_in_route: Option<bool>,
    /// A forest road.
    pub has_forest_road_in_route: Option<bool>,
    /// Machines.
    pub has_machinery: Option<bool>,
    /// A mobile canteen, or a heavy load.
    pub has_mobile_canteen_or_heavy_load_attached: Option<bool>,
    /// A trailer.
    pub has_trailer_attached: Option<bool>,
    /// Any other reason for a higher rate.
    pub is_marked_as_higher_rate: Option<bool>,
    /// The odometer after.
    pub odometer_end: Option<u32>,
    /// The odometer before.
    pub odometer_start: Option<u32>,
    /// How many passengers came along.
    pub passenger_count: Option<u32>,
    /// How far for the employee's own ends.
    pub personal_distance: Option<u32>,
    /// The route.
    pub route_id: Option<String>,
    /// How far it went in all.
    pub total_distance: u32,
    /// The car.
    pub vehicle_id: String,
}

/// A part in a travel allowance.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TravelAllowanceGiven {
    /// The limit of the day.
    #[schema(value_type = Option<f64>)]
    pub daily_limit_amount: Option<Number>,
    /// The day's allowance.
    pub daily_travel_allowance_id: Option<String>,
    /// Whether it is part of one.
    pub is_expense_part_of_travel_allowance: Option<bool>,
}

/// A number, read from its digits, so that no binary float comes between.
#[derive(Debug, Clone, Copy)]
pub struct Number(pub Decimal);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        let exact =
            if text.contains(['e', 'E']) { Decimal::from_scientific(text) } else { Decimal::from_str_exact(text) };
        exact.map(Self).map_err(|_| D::Error::custom("expected a number of at most 28 digits"))
    }
}
