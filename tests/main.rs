//! Every test of the emulator, in one binary.

mod cli;
mod core;
mod events;
mod fixtures;
mod oauth2;
mod server;
mod support;
