//! Itemizations: what v3 shows of the parts of expenses, and splitting them off.

use reqwest::Method;
use serde_json::{Value, json};

use super::{get, ids, send};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::reports::*;

const SPENT: &str = "59E47000000000000001";
const HOTEL: &str = "gWi59E470000000000000000000000000E1";
const ROOM: &str = "gWi59E470000000000000000000000000E2";
const MEAL: &str = "gWi59E470000000000000000000000000E3";
const DINNER: &str = "gWi59E470000000000000000000000000E4";

async fn shown(caller: Caller<'_>, id: &str) -> Value {
    get(caller, &format!("itemizations/{id}")).await.must(200).json()
}

/// Half of a taxi of ten dollars.
fn half(entry: &str) -> Value {
    json!({
        "EntryID": entry, "ExpenseTypeCode": "TAXIX", "TransactionDate": "2026-02-27", "TransactionAmount": 5,
        "Description": "There", "Comment": "Fast", "IsBillable": true, "Custom2": "Red",
    })
}

/// A taxi of ten dollars on the draft.
async fn taxi(app: &TestApp) -> String {
    let created = app.traveler().add_entry(DRAFT).await.must(200).json();
    created["ID"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_itemization_has_the_fields_of_the_page() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let room = shown(app.traveler(), ROOM).await;
    for (field, value) in [
        ("EntryID", json!(HOTEL)),
        ("ReportID", json!(SPENT)),
        ("ReportOwnerID", json!("traveler@example.com")),
        ("ExpenseTypeCode", json!("LODNG")),
        ("SpendCategoryCode", json!("LODGA")),
        ("TransactionDate", json!("2026-02-20T00:00:00")),
        ("TransactionAmount", json!(100)),
        ("PostedAmount", json!(100)),
        ("ApprovedAmount", json!(100)),
        ("Description", json!("Room")),
        ("IsPersonal", json!(false)),
        ("IsImageRequired", json!(true)),
        ("AllocationType", json!("F")),
        ("HasComments", json!(true)),
        ("HasExceptions", json!(false)),
        ("Custom7", json!({"Type": "Text", "Value": "12", "Code": null, "ListItemID": null})),
        ("OrgUnit3", json!({"Type": "Text", "Value": "West", "Code": null, "ListItemID": null})),
        ("Custom8", Value::Null),
        ("ID", json!(ROOM)),
        ("URI", json!(format!("{}/api/v3.0/expense/itemizations/{ROOM}", app.base_url()))),
    ] {
        assert_eq!(room[field], value, "{field}");
    }
    let meal = shown(app.traveler(), MEAL).await;
    assert_eq!(
        (&meal["IsPersonal"], &meal["ApprovedAmount"], &meal["PostedAmount"]),
        (&json!(true), &json!(0), &json!(20))
    );
    let xml = app.traveler().get(&format!("/api/v3.0/expense/itemizations/{ROOM}")).header("accept", "application/xml");
    let xml = xml.await.must(200).xml();
    assert_eq!((xml.name.as_str(), xml.child("EntryID").text.as_str()), ("Itemization", HOTEL));
    assert_eq!(xml.child("Custom7").child("Value").text, "12");
}

#[tokio::test]
async fn itemizations_are_listed_by_report_entry_and_type() {
    let app = TestApp::of(&["spent.yaml"]).await;
    for (filter, found) in [
        ("limit=100", &[ROOM, MEAL][..]),
        (&format!("reportID={SPENT}"), &[ROOM, MEAL]),
        (&format!("reportID={DRAFT}"), &[]),
        (&format!("entryID={HOTEL}"), &[ROOM, MEAL]),
        (&format!("entryID={DINNER}"), &[]),
        ("expenseTypeCode=MEALS", &[MEAL]),
        ("expenseTypeCode=TAXIX", &[]),
        (&format!("entryID={HOTEL}&expenseTypeCode=lodng"), &[ROOM]),
    ] {
        let page = get(app.traveler(), &format!("itemizations?{filter}")).await.must(200).json();
        assert_eq!(ids(&page), found, "{filter}");
    }
    assert_eq!(ids(&get(app.admin(), "itemizations?user=ALL").await.must(200).json()), [ROOM, MEAL]);
    let first = get(app.traveler(), "itemizations?limit=1").await.must(200).json();
    let second = get(app.traveler(), first["NextPage"].as_str().unwrap()).await.must(200).json();
    assert_eq!((ids(&first), ids(&second)), (vec![ROOM.to_owned()], vec![MEAL.to_owned()]));
    assert_eq!(second["NextPage"], Value::Null);
    get(app.traveler(), "itemizations?user=ALL").await.must(403);
    get(app.colleague(), &format!("itemizations?entryID={HOTEL}")).await.must(403);
    get(app.traveler(), "itemizations?entryID=gWi0").await.must(400);
    get(app.traveler(), &format!("itemizations?reportID={UNKNOWN}")).await.must(400);
    get(app.traveler(), "itemizations?limit=0").await.must(400);
    get(app.traveler(), "itemizations?offset=0").await.must(400);
}

#[tokio::test]
async fn an_expense_is_itemized_part_by_part_and_submitted_once_they_add_up() {
    let app = TestApp::start().await;
    let taxi = taxi(&app).await;
    let created = send(app.traveler(), Method::POST, "itemizations").json(&half(&taxi)).await.must(200).json();
    let id = created["ID"].as_str().unwrap();
    assert_eq!(created["URI"], format!("{}/api/v3.0/expense/itemizations/{id}", app.base_url()));
    let there = shown(app.traveler(), id).await;
    for (field, value) in [
        ("EntryID", json!(taxi)),
        ("TransactionAmount", json!(5)),
        ("Description", json!("There")),
        ("HasComments", json!(true)),
        ("IsBillable", json!(true)),
    ] {
        assert_eq!(there[field], value, "{field}");
    }
    assert_eq!(there["Custom2"]["Value"], "Red");
    let whole = get(app.traveler(), &format!("entries/{taxi}")).await.must(200).json();
    assert_eq!((&whole["HasItemizations"], &whole["HasExceptions"]), (&json!(true), &json!(true)));
    app.traveler().submit(DRAFT).await.must(400);
    // The rest, in XML.
    let rest = format!(
        "<Itemization><EntryID>{taxi}</EntryID><ExpenseTypeCode>TAXIX</ExpenseTypeCode><TransactionDate>2026-02-27</TransactionDate>\
         <TransactionAmount>5.00</TransactionAmount></Itemization>"
    );
    let path = "/api/v3.0/expense/itemizations";
    let xml = app.traveler().request(Method::POST, path).content("application/xml", rest).await.must(200).xml();
    let other = xml.child("ID").text.clone();
    let page = get(app.traveler(), &format!("itemizations?entryID={taxi}")).await.must(200).json();
    assert_eq!(ids(&page), [id, &other]);
    app.traveler().submit(DRAFT).await.must(204);
    // v4 shows the same parts.
    let expense = whole["ExpenseID"].as_str().unwrap();
    let path = format!("{}/expenses/{expense}/itemizations", app.traveler().path("TRAVELER", DRAFT));
    let parts = app.traveler().get(&path).await.must(200).json();
    assert_eq!(parts.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_first_itemization_takes_over_what_the_expense_was_allocated_to() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let before = get(app.traveler(), &format!("allocations?entryID={DINNER}")).await.must(200).json();
    let created = send(app.traveler(), Method::POST, "itemizations").json(&half(DINNER)).await.must(200).json();
    let after = get(app.traveler(), &format!("allocations?entryID={DINNER}")).await.must(200).json();
    assert_eq!(ids(&after), ids(&before));
    assert!(after["Items"].as_array().unwrap().iter().all(|share| share["EntryID"] == created["ID"]));
    let share = get(app.traveler(), &format!("allocations/{}", ids(&after)[0])).await.must(200).json();
    assert_eq!(share["EntryID"], created["ID"]);
}

#[tokio::test]
async fn an_itemization_is_changed_and_deleted_and_the_entry_follows() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let path = format!("itemizations/{ROOM}");
    let change = json!({"TransactionAmount": 90, "Description": "", "IsPersonal": "true", "ExpenseTypeCode": "PARKG", "Custom7": ""});
    assert!(send(app.traveler(), Method::PUT, &path).json(&change).await.must(204).body.is_empty());
    let room = shown(app.traveler(), ROOM).await;
    for (field, value) in [
        ("TransactionAmount", json!(90)),
        ("ApprovedAmount", json!(0)),
        ("Description", Value::Null),
        ("ExpenseTypeCode", json!("PARKG")),
        ("Custom7", Value::Null),
        ("TransactionDate", json!("2026-02-20T00:00:00")),
    ] {
        assert_eq!(room[field], value, "{field}");
    }
    let hotel = get(app.traveler(), &format!("entries/{HOTEL}")).await.must(200).json();
    assert_eq!((&hotel["IsPersonal"], &hotel["HasExceptions"]), (&json!(true), &json!(true)));
    send(app.traveler(), Method::PUT, &path).json(&room).await.must(204);
    for (wrong, field) in [
        (json!({"EntryID": DINNER}), "EntryID"),
        (json!({"ExpenseTypeCode": "NONE"}), "ExpenseTypeCode"),
        (json!({"TransactionAmount": "99999999999999999"}), "TransactionAmount"),
        (json!({"TransactionDate": "2026"}), "TransactionDate"),
        (json!({"Description": "x".repeat(65)}), "Description"),
        (json!({"Comment": "x".repeat(501)}), "Comment"),
        (json!({"Custom1": "x".repeat(49)}), "Custom1"),
    ] {
        let refused = send(app.traveler(), Method::PUT, &path).json(&wrong).await.must(400).json();
        assert!(refused["Error"]["Message"].as_str().unwrap().contains(field), "{field}: {refused}");
    }
    send(app.traveler(), Method::DELETE, &path).await.must(204);
    get(app.traveler(), &path).await.must(404);
    send(app.traveler(), Method::DELETE, &path).await.must(404);
    assert_eq!(ids(&get(app.traveler(), "itemizations").await.must(200).json()), [MEAL]);
}

#[tokio::test]
async fn a_wrong_itemization_is_refused_and_changes_nothing() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let before = get(app.traveler(), &format!("entries?reportID={SPENT}")).await.must(200).json();
    for (field, value) in [
        ("EntryID", json!("gWi0")),
        ("EntryID", json!(ROOM)),
        ("EntryID", Value::Null),
        ("ExpenseTypeCode", json!("NONE")),
        ("TransactionAmount", json!("99999999999999999")),
        ("TransactionAmount", json!("much")),
        ("TransactionDate", json!("tomorrow")),
        ("Description", json!("x".repeat(65))),
        ("Comment", json!("x".repeat(501))),
    ] {
        let mut wrong = half(DINNER);
        wrong[field] = value;
        send(app.traveler(), Method::POST, "itemizations").json(&wrong).await.must(400);
    }
    assert_eq!(get(app.traveler(), &format!("entries?reportID={SPENT}")).await.must(200).json(), before);
}

