//! What the family says and reads, field by field as its pages have it. No other dialect uses these types.

mod messages;
mod metadata;
mod request;
mod user;

pub use messages::*;
pub use metadata::*;
pub use request::*;
pub use user::*;
