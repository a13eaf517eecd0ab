//! Attendees of the company's catalogue.

use reqwest::Method;
use serde_json::{Value, json};

use super::{get, ids, send};
use crate::support::emulator::TestApp;

const HANA: &str = "gWj695E66E2A472074D8895057311C6A158";
const JONAS: &str = "gWjD1BDDB463923054AB01606BACF021C5B";
const BUSGUEST: &str = "gWjT4255534755455354";

fn doctor() -> Value {
    json!({
        "AttendeeTypeID": BUSGUEST, "FirstName": "Ada", "LastName": "Byron", "MiddleInitial": "K", "Suffix": "Jr.", "Title": "Dr.",
        "Company": "Engines", "ExternalID": "E-1", "CurrencyCode": "EUR", "TotalAmountYTD": 12.5, "Custom1": "Red", "Custom26": "none",
    })
}

#[tokio::test]
async fn an_attendee_has_the_fields_of_the_page() {
    let app = TestApp::start().await;
    let hana = get(app.traveler(), &format!("attendees/{HANA}")).await.must(200).json();
    for (field, value) in [
        ("AttendeeTypeCode", json!("BUSGUEST")),
        ("AttendeeTypeID", json!(BUSGUEST)),
        ("FirstName", json!("Hana")),
        ("LastName", json!("Kovacs")),
        ("Company", json!("Alder Tools")),
        ("ExternalID", Value::Null),
        ("HasExceptionsYTD", json!(false)),
        ("TotalAmountYTD", json!(0)),
        ("VersionNumber", json!(1)),
        ("OwnerName", json!("System, Concur")),
        ("OwnerLoginID", json!("ConcurSystem")),
        ("CurrencyCode", json!("USD")),
        ("Custom25", Value::Null),
        ("ID", json!(HANA)),
        ("URI", json!(format!("{}/api/v3.0/expense/attendees/{HANA}", app.base_url()))),
    ] {
        assert_eq!(hana[field], value, "{field}");
    }
    let path = format!("/api/v3.0/expense/attendees/{HANA}");
    let xml = app.traveler().get(&path).header("accept", "application/xml").await.must(200).xml();
    assert_eq!((xml.name.as_str(), xml.child("LastName").text.as_str()), ("Attendee", "Kovacs"));
}

#[tokio::test]
async fn attendees_are_added_changed_and_deleted_and_take_part_in_expenses() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let created = send(app.traveler(), Method::POST, "attendees").json(&doctor()).await.must(200).json();
    let (id, path) = (created["ID"].as_str().unwrap(), format!("attendees/{}", created["ID"].as_str().unwrap()));
    let ada = get(app.traveler(), created["URI"].as_str().unwrap()).await.must(200).json();
    for (field, value) in [
        ("LastName", json!("Byron")),
        ("MiddleInitial", json!("K")),
        ("ExternalID", json!("E-1")),
        ("CurrencyCode", json!("EUR")),
        ("TotalAmountYTD", json!(12.5)),
    ] {
        assert_eq!(ada[field], value, "{field}");
    }
    assert_eq!(ada["Custom1"]["Value"], "Red");
    let change = json!({"LastName": "Lovelace", "Suffix": "", "Custom1": "", "AttendeeTypeID": BUSGUEST});
    assert!(send(app.colleague(), Method::PUT, &path).json(&change).await.must(204).body.is_empty());
    let ada = get(app.traveler(), &path).await.must(200).json();
    assert_eq!(
        (&ada["LastName"], &ada["Suffix"], &ada["VersionNumber"]),
        (&json!("Lovelace"), &Value::Null, &json!(2))
    );
    assert_eq!((&ada["Custom1"], &ada["FirstName"]), (&Value::Null, &json!("Ada")));
    send(app.traveler(), Method::PUT, &path).json(&ada).await.must(204);
    let part = json!({"EntryID": "gWi59E470000000000000000000000000E5", "AttendeeID": id, "Amount": 1});
    send(app.traveler(), Method::POST, "entryattendeeassociations").json(&part).await.must(200);
    send(app.traveler(), Method::DELETE, &path).await.must(400);
    send(app.traveler(), Method::DELETE, &format!("attendees/{JONAS}")).await.must(204);
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        send(app.traveler(), method, &format!("attendees/{JONAS}")).json(&json!({})).await.must(404);
    }
    let xml = format!("<Attendee><AttendeeTypeID>{BUSGUEST}</AttendeeTypeID><LastName>R&amp;D</LastName></Attendee>");
    let list = "/api/v3.0/expense/attendees";
    app.company().request(Method::POST, list).content("application/xml", xml).await.must(200);
}

