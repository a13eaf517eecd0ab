//! The Event Subscription Service: what happened in a tenant goes out, in order, to whoever subscribed to it.
//!
//! ```text
//! Store ──committed──► inbox ──route──► log of events
//!  (lock)   (queue)    (worker)   └───► lanes of a subscription ──post──► receiver
//! ```
//!
//! The [`outbox::Outbox`] listens to a tenant's store. Under the store's lock it only queues; everything else, from the choice of
//! subscriptions to the rendering of payloads, happens on the one thread of the [`courier::Courier`], so that no receiver can
//! hold up a request.

mod attempt;
mod clients;
pub mod conduct;
mod connection;
pub mod courier;
mod dispatch;
pub mod identity_changes;
mod lane;
pub mod letter;
pub mod line;
pub mod log;
pub mod mischief;
pub mod news;
pub mod outbox;
pub mod payload;
pub mod raised;
pub mod reach;
pub mod schedule;
pub mod seal;
pub mod snapshot;
pub mod subscriptions;
pub mod topics;
pub mod trust;

pub(crate) use clients::{Client, plain as plain_client};
