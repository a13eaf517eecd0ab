//! What tests share.

pub mod cast;
pub mod scene;
