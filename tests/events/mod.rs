//! The Event Subscription Service, with real receivers.

mod api;
mod delivery;
mod payloads;
mod receivers;
mod signatures;
mod stage;
mod subscriptions;
