//! What the family says. No other dialect uses these types.

use serde::Serialize;
use utoipa::ToSchema;

/// A user, or the company.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Principal {
    /// A user.
    User(Box<ProfileUser>),
    /// The company.
    Company(ProfileCompany),
}

/// A user.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileUser {
    /// Whether he may log in.
    pub active: bool,
    /// His UUID.
    pub id: String,
    /// `Enterprise`.
    pub user_type: &'static str,
    /// His name.
    pub name: ProfileName,
    /// His name, as it is shown.
    pub display_name: String,
    /// Of the resource.
    pub meta: UserMeta,
    /// His language.
    pub preferred_language: String,
    /// `yyyy-MM-dd`.
    pub date_of_birth: Option<String>,
    /// The schemas that it has attributes of.
    pub schemas: [&'static str; 2],
    /// E-mail addresses.
    pub emails: Vec<ProfileEmail>,
    /// Postal addresses.
    pub addresses: Vec<ProfileAddress>,
    /// His employment.
    #[serde(rename = "com:concur:Employee:1.0")]
    pub employee: Employee,
}

/// A name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileName {
    /// The family name.
    pub family_name: String,
    /// The given name.
    pub given_name: String,
    /// The names between them.
    pub middle_name: Option<String>,
}

/// Of the resource.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserMeta {
    /// When he was created.
    pub created: String,
    /// When he was last changed.
    pub last_modified: String,
    /// `user`.
    pub principal_type: &'static str,
    /// `EnterpriseUser`.
    pub resource_type: &'static str,
}

/// An e-mail address.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileEmail {
    /// The address.
    pub value: String,
    /// `Business`, `Business2`, `Personal`, `Other` or `Other2`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Whether notifications are sent there.
    pub notifications: bool,
    /// Whether it is known to be his.
    pub verified: bool,
}

/// A postal address.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileAddress {
    /// `Work`, `Home` or `Other`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Street and number.
    pub street_address: Option<String>,
    /// The city.
    pub locality: Option<String>,
    /// The state or region.
    pub region: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
}

/// An employment.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Employee {
    /// The company.
    #[serde(rename = "companyUUID")]
    pub company_uuid: String,
    /// The number that the company gave him.
    pub employee_id: String,
    /// His job title; empty where he has none.
    pub job_title: String,
    /// The UUID of his manager.
    pub manager_id: Option<String>,
}

/// A company.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileCompany {
    /// Its UUID.
    pub id: String,
    /// The schemas that it has attributes of.
    pub schemas: [&'static str; 1],
    /// Its name.
    pub name: String,
    /// Of the resource.
    pub meta: PrincipalMeta,
    /// Its edition of Expense.
    #[serde(rename = "com:concur:Expense:0.1")]
    pub expense: Edition,
}

/// Of the resource.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrincipalMeta {
    /// `company`.
    pub principal_type: &'static str,
}

/// An edition of a product.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Edition {
    /// `CES`: Professional.
    pub offering_code: &'static str,
    /// `CTE`: Professional.
    pub marketing_name: &'static str,
}
