//! The Event Subscription Service, with real receivers.

mod api;
mod connections;
mod control;
mod delivery;
mod failures;
mod lanes;
mod lifetime;
mod losses;
mod mischief;
mod payloads;
mod receivers;
mod signatures;
mod snapshots;
mod stage;
mod subscriptions;
mod topics;
mod transport;
mod verdict;
