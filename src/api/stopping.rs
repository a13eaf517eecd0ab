//! Telling whatever takes its time that the server stops.

use std::time::Duration;

use tokio::sync::watch;

use crate::tenant::clock;

/// Tells what waits, or goes on without end, that the server stops.
#[derive(Debug, Clone, Default)]
pub struct Stopping(watch::Sender<bool>);

impl Stopping {
    /// Tells everyone, now and later.
    pub fn begin(&self) {
        self.0.send_replace(true);
    }

    /// Becomes true when the server stops.
    pub fn heard(&self) -> watch::Receiver<bool> {
        self.0.subscribe()
    }

    /// Waits so long in real time, or until the server stops.
    pub async fn at_most(&self, delay: Duration) {
        let mut heard = self.heard();
        tokio::select! {
            () = clock::real_time(delay) => {}
            // An error means that there is no server any more.
            _ = heard.wait_for(|is_stopping| *is_stopping) => {}
        }
    }
}
