//! What an application asks a user for, and what the form of the page sends.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// What an application asks a user's consent for; other parameters are passed over.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuthorizeQuery {
    /// The application's client id, a UUID.
    #[param(required, nullable = false)]
    pub client_id: Option<String>,
    /// Where the user goes afterwards. May be left out where the application has registered one place.
    #[param(nullable = false)]
    pub redirect_uri: Option<String>,
    /// `code`.
    #[param(required, nullable = false)]
    pub response_type: Option<String>,
    /// Scopes, separated by spaces; all of the application's, where it is left out.
    #[param(nullable = false)]
    pub scope: Option<String>,
    /// Comes back with the user.
    #[param(nullable = false)]
    pub state: Option<String>,
    /// What the `code_verifier` will be held against (PKCE).
    #[param(nullable = false)]
    pub code_challenge: Option<String>,
    /// `S256`, or `plain` (the default).
    #[param(nullable = false)]
    pub code_challenge_method: Option<String>,
    /// Comes back in the OpenID Connect token.
    #[param(nullable = false)]
    pub nonce: Option<String>,
    /// `page`, `popup`, `touch` or `wap`; the page is the same for all.
    #[param(nullable = false)]
    pub display: Option<String>,
    /// `none`, `login`, `consent` or `select_account`.
    #[param(nullable = false)]
    pub prompt: Option<String>,
    /// The user's login, to stand in the form already.
    #[param(nullable = false)]
    pub login_hint: Option<String>,
    /// The emulator's own: this user, by login or UUID, consents at once, and no page is shown.
    #[param(nullable = false)]
    pub auto_approve: Option<String>,
}

/// What the form of the consent page sends; other fields are passed over.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct Consent {
    /// A login or a user's UUID.
    #[schema(nullable = false)]
    pub username: Option<String>,
    /// His password.
    #[schema(nullable = false)]
    pub password: Option<String>,
    /// `allow` or `deny`.
    #[schema(required, nullable = false)]
    pub decision: Option<String>,
}
