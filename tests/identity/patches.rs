//! Patches: every operation, every kind of path, and what cannot be patched.

use reqwest::Method;
use serde_json::{Value, json};

use super::{COMPANY, ENTERPRISE, NOBODY, create, either, id, patch, refused, v4};
use crate::bad_input::identity::everything;
use crate::support::cast::{APPROVER_2, COLLEAGUE};
use crate::support::emulator::TestApp;

/// A user of whom everything is known, after these operations one by one.
async fn patched(app: &TestApp, user: &str, operations: &[Value]) -> Value {
    let mut answer = Value::Null;
    for operation in operations {
        let request = v4(app, Method::PATCH, &format!("Users/{user}")).json(&patch(json!([operation])));
        answer = request.await.must(200).json();
    }
    answer
}

#[tokio::test]
async fn the_pages_example_adds_a_nickname_in_both_versions() {
    let app = TestApp::start().await;
    for (version, name) in [("v4", "One"), ("v4.1", "Two")] {
        let operations = patch(json!([{"op": "add", "path": "nickName", "value": name}]));
        let request = either(&app, version, Method::PATCH, &format!("Users/{COLLEAGUE}")).json(&operations);
        let user = request.await.must(200).json();
        assert_eq!(user["nickName"], name);
        assert!(user["displayName"].as_str().unwrap().starts_with(name));
    }
    let user = v4(&app, Method::GET, &format!("Users/{COLLEAGUE}")).await.json();
    assert_eq!((&user["meta"]["version"], &user["nickName"]), (&json!(2), &json!("Two")));
    // What changes nothing is no new version.
    let same =
        patched(&app, &COLLEAGUE.to_string(), &[json!({"op": "replace", "path": "nickName", "value": "Two"})]).await;
    assert_eq!(same["meta"]["version"], 2);
}

#[tokio::test]
async fn simple_attributes_and_parts_are_added_replaced_and_removed() {
    let app = TestApp::start().await;
    let user = create(&app, &everything()).await;
    let user = patched(
        &app,
        id(&user),
        &[
            json!({"op": "Replace", "path": "NAME.givenname", "value": "Joan"}),
            json!({"op": "remove", "path": "name.middleName"}),
            json!({"op": "replace", "path": "name", "value": {"honorificPrefix": "Mx."}}),
            json!({"op": "remove", "path": "title"}),
            json!({"op": "replace", "path": "dateOfBirth", "value": null}),
            json!({"op": "add", "path": format!("{ENTERPRISE}:costCenter"), "value": "CC2"}),
            json!({"op": "replace", "path": "department", "value": "Sales"}),
            json!({"op": "replace", "path": format!("{ENTERPRISE}:manager"), "value": {"value": APPROVER_2.to_string()}}),
            json!({"op": "replace", "path": "active", "value": false}),
            json!({"op": "remove", "path": "emergencyContacts"}),
        ],
    )
    .await;
    let name = &user["name"];
    assert_eq!(
        (&name["givenName"], &name["familyName"], &name["middleName"]),
        (&json!("Joan"), &json!("Doe"), &Value::Null)
    );
    assert_eq!(
        (&name["honorificPrefix"], &user["title"], &user["dateOfBirth"]),
        (&json!("Mx."), &Value::Null, &Value::Null)
    );
    let enterprise = &user[ENTERPRISE];
    assert_eq!((&enterprise["costCenter"], &enterprise["department"]), (&json!("CC2"), &json!("Sales")));
    assert_eq!(enterprise["manager"]["value"], APPROVER_2.to_string());
    assert_eq!((&user["active"], &user["emergencyContacts"]), (&json!(false), &Value::Null));
    assert_eq!(user["meta"]["version"], 10);
    let without = patched(&app, id(&user), &[json!({"op": "remove", "path": format!("{ENTERPRISE}:manager")})]).await;
    assert_eq!(without[ENTERPRISE]["manager"], Value::Null);
}

#[tokio::test]
async fn lists_grow_are_replaced_and_lose_elements() {
    let app = TestApp::start().await;
    let user = create(&app, &everything()).await;
    let values = |user: &Value| -> Vec<String> {
        user["emails"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| format!("{}={}", e["type"].as_str().unwrap(), e["value"].as_str().unwrap()))
            .collect()
    };
    let after = |operation: Value| {
        let (app, user) = (&app, id(&user).to_owned());
        async move { values(&patched(app, &user, &[operation]).await) }
    };
    let work = "work=jane.doe@example.com";
    assert_eq!(
        after(json!({"op": "add", "path": "emails", "value": {"type": "home", "value": "a@b"}})).await,
        [work, "home=a@b"]
    );
    assert_eq!(
        after(json!({"op": "replace", "path": "emails[type eq \"home\"].value", "value": "c@d"})).await,
        [work, "home=c@d"]
    );
    // Where nothing is as the filter says, what is added is.
    let path = "emails[type eq \"other\"].value";
    assert_eq!(after(json!({"op": "add", "path": path, "value": "e@f"})).await, [work, "home=c@d", "other=e@f"]);
    assert_eq!(after(json!({"op": "remove", "path": "emails[type ne \"work\"]"})).await, [work]);
    assert_eq!(
        after(json!({"op": "replace", "path": "emails", "value": [{"type": "home", "value": "g@h"}]})).await,
        ["home=g@h"]
    );
    let elements = json!({"op": "replace", "path": "emails[value co \"g\"]", "value": {"TYPE": "work2"}});
    assert_eq!(after(elements).await, ["work2=g@h"]);
}

