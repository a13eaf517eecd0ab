//! Scenarios for the tenant that runs: laid over it, or put in its place.

use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::error::ErrorBody;
use super::selected::Selected;
use crate::control::ControlError;
use crate::control::fixtures::NAME;
use crate::live::Inventory;

/// The largest scenario that is taken, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;

/// How to take a scenario.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Manner {
    /// Whether it takes the place of all that the tenant has; otherwise it is laid over that.
    #[serde(default)]
    replace: bool,
    /// What messages call it; `scenario` where nothing is given.
    name: Option<String>,
}

/// What there is now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Inventory)]
pub(super) struct InventorySheet {
    /// How many reports.
    reports: usize,
    /// How many users.
    users: usize,
    /// How many policies.
    policies: usize,
}

/// Lays a scenario over the tenant, or puts it in its place; YAML or JSON. All of it or nothing, and no event is raised: reports,
/// users and whatever else the tenant has with the same key are replaced.
#[utoipa::path(
    post,
    path = "/_emulator/fixtures",
    operation_id = "loadFixture",
    params(Manner),
    request_body(content = String, content_type = "application/yaml", description = "A scenario document; see fixtures/schema.json."),
    responses(
        (status = 200, description = "It is loaded; this is what there is now.", body = InventorySheet),
        (status = 400, description = "Something is wrong with it, and nothing has changed: file, line and field are named.", body = ErrorBody),
    )
)]
pub(super) async fn load(
    selected: Selected<Manner>,
    body: web::Payload,
) -> Result<web::Json<InventorySheet>, ControlError> {
    let Selected { control, query: Manner { replace, name } } = selected;
    let unread = |_| ControlError::bad("the scenario could not be read to its end");
    let body = body.to_bytes_limited(LARGEST).await.map_err(|_| too_large())?.map_err(unread)?;
    let text = String::from_utf8(body.into()).map_err(|_| ControlError::bad("the scenario is no UTF-8 text"))?;
    let name = name.unwrap_or_else(|| NAME.to_owned());
    // A large one takes seconds, which no other request waits for.
    let loaded = web::block(move || control.load(replace, &name, text)).await;
    let loaded = loaded.map_err(|_| ControlError::bad("the emulator is stopping; nothing has changed"))?;
    let Inventory { reports, users, policies } = loaded?;
    Ok(web::Json(InventorySheet { reports, users, policies }))
}

fn too_large() -> ControlError {
    ControlError::bad(format!("the scenario is larger than {LARGEST} bytes; split it, or let recipes make it up"))
}
