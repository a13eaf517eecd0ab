//! `/api/v3.0/common/users`: the users of the company, for its administrators.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{Extent, answer, next_page};
use crate::api::call::{Operation, Tokens};
use crate::api::expense_v3::convert::common as convert;
use crate::api::expense_v3::wire::common::Users;
use crate::api::expense_v3::{caller, error};
use crate::api::query;
use crate::core::event::Through;
use crate::core::ids::UserId;
use crate::core::user::User;

const LIST: Operation = Operation {
    id: "v3.listUsers",
    scopes: &["USER"],
    tokens: Tokens::USER_OR_COMPANY,
    through: Through::V3,
    switch: None,
};

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Where the page begins: opaque, from `NextPage`.
    offset: Option<String>,
    /// How many a page has: 25 by default, 100 at most.
    limit: Option<u32>,
    /// The e-mail address.
    primary_email: Option<String>,
    /// The employee ID.
    #[serde(rename = "employeeID")]
    employee_id: Option<String>,
    /// The login.
    user: Option<String>,
    /// The family name.
    last_name: Option<String>,
    /// Whether they may log in.
    active: Option<bool>,
}

impl Asked {
    fn takes(&self, user: &User) -> bool {
        let equals = |asked: &Option<String>, has: &str| {
            let asked = asked.as_deref().filter(|asked| !asked.is_empty());
            asked.is_none_or(|asked| has.to_lowercase() == asked.to_lowercase())
        };
        equals(&self.user, &user.login)
            && equals(&self.primary_email, user.primary_email())
            && equals(&self.employee_id, &user.employee_id)
            && equals(&self.last_name, &user.last_name)
            && self.active.is_none_or(|active| active == user.profile.active)
    }
}

/// List users
#[utoipa::path(
    get,
    path = "/api/v3.0/common/users",
    operation_id = LIST.id,
    params(Asked),
    responses(
        (status = 200, description = "A page of them", content((Users = "application/json"), (Users = "application/xml"))),
        error::Refusals,
    )
)]
pub async fn list(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let asked: Asked = query::read(&request)?;
        let extent = Extent::of(asked.limit, asked.offset.as_deref())?;
        call.tenant.store.may_search(&caller::caller(call), None)?;
        let key = |user: &User| *user.id.0.as_bytes();
        let behind = extent.behind.unwrap_or(*UserId::NOBODY.0.as_bytes());
        let mut fitting = call.tenant.store.read(|world| {
            // A login names one user, and is looked up; anything else is looked for.
            let named = asked.user.as_deref().filter(|login| !login.is_empty());
            let found = named.map(|login| world.find_user(login).cloned().into_iter().collect());
            found.unwrap_or_else(|| world.users().cloned().collect::<Vec<_>>())
        });
        fitting.retain(|user| key(user) > behind && asked.takes(user));
        fitting.sort_unstable_by_key(|user| user.id);
        let (page, next) = extent.page(fitting.into_iter(), |user| key(user));
        let items = page.iter().map(|user| convert::user(user, call.base_url())).collect();
        Ok(error::answer(&request, &Users { items, next_page: next_page(&request, call, next) }))
    })
}
