//! What happens, for whoever listens: nothing is made, kept or counted while nobody does. `docs/proof.md` lists every kind with its facts.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;
use serde_json::Value;
use tokio::sync::broadcast::{Receiver, Sender, channel};

use super::changes;
use super::store::{CompanyRecord, Record};

/// How many messages wait for a listener who is slow; of more, the oldest are lost, and he is told how many.
pub const WAITING: usize = 1_024;

/// How many may listen at once.
pub const LISTENERS: usize = 100;

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Told {
    /// What: `request`, `report`, `event` and so on.
    pub kind: &'static str,
    /// What there is to say of it.
    pub facts: Facts,
}

/// What there is to say of something.
#[derive(Debug, Clone)]
pub enum Facts {
    /// JSON.
    Written(Arc<str>),
    /// A change of a report; whoever hears of it writes it, for it is told under the lock of the store.
    Report(Arc<Record>),
    /// The same of what the company has besides.
    Company(Arc<CompanyRecord>),
}

impl Facts {
    /// As JSON.
    pub fn text(&self) -> Arc<str> {
        match self {
            Self::Written(text) => Arc::clone(text),
            Self::Report(record) => changes::of_report(record).to_string().into(),
            Self::Company(record) => changes::of_company(record).to_string().into(),
        }
    }
}

/// A stream of what happens.
#[derive(Debug, Default)]
pub struct Stream {
    /// Whether anybody may listen: all that is looked at where nobody does.
    is_open: AtomicBool,
    sender: Mutex<Option<Sender<Told>>>,
}

impl Stream {
    /// Whether anybody may listen.
    pub fn is_open(&self) -> bool {
        self.is_open.load(Ordering::Relaxed)
    }

    /// Tells those who listen. The facts are made only where somebody does. It waits for nobody, so that it can be called under a lock.
    pub fn tell(&self, kind: &'static str, facts: impl FnOnce() -> Value) {
        self.pass(kind, || Facts::Written(facts().to_string().into()));
    }

    /// The same of what is written later.
    pub fn pass(&self, kind: &'static str, facts: impl FnOnce() -> Facts) {
        if !self.is_open() {
            return;
        }
        let mut sender = self.sender.lock();
        if sender.as_ref().is_none_or(|sender| sender.receiver_count() == 0) {
            *sender = None;
            self.is_open.store(false, Ordering::Relaxed);
        } else if let Some(sender) = &*sender {
            // Whoever went meanwhile need not be told.
            let _ = sender.send(Told { kind, facts: facts() });
        }
    }

    /// What is told from now on; none where too many listen already.
    pub fn listen(&self) -> Option<Receiver<Told>> {
        let mut sender = self.sender.lock();
        let sender = sender.get_or_insert_with(|| channel(WAITING).0);
        let receiver = (sender.receiver_count() < LISTENERS).then(|| sender.subscribe());
        self.is_open.store(true, Ordering::Relaxed);
        receiver
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn facts_are_made_only_while_somebody_listens() {
        let stream = Stream::default();
        stream.tell("request", || panic!("nobody listens"));
        let mut listener = stream.listen().unwrap();
        stream.tell("request", || json!(1));
        assert_eq!(&*listener.try_recv().unwrap().facts.text(), "1");
        drop(listener);
        stream.tell("request", || panic!("nobody listens any more"));
        assert!(!stream.is_open());
    }

    #[test]
    fn so_many_listen_and_no_more() {
        let stream = Stream::default();
        let listeners: Vec<_> = (0..LISTENERS).map(|_| stream.listen().unwrap()).collect();
        assert!(stream.listen().is_none());
        drop(listeners);
        assert!(stream.listen().is_some());
    }
}
