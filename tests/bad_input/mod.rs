//! Bad input: every operation, damaged in every way there is, refuses in its family's words and changes nothing.

mod bodies;
mod control;
mod forms;
mod generated;
pub mod identity;
pub mod operations;
mod paths;
mod provisioning;
mod unmatched;
mod wire;
mod xml;
mod xml_attacks;

pub use operations::whole_expense;
