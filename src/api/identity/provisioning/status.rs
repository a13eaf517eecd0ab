//! What became of a request, in words.

use actix_web::HttpRequest;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::attributes::{CORE, ENTERPRISE, SPEND_SCHEMAS};
use super::super::error::{Problem, ScimType};
use super::wire::PROVISION_STATUS;
use super::{TRAVEL, moment, status_url};
use crate::api::call::Call;
use crate::api::{path, query};
use crate::core::registry::Refusal;
use crate::tenant::provisions::{Operated, Part, PartResult, Provision, Remark};

/// How many operations are on a page at most, and where no number is given: all that a request can have.
const MOST: usize = super::bulk::MOST_OPERATIONS;

/// The parameters.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    attributes: Option<String>,
    start_index: Option<i64>,
    count: Option<i64>,
    state: Option<String>,
}

/// What became of the request that the path names.
pub(super) fn get(call: &Call, request: &HttpRequest) -> Result<Value, Problem> {
    let Asked { attributes, start_index, count, state } = query::read(request)?;
    let unknown = || Refusal::NotFound("provisioning request");
    let id = Uuid::try_parse(&path::part(request, "id")).map_err(|_| unknown())?;
    let provision = call.tenant.provisions.find(id, call.tenant.clock.now()).ok_or_else(unknown)?;
    let wanted = match state.as_deref().filter(|state| !state.is_empty()) {
        None => None,
        // Whatever is kept has been looked at.
        Some("pending") => Some(None),
        Some("success") => Some(Some(true)),
        Some("failed") => Some(Some(false)),
        Some(_) => return Err(ScimType::Value.fault("state", "is not one of pending, success, failed")),
    };
    let mut status = summary(call, &provision);
    let names = attributes.as_deref().unwrap_or_default();
    if names.split(',').any(|name| name.trim().eq_ignore_ascii_case("operations")) {
        let is_wanted = |operated: &Operated| wanted.is_none_or(|state| state == Some(operated.is_success()));
        let numbered = (1..).zip(&provision.operations).filter(|(_, operated)| is_wanted(operated));
        let start = usize::try_from(start_index.unwrap_or(1).max(1)).unwrap_or(usize::MAX);
        let count = count.map_or(MOST, |count| usize::try_from(count.max(0)).unwrap_or(MOST).min(MOST));
        let total = numbered.clone().count();
        let page: Vec<_> = numbered.skip(start - 1).take(count).map(|(place, it)| operation(place, it)).collect();
        status["totalResults"] = json!(total);
        status["startIndex"] = json!(start);
        status["itemsPerPage"] = json!(page.len());
        status["operations"] = json!(page);
    }
    Ok(status)
}

/// A request that has just come.
pub(super) fn accepted(call: &Call, provision: &Provision) -> Value {
    let total = provision.operations.len();
    let mut status = summary(call, provision);
    status["operationsCount"] = json!({"total": total, "success": 0, "failed": 0, "pending": total});
    status["status"] = json!({"completed": false, "success": null});
    status["meta"].as_object_mut().map(|meta| meta.remove("completed"));
    status
}

fn summary(call: &Call, provision: &Provision) -> Value {
    let total = provision.operations.len();
    let success = provision.operations.iter().filter(|operated| operated.is_success()).count();
    let at = moment(provision.at);
    json!({
        "schemas": [PROVISION_STATUS],
        "id": provision.id.to_string(),
        "operationsCount": {"total": total, "success": success, "failed": total - success, "pending": 0},
        "status": {"completed": true, "success": success == total},
        "meta": {
            "location": status_url(call, provision.id),
            "created": at,
            "lastModified": at,
            "completed": at,
            "provisionType": if provision.is_bulk { "Bulk" } else { "User" },
            "resourceType": "ProvisionRequest",
            "correlationId": &*provision.correlation,
        },
    })
}

fn operation(place: usize, operated: &Operated) -> Value {
    let Operated { bulk_id, user, status, parts } = operated;
    let mut shown = json!({
        "id": place.to_string(),
        "status": {"completed": true, "success": operated.is_success()},
    });
    if !operated.is_success() {
        shown["status"]["code"] = json!(status.to_string());
    }
    if let Some(user) = user {
        shown["resource"] = json!({"id": user.to_string(), "type": "User"});
    }
    if let Some(bulk_id) = bulk_id {
        shown["bulkId"] = json!(bulk_id);
    }
    let untouched = |name| Part { name, status: 200, result: PartResult::Nothing, remarks: Vec::new() };
    let every = [CORE, ENTERPRISE].into_iter().chain(SPEND_SCHEMAS.iter().map(|schema| schema.id)).chain([TRAVEL]);
    let extensions = every
        .map(|name| parts.iter().find(|part| part.name == name).map_or_else(|| extension(&untouched(name)), extension));
    shown["extensions"] = extensions.collect();
    shown
}

fn extension(part: &Part) -> Value {
    let (is_success, result) = match part.result {
        PartResult::Success => (true, "success"),
        PartResult::Nothing => (true, "no-op"),
        PartResult::Error => (false, "error"),
        PartResult::NotProcessed => (false, "not-processed"),
    };
    let status = part.status.to_string();
    let mut shown = json!({
        "name": part.name,
        "status": {"completed": true, "success": is_success, "code": status, "result": result},
    });
    if !part.remarks.is_empty() {
        shown["messages"] = part.remarks.iter().map(remark).collect();
    }
    shown
}

fn remark(remark: &Remark) -> Value {
    let Remark { code, message, path, is_warning } = remark;
    let mut shown = json!({
        "code": code,
        "message": message,
        "type": if *is_warning { "warning" } else { "error" },
    });
    if let Some(path) = path {
        shown["schemaPath"] = json!(path);
    }
    shown
}
