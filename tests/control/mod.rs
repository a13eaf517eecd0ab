//! Control: what a test needs that Concur does not offer.

mod faults;
mod verify;
