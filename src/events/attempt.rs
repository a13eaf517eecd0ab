//! One attempt at a delivery: what is posted, and what the answer means.

use std::error::Error;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Request, Response};

use super::courier::Clients;
use super::log::{Attempt, Raised, TIMED_OUT};
use super::subscriptions::Subscription;
use crate::core::Timestamp;
use crate::tenant::clock::Stopwatch;

/// How much of the body of an answer is read, in bytes. A longer one costs the receiver its connection, nothing else.
const LONGEST_ANSWER: usize = 64 * 1024;

/// How much is kept of what went wrong, in characters.
const LONGEST_ERROR: usize = 300;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const CORRELATION: HeaderName = HeaderName::from_static("concur-correlationid");

/// What an attempt means for its delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The receiver has it.
    Delivered,
    /// The receiver will never take it.
    Rejected,
    /// It is tried again.
    Retry,
}

impl Verdict {
    /// What a status means. A redirect ends a delivery as any other refusal does (inferred: see `docs/fidelity.md`). What is no
    /// final answer at all counts as a broken connection.
    pub fn of(status: u16) -> Self {
        match status {
            200..=299 => Self::Delivered,
            401 | 403 | 429 => Self::Retry,
            300..=499 => Self::Rejected,
            _ => Self::Retry,
        }
    }
}

/// Posts an event to a subscription's endpoint. `at` is the tenant's time. Whatever goes wrong is part of the answer.
pub async fn post(clients: &Clients, raised: &Raised, to: &Subscription, at: Timestamp) -> (Attempt, Verdict) {
    let watch = Stopwatch::start();
    let mut request = Request::new(Method::POST, to.endpoint.url().clone());
    *request.headers_mut() = headers(raised);
    *request.body_mut() = Some(raised.payload(to.made_under.as_deref()).into());
    let answer = match clients.of(request.url()) {
        Ok(client) => client.execute(request).await,
        Err(error) => Err(error),
    };
    let (status, error) = match answer {
        Ok(response) => (Some(response.status().as_u16()), read(response).await.err()),
        Err(error) => (None, Some(error)),
    };
    // An answer that breaks off is no answer, whatever its status.
    let verdict = if error.is_some() { Verdict::Retry } else { status.map_or(Verdict::Retry, Verdict::of) };
    let attempt = Attempt { at, status, error: error.map(describe), took: watch.elapsed() };
    (attempt, verdict)
}

/// The headers of a notification: a signature of the payload belongs here.
fn headers(raised: &Raised) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(4);
    headers.insert(CONTENT_TYPE, JSON);
    // It came in as a header or is a UUID, so that it can be sent as one.
    if let Ok(correlation) = HeaderValue::from_str(raised.correlation()) {
        headers.insert(CORRELATION, correlation);
    }
    headers
}

/// Reads an answer to its end, so that its connection can be used again, or as far as is reasonable.
async fn read(mut response: Response) -> reqwest::Result<()> {
    let mut length = 0;
    while let Some(chunk) = response.chunk().await? {
        length += chunk.len();
        if length > LONGEST_ANSWER {
            break;
        }
    }
    Ok(())
}

/// What went wrong, at the bottom of it; the URL is known already.
fn describe(error: reqwest::Error) -> Box<str> {
    if error.is_timeout() {
        return TIMED_OUT.into();
    }
    let mut cause: &dyn Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string().chars().take(LONGEST_ERROR).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::Verdict::{self, Delivered, Rejected, Retry};

    #[test]
    fn each_class_of_answers_has_its_meaning() {
        let table = [
            (200, Delivered),
            (204, Delivered),
            (299, Delivered),
            (101, Retry),
            (301, Rejected),
            (304, Rejected),
            (307, Rejected),
            (400, Rejected),
            (401, Retry),
            (402, Rejected),
            (403, Retry),
            (404, Rejected),
            (408, Rejected),
            (410, Rejected),
            (429, Retry),
            (500, Retry),
            (503, Retry),
            (599, Retry),
            (600, Retry),
        ];
        for (status, verdict) in table {
            assert_eq!(Verdict::of(status), verdict, "{status}");
        }
    }
}
