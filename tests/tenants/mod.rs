//! Several tenants in one server: how they come and go, and that none shows in another.

mod founding;
mod isolation;
mod selection;
