//! A client of the emulator, as anyone would write one.

use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;

use super::DemoError;
use super::scene::{Door, REPORT, Step};
use crate::events::client_builder;

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

impl Caller {
    /// A client of the emulator at this base URL.
    pub fn new(base_url: &str) -> Result<Self, DemoError> {
        Ok(Self { client: client_builder()?.build()?, base_url: base_url.to_owned() })
    }

    async fn token(&self, doer: Doer) -> Result<String, DemoError> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(CLIENT);
        match doer {
            Doer::Application => form.append_pair("grant_type", "client_credentials"),
            _ => form.extend_pairs([("grant_type", "password"), ("username", doer.login()), ("password", "password")]),
        };
        let request = self.request(Method::POST, "/oauth2/v0/token").body(form.finish());
        let request = request.header("Content-Type", "application/x-www-form-urlencoded");
        let answer = body(succeeded(request.send().await?).await?).await?;
        Ok(text(&answer, "/access_token"))
    }

    /// Does a step of the scene. Answers the call and what came back, in words.
    pub async fn perform(&self, tokens: &[(Doer, String)], step: &Step) -> Result<(String, String), DemoError> {
        let (method, path, body) = step.call();
        let call = format!("{method} {path}");
        let mut request = self.request(method, &path);
        if !matches!(step.through, Door::Control(_)) {
            request = request.bearer_auth(token_of(tokens, step.by));
        }
        if let Some(body) = body {
            request = request.header("Content-Type", "application/json").body(body.to_string());
        }
        if matches!(step.through, Door::IntegrationStatus) {
            request = request.header("Accept", "application/json");
        }
        let response = succeeded(request.send().await?).await?;
        let status = response.status().to_string();
        let failed = response.text().await?.contains("FAILURE");
        if failed {
            let expected = "SUCCESS".to_owned();
            return Err(DemoError::Unexpected { call, expected, got: "FAILURE".to_owned() });
        }
        Ok((call, status))
    }

    /// Puts something as the application.
    pub async fn put(&self, tokens: &[(Doer, String)], path: &str, body: &Value) -> Result<(), DemoError> {
        let request = self.request(Method::PUT, path).bearer_auth(token_of(tokens, Doer::Application));
        let request = request.header("Content-Type", "application/json").body(body.to_string());
        succeeded(request.send().await?).await.map(|_| ())
    }

    /// Both statuses of the report, as its owner sees them.
    pub async fn status(&self, tokens: &[(Doer, String)]) -> Result<String, DemoError> {
        let owner = Doer::Traveler;
        let path = format!("/expensereports/v4/users/{}/context/TRAVELER/reports/{REPORT}", owner.uuid());
        let request = self.request(Method::GET, &path).bearer_auth(token_of(tokens, owner));
        let report = body(succeeded(request.send().await?).await?).await?;
        Ok(format!("{}/{}", text(&report, "/approvalStatusId"), text(&report, "/paymentStatusId")))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base_url))
    }
}

fn token_of(tokens: &[(Doer, String)], doer: Doer) -> &str {
    tokens.iter().find(|(who, _)| *who == doer).map_or("", |(_, token)| token)
}

async fn succeeded(response: Response) -> Result<Response, DemoError> {
    if response.status().is_success() {
        return Ok(response);
    }
    let call = response.url().path().to_owned();
    let status = response.status();
    let got = format!("{status}: {}", response.text().await?);
    Err(DemoError::Unexpected { call, expected: "success".to_owned(), got })
}

async fn body(response: Response) -> Result<Value, DemoError> {
    Ok(serde_json::from_slice(&response.bytes().await?).unwrap_or_default())
}

fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}
