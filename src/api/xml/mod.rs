//! XML of the older dialects: bodies are read strictly into JSON, answers are written from the same types as their JSON.

mod namespaces;
mod read;
mod write;

pub use namespaces::outside;
pub use read::{Document, Shape, check, read};
pub use write::{Absent, NIL, Style, to_string};
