//! A lane: what waits for one subscription, in order. A head that fails holds everything behind it.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::Notify;
use tokio::task::AbortHandle;

use super::log::Raised;
use super::schedule::Schedule;
use super::subscriptions::SubscriptionId;
use crate::core::Timestamp;

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
    /// The head goes out now.
    Post(Arc<Raised>),
}

/// An event in a lane.
#[derive(Debug)]
pub(super) struct Waiting {
    pub raised: Arc<Raised>,
    /// Since when: its age counts from here.
    pub since: Timestamp,
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
        }
    }

    /// Adds an event at the end.
    pub fn push(&mut self, waiting: Waiting) {
        self.queue.push_back(waiting);
        if self.queue.len() == 1 {
            self.wake.notify_one();
        }
    }

    /// What to do now. A post is under way until [`Self::advance`] or [`Self::hold`] ends it.
    pub fn turn(&mut self, schedule: &Schedule, now: Timestamp) -> Turn {
        let Some(head) = self.queue.front() else { return Turn::Idle };
        if now >= schedule.deadline(head.since) {
            return Turn::GiveUp(Arc::clone(&head.raised));
        }
        if let Some(at) = self.retry_at.filter(|at| *at > now) {
            return Turn::Until(at);
        }
        self.posting = true;
        Turn::Post(Arc::clone(&head.raised))
    }

    /// The head is through: the next one.
    pub fn advance(&mut self) {
        self.queue.pop_front();
        (self.posting, self.attempts, self.retry_at) = (false, 0, None);
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
        !self.queue.is_empty() && (self.posting || self.retry_at.is_none_or(|at| at <= now))
    }

    /// When a head that failed is tried again or given up.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.retry_at
    }
}
