//! The sound calls of User Provisioning, and of the spend users that it writes.

use reqwest::Method;
use serde_json::json;

use super::identity::{CONTRACTOR, CORE, everything};
use super::operations::Sound;
use crate::support::cast::{COLLEAGUE, MANAGER};
use crate::support::emulator::TestApp;

/// One for each operation. In one path stands `{provision}`, for a request that [`provision`] makes.
pub fn sound() -> Vec<Sound> {
    use Method as M;
    let patch = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "add", "path": "nickName", "value": "Bob"}],
    });
    let bulk = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "failOnErrors": 1,
        "Operations": [{"method": "POST", "path": "/Users", "bulkId": "one", "data": everything()}],
    });
    let row = |operation, method, path: String, body| Sound { operation, method, path, token: "company-token", body };
    let v4 = |path: &str| format!("/profile/v4/{path}");
    vec![
        row("provisioning.bulk", M::POST, v4("Bulk"), Some(bulk)),
        row("provisioning.createUser", M::POST, v4("Users"), Some(everything())),
        row("provisioning.replaceUser", M::PUT, v4(&format!("Users/{COLLEAGUE}")), Some(everything())),
        row("provisioning.patchUser", M::PATCH, v4(&format!("Users/{COLLEAGUE}")), Some(patch)),
        row("provisioning.deleteUser", M::DELETE, v4(&format!("Users/{CONTRACTOR}")), None),
        row("provisioning.getStatus", M::GET, v4("provisions/{provision}/status"), None),
        row("provisioning.listResourceTypes", M::GET, v4("ResourceTypes"), None),
        row("provisioning.getResourceType", M::GET, v4("ResourceTypes/User"), None),
        row("provisioning.getServiceProviderConfig", M::GET, v4("ServiceProviderConfig"), None),
        row("provisioning.listSchemas", M::GET, v4("Schemas"), None),
        row("provisioning.getSchema", M::GET, v4(&format!("Schemas/{CORE}")), None),
        row("spend.listSpendUsers", M::GET, "/profile/spend/v4/Users".to_owned(), None),
        row("spend.getSpendUser", M::GET, format!("/profile/spend/v4/Users/{MANAGER}"), None),
        row("spend41.listSpendUsers", M::GET, "/profile/spend/v4.1/Users".to_owned(), None),
        row("spend41.getSpendUser", M::GET, format!("/profile/spend/v4.1/Users/{MANAGER}"), None),
    ]
}

/// A request to provision users whose status can be asked for.
pub async fn provision(app: &TestApp) -> String {
    let nobody = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [{"method": "DELETE", "path": "/Users/00000000-0000-4000-8000-000000000000"}],
    });
    let accepted = app.company().request(Method::POST, "/profile/v4/Bulk").json(&nobody).await.must(202).json();
    accepted["id"].as_str().unwrap().to_owned()
}
