//! What waits to be exchanged for a token: authorization codes, one-time passwords, company request tokens.

use std::collections::VecDeque;

use uuid::Uuid;

use super::{RequestToken, Scopes};
use crate::core::Timestamp;
use crate::core::ids::UserId;

/// How many of a kind wait at most; the oldest go first.
pub const WAITING: usize = 1_000;

/// Things of one kind, each good until its end.
#[derive(Debug)]
pub(super) struct Pending<T>(VecDeque<(Timestamp, T)>);

impl<T> Default for Pending<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T> Pending<T> {
    /// Those that are good now, oldest first.
    pub fn good(&self, now: Timestamp) -> impl Iterator<Item = &T> {
        self.0.iter().filter(move |(end, _)| now < *end).map(|(_, thing)| thing)
    }

    /// Adds one. What is over goes, and where there are [`WAITING`], the oldest.
    pub fn put(&mut self, thing: T, end: Timestamp, now: Timestamp) {
        self.0.retain(|(end, _)| now < *end);
        if self.0.len() >= WAITING {
            self.0.pop_front();
        }
        self.0.push_back((end, thing));
    }

    /// Takes one out; answers whether it was there and good.
    pub fn take(&mut self, now: Timestamp, is_it: impl Fn(&T) -> bool) -> bool {
        let place = self.0.iter().position(|(end, thing)| now < *end && is_it(thing));
        place.and_then(|place| self.0.remove(place)).is_some()
    }
}

/// What a user has consented to, to be exchanged once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The code itself.
    pub code: String,
    /// The application that it was issued to.
    pub client_id: Uuid,
    /// Where it was sent, as the application wrote it.
    pub redirect_uri: String,
    /// Who consented.
    pub user: UserId,
    /// To what.
    pub scopes: Scopes,
    /// What the application has to prove that it knows (PKCE).
    pub challenge: Option<Challenge>,
    /// What the OpenID Connect token has to repeat.
    pub nonce: Option<String>,
}

/// A challenge of PKCE: what has to be sent with the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Challenge {
    /// This very text.
    Plain(String),
    /// A text whose SHA-256, base64url, this is.
    Sha256(String),
}

/// A one-time password, to be exchanged once, together with everything that it was asked for with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimePassword {
    /// The application that asked for it.
    pub client_id: Uuid,
    /// Where it was sent, in lower case.
    pub handle: String,
    /// The password itself.
    pub otp: String,
    /// The parameters of the application's own, in order.
    pub facts: Vec<(String, String)>,
}

impl OneTimePassword {
    /// Whether it was sent to the same place for the same application.
    pub(super) fn rivals(&self, other: &Self) -> bool {
        self.client_id == other.client_id && self.handle == other.handle
    }
}

/// What became of a one-time password that was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtpCheck {
    /// It is right.
    Good,
    /// None waits for this handle.
    NoneWaits,
    /// Others wait for this handle.
    Wrong,
    /// It is right, and was asked for with other parameters.
    OtherFacts,
}

/// What became of a company request token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redemption {
    /// It stands for the company.
    Good,
    /// It is unknown, expired or used up.
    Unknown,
    /// It was made for another application.
    NotYours,
}

/// What is used up when a token is issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spent {
    /// Nothing.
    Nothing,
    /// An authorization code.
    Code(String),
    /// A one-time password.
    OneTimePassword(OneTimePassword),
    /// A company request token that may be used once.
    RequestToken(String),
    /// A refresh token that is replaced by another.
    RefreshToken(String),
}

impl Pending<RequestToken> {
    pub(super) fn check(&self, token: &str, client_id: Uuid, now: Timestamp) -> Redemption {
        match self.good(now).find(|known| known.token == token) {
            Some(known) if known.client_id.is_some_and(|owner| owner != client_id) => Redemption::NotYours,
            Some(_) => Redemption::Good,
            None => Redemption::Unknown,
        }
    }
}

impl Pending<OneTimePassword> {
    pub(super) fn check(&self, offered: &OneTimePassword, now: Timestamp) -> OtpCheck {
        let mut answer = OtpCheck::NoneWaits;
        for waiting in self.good(now).filter(|waiting| waiting.rivals(offered)) {
            if waiting == offered {
                return OtpCheck::Good;
            }
            match answer {
                OtpCheck::OtherFacts => {}
                _ if waiting.otp == offered.otp => answer = OtpCheck::OtherFacts,
                _ => answer = OtpCheck::Wrong,
            }
        }
        answer
    }
}
