//! What keeps the holder of an account from getting a token, as a scenario says it.

use std::sync::Arc;

/// The account of a user, or of the company.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// Why nobody gets a token for it, although the credentials are right.
    pub bar: Option<&'static Bar>,
    /// The base URL of the data centre that it is at, where that is another.
    pub lives_at: Option<Arc<str>>,
}

/// A documented refusal of someone whose credentials are right.
#[derive(Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its number.
    pub code: u16,
    /// Its name.
    pub error: &'static str,
    /// What is wrong.
    pub words: &'static str,
}

impl Bar {
    /// All of them. The page does not tell 10 from 11, or 12 from 13: a scenario names the number that its test is about.
    pub const ALL: &[Self] = &[
        Self::DEACTIVATED,
        Self::new(11, "invalid_grant", "Account is disabled. Please contact support"),
        Self::new(12, "invalid_grant", "Logon Denied. Please contact support"),
        Self::new(13, "invalid_grant", "Logon Denied. Please contact support"),
        Self::new(14, "invalid_grant", "Account Locked. Please contact support"),
        Self::new(19, "invalid_grant", "Incorrect credentials. Please Retry"),
        Self::new(20, "invalid_grant", "Logon Denied. Please contact support"),
        Self::new(100, "invalid_request", "backend does not know about this username"),
        Self::DISABLED,
        Self::new(134, "invalid_request", "Company undergoing scheduled maintenance."),
        Self::new(139, "invalid_request", "Logon Denied. Password must be changed to meet company policy."),
    ];

    /// Of a user who is deactivated.
    pub const DEACTIVATED: Self = Self::new(10, "invalid_grant", "Account is disabled. Please contact support");
    /// Of a refresh token whose user is deactivated or gone.
    pub const DISABLED: Self = Self::new(123, "invalid_request", "principal is disabled");

    const fn new(code: u16, error: &'static str, words: &'static str) -> Self {
        Self { code, error, words }
    }

    /// The one with this number.
    pub fn find(code: u16) -> Option<&'static Self> {
        Self::ALL.iter().find(|bar| bar.code == code)
    }
}
