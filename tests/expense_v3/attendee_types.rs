//! Types of attendee.

use reqwest::Method;
use serde_json::{Value, json};

use super::{get, ids, send};
use crate::support::emulator::TestApp;

const BUSGUEST: &str = "gWjT4255534755455354";

fn doctors() -> Value {
    json!({
        "Name": "Healthcare Professional", "Code": "HCP", "AttendeeFormID": "F1", "DuplicateSearchFields": ["LastName", "Custom7"],
        "ConnectorID": "C1", "AllowManuallyEnteredAttendees": true, "AllowAttendeeCountEditing": false,
    })
}

#[tokio::test]
async fn types_are_listed_page_by_page_with_the_fields_of_the_page() {
    let app = TestApp::start().await;
    let page = get(app.traveler(), "attendeetypes").await.must(200).json();
    let expected = json!({
        "Name": "Business Guest", "Code": "BUSGUEST", "AttendeeFormID": null, "DuplicateSearchFields": [], "ConnectorID": "",
        "AllowManuallyEnteredAttendees": true, "AllowAttendeeCountEditing": true, "ID": BUSGUEST,
        "URI": format!("{}/api/v3.0/expense/attendeetypes/{BUSGUEST}", app.base_url()),
    });
    assert_eq!(page["Items"][0], expected);
    assert_eq!(get(app.traveler(), &format!("attendeetypes/{BUSGUEST}")).await.must(200).json(), expected);
    let (mut met, mut next) = (Vec::new(), Some("attendeetypes?limit=2".to_owned()));
    while let Some(address) = next {
        let page = get(app.traveler(), &address).await.must(200).json();
        met.extend(ids(&page));
        next = page["NextPage"].as_str().map(str::to_owned);
    }
    assert_eq!(met, ids(&page));
    for (path, status) in [("attendeetypes?limit=0", 400), ("attendeetypes?offset=x", 400), ("attendeetypes/x", 404)] {
        get(app.traveler(), path).await.must(status);
    }
}

#[tokio::test]
async fn a_type_is_added_changed_and_deleted() {
    let app = TestApp::start().await;
    let created = send(app.admin(), Method::POST, "attendeetypes").json(&doctors()).await.must(200).json();
    let path = format!("attendeetypes/{}", created["ID"].as_str().unwrap());
    let shown = get(app.admin(), &path).await.must(200).json();
    for (field, value) in doctors().as_object().unwrap() {
        assert_eq!(shown[field], *value, "{field}");
    }
    let full = format!("/api/v3.0/expense/{path}");
    let xml = app.admin().get(&full).header("accept", "application/xml").await.must(200);
    assert_eq!(xml.xml().child("DuplicateSearchFields").children[1].text, "Custom7");
    app.admin().request(Method::PUT, &full).content("application/xml", xml.body).await.must(204);
    assert_eq!(get(app.admin(), &path).await.must(200).json(), shown);
    let change = json!({"Name": "Doctor", "AttendeeFormID": "", "AllowAttendeeCountEditing": "true"});
    assert!(send(app.admin(), Method::PUT, &path).json(&change).await.must(204).body.is_empty());
    let changed = get(app.admin(), &path).await.must(200).json();
    assert_eq!(
        (&changed["Name"], &changed["AttendeeFormID"], &changed["ConnectorID"]),
        (&json!("Doctor"), &Value::Null, &json!("C1"))
    );
    send(app.admin(), Method::DELETE, &path).await.must(204);
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        send(app.admin(), method, &path).json(&json!({})).await.must(404);
    }
}

#[tokio::test]
async fn a_wrong_type_is_refused_and_changes_nothing() {
    let app = TestApp::start().await;
    let before = get(app.admin(), "attendeetypes").await.must(200).json();
    for (field, value) in [
        ("Code", Value::Null),
        ("Code", json!("BUSGUEST")),
        ("Code", json!("NOSHOWS")),
        ("Code", json!("x".repeat(41))),
        ("Name", Value::Null),
        ("Name", json!("business guest")),
        ("Name", json!("x".repeat(41))),
        ("AttendeeFormID", json!("x".repeat(65))),
        ("ConnectorID", json!("x".repeat(65))),
        ("DuplicateSearchFields", json!(vec!["x"; 51])),
        ("AllowAttendeeCountEditing", json!("perhaps")),
    ] {
        let mut wrong = doctors();
        wrong[field] = value;
        let refused = send(app.admin(), Method::POST, "attendeetypes").json(&wrong).await.must(400).json();
        assert!(refused["Error"]["Message"].as_str().unwrap().contains(field), "{field}: {refused}");
    }
    let path = format!("attendeetypes/{BUSGUEST}");
    send(app.admin(), Method::PUT, &path).json(&json!({"Code": "OTHER"})).await.must(400);
    send(app.admin(), Method::PUT, &path).json(&json!({"Name": "Spouse"})).await.must(400);
    send(app.admin(), Method::DELETE, &path).await.must(400);
    assert_eq!(get(app.admin(), "attendeetypes").await.must(200).json(), before);
    for (method, path) in [
        (Method::GET, "attendeetypes"),
        (Method::GET, "attendeetypes/x"),
        (Method::POST, "attendeetypes"),
        (Method::PUT, "attendeetypes/x"),
        (Method::DELETE, "attendeetypes/x"),
    ] {
        super::denies(&app, method, path).await;
    }
}
