//! What tests share.

pub mod agreement;
pub mod caller;
pub mod cast;
pub mod control;
pub mod documents;
pub mod emulator;
pub mod raw;
pub mod receiver;
pub mod reports;
pub mod request;
pub mod scene;
pub mod seen;
pub mod tenancy;
pub mod tls_receiver;
pub mod verify;
pub mod written;
pub mod xml;
