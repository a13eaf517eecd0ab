//! Between v1.1's wire and `core`.

mod actions;
mod exceptions;

pub use actions::action;
pub use exceptions::report_exceptions;

use crate::core::rejection::{Fault, Rejection};

/// `Y` or `N`.
pub const fn flag(is: bool) -> &'static str {
    if is { "Y" } else { "N" }
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
        "expenseType" => "ExpKey".to_owned(),
        name => {
            let mut letters = name.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    };
    Fault { field, ..fault }
}
