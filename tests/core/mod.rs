//! The rules: what they allow, where they lead, and that nothing outside them is touched.

mod amounts;
mod approvals;
mod chunked;
mod deeds;
mod diagram;
mod expenses;
mod holds;
mod journeys;
mod layers;
mod matrix;
mod model;
mod purity;
pub mod random;
mod reach;
mod remarks;
mod report_index;
mod shares;
mod step_keys;
mod taxes;
