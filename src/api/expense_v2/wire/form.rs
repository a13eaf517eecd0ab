//! The values of the fields that forms give to reports, entries and their parts.

use serde::Serialize;
use utoipa::ToSchema;

/// The value of a custom field or of an organizational unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename = "CustomField", rename_all = "PascalCase")]
#[schema(as = CustomField)]
pub struct CustomField<'a> {
    /// What its values are: `Amount`, `Boolean`, `ConnectedList`, `Date`, `Integer`, `List`, `Number` or `Text`.
    #[serde(rename = "Type")]
    pub kind: &'static str,
    /// The value; of an item of a list, its name.
    pub value: &'a str,
    /// Of an item of a list, its code.
    pub code: Option<&'a str>,
}