#[tokio::test]
async fn itemizations_are_the_owners_and_an_administrators_who_names_him() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let (path, named) = (format!("itemizations/{ROOM}"), format!("itemizations/{ROOM}?user=traveler@example.com"));
    for (caller, path, status) in [
        (app.delegate(), &path, 200),
        (app.admin(), &named, 200),
        (app.company(), &path, 200),
        (app.admin(), &path, 403),
        (app.colleague(), &named, 403),
        (app.traveler(), &format!("itemizations/{HOTEL}"), 404),
    ] {
        get(caller, path).await.must(status);
    }
    let change = json!({"Description": "Changed"});
    send(app.admin(), Method::PUT, &named).json(&change).await.must(204);
    send(app.manager(), Method::PUT, &path).json(&change).await.must(403);
    send(app.manager(), Method::DELETE, &path).await.must(403);
    send(app.colleague(), Method::POST, "itemizations").json(&half(DINNER)).await.must(403);
    let path = "itemizations?user=traveler@example.com";
    send(app.admin(), Method::POST, path).json(&half(DINNER)).await.must(200);
    // A report that was submitted stays as it is.
    let entries = get(app.traveler(), &format!("entries?reportID={AT_MANAGER}")).await.must(200).json();
    let late = half(entries["Items"][0]["ID"].as_str().unwrap());
    send(app.traveler(), Method::POST, "itemizations").json(&late).await.must(400);
}

#[tokio::test]
async fn itemizations_take_a_users_or_a_companys_token_with_the_scope() {
    let app = TestApp::start().await;
    for (method, path) in [
        (Method::GET, "itemizations"),
        (Method::GET, "itemizations/x"),
        (Method::POST, "itemizations"),
        (Method::PUT, "itemizations/x"),
        (Method::DELETE, "itemizations/x"),
    ] {
        super::denies(&app, method, path).await;
    }
}
