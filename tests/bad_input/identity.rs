//! The sound calls of Identity, and of the Profile before it.

use reqwest::Method;
use serde_json::{Value, json};

use super::operations::Sound;
use crate::support::cast::{COLLEAGUE, MANAGER};

const COMPANY: &str = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";
/// Someone on whom nothing depends.
pub const CONTRACTOR: &str = "5d6a7a0e-2c1f-4b83-9f57-0c8e3b1d94a2";
pub const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const SAP: &str = "urn:ietf:params:scim:schemas:extension:sap:2.0:User";

/// A user of whom everything is known that can be written.
pub fn everything() -> Value {
    let place = json!({"country": "US", "locality": "Seattle", "postalCode": "98101", "region": "WA", "streetAddress": "1 Pike Street"});
    let placed = |more: Value| super::operations::merged(&place, &more);
    json!({
        "userName": "jane.doe@example.com",
        "externalId": "hr-4711",
        "active": true,
        "name": {
            "academicTitle": "Dr.",
            "familyName": "Doe",
            "familyNamePrefix": "van",
            "givenName": "Jane",
            "honorificPrefix": "Ms.",
            "honorificSuffix": "III",
            "middleInitial": "Q",
            "middleName": "Quincy",
        },
        "nickName": "Janey",
        "title": "Engineer",
        "dateOfBirth": "1990-12-31",
        "preferredLanguage": "de-DE",
        "timezone": "Europe/Berlin",
        "emails": [{"value": "jane.doe@example.com", "type": "work", "notifications": true, "verified": true}],
        "phoneNumbers": [{"value": "+1 206 555 0100", "type": "mobile", "display": "206 555 0100", "notifications": true, "primary": true}],
        "addresses": [placed(json!({"type": "work"}))],
        "emergencyContacts": [placed(json!({
            "name": "John Doe", "relationship": "Spouse", "emails": ["john@example.com"], "phones": ["+1 206 555 0101"],
        }))],
        "entitlements": ["Expense"],
        ENTERPRISE: {
            "companyId": COMPANY,
            "employeeNumber": "4711",
            "costCenter": "CC1",
            "department": "Research",
            "division": "North",
            "startDate": "2026-01-01T00:00:00.000",
            "terminationDate": "2030-12-31T00:00:00.000",
            "manager": {"value": MANAGER.to_string()},
            "leavesOfAbsence": [{"startDate": "2026-07-01", "endDate": "2026-07-31", "type": "voluntary"}],
        },
        SAP: {"userUuid": "5e68f37d-26f2-417e-ac90-a6157f6d7e15"},
    })
}

/// One for each operation.
pub fn sound() -> Vec<Sound> {
    use Method as M;
    let patch = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "add", "path": "nickName", "value": "Bob"}],
    });
    let search = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:concur:2.0:SearchRequest"],
        "filter": "active eq true",
        "attributes": ["active"],
        "excludedAttributes": ["title"],
        "count": 2,
    });
    let mut rows = Vec::new();
    for version in ["v4", "v4.1"] {
        let family = if version == "v4" { "identity" } else { "identity41" };
        let mut row = |operation: &str, method, path: String, body| {
            let operation = &*format!("{family}.{operation}").leak();
            let path = format!("/profile/identity/{version}/{path}");
            rows.push(Sound { operation, method, path, token: "company-token", body });
        };
        row("listUsers", M::GET, "Users".to_owned(), None);
        if version == "v4" {
            row("me", M::GET, "me".to_owned(), None);
        } else {
            row("searchUsers", M::POST, "Users/.search".to_owned(), Some(search.clone()));
        }
        row("createUser", M::POST, "Users".to_owned(), Some(everything()));
        row("getUser", M::GET, format!("Users/{MANAGER}"), None);
        row("replaceUser", M::PUT, format!("Users/{COLLEAGUE}"), Some(everything()));
        row("patchUser", M::PATCH, format!("Users/{COLLEAGUE}"), Some(patch.clone()));
        row("deleteUser", M::DELETE, format!("Users/{CONTRACTOR}"), None);
        row("listResourceTypes", M::GET, "ResourceTypes".to_owned(), None);
        row("getServiceProviderConfig", M::GET, "ServiceProviderConfig".to_owned(), None);
        row("listSchemas", M::GET, "Schemas".to_owned(), None);
        row("getSchema", M::GET, format!("Schemas/{CORE}"), None);
    }
    for (operation, path) in
        [("profile.me", "me".to_owned()), ("profile.getPrincipal", format!("principals/{MANAGER}"))]
    {
        let path = format!("/profile/v1/{path}");
        rows.push(Sound { operation, method: M::GET, path, token: "company-token", body: None });
    }
    rows
}
