//! Pages of v3: an opaque `offset`, a `limit`, and the absolute address of the next page.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::core::rejection::{Body, Fault};
use crate::core::report_index::Position;

/// How many things a page has at most (inferred).
pub const HIGHEST_LIMIT: usize = 100;

/// How many things a page has: what is asked for, as far as it is given.
///
/// # Errors
///
/// Zero.
pub fn limit(asked: Option<u32>, usual: usize) -> Body<usize> {
    match asked {
        Some(0) => Err(vec![Fault::new("limit", "has to be 1 or more")]),
        Some(asked) => Ok((asked as usize).min(HIGHEST_LIMIT)),
        None => Ok(usual),
    }
}

/// What bytes are as an offset. Two more go along, by which [`open`] knows its own.
pub fn seal(bytes: &[u8]) -> String {
    let mut sealed = bytes.to_vec();
    sealed.extend(check(bytes).to_be_bytes());
    URL_SAFE_NO_PAD.encode(sealed)
}

/// The bytes of an offset that [`seal`] made.
///
/// # Errors
///
/// Any other text, or another number of bytes.
pub fn open<const N: usize>(offset: &str) -> Body<[u8; N]> {
    let sealed = URL_SAFE_NO_PAD.decode(offset).unwrap_or_default();
    let parts = sealed.split_first_chunk::<N>();
    let sound = parts.filter(|(bytes, seal)| **seal == check(*bytes).to_be_bytes());
    sound.map(|(bytes, _)| *bytes).ok_or_else(|| {
        vec![Fault::new(
            "offset",
            "is none that was handed out: take it from NextPage, or leave it out for the first page",
        )]
    })
}

/// The offset of what comes behind a report.
pub fn offset_behind(position: Position) -> String {
    seal(&position.to_bytes())
}

/// The report that an offset is behind.
///
/// # Errors
///
/// As [`open`].
pub fn behind(offset: &str) -> Body<Position> {
    let wrong = || vec![Fault::new("offset", "is none that was handed out")];
    Position::from_bytes(&open(offset)?).ok_or_else(wrong)
}

/// The address of a list's page at an offset: everything else stays as it was asked for.
pub fn next_page(base_url: &str, path: &str, query: &str, offset: &str) -> String {
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "offset");
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.extend_pairs(kept).append_pair("offset", offset).finish();
    format!("{base_url}{path}?{query}")
}

/// Fletcher's sum.
fn check(bytes: &[u8]) -> u16 {
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 255;
        (low, (high + low) % 255)
    });
    (high << 8 | low) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::Timestamp;
    use crate::core::ids::ReportId;

    #[test]
    fn an_offset_leads_back_to_its_position_and_nothing_else_does() {
        let at = Timestamp::from_timestamp(1_700_000_000, 123_456_789).expect("a moment");
        let position = Position { at, report: ReportId::from_bytes([7; 10]) };
        let offset = offset_behind(position);
        assert_eq!(behind(&offset), Ok(position));
        for garbage in
            ["", "2", "x", "25", "ä", &offset[1..], &offset.to_lowercase(), &format!("{offset}A"), &seal(b"x")]
        {
            assert!(behind(garbage).is_err(), "{garbage}");
        }
    }

    #[test]
    fn the_next_page_is_the_same_list_at_another_offset() {
        let next = next_page("http://h", "/p", "limit=2&user=a%2Bb%40c&offset=old&approvalStatusCode=A,B", "new");
        assert_eq!(next, "http://h/p?limit=2&user=a%2Bb%40c&approvalStatusCode=A%2CB&offset=new");
    }
}
