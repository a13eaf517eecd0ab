//! An event as it is sent: its bytes and their signature, each made once however many subscribers and attempts it has.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use parking_lot::Mutex;

/// How many forms of one event are kept. There is one where links are known when an event happens, else one for each address
/// under which subscriptions were made.
const FORMS: usize = 8;

/// The bytes that are sent, with links that begin with one base URL.
#[derive(Debug)]
pub struct Letter {
    base: Box<str>,
    body: Bytes,
    /// The signature, and the id of the key that made it. Whoever wants one while it is made waits for it.
    pub(super) signature: tokio::sync::Mutex<Option<(Box<str>, HeaderValue)>>,
}

impl Letter {
    /// The body of the post.
    pub fn body(&self) -> Bytes {
        self.body.clone()
    }

    /// Whether it has a signature, or is about to have one.
    pub(super) fn is_signed(&self) -> bool {
        !self.signature.try_lock().is_ok_and(|signature| signature.is_none())
    }
}

/// The forms in which an event was sent up to now.
#[derive(Debug, Default)]
pub(super) struct Letters(Mutex<Vec<Arc<Letter>>>);

impl Letters {
    /// The form whose links begin with this; it is rendered where it is not yet there.
    pub fn with(&self, base: &str, render: impl FnOnce() -> Bytes) -> Arc<Letter> {
        let mut letters = self.0.lock();
        if let Some(letter) = letters.iter().find(|letter| *letter.base == *base) {
            return Arc::clone(letter);
        }
        if letters.len() >= FORMS {
            letters.remove(0);
        }
        let letter = Letter { base: base.into(), body: render(), signature: tokio::sync::Mutex::default() };
        letters.push(Arc::new(letter));
        Arc::clone(&letters[letters.len() - 1])
    }
}
