//! Every test of the emulator, in one binary.

mod bad_input;
mod cli;
mod contract;
mod control;
mod core;
mod events;
mod expense_config_v4;
mod expense_v1;
mod expense_v2;
mod expense_v3;
mod expense_v4;
mod export;
mod fixtures;
mod identity;
mod library;
mod lifecycle;
mod oauth2;
mod proof;
mod provisioning;
mod seeds;
mod server;
mod support;
mod tenants;
