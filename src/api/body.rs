//! Reading a request's body: at most five megabytes, and what is wrong with it left for the dialect to word.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;

/// The largest body that is read, in bytes.
pub const LARGEST: usize = 5 * 1024 * 1024;

/// How much of a larger one is read and dropped, so that the answer finds a caller who listens.
const PATIENCE: usize = 4 * LARGEST;

/// A request's body as far as it could be read, with its content type.
#[derive(Debug, Clone)]
pub struct Body {
    content: Result<Bytes, BodyFault>,
    content_type: Option<String>,
}

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BodyFault {
    /// Larger than [`LARGEST`].
    #[error("the body is larger than {LARGEST} bytes")]
    TooLarge,
    /// It ended early, or its encoding is broken.
    #[error("the body could not be read to its end")]
    Broken,
}

impl Body {
    /// Its bytes.
    pub fn bytes(&self) -> Result<&[u8], BodyFault> {
        self.content.as_ref().map(|bytes| bytes.as_ref()).map_err(|fault| *fault)
    }

    /// Its `Content-Type`, where there is one.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }
}

impl FromRequest for Body {
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Infallible>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        // A header that is no text is as odd as an unknown one: it is there, and it fits nothing.
        let text = |value: &actix_web::http::header::HeaderValue| value.to_str().unwrap_or("?").to_owned();
        let content_type = request.headers().get(CONTENT_TYPE).map(text);
        let payload = payload.take();
        Box::pin(async move { Ok(Self { content: collect(payload).await, content_type }) })
    }
}

async fn collect(mut payload: Payload) -> Result<Bytes, BodyFault> {
    let (mut whole, mut length) = (BytesMut::new(), 0);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| match error {
            PayloadError::Overflow => BodyFault::TooLarge,
            _ => BodyFault::Broken,
        })?;
        length += chunk.len();
        if length <= LARGEST {
            whole.extend_from_slice(&chunk);
        } else if length > PATIENCE {
            break;
        }
    }
    if length > LARGEST { Err(BodyFault::TooLarge) } else { Ok(whole.freeze()) }
}
