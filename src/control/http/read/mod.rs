//! How queries and bodies of control are read: by one reader, which words every failure in the same way. A refusal names the parameter
//! or the field, says what is possible there, and which name comes nearest.

mod given;
mod slip;

use std::borrow::Cow;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::given::Given;
use self::slip::Slip;
use super::selected::COMPANY;
use crate::api::json;
use crate::control::ControlError;
use crate::core::rejection::Fault;

/// The query of an operation that takes no parameters of its own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoQuery {}

/// Reads a JSON body.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ControlError> {
    let in_body = |slip: Slip| slip.refusal("field", None);
    match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => T::deserialize(Given::NoObject("the body is empty")).map_err(in_body),
        Some(b'{') => T::deserialize(Given::Json(&json::parse(body).map_err(first)?)).map_err(in_body),
        Some(_) => T::deserialize(Given::NoObject("the body is not a JSON object")).map_err(in_body),
    }
}

/// The same where the body may be left out.
pub(super) fn read_if_any<T: DeserializeOwned + Default>(body: &[u8]) -> Result<T, ControlError> {
    if body.is_empty() { Ok(T::default()) } else { read(body) }
}

/// The same where an object without a field would do nothing.
pub(super) fn read_some<T: DeserializeOwned>(body: &[u8]) -> Result<T, ControlError> {
    let read = read(body)?;
    let says_nothing = json::parse::<Value>(body).is_ok_and(|body| body.as_object().is_some_and(|all| all.is_empty()));
    if !says_nothing {
        return Ok(read);
    }
    let nothing = T::deserialize(Given::NoObject("the body says nothing"));
    nothing.map_err(|slip| slip.refusal("field", None))
}

/// Reads a query, but for the company, which [`Selected`](super::selected::Selected) has read.
pub(super) fn read_query<T: DeserializeOwned>(request: &HttpRequest) -> Result<T, ControlError> {
    let given = form_urlencoded::parse(request.query_string().as_bytes()).filter(|(name, _)| name != COMPANY);
    let given: Vec<(Cow<'_, str>, Cow<'_, str>)> = given.collect();
    T::deserialize(Given::Parameters(&given)).map_err(|slip| slip.refusal("parameter", Some(COMPANY)))
}

fn first(faults: Vec<Fault>) -> ControlError {
    faults.into_iter().next().map_or_else(
        || ControlError::bad("the body is not what it has to be"),
        |Fault { field, message }| ControlError::bad(message).at(field),
    )
}

/// The body of an operation that takes none: whatever is sent would do nothing. An empty object says nothing, and clients send one.
#[derive(Debug)]
pub(super) struct NoBody;

impl FromRequest for NoBody {
    type Error = ControlError;
    type Future = LocalBoxFuture<'static, Result<Self, ControlError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            let body = body.await.map_err(|error| ControlError::bad(error.to_string()))?;
            if matches!(body.trim_ascii(), b"" | b"{}") {
                return Ok(Self);
            }
            Err(ControlError::bad("this operation takes no body, and would do nothing with it; send none"))
        })
    }
}
