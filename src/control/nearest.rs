//! Names that are known, and the one of them that was meant.

use super::ControlError;
use crate::core::rejection::brief;
use crate::fixtures::closest;

/// Names as they are listed in a message.
pub(super) fn listed(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The name that was meant, as a question; nothing where none is like it.
pub(super) fn did_you_mean(name: &str, known: &[&str]) -> String {
    closest(name, known.iter().copied()).map_or_else(String::new, |like| format!("did you mean `{like}`? "))
}

/// Refuses a name that nothing has: without that, what is looked for by it would only seem to be missing.
pub(super) fn known(what: &str, name: &str, known: &[&str]) -> Result<(), ControlError> {
    if known.contains(&name) {
        return Ok(());
    }
    // A long list helps nobody who has the name that he meant.
    let remedy = match (closest(name, known.iter().copied()), known.len()) {
        (Some(like), 20..) => format!("did you mean `{like}`?"),
        (None, 20..) => format!("for example, there is `{}`", known.first().copied().unwrap_or_default()),
        _ => format!("{}there are {}", did_you_mean(name, known), listed(known)),
    };
    Err(ControlError::bad(format!("there is no {what} `{}`; {remedy}", brief(name.to_owned()))))
}
