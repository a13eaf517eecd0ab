//! A lane: what waits for one subscription, in order. A head that fails holds everything behind it.

mod saving;

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::Notify;
use tokio::task::AbortHandle;

use super::mischief::{Plan, Trick};
use super::raised::Raised;
use super::schedule::Schedule;
use super::seal::Seal;
use super::subscriptions::SubscriptionId;
use crate::core::Timestamp;

pub(super) use saving::Standing;

/// How many of those that wait are looked at for one that may pass the head.
const LOOK: usize = 100;

/// Which lane. A subscription that is deleted and made again gets new ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LaneKey {
    pub subscription: SubscriptionId,
    /// Which making of the subscription.
    pub number: u64,
    /// Which of its lanes.
    pub place: usize,
}

/// What a lane does next.
#[derive(Debug)]
pub(super) enum Turn {
    /// Nothing waits.
    Idle,
    /// The head failed and is not due before this.
    Until(Timestamp),
    /// The head is too old and goes; then the next one.
    GiveUp(Arc<Raised>),
    /// The head goes out now: as it should, or as the trick is.
    Post(Arc<Raised>, Trick, Option<Seal>),
}

/// An event in a lane.
#[derive(Debug)]
pub(super) struct Waiting {
    pub raised: Arc<Raised>,
    /// Since when: its age counts from here.
    pub since: Timestamp,
    /// What mischief has in mind for it.
    pub plan: Plan,
    /// Whether it was acknowledged, and is only there to be posted once more.
    is_delivered: bool,
}

impl Waiting {
    pub fn new(raised: Arc<Raised>, since: Timestamp, plan: Plan) -> Self {
        Self { raised, since, plan, is_delivered: false }
    }

    fn is_due(&self, now: Timestamp) -> bool {
        self.plan.not_before.is_none_or(|at| at <= now)
    }
}

/// What waits for one subscription. Dropping it ends the task that works on it.
#[derive(Debug)]
pub(super) struct Lane {
    pub key: LaneKey,
    /// Wakes the task when something comes in or is due earlier.
    pub wake: Arc<Notify>,
    pub task: Option<AbortHandle>,
    queue: VecDeque<Waiting>,
    posting: bool,
    attempts: usize,
    retry_at: Option<Timestamp>,
    /// Until when the head is held back by mischief.
    held_until: Option<Timestamp>,
}

impl Drop for Lane {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

impl Lane {
    pub fn new(key: LaneKey) -> Self {
        Self {
            key,
            wake: Arc::new(Notify::new()),
            task: None,
            queue: VecDeque::new(),
            posting: false,
            attempts: 0,
            retry_at: None,
            held_until: None,
        }
    }

    /// Adds an event at the end.
    pub fn push(&mut self, waiting: Waiting) {
        self.queue.push_back(waiting);
        if self.queue.len() == 1 || self.held_until.take().is_some() {
            self.wake.notify_one();
        }
    }

    /// What to do now. A post is under way until [`Self::advance`], [`Self::again`] or [`Self::hold`] ends it.
    pub fn turn(&mut self, schedule: &Schedule, now: Timestamp) -> Turn {
        self.held_until = if self.attempts == 0 { self.bring_forward(now) } else { None };
        if let Some(at) = self.held_until {
            return Turn::Until(at);
        }
        let Some(head) = self.queue.front() else { return Turn::Idle };
        let raised = Arc::clone(&head.raised);
        if now >= schedule.deadline(head.since) && !head.is_delivered {
            return Turn::GiveUp(raised);
        }
        if let Some(at) = self.retry_at.filter(|at| *at > now) {
            return Turn::Until(at);
        }
        self.posting = true;
        match (head.is_delivered, head.plan.forged) {
            (true, _) => Turn::Post(raised, Trick::Duplicate, None),
            (false, Some(seal)) => Turn::Post(raised, Trick::WrongSignature, Some(seal)),
            (false, None) => Turn::Post(raised, Trick::None, None),
        }
    }

