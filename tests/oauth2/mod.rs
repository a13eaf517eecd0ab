//! Tokens: how they are had, what they say, how long they are good, and what is refused.

mod access;
mod grants;
mod refusals;
mod stage;
mod tokens;
