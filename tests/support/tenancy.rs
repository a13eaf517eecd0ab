//! A tenant that a test asked for: its tokens, its control, its world.

use std::str::FromStr;

use concur_emulator::core::World;
use concur_emulator::core::ids::{CompanyId, UserId};
use reqwest::Method;
use serde_json::{Value, json};

use super::caller::Caller;
use super::control::Control;
use super::emulator::TestApp;

/// A tenant, as control describes it.
pub struct Tenancy<'a> {
    app: &'a TestApp,
    /// What control says of it.
    pub sheet: Value,
}

impl<'a> Tenancy<'a> {
    /// A new one of the scenario that the emulator was started with.
    pub async fn found(app: &'a TestApp) -> Self {
        Self::found_as(app, &json!({})).await
    }

    /// A new one of this kind.
    pub async fn found_as(app: &'a TestApp, body: &Value) -> Self {
        let sheet = app.control().request(Method::POST, "tenants").json(body).await.must(201).json();
        Self { app, sheet }
    }

    /// The one that the emulator was started with.
    pub async fn first(app: &'a TestApp) -> Self {
        let sheet = app.control().request(Method::GET, "tenants?limit=1").await.must(200).json();
        Self { app, sheet: sheet["items"][0].clone() }
    }

    fn text(&self, field: &str) -> &str {
        self.sheet[field].as_str().unwrap_or_else(|| panic!("no {field} in {}", self.sheet))
    }

    /// Its company.
    pub fn company(&self) -> &str {
        self.text("companyId")
    }

    /// The client ID of its application.
    pub fn client_id(&self) -> &str {
        self.text("clientId")
    }

    /// Its company request token.
    pub fn request_token(&self) -> &str {
        self.text("requestToken")
    }

    /// The token that the scenario calls so.
    pub fn token(&self, written: &str) -> &str {
        self.sheet["tokens"][written].as_str().unwrap_or_else(|| panic!("no {written} in {}", self.sheet))
    }

    /// Whoever has this token and, if he is a user, this UUID.
    pub fn holder(&self, written: &str, user: Option<UserId>) -> Caller<'_> {
        self.app.holder(self.token(written), user)
    }

    /// Control of it.
    pub fn control(&self) -> Control<'_> {
        self.app.control().of(self.company())
    }

    /// Its state as it is now.
    pub fn world(&self) -> World {
        let company = CompanyId::from_str(self.company()).expect("a company");
        self.app.world_of(company).expect("the tenant is there")
    }

    /// Deletes it.
    pub async fn delete(&self) {
        let path = format!("tenants/{}", self.company());
        self.app.control().request(Method::DELETE, &path).await.must(204);
    }
}
