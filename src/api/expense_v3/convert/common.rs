//! Lists, places, users and receipt images, between v3's wire and `core`.

use std::sync::Arc;

use crate::api::expense_v3::wire::common as wire;
use crate::api::expense_v3::wire::number::Number;
use crate::core::ids::{CompanyId, ListId};
use crate::core::place::Place;
use crate::core::profile::PhoneKind;
use crate::core::registry::lists::{List, ListItem, ListItemPatch, ListPatch, NewList, NewListItem, Searches};
use crate::core::registry::receipts::ReceiptImage;
use crate::core::rejection::{Body, Fault};
use crate::core::user::User;

/// A list.
pub fn list(list: &List, base_url: &str) -> wire::List {
    let List { id, name, is_vendor_list, shows_code_first, searches, connector, external_threshold } = list;
    wire::List {
        connector_id: connector.clone(),
        display_code_first: *shows_code_first,
        external_threshold: *external_threshold,
        id: id.to_string(),
        is_vendor_list: *is_vendor_list,
        name: name.clone(),
        search_criteria_code: searches.code(),
        uri: format!("{base_url}/api/v3.0/common/lists/{id}"),
    }
}

/// A list to be.
pub fn new_list(body: wire::ListPost) -> NewList {
    let wire::ListPost {
        connector_id,
        display_code_first,
        external_threshold,
        is_vendor_list,
        name,
        search_criteria_code,
    } = body;
    NewList {
        name,
        is_vendor_list,
        shows_code_first: display_code_first,
        searches: searches(search_criteria_code),
        connector: connector_id,
        external_threshold,
    }
}

/// Changes to a list.
pub fn list_patch(body: wire::ListPut) -> ListPatch {
    let wire::ListPut { display_code_first, name, search_criteria_code } = body;
    ListPatch { name, shows_code_first: display_code_first, searches: search_criteria_code.map(searches) }
}

const fn searches(code: wire::SearchCriteriaCode) -> Searches {
    match code {
        wire::SearchCriteriaCode::Code => Searches::Code,
        wire::SearchCriteriaCode::Text => Searches::Text,
    }
}

/// An item of a list, the last of a path that begins with the topmost one.
pub fn list_item(path: &[Arc<ListItem>], base_url: &str) -> Option<wire::ListItem> {
    let ListItem { id, list, parent, code: _, name } = &**path.last()?;
    let mut codes = path.iter().map(|item| item.code.clone());
    let mut level = || codes.next().unwrap_or_default();
    Some(wire::ListItem {
        id: id.to_string(),
        list_id: list.to_string(),
        name: name.clone(),
        parent_id: parent.map(|parent| parent.to_string()).unwrap_or_default(),
        uri: format!("{base_url}/api/v3.0/common/listitems/{id}"),
        level1: level(),
        level2: level(),
        level3: level(),
        level4: level(),
        level5: level(),
        level6: level(),
        level7: level(),
        level8: level(),
        level9: level(),
        level10: level(),
    })
}

/// An item to be.
///
/// # Errors
///
/// A level that is empty above one that is not.
pub fn new_list_item(body: wire::ListItemPost) -> Body<NewListItem> {
    let (list, name) = (body.list_id.parse().ok(), body.name.clone());
    let mut levels: Vec<_> = body.into_levels().map(Option::unwrap_or_default).into();
    while levels.last().is_some_and(String::is_empty) {
        levels.pop();
    }
    match levels.iter().position(String::is_empty) {
        Some(gap) => Err(vec![Fault::new(format!("Level{}Code", gap + 1), "is empty above a level that is not")]),
        None => Ok(NewListItem { list, codes: levels, name }),
    }
}

/// Changes to an item.
///
/// # Errors
///
/// A list that is none.
pub fn list_item_patch(body: wire::ListItemPut) -> Body<ListItemPatch> {
    let wire::ListItemPut { code, list_id, name } = body;
    let list = list_id.map(|list| list.parse::<ListId>()).transpose();
    let list = list.map_err(|error| vec![Fault::new("ListID", error.to_string())])?;
    Ok(ListItemPatch { list, code, name })
}

/// A place.
pub fn location(place: &Place, base_url: &str) -> wire::Location {
    let Place {
        id,
        name_id,
        name,
        city: _,
        country_code,
        country_sub_division_code,
        administrative_region,
        airport,
        is_bookable,
        latitude,
        longitude,
    } = place;
    wire::Location {
        administrative_region: administrative_region.clone(),
        country: country_code.clone(),
        country_subdivision: country_sub_division_code.clone(),
        iata_code: airport.clone(),
        id: id.clone(),
        is_airport: airport.is_some(),
        is_booking_tool: *is_bookable,
        latitude: latitude.map(Number),
        longitude: longitude.map(Number),
        name: name.clone(),
        uri: format!("{base_url}/api/v3.0/common/locations/{id}"),
        location_name_id: name_id.clone(),
    }
}

/// A user.
pub fn user(user: &User, base_url: &str) -> wire::User {
    let User { id, login, employee_id, first_name, last_name, manager: _, roles: _, delegates: _, group: _, profile } =
        user;
    let mobile = profile.phone_numbers.iter().find(|phone| phone.kind == PhoneKind::Mobile);
    wire::User {
        active: profile.active,
        cell_phone_number: mobile.map(|phone| phone.value.clone()),
        employee_id: employee_id.clone(),
        first_name: first_name.clone(),
        id: id.to_string(),
        last_name: last_name.clone(),
        login_id: login.clone(),
        middle_name: profile.name.middle_name.clone(),
        organization_unit: None,
        primary_email: user.primary_email().to_owned(),
        uri: format!("{base_url}/profile/identity/v4/Users/{id}"),
    }
}

/// A receipt image.
pub fn receipt_image(image: &ReceiptImage, base_url: &str, tenant: Option<CompanyId>) -> wire::ReceiptImage {
    let ReceiptImage { id, owner: _, at: _, pages: _ } = image;
    let mut uri = format!("{base_url}/api/v3.0/expense/receiptimages/{id}/file");
    // Whoever fetches it shows no token that says whose it is.
    if let Some(company) = tenant {
        uri += &format!("?company={company}");
    }
    wire::ReceiptImage { id: id.to_string(), uri }
}
