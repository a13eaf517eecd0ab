//! The events of users, and how they name what changed.

use concur_emulator::core::user::User;
use concur_emulator::events::identity_changes::changed_attributes;
use reqwest::Method;
use serde_json::json;

use super::{COMPANY, ENTERPRISE, create, id, newcomer, patch, v4};
use crate::bad_input::identity::everything;
use crate::support::cast::COLLEAGUE;
use crate::support::emulator::TestApp;
use crate::support::receiver::Receiver;

fn colleague(app: &TestApp) -> User {
    User::clone(app.world().user(COLLEAGUE).expect("the colleague"))
}

#[tokio::test]
async fn changed_attributes_are_named_as_the_pages_example_names_them() {
    let app = TestApp::start().await;
    let before = colleague(&app);
    let operations = json!([
        {"op": "replace", "path": "active", "value": false},
        {"op": "add", "path": "nickName", "value": "C"},
        {"op": "replace", "path": "name.familyName", "value": "Other"},
        {"op": "replace", "path": "startDate", "value": "2026-02-01"},
    ]);
    v4(&app, Method::PATCH, &format!("Users/{COLLEAGUE}")).json(&patch(operations)).await.must(200);
    let mut names: Vec<_> = changed_attributes(&before, &colleague(&app)).into_iter().map(String::from).collect();
    names.sort();
    let mut expected = ["active", "nickName", "name.familyName", &format!("{ENTERPRISE}.startDate")].map(str::to_owned);
    expected.sort();
    assert_eq!(names, expected);
    assert!(changed_attributes(&before, &before).is_empty());
}

#[tokio::test]
async fn whatever_can_be_written_is_named_once_it_differs() {
    let app = TestApp::start().await;
    let before = colleague(&app);
    v4(&app, Method::PUT, &format!("Users/{COLLEAGUE}")).json(&everything()).await.must(200);
    let names = changed_attributes(&before, &colleague(&app));
    // Of all that can be written, only what was so before is not named: he was active, and had the same manager.
    assert_eq!(names.len(), 28, "{names:?}");
    let manager = format!("{ENTERPRISE}.manager");
    assert!(names.iter().all(|name| **name != *"active" && **name != *manager), "{names:?}");
}

#[tokio::test]
async fn subscribers_are_told_of_users_who_come_change_and_go() {
    let (app, receiver) = (TestApp::start().await, Receiver::start());
    let topic = "public.concur.user.profile.identity";
    app.application().subscribe("users", topic, &receiver.url()).await.must(200);
    let user = create(&app, &newcomer("new@example.com")).await;
    let path = format!("Users/{}", id(&user));
    let operations = patch(json!([{"op": "add", "path": "nickName", "value": "N"}]));
    for _ in 0..2 {
        v4(&app, Method::PATCH, &path).json(&operations).await.must(200);
    }
    v4(&app, Method::DELETE, &path).await.must(204);
    // What is refused is told to nobody.
    v4(&app, Method::DELETE, &path).await.must(404);
    app.control().request(Method::POST, "drain").await.must(204);
    let told: Vec<_> = receiver.requests().iter().map(|request| request.json()).collect();
    let facts = |attributes: serde_json::Value| {
        json!({
            "originator": "com.concur.profile",
            "companyId": COMPANY,
            "userId": id(&user),
            "userHref": format!("{}/profile/identity/v4/{path}", app.base_url()),
            "attributes": attributes,
        })
    };
    let expected = [
        ("IdentityProfileCreated", facts(json!(null))),
        ("IdentityProfileUpdated", facts(json!(["nickName"]))),
        ("IdentityProfileDeleted", facts(json!(null))),
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for (event, (event_type, facts)) in told.iter().zip(expected) {
        assert_eq!((&event["eventType"], &event["topic"]), (&json!(event_type), &json!(topic)));
        assert_eq!((&event["subtopic"], &event["facts"]), (&json!(id(&user)), &facts));
    }
}
