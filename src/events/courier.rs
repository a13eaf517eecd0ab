//! The one thread that delivers, for all tenants: no request is ever held up by a receiver.

use std::fmt;
use std::io;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use reqwest::{Certificate, Client, ClientBuilder, Url, redirect};
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

/// How long a receiver may take to answer, in real time, where nothing else is configured.
pub const RESPONSE_TIMEOUT: Duration = Duration::from_secs(60);

/// How long a connection that nothing is sent over stays open: less than common servers allow, since an event that meets a
/// connection in the moment in which the receiver closes it has failed and must be tried again.
const IDLE: Duration = Duration::from_secs(4);

/// Why nothing can be delivered.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The system gives no thread, or nothing to wait for events with.
    #[error("the thread that delivers webhooks cannot be started: {0}")]
    Thread(#[from] io::Error),
    /// The HTTP client cannot be set up.
    #[error("the HTTP client that delivers webhooks cannot be set up: {0}")]
    Client(#[from] reqwest::Error),
}

/// Delivers events on a thread of its own, which ends when this is dropped. Whatever is under way then is broken off.
pub struct Courier {
    runtime: Handle,
    clients: Arc<Clients>,
    _stop: oneshot::Sender<()>,
}

impl fmt::Debug for Courier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Courier").finish_non_exhaustive()
    }
}

impl Courier {
    /// Starts the thread. A receiver that takes longer than `response_timeout` for its whole answer has failed.
    pub fn start(response_timeout: Duration) -> Result<Self, StartError> {
        let clients = Arc::new(Clients::new(response_timeout)?);
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        thread::Builder::new().name("webhooks".into()).spawn(move || {
            // An error means that the sender was dropped, which is the signal.
            let _ = runtime.block_on(stopped);
            // A look-up of a name may be under way; it is not waited for.
            runtime.shutdown_background();
        })?;
        Ok(Self { runtime: handle, clients, _stop: stop })
    }

    /// Runs something on the thread.
    pub(super) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> AbortHandle {
        self.runtime.spawn(task).abort_handle()
    }

    /// What posts go out with.
    pub(super) fn clients(&self) -> Arc<Clients> {
        Arc::clone(&self.clients)
    }
}

/// What posts go out with: one client for receivers without TLS, and one for those with it, which is made when the first of
/// them is posted to. Its certificates are most of what an emulator would hold that never needs them.
#[derive(Debug)]
pub struct Clients {
    response_timeout: Duration,
    plain: Client,
    secure: OnceLock<Client>,
}

impl Clients {
    fn new(response_timeout: Duration) -> reqwest::Result<Self> {
        let plain = client(configured(Client::builder().tls_certs_only([])), response_timeout)?;
        Ok(Self { response_timeout, plain, secure: OnceLock::new() })
    }

    /// The client for a receiver.
    pub fn of(&self, receiver: &Url) -> reqwest::Result<&Client> {
        if receiver.scheme() != "https" {
            return Ok(&self.plain);
        }
        if let Some(secure) = self.secure.get() {
            return Ok(secure);
        }
        let made = client(client_builder()?, self.response_timeout)?;
        Ok(self.secure.get_or_init(|| made))
    }
}

/// Sets up a client that goes where it is told and nowhere else: through no proxy of the environment, after no redirect. It
/// brings its own root certificates, since the root of a container may hold none.
pub(crate) fn client_builder() -> reqwest::Result<ClientBuilder> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|der| Certificate::from_der(der));
    Ok(configured(Client::builder().tls_certs_only(roots.collect::<reqwest::Result<Vec<_>>>()?)))
}

fn configured(builder: ClientBuilder) -> ClientBuilder {
    builder.no_proxy().redirect(redirect::Policy::none()).referer(false).tcp_nodelay(true)
}

fn client(builder: ClientBuilder, response_timeout: Duration) -> reqwest::Result<Client> {
    builder.http1_only().retry(reqwest::retry::never()).timeout(response_timeout).pool_idle_timeout(IDLE).build()
}
