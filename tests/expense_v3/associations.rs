//! Associations of attendees with entries.

use reqwest::Method;
use serde_json::{Value, json};

use super::{get, ids, send};
use crate::support::emulator::TestApp;

const DINNER: &str = "gWi59E470000000000000000000000000E4";
const DRIVE: &str = "gWi59E470000000000000000000000000E5";
const HANA: &str = "gWj695E66E2A472074D8895057311C6A158";
const JONAS: &str = "gWjD1BDDB463923054AB01606BACF021C5B";
const FIRST: &str = "gWg59E470000000000000000000000000E4695E66E2A472074D8895057311C6A158";
const SECOND: &str = "gWg59E470000000000000000000000000E4DB05CF7E073DDC4D90D8D280783EC9BB";

fn part(entry: &str, attendee: &str) -> Value {
    json!({"EntryID": entry, "AttendeeID": attendee, "Amount": 5, "AssociatedAttendeeCount": 2, "Custom1": "Red"})
}

#[tokio::test]
async fn an_association_has_the_fields_of_the_page() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let path = format!("entryattendeeassociations/{FIRST}");
    let uri = format!("{}/api/v3.0/expense/{path}", app.base_url());
    let shown = get(app.traveler(), &path).await.must(200).json();
    let expected = json!({
        "EntryID": DINNER, "AttendeeID": HANA, "Amount": 50, "AssociatedAttendeeCount": 1, "Custom1": null, "Custom2": null,
        "Custom3": null, "Custom4": null, "Custom5": null, "ID": FIRST, "URI": uri,
    });
    assert_eq!(shown, expected);
    let xml = app.traveler().get(&uri).header("accept", "application/xml").await.must(200).xml();
    assert_eq!((xml.name.as_str(), xml.child("Amount").text.as_str()), ("EntryAttendeeAssociation", "50"));
}

#[tokio::test]
async fn associations_are_listed_by_entry_page_by_page() {
    let app = TestApp::of(&["spent.yaml"]).await;
    for (filter, found) in [(format!("entryID={DINNER}"), &[FIRST, SECOND][..]), (format!("entryID={DRIVE}"), &[])] {
        let page = get(app.traveler(), &format!("entryattendeeassociations?{filter}")).await.must(200).json();
        assert_eq!(ids(&page), found, "{filter}");
    }
    let all = ids(&get(app.admin(), "entryattendeeassociations?user=ALL&limit=100").await.must(200).json());
    assert!(all.contains(&FIRST.to_owned()));
    let first =
        get(app.traveler(), &format!("entryattendeeassociations?entryID={DINNER}&limit=1")).await.must(200).json();
    let second = get(app.traveler(), first["NextPage"].as_str().unwrap()).await.must(200).json();
    assert_eq!((ids(&first), ids(&second)), (vec![FIRST.to_owned()], vec![SECOND.to_owned()]));
    assert_eq!(second["NextPage"], Value::Null);
    get(app.traveler(), "entryattendeeassociations?user=ALL").await.must(403);
    get(app.traveler(), "entryattendeeassociations?entryID=x").await.must(400);
    get(app.traveler(), "entryattendeeassociations?limit=0").await.must(400);
    get(app.colleague(), &format!("entryattendeeassociations?entryID={DINNER}")).await.must(403);
}

