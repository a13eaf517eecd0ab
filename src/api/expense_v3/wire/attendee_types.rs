//! Types of attendee, as they are answered and as they are sent.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::scalar;

/// A page of types of attendee.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AttendeeTypes<'a> {
    /// The types, by code.
    pub items: Vec<AttendeeType<'a>>,
    /// Where the next page is; null on the last one.
    pub next_page: Option<String>,
}

/// A type of attendee.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
#[schema(as = AttendeeType)]
pub struct AttendeeType<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its code.
    pub code: &'a str,
    /// The form of its attendees.
    #[serde(rename = "AttendeeFormID")]
    pub attendee_form_id: Option<&'a str>,
    /// The fields in which duplicates are looked for.
    pub duplicate_search_fields: Vec<&'a str>,
    /// The connector that brings its attendees; empty where Concur has them.
    #[serde(rename = "ConnectorID")]
    pub connector_id: &'a str,
    /// Whether users may add attendees of it.
    pub allow_manually_entered_attendees: bool,
    /// Whether users may say how many people one stands for.
    pub allow_attendee_count_editing: bool,
    /// Its ID.
    #[serde(rename = "ID")]
    pub id: String,
    /// Its address.
    #[serde(rename = "URI")]
    pub uri: String,
}

/// What is sent of a type of attendee. Of one that is there, what is absent or null stays; an empty text clears what may be empty.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct AttendeeTypeContent {
    /// Its name, 40 characters at most; unique.
    pub name: Option<String>,
    /// Its code, 40 characters at most; unique.
    pub code: Option<String>,
    /// The form of its attendees.
    #[serde(rename = "AttendeeFormID")]
    pub attendee_form_id: Option<String>,
    /// The fields in which duplicates are looked for.
    pub duplicate_search_fields: Option<Vec<String>>,
    /// The connector that brings its attendees.
    #[serde(rename = "ConnectorID")]
    pub connector_id: Option<String>,
    /// Whether users may add attendees of it.
    #[serde(default, deserialize_with = "scalar::flag")]
    #[schema(value_type = Option<bool>)]
    pub allow_manually_entered_attendees: Option<bool>,
    /// Whether users may say how many people one stands for.
    #[serde(default, deserialize_with = "scalar::flag")]
    #[schema(value_type = Option<bool>)]
    pub allow_attendee_count_editing: Option<bool>,
}
