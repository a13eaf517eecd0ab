//! From core to the family's wire. Names are in the language that the caller asks for.

use super::wire;
use crate::core::attendee::AttendeeType;
use crate::core::company::{Company, ExpenseType, PaymentType};
use crate::core::configuration::GroupView;
use crate::core::group::{CashAdvanceSettings, Group, NamedId, OfferedPaymentType, OfferedPolicy};
use crate::core::language::Language;

/// What to show with a group.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parts {
    /// Its policies.
    pub policies: bool,
    /// Its payment types.
    pub payment_types: bool,
    /// Its attendee types.
    pub attendee_types: bool,
}

impl Parts {
    /// Everything.
    pub const ALL: Self = Self { policies: true, payment_types: true, attendee_types: true };
}

/// The policies of a group.
pub fn policies(view: &GroupView, language: Language) -> Vec<wire::ExpensePolicy<'_>> {
    let names = &view.company.translations;
    let policies = view.policies.iter().map(|(offered, policy)| {
        let OfferedPolicy { id, is_default, is_inheritable } = *offered;
        wire::ExpensePolicy {
            policy_id: id.to_string(),
            policy_name: names.of(&policy.name, language),
            is_default,
            is_inheritable,
        }
    });
    policies.collect()
}

/// Expense types of a company.
pub fn expense_types<'a>(
    company: &'a Company,
    types: &[&'a ExpenseType],
    language: Language,
) -> Vec<wire::ExpenseType<'a>> {
    let named = |name: &'a str| company.translations.of(name, language);
    let wire = |expense_type: &&'a ExpenseType| {
        let ExpenseType { code, name, category, image_required: _, is_category, parent } = *expense_type;
        let parent = parent.as_ref().and_then(|code| company.expense_types.get(code));
        wire::ExpenseType {
            expense_type_id: code,
            expense_type_name: named(name),
            spend_category_code: category,
            spend_category_name: named(company.spend_categories.get(category).unwrap_or(category)),
            is_category: *is_category,
            parent_expense_type_id: parent.map(|parent| &*parent.code),
            parent_name: parent.map(|parent| named(&parent.name)),
        }
    };
    types.iter().map(wire).collect()
}

/// The payment types of a group.
pub fn payment_types(view: &GroupView, language: Language) -> Vec<wire::PaymentType<'_>> {
    let names = &view.company.translations;
    let payment_types = view.group.payment_types.iter().filter_map(|offered| {
        let OfferedPaymentType { id, is_default } = offered;
        let PaymentType { id, name, code: _, payer: _ } = view.company.payment_types.get(id)?;
        Some(wire::PaymentType {
            payment_type_id: id,
            payment_type_name: names.of(name, language),
            is_default: *is_default,
        })
    });
    payment_types.collect()
}

/// The attendee types of a group.
pub fn attendee_types(view: &GroupView, language: Language) -> Vec<wire::AttendeeType<'_>> {
    let names = &view.company.translations;
    let attendee_types = view.group.attendee_types.iter().filter_map(|code| {
        let AttendeeType { code, name, particulars: _ } = view.company.attendee_types.get(code)?;
        Some(wire::AttendeeType { attendee_type_code: code, attendee_type_name: names.of(name, language) })
    });
    attendee_types.collect()
}

/// A group by itself.
pub fn group(group: &Group) -> wire::Group<'_> {
    let Group {
        id,
        name,
        allows_digital_tax_invoices,
        allows_yodlee_cards,
        attendee_list_form,
        cash_advance,
        policies: _,
        payment_types: _,
        attendee_types: _,
    } = group;
    let CashAdvanceSettings { workflow, allows_carry_balance, allows_link_multiple, allows_update_exchange_rate } =
        cash_advance;
    wire::Group {
        hierarchy_node_id: id,
        group_name: name,
        allow_user_digital_tax_invoice: *allows_digital_tax_invoices,
        allow_user_register_yodlee: *allows_yodlee_cards,
        attendee_list_form_id: attendee_list_form.as_ref().map(|form| &*form.id),
        attendee_list_form_name: attendee_list_form.as_ref().map(|form| &*form.name),
        cash_advance: wire::CashAdvance {
            allow_user_carry_balance: *allows_carry_balance,
            allow_user_link_multiple: *allows_link_multiple,
            allow_user_update_exchange_rate: *allows_update_exchange_rate,
            name: workflow.as_ref().map(|NamedId { id: _, name }| &**name),
            workflow_id: workflow.as_ref().map(|NamedId { id, name: _ }| &**id),
        },
    }
}

/// A group with what applies to it.
pub fn group_config(view: &GroupView, parts: Parts, language: Language) -> wire::GroupConfig<'_> {
    wire::GroupConfig {
        group: group(&view.group),
        policies: parts.policies.then(|| policies(view, language)),
        payment_types: parts.payment_types.then(|| payment_types(view, language)),
        attendee_types: parts.attendee_types.then(|| attendee_types(view, language)),
    }
}
