//! Delegators, forms, and what a group has.

use super::flag;
use crate::api::expense_v1::wire::catalogues::{
    Delegator, ExpenseGroupConfiguration, ExpenseType, FormData, FormField, PaymentType, PolicyAndExpenseTypes,
};
use crate::core::World;
use crate::core::company::Company;
use crate::core::configuration::{self, GroupView};
use crate::core::form::{self, CopyDown, Data, Form};
use crate::core::ids::UserId;
use crate::core::user::Delegate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many columns a text has, where it has any (the page's sample).
const COLUMNS: u32 = 32;

/// Those who have this user for a delegate, by login.
pub fn delegators(world: &World, delegate: UserId) -> Vec<Delegator> {
    let mut found: Vec<_> = world.delegators(delegate).filter_map(|id| world.user(id)).collect();
    found.sort_by(|one, other| one.login.cmp(&other.login));
    let rights = found.into_iter().filter_map(|user| {
        let mut delegates = user.delegates.iter();
        Some((user, delegates.find(|known| known.user == delegate)?))
    });
    let delegator = |(user, rights): (&Arc<crate::core::user::User>, &Delegate)| {
        let Delegate { user: _, can_prepare, can_submit, can_approve, favours: _ } = *rights;
        Delegator {
            can_approve: flag(can_approve),
            can_prepare: flag(can_prepare),
            can_submit: flag(can_submit),
            can_temporary_approve: flag(false),
            can_view_receipts: flag(can_prepare || can_submit || can_approve),
            receive_approval_emails: flag(false),
            receives_emails: flag(false),
            delegator_x_user_id: user.login.clone(),
        }
    };
    rights.map(delegator).collect()
}

/// A kind of form that the company has forms of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormKind {
    /// Of entries.
    Entry,
    /// Of headers of reports.
    Report,
}

impl FormKind {
    /// Every one of them.
    pub const ALL: [Self; 2] = [Self::Entry, Self::Report];

    /// Its code, and its name.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Entry => ("ENTRYINFO", "Expense Entry"),
            Self::Report => ("RPTINFO", "Expense Report Header"),
        }
    }

    /// The forms of the company, by name, each with its ID.
    fn forms(self, company: &Company) -> BTreeMap<String, (String, Arc<Form>)> {
        let named = |form: &Arc<Form>| (form.name.clone(), (form::identifier(&form.name, ""), Arc::clone(form)));
        match self {
            Self::Entry => {
                let book = &company.expense_forms;
                book.own.values().chain([&book.usual]).map(named).collect()
            }
            Self::Report => {
                let book = &company.report_forms;
                let mut forms: BTreeMap<_, _> = book.own.values().map(named).collect();
                // That is how reports name it.
                forms.insert(book.usual.name.clone(), (company.forms.report.clone(), Arc::clone(&book.usual)));
                forms
            }
        }
    }
}

/// The forms of a kind, by name.
pub fn forms(company: &Company, kind: FormKind) -> Vec<FormData> {
    kind.forms(company).into_iter().map(|(name, (form_id, _))| FormData { name, form_id }).collect()
}

/// The fields of the form with this ID, in order.
pub fn form_fields(company: &Company, id: &str) -> Option<Vec<FormField>> {
    let mut forms = FormKind::ALL.into_iter().flat_map(|kind| kind.forms(company).into_values());
    let (_, form) = forms.find(|(known, _)| known.eq_ignore_ascii_case(id))?;
    Some((1..).zip(&form.fields).map(|(sequence, field)| form_field(sequence, field)).collect())
}

fn form_field(sequence: u32, field: &form::FormField) -> FormField {
    let form::FormField {
        field: name,
        id: _,
        label,
        control,
        data,
        access,
        is_required,
        is_required_for_auto_save: _,
        maximum_length,
        default: _,
        list: _,
        tooltip: _,
        validation: _,
        has_line_separator: _,
        is_copy_down_source: _,
        copy_down: CopyDown::None | CopyDown::Configured | CopyDown::ParentExpense,
    } = field;
    let columns = (*data == Data::String).then_some(COLUMNS);
    FormField {
        id: name.clone(),
        label: label.clone(),
        control_type: control.code().to_ascii_lowercase(),
        data_type: match data {
            Data::String => "VARCHAR",
            Data::Date => "TIMESTAMP",
            Data::Money => "MONEY",
            Data::Integer => "INTEGER",
            Data::Numeric => "NUMERIC",
            Data::Boolean => "BOOLEANCHAR",
            Data::List => "LIST",
            Data::ConnectedList => "MLIST",
        },
        max_length: *maximum_length,
        required: flag(*is_required),
        cols: columns,
        access: access.code(),
        width: columns,
        custom: flag(name.starts_with("Custom") || name.starts_with("OrgUnit")),
        sequence,
    }
}

/// What a group has. Types that only gather others are named with those that they gather.
pub fn group_configuration(view: &GroupView) -> ExpenseGroupConfiguration {
    let GroupView { company, group, policies } = view;
    let payment_types = group.payment_types.iter().filter_map(|offered| company.payment_types.get(&offered.id));
    let policy = |(_, policy): &(_, Arc<crate::core::workflow::Policy>)| {
        let types = configuration::expense_types(company, policy);
        PolicyAndExpenseTypes {
            policy_key: policy.id.to_string(),
            policy_name: policy.name.clone(),
            expense_types: types.into_iter().filter(|t| !t.is_category).map(|t| expense_type(company, t)).collect(),
        }
    };
    ExpenseGroupConfiguration {
        payment_types: payment_types
            .map(|known| PaymentType { payment_type_id: known.id.clone(), payment_type_name: known.name.clone() })
            .collect(),
        policy_and_expense_types_list: policies.iter().map(policy).collect(),
    }
}

fn expense_type(company: &Company, known: &crate::core::company::ExpenseType) -> ExpenseType {
    let crate::core::company::ExpenseType { code, name, category, image_required: _, is_category: _, parent } = known;
    let parent = parent.as_ref().and_then(|code| company.expense_types.get(code));
    ExpenseType {
        exp_key: code.clone(),
        exp_name: name.clone(),
        parent_exp_key: parent.map(|parent| parent.code.clone()).unwrap_or_default(),
        parent_exp_name: parent.map(|parent| parent.name.clone()).unwrap_or_default(),
        spend_category: company.spend_categories.get(category).unwrap_or(category).clone(),
    }
}
