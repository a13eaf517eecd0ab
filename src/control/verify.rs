//! Proof: whether requests came as they should have, and which came nearest where they did not.

use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ControlError;
use super::answer::read;
use super::error::ErrorBody;
use super::requests::{Line, Wanted};
use super::selected::Selected;
use crate::tenant::journal::Entry;

/// The most requests that can be asked for in an order.
const LONGEST_ORDER: usize = 100;

/// How many near misses are named.
const MISSES: usize = 5;

/// How many of the requests that were counted are shown.
const SHOWN: usize = 100;

/// What has to hold: either a `match` with its `count`, or an `order`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Verification)]
struct Claim {
    /// Which requests to count.
    #[serde(rename = "match")]
    matches: Option<MatchSheet>,
    /// How many there have to be; at least one where nothing is said.
    count: Option<CountSheet>,
    /// Requests that have to have come one after the other in this order; others may have come between them.
    order: Option<Vec<MatchSheet>>,
    /// Only requests after the one with this number count.
    after: Option<u64>,
}

/// Which requests are meant. Each one given has to hold.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = RequestMatch)]
pub(super) struct MatchSheet {
    /// This method, in any case.
    pub method: Option<String>,
    /// This path. `*` and `**` stand for any text, a name in braces for one segment.
    #[schema(example = "/expensereports/v4/**/approve")]
    pub path: Option<String>,
    /// This status.
    pub status: Option<u16>,
    /// A token of this user: login or UUID.
    pub user: Option<String>,
    /// This operation, as `X-Emulator-Operation` names it.
    pub operation: Option<String>,
}

/// How many.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = RequestCount)]
struct CountSheet {
    /// So many, and no others.
    exactly: Option<usize>,
    /// So many or more.
    at_least: Option<usize>,
    /// So many or fewer.
    at_most: Option<usize>,
}

/// Whether it holds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Verified)]
pub(super) struct Finding {
    /// Whether it holds.
    ok: bool,
    /// How many requests there were; of an order, how many of it came.
    count: usize,
    /// What was found, in words.
    message: String,
    /// The requests that were counted, the last hundred of them.
    requests: Vec<Line>,
    /// Where it does not hold, the requests that came nearest, the nearest first.
    near_misses: Vec<NearMiss>,
    /// How many requests are no longer kept, and so were not counted.
    forgotten: u64,
}

/// A request that was nearly what was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NearMiss {
    /// The request.
    request: Line,
    /// In what it differs.
    differs: Vec<&'static str>,
    /// The same in words.
    message: String,
}

