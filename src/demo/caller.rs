//! A client of the emulator, as anyone would write one.

use std::error::Error;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderName, Method, Request, StatusCode};
use http_body_util::{BodyExt, Full};
use serde_json::Value;

use super::DemoError;
use super::scene::{Door, REPORT, Step};
use crate::events::{Client, plain_client};

/// The application of the default scenario.
const CLIENT: [(&str, &str); 2] =
    [("client_id", "dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d"), ("client_secret", "emulator-secret")];

/// Someone who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doer {
    /// Owns the report.
    Traveler,
    /// Approves it.
    Manager,
    /// Reviews it, on Concur's own pages.
    Processor,
    /// Says that it is booked.
    Administrator,
    /// Subscribes.
    Application,
}

impl Doer {
    /// His login.
    pub const fn login(self) -> &'static str {
        match self {
            Self::Traveler => "traveler@example.com",
            Self::Manager => "manager@example.com",
            Self::Processor => "processor@example.com",
            Self::Administrator => "admin@example.com",
            Self::Application => "",
        }
    }

    /// His UUID, where a path needs it.
    pub const fn uuid(self) -> &'static str {
        match self {
            Self::Traveler => "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3",
            Self::Manager => "45afdc31-0593-4e95-ba75-b094e9326b6d",
            Self::Processor | Self::Administrator | Self::Application => "",
        }
    }

    /// The part in which he calls v4.
    pub const fn context(self) -> &'static str {
        match self {
            Self::Manager => "MANAGER",
            Self::Traveler | Self::Processor | Self::Administrator | Self::Application => "TRAVELER",
        }
    }

    /// Takes a token for everyone who needs one: users with their passwords, the application with its secret.
    pub async fn log_in_all(caller: &Caller) -> Result<Vec<(Self, String)>, DemoError> {
        let mut tokens = Vec::new();
        for doer in [Self::Traveler, Self::Manager, Self::Administrator, Self::Application] {
            tokens.push((doer, caller.token(doer).await?));
        }
        Ok(tokens)
    }
}

/// A client.
#[derive(Debug)]
pub struct Caller {
    client: Client,
    base_url: String,
}

/// What is sent.
struct Call<'a> {
    method: Method,
    path: &'a str,
    token: Option<&'a str>,
    /// The type of the body, and the body.
    body: Option<(&'static str, String)>,
    accepts: &'static str,
}

impl<'a> Call<'a> {
    fn new(method: Method, path: &'a str) -> Self {
        Self { method, path, token: None, body: None, accepts: "*/*" }
    }
}

impl Caller {
    /// A client of the emulator at this base URL.
    pub fn new(base_url: &str) -> Result<Self, DemoError> {
        let client = plain_client().map_err(failed)?;
        Ok(Self { client, base_url: base_url.to_owned() })
    }

    async fn token(&self, doer: Doer) -> Result<String, DemoError> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(CLIENT);
        match doer {
            Doer::Application => form.append_pair("grant_type", "client_credentials"),
            _ => form.extend_pairs([("grant_type", "password"), ("username", doer.login()), ("password", "password")]),
        };
        let body = Some(("application/x-www-form-urlencoded", form.finish()));
        let (_, answer) = self.call(Call { body, ..Call::new(Method::POST, "/oauth2/v0/token") }).await?;
        Ok(text(&json(&answer), "/access_token"))
    }

    /// Does a step of the scene. Answers the call and what came back, in words.
    pub async fn perform(&self, tokens: &[(Doer, String)], step: &Step) -> Result<(String, String), DemoError> {
        let (method, path, body) = step.call();
        let what = format!("{method} {path}");
        let token = (!matches!(step.through, Door::Control(_))).then(|| token_of(tokens, step.by));
        let body = body.map(|body| ("application/json", body.to_string()));
        let accepts = if matches!(step.through, Door::IntegrationStatus) { "application/json" } else { "*/*" };
        let (status, answer) = self.call(Call { method, path: &path, token, body, accepts }).await?;
        if String::from_utf8_lossy(&answer).contains("FAILURE") {
            let expected = "SUCCESS".to_owned();
            return Err(DemoError::Unexpected { call: what, expected, got: "FAILURE".to_owned() });
        }
        Ok((what, status.to_string()))
    }

    /// Puts something as the application.
    pub async fn put(&self, tokens: &[(Doer, String)], path: &str, body: &Value) -> Result<(), DemoError> {
        let (token, body) = (Some(token_of(tokens, Doer::Application)), Some(("application/json", body.to_string())));
        self.call(Call { token, body, ..Call::new(Method::PUT, path) }).await.map(|_| ())
    }

    /// Both statuses of the report, as its owner sees them.
    pub async fn status(&self, tokens: &[(Doer, String)]) -> Result<String, DemoError> {
        let owner = Doer::Traveler;
        let path = format!("/expensereports/v4/users/{}/context/TRAVELER/reports/{REPORT}", owner.uuid());
        let token = Some(token_of(tokens, owner));
        let (_, answer) = self.call(Call { token, ..Call::new(Method::GET, &path) }).await?;
        let report = json(&answer);
        Ok(format!("{}/{}", text(&report, "/approvalStatusId"), text(&report, "/paymentStatusId")))
    }

    /// Makes a call, which has to succeed.
    async fn call(&self, call: Call<'_>) -> Result<(StatusCode, Bytes), DemoError> {
        let request = Request::builder().method(call.method).uri(format!("{}{}", self.base_url, call.path));
        let mut request = request.header(ACCEPT, call.accepts);
        let bearer = call.token.map(|token| (AUTHORIZATION, format!("Bearer {token}")));
        let (content_type, body) = call.body.unzip();
        let content_type = content_type.map(|of_body| (CONTENT_TYPE, of_body.to_owned()));
        for (name, value) in [bearer, content_type].into_iter().flatten() {
            request = request.header::<HeaderName, _>(name, value);
        }
        let request = request.body(Full::from(body.unwrap_or_default())).map_err(failed)?;
        let response = self.client.request(request).await.map_err(failed)?;
        let status = response.status();
        let answer = response.into_body().collect().await.map_err(failed)?.to_bytes();
        if status.is_success() {
            return Ok((status, answer));
        }
        let got = format!("{status}: {}", String::from_utf8_lossy(&answer));
        Err(DemoError::Unexpected { call: call.path.to_owned(), expected: "success".to_owned(), got })
    }
}

fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> DemoError {
    DemoError::Call(error.into())
}

fn token_of(tokens: &[(Doer, String)], doer: Doer) -> &str {
    tokens.iter().find(|(who, _)| *who == doer).map_or("", |(_, token)| token)
}

fn json(answer: &[u8]) -> Value {
    serde_json::from_slice(answer).unwrap_or_default()
}

fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}
