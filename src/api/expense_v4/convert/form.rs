//! Forms, from core to the wire.

use crate::api::expense_v4::wire::form as wire;
use crate::core::form::{Access, Form, FormField, ListSource, Validation};

/// The fields of a form, with their labels as `named` has them; `may_write`: whether anything on it can be changed now.
pub fn form_fields<'a>(
    form: &'a Form,
    may_write: bool,
    named: impl Fn(&'a str) -> &'a str,
) -> Vec<wire::FormField<'a>> {
    let Form { name: _, fields } = form;
    fields.iter().zip(1..).map(|(field, place)| form_field(field, place, may_write, &named)).collect()
}

fn form_field<'a>(
    field: &'a FormField,
    place: usize,
    may_write: bool,
    named: &impl Fn(&'a str) -> &'a str,
) -> wire::FormField<'a> {
    let FormField {
        field,
        id,
        label,
        control,
        data,
        access,
        is_required,
        is_required_for_auto_save,
        maximum_length,
        default,
        list,
        tooltip,
        validation,
        has_line_separator,
        is_copy_down_source,
        copy_down,
    } = field;
    let list = list.as_ref();
    let (list_id, list_level) = (list.map(|l| l.id.as_str()), list.and_then(|l| l.level));
    let parent_field_id = list.and_then(|ListSource { parent_field, .. }| parent_field.as_deref());
    let is_external_list = list.is_some_and(|l| l.is_external);
    let validation = validation.as_ref();
    let expression = validation.map(|Validation { expression, .. }| expression.as_str());
    let message = validation.and_then(|Validation { message, .. }| message.as_deref()).map(named);
    let access = match access {
        Access::ReadWrite if !may_write => Access::ReadOnly,
        access => *access,
    };
    wire::FormField {
        parent_field_id,
        control_type: control.code(),
        data_type: data.code(),
        default_value: default.as_deref(),
        field_access: access.code(),
        field_id: field,
        form_field_id: id,
        field_name: named(label),
        field_sequence: place,
        has_line_separator: *has_line_separator,
        is_copy_down_source: *is_copy_down_source,
        list_id,
        list_level,
        is_external_list,
        maximum_length: *maximum_length,
        is_required: *is_required,
        tooltip: tooltip.as_deref().map(named),
        validation_expression: expression,
        validation_message: message,
        itemization_copy_down_action: copy_down.code(),
        required_for_auto_save: *is_required_for_auto_save,
        reference_link: None,
        target_field_settings: None,
    }
}
