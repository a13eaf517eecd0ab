//! OAuth2: tokens for users, companies and applications.
//!
//! Pages: `authentication/apidoc`, `authentication/company-auth`. Claims of access tokens: the sample in the guide on tax
//! integration in Mexico.

mod authorize;
mod authtoken;
pub mod caller;
mod claims;
mod connections;
mod discovery;
pub mod error;
mod form;
mod grants;
mod jwks;
mod jwt;
mod legacy;
mod openid_wire;
mod otp;
mod refusal;
mod token;
mod wire;

use super::routing::routes;

routes! {
    token::post,
    jwks::get,
    discovery::get,
    authorize::get,
    authorize::post,
    otp::post,
    connections::delete,
    authtoken::post,
    authtoken::post_slash,
    legacy::native,
    legacy::by_code,
    legacy::revoke,
}
