//! An emulator for one test, and the ways into it: a caller for each token of the scenario, control, bytes on a socket.
//!
//! Every answer is checked against the documents before the test sees it (see [`super::documents`]), so that no test can forget.

use std::path::Path;

use concur_emulator::core::World;
use concur_emulator::core::ids::{CompanyId, UserId};
use concur_emulator::tenants::Tenants;
use concur_emulator::{Config, Emulator};
use reqwest::redirect::Policy;
use reqwest::{Client, Method};

use super::caller::Caller;
use super::cast;
use super::control::Control;
use super::raw::Raw;
use super::request::Request;

/// Where the clock of every test stands.
pub const NOW: &str = "2026-03-01T08:00:00Z";

/// Which protocol the client speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP/1.1.
    Http1,
    /// HTTP/2 with prior knowledge.
    Http2,
}

/// A running emulator with a client; it ends when it is dropped.
pub struct TestApp {
    emulator: Emulator,
    client: Client,
}

impl TestApp {
    /// Starts one with the default scenario.
    pub async fn start() -> Self {
        Self::of(&["default"]).await
    }

    /// Starts one with these scenarios laid over each other. A name that ends in `.yaml` is a file in `tests/support/scenarios`.
    pub async fn of(scenarios: &[&str]) -> Self {
        Self::over(Protocol::Http1, scenarios).await
    }

    /// The same, with a client that speaks a given protocol.
    pub async fn over(protocol: Protocol, scenarios: &[&str]) -> Self {
        Self::with(protocol, scenarios, false).await
    }

    /// One in strict mode.
    pub async fn strict(scenarios: &[&str]) -> Self {
        Self::with(Protocol::Http1, scenarios, true).await
    }

    async fn with(protocol: Protocol, scenarios: &[&str], strict: bool) -> Self {
        let config = Config {
            port: 0,
            seed: Some(1),
            clock: NOW.parse().expect("a moment"),
            fixtures: scenarios.iter().map(|name| located(name)).collect(),
            strict,
            ..Config::default()
        };
        let emulator = Emulator::start(config).await.expect("the emulator starts");
        let client = Client::builder().no_proxy().redirect(Policy::none());
        let client = match protocol {
            Protocol::Http1 => client.http1_only(),
            Protocol::Http2 => client.http2_prior_knowledge(),
        };
        Self { emulator, client: client.build().expect("a client") }
    }

    /// What strict mode found: code and place of each.
    pub fn found(&self) -> Vec<(&'static str, String)> {
        let findings = self.emulator.control().findings().items;
        findings.into_iter().map(|finding| (finding.code, finding.place)).collect()
    }

    /// Its base URL, without a trailing slash.
    pub fn base_url(&self) -> &str {
        self.emulator.base_url()
    }

    /// Its state as it is now.
    pub fn world(&self) -> World {
        self.emulator.world()
    }

    /// All tenants.
    pub fn tenants(&self) -> &Tenants {
        self.emulator.tenants()
    }

    /// The state of another tenant as it is now.
    pub fn world_of(&self, company: CompanyId) -> Option<World> {
        Some(self.emulator.tenants().of_company(company)?.store.read(World::clone))
    }

    /// Its client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A request without a token. The path may be an absolute URL of the emulator's, as answers have them.
    pub fn request(&self, method: Method, path: &str) -> Request<'_> {
        Request::new(self, method, path)
    }

    /// Control.
    pub fn control(&self) -> Control<'_> {
        Control::new(self)
    }

    /// Bytes as they are, for what no client would send.
    pub fn raw(&self) -> Raw<'_> {
        Raw::new(self)
    }

    /// Whoever has this token and, if he is a user, this UUID.
    pub fn holder<'a>(&'a self, token: &'a str, user: Option<UserId>) -> Caller<'a> {
        Caller::new(self, token, user)
    }
}

macro_rules! holders {
    ($($(#[$doc:meta])+ $name:ident: $token:literal, $user:expr;)+) => {
        impl TestApp {$(
            $(#[$doc])+
            pub fn $name(&self) -> Caller<'_> {
                self.holder($token, $user)
            }
        )+}
    };
}

holders! {
    /// The report owner.
    traveler: "traveler-token", Some(cast::TRAVELER);
    /// The approving manager.
    manager: "manager-token", Some(cast::MANAGER);
    /// The first cost object owner.
    cost_owner_1: "costowner1-token", Some(cast::COST_OWNER_1);
    /// The second cost object owner.
    cost_owner_2: "costowner2-token", Some(cast::COST_OWNER_2);
    /// The second-level approver.
    approver_2: "approver2-token", Some(cast::APPROVER_2);
    /// The processor.
    processor: "processor-token", Some(cast::PROCESSOR);
    /// The web services administrator.
    admin: "admin-token", Some(cast::ADMIN);
    /// The delegate of traveler and manager.
    delegate: "delegate-token", Some(cast::DELEGATE);
    /// Another employee.
    colleague: "colleague-token", Some(cast::COLLEAGUE);
    /// The company.
    company: "company-token", None;
    /// The application.
    application: "app-token", None;
}

fn located(scenario: &str) -> String {
    if !scenario.ends_with(".yaml") {
        return scenario.to_owned();
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/scenarios");
    folder.join(scenario).to_str().expect("a path of text").to_owned()
}
