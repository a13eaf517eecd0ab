//! The one thread that delivers, for all tenants, and those that sign: no request is ever held up by a receiver.

use std::fmt;
use std::io;
use std::num::NonZero;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use super::attempt::Poster;
use super::reach::Reach;
use super::trust::Trust;
use crate::tenant::keys::Keys;

/// How long a receiver may take to answer, in real time, where nothing else is configured.
pub const RESPONSE_TIMEOUT: Duration = Duration::from_secs(60);

/// What a courier works with.
#[derive(Debug)]
pub struct Setup {
    /// How long a receiver may take for its whole answer, in real time.
    pub response_timeout: Duration,
    /// What posts are signed with.
    pub keys: Arc<Keys>,
    /// How receivers are met that are reached over TLS.
    pub trust: Trust,
    /// Where posts may go.
    pub reach: Reach,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            response_timeout: RESPONSE_TIMEOUT,
            keys: Arc::default(),
            trust: Trust::default(),
            reach: Reach::default(),
        }
    }
}

/// Why nothing can be delivered.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The system gives no thread, or nothing to wait for events with.
    #[error("the thread that delivers webhooks cannot be started: {0}")]
    Thread(#[from] io::Error),
    /// The TLS library cannot be set up.
    #[error("the HTTP client that delivers webhooks cannot be set up: {0}")]
    Client(#[from] rustls::Error),
}

/// Delivers events on a thread of its own, and has them signed on as many as there are cores. They end when this is dropped; whatever is
/// under way then is broken off.
pub struct Courier {
    runtime: Handle,
    poster: Arc<Poster>,
    _stop: oneshot::Sender<()>,
}

impl fmt::Debug for Courier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Courier").finish_non_exhaustive()
    }
}

impl Courier {
    /// Starts the thread.
    pub fn start(setup: Setup) -> Result<Self, StartError> {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let signing = Builder::new_current_thread().max_blocking_threads(cores).thread_name("signatures").build()?;
        let poster = Arc::new(Poster::new(setup, signing.handle().clone())?);
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        thread::Builder::new().name("webhooks".into()).spawn(move || {
            // An error means that the sender was dropped, which is the signal.
            let _ = runtime.block_on(stopped);
            // A look-up of a name may be under way; it is not waited for.
            runtime.shutdown_background();
            signing.shutdown_background();
        })?;
        Ok(Self { runtime: handle, poster, _stop: stop })
    }

    /// Runs something on the thread.
    pub(super) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> AbortHandle {
        self.runtime.spawn(task).abort_handle()
    }

    /// What posts events.
    pub(super) fn poster(&self) -> Arc<Poster> {
        Arc::clone(&self.poster)
    }
}
