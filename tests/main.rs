//! Every test of the emulator, in one binary.

mod core;
mod events;
mod oauth2;
mod support;
