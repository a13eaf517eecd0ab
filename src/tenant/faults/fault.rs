//! What a fault is: which requests it is for, and what it does to them.

use std::time::Duration as StdDuration;

use chrono::Duration;
use uuid::Uuid;

use crate::core::Timestamp;
use crate::core::ids::UserId;
use crate::tenant::pattern;

/// Something that goes wrong: a delay, a failure, or one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Which requests it is for.
    pub matches: Match,
    /// How long the answer waits, in real time.
    pub delay: Option<StdDuration>,
    /// How it fails; without one it is only late.
    pub failure: Option<Failure>,
    /// Whether it comes before the request is carried out, or after.
    pub when: When,
    /// How often it strikes; without end where there is none.
    pub times: Option<u32>,
    /// The chance that it strikes a request, from 0 to 1; always where there is none.
    pub probability: Option<f64>,
}

/// Which requests a fault is for. Each one given has to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Match {
    /// This method, in any case.
    pub method: Option<String>,
    /// A path that fits this [`pattern`].
    pub path: Option<String>,
    /// A token of this user.
    pub user: Option<UserId>,
}

/// How a request fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It is refused with this status, in the words of its family.
    Status {
        /// The status.
        status: u16,
        /// `Retry-After`, in seconds.
        retry_after: Option<u32>,
    },
    /// The connection is cut without an answer.
    Reset,
    /// The answer begins, and the connection is cut after so many bytes of its body; after half of them where no number is given.
    Truncate(Option<u64>),
    /// It is refused with 429 where its caller has made too many.
    RateLimit(RateLimit),
}

/// So many requests of one caller in a period; the period begins with the first of them, on the tenant's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How many are let through.
    pub limit: u32,
    /// How long a period is.
    pub per: Duration,
    /// Who is one caller.
    pub by: CountedBy,
}

/// Whose requests are counted together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CountedBy {
    /// Those with tokens of one application.
    #[default]
    Application,
    /// Those with tokens of one user.
    User,
}

/// When a fault comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Before the request is carried out: nothing has changed.
    Before,
    /// After it was carried out: what it was to change has changed, and the caller cannot tell.
    After,
}

/// What is known of a request before it is carried out.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Its method.
    pub method: &'a str,
    /// Its path.
    pub path: &'a str,
    /// Whose token it carries, if a user's.
    pub user: Option<UserId>,
    /// The application that its token was issued to.
    pub application: Option<Uuid>,
    /// When it came in, on the tenant's clock.
    pub at: Timestamp,
}

/// What a fault does to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strike {
    /// Which fault it is.
    pub id: u32,
    /// How long the answer waits.
    pub delay: Option<StdDuration>,
    /// How it fails; never a [`Failure::RateLimit`].
    pub failure: Option<Failure>,
    /// Before or after it is carried out.
    pub when: When,
}

impl Match {
    pub(super) fn fits(&self, asked: &Asked<'_>) -> bool {
        self.method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(asked.method))
            && self.user.is_none_or(|user| asked.user == Some(user))
            && self.path.as_ref().is_none_or(|path| pattern::fits(path, asked.path))
    }
}
