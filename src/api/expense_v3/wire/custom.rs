//! Custom fields and organizational units of forms.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The value of a custom field or of an organizational unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename = "CustomField", rename_all = "PascalCase")]
#[schema(as = CustomField)]
pub struct CustomField {
    /// Its type: `List` where the value is an item of a list that is known, else `Text`.
    #[serde(rename = "Type")]
    pub kind: &'static str,
    /// The value; of an item of a list, its name.
    pub value: String,
    /// Of an item of a list, its code.
    pub code: Option<String>,
    /// Of an item of a list, its ID.
    #[serde(rename = "ListItemID")]
    pub list_item_id: Option<String>,
}

/// What a caller sends for one: its value, or as it is answered.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum CustomValue {
    /// Its value; null where it is left alone.
    Text(Option<String>),
    /// As it is answered.
    Field(CustomObject),
    /// Something else.
    Other(IgnoredAny),
}

/// A custom field as it is answered.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomObject {
    value: String,
    #[serde(rename = "ListItemID")]
    list_item_id: Option<String>,
}

impl CustomValue {
    /// The value; none where it is left alone.
    pub fn into_value(self) -> Option<String> {
        match self {
            Self::Text(value) => value,
            Self::Field(CustomObject { value, list_item_id }) => {
                list_item_id.filter(|item| !item.is_empty()).or(Some(value))
            }
            Self::Other(_) => None,
        }
    }
}
