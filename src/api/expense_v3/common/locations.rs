//! `/api/v3.0/common/locations`: the places that the company knows.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{Extent, answer, next_page};
use crate::api::call::{Operation, Tokens};
use crate::api::expense_v3::convert::common as convert;
use crate::api::expense_v3::error;
use crate::api::expense_v3::wire::common::{Location, Locations};
use crate::api::path::part;
use crate::api::query;
use crate::core::event::Through;
use crate::core::place::Place;
use crate::core::registry::Refusal;

const LIST: Operation = operation("v3.listLocations");
const GET: Operation = operation("v3.getLocation");

const fn operation(id: &'static str) -> Operation {
    // The page names no scope; that of expense reports is the one that its callers have (inferred).
    Operation { id, scopes: &["EXPRPT"], tokens: Tokens::USER_OR_COMPANY, through: Through::V3, switch: None }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Where the page begins: opaque, from `NextPage`.
    offset: Option<String>,
    /// How many a page has: 25 by default, 100 at most.
    limit: Option<u32>,
    /// Part of the name.
    name: Option<String>,
    /// The city.
    city: Option<String>,
    /// The subdivision, ISO 3166-2.
    country_subdivision: Option<String>,
    /// The country, ISO 3166-1.
    country: Option<String>,
    /// The county or the like.
    administrative_region: Option<String>,
}

impl Asked {
    fn takes(&self, place: &Place) -> bool {
        let equals = |asked: &Option<String>, has: &Option<String>| {
            let asked = asked.as_deref().filter(|asked| !asked.is_empty());
            asked.is_none_or(|asked| has.as_deref().is_some_and(|has| has.to_lowercase() == asked.to_lowercase()))
        };
        let name = self.name.as_deref().unwrap_or_default().to_lowercase();
        place.name.to_lowercase().contains(&name)
            && equals(&self.city, &place.city)
            && equals(&self.country_subdivision, &place.country_sub_division_code)
            && equals(&self.country, &place.country_code)
            && equals(&self.administrative_region, &place.administrative_region)
    }
}

/// List places
#[utoipa::path(
    get,
    path = "/api/v3.0/common/locations",
    operation_id = LIST.id,
    params(Asked),
    responses(
        (status = 200, description = "A page of them", content((Locations = "application/json"), (Locations = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let asked: Asked = query::read(&request)?;
        let extent = Extent::of(asked.limit, asked.offset.as_deref())?;
        let company = call.tenant.store.read(|world| world.company.clone());
        // The catalogue never changes, so that a place in it is where it was.
        let skipped = extent.behind.map_or(0, |key| usize::try_from(u128::from_be_bytes(key)).unwrap_or(usize::MAX));
        let places = company.places.values().zip(1_u128..).skip(skipped).filter(|(place, _)| asked.takes(place));
        let (page, next) = extent.page(places, |(_, number)| number.to_be_bytes());
        let items = page.iter().map(|(place, _)| convert::location(place, call.base_url())).collect();
        Ok(error::answer(&request, &Locations { items, next_page: next_page(&request, call, next) }))
    })
}

/// Get a place
#[utoipa::path(
    get,
    path = "/api/v3.0/common/locations/{id}",
    operation_id = GET.id,
    params(("id" = String, Path, description = "Its ID, or that of its name")),
    responses(
        (status = 200, description = "The place", content((Location = "application/json"), (Location = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn get(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let id = part(&request, "id");
        let company = call.tenant.store.read(|world| world.company.clone());
        let named = || company.places.values().find(|place| place.name_id.as_deref() == Some(&id));
        let place = company.places.get(&id).or_else(named).ok_or(Refusal::NotFound("location"))?;
        Ok(error::answer(&request, &convert::location(place, call.base_url())))
    })
}
