//! Everything that happens, as it happens.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use super::{ClockFace, Control, ControlError, ErrorKind};
use crate::tenant::clock::Clock;
use crate::tenant::stream::{LISTENERS, Told};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Happening {
    /// `request`, `report`, `company`, `event`, `attempt`, `delivery`, `subscription`, `clock`, `fault`, `finding`, `mail`, `scenario`,
    /// `reset` or `tenant`; `lost` where the listener was too slow.
    pub kind: &'static str,
    /// The facts, as JSON in one line.
    pub facts: Arc<str>,
}

/// Someone who listens to what happens in a tenant, until he is dropped.
#[derive(Debug)]
pub struct Listener {
    told: Receiver<Told>,
    clock: Arc<Clock>,
    moved: watch::Receiver<()>,
    /// What is ready to be told.
    ready: VecDeque<Happening>,
}

impl Control {
    /// Listens to what happens from now on; what the clock shows comes first. Whoever is slow loses the oldest of what waits for him, and
    /// is told how many that were.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// use concur_emulator::control::Action;
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().start().await?;
    /// let control = emulator.control();
    /// let mut listener = control.listen()?;
    /// assert_eq!(listener.next().await.map(|happening| happening.kind), Some("clock"));
    /// control.reset()?;
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    ///
    /// # Errors
    /// Where too many listen already.
    pub fn listen(&self) -> Result<Listener, ControlError> {
        let message = format!("{LISTENERS} clients listen already; end one of them first");
        let told = self.realm.outbox.stream().listen();
        let told = told.ok_or_else(|| ControlError::new(ErrorKind::Busy, message))?;
        let clock = Arc::clone(&self.realm.clock);
        let moved = clock.changes();
        let ready = VecDeque::from([shown(&clock)]);
        Ok(Listener { told, clock, moved, ready })
    }
}

impl Listener {
    /// What happens next; none where nothing ever will, because the tenant is gone. Whoever stops waiting misses nothing.
    pub async fn next(&mut self) -> Option<Happening> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        tokio::select! {
            biased;
            told = self.told.recv() => match told {
                Ok(Told { kind, facts }) => Some(Happening { kind, facts: facts.text() }),
                Err(RecvError::Lagged(count)) => {
                    Some(Happening { kind: "lost", facts: json!({"count": count}).to_string().into() })
                }
                Err(RecvError::Closed) => None,
            },
            Ok(()) = self.moved.changed() => Some(shown(&self.clock)),
        }
    }
}

impl Happening {
    /// The facts, to be looked into.
    pub fn facts(&self) -> Value {
        serde_json::from_str(&self.facts).unwrap_or_default()
    }
}

fn shown(clock: &Clock) -> Happening {
    let facts = serde_json::to_value(ClockFace::from(clock)).unwrap_or_default();
    Happening { kind: "clock", facts: facts.to_string().into() }
}
