//! Building an emulator for a test: what differs from the defaults, and nothing else.

use std::path::PathBuf;

use crate::config::{ClockSetting, Config};
use crate::core::Timestamp;
use crate::emulator::{Emulator, StartError};

/// An emulator that is to be; see [`Emulator::builder`].
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use concur_emulator::Emulator;
///
/// let emulator = Emulator::builder().fixture("default").clock("2026-03-01T08:00:00Z".parse()?).seed(1).start().await?;
/// println!("point the client at {}", emulator.base_url());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "it starts nothing until `start` is called"]
pub struct Builder {
    config: Config,
    /// Whether the first scenario is still the one that nobody asked for.
    is_default: bool,
}

impl Default for Builder {
    fn default() -> Self {
        Self { config: Config { port: 0, ..Config::default() }, is_default: true }
    }
}

impl Builder {
    /// A scenario to start with: the name of a built-in one, a file, or a folder of files. Called again, it lays one more over
    /// those before it. Without any it is `default`.
    pub fn fixture(mut self, name: impl Into<String>) -> Self {
        if std::mem::take(&mut self.is_default) {
            self.config.fixtures.clear();
        }
        self.config.fixtures.push(name.into());
        self
    }

    /// Lets the clock stand at a moment until it is moved; without this it is the system's.
    pub fn clock(mut self, at: Timestamp) -> Self {
        self.config.clock = ClockSetting::Frozen(at);
        self
    }

    /// Makes ids and random choices repeat exactly: the same number, the same ids.
    pub fn seed(mut self, seed: u64) -> Self {
        self.config.seed = Some(seed);
        self
    }

    /// The port to listen at; without this a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.config.port = port;
        self
    }

    /// Serves HTTPS too, at a free port.
    pub fn https(mut self) -> Self {
        self.config.https_port = Some(0);
        self
    }

    /// Takes note of requests that depart from Concur's pages: [`Control::findings`](crate::control::Control::findings) has them.
    pub fn strict(mut self) -> Self {
        self.config.strict = true;
        self
    }

    /// A folder to keep the signing key and the local authority in; making a key takes some time at the first start.
    pub fn data_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.config.data_dir = Some(folder.into());
        self
    }

    /// Changes any other setting.
    pub fn configure(mut self, change: impl FnOnce(&mut Config)) -> Self {
        change(&mut self.config);
        self
    }

    /// Starts it, on the Tokio runtime that this is called on; it accepts connections when this returns.
    ///
    /// # Errors
    /// What [`Emulator::start`] refuses: a port that is taken, a scenario that cannot be loaded, keys that cannot be read.
    pub async fn start(self) -> Result<Emulator, StartError> {
        Emulator::start(self.config).await
    }
}
