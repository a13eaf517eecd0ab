//! From the expense groups of `core` to v3's configurations.

use super::reports::Place;
use crate::api::expense_v3::wire::groups::{
    CashAdvance, ExpenseGroupConfiguration, ExpenseType, GroupAttendeeType, PaymentType, Policy,
};
use crate::core::company;
use crate::core::configuration::{GroupView, expense_types};
use crate::core::group::{CashAdvanceSettings, Group, NamedId, OfferedPaymentType, OfferedPolicy};

/// A group with what applies to it.
pub fn configuration<'a>(view: &'a GroupView, place: Place<'_>) -> ExpenseGroupConfiguration<'a> {
    let Group {
        id,
        name,
        allows_digital_tax_invoices,
        allows_yodlee_cards,
        attendee_list_form,
        cash_advance,
        policies: _,
        payment_types,
        attendee_types,
    } = &*view.group;
    let CashAdvanceSettings { workflow, allows_carry_balance, allows_link_multiple, allows_update_exchange_rate } =
        cash_advance;
    let attendee_type = |code: &'a String| {
        let known = view.company.attendee_types.get(code)?;
        Some(GroupAttendeeType { code, name: &known.name })
    };
    let payment_type = |offered: &'a OfferedPaymentType| {
        let OfferedPaymentType { id, is_default } = offered;
        let known = view.company.payment_types.get(id)?;
        Some(PaymentType { id, name: &known.name, is_default: *is_default })
    };
    ExpenseGroupConfiguration {
        name,
        attendee_list_form_id: attendee_list_form.as_ref().map(|form| &*form.id),
        attendee_list_form_name: attendee_list_form.as_ref().map(|form| &*form.name),
        allow_user_register_yodlee: *allows_yodlee_cards,
        allow_user_digital_tax_invoice: *allows_digital_tax_invoices,
        cash_advance: workflow.as_ref().map(|NamedId { id, name }| CashAdvance {
            workflow_id: id,
            name,
            allow_user_carry_balance: *allows_carry_balance,
            allow_user_link_multiple: *allows_link_multiple,
            allow_user_update_exchange_rate: *allows_update_exchange_rate,
        }),
        payment_types: payment_types.iter().filter_map(payment_type).collect(),
        policies: policies(view),
        attendee_types: attendee_types.iter().filter_map(attendee_type).collect(),
        id,
        uri: format!("{}/api/v3.0/expense/expensegroupconfigurations/{id}", place.base_url),
    }
}

fn policies(view: &GroupView) -> Vec<Policy<'_>> {
    let policies = view.policies.iter().map(|(offered, policy)| {
        let OfferedPolicy { id, is_default, is_inheritable } = *offered;
        // What only gathers others is no type of an expense.
        let types = expense_types(&view.company, policy).into_iter().filter(|known| !known.is_category);
        Policy {
            id: id.to_string(),
            name: &policy.name,
            is_default,
            is_inheritable,
            expense_types: types.map(expense_type).collect(),
        }
    });
    policies.collect()
}

fn expense_type(known: &company::ExpenseType) -> ExpenseType<'_> {
    let company::ExpenseType { code, name, category, image_required: _, is_category: _, parent: _ } = known;
    ExpenseType { code, name, expense_code: expense_code(code, category) }
}

/// What a kind of expense does, by the codes of the page's sample (inferred: scenarios do not say).
fn expense_code(code: &str, category: &str) -> &'static str {
    match code {
        "MILEG" => "PCARMILE",
        "CARMI" => "COCARMILE",
        "CSHRN" | "CURGL" => "OTHERNP",
        _ if category.starts_with("LODG") => "LODGING",
        _ => "OTHER",
    }
}
