//! Who may use control: nobody who comes by a foreign name, from a foreign page, or without the token where one is set.
//!
//! A page on the web can make a browser call a server on loopback. It cannot choose the `Host` header, which is then the name
//! under which the page was loaded, nor leave out `Origin` on a call that changes anything.

use std::fmt;
use std::net::IpAddr;

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, HeaderValue, ORIGIN, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, web};
use aws_lc_rs::constant_time::verify_slices_are_equal;

use super::PREFIX;
use super::error::answer;
use crate::api::call::authority;
use crate::control::ControlError;
use crate::tenant::authority::covers;

/// What control asks of a caller.
#[derive(Debug, Default)]
pub struct Guard {
    /// Names that `Host` may have beyond those that can only mean this machine or its neighbours.
    pub allowed_hosts: Vec<String>,
    /// Names of the server's certificate, some of them with a leading `*.`: whoever calls by one has it certified.
    pub certified: Vec<String>,
    /// The token to show, where one is set.
    pub token: Option<Secret>,
}

/// A text that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// How a call of control is refused; none where it is let in.
pub fn refusal(request: &HttpRequest) -> Option<HttpResponse> {
    let verdict = match request.app_data::<web::Data<Guard>>() {
        Some(guard) => guard.judge(request),
        None => forbidden("", "control is not open here"),
    };
    let (status, refusal) = verdict.err()?;
    let mut response = answer(status, &refusal);
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    Some(response)
}

/// Whether a call is let in; if not, how that is answered.
type Verdict = Result<(), (StatusCode, ControlError)>;

fn forbidden(header: &str, message: impl Into<String>) -> Verdict {
    Err((StatusCode::FORBIDDEN, ControlError::bad(message).at(header)))
}

impl Guard {
    fn judge(&self, request: &HttpRequest) -> Verdict {
        let authority = authority(request).unwrap_or_default();
        if !self.knows(host_of(authority)) {
            let message = format!("{PREFIX}/ does not answer to the host `{authority}`; allow it with --allow-host");
            return forbidden("Host", message);
        }
        if let Some(origin) = request.headers().get(ORIGIN)
            && !is_own(origin, authority)
        {
            let message = format!("{PREFIX}/ does not answer to pages from elsewhere");
            return forbidden("Origin", message);
        }
        match &self.token {
            Some(token) if !is_open(request) && !shows(request, token) => {
                let message = "control asks for its token: send `Authorization: Bearer` with what --control-token says";
                Err((StatusCode::UNAUTHORIZED, ControlError::bad(message).at("Authorization")))
            }
            _ => Ok(()),
        }
    }

    /// Whether a host name means this machine, a neighbour without a public name, or what the user allowed. No name that
    /// the public can register is among them unless allowed.
    fn knows(&self, host: &str) -> bool {
        let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        let undotted = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        address.parse::<IpAddr>().is_ok()
            || undotted
            || host.eq_ignore_ascii_case("host.docker.internal")
            || self.certified.iter().any(|name| covers(name, host))
            || self.allowed_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
    }
}

/// A host and port without the port.
fn host_of(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// Whether a page comes from the very host and port that it calls.
fn is_own(origin: &HeaderValue, authority: &str) -> bool {
    let origin = origin.to_str().unwrap_or_default();
    let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    host.is_some_and(|host| host.eq_ignore_ascii_case(authority))
}

/// Health stays open: whoever watches a container needs no secret for it, and it says nothing that the port does not.
fn is_open(request: &HttpRequest) -> bool {
    request.match_info().as_str().strip_prefix(PREFIX) == Some("/health")
}

fn shows(request: &HttpRequest, token: &Secret) -> bool {
    let header = request.headers().get(AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
    let shown = header.split_at_checked("Bearer ".len()).filter(|(scheme, _)| scheme.eq_ignore_ascii_case(b"Bearer "));
    shown.is_some_and(|(_, shown)| verify_slices_are_equal(shown, token.0.as_bytes()).is_ok())
}
