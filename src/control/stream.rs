//! Everything that happens, as server-sent events.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::{HttpResponse, web};
use bytes::Bytes;
use futures_util::stream::unfold;
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use super::ControlError;
use super::clock::face;
use super::error::ErrorBody;
use super::selected::Selected;
use crate::server::Stopping;
use crate::tenant::clock::{self, Clock};
use crate::tenant::stream::{LISTENERS, Told};

/// How long it is silent before it says that it is still there, in real time.
const SILENCE: Duration = Duration::from_secs(15);

/// A listener's end of the stream.
struct Listener {
    told: Receiver<Told>,
    clock: Arc<Clock>,
    moved: watch::Receiver<()>,
    stopping: watch::Receiver<bool>,
    /// What is ready to be sent.
    ready: VecDeque<String>,
    is_over: bool,
}

/// Everything that happens from now on, as server-sent events, each with its facts as JSON: `request`, `report` and `company` (what
/// changed), `event`, `attempt`, `delivery`, `subscription`, `clock`, `fault`, `finding`, `mail`, `scenario`, `reset` and `tenant`. A listener
/// who is slow loses the oldest of what waits for him, and gets `lost` with how many. `end` comes last, when the server stops or the tenant
/// is deleted.
#[utoipa::path(
    get,
    path = "/_emulator/stream",
    operation_id = "stream",
    responses(
        (status = 200, description = "The stream.", body = String, content_type = "text/event-stream"),
        (status = 503, description = "Too many listen already.", body = ErrorBody),
    )
)]
pub(super) async fn stream(tenant: Selected, stopping: web::Data<Stopping>) -> Result<HttpResponse, ControlError> {
    let message = format!("{LISTENERS} clients listen already; end one of them first");
    let told = tenant.outbox.stream().listen();
    let told = told.ok_or_else(|| ControlError::new(StatusCode::SERVICE_UNAVAILABLE, message))?;
    let clock = Arc::clone(&tenant.clock);
    let moved = clock.changes();
    let ready = VecDeque::from([written("clock", &facts(&clock))]);
    let listener = Listener { told, clock, moved, stopping: stopping.heard(), ready, is_over: false };
    let body = unfold(listener, |mut listener| async move {
        let text = listener.next().await?;
        Some((Ok::<_, std::convert::Infallible>(Bytes::from(text)), listener))
    });
    let mut response = HttpResponse::Ok().content_type("text/event-stream").streaming(body);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

impl Listener {
    /// What to send next; nothing after the end.
    async fn next(&mut self) -> Option<String> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        if self.is_over {
            return None;
        }
        let text = tokio::select! {
            biased;
            _ = self.stopping.wait_for(|is_stopping| *is_stopping) => {
                self.is_over = true;
                written("end", "{}")
            }
            told = self.told.recv() => match told {
                Ok(Told { kind, facts }) => written(kind, &facts.text()),
                Err(RecvError::Lagged(count)) => written("lost", &json!({"count": count}).to_string()),
                Err(RecvError::Closed) => {
                    self.is_over = true;
                    written("end", "{}")
                }
            },
            Ok(()) = self.moved.changed() => written("clock", &facts(&self.clock)),
            () = clock::real_time(SILENCE) => ": still there\n\n".to_owned(),
        };
        Some(text)
    }
}

fn facts(clock: &Clock) -> String {
    serde_json::to_value(face(clock)).as_ref().map_or_else(|_| "{}".to_owned(), Value::to_string)
}

/// A server-sent event. Its facts are JSON in one line.
fn written(kind: &str, facts: &str) -> String {
    format!("event: {kind}\ndata: {facts}\n\n")
}
