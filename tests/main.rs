//! Every test of the emulator, in one binary.

mod core;
mod fixtures;
mod support;
