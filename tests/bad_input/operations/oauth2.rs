//! Those of tokens and consent.

use reqwest::Method;

use super::{COMPANY, Sound};

/// A request for consent, and where the App Center asks for request tokens.
const CONSENT: &str = "/oauth2/v0/authorize?client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&response_type=code&redirect_uri=http://127.0.0.1:9/";
const PRINCIPALS: &str = "/profile-service/v1/keys/principals";

/// Those of tokens and consent.
pub fn sound() -> Vec<Sound> {
    let row = |operation, method, path, token, body| Sound { operation, method, path, token, body };
    use Method as M;
    vec![
        row("oauth2.token", M::POST, "/oauth2/v0/token".to_owned(), "", None),
        row("oauth2.jwks", M::GET, "/oauth2/v0/jwks".to_owned(), "", None),
        row("oauth2.discovery", M::GET, "/.well-known/openid-configuration".to_owned(), "", None),
        row("oauth2.authorize", M::GET, CONSENT.to_owned(), "", None),
        row("oauth2.consent", M::POST, CONSENT.to_owned(), "", None),
        row("oauth2.otp", M::POST, "/oauth2/v0/otp".to_owned(), "", None),
        row("oauth2.revoke", M::DELETE, "/app-mgmt/v0/connections".to_owned(), "traveler-token", None),
        row("oauth2.legacyNativeToken", M::GET, "/net2/oauth2/accesstoken.ashx".to_owned(), "", None),
        row("oauth2.legacyToken", M::GET, "/net2/oauth2/getaccesstoken.ashx".to_owned(), "", None),
        row("oauth2.legacyRevoke", M::POST, "/net2/oauth2/revoketoken.ashx?token=x".to_owned(), "admin-token", None),
        row("oauth2.requestToken", M::POST, format!("{PRINCIPALS}/{COMPANY}/authtoken"), "", None),
        row("oauth2.requestTokenSlash", M::POST, format!("{PRINCIPALS}/{COMPANY}/authtoken/"), "", None),
    ]
}
