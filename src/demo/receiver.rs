//! The demo's own receiver of webhooks.

use std::fmt;
use std::io;

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use serde_json::Value;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A webhook that arrived.
#[derive(Debug)]
pub struct Arrival {
    /// Its body.
    pub event: Value,
    /// Its `Concur-Correlationid`.
    pub correlation: String,
    /// Its `Concur-Signature`, where it has one.
    pub signature: Option<String>,
}

impl fmt::Display for Arrival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |pointer| self.event.pointer(pointer).and_then(Value::as_str).unwrap_or("null");
        write!(
            f,
            "webhook {}: {}/{} → {}/{}, step code {}, correlation {}",
            text("/eventType"),
            text("/facts/previousApprovalStatus"),
            text("/facts/previousPaymentStatus"),
            text("/facts/currentApprovalStatus"),
            text("/facts/currentPaymentStatus"),
            text("/facts/stepCode"),
            self.correlation,
        )?;
        match &self.signature {
            Some(_) => f.write_str(", signed"),
            None => f.write_str(", not signed"),
        }
    }
}

/// A server that takes webhooks and passes them on.
#[derive(Debug)]
pub struct Receiver {
    handle: ServerHandle,
    url: String,
}

impl Receiver {
    /// Starts one on a free port of this machine; what arrives comes out of the other end.
    pub fn start() -> io::Result<(Self, UnboundedReceiver<Arrival>)> {
        let (arrived, arrivals) = unbounded_channel::<Arrival>();
        let arrived = web::Data::new(arrived);
        let server = HttpServer::new(move || App::new().app_data(arrived.clone()).default_service(web::to(receive)))
            .workers(1)
            .disable_signals()
            .bind(("127.0.0.1", 0))?;
        let address = server.addrs().into_iter().next().ok_or(io::ErrorKind::AddrNotAvailable)?;
        let server = server.run();
        let handle = server.handle();
        tokio::spawn(server);
        Ok((Self { handle, url: format!("http://{address}/") }, arrivals))
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops it.
    pub async fn stop(self) {
        self.handle.stop(false).await;
    }
}

async fn receive(request: HttpRequest, body: web::Bytes, arrived: web::Data<UnboundedSender<Arrival>>) -> HttpResponse {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let arrival = Arrival {
        event: serde_json::from_slice(&body).unwrap_or_default(),
        correlation: header("Concur-Correlationid").unwrap_or_default(),
        signature: header("Concur-Signature"),
    };
    // An error means that the demo is over.
    let _ = arrived.send(arrival);
    HttpResponse::Ok().finish()
}
