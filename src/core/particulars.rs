//! Particulars of an expense: what only some expenses have, or what only other parts of Concur would know.
//!
//! No rule looks at them, but for the receipt image. What nobody says is absent, and shown as null. Source: the schemas of the
//! Expenses v4 page.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::expense::CustomField;

/// What only some expenses have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The receipt, as far as more is known than that there is an image.
    pub receipt: Receipt,
    /// What tax authorities ask for.
    pub tax: TaxFacts,
    /// Where it was imported from; none where it was typed in.
    pub sources: Option<Sources>,
    /// The journey that it paid for.
    pub travel: Option<Travel>,
    /// The journey by car that it is the allowance for.
    pub mileage: Option<Mileage>,
    /// Its part in a travel allowance.
    pub travel_allowance: TravelAllowance,
    /// An item of the list of fuels.
    pub fuel: Option<CustomField>,
    /// A route of Japan's railways.
    pub jpt_route: Option<String>,
    /// The day that budgets count it at.
    pub budget_accrual_date: Option<NaiveDate>,
    /// The expense of a request that it was expected by.
    pub request_expense: Option<String>,
    /// Whether the employee keeps it out of his cash advance.
    pub is_excluded_from_cash_advance: bool,
    /// Whether Concur made it, not the employee.
    pub is_auto_created: bool,
}

/// A receipt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Its kind; where none is said, regular with an image and none without.
    pub kind: Option<ReceiptKind>,
    /// The identifier of its image.
    pub image: Option<String>,
    /// The identifier of the image of an electronic receipt.
    pub electronic_image: Option<String>,
    /// How far the certification of the image is.
    pub certification: Option<Certification>,
    /// Whether the employee declared it missing.
    pub is_declared_missing: bool,
    /// Whether it is wanted on paper.
    pub is_paper_required: bool,
}

/// A kind of receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptKind {
    /// None.
    Missing,
    /// An ordinary one.
    Regular,
    /// One that tax authorities accept.
    Tax,
}

impl ReceiptKind {
    /// Every one of them.
    pub const ALL: &[Self] = &[Self::Missing, Self::Regular, Self::Tax];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "N",
            Self::Regular => "R",
            Self::Tax => "T",
        }
    }
}

/// How far the certification of a receipt's image is (`imageCertificationStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certification {
    /// It is certified.
    Accepted,
    /// It was looked at.
    Processed,
    /// It is looked at.
    Processing,
    /// It is a PDF.
    Pdf,
    /// It cannot be certified.
    Failed,
    /// It needs none.
    NotRequired,
}

impl Certification {
    /// Every one of them.
    pub const ALL: &[Self] =
        &[Self::Accepted, Self::Processed, Self::Processing, Self::Pdf, Self::Failed, Self::NotRequired];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "ACCEPTED",
            Self::Processed => "PROCESSED",
            Self::Processing => "PROCESSING",
            Self::Pdf => "PDF",
            Self::Failed => "FAILED",
            Self::NotRequired => "NO_PROCESSING_REQUIRED",
        }
    }
}

/// What tax authorities ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaxFacts {
    /// Where the money was spent as seen from the employee's home; where it is not said, the currency decides.
    pub rate_location: Option<RateLocation>,
    /// The merchant's tax number.
    pub merchant: Option<String>,
    /// The supplier's number of the invoice.
    pub invoice: Option<String>,
    /// The government's number of the invoice.
    pub government_invoice: Option<String>,
}

/// Where money was spent as seen from the employee's home (`taxRateLocation`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateLocation {
    /// At home.
    Home,
    /// Abroad.
    Foreign,
    /// In his country, but in another province.
    OutOfProvince,
}

impl RateLocation {
    /// Every one of them.
    pub const ALL: &[Self] = &[Self::Home, Self::Foreign, Self::OutOfProvince];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Home => "HOME",
            Self::Foreign => "FOREIGN",
            Self::OutOfProvince => "OUT_OF_PROVINCE",
        }
    }
}

/// What an expense was imported from: identifiers in other parts of Concur.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The transaction of a company's card.
    pub credit_card_transaction: Option<String>,
    /// The transaction of a card of the employee's own.
    pub personal_card_transaction: Option<String>,
    /// The electronic receipt.
    pub electronic_receipt: Option<String>,
    /// The address of the electronic receipt.
    pub electronic_receipt_url: Option<String>,
    /// The image that the expense was read from.
    pub expense_capture_image: Option<String>,
    /// The image of its receipt.
    pub receipt_image: Option<String>,
    /// The quick expense.
    pub quick_expense: Option<String>,
    /// The route of Japan's railways.
    pub jpt_route: Option<String>,
    /// The trip.
    pub trip: Option<i64>,
    /// The segment of the trip.
    pub segment: Option<i64>,
    /// The kind of that segment, such as `AIRFR`.
    pub segment_type: Option<String>,
    /// Receipts of the Receipts service.
    pub receipts: Vec<ServiceReceipt>,
}

/// A receipt of the Receipts service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceReceipt {
    /// Its identifier.
    pub receipt: String,
    /// The identifier of its image.
    pub image: String,
    /// What read it.
    pub feature: String,
    /// The version of the service.
    pub version: String,
}

/// A journey that an expense paid for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Travel {
    /// What an airline's fee was for, such as `BAGGS`.
    pub airline_fee_type: Option<String>,
    /// The class of service, such as `COACH`.
    pub airline_service_class: Option<String>,
    /// For how many days a car was rented.
    pub car_rental_days: Option<u32>,
    /// Where the journey began.
    pub start_location: Option<String>,
    /// Where it ended.
    pub end_location: Option<String>,
    /// The first night in the hotel.
    pub hotel_checkin: Option<NaiveDate>,
    /// The morning after the last.
    pub hotel_checkout: Option<NaiveDate>,
    /// The number of the ticket.
    pub ticket_number: Option<String>,
}

/// A journey by car that an expense is the allowance for. Distances are in the unit of the employee's car configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mileage {
    /// The car.
    pub vehicle: String,
    /// How far it went in all.
    pub total_distance: u32,
    /// How far for the employee's own ends.
    pub personal_distance: u32,
    /// The odometer before.
    pub odometer_start: Option<u32>,
    /// The odometer after.
    pub odometer_end: Option<u32>,
    /// How many passengers came along.
    pub passengers: Option<u32>,
    /// The route.
    pub route: Option<String>,
    /// What raises the rate.
    pub surcharges: Surcharges,
}

/// What raises the rate of a journey by car.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Surcharges {
    /// A caravan.
    pub caravan: bool,
    /// A dog that works.
    pub dog: bool,
    /// A forest road, or a road on a construction site.
    pub forest_or_construction_site_road: bool,
    /// A forest road.
    pub forest_road: bool,
    /// Machines.
    pub machinery: bool,
    /// A mobile canteen, or a heavy load.
    pub mobile_canteen_or_heavy_load: bool,
    /// A trailer.
    pub trailer: bool,
    /// Any other reason.
    pub higher_rate: bool,
}

/// A part in a travel allowance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TravelAllowance {
    /// What the government allows for the day.
    pub daily_limit: Option<Decimal>,
    /// The day's fixed allowance.
    pub daily_allowance: Option<String>,
    /// Whether the expense is part of one.
    pub is_part: bool,
}
