//! The Event Subscription Service, with real receivers.

mod api;
mod delivery;
mod failures;
mod lanes;
mod lifetime;
mod payloads;
mod stage;
mod subscriptions;
mod topics;
