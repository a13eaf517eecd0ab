//! Comments on a report.

use std::sync::Arc;

use super::Timestamp;
use super::ids::UserId;

/// The longest comment, in characters (`maxLength` of the v4 contract).
pub const LONGEST: usize = 2000;

/// What someone wrote on a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// When.
    pub at: Timestamp,
    /// Who; nobody where the company or the system did.
    pub author: Option<UserId>,
    /// What.
    pub text: Arc<str>,
}
