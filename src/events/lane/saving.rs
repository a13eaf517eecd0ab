//! What a lane holds, to be saved, and put back.

use super::{Lane, Waiting};
use crate::core::Timestamp;

/// An event in a lane, with how it stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::events) struct Standing<'a> {
    pub waiting: &'a Waiting,
    /// How often it has failed.
    pub failures: usize,
    /// When it is tried again, or given up.
    pub next: Option<Timestamp>,
}

impl Lane {
    /// Adds an event at the end that waited before this process began, and has failed so often.
    pub fn restore(&mut self, waiting: Waiting, failures: usize, next: Option<Timestamp>) {
        if self.queue.is_empty() && failures > 0 {
            (self.attempts, self.retry_at) = (failures, next);
        }
        self.push(waiting);
    }

    /// What waits and is not yet acknowledged, the head first, with how often it has failed and when it is tried again.
    pub fn standing(&self) -> impl Iterator<Item = Standing<'_>> {
        let standing = |(place, waiting)| {
            let (failures, next) = if place == 0 { (self.attempts, self.retry_at) } else { (0, None) };
            Standing { waiting, failures, next }
        };
        self.queue.iter().enumerate().map(standing).filter(|standing| !standing.waiting.is_delivered)
    }
}
