//! The Event Subscription Service, with real receivers.

mod api;
mod control;
mod delivery;
mod failures;
mod lanes;
mod lifetime;
mod payloads;
mod stage;
mod subscriptions;
mod topics;