#[tokio::test]
async fn an_operation_without_a_path_has_the_attributes_in_its_value() {
    let app = TestApp::start().await;
    let user = create(&app, &everything()).await;
    let value = json!({
        "nickName": "J",
        "name.familyName": "Smith",
        "displayName": "passed over",
        ENTERPRISE: {"division": "South", "unknown": 1},
        "unknown": {"passed": "over"},
    });
    let user = patched(&app, id(&user), &[json!({"op": "replace", "value": value})]).await;
    assert_eq!((&user["displayName"], &user[ENTERPRISE]["division"]), (&json!("J Smith"), &json!("South")));
    assert_eq!(user[ENTERPRISE]["department"], "Research");
    let operation = json!({"op": "add", "path": ENTERPRISE, "value": {"department": "Legal"}});
    assert_eq!(patched(&app, id(&user), &[operation]).await[ENTERPRISE]["department"], "Legal");
}

#[tokio::test]
async fn operations_happen_one_after_the_other_and_all_or_none() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    let operations = json!([
        {"op": "add", "path": "nickName", "value": "A"},
        {"op": "replace", "path": "userName", "value": "manager@example.com"},
    ]);
    let answer = v4(&app, Method::PATCH, &format!("Users/{COLLEAGUE}")).json(&patch(operations)).await;
    refused(&answer, 400, "uniqueness", "userName");
    assert_eq!(app.control().snapshot().await, before);
    let operations = json!([
        {"op": "add", "path": "nickName", "value": "A"},
        {"op": "replace", "path": "nickName", "value": "B"},
    ]);
    let user = v4(&app, Method::PATCH, &format!("Users/{COLLEAGUE}")).json(&patch(operations)).await.must(200).json();
    assert_eq!((&user["nickName"], &user["meta"]["version"]), (&json!("B"), &json!(1)));
}

#[tokio::test]
async fn what_cannot_be_patched_is_refused_and_named() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    let many: Vec<_> = (0..101).map(|_| json!({"op": "add", "path": "nickName", "value": "x"})).collect();
    for (operations, keyword, field) in [
        (json!([]), "invalidValue", "Operations"),
        (json!(many), "invalidValue", "Operations"),
        (json!([{"op": "move", "path": "nickName", "value": "x"}]), "invalidValue", "op"),
        (json!([{"op": "remove"}]), "noTarget", "path"),
        (json!([{"op": "add", "path": "nickName"}]), "invalidValue", "value"),
        (json!([{"op": "add", "value": "x"}]), "invalidValue", "value"),
        (json!([{"op": "add", "path": "shoeSize", "value": 46}]), "invalidPath", "path"),
        (json!([{"op": "add", "path": "name.shoeSize", "value": 46}]), "invalidPath", "path"),
        (json!([{"op": "add", "path": "name[givenName eq \"x\"]", "value": 46}]), "invalidPath", "path"),
        (json!([{"op": "add", "path": "emails[type eq", "value": 46}]), "invalidPath", "path"),
        (json!([{"op": "add", "path": "emails[type is \"x\"]", "value": 46}]), "invalidPath", "path"),
        (json!([{"op": "replace", "path": "emails[type eq \"home\"].value", "value": "x"}]), "noTarget", "path"),
        (json!([{"op": "remove", "path": "emails[type eq \"home\"]"}]), "noTarget", "path"),
        (json!([{"op": "replace", "path": "id", "value": NOBODY}]), "mutability", "path"),
        (json!([{"op": "replace", "path": "meta.version", "value": 5}]), "mutability", "path"),
        (json!([{"op": "replace", "path": "name.formatted", "value": "x"}]), "mutability", "path"),
        (json!([{"op": "replace", "path": "nickName", "value": 5}]), "invalidValue", "nickName"),
        (json!([{"op": "replace", "path": "active", "value": "yes"}]), "invalidValue", "active"),
        (json!([{"op": "replace", "path": "nickName", "value": "x".repeat(61)}]), "invalidValue", "nickName"),
        (json!([{"op": "remove", "path": "emails"}]), "invalidValue", ""),
        (json!([{"op": "replace", "path": "companyId", "value": NOBODY}]), "invalidValue", "companyId"),
    ] {
        let answer = v4(&app, Method::PATCH, &format!("Users/{COLLEAGUE}")).json(&patch(operations)).await;
        refused(&answer, 400, keyword, field);
    }
    let of_nothing = json!({"schemas": [], "Operations": [{"op": "remove", "path": "nickName"}]});
    let answer = v4(&app, Method::PATCH, &format!("Users/{COLLEAGUE}")).json(&of_nothing).await;
    refused(&answer, 400, "invalidValue", "schemas");
    assert_eq!(app.control().snapshot().await, before);
    // The company's own UUID is no change.
    let same = json!({"op": "replace", "path": "companyId", "value": COMPANY});
    patched(&app, &COLLEAGUE.to_string(), &[same]).await;
}

#[tokio::test]
async fn of_many_who_patch_at_once_nobody_is_lost() {
    let app = TestApp::start().await;
    let fields = ["title", "nickName", "name.middleName", "name.honorificPrefix", "name.honorificSuffix", "externalId"];
    let app = &app;
    let requests = fields.map(|field| async move {
        let operations = patch(json!([{"op": "add", "path": field, "value": field}]));
        v4(app, Method::PATCH, &format!("Users/{COLLEAGUE}")).json(&operations).await.must(200)
    });
    futures_util::future::join_all(requests).await;
    let user = v4(app, Method::GET, &format!("Users/{COLLEAGUE}")).await.json();
    assert_eq!(user["meta"]["version"], fields.len());
    for field in fields {
        let pointer = format!("/{}", field.replace('.', "/"));
        assert_eq!(user.pointer(&pointer), Some(&json!(field)));
    }
}
