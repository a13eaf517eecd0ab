//! Bodies that are JSON or XML, as the caller likes: reading what he sends, answering in what he takes.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use super::body::Body;
use super::negotiate::Format;
use super::reading;
use super::xml::{self, Shape, Style};
use crate::core::rejection::{self, Fault};

/// The media type of an answer in JSON.
const JSON: &str = "application/json";

/// The media type of an answer in XML.
const XML: &str = "application/xml";

/// A request's body as JSON text, whichever of the two it is written in.
///
/// # Errors
///
/// A body that could not be read, that is neither by its `Content-Type`, or no XML of this shape. Whether JSON is well-formed is left
/// to whoever reads it.
pub fn read<'a>(request: &HttpRequest, body: &'a Body, shape: Shape) -> rejection::Body<Cow<'a, [u8]>> {
    let bytes = body.bytes().map_err(|fault| vec![Fault::new("", fault.to_string())])?;
    match Format::of_request(request) {
        Some(Format::Json) => Ok(Cow::Borrowed(bytes)),
        Some(Format::Xml) => {
            let document = xml::read(bytes, shape)?;
            let text = document.value.to_string().into_bytes();
            reading::note(request, |reading| {
                // A body is read once.
                let _ = reading.xml.set(document);
            });
            Ok(Cow::Owned(text))
        }
        None => Err(vec![Fault::new("Content-Type", "has to be application/json or application/xml")]),
    }
}

/// An answer in the format that the caller takes; see [`Format::of_answer`] for what `otherwise` is.
pub fn answer<T: Serialize>(
    request: &HttpRequest,
    status: StatusCode,
    content: &T,
    otherwise: Format,
    style: Style,
) -> HttpResponse {
    match Format::of_answer(request, otherwise) {
        Format::Json => as_json(status, content),
        Format::Xml => as_xml(status, content, style),
    }
}

/// An answer in JSON.
pub fn as_json<T: Serialize>(status: StatusCode, content: &T) -> HttpResponse {
    written(status, JSON, serde_json::to_string(content).map_err(|error| error.to_string()))
}

/// An answer in XML.
pub fn as_xml<T: Serialize>(status: StatusCode, content: &T, style: Style) -> HttpResponse {
    written(status, XML, xml::to_string(content, style).map_err(|error| error.to_string()))
}

fn written(status: StatusCode, media_type: &'static str, text: Result<String, String>) -> HttpResponse {
    match text {
        Ok(text) => HttpResponse::build(status).content_type(media_type).body(text),
        Err(error) => HttpResponse::InternalServerError().body(error),
    }
}
