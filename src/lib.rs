//! A local server that stands in for the SAP Concur Expense APIs, webhooks included.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use concur_emulator::Emulator;
//!
//! let emulator = Emulator::builder().fixture("default").start().await?;
//! println!("point the client at {}", emulator.base_url());
//! emulator.stop().await?;
//! # Ok(())
//! # }
//! ```
//!
//! Inside, a request becomes a command, the rules in [`core`] decide on it, and the events that come out are the only thing
//! that changes a [`tenant`]. The [`api`] dialects and [`control`] are the doors; [`server`] is the house around them.

/// The examples of `docs/rust.md`.
#[cfg(doctest)]
#[doc = include_str!("../docs/rust.md")]
struct TestsInRust;

pub mod api;
mod builder;
pub mod config;
pub mod control;
pub mod core;
pub mod demo;
mod emulator;
pub mod events;
mod export;
pub mod export_file;
pub mod fixtures;
mod installation;
mod live;
pub mod packed;
pub mod scenario;
pub mod server;
pub mod tenant;
pub mod tenants;

pub use builder::Builder;
pub use config::Config;
pub use emulator::{Emulator, StartError};
pub use export::StopError;
