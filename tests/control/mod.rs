//! Control: what a test needs that Concur does not offer.

mod explain;
mod faults;
mod stream;
mod strict;
mod verify;
