//! The tenants: a company of its own for every test that wants one.

use std::collections::BTreeMap;
use std::str::FromStr;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::ControlError;
use super::answer::{List, read, read_query};
use super::error::ErrorBody;
use super::selected::unknown;
use crate::api::App;
use crate::api::path::part;
use crate::core::ids::CompanyId;
use crate::scenario::ClockSetting;
use crate::tenant::access::RequestToken;
use crate::tenants::{FoundError, Realm, Undeletable, Wish, mark};

/// A tenant, and everything that a test needs to call as its users.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Tenant)]
pub(super) struct Sheet {
    /// Its company: `?company=` of control names it.
    company_id: String,
    /// The client ID of its first application; null where it has none.
    client_id: Option<Uuid>,
    /// The secret of that application.
    client_secret: Option<String>,
    /// A company request token that any application may exchange; null where there is none now.
    request_token: Option<String>,
    /// The UUID of each user, by login.
    users: BTreeMap<String, String>,
    /// The tokens that never expire, by what the scenario calls them.
    tokens: BTreeMap<String, String>,
    /// All of its applications.
    applications: Vec<ApplicationSheet>,
    /// Whether it is the one that the server started with, which cannot be deleted.
    is_first: bool,
}

/// An application.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TenantApplication)]
struct ApplicationSheet {
    /// Its client ID.
    client_id: Uuid,
    /// Its secret.
    client_secret: String,
    /// Its name.
    name: String,
}

/// A tenant to be. What is left out is as it was with the one that the server started with.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTenant)]
struct Order {
    /// The scenario: a built-in one, or one that the server was started with.
    #[serde(default)]
    #[schema(example = "default")]
    fixture: Option<String>,
    /// `system`, or the moment at which its clock stands until it is moved.
    #[serde(default)]
    #[schema(example = "2026-03-01T08:00:00Z")]
    clock: Option<String>,
    /// What its ids and random choices repeat under, whatever other tenants there are.
    #[serde(default)]
    seed: Option<u64>,
}

/// Which tenants to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Page {
    /// Those founded after the one of this company, as `next` gives it.
    after: Option<Uuid>,
    /// At most so many, up to 1,000; 100 where it is left out.
    limit: Option<usize>,
}

/// Founds a tenant: a company of its own from a scenario, with ids, tokens, clock and journal of its own. Users and reports have the IDs of
/// the scenario.
#[utoipa::path(
    post,
    path = "/_emulator/tenants",
    operation_id = "createTenant",
    request_body(content = Order, description = "None, for one like that which the server started with."),
    responses(
        (status = 201, description = "The tenant.", body = Sheet),
        (status = 400, description = "The body is wrong, or there is no such scenario.", body = ErrorBody),
        (status = 409, description = "There are as many tenants as there can be.", body = ErrorBody),
    )
)]
pub(super) async fn create(
    app: web::Data<App>,
    body: web::Bytes,
) -> Result<(web::Json<Sheet>, StatusCode), ControlError> {
    let order = if body.is_empty() { Order::default() } else { read(&body)? };
    let wish = order.wish()?;
    let found = if app.tenants.is_at_hand(&wish) {
        app.tenants.found(&wish)
    } else {
        let app = app.clone();
        web::block(move || app.tenants.found(&wish)).await.map_err(|error| {
            ControlError::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the scenario was not compiled: {error}"))
        })?
    };
    let realm = found.map_err(|error| refusal(&error))?;
    Ok((web::Json(sheet(&app, &realm)), StatusCode::CREATED))
}

/// The tenants, in the order in which they were founded.
#[utoipa::path(
    get,
    path = "/_emulator/tenants",
    operation_id = "listTenants",
    params(Page),
    responses(
        (status = 200, description = "The tenants.", body = List<Sheet>),
        (status = 400, description = "A parameter is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn list(request: HttpRequest, app: web::Data<App>) -> Result<web::Json<List<Sheet>>, ControlError> {
    let Page { after, limit } = read_query(&request)?;
    let limit = limit.unwrap_or(100);
    if !(1..=1000).contains(&limit) {
        return Err(ControlError::bad("the limit has to be from 1 to 1000").at("limit"));
    }
    let all = app.tenants.all();
    let start = match after.map(CompanyId) {
        Some(company) => all
            .iter()
            .position(|realm| realm.company == company)
            .map(|place| place + 1)
            .ok_or_else(|| ControlError::bad(format!("there is no tenant of company {company}")).at("after"))?,
        None => 0,
    };
    let items: Vec<Sheet> = all[start..].iter().take(limit).map(|realm| sheet(&app, realm)).collect();
    let next = all.get(start + limit).and(items.last()).map(|last| last.company_id.clone());
    Ok(web::Json(List { items, next }))
}

/// Deletes a tenant. Its tokens are worthless from then on, and its deliveries end.
#[utoipa::path(
    delete,
    path = "/_emulator/tenants/{companyId}",
    operation_id = "deleteTenant",
    params(("companyId" = String, Path, description = "The company's UUID.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no such tenant.", body = ErrorBody),
        (status = 409, description = "It is the one that the server started with.", body = ErrorBody),
    )
)]
pub(super) async fn delete(request: HttpRequest, app: web::Data<App>) -> Result<HttpResponse, ControlError> {
    let id = part(&request, "companyId");
    let company = CompanyId::from_str(&id).map_err(|_| unknown(&id).at("companyId"))?;
    app.tenants.delete(company).map_err(|error| {
        let status = match error {
            Undeletable::Unknown(_) => StatusCode::NOT_FOUND,
            Undeletable::First(_) => StatusCode::CONFLICT,
        };
        ControlError::new(status, error.to_string()).at("companyId")
    })?;
    Ok(HttpResponse::NoContent().finish())
}

impl Order {
    fn wish(self) -> Result<Wish, ControlError> {
        let Self { fixture, clock, seed } = self;
        let clock = clock.map(|text| match text.parse::<ClockSetting>() {
            Ok(setting) => Ok(setting.frozen_at()),
            Err(error) => Err(ControlError::bad(error.to_string()).at("clock")),
        });
        Ok(Wish { fixture, seed, clock: clock.transpose()? })
    }
}

fn refusal(error: &FoundError) -> ControlError {
    match error {
        FoundError::TooMany(_) | FoundError::Taken(_) => ControlError::new(StatusCode::CONFLICT, error.to_string()),
        FoundError::NoScenario(..) | FoundError::Scenario(_) | FoundError::Subscriptions(_) => {
            ControlError::bad(error.to_string()).at("fixture")
        }
    }
}

fn sheet(app: &App, realm: &Realm) -> Sheet {
    let applications = realm.access.applications();
    let anyones = |token: &RequestToken| token.client_id.is_none();
    let request_token = realm.access.request_tokens(realm.clock.now()).into_iter().find(anyones);
    let first = realm.blueprint.access.applications.first().map(|application| application.client_id);
    let first = applications.iter().find(|application| Some(application.client_id) == first).or(applications.first());
    let tokens = realm.access.fixed_tokens();
    let named = |token: &str| (mark::bare(realm.company, token).to_owned(), token.to_owned());
    Sheet {
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
        is_first: app.tenants.is_first(realm),
    }
}
