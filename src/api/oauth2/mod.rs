//! OAuth2: tokens for users, companies and applications.
//!
//! Pages: `authentication/apidoc`, `authentication/company-auth`. Claims of access tokens: the sample in the guide on tax
//! integration in Mexico.

pub mod error;
mod form;
mod grants;
mod jwks;
mod jwt;
mod token;
mod wire;

use super::routing::routes;

routes! {
    token::post,
    jwks::get,
}