/// Counts requests, or looks for them in an order. It answers 200 whether or not that holds.
#[utoipa::path(
    post,
    path = "/_emulator/requests/verify",
    operation_id = "verifyRequests",
    request_body = Claim,
    responses(
        (status = 200, description = "What was found.", body = Finding),
        (status = 400, description = "The body is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn verify(tenant: Selected, body: web::Bytes) -> Result<web::Json<Finding>, ControlError> {
    let Claim { matches, count, order, after } = read(&body)?;
    let journal = tenant.journal.after(after.unwrap_or_default());
    let forgotten = tenant.journal.forgotten();
    let finding = match (matches, order) {
        (Some(matches), None) => counted(&Wanted::new(&tenant, &matches, "match.")?, bounds(count)?, &journal),
        (None, Some(order)) if count.is_none() => {
            if !(1..=LONGEST_ORDER).contains(&order.len()) {
                return Err(ControlError::bad(format!("takes from 1 to {LONGEST_ORDER} requests")).at("order"));
            }
            let wanted: Result<Vec<_>, _> = order
                .iter()
                .enumerate()
                .map(|(n, sheet)| Wanted::new(&tenant, sheet, &format!("order[{n}].")))
                .collect();
            in_order(&wanted?, &journal)
        }
        _ => return Err(ControlError::bad("give a match with its count, or an order")),
    };
    Ok(web::Json(Finding { forgotten, ..finding }))
}

/// The least and the most.
fn bounds(count: Option<CountSheet>) -> Result<(usize, usize), ControlError> {
    match count.unwrap_or_default() {
        CountSheet { exactly: Some(exactly), at_least: None, at_most: None } => Ok((exactly, exactly)),
        CountSheet { exactly: Some(_), .. } => {
            Err(ControlError::bad("exactly goes with neither atLeast nor atMost").at("count"))
        }
        CountSheet { exactly: None, at_least: None, at_most: None } => Ok((1, usize::MAX)),
        CountSheet { exactly: None, at_least, at_most } => {
            Ok((at_least.unwrap_or_default(), at_most.unwrap_or(usize::MAX)))
        }
    }
}

fn counted(wanted: &Wanted, (least, most): (usize, usize), journal: &[(u64, Entry)]) -> Finding {
    let found: Vec<_> = journal.iter().filter(|(_, entry)| wanted.fits(entry)).collect();
    let count = found.len();
    let ok = (least..=most).contains(&count);
    let expected = match (least, most) {
        (least, most) if least == most => format!("exactly {least}"),
        (least, usize::MAX) => format!("at least {least}"),
        (0, most) => format!("at most {most}"),
        (least, most) => format!("from {least} to {most}"),
    };
    let near_misses = if count < least { near_misses(wanted, journal) } else { Vec::new() };
    let hint = near_misses.first().map_or_else(String::new, |miss| format!("; {}", miss.message));
    Finding {
        ok,
        count,
        message: format!("{count} requests were {wanted}, and there have to be {expected}{hint}"),
        requests: found.into_iter().skip(count.saturating_sub(SHOWN)).cloned().map(Line::from).collect(),
        near_misses,
        forgotten: 0,
    }
}

/// Takes the first request that fits each in turn: if any such row of requests exists, this one does.
fn in_order(order: &[Wanted], journal: &[(u64, Entry)]) -> Finding {
    let mut rest = journal.iter();
    let found: Vec<_> = order.iter().map_while(|wanted| rest.find(|(_, entry)| wanted.fits(entry))).collect();
    let count = found.len();
    let since = found.last().map_or(0, |(sequence, _)| *sequence);
    let mut near = Vec::new();
    let message = match order.get(count) {
        None => format!("all {count} requests came in this order"),
        Some(missing) => {
            let (before, later): (Vec<_>, Vec<_>) =
                journal.iter().cloned().partition(|(sequence, _)| *sequence <= since);
            near = near_misses(missing, &later);
            let early = before.iter().rev().find(|(_, entry)| missing.fits(entry));
            let hint = match (early, near.first()) {
                (Some((sequence, _)), _) => format!("; there was one before that, request {sequence}"),
                (None, Some(miss)) => format!("; {}", miss.message),
                (None, None) => String::new(),
            };
            format!("after {count} of {} requests, none came that was {missing}{hint}", order.len())
        }
    };
    Finding {
        ok: count == order.len(),
        count,
        message,
        requests: found.into_iter().cloned().map(Line::from).collect(),
        near_misses: near,
        forgotten: 0,
    }
}

/// The requests that miss least of what was asked for, later ones first where they miss as much.
fn near_misses(wanted: &Wanted, journal: &[(u64, Entry)]) -> Vec<NearMiss> {
    let missed = journal.iter().rev().filter(|(_, entry)| !wanted.fits(entry));
    let mut rated: Vec<_> = missed.map(|line| (wanted.distance(&line.1), line)).collect();
    rated.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let near = rated.into_iter().filter(|(distance, _)| *distance < Wanted::NOTHING_ALIKE).take(MISSES);
    let miss = |(_, line): (f64, &(u64, Entry))| {
        let (sequence, entry) = line;
        let differs = wanted.differs(entry);
        let mut message =
            format!("request {sequence}, {} {}, differs in {}", entry.method, entry.path, differs.join(", "));
        if let Some(nearest) = &entry.nearest {
            message.push_str(&format!(" (did you mean {nearest}?)"));
        }
        NearMiss { request: Line::from(line.clone()), differs, message }
    };
    near.map(miss).collect()
}
