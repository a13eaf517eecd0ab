//! A user, as he is answered. What `attributes`, `excludedAttributes` or the scopes leave out is not there at all; what is there and null
//! is known to be nothing.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Address, Email, EmergencyContact, Name, PhoneNumber};

/// A user.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The schemas that it has attributes of; not where only some attributes are asked for.
    #[schema(required = false)]
    pub schemas: Vec<String>,
    /// The user's UUID.
    pub id: String,
    /// What the provisioning system calls him.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The login.
    #[schema(required = false)]
    pub user_name: String,
    /// Whether he may log in.
    #[schema(required = false)]
    pub active: bool,
    /// His name.
    #[schema(required = false)]
    pub name: Name,
    /// Nickname or given name, and family name.
    #[schema(required = false)]
    pub display_name: String,
    /// What he likes to be called.
    pub nick_name: Option<String>,
    /// His job title.
    pub title: Option<String>,
    /// `yyyy-MM-dd`.
    pub date_of_birth: Option<String>,
    /// His language.
    #[schema(required = false)]
    pub preferred_language: String,
    /// His time zone.
    #[schema(required = false)]
    pub timezone: String,
    /// E-mail addresses.
    #[schema(required = false)]
    pub emails: Vec<Email>,
    /// Phone numbers.
    #[schema(required = false)]
    pub phone_numbers: Vec<PhoneNumber>,
    /// Postal addresses.
    #[schema(required = false)]
    pub addresses: Vec<Address>,
    /// Whom to call if something happens to him; null for nobody.
    pub emergency_contacts: Option<Vec<EmergencyContact>>,
    /// Features that are enabled for him; in v4.1 only where they are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub entitlements: Vec<String>,
    /// How he likes things to be written: always what Concur begins with.
    #[schema(required = false)]
    pub locale_overrides: LocaleOverrides,
    /// Of the resource.
    #[schema(required = false)]
    pub meta: Meta,
    /// What the company knows of him.
    #[serde(rename = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    #[schema(required = false)]
    pub enterprise: EnterpriseUser,
    /// What SAP's services know of him.
    #[serde(rename = "urn:ietf:params:scim:schemas:extension:sap:2.0:User", skip_serializing_if = "Option::is_none")]
    pub sap: Option<SapUser>,
}

/// How a user likes things to be written.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LocaleOverrides {
    /// When a day ends.
    #[schema(required = false)]
    pub preference_end_day_view_hour: u8,
    /// When a week begins.
    #[schema(required = false)]
    pub preference_first_day_of_week: &'static str,
    /// How days are written.
    #[schema(required = false)]
    pub preference_date_format: &'static str,
    /// Where the sign of a currency stands.
    #[schema(required = false)]
    pub preference_currency_symbol_location: &'static str,
    /// What stands between hours and minutes.
    #[schema(required = false)]
    pub preference_hour_minute_separator: &'static str,
    /// What distances are measured in.
    #[schema(required = false)]
    pub preference_distance: &'static str,
    /// What of a calendar is shown.
    #[schema(required = false)]
    pub preference_default_cal_view: &'static str,
    /// How times are written.
    #[serde(rename = "preference24Hour")]
    #[schema(required = false)]
    pub preference_24_hour: &'static str,
    /// How numbers are written.
    #[schema(required = false)]
    pub preference_number_format: &'static str,
    /// When a day begins.
    #[schema(required = false)]
    pub preference_start_day_view_hour: u8,
    /// How debts are written: as numbers are.
    pub preference_negative_currency_format: Option<&'static str>,
    /// How negative numbers are written: as the language has it.
    pub preference_negative_number_format: Option<&'static str>,
}

/// Of the resource.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Meta {
    /// `User`.
    #[schema(required = false)]
    pub resource_type: &'static str,
    /// When it was created.
    #[schema(required = false)]
    pub created: String,
    /// When it was last changed.
    #[schema(required = false)]
    pub last_modified: String,
    /// How often it was changed.
    #[schema(required = false)]
    pub version: u32,
    /// Its URL.
    #[schema(required = false)]
    pub location: String,
    /// Where User Provisioning tells what became of the request; in its answers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_url: Option<String>,
    /// The request's identifier; likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provision_id: Option<String>,
}

/// What a company knows of its user.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnterpriseUser {
    /// The company's UUID.
    #[schema(required = false)]
    pub company_id: String,
    /// The number that the company gave him.
    #[schema(required = false)]
    pub employee_number: String,
    /// The company's name.
    #[schema(required = false)]
    pub organization: String,
    /// His cost center.
    pub cost_center: Option<String>,
    /// His department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// His division.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub division: Option<String>,
    /// His first day.
    #[schema(required = false)]
    pub start_date: String,
    /// His last day.
    pub termination_date: Option<String>,
    /// Who approves for him.
    pub manager: Option<Manager>,
    /// When he is away.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub leaves_of_absence: Vec<Leave>,
}

/// A user's manager.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Manager {
    /// The manager's UUID.
    #[schema(required = false)]
    pub value: String,
    /// The manager's name; in v4.1 only where it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The manager's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employee_number: Option<String>,
    /// The manager's URL; in v4.1 only where it is asked for.
    #[serde(rename = "$ref")]
    #[schema(required = false)]
    pub reference: String,
}

/// When a user is away.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Leave {
    /// `yyyy-MM-dd`.
    #[schema(required = false)]
    pub start_date: String,
    /// `yyyy-MM-dd`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// Whether he wanted it.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
}

/// What SAP's services know of a user.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SapUser {
    /// His SAP Global ID.
    #[schema(required = false)]
    pub user_uuid: String,
}
