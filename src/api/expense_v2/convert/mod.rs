//! Between v2.0's reports and those of `core`.

mod allocation;
mod attendee;
mod entry;
mod journal;
mod list;
mod report;

use crate::core::company::{Company, CostObject};
use crate::core::expense::CustomField;
use crate::core::form::{Data, Form};
use crate::core::language::Language;
use crate::core::report::Report;
use crate::core::user::User;

use super::wire;

pub use list::{Listed, summary};
pub use report::details;

/// How every owner is paid back (inferred: there are no payment services to choose from).
pub const REIMBURSEMENT: &str = "CNQRPAY";

/// Where an answer is read, and by whom.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The base URL, without a trailing slash.
    pub base_url: &'a str,
    /// The reader's language.
    pub language: Language,
    /// Whether he sees what only administrators do.
    pub sees_all: bool,
}

/// A report while its details are worded.
#[derive(Clone, Copy)]
struct Scene<'a> {
    report: &'a Report,
    company: &'a Company,
    owner: Option<&'a User>,
    place: Place<'a>,
}

impl<'a> Scene<'a> {
    /// A name of the company's own in the reader's language.
    fn named(&self, name: &'a str) -> &'a str {
        self.company.translations.of(name, self.place.language)
    }

    /// The login of the report's owner.
    fn login(&self) -> Option<&'a str> {
        self.owner.map(|owner| &*owner.login)
    }

    /// The name of a type of expense; its code where the catalogue has lost it.
    fn type_name(&self, code: &'a str) -> &'a str {
        self.named(self.company.expense_types.get(code).map_or(code, |known| &known.name))
    }

    /// The value of a field of a form. What it is, its form says; of lists only that of the cost objects is known.
    fn field(&self, form: Option<&Form>, fields: &'a [CustomField], id: &str) -> Option<wire::CustomField<'a>> {
        let value = fields.iter().find(|field| field.id == id)?.value.as_deref()?;
        let item = value.parse().ok().and_then(|item| self.company.cost_objects.of_item(item));
        let fields = form.into_iter().flat_map(|form| &form.fields);
        let known = fields.into_iter().find(|field| field.field.eq_ignore_ascii_case(id));
        match item {
            Some(item) => Some(list_item(item)),
            None => {
                let kind = known.map_or("Text", |field| kind_of(field.data));
                Some(wire::CustomField { kind, value, code: None })
            }
        }
    }
}

/// A cost object as the value of a field.
fn list_item(CostObject { code, name, owner: _, list_item: _ }: &CostObject) -> wire::CustomField<'_> {
    wire::CustomField { kind: "List", value: name, code: Some(code) }
}

fn kind_of(data: Data) -> &'static str {
    match data {
        Data::Boolean => "Boolean",
        Data::Date => "Date",
        Data::Integer => "Integer",
        Data::List => "List",
        Data::Money => "Amount",
        Data::Numeric => "Number",
        _ => "Text",
    }
}

/// A number of at most eleven digits that follows from an identifier, where older systems count (inferred).
fn number(identifier: &[u8]) -> u64 {
    let bytes = identifier.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    bytes >> 28
}

/// `Miller, Chris`.
fn last_name_first(user: &User) -> String {
    format!("{}, {}", user.last_name, user.first_name)
}
