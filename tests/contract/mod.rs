//! What clients rely on whatever they do.

mod harness;
mod protocols;
mod race;
mod validation_loop;
