//! The tenants: a company of its own for every test that wants one.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::list::{limit, optional_id};
use super::{Control, ControlError, ErrorKind, List};
use crate::core::ids::CompanyId;
use crate::scenario::ClockSetting;
use crate::tenant::access::RequestToken;
use crate::tenants::{FoundError, Undeletable, Wish, mark};

/// A tenant, and everything that a test needs to call as its users.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Tenant)]
#[non_exhaustive]
pub struct TenantSheet {
    /// Its company: `?company=` of control names it.
    pub company_id: String,
    /// The client ID of its first application; null where it has none.
    pub client_id: Option<Uuid>,
    /// The secret of that application.
    pub client_secret: Option<String>,
    /// A company request token that any application may exchange; null where there is none now.
    pub request_token: Option<String>,
    /// The UUID of each user, by login.
    pub users: BTreeMap<String, String>,
    /// The tokens that never expire, by what the scenario calls them.
    pub tokens: BTreeMap<String, String>,
    /// All of its applications.
    pub applications: Vec<ApplicationSheet>,
    /// Whether it is the one that the server started with, which cannot be deleted.
    pub is_first: bool,
}

/// An application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TenantApplication)]
#[non_exhaustive]
pub struct ApplicationSheet {
    /// Its client ID.
    pub client_id: Uuid,
    /// Its secret.
    pub client_secret: String,
    /// Its name.
    pub name: String,
}

/// A tenant to be. What is left out is as it was with the one that the server started with.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTenant {
    /// The scenario: a built-in one, or one that the server was started with.
    #[serde(default)]
    #[schema(example = "default")]
    pub fixture: Option<String>,
    /// `system`, or the moment at which its clock stands until it is moved.
    #[serde(default)]
    #[schema(example = "2026-03-01T08:00:00Z")]
    #[schema(value_type = Option<String>)]
    #[serde(deserialize_with = "clock")]
    pub clock: Option<ClockSetting>,
    /// What its ids and random choices repeat under, whatever other tenants there are.
    #[serde(default)]
    pub seed: Option<u64>,
}

/// Which tenants to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TenantFilter {
    /// Those founded after the one of this company, as `next` gives it.
    #[serde(default, deserialize_with = "optional_id")]
    #[param(value_type = Option<Uuid>)]
    pub after: Option<Uuid>,
    /// At most so many, up to 1,000; 100 where it is left out.
    pub limit: Option<usize>,
}

impl NewTenant {
    /// One from a scenario: a built-in one, or one that the server was started with.
    pub fn of(fixture: impl Into<String>) -> Self {
        Self { fixture: Some(fixture.into()), ..Self::default() }
    }
}

impl Control {
    /// The tenant, and everything that a test needs to call as its users.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().start().await?;
    /// let tenant = emulator.control().tenant();
    /// assert_eq!(tenant.tokens["traveler-token"], "traveler-token");
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    pub fn tenant(&self) -> TenantSheet {
        let realm = &self.realm;
        let applications = realm.access.applications();
        let anyones = |token: &RequestToken| token.client_id.is_none();
        let request_token = realm.access.request_tokens(realm.clock.now()).into_iter().find(anyones);
        let first = realm.blueprint.access.applications.first().map(|application| application.client_id);
        let first =
            applications.iter().find(|application| Some(application.client_id) == first).or(applications.first());
        let tokens = realm.access.fixed_tokens();
        let named = |token: &str| (mark::bare(realm.company, token).to_owned(), token.to_owned());
        TenantSheet {
            company_id: realm.company.to_string(),
            client_id: first.map(|application| application.client_id),
            client_secret: first.map(|application| application.client_secret.clone()),
            request_token: request_token.map(|token| token.token),
            users: realm.store.read(|world| world.users().map(|u| (u.login.clone(), u.id.to_string())).collect()),
            tokens: tokens.iter().map(|token| named(token)).collect(),
            applications: applications
                .iter()
                .map(|application| ApplicationSheet {
                    client_id: application.client_id,
                    client_secret: application.client_secret.clone(),
                    name: application.name.clone(),
                })
                .collect(),
            is_first: self.app.tenants.is_first(realm),
        }
    }

