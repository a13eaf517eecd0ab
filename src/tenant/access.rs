//! Who may call: the applications, passwords and tokens of a tenant.

use std::sync::Arc;

use uuid::Uuid;

use crate::core::Timestamp;
use crate::core::ids::UserId;

/// What a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principal {
    /// A user.
    User(UserId),
    /// The company.
    Company,
    /// The application itself.
    Application,
}

/// What a token grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What it stands for.
    pub principal: Principal,
    /// The application it was issued to.
    pub client_id: Uuid,
    /// The scopes granted, space-separated in requests and answers.
    pub scopes: Vec<Arc<str>>,
    /// When it ends; fixed tokens of a scenario never do.
    pub expires_at: Option<Timestamp>,
}

impl Grant {
    /// Whether any of these scopes was granted; an empty list asks for none.
    pub fn has_any(&self, scopes: &[&str]) -> bool {
        scopes.is_empty() || scopes.iter().any(|wanted| self.scopes.iter().any(|s| **s == **wanted))
    }
}

/// Applications, passwords and tokens.
#[derive(Debug, Default)]
pub struct Access {}

impl Access {
    /// What this token grants now; nothing where it is unknown, expired or revoked. A look-up: no signature is computed.
    pub fn grant(&self, _token: &str, _now: Timestamp) -> Option<Arc<Grant>> {
        None
    }
}
