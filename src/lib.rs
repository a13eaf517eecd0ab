//! A local server that stands in for the SAP Concur Expense APIs, webhooks included.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use concur_emulator::{Config, Emulator};
//!
//! let emulator = Emulator::start(Config { port: 0, ..Config::default() }).await?;
//! println!("point the client at {}", emulator.base_url());
//! emulator.stop().await?;
//! # Ok(())
//! # }
//! ```
//!
//! Inside, a request becomes a command, the rules in [`core`] decide on it, and the events that come out are the only thing
//! that changes a [`tenant`]. The [`api`] dialects and [`control`] are the doors; [`server`] is the house around them.

pub mod api;
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
pub mod scenario;
pub mod server;
pub mod tenant;
pub mod tenants;

pub use config::Config;
pub use emulator::{Emulator, StartError};
pub use export::StopError;
