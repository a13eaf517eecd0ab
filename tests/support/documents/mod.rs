//! What every answer has to keep to: the headers, the committed documents in `openapi/`, and SAP's contracts where they are at hand.

mod described;
mod own;
mod requests;
mod sap;
mod schema;

use reqwest::Method;

use super::request::Answer;
use super::seen;

pub use own::{emulated, id_of, is_deprecated, operations, template_of};
pub use requests::{Place, asked_by};
pub use sap::{check as check_contract, folder as contracts, overruled};
pub use schema::fits;

/// Panics where an answer does not keep to them.
pub fn check(method: &Method, path: &str, answer: &Answer) {
    let path = path.split('?').next().unwrap_or(path);
    let is_control = path.starts_with("/_emulator");
    for header in ["concur-correlationid", "x-emulator-operation"] {
        let is_there = !answer.header(header).is_empty();
        assert_eq!(is_there, !is_control, "{}: {header}: {:?}", answer.asked, answer.headers);
    }
    let is_struck = !answer.header("x-emulator-fault").is_empty() && answer.status >= 400;
    if is_struck {
        // No document knows what goes wrong on purpose.
        own::check_worded(answer);
    } else if is_control {
        own::check_control(method, path, answer);
    } else {
        own::check_operation(answer);
        sap::check(method, path, answer);
        seen::note(answer.operation(), answer.status);
    }
}
