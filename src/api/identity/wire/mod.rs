//! What the family says and reads, field by field as its pages have it. No other dialect uses these types.

mod me;
mod messages;
mod metadata;
mod parts;
mod request;
mod user;

pub use me::*;
pub use messages::*;
pub use metadata::*;
pub use parts::*;
pub use request::*;
pub use user::*;
