//! To and from core.

mod answer;
mod request;

pub use answer::{Surroundings, company, user};
pub use request::{Allowance, person};
