//! Every test of the emulator, in one binary.

mod cli;
mod core;
mod events;
mod server;
mod support;
