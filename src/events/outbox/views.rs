//! What control sees of an outbox, and does with it.

use std::sync::Arc;

use uuid::Uuid;

use super::Outbox;
use crate::core::Timestamp;
use crate::core::event::Through;
use crate::core::ids::ReportId;
use crate::events::conduct::Conduct;
use crate::events::dispatch::Dispatch;
use crate::events::line::Health;
use crate::events::log::Delivery;
use crate::events::mischief::{Mischief, Trick};
use crate::events::news::About;
use crate::events::subscriptions::{Subscription, SubscriptionId};

/// A subscription with what runs for it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The subscription.
    pub subscription: Arc<Subscription>,
    /// Whether it stands still.
    pub is_paused: bool,
    /// How many lanes it has.
    pub lanes: usize,
    /// How many events wait for it.
    pub waiting: usize,
    /// How its receiver has done.
    pub health: Health,
    /// When it is deleted, unless something succeeds before.
    pub ends_at: Option<Timestamp>,
}

/// An event that was posted to a subscription, for comparing it with what the receiver did then.
#[derive(Debug, Clone)]
pub struct Told {
    /// The event.
    pub event: Uuid,
    /// `Concur-Correlationid` of the request that caused it.
    pub correlation: Arc<str>,
    /// Whether a request to an emulated API caused it, which is in the journal then.
    pub has_request: bool,
    /// The report that it is about.
    pub report: Option<ReportId>,
    /// When it was first posted.
    pub first_at: Timestamp,
    /// How often it reached the receiver, with a signature that was right.
    pub times: usize,
}

impl Outbox {
    /// How all subscriptions stand, by id.
    pub fn standings(&self) -> Vec<Standing> {
        let dispatch = self.shared.up_to_date();
        dispatch.register.all().filter_map(|subscription| standing(&dispatch, subscription)).collect()
    }

    /// How a subscription stands.
    pub fn standing(&self, id: &SubscriptionId) -> Option<Standing> {
        let dispatch = self.shared.up_to_date();
        standing(&dispatch, dispatch.register.get(id)?)
    }

    /// Makes a subscription stand still: events queue, nothing is posted, and nothing grows too old. Answers whether there is one.
    pub fn pause(&self, id: &SubscriptionId) -> bool {
        let mut dispatch = self.shared.up_to_date();
        let line = dispatch.line_mut(id);
        let found = line.map(|line| line.pause()).is_some();
        if found {
            self.shared.tell_of(id, "paused");
        }
        self.shared.rested.notify_waiters();
        found
    }

    /// Makes a subscription go on; what waits goes out at once and has its time anew. Answers whether there is one.
    pub fn resume(&self, id: &SubscriptionId) -> bool {
        let now = self.shared.clock.now();
        let mut dispatch = self.shared.up_to_date();
        let found = dispatch.line_mut(id).map(|line| line.resume(now)).is_some();
        if found {
            self.shared.tell_of(id, "resumed");
        }
        found
    }

    /// Sends an event again to all subscriptions that want it, or to one of them. Answers to how many it goes; none where there is
    /// no such event.
    pub fn redeliver(&self, event: Uuid, only: Option<&SubscriptionId>) -> Option<usize> {
        let mut dispatch = self.shared.up_to_date();
        let raised = Arc::clone(dispatch.log.raised(event)?);
        Some(dispatch.redeliver(&raised, only, self.shared.clock.now()))
    }

    /// Sends everything again that happened from a moment on, in the same order. Answers how many deliveries that makes.
    pub fn redeliver_since(&self, moment: Timestamp, only: Option<&SubscriptionId>) -> usize {
        let mut dispatch = self.shared.up_to_date();
        let now = self.shared.clock.now();
        let events = dispatch.log.since(moment);
        events.iter().map(|raised| dispatch.redeliver(raised, only, now)).sum()
    }

    /// Begins mischief with a subscription in place of any under way, or ends it. Answers whether there is such a subscription.
    pub fn set_mischief(&self, id: &SubscriptionId, mischief: Option<Mischief>) -> bool {
        let found = self.shared.up_to_date().set_mischief(id, mischief);
        if found {
            self.shared.tell_of(id, if mischief.is_some() { "mischiefBegun" } else { "mischiefEnded" });
        }
        found
    }

    /// The mischief under way with a subscription.
    pub fn mischief(&self, id: &SubscriptionId) -> Option<Mischief> {
        self.shared.up_to_date().line(id)?.mischief()
    }

    /// How the receiver of a subscription has behaved.
    pub fn conduct(&self, id: &SubscriptionId) -> Option<Conduct> {
        self.shared.up_to_date().line(id).map(|line| line.conduct.clone())
    }

    /// The events that are still kept and were posted to a subscription, oldest first.
    pub fn told(&self, id: &SubscriptionId) -> Vec<Told> {
        let dispatch = self.shared.up_to_date();
        let to = |delivery: &&Delivery| delivery.subscription == *id;
        let mut entries: Vec<_> = dispatch.log.all().collect();
        entries.sort_unstable_by_key(|entry| entry.raised.number);
        entries
            .into_iter()
            .filter_map(|entry| {
                let attempts = &entry.deliveries.iter().find(to)?.attempts;
                let reached = |trick| trick != Trick::WrongSignature;
                let news = entry.raised.news();
                let origin = news.origin();
                let report = match news.about() {
                    About::Report(report) => Some(report),
                    About::User(_) | About::Itself => None,
                };
                Some(Told {
                    event: entry.raised.id(),
                    correlation: Arc::clone(&origin.correlation),
                    has_request: !matches!(origin.through, Through::Control | Through::Clock | Through::Scenario),
                    report,
                    first_at: attempts.first()?.at,
                    times: attempts.iter().filter(|a| reached(a.trick) && a.status.is_some()).count(),
                })
            })
            .collect()
    }
}

fn standing(dispatch: &Dispatch, subscription: &Arc<Subscription>) -> Option<Standing> {
    let line = dispatch.line(&subscription.id)?;
    Some(Standing {
        subscription: Arc::clone(subscription),
        is_paused: line.is_paused(),
        lanes: line.lanes().len(),
        waiting: line.waiting(),
        health: line.health,
        ends_at: line.ends_at(),
    })
}
