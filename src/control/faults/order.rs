//! Saying in Rust what is to go wrong.

use std::time::Duration;

use crate::fixtures::{ByDoc, CutDoc, FaultDoc, MatchDoc, ProfileDoc, WhenDoc};

/// A fault to be: how requests fail, then which, then how often. Without `on` it is for all requests to the emulated APIs.
///
/// ```
/// use std::time::Duration;
/// use concur_emulator::control::NewFault;
///
/// let unavailable = NewFault::status(503).on("PATCH", "/expensereports/v4/**").times(2);
/// let late_and_lost = NewFault::reset().late(Duration::from_secs(2)).probability(0.1);
/// let throttled = NewFault::rate_limit(120, Duration::from_secs(60)).for_each_user();
/// ```
#[derive(Debug, Clone, Default)]
pub struct NewFault(FaultDoc);

impl From<NewFault> for FaultDoc {
    fn from(fault: NewFault) -> Self {
        fault.0
    }
}

impl NewFault {
    /// Refuses with a status from 400 to 599, in the words of the API.
    pub fn status(status: u16) -> Self {
        Self(FaultDoc { status: Some(status), ..FaultDoc::default() })
    }

    /// Answers so much later, in real time.
    pub fn delay(length: Duration) -> Self {
        Self::default().late(length)
    }

    /// Cuts the connection without an answer, after the request was carried out.
    pub fn reset() -> Self {
        Self(FaultDoc { reset: Some(true), ..FaultDoc::default() })
    }

    /// Cuts the connection in the middle of the body.
    pub fn truncate() -> Self {
        Self(FaultDoc { truncate: Some(CutDoc::Whether(true)), ..FaultDoc::default() })
    }

    /// Cuts the connection after so many bytes of the body.
    pub fn truncate_after(bytes: u64) -> Self {
        Self(FaultDoc { truncate: Some(CutDoc::Bytes(bytes)), ..FaultDoc::default() })
    }

    /// Refuses with 429 what an application sends beyond so many requests in each period of the tenant's clock.
    pub fn rate_limit(limit: u32, per: Duration) -> Self {
        let (profile, per) = (Some(ProfileDoc::RateLimit), Some(super::written(per)));
        Self(FaultDoc { profile, limit: Some(limit), per, ..FaultDoc::default() })
    }

    /// Only requests with this method to this path. `*` and `**` stand for any text, a name in braces for one segment.
    #[must_use]
    pub fn on(mut self, method: impl Into<String>, path: impl Into<String>) -> Self {
        let matches = self.matches();
        (matches.method, matches.path) = (Some(method.into()), Some(path.into()));
        self
    }

    /// Only requests to this path, by any method.
    #[must_use]
    pub fn on_path(mut self, path: impl Into<String>) -> Self {
        self.matches().path = Some(path.into());
        self
    }

    /// Only requests with a token of this user: login or UUID.
    #[must_use]
    pub fn by(mut self, user: impl Into<String>) -> Self {
        self.matches().user = Some(user.into());
        self
    }

    /// Answers so much later besides.
    #[must_use]
    pub fn late(mut self, length: Duration) -> Self {
        self.0.delay = Some(super::written(length));
        self
    }

    /// `Retry-After` of the refusal, in seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// Lets the rate limit count the requests of each user, not of each application.
    #[must_use]
    pub fn for_each_user(mut self) -> Self {
        self.0.by = Some(ByDoc::User);
        self
    }

    /// Strikes before the request is carried out, so that nothing changes.
    #[must_use]
    pub fn before(mut self) -> Self {
        self.0.when = Some(WhenDoc::Before);
        self
    }

    /// Strikes after the request was carried out, so that the caller cannot tell.
    #[must_use]
    pub fn after(mut self) -> Self {
        self.0.when = Some(WhenDoc::After);
        self
    }

    /// Strikes so often and no more.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.0.times = Some(times);
        self
    }

    /// Strikes a request by this chance, from 0 to 1; the same requests under the same seed.
    #[must_use]
    pub fn probability(mut self, chance: f64) -> Self {
        self.0.probability = Some(chance);
        self
    }

    fn matches(&mut self) -> &mut MatchDoc {
        self.0.matches.get_or_insert_default()
    }
}
