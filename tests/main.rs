//! Every test of the emulator, in one binary.

mod cli;
mod contract;
mod core;
mod events;
mod fixtures;
mod lifecycle;
mod oauth2;
mod seeds;
mod server;
mod support;
