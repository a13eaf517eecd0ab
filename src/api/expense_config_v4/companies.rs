//! The company's expense groups.

use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::convert::Parts;
use super::error::{Denials, ErrorMessage, Problem};
use super::wire::{Group, GroupConfig};
use super::{GROUPS, answer, convert, id, json, operation};
use crate::api::call::Operation;
use crate::api::{language, path, query};
use crate::core::ids::CompanyId;
use crate::core::rejection::Fault;

const LIST: Operation = operation("expenseConfig.listGroups", GROUPS);
const GET: Operation = operation("expenseConfig.getGroup", GROUPS);

/// What a caller asks of a group.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Asked {
    applicable_configs: Option<String>,
}

/// List the expense groups of the company
#[utoipa::path(
    get,
    path = "/expenseconfig/v4/companies/{companyId}/groupconfigs",
    operation_id = LIST.id,
    params(("companyId" = String, Path, description = "The company's UUID")),
    responses(
        (status = 200, description = "All of them", body = Vec<Group>),
        (status = 400, description = "The identifier is none", body = ErrorMessage),
        Denials,
        (status = 404, description = "Another company, or none", body = ErrorMessage),
    )
)]
pub async fn groups(request: HttpRequest) -> HttpResponse {
    answer(&request, &LIST, |call| {
        let company: CompanyId = id(&request, "companyId", "a UUID")?;
        let views = call.tenant.store.groups(company)?;
        Ok(json(&views.iter().map(|view| convert::group(&view.group)).collect::<Vec<_>>()))
    })
}

/// Get an expense group of the company
#[utoipa::path(
    get,
    path = "/expenseconfig/v4/companies/{companyId}/groupconfigs/{hierarchyNodeId}",
    operation_id = GET.id,
    params(
        ("companyId" = String, Path, description = "The company's UUID"),
        ("hierarchyNodeId" = String, Path, description = "The group"),
        ("applicableConfigs" = Option<String>, Query, description = "What to show with it: `policies`, `paymentTypes`, `attendeeTypes`, with commas between"),
    ),
    responses(
        (status = 200, description = "The group, with what is asked for", body = GroupConfig),
        (status = 400, description = "An identifier or a parameter is none", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such company or group", body = ErrorMessage),
    )
)]
pub async fn group(request: HttpRequest) -> HttpResponse {
    answer(&request, &GET, |call| {
        let company: CompanyId = id(&request, "companyId", "a UUID")?;
        let Asked { applicable_configs } = query::read(&request).map_err(Problem::Invalid)?;
        let parts = parts(applicable_configs.as_deref().unwrap_or_default())?;
        let view = call.tenant.store.group(company, &path::part(&request, "hierarchyNodeId"))?;
        Ok(json(&convert::group_config(&view, parts, language::of(&request))))
    })
}

/// What to show with a group; nothing where nothing is asked for.
fn parts(asked: &str) -> Result<Parts, Problem> {
    let mut parts = Parts::default();
    for name in asked.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match name {
            "policies" => parts.policies = true,
            "paymentTypes" => parts.payment_types = true,
            "attendeeTypes" => parts.attendee_types = true,
            _ => {
                let message = format!("{name:?} is not one of policies, paymentTypes and attendeeTypes");
                return Err(Problem::Invalid(vec![Fault::new("applicableConfigs", message)]));
            }
        }
    }
    Ok(parts)
}
