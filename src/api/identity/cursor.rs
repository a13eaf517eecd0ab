//! Cursors: opaque to the caller, good for the query that they came from only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::error::{Problem, ScimType};
use crate::core::ids::UserId;

/// A cursor that leads behind a user, on the pages of this filter.
pub fn behind(user: UserId, filter: &str) -> String {
    let bytes: Vec<u8> = user.0.as_bytes().iter().copied().chain(mark(filter)).collect();
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The user behind whom a cursor leads; none where there is no cursor.
pub fn read(cursor: Option<&str>, filter: &str) -> Result<Option<UserId>, Problem> {
    let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) else { return Ok(None) };
    let bytes = URL_SAFE_NO_PAD.decode(cursor.get(..LENGTH).filter(|whole| *whole == cursor).unwrap_or_default());
    let user = bytes.ok().and_then(|bytes| {
        let (user, of) = bytes.split_at_checked(16)?;
        (of == mark(filter)).then(|| Uuid::from_slice(user).ok())?
    });
    user.map(|user| Some(UserId(user)))
        .ok_or_else(|| ScimType::Cursor.fault("cursor", "is none that this query answered; begin without one"))
}

/// How many characters a cursor has.
const LENGTH: usize = 27;

/// What tells one filter from another (FNV-1a): a slip of the caller's is noticed, no more.
fn mark(filter: &str) -> [u8; 4] {
    let hash = filter.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash.to_be_bytes()
}
