//! The HTTP server: sockets, workers, and what happens around the operations.

mod breakdown;
pub mod documents;
pub mod exchange;
mod fallback;
mod faulty;
mod flight;
pub mod routes;
pub mod strict;
pub mod tls;

use std::future::{Future, poll_fn};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use actix_web::dev::{ServerHandle, fn_service};
use actix_web::{App as ActixApp, HttpServer, web};
use rustls::ServerConfig;
use tokio::net::{TcpSocket, lookup_host};
use tokio::task::JoinSet;

use crate::api::App;
use crate::api::strict::Strict;
use crate::control::Guard;
use crate::tenant::clock;
use exchange::{Exchanges, Shared};
use routes::Families;

/// How long an idle connection stays open: longer than the pools of common clients keep one, so that the client ends it.
const KEEP_ALIVE: Duration = Duration::from_secs(120);

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1_024;

/// The largest body that is read, in bytes.
pub const LARGEST_BODY: usize = 5 * 1024 * 1024;

/// How long requests in flight may take once the server is to stop, in seconds. Whoever stops a container kills it after ten, by when all
/// has to be written that is to be kept.
const SHUTDOWN_SECONDS: u64 = 4;

/// How long connections without a request in flight may take to close, which includes writing out the last answer.
const CLOSING: Duration = Duration::from_secs(1);

/// A server that accepts connections. Dropping it cuts them off and closes the port; [`Server::stop`] waits for what is in
/// flight.
#[derive(Debug)]
pub struct Server {
    handle: ServerHandle,
    shared: Arc<Shared>,
    serving: JoinSet<io::Result<()>>,
}

/// What the server serves.
#[derive(Debug, Clone)]
pub struct Services {
    /// What handlers reach.
    pub app: web::Data<App>,
    /// The operations.
    pub families: web::Data<Families>,
    /// Who may use control.
    pub guard: web::Data<Guard>,
    /// Whether requests are held against their pages.
    pub strict: web::Data<Strict>,
}

impl Server {
    /// Serves HTTP/1.1 and HTTP/2 with prior knowledge on some sockets, and the same over TLS on others. It returns once connections
    /// are accepted.
    pub async fn start(
        services: Services,
        plain: Sockets,
        secure: Option<(Sockets, ServerConfig)>,
    ) -> io::Result<Self> {
        let shared = Shared::held_to(services.strict.clone(), services.app.tenants.first().blueprint.seed);
        let of_worker = Arc::clone(&shared);
        let of_streams = web::Data::new(shared.stopping.clone());
        let server = HttpServer::new(move || {
            let Services { app, families, guard, strict } = services.clone();
            let exchanges = Exchanges::new(app.clone(), families, Arc::clone(&of_worker));
            ActixApp::new()
                .app_data(app)
                .app_data(guard)
                .app_data(strict)
                .app_data(of_streams.clone())
                .app_data(web::PayloadConfig::new(LARGEST_BODY))
                // The framework matches no path: of several hundred, the families' index finds one faster.
                .default_service(fn_service(move |request| exchanges.answer(request)))
        });
        let mut server = server.keep_alive(KEEP_ALIVE).shutdown_timeout(SHUTDOWN_SECONDS).disable_signals();
        for listener in plain.listeners {
            server = server.listen_auto_h2c(listener)?;
        }
        if let Some((sockets, config)) = secure {
            for listener in sockets.listeners {
                server = server.listen_rustls_0_23(listener, config.clone())?;
            }
        }
        let mut server = server.run();
        let handle = server.handle();
        // The first poll starts the workers, and is over when all of them serve.
        match poll_fn(|context| Poll::Ready(Pin::new(&mut server).poll(context))).await {
            Poll::Pending => {
                let mut serving = JoinSet::new();
                serving.spawn(server);
                Ok(Self { handle, shared, serving })
            }
            Poll::Ready(ended) => Err(ended.err().unwrap_or_else(|| io::Error::other("the server ended at once"))),
        }
    }

    /// Stops accepting, finishes what is in flight, and returns. What takes longer than `SHUTDOWN_SECONDS` is cut off. Nothing is carried
    /// out any more when this is done.
    pub async fn stop(mut self) -> io::Result<()> {
        self.shared.stopping.begin();
        let ended = self.settle().await;
        // Connections that are still open may bring more, and what was cut off may not have noticed yet.
        self.shared.in_flight.close();
        tokio::select! {
            () = self.shared.in_flight.none() => {}
            () = clock::real_time(CLOSING) => tracing::warn!("requests that were cut off have not ended"),
        }
        ended
    }

    async fn settle(&mut self) -> io::Result<()> {
        let stopped = self.handle.stop(true);
        let settled = async {
            self.shared.in_flight.none().await;
            // A connection that never sent anything would otherwise hold up the end for as long as its client likes.
            clock::real_time(CLOSING).await;
        };
        tokio::select! {
            () = stopped => {}
            () = settled => return Ok(()),
        }
        self.serving.join_next().await.map_or(Ok(()), |ended| ended.map_err(io::Error::other)?)
    }
}

/// Sockets on which connections wait to be accepted.
#[derive(Debug)]
pub struct Sockets {
    /// The address of the first.
    pub address: SocketAddr,
    listeners: Vec<TcpListener>,
}

impl Sockets {
    /// Listens at every address of a host, all on one port; port 0 takes a free one. An address family that the machine does not
    /// have is passed over, as long as one is left.
    pub async fn bind(host: &str, port: u16) -> io::Result<Self> {
        let mut listeners: Vec<TcpListener> = Vec::new();
        let mut unavailable = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
        for mut address in lookup_host((host, port)).await? {
            if let Some(first) = listeners.first() {
                address.set_port(first.local_addr()?.port());
            }
            match listen(address) {
                Ok(listener) => listeners.push(listener),
                Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => unavailable = error,
                Err(error) => return Err(error),
            }
        }
        match listeners.first() {
            Some(first) => Ok(Self { address: first.local_addr()?, listeners }),
            None => Err(unavailable),
        }
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A restart takes the port although connections of the last run still linger; a listener in use still refuses.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)?.into_std()
}
