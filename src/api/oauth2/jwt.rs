//! Making tokens: from whom they stand for to their signatures.

use std::sync::Arc;

use aws_lc_rs::digest;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use serde::Serialize;
use uuid::Uuid;

use super::claims::{AccessClaims, IdClaims, Subject};
use crate::core::Timestamp;
use crate::core::ids::CompanyId;
use crate::tenant::access::Principal;
use crate::tenant::keys::{KeyError, SigningKey};

/// How long an access token, and the OpenID Connect token beside it, is good.
pub(super) const LIFETIME: Duration = Duration::hours(1);

/// How long before it was made an access token is good already, in seconds.
const LEEWAY: i64 = 10;

/// Everything that tokens are made of.
#[derive(Debug)]
pub(super) struct Draft {
    /// The application that they are issued to.
    pub client_id: Uuid,
    /// What is granted.
    pub scopes: Vec<Arc<str>>,
    /// Whom they stand for.
    pub subject: Subject,
    /// What the OpenID Connect token repeats of the request for consent.
    pub nonce: Option<String>,
    /// When they are made.
    pub now: Timestamp,
    /// What the access token says of its tenant, where it has to.
    pub mark: Option<CompanyId>,
}

impl Draft {
    /// The access token.
    pub fn access_token(&self, key: &SigningKey) -> Result<String, KeyError> {
        let iat = self.now.timestamp();
        sign(
            key,
            &AccessClaims {
                company: self.mark.map(|company| company.0),
                scopes: &self.scopes,
                aud: "*",
                app_id: self.client_id,
                app: app_profile(&self.subject.iss, self.client_id),
                version: 3,
                subject: &self.subject,
                nbf: iat - LEEWAY,
                iat,
                exp: iat + LIFETIME.num_seconds(),
            },
        )
    }

    /// The OpenID Connect token that goes with an access token.
    pub fn id_token(&self, key: &SigningKey, access_token: &str) -> Result<String, KeyError> {
        let iat = self.now.timestamp();
        let hash = digest::digest(&digest::SHA256, access_token.as_bytes());
        let at_hash = URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16]);
        let exp = iat + LIFETIME.num_seconds();
        let (subject, nonce) = (&self.subject, self.nonce.as_deref());
        sign(key, &IdClaims { aud: self.client_id, version: 2, subject, at_hash, nonce, nbf: iat, iat, exp })
    }
}

/// Whom a token stands for. A company's profile is found where users' are (inferred: the pages show users and applications).
pub(super) fn subject(principal: Principal, client_id: Uuid, company: CompanyId, base_url: &str) -> Subject {
    let by_principal = |id: Uuid| format!("{base_url}/profile/v1/principals/{id}");
    let (sub, kind, profile) = match principal {
        Principal::User(user) => (user.0, "user", by_principal(user.0)),
        Principal::Company => (company.0, "company", by_principal(company.0)),
        Principal::Application => (client_id, "app", app_profile(base_url, client_id)),
    };
    Subject { sub, kind, profile, iss: base_url.to_owned() }
}

fn app_profile(base_url: &str, client_id: Uuid) -> String {
    format!("{base_url}/profile/v1/apps/{client_id}")
}

fn sign(key: &SigningKey, claims: &impl Serialize) -> Result<String, KeyError> {
    key.sign_jwt(&serde_json::to_vec(claims).map_err(|_| KeyError)?)
}