    /// Where the head is held back, brings forward the first that may pass it. Answers until when there is nothing to do, where there
    /// is none.
    fn bring_forward(&mut self, now: Timestamp) -> Option<Timestamp> {
        match self.first_due(now) {
            Ok(0) => None,
            Ok(place) => {
                if let Some(next) = self.queue.remove(place) {
                    self.queue.push_front(next);
                }
                None
            }
            Err(until) => until,
        }
    }

    /// The place of the first that is due, with nothing before it that it may not pass: nothing about the same report, and nothing
    /// that all have to wait for. Where there is none, when there may be one.
    fn first_due(&self, now: Timestamp) -> Result<usize, Option<Timestamp>> {
        let mut until: Option<Timestamp> = None;
        let mut passed = Vec::new();
        for (place, waiting) in self.queue.iter().take(LOOK).enumerate() {
            let is_due = waiting.is_due(now);
            if is_due && !passed.contains(&waiting.raised.subject()) {
                return Ok(place);
            }
            if !is_due {
                until = [until, waiting.plan.not_before].into_iter().flatten().min();
                if !waiting.plan.may_be_passed {
                    break;
                }
            }
            passed.push(waiting.raised.subject());
        }
        Err(until)
    }

    /// The head is through: the next one.
    pub fn advance(&mut self) {
        self.queue.pop_front();
        (self.posting, self.attempts, self.retry_at) = (false, 0, None);
    }

    /// The head has been acknowledged. Answers whether it stays all the same, to be posted once more.
    pub fn again(&mut self) -> bool {
        let Some(head) = self.queue.front_mut().filter(|head| head.plan.twice && !head.is_delivered) else {
            return false;
        };
        head.is_delivered = true;
        (self.posting, self.attempts, self.retry_at) = (false, 0, None);
        true
    }

    /// The wrong signature has been tried; now the right one.
    pub fn forged(&mut self) {
        self.posting = false;
        if let Some(head) = self.queue.front_mut() {
            head.plan.forged = None;
        }
    }

    /// Ends all mischief with what waits.
    pub fn spare(&mut self) {
        for waiting in &mut self.queue {
            waiting.plan = Plan::default();
        }
        self.held_until = None;
        self.wake.notify_one();
    }

    /// The head failed and stays. Answers when it is tried again, unless it is given up before.
    pub fn hold(&mut self, schedule: &Schedule, now: Timestamp) -> Option<Timestamp> {
        let head = self.queue.front()?;
        self.posting = false;
        self.attempts += 1;
        let next = schedule.next(head.since, self.attempts, now);
        self.retry_at = next.or(Some(schedule.deadline(head.since)));
        next
    }

    /// Tries the head at once, if this is the one that waits there.
    pub fn hurry(&mut self, raised: &Raised) {
        if self.queue.front().is_some_and(|head| head.raised.number == raised.number) {
            self.retry_at = None;
            self.wake.notify_one();
        }
    }

    /// Lets what waits begin anew: its age counts from now, and the head is tried at once.
    pub fn renew(&mut self, now: Timestamp) {
        for waiting in &mut self.queue {
            waiting.since = now;
        }
        (self.attempts, self.retry_at) = (0, None);
        self.wake.notify_one();
    }

    /// What waits, the head first.
    pub fn queue(&self) -> impl Iterator<Item = &Arc<Raised>> {
        self.queue.iter().map(|waiting| &waiting.raised)
    }

    /// What waits and is not yet acknowledged.
    pub fn undelivered(&self) -> impl Iterator<Item = &Arc<Raised>> {
        self.queue.iter().filter(|waiting| !waiting.is_delivered).map(|waiting| &waiting.raised)
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Whether a post is under way.
    pub fn is_posting(&self) -> bool {
        self.posting
    }

    /// Whether anything is under way or due.
    pub fn is_busy(&self, now: Timestamp) -> bool {
        !self.queue.is_empty() && (self.posting || self.next_due().is_none_or(|at| at <= now))
    }

    /// When a head that failed is tried again or given up, or one that is held back goes out.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.retry_at.or(self.held_until)
    }
}
