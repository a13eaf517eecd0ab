//! What tests share.

pub mod cast;
pub mod receiver;
pub mod scene;
