//! Tokens: how they are had, what they say, how long they are good, and what is refused.

mod access;
mod client;
mod consent;
mod grants;
mod legacy;
mod lifetimes;
mod numbers;
mod openid;
mod refusals;
mod scopes;
mod stage;
mod table;
mod tokens;
