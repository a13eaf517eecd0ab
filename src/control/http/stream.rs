//! Everything that happens, as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::{HttpResponse, web};
use bytes::Bytes;
use futures_util::stream::unfold;
use tokio::sync::watch;

use super::error::ErrorBody;
use super::selected::Selected;
use crate::api::stopping::Stopping;
use crate::control::{ControlError, Happening, Listener};
use crate::tenant::clock;

/// How long it is silent before it says that it is still there, in real time.
const SILENCE: Duration = Duration::from_secs(15);

/// A listener over HTTP, until the server stops.
struct Connection {
    listener: Listener,
    stopping: watch::Receiver<bool>,
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
pub(super) async fn stream(control: Selected, stopping: web::Data<Stopping>) -> Result<HttpResponse, ControlError> {
    let connection = Connection { listener: control.listen()?, stopping: stopping.heard(), is_over: false };
    let body = unfold(connection, |mut connection| async move {
        let text = connection.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(text)), connection))
    });
    let mut response = HttpResponse::Ok().content_type("text/event-stream").streaming(body);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

impl Connection {
    /// What to send next; nothing after the end.
    async fn next(&mut self) -> Option<String> {
        if self.is_over {
            return None;
        }
        let happening = tokio::select! {
            biased;
            _ = self.stopping.wait_for(|is_stopping| *is_stopping) => None,
            happening = self.listener.next() => happening,
            () = clock::real_time(SILENCE) => return Some(": still there\n\n".to_owned()),
        };
        self.is_over = happening.is_none();
        let (kind, facts) = happening.map_or(("end", "{}".into()), |Happening { kind, facts }| (kind, facts));
        // A server-sent event. Its facts are JSON in one line.
        Some(format!("event: {kind}\ndata: {facts}\n\n"))
    }
}
