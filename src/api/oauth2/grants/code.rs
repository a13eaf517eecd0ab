//! The authorization grant: a code that a user's consent brought, and what proves that it was this application's.

use aws_lc_rs::digest;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Asking, Award, connected, given, has_account, narrow, need};
use crate::api::oauth2::refusal::{Field, Refusal};
use crate::tenant::access::{Challenge, Principal, Spent};

pub(super) fn award(asking: &Asking<'_>) -> Result<Award, Refusal> {
    let Asking { tenant, application, form, now, .. } = asking;
    let code = need(&form.code, Field::Code)?;
    let redirect_uri = need(&form.redirect_uri, Field::RedirectUri)?;
    let code = tenant.access.code(code, *now).ok_or(Refusal::BadCode)?;
    if code.client_id != application.client_id {
        return Err(Refusal::OfAnother);
    }
    if code.redirect_uri != redirect_uri {
        return Err(Refusal::OtherRedirect);
    }
    if !meets(given(&form.code_verifier), code.challenge.as_ref()) {
        return Err(Refusal::BadCode);
    }
    connected(application)?;
    let principal = Principal::User(code.user);
    has_account(tenant, principal)?;
    let scopes = narrow(&code.scopes, form.scope.as_deref())?;
    let award = asking.award(principal, scopes, Spent::Code(code.code));
    Ok(Award { nonce: code.nonce, ..award })
}

/// Whether this is what the application has to prove that it knows. A verifier for a code without a challenge is a downgrade of
/// someone between, and refused (RFC 9700).
fn meets(verifier: Option<&str>, challenge: Option<&Challenge>) -> bool {
    match (challenge, verifier) {
        (None, None) => true,
        (Some(Challenge::Plain(text)), Some(verifier)) => verifier == text,
        (Some(Challenge::Sha256(hash)), Some(verifier)) => {
            *hash == URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()))
        }
        (None, Some(_)) | (Some(_), None) => false,
    }
}
