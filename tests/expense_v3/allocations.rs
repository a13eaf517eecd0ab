//! Allocations: which share of an expense v3 says is charged to which cost object.

use reqwest::Method;
use serde_json::{Value, json};

use super::{get, ids};
use crate::support::emulator::TestApp;
use crate::support::reports::*;

const SPENT: &str = "59E47000000000000001";
const HOTEL: &str = "gWi59E470000000000000000000000000E1";
const ROOM: &str = "gWi59E470000000000000000000000000E2";
const DINNER: &str = "gWi59E470000000000000000000000000E4";
const ROOMS: &str = "gWm59E470000000000000000000000000C1";
const FIRST: &str = "gWm59E470000000000000000000000000C2";
const SECOND: &str = "gWm59E470000000000000000000000000C3";

#[tokio::test]
async fn an_allocation_has_the_fields_of_the_page() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let share = get(app.traveler(), &format!("allocations/{FIRST}")).await.must(200).json();
    for (field, value) in [
        ("EntryID", json!(DINNER)),
        ("Percentage", json!("60.00000000")),
        ("IsPercentEdited", json!(false)),
        ("IsHidden", json!(false)),
        ("AccountCode1", Value::Null),
        ("AccountCode2", Value::Null),
        ("Custom1", Value::Null),
        ("ID", json!(FIRST)),
        ("URI", json!(format!("{}/api/v3.0/expense/allocations/{FIRST}", app.base_url()))),
    ] {
        assert_eq!(share[field], value, "{field}");
    }
    let holder = &share["Custom9"];
    assert_eq!((&holder["Type"], &holder["Code"], &holder["Sequence"]), (&json!("List"), &json!("MKT"), &json!(1)));
    assert_eq!(holder["ListItemID"].as_str().unwrap().len(), 32);
    let room = get(app.traveler(), &format!("allocations/{ROOMS}")).await.must(200).json();
    assert_eq!((&room["EntryID"], &room["IsPercentEdited"]), (&json!(ROOM), &json!(true)));
    let xml = app.traveler().get(&format!("/api/v3.0/expense/allocations/{FIRST}")).header("accept", "application/xml");
    let xml = xml.await.must(200).xml();
    assert_eq!((xml.name.as_str(), xml.child("Percentage").text.as_str()), ("Allocation", "60.00000000"));
    assert_eq!(xml.child("Custom9").child("Code").text, "MKT");
    assert_eq!(xml.child("AccountCode1").attribute("i:nil"), Some("true"));
}

#[tokio::test]
async fn allocations_are_listed_by_report_entry_and_itemization() {
    let app = TestApp::of(&["spent.yaml"]).await;
    for (filter, found) in [
        (format!("reportID={SPENT}"), &[ROOMS, FIRST, SECOND][..]),
        (format!("reportID={DRAFT}"), &[]),
        (format!("entryID={DINNER}"), &[FIRST, SECOND]),
        (format!("entryID={HOTEL}"), &[ROOMS]),
        (format!("itemizationID={ROOM}"), &[ROOMS]),
        (format!("itemizationID={DINNER}"), &[]),
        (format!("entryID={DINNER}&itemizationID={ROOM}"), &[]),
    ] {
        let page = get(app.traveler(), &format!("allocations?{filter}")).await.must(200).json();
        assert_eq!(ids(&page), found, "{filter}");
    }
    let all = ids(&get(app.traveler(), "allocations?limit=100").await.must(200).json());
    assert!(all.len() > 3);
    let mut next = Some("allocations?limit=2".to_owned());
    let mut met = Vec::new();
    while let Some(address) = next {
        let page = get(app.traveler(), &address).await.must(200).json();
        met.extend(ids(&page));
        next = page["NextPage"].as_str().map(str::to_owned);
    }
    assert_eq!(met, all);
    let everyones = ids(&get(app.admin(), "allocations?user=ALL&limit=100").await.must(200).json());
    assert!(all.iter().all(|id| everyones.contains(id)));
    let xml = app.traveler().get("/api/v3.0/expense/allocations?limit=2").header("accept", "application/xml");
    assert_eq!(xml.await.must(200).xml().child("Items").children.len(), 2);
}

#[tokio::test]
async fn allocations_are_shown_to_whoever_may_see_the_report() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let (path, named) = (format!("allocations/{FIRST}"), format!("allocations/{FIRST}?user=traveler@example.com"));
    for (caller, path, status) in [
        (app.delegate(), &path, 200),
        (app.processor(), &path, 200),
        (app.company(), &path, 200),
        (app.admin(), &named, 200),
        (app.admin(), &path, 403),
        (app.colleague(), &named, 403),
        (app.colleague(), &format!("allocations?entryID={DINNER}"), 403),
        (app.traveler(), &"allocations?user=ALL".to_owned(), 403),
        (app.traveler(), &"allocations/59E470000000000000000000000000C2".to_owned(), 404),
        (app.traveler(), &format!("allocations/gWm{}", "0".repeat(32)), 404),
        (app.traveler(), &format!("allocations?reportID={UNKNOWN}"), 400),
        (app.traveler(), &"allocations?itemizationID=x".to_owned(), 400),
        (app.traveler(), &"allocations?limit=0".to_owned(), 400),
        (app.traveler(), &"allocations?offset=x".to_owned(), 400),
    ] {
        get(caller, path).await.must(status);
    }
    for path in ["allocations", "allocations/x"] {
        super::denies(&app, Method::GET, path).await;
    }
}
