//! A field of a form (`FormField` of the pages of reports and of expenses).

use serde::Serialize;
use utoipa::ToSchema;

/// A field of the form of a report or of an expense.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormField<'a> {
    /// The field of a connected list's level above.
    pub parent_field_id: Option<&'a str>,
    /// How it is shown.
    pub control_type: &'static str,
    /// What its values are.
    pub data_type: &'static str,
    /// What it begins with.
    pub default_value: Option<&'a str>,
    /// `HD`, `RO` or `RW`.
    pub field_access: &'static str,
    /// What it holds.
    pub field_id: &'a str,
    /// The field.
    pub form_field_id: &'a str,
    /// Its label.
    pub field_name: &'a str,
    /// Its place, from 1.
    pub field_sequence: usize,
    /// Whether a line follows it.
    pub has_line_separator: bool,
    /// Whether other fields copy its value.
    pub is_copy_down_source: bool,
    /// The list that its values are from.
    pub list_id: Option<&'a str>,
    /// The level of a connected list.
    pub list_level: Option<u32>,
    /// Whether the list is looked up outside Concur.
    pub is_external_list: bool,
    /// How long a value may be.
    pub maximum_length: Option<u32>,
    /// Whether it has to be filled in.
    pub is_required: bool,
    /// What is said beside it.
    pub tooltip: Option<&'a str>,
    /// A regular expression that its values have to match.
    pub validation_expression: Option<&'a str>,
    /// What is said where one does not.
    pub validation_message: Option<&'a str>,
    /// Where itemizations have its value from.
    pub itemization_copy_down_action: &'static str,
    /// Whether it has to be filled in even to save what is not finished.
    pub required_for_auto_save: bool,
    /// Always null here.
    pub reference_link: Option<&'a str>,
    /// Always null here.
    #[schema(value_type = Option<Vec<Object>>)]
    pub target_field_settings: Option<()>,
}
