//! A server with the token endpoint alone, on a clock that stands still.

use std::sync::Arc;

use actix_web::dev::fn_service;
use actix_web::{HttpServer, web};
use chrono::{TimeZone, Utc};
use concur_emulator::api::{App, families};
use concur_emulator::core::Timestamp;
use concur_emulator::core::ids::CompanyId;
use concur_emulator::events::courier::{Courier, Setup};
use concur_emulator::events::outbox::{Outbox, Settings};
use concur_emulator::server::exchange::{Exchanges, Shared};
use concur_emulator::server::routes::Families;
use concur_emulator::tenant::access::{AccessSeed, Application, FixedToken, GrantType, Principal, RequestToken};
use concur_emulator::tenant::authority::{Authority, Names};
use concur_emulator::tenant::keys::Keys;
use concur_emulator::tenant::{Blueprint, Tenant};
use concur_emulator::tenants::{Beginning, Founder, Realm, Tenants};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use tokio::runtime::Handle;
use uuid::{Uuid, uuid};

use crate::support::{cast, seen};

pub const CLIENT: Uuid = uuid!("dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d");
/// An application that the company has not connected.
pub const STRANGER: Uuid = uuid!("0c5c13e9-c2e3-4dcd-8bcc-86d7da7fbf6d");
pub const COMPANY: Uuid = uuid!("12fc85ee-6f43-4d85-ba0d-94e844849dc1");
pub const SECRET: &str = "emulator-secret";
pub const SCOPES: [&str; 3] = ["openid", "expense.report.read", "events.topic.read"];

pub fn start_of_time() -> Timestamp {
    Utc.with_ymd_and_hms(2026, 3, 1, 8, 0, 0).single().expect("a time")
}

pub fn seed() -> AccessSeed {
    let application = |client_id, connected| Application {
        client_id,
        client_secret: SECRET.to_owned(),
        name: "An application".to_owned(),
        scopes: SCOPES.iter().map(|scope| Arc::from(*scope)).collect(),
        connected,
        grants: GrantType::ALL.to_vec(),
        redirect_uris: Vec::new(),
        disabled: false,
        sso_only: false,
        auto_approve: None,
    };
    let fixed = |token: &str, principal| FixedToken { token: token.to_owned(), principal, client_id: CLIENT };
    AccessSeed {
        applications: vec![application(CLIENT, true), application(STRANGER, false)],
        accounts: Default::default(),
        passwords: [(cast::TRAVELER, "100% p&ss wörd".to_owned())].into_iter().collect(),
        tokens: vec![
            fixed("traveler-token", Principal::User(cast::TRAVELER)),
            fixed("company-token", Principal::Company),
        ],
        request_tokens: vec![
            "emulator-request-token".to_owned().into(),
            RequestToken { token: "request-token-of-stranger".to_owned(), client_id: Some(STRANGER) },
        ],
    }
}

pub struct Stage {
    pub url: String,
    pub tenant: Arc<Tenant>,
    client: reqwest::Client,
}

impl Stage {
    pub fn start() -> Self {
        let frozen_at = Some(start_of_time());
        let blueprint = Blueprint {
            world: cast::world(),
            access: seed(),
            faults: Default::default(),
            seed: Some(1),
            frozen_at,
            runs_from: None,
        };
        let clock = blueprint.clock();
        let courier = Arc::new(Courier::start(Setup::default()).expect("a courier"));
        let outbox =
            Arc::new(Outbox::new(Arc::clone(&courier), Arc::clone(&clock), CompanyId(COMPANY), Settings::default()));
        let tenant = Arc::new(Tenant::new(blueprint, clock, Arc::clone(&outbox) as _));
        let founder = Founder::new(courier, Settings::default(), Beginning::default(), Handle::current());
        let app = App {
            tenants: Tenants::new(Arc::new(Realm::new(Arc::clone(&tenant), outbox, Vec::new())), founder),
            public_url: None,
            keys: Arc::new(Keys::default()),
            authority: Arc::new(Authority::new(&Names::default()).expect("an authority")),
        };
        let app = web::Data::new(app);
        let families = families::EMULATED.iter().filter(|family| family.name == "oauth2").collect();
        let (families, shared) = (web::Data::new(Families::new(families)), Shared::new(None));
        let server = HttpServer::new(move || {
            let exchanges = Exchanges::new(app.clone(), families.clone(), Arc::clone(&shared));
            let answer = fn_service(move |request| exchanges.answer(request));
            actix_web::App::new().app_data(app.clone()).default_service(answer)
        });
        let server = server.workers(1).disable_signals().bind(("127.0.0.1", 0)).expect("a port");
        let url = format!("http://{}", server.addrs()[0]);
        actix_web::rt::spawn(server.run());
        Self { url, tenant, client: reqwest::Client::builder().no_proxy().build().expect("a client") }
    }

    /// Asks for a token with these fields.
    pub async fn ask(&self, fields: &[(&str, &str)]) -> Answer {
        let request = self.client.post(format!("{}/oauth2/v0/token", self.url)).form(fields);
        Answer::of(request.send().await.expect("an answer")).await
    }

    /// Asks for a token as the application, with these fields besides.
    pub async fn ask_as(&self, client: Uuid, fields: &[(&str, &str)]) -> Answer {
        let client = client.to_string();
        self.ask(&[&[("client_id", client.as_str()), ("client_secret", SECRET)], fields].concat()).await
    }

    /// Sends this body, under this content type if any.
    pub async fn send(&self, content_type: Option<&str>, body: impl Into<reqwest::Body>) -> Answer {
        let request = self.client.post(format!("{}/oauth2/v0/token", self.url)).body(body);
        let request = match content_type {
            Some(content_type) => request.header("Content-Type", content_type),
            None => request,
        };
        Answer::of(request.send().await.expect("an answer")).await
    }

    /// The public keys.
    pub async fn keys(&self) -> Value {
        let answer = self.client.get(format!("{}/oauth2/v0/jwks", self.url)).send().await.expect("an answer");
        Answer::of(answer).await.body
    }
}

/// An answer, read.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
}

impl Answer {
    async fn of(response: Response) -> Self {
        let status = response.status();
        // There is no harness here that would write it down: this server names no operations.
        let operation = if response.url().path().ends_with("/jwks") { "oauth2.jwks" } else { "oauth2.token" };
        seen::note(operation, status.as_u16());
        Self { status, body: response.json().await.expect("JSON") }
    }

    /// A field of the body, which has to be text.
    pub fn text(&self, field: &str) -> &str {
        self.body[field].as_str().unwrap_or_else(|| panic!("no {field} in {self:?}"))
    }

    /// The status, the number and the name of an error.
    pub fn refusal(&self) -> (u16, u64, &str) {
        (self.status.as_u16(), self.body["code"].as_u64().expect("a number"), self.text("error"))
    }
}
