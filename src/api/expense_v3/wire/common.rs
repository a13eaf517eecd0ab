//! What several products share: lists and their items, places, users, receipt images.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::number::Number;
use super::scalar;

/// Declares a page of things: `Items`, and where there is more.
macro_rules! pages {
    ($($(#[$doc:meta])+ $name:ident of $item:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Debug, Serialize, ToSchema)]
        #[serde(rename_all = "PascalCase")]
        pub struct $name {
            /// Some of them.
            pub items: Vec<$item>,
            /// The address of the next page; none on the last.
            pub next_page: Option<String>,
        }
    )+};
}

pages! {
    /// A page of lists.
    Lists of List;
    /// A page of items of lists.
    ListItems of ListItem;
    /// A page of places.
    Locations of Location;
    /// A page of users.
    Users of User;
    /// A page of receipt images.
    ReceiptImages of ReceiptImage;
}

/// A list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct List {
    /// The connector that brings its items.
    #[serde(rename = "ConnectorID")]
    pub connector_id: Option<String>,
    /// Whether an item's code is shown before its text.
    pub display_code_first: bool,
    /// From which level on items come by the connector.
    pub external_threshold: Option<u32>,
    /// Its ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// Whether its items are vendors.
    pub is_vendor_list: bool,
    /// Its name.
    pub name: String,
    /// `CODE` or `TEXT`: what is looked at where one searches it.
    pub search_criteria_code: &'static str,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
}

/// A list to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ListPost {
    /// The connector that brings its items.
    #[serde(rename = "ConnectorID")]
    pub connector_id: Option<String>,
    /// Whether an item's code is shown before its text.
    #[serde(deserialize_with = "scalar::required_flag")]
    #[schema(value_type = bool)]
    pub display_code_first: bool,
    /// From which level on items come by the connector.
    #[serde(default, deserialize_with = "scalar::count")]
    pub external_threshold: Option<u32>,
    /// Whether its items are vendors.
    #[serde(deserialize_with = "scalar::required_flag")]
    #[schema(value_type = bool)]
    pub is_vendor_list: bool,
    /// Its name, 64 characters at most.
    pub name: String,
    /// `CODE` or `TEXT`.
    pub search_criteria_code: SearchCriteriaCode,
}

/// Changes to a list; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ListPut {
    /// Whether an item's code is shown before its text.
    #[serde(default, deserialize_with = "scalar::flag")]
    #[schema(value_type = Option<bool>)]
    pub display_code_first: Option<bool>,
    /// Its name, 64 characters at most.
    pub name: Option<String>,
    /// `CODE` or `TEXT`.
    pub search_criteria_code: Option<SearchCriteriaCode>,
}

/// What is looked at where one searches a list.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum SearchCriteriaCode {
    /// The codes.
    Code,
    /// The texts.
    Text,
}

/// Declares what has a code for each of ten levels: an item, and an item to be.
macro_rules! levels {
    ($(#[$outer:meta])+ pub struct $name:ident: $text:ty { $($(#[$attribute:meta])+ pub $field:ident: $type:ty,)+ }) => {
        $(#[$outer])+
        #[serde(rename_all = "PascalCase")]
        pub struct $name {
            $($(#[$attribute])+ pub $field: $type,)+
            /// The code of its first level.
            #[serde(rename = "Level1Code")]
            pub level1: $text,
            /// The code of its second level.
            #[serde(rename = "Level2Code")]
            pub level2: $text,
            /// The code of its third level.
            #[serde(rename = "Level3Code")]
            pub level3: $text,
            /// The code of its fourth level.
            #[serde(rename = "Level4Code")]
            pub level4: $text,
            /// The code of its fifth level.
            #[serde(rename = "Level5Code")]
            pub level5: $text,
            /// The code of its sixth level.
            #[serde(rename = "Level6Code")]
            pub level6: $text,
            /// The code of its seventh level.
            #[serde(rename = "Level7Code")]
            pub level7: $text,
            /// The code of its eighth level.
            #[serde(rename = "Level8Code")]
            pub level8: $text,
            /// The code of its ninth level.
            #[serde(rename = "Level9Code")]
            pub level9: $text,
            /// The code of its tenth level.
            #[serde(rename = "Level10Code")]
            pub level10: $text,
        }
    };
}

levels! {
    /// An item of a list. The codes of levels that it does not have are empty.
    #[derive(Debug, Serialize, ToSchema)]
    pub struct ListItem: String {
        /// Its ID.
        #[serde(rename = "ID")]
        pub id: String,
        /// The list that it is in.
        #[serde(rename = "ListID")]
        pub list_id: String,
        /// What it says.
        pub name: String,
        /// The item that it lies below; empty where there is none.
        #[serde(rename = "ParentID")]
        pub parent_id: String,
        /// Its address.
        #[serde(rename = "URI")]
        pub uri: String,
    }
}

levels! {
    /// An item to be; the code of the deepest level is its own, those above name the item that it lies below.
    #[derive(Debug, Deserialize, ToSchema)]
    pub struct ListItemPost: Option<String> {
        /// The list.
        #[serde(rename = "ListID")]
        pub list_id: String,
        /// What it says, 64 characters at most.
        pub name: String,
    }
}

impl ListItemPost {
    /// The codes of the levels, the first one first.
    pub fn into_levels(self) -> [Option<String>; 10] {
        let Self {
            list_id: _,
            name: _,
            level1,
            level2,
            level3,
            level4,
            level5,
            level6,
            level7,
            level8,
            level9,
            level10,
        } = self;
        [level1, level2, level3, level4, level5, level6, level7, level8, level9, level10]
    }
}

/// Changes to an item; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct ListItemPut {
    /// Its code, 32 characters at most.
    pub code: Option<String>,
    /// The list that it is in.
    #[serde(rename = "ListID")]
    pub list_id: Option<String>,
    /// What it says, 64 characters at most.
    pub name: Option<String>,
}

/// A place.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Location {
    /// The county or the like.
    pub administrative_region: Option<String>,
    /// The country, ISO 3166-1.
    pub country: Option<String>,
    /// The subdivision, ISO 3166-2.
    pub country_subdivision: Option<String>,
    /// The code of the airport.
    #[serde(rename = "IATACode")]
    pub iata_code: Option<String>,
    /// Its ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// Whether it is an airport.
    pub is_airport: bool,
    /// Whether trips can be booked to it.
    pub is_booking_tool: bool,
    /// Degrees north.
    pub latitude: Option<Number>,
    /// Degrees east.
    pub longitude: Option<Number>,
    /// Its name.
    pub name: String,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
    /// The identifier of its name.
    pub location_name_id: Option<String>,
}

/// A user.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct User {
    /// Whether he may log in.
    pub active: bool,
    /// His cell phone.
    pub cell_phone_number: Option<String>,
    /// His employee ID.
    #[serde(rename = "EmployeeID")]
    pub employee_id: String,
    /// His given name.
    pub first_name: String,
    /// His UUID.
    #[serde(rename = "ID")]
    pub id: String,
    /// His family name.
    pub last_name: String,
    /// His login.
    #[serde(rename = "LoginID")]
    pub login_id: String,
    /// His middle name.
    pub middle_name: Option<String>,
    /// His organization unit.
    pub organization_unit: Option<String>,
    /// His e-mail address.
    pub primary_email: String,
    /// His address in Identity.
    #[serde(rename = "URI")]
    pub uri: String,
}

/// A receipt image.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptImage {
    /// Its ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// Where the image itself is, for whoever knows the address.
    #[serde(rename = "URI")]
    pub uri: String,
}