    /// Founds another tenant: a company of its own from a scenario, with ids, tokens, clock and journal of its own. Users and reports have
    /// the IDs of the scenario.
    ///
    /// # Errors
    /// Where there is no such scenario, or there are as many tenants as there can be.
    pub async fn found(&self, order: NewTenant) -> Result<Self, ControlError> {
        let NewTenant { fixture, clock, seed } = order;
        let wish = Wish { fixture, seed, clock: clock.map(ClockSetting::frozen_at) };
        let found = if self.app.tenants.is_at_hand(&wish) {
            self.app.tenants.found(&wish)
        } else {
            // It takes as long as the scenario is large.
            let app = Arc::clone(&self.app);
            let found = tokio::task::spawn_blocking(move || app.tenants.found(&wish)).await;
            found.map_err(|error| {
                ControlError::new(ErrorKind::Failed, format!("the scenario was not compiled: {error}"))
            })?
        };
        let realm = found.map_err(|error| unfounded(&error))?;
        Ok(Self { realm, ..self.clone() })
    }

    /// All tenants, in the order in which they were founded.
    ///
    /// # Errors
    /// Where the list is to go on behind a tenant that is not there, or the limit is none.
    pub fn tenants(&self, wanted: &TenantFilter) -> Result<List<TenantSheet>, ControlError> {
        let limit = limit(wanted.limit, 100, 1_000)?;
        let all = self.app.tenants.all();
        let start = match wanted.after.map(CompanyId) {
            Some(company) => all
                .iter()
                .position(|realm| realm.company == company)
                .map(|place| place + 1)
                .ok_or_else(|| ControlError::bad(format!("there is no tenant of company {company}")).at("after"))?,
            None => 0,
        };
        let shown = all[start..].iter().take(limit);
        let of = |realm: &Arc<_>| Self { realm: Arc::clone(realm), ..self.clone() };
        let items: Vec<_> = shown.map(|realm| of(realm).tenant()).collect();
        let next = all.get(start + limit).and(items.last()).map(|last| last.company_id.clone());
        Ok(List { items, next })
    }

    /// Control of another tenant, by its company.
    ///
    /// # Errors
    /// Where there is no such tenant.
    pub fn of_company(&self, company: &str) -> Result<Self, ControlError> {
        let known = company.parse().ok().and_then(|company| self.app.tenants.of_company(company));
        Ok(Self { realm: known.ok_or_else(|| unknown(company))?, ..self.clone() })
    }

    /// Deletes the tenant. Its tokens are worthless from then on, and its deliveries end.
    ///
    /// # Errors
    /// Where it is the one that the server started with, or is gone already.
    pub fn delete(self) -> Result<(), ControlError> {
        self.app.tenants.delete(self.realm.company).map_err(|error| {
            let kind = match error {
                Undeletable::Unknown(_) => ErrorKind::NotFound,
                Undeletable::First(_) => ErrorKind::Conflict,
            };
            ControlError::new(kind, error.to_string()).at("companyId")
        })
    }
}

/// Reads a clock as the command line takes it.
fn clock<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ClockSetting>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| text.parse()).transpose().map_err(D::Error::custom)
}

fn unfounded(error: &FoundError) -> ControlError {
    match error {
        FoundError::TooMany(_) | FoundError::Taken(_) => ControlError::new(ErrorKind::Conflict, error.to_string()),
        FoundError::NoScenario(..) | FoundError::Scenario(_) | FoundError::Subscriptions(_) => {
            ControlError::bad(error.to_string()).at("fixture")
        }
    }
}

/// There is no tenant of this company.
pub(super) fn unknown(company: &str) -> ControlError {
    let company: String = company.chars().take(36).collect();
    let message = format!("there is no tenant of company `{company}`; GET /_emulator/tenants lists them");
    ControlError::new(ErrorKind::NotFound, message)
}
