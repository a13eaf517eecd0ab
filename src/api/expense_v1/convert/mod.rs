//! Between v1.1's wire and `core`.

mod actions;
mod batches;
mod catalogues;
mod details;
mod exceptions;
mod headers;
mod itemizations;
mod listing;

pub use actions::action;
pub use batches::{entry_key, entry_of, exception};
pub use catalogues::{FormKind, delegators, form_fields, forms, group_configuration};
pub use details::{Place, details, report_key};
pub use exceptions::report_exceptions;
pub use headers::{header_patch, new_report, of_batch};
pub use itemizations::{itemization_patch, new_itemization};
pub use listing::{View, Viewer, moment, summary, view, was_approved};

use rust_decimal::Decimal;

use crate::core::money::EightDecimals;
use crate::core::rejection::{Fault, Rejection};

/// `Y` or `N`.
pub const fn flag(is: bool) -> &'static str {
    if is { "Y" } else { "N" }
}

/// An amount with eight decimals.
fn amount(amount: Decimal) -> String {
    EightDecimals::new(amount).as_str().to_owned()
}

/// A text with something in it.
fn text(value: Option<String>) -> Option<String> {
    value.filter(|text| !text.trim().is_empty())
}

fn required(field: &str) -> Fault {
    Fault::new(field, "is required")
}

fn too_long(field: &str, text: Option<&str>, longest: usize) -> Option<Fault> {
    let is = text.is_some_and(|text| text.chars().count() > longest);
    is.then(|| Fault::new(field, format!("has more than {longest} characters")))
}

/// A refusal that names fields as v1.1 does; the rules name them as v4 does.
pub fn in_words_of_v1(rejection: Rejection) -> Rejection {
    match rejection {
        Rejection::Invalid(faults) => Rejection::Invalid(faults.into_iter().map(named).collect()),
        other => other,
    }
}

fn named(fault: Fault) -> Fault {
    let field = match fault.field.as_str() {
        "businessPurpose" => "Purpose".to_owned(),
        "reportDate" => "UserDefinedDate".to_owned(),
        "expenseType" => "ExpKey".to_owned(),
        // The root of a batch, in JSON a field; a parameter.
        name if name.starts_with("batch") || ["includeInactive", "date", "view"].contains(&name) => name.to_owned(),
        name => {
            let mut letters = name.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    };
    Fault { field, ..fault }
}
