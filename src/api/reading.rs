//! What whoever reads a body says of it, for strict mode, which holds it against its page afterwards. Otherwise nobody wants to know.

use std::cell::{Cell, OnceCell};

use actix_web::HttpRequest;

use super::exchange::Exchange;
use super::xml::Document;

/// What was read of a body.
#[derive(Debug, Default)]
pub struct Reading {
    /// What it says, where it is XML.
    pub xml: OnceCell<Document>,
    /// Whether every field of the form was read, whatever its name.
    pub is_open: Cell<bool>,
}

/// Says something of the body of a request to whoever wants to know.
pub fn note(request: &HttpRequest, what: impl FnOnce(&Reading)) {
    if let Some(reading) = Exchange::of(request).reading.get() {
        what(reading);
    }
}
