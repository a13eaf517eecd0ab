//! Creating reports and changing their headers.

use reqwest::Method;
use serde_json::{Value, json};

use super::{get, send};
use crate::support::caller::Caller;
use crate::support::cast::TRAVELER;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

async fn report(caller: Caller<'_>, id: &str) -> Value {
    get(caller, &format!("reports/{id}")).await.must(200).json()
}

#[tokio::test]
async fn a_report_is_created_under_its_owners_default_policy_and_is_the_same_in_v4() {
    let app = TestApp::start().await;
    let new = json!({
        "Name": "Trip to Kyoto", "Purpose": "Sale", "Comment": "First", "UserDefinedDate": "2026-02-20T00:00:00",
        "Country": "JP", "PolicyID": policies::QUIET, "Custom3": "Blue", "OrgUnit1": {"Type": "Text", "Value": "Sales"},
        "Custom21": "none", "Total": 12, "ID": "mine",
    });
    let created = send(app.traveler(), Method::POST, "reports").json(&new).await.must(200).json();
    let id = created["ID"].as_str().unwrap();
    assert_eq!(created["URI"], format!("{}/api/v3.0/expense/reports/{id}", app.base_url()));
    let shown = report(app.traveler(), id).await;
    for (field, value) in [
        ("Name", json!("Trip to Kyoto")),
        ("LastComment", json!("First")),
        ("UserDefinedDate", json!("2026-02-20T00:00:00")),
        ("Country", json!("JP")),
        ("PolicyID", json!(policies::DEFAULT)),
        ("ApprovalStatusCode", json!("A_NOTF")),
        ("OwnerLoginID", json!("traveler@example.com")),
        ("Total", json!(0)),
    ] {
        assert_eq!(shown[field], value, "{field}");
    }
    assert_eq!((&shown["Custom3"]["Value"], &shown["OrgUnit1"]["Value"]), (&json!("Blue"), &json!("Sales")));
    let v4 = app.traveler().report(id).await.must(200).json();
    assert_eq!((&v4["name"], &v4["businessPurpose"]), (&json!("Trip to Kyoto"), &json!("Sale")));
    let custom = |field: &str| v4["customData"].as_array().unwrap().iter().any(|data| data["id"] == field);
    assert!(custom("custom3") && custom("orgUnit1") && !custom("custom21"));
}

/// Creates a report, in XML.
fn create<'a>(caller: Caller<'a>, query: &str) -> Request<'a> {
    let path = format!("/api/v3.0/expense/reports{query}");
    caller.request(Method::POST, &path).content("application/xml", "<Report><Name>R&amp;D</Name><Purpose/></Report>")
}

/// Renames a report.
fn put<'a>(caller: Caller<'a>, report: &str, query: &str) -> Request<'a> {
    send(caller, Method::PUT, &format!("reports/{report}{query}")).json(&json!({"Name": "Changed"}))
}

#[tokio::test]
async fn a_report_is_created_from_xml_and_for_others_by_those_who_may() {
    let app = TestApp::start().await;
    let created = create(app.traveler(), "").await.must(200);
    assert_eq!((created.media_type(), created.xml().name), ("application/xml", "Response".to_owned()));
    let id = created.xml().child("ID").text.clone();
    assert_eq!(report(app.traveler(), &id).await["Name"], "R&D");
    for caller in [app.delegate(), app.company(), app.traveler(), app.admin()] {
        let created = create(caller, "?user=traveler@example.com").await.must(200).xml();
        let owner = app.world().report(created.child("ID").text.parse().unwrap()).unwrap().owner;
        assert_eq!(owner, TRAVELER);
    }
    for (caller, query) in [
        (app.colleague(), "?user=manager@example.com"),
        (app.company(), ""),
        (app.traveler(), "?user=nobody@example.com"),
    ] {
        create(caller, query).await.must(403);
    }
    create(app.company(), "?user=ALL").await.must(400);
    // An administrator who names nobody creates for himself.
    let own = create(app.admin(), "").await.must(200).xml().child("ID").text.clone();
    assert_eq!(report(app.admin(), &own).await["OwnerLoginID"], "admin@example.com");
}

