//! What each scope opens: operations as a whole, and the attributes of users one by one.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use super::{ENTERPRISE, SAP, create, id, newcomer, patch, refused, v4};
use crate::bad_input::identity::{everything, sound};
use crate::support::cast::TRAVELER;
use crate::support::emulator::TestApp;

async fn app() -> TestApp {
    TestApp::of(&["identity.yaml"]).await
}

fn names(user: &Value) -> BTreeSet<&str> {
    user.as_object().expect("a user").keys().map(String::as_str).collect()
}

#[tokio::test]
async fn without_a_scope_of_its_own_no_operation_is_open() {
    let app = app().await;
    for call in sound() {
        let describes =
            ["ResourceTypes", "ServiceProviderConfig", "Schemas"].iter().any(|name| call.path.contains(name));
        let request = app.holder("reports-token", None).request(call.method.clone(), &call.path);
        let answer = match &call.body {
            Some(body) => request.json(body).await,
            None => request.await,
        };
        assert_eq!(answer.status, if describes { 200 } else { 403 }, "{}", call.operation);
    }
}

#[tokio::test]
async fn the_token_of_a_user_or_of_the_application_opens_nothing() {
    let app = app().await;
    for call in sound().into_iter().filter(|call| !call.path.ends_with("/me")) {
        for token in ["traveler-token", "admin-token", "app-token"] {
            let request = app.holder(token, None).request(call.method.clone(), &call.path);
            let answer = match &call.body {
                Some(body) => request.json(body).await,
                None => request.await,
            };
            assert_eq!(answer.status, 403, "{} {token}", call.operation);
        }
    }
}

#[tokio::test]
async fn a_scope_opens_the_attributes_that_are_mapped_to_it_and_no_others() {
    let app = app().await;
    let mut user = everything();
    user["userName"] = json!("open@example.com");
    let created = create(&app, &user).await;
    let path = format!("/profile/identity/v4/Users/{}", id(&created));
    let seen = app.holder("ids-token", None).get(&path).await.must(200).json();
    assert_eq!(names(&seen), ["id", "schemas", "userName", "externalId"].into());
    let seen = app.holder("core-token", None).get(&path).await.must(200).json();
    for closed in
        ["userName", "externalId", "emails", "phoneNumbers", "addresses", "dateOfBirth", "emergencyContacts", SAP]
    {
        assert!(seen.get(closed).is_none(), "{closed}");
    }
    for open in ["id", "active", "name", "displayName", "meta", "entitlements", "localeOverrides", ENTERPRISE] {
        assert!(seen.get(open).is_some(), "{open}");
    }
    // Asking does not open it, and neither does a filter.
    let asked = format!("{path}?attributes=emails,active");
    let seen = app.holder("core-token", None).get(&asked).await.must(200).json();
    assert_eq!(names(&seen), ["id", "active"].into());
    let search = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "emails pr"});
    let search =
        app.holder("core-token", None).request(Method::POST, "/profile/identity/v4.1/Users/.search").json(&search);
    assert_eq!(search.await.must(200).json()["totalResults"], 0);
}

#[tokio::test]
async fn what_the_token_may_not_write_stays_as_it_is() {
    let app = app().await;
    let core = app.holder("core-token", None);
    let created = core.request(Method::POST, "/profile/identity/v4/Users").json(&everything()).await.must(200).json();
    assert_eq!((created.get("externalId"), created.get(SAP)), (None, None));
    assert_eq!(created["emails"][0]["verified"], false);
    // With all scopes it is written, and without them kept.
    let path = format!("/profile/identity/v4/Users/{}", id(&created));
    let whole = app.company().request(Method::PUT, &path).json(&everything()).await.must(200).json();
    assert_eq!((&whole["externalId"], &whole["emails"][0]["verified"]), (&json!("hr-4711"), &json!(true)));
    let mut less = everything();
    less["externalId"] = json!("other");
    less["emails"][0]["verified"] = json!(false);
    let kept = core.request(Method::PUT, &path).json(&less).await.must(200).json();
    assert_eq!((&kept["externalId"], &kept["emails"][0]["verified"]), (&json!("hr-4711"), &json!(true)));
    assert_eq!(kept[SAP], whole[SAP]);
}

#[tokio::test]
async fn a_patch_of_what_the_token_may_not_write_is_refused() {
    let app = app().await;
    let path = format!("/profile/identity/v4/Users/{TRAVELER}");
    let of = |token: &'static str, operations: Value| {
        app.holder(token, None).request(Method::PATCH, &path).json(&patch(operations))
    };
    let external = json!([{"op": "add", "path": "externalId", "value": "hr-1"}]);
    let nick_name = json!([{"op": "add", "path": "nickName", "value": "T"}]);
    refused(&of("core-token", external.clone()).await, 400, "mutability", "path");
    refused(&of("external-token", nick_name.clone()).await, 400, "mutability", "path");
    refused(&of("external-token", json!([{"op": "add", "value": {"nickName": "T"}}])).await, 400, "mutability", "path");
    of("external-token", external).await.must(200);
    of("core-token", nick_name).await.must(200);
    let user = v4(&app, Method::GET, &format!("Users/{TRAVELER}")).await.json();
    assert_eq!((&user["externalId"], &user["nickName"]), (&json!("hr-1"), &json!("T")));
    // A token that only writes external IDs creates nobody.
    let create = app.holder("external-token", None).request(Method::POST, "/profile/identity/v4/Users");
    create.json(&newcomer("x@example.com")).await.must(403);
}
