//! What the resources on reports have in common: lists of them page by page, and how what is refused is worded.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::{caller, convert, error, paging};
use crate::api::call::{Call, Operation, Tokens};
use crate::api::explain::{self, Cause};
use crate::core::World;
use crate::core::command::{Actor, Caller, ReportKey};
use crate::core::event::Through;
use crate::core::ids::ReportId;
use crate::core::rejection::{Body, Fault, Rejection};
use crate::core::report::Report;
use crate::core::report_index::Position;
use crate::tenant::parts::{Among, Parts, Place};
use crate::tenant::queries::ReportView;

/// How many things a page has where nobody asks for a number (every page of these resources).
const USUAL_LIMIT: usize = 25;

/// What stands for every owner.
const EVERYONE: &str = "ALL";

/// An operation on what is on reports.
pub const fn operation(id: &'static str) -> Operation {
    Operation { id, scopes: &["EXPRPT"], tokens: Tokens::USER_OR_COMPANY, through: Through::V3, switch: None }
}

/// Why nothing comes of a call.
#[derive(Debug)]
pub enum Refused {
    /// The path names nothing.
    Missing(String),
    /// Anything else.
    Rejected(Rejection),
}

impl Refused {
    /// A refusal of what the path names: that is missing, where there is none.
    pub fn of_path(rejection: Rejection) -> Self {
        match rejection {
            Rejection::ReportNotFound | Rejection::ExpenseNotFound | Rejection::AllocationNotFound => {
                Self::Missing(rejection.to_string())
            }
            other => Self::Rejected(convert::in_words_of_v3(other)),
        }
    }
}

/// A refusal where the body names the entry: that is wrong, where there is none.
pub fn in_body(rejection: Rejection) -> Rejection {
    match rejection {
        Rejection::ExpenseNotFound => Rejection::Invalid(vec![Fault::new("EntryID", "names no entry")]),
        other => other,
    }
}

impl From<Rejection> for Refused {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(convert::in_words_of_v3(rejection))
    }
}

/// Opens a call and words what is refused.
pub fn answer(
    request: &HttpRequest,
    operation: &'static Operation,
    act: impl FnOnce(&Call) -> Result<HttpResponse, Refused>,
) -> HttpResponse {
    let call = match Call::open(request, operation) {
        Ok(call) => call,
        Err(denied) => return error::denied(request, &denied),
    };
    act(&call).unwrap_or_else(|refused| refuse(request, refused))
}

fn refuse(request: &HttpRequest, refused: Refused) -> HttpResponse {
    match refused {
        Refused::Missing(message) => {
            explain::note(request, Cause::new("notFound", &*message));
            error::plain(request, StatusCode::NOT_FOUND, message)
        }
        Refused::Rejected(rejection) => error::refused(request, &rejection),
    }
}

/// What a list is asked for, as far as all of these lists have it.
#[derive(Debug, Default)]
pub struct Asked<'a> {
    /// The login of the owner, or everyone.
    pub user: Option<&'a str>,
    /// The report, by its ID.
    pub report: Option<&'a str>,
    /// The entry, by its ID.
    pub entry: Option<&'a str>,
    /// Where the page begins.
    pub offset: Option<&'a str>,
    /// How many a page has.
    pub limit: Option<u32>,
}

/// A page of a list: what is on it, and the address of the next.
pub type Page<T> = (Vec<(ReportView, T)>, Option<String>);

/// A page of what is on the reports that are meant. Those of one report, or of an entry's, need no owner.
pub fn list<T, I: Iterator<Item = T>>(
    request: &HttpRequest,
    call: &Call,
    asked: &Asked<'_>,
    parts: impl Fn(&World, &Report) -> I,
) -> Result<Page<T>, Refused> {
    let limit = paging::limit(asked.limit, USUAL_LIMIT).map_err(Rejection::Invalid)?;
    let from = asked.offset.map(read_offset).transpose().map_err(Rejection::Invalid)?;
    let (actor, among) = match (asked.entry, asked.report) {
        (Some(entry), _) => (searcher(request, call, asked)?, Among::Entry(convert::entries::read_entry_id(entry))),
        (None, Some(report)) => (searcher(request, call, asked)?, Among::Report(ReportKey::from(report))),
        (None, None) => (caller::caller(call), Among::Owner(caller::searched(call, request)?)),
    };
    let Parts { parts, next } = call.tenant.store.find_parts(&actor, &among, from, limit, parts)?;
    let address = |place| paging::next_page(call.base_url(), request.path(), request.query_string(), &offset(place));
    Ok((parts, next.map(address)))
}

/// Who looks for what is on one report.
fn searcher(request: &HttpRequest, call: &Call, asked: &Asked<'_>) -> Result<Actor, Rejection> {
    if asked.user.is_some_and(|login| login.eq_ignore_ascii_case(EVERYONE)) {
        let actor = caller::caller(call);
        if let Caller::User(_) = actor.caller {
            call.tenant.store.may_search(&actor, None)?;
        }
        return Ok(actor);
    }
    caller::for_owner(call, request)
}

const OFFSET: usize = 8 + 4 + ReportId::BYTES + 4;

fn offset(Place { report, passed }: Place) -> String {
    let passed = u32::try_from(passed).unwrap_or(u32::MAX).to_be_bytes();
    paging::seal(&[&report.to_bytes()[..], &passed].concat())
}

fn read_offset(text: &str) -> Body<Place> {
    let bytes: [u8; OFFSET] = paging::open(text)?;
    let place = || {
        let (report, passed) = bytes.split_first_chunk()?;
        let passed = u32::from_be_bytes(*passed.first_chunk()?) as usize;
        Some(Place { report: Position::from_bytes(report)?, passed })
    };
    let message = "is none that was handed out: take it from NextPage, or leave it out for the first page";
    place().ok_or_else(|| vec![Fault::new("offset", message)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::Timestamp;

    #[test]
    fn an_offset_leads_back_to_its_place_and_nothing_else_does() {
        let at = Timestamp::from_timestamp(1_700_000_000, 123_456_789).expect("a moment");
        let place = Place { report: Position { at, report: ReportId::from_bytes([7; 10]) }, passed: 312 };
        let sealed = offset(place);
        assert_eq!(read_offset(&sealed), Ok(place));
        for garbage in ["", "2", "25", &sealed[1..], &sealed.to_lowercase(), &format!("{sealed}A")] {
            assert!(read_offset(garbage).is_err(), "{garbage}");
        }
    }
}
