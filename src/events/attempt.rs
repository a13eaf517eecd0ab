//! One attempt at a delivery: what is posted, and what the answer means.

use std::error::Error;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_util::client::legacy;
use tokio::runtime::Handle;
use tokio::spawn;
use tokio::task::yield_now;
use tokio::time::timeout;

use super::clients::Clients;
use super::courier::Setup;
use super::log::{Attempt, TIMED_OUT};
use super::mischief::Trick;
use super::raised::Raised;
use super::reach::Reach;
use super::seal::{Seal, Signer};
use super::subscriptions::Subscription;
use crate::core::Timestamp;
use crate::tenant::clock::Stopwatch;

/// How much of the body of an answer is read, in bytes. A longer one costs the receiver its connection, nothing else.
const LONGEST_ANSWER: usize = 64 * 1024;

/// For how long an answer is looked out for before the thread sleeps.
const EAGER: Duration = Duration::from_micros(60);

/// An error of whatever is below HTTP, or of HTTP itself.
type Broken = Box<dyn Error + Send + Sync>;

/// How much is kept of what went wrong, in characters.
const LONGEST_ERROR: usize = 300;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const ANYTHING: HeaderValue = HeaderValue::from_static("*/*");
const CORRELATION: HeaderName = HeaderName::from_static("concur-correlationid");
const SIGNATURE: HeaderName = HeaderName::from_static("concur-signature");

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

/// One attempt to be made.
#[derive(Debug, Clone, Copy)]
pub struct Post<'a> {
    /// What is posted.
    pub raised: &'a Raised,
    /// To whom.
    pub to: &'a Subscription,
    /// The tenant's time.
    pub at: Timestamp,
    /// How it is signed.
    pub seal: Seal,
    /// How long the receiver may take for its whole answer, in real time; as configured where nothing is said.
    pub patience: Option<Duration>,
}

/// Posts events. One does it for all tenants.
#[derive(Debug)]
pub struct Poster {
    clients: Clients,
    reach: Reach,
    signer: Arc<Signer>,
    response_timeout: Duration,
}

impl Poster {
    pub(super) fn new(setup: Setup, hands: Handle) -> Result<Self, rustls::Error> {
        let Setup { response_timeout, keys, trust, reach } = setup;
        Ok(Self { clients: Clients::new(trust)?, reach, signer: Arc::new(Signer::new(keys, hands)), response_timeout })
    }

    /// Has an event signed that will be posted soon, and does not wait for it. It is signed once, however often this is called.
    pub fn prepare(&self, raised: &Arc<Raised>, to: &Subscription, seal: Seal) {
        if seal == Seal::Absent {
            return;
        }
        let (letter, signer) = (raised.letter(to.made_under.as_deref()), Arc::clone(&self.signer));
        if letter.is_signed() {
            return;
        }
        // Whoever posts it asks for the signature again, and is told what went wrong.
        spawn(async move { drop(signer.seal(&letter, Seal::Own).await) });
    }

    /// Posts an event to a subscription's endpoint. Whatever goes wrong is part of the answer.
    pub async fn post(&self, post: Post<'_>) -> (Attempt, Verdict) {
        let Post { raised, to, at, seal, patience } = post;
        if let Err(refused) = self.reach.judge(to.endpoint.url()) {
            return failed(at, refused.to_string());
        }
        let target = to.endpoint.target();
        let client = match self.clients.of(target) {
            Ok(client) => client,
            Err(error) => return failed(at, error.to_string()),
        };
        let letter = raised.letter(to.made_under.as_deref());
        let signature = match self.signer.seal(&letter, seal).await {
            Ok(signature) => signature,
            Err(error) => return failed(at, error.to_string()),
        };
        // Where events are signed, signatures set the pace, and a core has better things to do than to look out for answers.
        let eager = if signature.is_none() { EAGER } else { Duration::ZERO };
        let mut request = Request::new(Full::new(letter.body()));
        (*request.method_mut(), *request.uri_mut()) = (Method::POST, target.clone());
        *request.headers_mut() = headers(raised, signature);
        let patience = patience.unwrap_or(self.response_timeout).min(self.response_timeout);
        // How long a signature takes is not the receiver's fault.
        let watch = Stopwatch::start();
        let mut status = None;
        let error = match timeout(patience, exchange(eagerly(eager, client.request(request)), &mut status)).await {
            Ok(exchanged) => exchanged.err().map(describe),
            Err(_) => Some(TIMED_OUT.into()),
        };
        // An answer that breaks off is no answer, whatever its status.
        let verdict = if error.is_some() { Verdict::Retry } else { status.map_or(Verdict::Retry, Verdict::of) };
        (Attempt { at, status, error, took: watch.elapsed(), trick: Trick::None }, verdict)
    }
}

/// An attempt that did not come so far as to be sent.
fn failed(at: Timestamp, error: String) -> (Attempt, Verdict) {
    (Attempt { at, status: None, error: Some(error.into()), took: Duration::ZERO, trick: Trick::None }, Verdict::Retry)
}

/// The headers of a notification.
fn headers(raised: &Raised, signature: Option<HeaderValue>) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(5);
    headers.insert(CONTENT_TYPE, JSON);
    headers.insert(ACCEPT, ANYTHING);
    // It came in as a header or is a UUID, so that it can be sent as one.
    if let Ok(correlation) = HeaderValue::from_str(raised.correlation()) {
        headers.insert(CORRELATION, correlation);
    }
    if let Some(signature) = signature {
        headers.insert(SIGNATURE, signature);
    }
    headers
}

/// Reads the answer to a request to its end, so that its connection can be used again, or as far as is reasonable. The status is
/// known before the answer has come to its end.
async fn exchange(
    answer: impl Future<Output = Result<Response<Incoming>, legacy::Error>>,
    status: &mut Option<u16>,
) -> Result<(), Broken> {
    let response = answer.await?;
    *status = Some(response.status().as_u16());
    let (mut body, mut length) = (response.into_body(), 0);
    while let Some(frame) = body.frame().await {
        length += frame?.data_ref().map_or(0, Bytes::len);
        if length > LONGEST_ANSWER {
            break;
        }
    }
    Ok(())
}

/// Awaits something that may be there in a moment. A thread that sleeps until then takes longer to wake up than a receiver on this machine
/// takes to answer, so for so long it looks again and again, and lets others run in between.
async fn eagerly<F: Future>(eager: Duration, answer: F) -> F::Output {
    let (mut answer, watch) = (pin!(answer), Stopwatch::start());
    while watch.elapsed() < eager {
        if let Poll::Ready(answer) = poll_fn(|cx| Poll::Ready(answer.as_mut().poll(cx))).await {
            return answer;
        }
        thread::yield_now();
        yield_now().await;
    }
    answer.await
}

/// What went wrong, at the bottom of it; the URL is known already.
fn describe(error: Broken) -> Box<str> {
    let mut cause: &dyn Error = &*error;
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
