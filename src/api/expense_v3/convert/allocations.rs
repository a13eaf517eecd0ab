//! From the allocations of `core` to v3's.

use super::entries::entry_id;
use super::reports::{Place, custom_field};
use crate::api::expense_v3::wire::allocations::{Allocation, CustomFieldExtension};
use crate::api::expense_v3::wire::custom::CustomField as Value;
use crate::api::expense_v3::wire::form_fields::fill_form_fields;
use crate::core::allocation;
use crate::core::expense::CustomField;
use crate::core::ids::AllocationId;
use crate::core::money::EightDecimals;
use crate::tenant::parts::Share;
use crate::tenant::queries::ReportView;

/// What v3 writes before an allocation's digits.
const PREFIX: &str = "gWm";

/// The allocation that a v3 ID means; the one that there never is where it is no such ID.
pub fn read_allocation_id(text: &str) -> AllocationId {
    let id = text.trim().strip_prefix(PREFIX).and_then(|digits| digits.parse().ok());
    id.unwrap_or(AllocationId::NOTHING)
}

/// A share with what is around it.
pub fn allocation<'a>(view: &'a ReportView, share: &'a Share, place: Place<'_>) -> Allocation<'a> {
    let company = &view.company;
    let allocation::Allocation {
        id,
        cost_object,
        percentage,
        account_code,
        over_limit_account_code,
        custom,
        is_system,
        is_percent_edited,
        exceptions: _,
    } = &share.allocation;
    let charged = company.cost_objects.get(cost_object);
    // A cost object that is no longer in the catalogue has no list item left.
    let holder = |field: &str| {
        (field == company.cost_object_field).then(|| Value {
            kind: "List",
            value: charged.map_or(cost_object, |known| &known.name).clone(),
            code: Some(cost_object.clone()),
            list_item_id: charged.map(|known| known.list_item.to_string()),
        })
    };
    let named = |field: &str| place_of(&company.cost_object_field, custom, field);
    let field = |field: &str| {
        let Value { kind, value, code, list_item_id } =
            holder(field).or_else(|| custom_field(custom, field, company))?;
        let label = if field == company.cost_object_field { "Cost Object".to_owned() } else { capitalized(field) };
        Some(CustomFieldExtension { kind, value, code, list_item_id, label, sequence: named(field) })
    };
    let own_id = format!("{PREFIX}{id}");
    fill_form_fields! { Allocation {
        entry_id: entry_id(share.expense.entry_id),
        percentage: EightDecimals::new(*percentage).as_str().to_owned(),
        is_percent_edited: *is_percent_edited,
        is_hidden: *is_system,
        account_code1: account_code.as_deref(),
        account_code2: over_limit_account_code.as_deref(),
        uri: format!("{}/api/v3.0/expense/allocations/{own_id}", place.base_url),
        id: own_id,
    } by field; units:; custom: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; }
}

/// Where a field stands: the cost object first, then the others in their order (inferred: there are no forms of allocations).
fn place_of(cost_object_field: &str, custom: &[CustomField], field: &str) -> u32 {
    let fields = std::iter::once(cost_object_field).chain(custom.iter().map(|custom| custom.id.as_str()));
    let place = fields.into_iter().position(|known| known == field).unwrap_or_default();
    u32::try_from(place + 1).unwrap_or(u32::MAX)
}

/// A field's name as a label.
fn capitalized(field: &str) -> String {
    field.replacen("custom", "Custom ", 1)
}
