//! Control: what a test needs that Concur does not offer.

mod asking;
mod bodies;
mod documents;
mod explain;
mod faults;
mod legal;
mod running;
mod stream;
mod strict;
mod verify;
