//! Several tenants in one server: how they come and go, and that none shows in another.

mod foreign;
mod founding;
mod isolation;
mod parallel;
mod random;
mod selection;
mod sharing;
