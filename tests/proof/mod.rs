//! What the emulator answers for: every operation that Concur's pages document, held against what tests really saw.

mod coverage;
pub mod documented;
mod examples;
mod older_examples;
mod outlines;
mod pending;
mod recording;
mod replay;
mod walk;
mod xml;
