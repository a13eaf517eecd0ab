//! Proof: whether requests came as they should have, and which came nearest where they did not.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::requests::{RequestLine, RequestMatch, Wanted};
use super::{Control, ControlError};
use crate::tenant::journal::Entry;

/// The most requests that can be asked for in an order.
const LONGEST_ORDER: usize = 100;

/// How many near misses are named.
const MISSES: usize = 5;

/// How many of the requests that were counted are shown.
const SHOWN: usize = 100;

/// What has to hold: either a `match` with its `count`, or an `order`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Verification)]
pub struct Claim {
    /// Which requests to count.
    #[serde(rename = "match")]
    pub matches: Option<RequestMatch>,
    /// How many there have to be; at least one where nothing is said.
    pub count: Option<RequestCount>,
    /// Requests that have to have come one after the other in this order; others may have come between them.
    pub order: Option<Vec<RequestMatch>>,
    /// Only requests after the one with this number count.
    pub after: Option<u64>,
}

/// How many.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestCount {
    /// So many, and no others.
    pub exactly: Option<usize>,
    /// So many or more.
    pub at_least: Option<usize>,
    /// So many or fewer.
    pub at_most: Option<usize>,
}

/// Whether it holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Verified {
    /// Whether it holds.
    pub ok: bool,
    /// How many requests there were; of an order, how many of it came.
    pub count: usize,
    /// What was found, in words.
    pub message: String,
    /// The requests that were counted, the last hundred of them.
    pub requests: Vec<RequestLine>,
    /// Where it does not hold, the requests that came nearest, the nearest first.
    pub near_misses: Vec<NearMiss>,
    /// How many requests are no longer kept, and so were not counted.
    pub forgotten: u64,
}

/// A request that was nearly what was asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NearMiss {
    /// The request.
    pub request: RequestLine,
    /// In what it differs.
    pub differs: Vec<&'static str>,
    /// The same in words.
    pub message: String,
}

impl Claim {
    /// That there were requests of a kind: at least one, unless told otherwise.
    pub fn count(wanted: RequestMatch) -> Self {
        Self { matches: Some(wanted), ..Self::default() }
    }

    /// That requests came one after the other in an order; others may have come between them.
    pub fn order(wanted: impl IntoIterator<Item = RequestMatch>) -> Self {
        Self { order: Some(wanted.into_iter().collect()), ..Self::default() }
    }

    /// So many, and no others.
    #[must_use]
    pub fn exactly(mut self, count: usize) -> Self {
        self.count = Some(RequestCount { exactly: Some(count), ..RequestCount::default() });
        self
    }

    /// So many or more.
    #[must_use]
    pub fn at_least(mut self, count: usize) -> Self {
        self.count.get_or_insert_default().at_least = Some(count);
        self
    }

    /// So many or fewer.
    #[must_use]
    pub fn at_most(mut self, count: usize) -> Self {
        self.count.get_or_insert_default().at_most = Some(count);
        self
    }

    /// Only those after the one with this number.
    #[must_use]
    pub fn after(mut self, sequence: u64) -> Self {
        self.after = Some(sequence);
        self
    }
}

impl Control {
    /// Counts requests, or looks for them in an order. Whether that holds is in the answer, with what came nearest.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// use concur_emulator::control::{Claim, RequestMatch};
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().start().await?;
    /// let approved = RequestMatch::operation("v4.approveReport").by("manager@example.com").status(204);
    /// let proof = emulator.control().verify(&Claim::count(approved.clone()).exactly(1))?;
    /// assert!(!proof.ok, "nobody has called yet: {}", proof.message);
    ///
    /// let in_order = Claim::order([RequestMatch::operation("v4.submitReport"), approved]);
    /// assert_eq!(emulator.control().verify(&in_order)?.count, 0);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    ///
    /// # Errors
    /// Where what is claimed makes no sense: there is no such user, method or operation, or both a count and an order are given.
    pub fn verify(&self, claim: &Claim) -> Result<Verified, ControlError> {
        let Claim { matches, count, order, after } = claim;
        let journal = self.realm.journal.after(after.unwrap_or_default());
        let forgotten = self.realm.journal.forgotten();
        let wanted = |sheet: &RequestMatch, within: &str| Wanted::new(&self.realm, sheet, within);
        let verified = match (matches, order) {
            (Some(matches), None) => counted(&wanted(matches, "match.")?, bounds(*count)?, &journal),
            (None, Some(order)) if count.is_none() => {
                if !(1..=LONGEST_ORDER).contains(&order.len()) {
                    return Err(ControlError::bad(format!("takes from 1 to {LONGEST_ORDER} requests")).at("order"));
                }
                let order: Result<Vec<_>, _> =
                    order.iter().enumerate().map(|(n, sheet)| wanted(sheet, &format!("order[{n}]."))).collect();
                in_order(&order?, &journal)
            }
            _ => return Err(ControlError::bad("give a match with its count, or an order")),
        };
        Ok(Verified { forgotten, ..verified })
    }
}

/// The least and the most.
fn bounds(count: Option<RequestCount>) -> Result<(usize, usize), ControlError> {
    match count.unwrap_or_default() {
        RequestCount { exactly: Some(exactly), at_least: None, at_most: None } => Ok((exactly, exactly)),
        RequestCount { exactly: Some(_), .. } => {
            Err(ControlError::bad("exactly goes with neither atLeast nor atMost").at("count"))
        }
        RequestCount { exactly: None, at_least: None, at_most: None } => Ok((1, usize::MAX)),
        RequestCount { exactly: None, at_least, at_most } => {
            Ok((at_least.unwrap_or_default(), at_most.unwrap_or(usize::MAX)))
        }
    }
}

fn counted(wanted: &Wanted, (least, most): (usize, usize), journal: &[(u64, Entry)]) -> Verified {
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
    Verified {
        ok,
        count,
        message: format!("{} {wanted}, and there have to be {expected}{hint}", requests(count)),
        requests: found.into_iter().skip(count.saturating_sub(SHOWN)).cloned().map(RequestLine::from).collect(),
        near_misses,
        forgotten: 0,
    }
}

/// How many there were.
fn requests(count: usize) -> String {
    if count == 1 { "1 request was".to_owned() } else { format!("{count} requests were") }
}

/// Takes the first request that fits each in turn: if any such row of requests exists, this one does.
fn in_order(order: &[Wanted], journal: &[(u64, Entry)]) -> Verified {
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
    Verified {
        ok: count == order.len(),
        count,
        message,
        requests: found.into_iter().cloned().map(RequestLine::from).collect(),
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
        NearMiss { request: RequestLine::from(line.clone()), differs, message }
    };
    near.map(miss).collect()
}
