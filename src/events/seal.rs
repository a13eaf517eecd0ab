//! `Concur-Signature`: how posts are signed, apart from every thread that serves or posts.

use std::sync::Arc;

use http::HeaderValue;
use tokio::runtime::Handle;

use super::letter::Letter;
use crate::tenant::keys::{KeyError, Keys, SigningKey};

/// How a post is signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Seal {
    /// By the installation's key, over the bytes that are sent.
    #[default]
    Own,
    /// Not at all.
    Absent,
    /// As [`Self::Own`], but for some bits, so that it does not verify.
    Broken,
    /// By a key that is not the installation's, so that it does not verify.
    Foreign,
}

/// Signs letters.
#[derive(Debug)]
pub(super) struct Signer {
    keys: Arc<Keys>,
    /// What has threads for nothing but signatures. Each of them takes the next one by itself, so that none idles until the thread that
    /// delivers has handed it something.
    hands: Handle,
}

impl Signer {
    pub fn new(keys: Arc<Keys>, hands: Handle) -> Self {
        Self { keys, hands }
    }

    /// What `Concur-Signature` says of a letter; nothing where it has no signature.
    pub async fn seal(&self, letter: &Arc<Letter>, seal: Seal) -> Result<Option<HeaderValue>, KeyError> {
        match seal {
            Seal::Own => self.own(letter).await.map(Some),
            Seal::Absent => Ok(None),
            Seal::Broken => self.own(letter).await.and_then(|signature| broken(&signature)).map(Some),
            Seal::Foreign => self.sign(self.keys.foreign().await?, letter).await.map(Some),
        }
    }

    /// The installation's signature, made where it is not yet there. After a rotation it is made anew.
    async fn own(&self, letter: &Arc<Letter>) -> Result<HeaderValue, KeyError> {
        let key = self.keys.signing().await?;
        let mut made = letter.signature.lock().await;
        if let Some((_, signature)) = made.as_ref().filter(|(by, _)| **by == *key.id()) {
            return Ok(signature.clone());
        }
        let by = key.id().into();
        let signature = self.sign(key, letter).await?;
        *made = Some((by, signature.clone()));
        Ok(signature)
    }

    /// Signs on a thread that does nothing else.
    async fn sign(&self, key: Arc<SigningKey>, letter: &Arc<Letter>) -> Result<HeaderValue, KeyError> {
        let body = letter.body();
        let signature = self.hands.spawn_blocking(move || key.sign_webhook(&body)).await.map_err(|_| KeyError)??;
        HeaderValue::try_from(signature).map_err(|_| KeyError)
    }
}

/// The same with another first character, which is six bits of the first byte; it is Base64 still.
fn broken(signature: &HeaderValue) -> Result<HeaderValue, KeyError> {
    let mut bytes = signature.as_bytes().to_vec();
    if let Some(first) = bytes.first_mut() {
        *first = if *first == b'A' { b'B' } else { b'A' };
    }
    HeaderValue::from_bytes(&bytes).map_err(|_| KeyError)
}
