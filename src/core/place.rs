//! Places: where expenses are made, as the company's catalogue knows them.
//!
//! Facts: the Locations v3 page.

use rust_decimal::Decimal;

use super::company::Company;
use super::expense::Location;

/// A place of the company's catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Unique; `LocationID` of v3's entries, `location.id` of v4's expenses.
    pub id: String,
    /// The identifier of its name, a UUID at Concur; the page finds places by either.
    pub name_id: Option<String>,
    /// Its name, such as `Seattle, Washington`.
    pub name: String,
    /// The city.
    pub city: Option<String>,
    /// The country, ISO 3166-1.
    pub country_code: Option<String>,
    /// The subdivision, ISO 3166-2.
    pub country_sub_division_code: Option<String>,
    /// The county or the like.
    pub administrative_region: Option<String>,
    /// The code of the airport, where it is one.
    pub airport: Option<String>,
    /// Whether trips can be booked to it.
    pub is_bookable: bool,
    /// Degrees north.
    pub latitude: Option<Decimal>,
    /// Degrees east.
    pub longitude: Option<Decimal>,
}

impl Company {
    /// A location with what the catalogue knows of it; as it is, where the catalogue does not have it.
    pub fn located(&self, location: Location) -> Location {
        let Some(place) = location.id.as_deref().and_then(|id| self.places.get(id)) else { return location };
        Location {
            id: Some(place.id.clone()),
            name: place.name.clone(),
            city: place.city.clone(),
            country_code: place.country_code.clone(),
            country_sub_division_code: place.country_sub_division_code.clone(),
        }
    }
}
