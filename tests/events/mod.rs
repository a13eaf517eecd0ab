//! The Event Subscription Service, with real receivers.

mod delivery;
mod payloads;
mod stage;
mod subscriptions;
