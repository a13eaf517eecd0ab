//! Spend users: what a company keeps of its users for their spending, as a family of its own beside Identity.
//!
//! Pages: `user-provisioning/spend/v4.1.spend-user-retrieval`, `v4.spend-user-retrieval`. They are written by User Provisioning only.

pub(super) mod read;
mod retrieval;
mod shape;
pub(super) mod show;
mod v4;
mod v4_1;
pub(super) mod wire;

use super::attributes::SPEND_READ;
use super::error::ErrorResponse;
use crate::api::call::Operation;
use crate::api::routing::routes;

routes! {
    #[schemas(ErrorResponse)]
    v4::list_spend_users,
    v4::get_spend_user,
    v4_1::list_spend_users,
    v4_1::get_spend_user,
}

const fn reading(id: &'static str) -> Operation {
    super::operation(id, &[SPEND_READ])
}
