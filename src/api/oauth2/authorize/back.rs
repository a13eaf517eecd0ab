//! The way back to the application: its redirect URI, with what has become of the request.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY};
use url::Url;

use crate::api::oauth2::refusal::Refusal;

/// Where a user is sent back to.
pub(super) struct Back {
    /// The redirect URI.
    pub to: Url,
    /// What the application wants to be reminded of.
    pub state: Option<String>,
}

impl Back {
    /// With a code, and the base URL to exchange it at.
    pub fn with_code(self, geolocation: &str, code: &str) -> HttpResponse {
        self.with(&[("geolocation", geolocation), ("code", code)])
    }

    /// With what was wrong.
    pub fn with_error(self, refusal: &Refusal) -> HttpResponse {
        let (code, ..) = refusal.terms();
        let (code, description) = (code.to_string(), refusal.to_string());
        let mut back = vec![("error_code", code.as_str()), ("error_description", description.as_str())];
        if let Refusal::LivesElsewhere(url) = refusal {
            back.push(("geolocation", url));
        }
        self.with(&back)
    }

    fn with(self, parameters: &[(&str, &str)]) -> HttpResponse {
        let Self { mut to, state } = self;
        let state = state.as_deref().map(|state| ("state", state));
        to.query_pairs_mut().extend_pairs(parameters.iter().copied().chain(state));
        HttpResponse::Found()
            .insert_header((LOCATION, String::from(to)))
            .insert_header((CACHE_CONTROL, "no-store"))
            .insert_header((REFERRER_POLICY, "no-referrer"))
            .finish()
    }
}
