//! What tests share.

pub mod receiver;