#[tokio::test]
async fn a_change_alters_what_is_given_and_nothing_else() {
    let app = TestApp::start().await;
    let path = format!("reports/{DRAFT}");
    let before = report(app.traveler(), DRAFT).await;
    send(app.traveler(), Method::PUT, &path).json(&json!({})).await.must(204);
    let change =
        json!({"Name": "Renamed", "Custom1": "x", "UserDefinedDate": "2026-02-03", "Country": null, "Purpose": null});
    let changed = send(app.traveler(), Method::PUT, &path).json(&change).await.must(204);
    assert!(changed.body.is_empty());
    let mut expected = before;
    expected["Name"] = json!("Renamed");
    expected["UserDefinedDate"] = json!("2026-02-03T00:00:00");
    expected["Custom1"] = json!({"Type": "Text", "Value": "x", "Code": null, "ListItemID": null});
    expected["LastModifiedDate"] = json!("2026-03-01T08:00:00");
    let mut after = report(app.traveler(), DRAFT).await;
    assert_eq!(after, expected);
    assert_eq!(app.traveler().report(DRAFT).await.must(200).json()["businessPurpose"], "Kick-off with the new client");

    // The whole report may be sent as it was answered; an empty text clears.
    after["Custom1"]["Value"] = json!("y");
    after["Purpose"] = json!("");
    send(app.traveler(), Method::PUT, &path).json(&after).await.must(204);
    let again = report(app.traveler(), DRAFT).await;
    assert_eq!(again, after.as_object().map(without_purpose).unwrap());
    assert_eq!(app.traveler().report(DRAFT).await.must(200).json()["businessPurpose"], Value::Null);
    let xml = "<Report><Custom1/><Comment>Said in XML</Comment></Report>";
    send(app.traveler(), Method::PUT, &path).content("application/xml", xml).await.must(204);
    let last = report(app.traveler(), DRAFT).await;
    assert_eq!((&last["Custom1"], &last["LastComment"]), (&Value::Null, &json!("Said in XML")));
}

fn without_purpose(fields: &serde_json::Map<String, Value>) -> Value {
    fields.iter().filter(|(name, _)| *name != "Purpose").map(|(name, value)| (name.clone(), value.clone())).collect()
}

#[tokio::test]
async fn what_is_wrong_with_a_body_is_400_and_named_and_changes_nothing() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    let (long, longer, longest) = ("x".repeat(41), "x".repeat(65), "x".repeat(501));
    for (field, value) in [
        ("Name", json!("")),
        ("Name", json!(long)),
        ("Purpose", json!(longer)),
        ("Comment", json!(longest)),
        ("UserDefinedDate", json!("yesterday")),
        ("Country", json!("Japan")),
        ("CountrySubdivision", json!("Kyoto")),
        ("Custom20", json!("x".repeat(49))),
        ("OrgUnit6", json!({"Value": "x".repeat(49)})),
    ] {
        let mut body = json!({"Name": "Trip"});
        body[field] = value;
        for (method, path) in [(Method::POST, "reports".to_owned()), (Method::PUT, format!("reports/{DRAFT}"))] {
            let refused = send(app.traveler(), method, &path).json(&body).await.must(400).json();
            let message = refused["Error"]["Message"].as_str().unwrap();
            assert!(message.contains(field), "{field}: {message}");
        }
    }
    let nameless = send(app.traveler(), Method::POST, "reports").json(&json!({"Purpose": "Sale"})).await.must(400);
    assert!(nameless.text().contains("Name"));
    for (content_type, body) in [
        ("text/plain", "{}"),
        ("application/json", "[]"),
        ("application/json", ""),
        ("application/xml", "<Entry><Name>x</Name></Entry>"),
        ("application/xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><Report><Name>&b;</Name></Report>"),
        ("application/xml", ""),
    ] {
        send(app.traveler(), Method::POST, "reports").content(content_type, body).await.must(400);
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn a_report_is_changed_by_its_owner_while_it_is_with_him() {
    let app = TestApp::start().await;
    put(app.traveler(), AT_MANAGER, "").await.must(400);
    put(app.traveler(), PAID, "").await.must(400);
    put(app.traveler(), UNKNOWN, "").await.must(404);
    put(app.colleague(), AT_MANAGER, "").await.must(403);
    put(app.manager(), SENT_BACK, "").await.must(403);
    put(app.application(), SENT_BACK, "").await.must(403);
    put(app.traveler(), SENT_BACK, "?user=ALL").await.must(400);
    put(app.company(), SENT_BACK, "?user=colleague@example.com").await.must(403);
    for caller in [app.traveler(), app.delegate(), app.company()] {
        put(caller, SENT_BACK, "?user=traveler@example.com").await.must(204);
    }
    put(app.traveler(), SENT_BACK, "").await.must(204);
}
