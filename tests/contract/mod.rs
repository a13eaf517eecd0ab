//! What clients rely on whatever they do.

mod protocols;
mod race;