#[tokio::test]
async fn attendees_are_listed_by_type_and_external_id_page_by_page() {
    let app = TestApp::start().await;
    for number in 1..=3 {
        let mut new = doctor();
        new["ExternalID"] = json!(format!("E-{number}"));
        send(app.traveler(), Method::POST, "attendees").json(&new).await.must(200);
    }
    let count = |query: &str| {
        let page = get(app.traveler(), &format!("attendees?limit=100&{query}"));
        async move { ids(&page.await.must(200).json()).len() }
    };
    let all = count("").await;
    assert_eq!(count("externalID=E-1").await, 1);
    assert_eq!(count("externalID=E-1,E-3,E-9").await, 2);
    assert_eq!(count("externalID=E-9").await, 0);
    assert_eq!(count(&format!("attendeeTypeID={BUSGUEST}")).await, all - 1);
    assert_eq!(count("attendeeTypeID=gWjT53504F555345").await, 0);
    let (mut met, mut next) = (Vec::new(), Some("attendees?limit=2".to_owned()));
    while let Some(address) = next {
        let page = get(app.traveler(), &address).await.must(200).json();
        met.extend(ids(&page));
        next = page["NextPage"].as_str().map(str::to_owned);
    }
    assert_eq!(met, ids(&get(app.traveler(), "attendees").await.must(200).json()));
    assert_eq!(met.len(), all);
    for (query, status) in [
        ("limit=0", 400),
        ("offset=x", 400),
        ("externalID=1,2,3,4,5,6,7,8,9,10,11", 400),
        ("user=ALL", 400),
        ("user=manager@example.com", 403),
    ] {
        get(app.traveler(), &format!("attendees?{query}")).await.must(status);
    }
    get(app.admin(), "attendees?user=traveler@example.com").await.must(200);
}

#[tokio::test]
async fn a_private_attendee_is_for_whoever_added_him() {
    let app = TestApp::start().await;
    let kind = json!({"Code": "PRIVATE", "Name": "Private List"});
    let kind = send(app.admin(), Method::POST, "attendeetypes").json(&kind).await.must(200).json();
    let mut new = doctor();
    new["AttendeeTypeID"] = kind["ID"].clone();
    let created = send(app.traveler(), Method::POST, "attendees").json(&new).await.must(200).json();
    let path = format!("attendees/{}", created["ID"].as_str().unwrap());
    assert_eq!(get(app.traveler(), &path).await.must(200).json()["OwnerLoginID"], "traveler@example.com");
    get(app.admin(), &format!("{path}?user=traveler@example.com")).await.must(200);
    get(app.company(), &path).await.must(200);
    get(app.colleague(), &path).await.must(404);
    send(app.colleague(), Method::PUT, &path).json(&json!({"Title": "Mr."})).await.must(404);
    send(app.colleague(), Method::DELETE, &path).await.must(404);
    let id = created["ID"].as_str().unwrap().to_owned();
    assert!(!ids(&get(app.colleague(), "attendees").await.must(200).json()).contains(&id));
    assert!(ids(&get(app.traveler(), "attendees").await.must(200).json()).contains(&id));
}

#[tokio::test]
async fn a_wrong_attendee_is_refused_and_changes_nothing() {
    let app = TestApp::start().await;
    let before = get(app.traveler(), "attendees").await.must(200).json();
    for (field, value) in [
        ("AttendeeTypeID", json!("gWjT00")),
        ("AttendeeTypeID", Value::Null),
        ("LastName", Value::Null),
        ("LastName", json!("x".repeat(133))),
        ("FirstName", json!("x".repeat(51))),
        ("Company", json!("x".repeat(151))),
        ("MiddleInitial", json!("xy")),
        ("Suffix", json!("x".repeat(33))),
        ("Title", json!("x".repeat(33))),
        ("ExternalID", json!("x".repeat(49))),
        ("CurrencyCode", json!("EURO")),
        ("TotalAmountYTD", json!("much")),
        ("Custom1", json!("x".repeat(101))),
        ("Custom21", json!("x".repeat(49))),
    ] {
        let mut wrong = doctor();
        wrong[field] = value.clone();
        let refused = send(app.traveler(), Method::POST, "attendees").json(&wrong).await.must(400).json();
        assert!(refused["Error"]["Message"].as_str().unwrap().contains(field), "{field}: {refused}");
        if !value.is_null() {
            let path = format!("attendees/{HANA}");
            send(app.traveler(), Method::PUT, &path).json(&json!({field: value})).await.must(400);
        }
    }
    assert_eq!(get(app.traveler(), "attendees").await.must(200).json(), before);
    for (method, path) in [
        (Method::GET, "attendees"),
        (Method::GET, "attendees/x"),
        (Method::POST, "attendees"),
        (Method::PUT, "attendees/x"),
        (Method::DELETE, "attendees/x"),
    ] {
        super::denies(&app, method, path).await;
    }
}
