//! XML of the older dialects: bodies are read strictly into JSON, answers are written from the same types as their JSON.

mod read;
mod write;

pub use read::{Shape, check, read_as_json};
pub use write::{Absent, Style, to_string};
