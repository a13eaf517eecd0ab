//! A user as a caller writes him. Whatever only the service writes (`id`, `meta`, `displayName`, …) may be there, so that an answer can
//! be sent back changed, and counts for nothing.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::json::{Object, object};

/// Who somebody is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewUser {
    /// The login: `user@domain`, unique.
    pub user_name: String,
    /// What the provisioning system calls him, unique; takes a scope of its own.
    pub external_id: Option<String>,
    /// Whether he may log in.
    pub active: bool,
    /// His name.
    #[serde(deserialize_with = "object")]
    pub name: NewName,
    /// What he likes to be called.
    pub nick_name: Option<String>,
    /// His job title.
    pub title: Option<String>,
    /// `yyyy-MM-dd`.
    #[schema(format = "date")]
    pub date_of_birth: Option<String>,
    /// His language; `en-US` where none is given.
    pub preferred_language: Option<String>,
    /// His time zone; `America/New_York` where none is given.
    pub timezone: Option<String>,
    /// E-mail addresses, one of a type.
    #[schema(value_type = Vec<NewEmail>)]
    pub emails: Vec<Object<NewEmail>>,
    /// Phone numbers, one of a type but for mobiles.
    #[schema(value_type = Option<Vec<NewPhoneNumber>>)]
    pub phone_numbers: Option<Vec<Object<NewPhoneNumber>>>,
    /// Postal addresses, one of a type.
    #[schema(value_type = Option<Vec<NewAddress>>)]
    pub addresses: Option<Vec<Object<NewAddress>>>,
    /// Whom to call if something happens to him: one at most.
    #[schema(value_type = Option<Vec<NewEmergencyContact>>)]
    pub emergency_contacts: Option<Vec<Object<NewEmergencyContact>>>,
    /// Features that are enabled for him: `Expense`, `Invoice`, `Locate`, `Request`, `Travel`, `Analytics`, `Unified Analytics`.
    pub entitlements: Option<Vec<String>>,
    /// What the company knows of him.
    #[serde(rename = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", deserialize_with = "object")]
    pub enterprise: NewEnterpriseUser,
    /// What SAP's services know of him; takes a scope of its own.
    #[serde(rename = "urn:ietf:params:scim:schemas:extension:sap:2.0:User", default, deserialize_with = "optional")]
    pub sap: Option<NewSapUser>,
}

/// A name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewName {
    /// An academic title.
    pub academic_title: Option<String>,
    /// The family name.
    pub family_name: String,
    /// What goes before the family name.
    pub family_name_prefix: Option<String>,
    /// The given name.
    pub given_name: String,
    /// What goes before the name.
    pub honorific_prefix: Option<String>,
    /// What goes behind the name.
    pub honorific_suffix: Option<String>,
    /// The letter of the middle name.
    pub middle_initial: Option<String>,
    /// The names between given and family name.
    pub middle_name: Option<String>,
}

/// An e-mail address.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewEmail {
    /// The address.
    pub value: String,
    /// `work`, `home`, `work2`, `other` or `other2`; `work` where none is given.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Whether notifications are sent there.
    pub notifications: Option<bool>,
    /// Whether it is known to be his; takes a scope of its own.
    pub verified: Option<bool>,
}

/// A phone number.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewPhoneNumber {
    /// The number.
    pub value: String,
    /// `work`, `home`, `mobile`, `fax`, `pager`, `other` or `work2`; `work` where none is given.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The number, as people read it.
    pub display: Option<String>,
    /// Whether notifications are sent there.
    pub notifications: Option<bool>,
    /// Whether it is the one to call first; of one mobile.
    pub primary: Option<bool>,
}

/// A postal address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewAddress {
    /// `work`, `home`, `other`, `billing`, `bank` or `shipping`; `work` where none is given.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
    /// The city.
    pub locality: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The state or region.
    pub region: Option<String>,
    /// Street and number.
    pub street_address: Option<String>,
}

/// Whom to call if something happens to a user.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewEmergencyContact {
    /// Who it is.
    pub name: String,
    /// `Spouse`, `Brother`, `Parent`, `Sister`, `Life Partner` or `Other`.
    pub relationship: String,
    /// His e-mail addresses.
    pub emails: Option<Vec<String>>,
    /// His phone numbers.
    pub phones: Option<Vec<String>>,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
    /// The city.
    pub locality: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The state or region.
    pub region: Option<String>,
    /// Street and number.
    pub street_address: Option<String>,
}

/// What a company knows of its user.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewEnterpriseUser {
    /// The company's UUID: the caller's own.
    pub company_id: String,
    /// The number that the company gives him, unique; his login where it gives none.
    pub employee_number: Option<String>,
    /// His cost center.
    pub cost_center: Option<String>,
    /// His department.
    pub department: Option<String>,
    /// His division.
    pub division: Option<String>,
    /// His first day, `yyyy-MM-ddTHH:mm:ssZ`; today where none is given.
    #[schema(format = "date-time")]
    pub start_date: Option<String>,
    /// His last day, `yyyy-MM-ddTHH:mm:ssZ`.
    #[schema(format = "date-time")]
    pub termination_date: Option<String>,
    /// Who approves for him.
    #[serde(default, deserialize_with = "optional")]
    pub manager: Option<NewManager>,
    /// When he is away.
    #[schema(value_type = Option<Vec<NewLeave>>)]
    pub leaves_of_absence: Option<Vec<Object<NewLeave>>>,
}

/// A user's manager.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewManager {
    /// The manager's UUID.
    pub value: String,
}

/// When a user is away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewLeave {
    /// `yyyy-MM-dd`.
    #[schema(format = "date")]
    pub start_date: String,
    /// `yyyy-MM-dd`.
    #[schema(format = "date")]
    pub end_date: Option<String>,
    /// `voluntary` or `mandatory`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// What SAP's services know of a user.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewSapUser {
    /// His SAP Global ID, a UUID.
    #[serde(default)]
    pub user_uuid: Option<String>,
}

/// An object, or null for none.
fn optional<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Ok(Option::<Object<T>>::deserialize(deserializer)?.map(|Object(value)| value))
}
