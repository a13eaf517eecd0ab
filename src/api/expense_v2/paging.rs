//! Pages of v2.0's lists: a `limit`, an opaque `offset`, and the absolute address of the next page (inferred: the page has a list of
//! up to 1,000 reports and no more of it).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::core::rejection::{Body, Fault};
use crate::core::report_index::Position;

/// How many reports a page has at most, and where nobody asks for a number (page `v2.reports`).
const HIGHEST_LIMIT: usize = 1_000;

/// How many reports a page has: what is asked for, as far as it is given.
pub fn limit(asked: Option<u32>) -> Body<usize> {
    match asked {
        Some(0) => Err(vec![Fault::new("limit", "has to be 1 or more")]),
        Some(asked) => Ok((asked as usize).min(HIGHEST_LIMIT)),
        None => Ok(HIGHEST_LIMIT),
    }
}

/// The report that an offset is behind.
pub fn behind(offset: &str) -> Body<Position> {
    let bytes = URL_SAFE_NO_PAD.decode(offset).unwrap_or_default();
    let position = bytes.as_slice().try_into().ok().and_then(Position::from_bytes);
    position.ok_or_else(|| {
        let message = "is none that was handed out: take it from NextPage, or leave it out for the first page";
        vec![Fault::new("offset", message)]
    })
}

/// The address of the page behind a report: everything else stays as it was asked for.
pub fn next_page(base_url: &str, path: &str, query: &str, position: Position) -> String {
    let offset = URL_SAFE_NO_PAD.encode(position.to_bytes());
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| !name.eq_ignore_ascii_case("offset"));
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.extend_pairs(kept).append_pair("offset", &offset).finish();
    format!("{base_url}{path}?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::Timestamp;
    use crate::core::ids::ReportId;

    #[test]
    fn the_next_page_leads_behind_its_position_and_keeps_every_other_term() {
        let at = Timestamp::from_timestamp(1_700_000_000, 123_456_789).expect("a moment");
        let position = Position { at, report: ReportId::from_bytes([7; 10]) };
        let next = next_page("http://h", "/p", "status=PAID&Offset=old&loginid=a%2Bb%40c", position);
        let (kept, offset) = next.split_once("&offset=").expect("an offset");
        assert_eq!(kept, "http://h/p?status=PAID&loginid=a%2Bb%40c");
        assert_eq!(behind(offset), Ok(position));
        for garbage in ["", "25", "ä", &offset[1..], &format!("{offset}AAAA")] {
            assert!(behind(garbage).is_err(), "{garbage}");
        }
    }
}