#[tokio::test]
async fn attendees_are_associated_changed_and_taken_away_one_by_one_and_v4_shows_the_same() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let created = send(app.traveler(), Method::POST, "entryattendeeassociations").json(&part(DRIVE, HANA)).await;
    let created = created.must(200).json();
    let path = format!("entryattendeeassociations/{}", created["ID"].as_str().unwrap());
    let shown = get(app.traveler(), &path).await.must(200).json();
    assert_eq!(
        (&shown["Amount"], &shown["AssociatedAttendeeCount"], &shown["Custom1"]),
        (&json!(5), &json!(2), &json!("Red"))
    );
    // Without an amount the next one is counted the rest; in XML.
    let rest = format!(
        "<EntryAttendeeAssociation><EntryID>{DRIVE}</EntryID><AttendeeID>{JONAS}</AttendeeID></EntryAttendeeAssociation>"
    );
    let list = "/api/v3.0/expense/entryattendeeassociations";
    let xml = app.traveler().request(Method::POST, list).content("application/xml", rest).await.must(200).xml();
    let other = format!("entryattendeeassociations/{}", xml.child("ID").text);
    assert_eq!(get(app.traveler(), &other).await.must(200).json()["Amount"], json!(7.34));
    let v4 = format!(
        "{}/expenses/59E470000000000000000000000000A5/attendees",
        app.traveler().path("TRAVELER", "59E47000000000000001")
    );
    let v4 = app.traveler().get(&v4).await.must(200).json();
    assert_eq!(v4["expenseAttendeeList"].as_array().unwrap().len(), 2);
    let change = json!({"Amount": 3, "Custom1": "", "Custom2": "Blue"});
    assert!(send(app.traveler(), Method::PUT, &path).json(&change).await.must(204).body.is_empty());
    let shown = get(app.traveler(), &path).await.must(200).json();
    assert_eq!((&shown["Amount"], &shown["AssociatedAttendeeCount"]), (&json!(3), &json!(2)));
    assert_eq!((&shown["Custom1"], &shown["Custom2"]), (&Value::Null, &json!("Blue")));
    send(app.traveler(), Method::PUT, &path).json(&shown).await.must(204);
    send(app.traveler(), Method::DELETE, &path).await.must(204);
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        send(app.traveler(), method, &path).json(&json!({})).await.must(404);
    }
    let left = get(app.traveler(), &format!("entryattendeeassociations?entryID={DRIVE}")).await.must(200).json();
    assert_eq!(ids(&left).len(), 1);
}

#[tokio::test]
async fn a_wrong_association_is_refused_and_changes_nothing() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let list = format!("entryattendeeassociations?entryID={DINNER}");
    let before = get(app.traveler(), &list).await.must(200).json();
    for (field, value) in [
        ("EntryID", json!("gWi0")),
        ("AttendeeID", json!(HANA)),
        ("AttendeeID", json!("gWj0")),
        ("Amount", json!(91)),
        ("Amount", json!(-1)),
        ("Amount", json!("much")),
        ("AssociatedAttendeeCount", json!(0)),
        ("AssociatedAttendeeCount", json!(1.5)),
        ("Custom1", json!("x".repeat(49))),
    ] {
        let mut wrong = part(DINNER, JONAS);
        wrong["Amount"] = json!(0);
        wrong[field] = value;
        let refused =
            send(app.traveler(), Method::POST, "entryattendeeassociations").json(&wrong).await.must(400).json();
        let message = refused["Error"]["Message"].as_str().unwrap();
        assert!(message.contains(field) || field == "EntryID", "{field}: {refused}");
    }
    for wrong in [json!({"Amount": 91}), json!({"AssociatedAttendeeCount": -1}), json!([])] {
        let path = format!("entryattendeeassociations/{FIRST}");
        send(app.traveler(), Method::PUT, &path).json(&wrong).await.must(400);
    }
    assert_eq!(get(app.traveler(), &list).await.must(200).json(), before);
}

#[tokio::test]
async fn associations_are_the_owners_and_administrators() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let path = format!("entryattendeeassociations/{FIRST}");
    for (caller, path, status) in [
        (app.delegate(), path.clone(), 200),
        (app.company(), path.clone(), 200),
        (app.admin(), format!("{path}?user=traveler@example.com"), 200),
        (app.colleague(), path.clone(), 403),
        (app.traveler(), "entryattendeeassociations/x".to_owned(), 404),
    ] {
        get(caller, &path).await.must(status);
    }
    send(app.admin(), Method::POST, "entryattendeeassociations").json(&part(DRIVE, HANA)).await.must(200);
    send(app.company(), Method::POST, "entryattendeeassociations").json(&part(DRIVE, JONAS)).await.must(200);
    send(app.colleague(), Method::POST, "entryattendeeassociations").json(&part(DRIVE, JONAS)).await.must(403);
    send(app.colleague(), Method::DELETE, &path).await.must(403);
    send(app.manager(), Method::PUT, &path).json(&json!({"Amount": 1})).await.must(403);
    for (method, path) in [
        (Method::GET, "entryattendeeassociations"),
        (Method::GET, "entryattendeeassociations/x"),
        (Method::POST, "entryattendeeassociations"),
        (Method::PUT, "entryattendeeassociations/x"),
        (Method::DELETE, "entryattendeeassociations/x"),
    ] {
        super::denies(&app, method, path).await;
    }
}
