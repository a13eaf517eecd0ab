//! How what goes on without end hears that the server stops.

use tokio::sync::watch;

/// Tells what goes on without end that the server stops.
#[derive(Debug, Clone, Default)]
pub struct Stopping(watch::Sender<bool>);

impl Stopping {
    /// Becomes true when the server stops.
    pub fn heard(&self) -> watch::Receiver<bool> {
        self.0.subscribe()
    }

    /// Says so.
    pub fn tell(&self) {
        self.0.send_replace(true);
    }
}
