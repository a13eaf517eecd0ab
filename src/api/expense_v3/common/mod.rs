//! What v3 shares between products: lists and their items, places, users.

pub mod list_items;
pub mod lists;
pub mod locations;
pub mod users;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};

use super::{error, paging};
use crate::api::call::{Call, Operation};
use crate::api::explain;
use crate::core::World;
use crate::core::registry::Refusal;
use crate::core::rejection::{self, Fault, Rejection};
use crate::tenant::store::Store;

/// How many things a page has where nobody asks for a number.
const USUAL_LIMIT: usize = 25;

/// Why a call on what is shared failed.
#[derive(Debug)]
pub(super) enum Problem {
    /// The rules of reports and people refused.
    Rejected(Rejection),
    /// The rules of what a company keeps refused.
    Refused(Refusal),
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Vec<Fault>> for Problem {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Refused(Refusal::Invalid(faults))
    }
}

/// Opens a call, does the work, and words what is refused.
pub(super) fn answer(
    request: &HttpRequest,
    operation: &'static Operation,
    work: impl FnOnce(&Call) -> Result<HttpResponse, Problem>,
) -> HttpResponse {
    let call = match Call::open(request, operation) {
        Ok(call) => call,
        Err(denied) => return error::denied(request, &denied),
    };
    work(&call).unwrap_or_else(|problem| refuse(request, problem))
}

fn refuse(request: &HttpRequest, problem: Problem) -> HttpResponse {
    match problem {
        Problem::Rejected(rejection) => error::refused(request, &rejection),
        Problem::Refused(refusal) => {
            let status = match refusal {
                Refusal::NotFound(_) => StatusCode::NOT_FOUND,
                Refusal::NotAllowed(_) => StatusCode::FORBIDDEN,
                Refusal::Invalid(_) | Refusal::Taken(_) => StatusCode::BAD_REQUEST,
                Refusal::Outdated => StatusCode::CONFLICT,
            };
            explain::note(request, &refusal);
            error::plain(request, status, refusal.to_string())
        }
    }
}

/// How many things are looked at before others get at the world.
pub(super) const AT_ONCE: usize = 2_000;

/// How much of a list is asked for.
pub(super) struct Extent {
    /// How many things a page has.
    pub(super) limit: usize,
    /// The key of the thing that the page begins behind.
    pub(super) behind: Option<[u8; 16]>,
}

impl Extent {
    /// What a query asks for.
    pub(super) fn of(limit: Option<u32>, offset: Option<&str>) -> rejection::Body<Self> {
        let behind = offset.filter(|offset| !offset.is_empty()).map(paging::open).transpose()?;
        Ok(Self { limit: paging::limit(limit, USUAL_LIMIT)?, behind })
    }

    /// Looks through things in the order of their keys, a few at a time under the lock, until there is more than a page of them.
    /// `look` answers those that fit of the next few behind a key, and the key of the last that it looked at; none at the end.
    pub(super) fn gather<T>(
        &self,
        store: &Store,
        look: impl Fn(&World, Option<[u8; 16]>, &mut Vec<T>) -> Option<[u8; 16]>,
    ) -> Vec<T> {
        let (mut behind, mut found) = (self.behind, Vec::new());
        loop {
            behind = store.read(|world| look(world, behind, &mut found));
            if behind.is_none() || found.len() > self.limit {
                return found;
            }
        }
    }

    /// A page of things that come in the order of their keys, and the key that the next one begins behind.
    pub(super) fn page<T>(
        &self,
        things: impl Iterator<Item = T>,
        key: impl Fn(&T) -> [u8; 16],
    ) -> (Vec<T>, Option<[u8; 16]>) {
        let mut page: Vec<_> = things.take(self.limit + 1).collect();
        if page.len() <= self.limit {
            return (page, None);
        }
        page.truncate(self.limit);
        let next = page.last().map(key);
        (page, next)
    }
}

/// The address of the page behind a key.
pub(super) fn next_page(request: &HttpRequest, call: &Call, next: Option<[u8; 16]>) -> Option<String> {
    let offset = paging::seal(&next?);
    Some(paging::next_page(call.base_url(), request.path(), request.query_string(), &offset))
}
