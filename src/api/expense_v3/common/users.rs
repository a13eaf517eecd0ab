//! `/api/v3.0/common/users`: the users of the company, for its administrators.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{AT_ONCE, Extent, answer, next_page};
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
        // A login names one user, and is looked up; anything else is looked for.
        let named = asked.user.as_deref().filter(|login| !login.is_empty());
        let fitting = extent.gather(&call.tenant.store, |world, behind, found| {
            if let Some(login) = named {
                let user = world.find_user(login).filter(|user| behind.is_none_or(|behind| key(user) > behind));
                found.extend(user.filter(|user| asked.takes(user)).cloned());
                return None;
            }
            let (mut count, mut last) = (0, None);
            let behind = behind.map(|bytes| UserId(Uuid::from_bytes(bytes)));
            for user in world.users_behind(behind).take(AT_ONCE) {
                (count, last) = (count + 1, Some(key(user)));
                found.extend(Some(user).filter(|user| asked.takes(user)).cloned());
                if found.len() > extent.limit {
                    return None;
                }
            }
            last.filter(|_| count == AT_ONCE)
        });
        let (page, next) = extent.page(fitting.into_iter(), |user| key(user));
        let items = page.iter().map(|user| convert::user(user, call.base_url())).collect();
        Ok(error::answer(&request, &Users { items, next_page: next_page(&request, call, next) }))
    })
}
