//! Entries: what v3 shows of expenses, to whom, and what becomes of them.

use reqwest::Method;
use serde_json::{Value, json};

use super::{get, ids, send};
use crate::support::caller::{Caller, entry};
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

const SPENT: &str = "59E47000000000000001";
const HOTEL: &str = "gWi59E470000000000000000000000000E1";
const ROOM: &str = "gWi59E470000000000000000000000000E2";
const DINNER: &str = "gWi59E470000000000000000000000000E4";
const DRIVE: &str = "gWi59E470000000000000000000000000E5";
const DINNER_V4: &str = "59E470000000000000000000000000A4";

async fn shown(caller: Caller<'_>, id: &str) -> Value {
    get(caller, &format!("entries/{id}")).await.must(200).json()
}

fn put<'a>(caller: Caller<'a>, id: &str, content: &Value) -> Request<'a> {
    send(caller, Method::PUT, &format!("entries/{id}")).json(content)
}

#[tokio::test]
async fn an_entry_has_the_fields_of_the_page() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let dinner = shown(app.traveler(), DINNER).await;
    for (field, value) in [
        ("ReportID", json!(SPENT)),
        ("ReportOwnerID", json!("traveler@example.com")),
        ("ExpenseTypeCode", json!("MEALS")),
        ("ExpenseTypeName", json!("Meals")),
        ("SpendCategoryCode", json!("MEALS")),
        ("PaymentTypeID", json!("COPD")),
        ("TransactionDate", json!("2026-02-21T00:00:00")),
        ("TransactionCurrencyCode", json!("EUR")),
        ("TransactionAmount", json!(90)),
        ("ExchangeRate", json!(1.1)),
        ("PostedAmount", json!(99)),
        ("ApprovedAmount", json!(99)),
        ("VendorDescription", json!("Trattoria Lucia")),
        ("VendorListItemID", json!("VENDOR1")),
        ("VendorListItemName", json!("Lucia")),
        ("LocationID", json!("LOC1")),
        ("LocationName", json!("Berlin, GERMANY")),
        ("LocationSubdivision", json!("DE-BE")),
        ("LocationCountry", json!("DE")),
        ("Description", json!("Dinner")),
        ("Comment", Value::Null),
        ("IsPersonal", json!(false)),
        ("IsBillable", json!(true)),
        ("HasImage", json!(false)),
        ("TaxReceiptType", json!("T")),
        ("HasItemizations", json!(false)),
        ("AllocationType", json!("F")),
        ("HasAttendees", json!(true)),
        ("HasVAT", json!(true)),
        ("HasComments", json!(true)),
        ("HasAppliedCashAdvance", json!(false)),
        ("IsPaidByExpensePay", Value::Null),
        ("Journey", Value::Null),
        ("Custom3", json!({"Type": "Text", "Value": "Blue", "Code": null, "ListItemID": null})),
        ("Custom40", Value::Null),
        ("OrgUnit6", Value::Null),
        ("ExpenseID", json!(DINNER_V4)),
        ("ID", json!(DINNER)),
        ("URI", json!(format!("{}/api/v3.0/expense/entries/{DINNER}", app.base_url()))),
    ] {
        assert_eq!(dinner[field], value, "{field}");
    }
    let drive = shown(app.traveler(), DRIVE).await;
    let journey = json!({
        "StartLocation": "Seattle", "EndLocation": "Tacoma", "OdometerStart": 100, "OdometerEnd": 134,
        "BusinessDistance": 30, "PersonalDistance": 4, "NumberOfPassengers": 2, "UnitOfMeasure": "M", "VehicleID": "CAR1",
    });
    assert_eq!(drive["Journey"], journey);
    for (field, value) in [
        ("CompanyCardTransactionID", json!("CARD1")),
        ("ElectronicReceiptID", json!("RECEIPT1")),
        ("TripID", json!("7")),
        ("AllocationType", json!("N")),
        ("HasAppliedCashAdvance", json!(true)),
    ] {
        assert_eq!(drive[field], value, "{field}");
    }
    let hotel = shown(app.traveler(), HOTEL).await;
    for (field, value) in [
        ("HasItemizations", json!(true)),
        ("AllocationType", json!("P")),
        ("PostedAmount", json!(120)),
        ("ApprovedAmount", json!(100)),
        ("HasImage", json!(true)),
        ("IsImageRequired", json!(true)),
    ] {
        assert_eq!(hotel[field], value, "{field}");
    }
    let paid = get(app.traveler(), &format!("entries?reportID={PAID}")).await.must(200).json();
    assert_eq!(paid["Items"][0]["IsPaidByExpensePay"], false);
}

#[tokio::test]
async fn each_filter_of_entries_finds_what_has_it_and_not_what_has_not() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let list = |filter: &str| {
        let path = format!("entries?reportID={SPENT}&{filter}");
        let page = get(app.traveler(), &path);
        async move { ids(&page.await.must(200).json()) }
    };
    assert_eq!(list("limit=100").await, [HOTEL, DINNER, DRIVE]);
    for (filter, found) in [
        ("paymentTypeID=COPD", &[DINNER][..]),
        ("paymentTypeID=CBCP", &[HOTEL]),
        ("paymentTypeID=NONE", &[]),
        ("batchID=1", &[]),
        ("isBillable=true", &[DINNER]),
        ("isBillable=false", &[HOTEL, DRIVE]),
        ("attendeeTypeCode=BUSGUEST", &[DINNER]),
        ("attendeeTypeCode=SPOUSE", &[]),
        ("hasAttendees=true", &[DINNER]),
        ("hasAttendees=false", &[HOTEL, DRIVE]),
        ("hasVAT=true", &[DINNER]),
        ("hasVAT=false", &[HOTEL, DRIVE]),
        ("expenseTypeCode=MILEG", &[DRIVE]),
        ("expenseTypeCode=AIRFR", &[]),
        ("attendeeID=gWjDB05CF7E073DDC4D90D8D280783EC9BB", &[DINNER]),
        ("attendeeID=gWjD1BDDB463923054AB01606BACF021C5B", &[]),
        ("isBillable=true&hasVAT=false", &[]),
    ] {
        assert_eq!(list(filter).await, found, "{filter}");
    }
    for wrong in ["isBillable=perhaps", "limit=0", "limit=x", "offset=2", "hasVAT=1"] {
        let field = wrong.split('=').next().unwrap();
        let refused = get(app.traveler(), &format!("entries?{wrong}")).await.must(400).json();
        assert!(refused["Error"]["Message"].as_str().unwrap().contains(field), "{refused}");
    }
}

#[tokio::test]
async fn lists_of_entries_are_of_one_owner_or_of_everyone_or_of_a_report() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let owners = |caller, path: &str| {
        let page = get(caller, path);
        async move {
            let page = page.await.must(200).json();
            let mut owners: Vec<_> = page["Items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|i| i["ReportOwnerID"].as_str().unwrap().to_owned())
                .collect();
            owners.sort();
            owners.dedup();
            owners
        }
    };
    let (traveler, colleague) = ("traveler@example.com", "colleague@example.com");
    assert_eq!(owners(app.traveler(), "entries?limit=100").await, [traveler]);
    assert_eq!(owners(app.delegate(), "entries?limit=100&user=traveler@example.com").await, [traveler]);
    assert_eq!(owners(app.admin(), "entries?limit=100&user=colleague@example.com").await, [colleague]);
    assert_eq!(owners(app.admin(), "entries?limit=100&user=ALL").await, [colleague, traveler]);
    assert_eq!(owners(app.company(), "entries?limit=100&user=all").await, [colleague, traveler]);
    for caller in [app.manager(), app.admin(), app.company()] {
        let path = format!("entries?reportID={AT_MANAGER}");
        assert_eq!(owners(caller, &path).await, [traveler]);
    }
    assert_eq!(owners(app.admin(), &format!("entries?reportID={DRAFT}&user=ALL")).await, [traveler]);
    assert_eq!(owners(app.admin(), &format!("entries?reportID={DRAFT}&user=traveler@example.com")).await, [traveler]);
    get(app.traveler(), "entries?user=ALL").await.must(403);
    get(app.traveler(), "entries?user=manager@example.com").await.must(403);
    get(app.colleague(), &format!("entries?reportID={DRAFT}")).await.must(403);
    get(app.colleague(), &format!("entries?reportID={DRAFT}&user=ALL")).await.must(403);
    get(app.company(), "entries").await.must(403);
    get(app.admin(), "entries?user=nobody@example.com").await.must(400);
    get(app.traveler(), &format!("entries?reportID={UNKNOWN}")).await.must(400);
}

#[tokio::test]
async fn going_from_page_to_page_meets_each_entry_once_while_reports_and_entries_are_added() {
    let app = TestApp::of(&["spent.yaml"]).await;
    for _ in 0..7 {
        app.traveler().add_entry(SPENT).await.must(200);
    }
    let before = ids(&get(app.admin(), "entries?user=ALL&limit=100").await.must(200).json());
    for limit in [1, 3] {
        let mut met = Vec::new();
        let mut next = Some(format!("entries?user=ALL&limit={limit}"));
        while let Some(address) = next {
            let page = get(app.admin(), &address).await.must(200).json();
            met.extend(ids(&page));
            next = page["NextPage"].as_str().map(str::to_owned);
            if let Some(next) = &next {
                assert!(next.starts_with(&format!(
                    "{}/api/v3.0/expense/entries?user=ALL&limit={limit}&offset=",
                    app.base_url()
                )));
            }
            if met.len() == 12 {
                let new = json!({"Name": "Meanwhile"});
                let report = send(app.traveler(), Method::POST, "reports").json(&new).await.must(200).json();
                app.traveler().add_entry(report["ID"].as_str().unwrap()).await.must(200);
            }
        }
        met.retain(|id| before.contains(id));
        assert_eq!(met, before);
    }
    let page = get(app.traveler(), &format!("entries?reportID={SPENT}&limit=4")).await.must(200).json();
    let rest = get(app.traveler(), page["NextPage"].as_str().unwrap()).await.must(200).json();
    assert_eq!(
        (ids(&page).len(), ids(&rest).len(), &rest["NextPage"]),
        (4, 4, &json!(rest["NextPage"].as_str().unwrap()))
    );
}

#[tokio::test]
async fn an_entry_is_added_with_everything_that_the_page_has() {
    let app = TestApp::start().await;
    let mut new = entry(DRAFT);
    let more = json!({
        "ExpenseTypeCode": "MILEG", "Description": "Visit", "VendorDescription": "Own car", "VendorListItemID": "VENDOR2",
        "TaxReceiptType": "R", "LocationID": "SEA", "Comment": "Rain", "IsBillable": true, "Custom5": "Green",
        "OrgUnit1": {"Value": "North"},
        "Journey": {"StartLocation": "A", "EndLocation": "B", "BusinessDistance": 12, "UnitOfMeasure": "M"},
    });
    new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let created = send(app.traveler(), Method::POST, "entries").json(&new).await.must(200).json();
    let id = created["ID"].as_str().unwrap();
    let entry = get(app.traveler(), created["URI"].as_str().unwrap()).await.must(200).json();
    assert_eq!(entry["ID"], id);
    for (field, value) in [
        ("Description", json!("Visit")),
        ("VendorListItemID", json!("VENDOR2")),
        ("TaxReceiptType", json!("R")),
        ("LocationName", json!("SEA")),
        ("HasComments", json!(true)),
        ("IsBillable", json!(true)),
    ] {
        assert_eq!(entry[field], value, "{field}");
    }
    assert_eq!((&entry["Custom5"]["Value"], &entry["OrgUnit1"]["Value"]), (&json!("Green"), &json!("North")));
    assert_eq!((&entry["Journey"]["BusinessDistance"], &entry["Journey"]["StartLocation"]), (&json!(12), &json!("A")));
    // v4 shows the same expense under its own ID.
    let expense = entry["ExpenseID"].as_str().unwrap();
    assert!(!id.contains(expense));
    let path = format!("{}/expenses/{expense}", app.traveler().path("TRAVELER", DRAFT));
    let v4 = app.traveler().get(&path).await.must(200).json();
    assert_eq!((&v4["businessPurpose"], &v4["mileage"]["totalDistance"]), (&json!("Visit"), &json!(12)));

    for (journey, field) in [
        (json!({"EndLocation": "B", "BusinessDistance": 1, "UnitOfMeasure": "M"}), "Journey.StartLocation"),
        (json!({"StartLocation": "A", "EndLocation": "B", "UnitOfMeasure": "M"}), "Journey.BusinessDistance"),
        (json!({"StartLocation": "A", "EndLocation": "B", "BusinessDistance": 1}), "Journey.UnitOfMeasure"),
        (
            json!({"StartLocation": "A", "EndLocation": "B", "BusinessDistance": 1, "UnitOfMeasure": "X"}),
            "Journey.UnitOfMeasure",
        ),
        (
            json!({"StartLocation": "A", "EndLocation": "B", "BusinessDistance": 1, "UnitOfMeasure": "K",
                "OdometerStart": 5, "OdometerEnd": 5}),
            "Journey.OdometerEnd",
        ),
        (
            json!({"StartLocation": "A", "EndLocation": "B", "BusinessDistance": 1, "UnitOfMeasure": "K",
                "OdometerStart": 5, "OdometerEnd": 9}),
            "Journey.BusinessDistance",
        ),
        (json!({"StartLocation": "A", "EndLocation": "B", "BusinessDistance": -1, "UnitOfMeasure": "K"}), "Journey"),
    ] {
        new["Journey"] = journey;
        let refused = send(app.traveler(), Method::POST, "entries").json(&new).await.must(400).json();
        assert!(refused["Error"]["Message"].as_str().unwrap().contains(field), "{field}: {refused}");
    }
}

#[tokio::test]
async fn an_entry_is_changed_in_what_is_said_and_the_totals_follow() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let before = shown(app.traveler(), DINNER).await;
    let answer =
        put(app.traveler(), DINNER, &json!({"TransactionAmount": 100, "Description": "Banquet", "Comment": "More"}))
            .await;
    assert!(answer.must(204).body.is_empty());
    let after = shown(app.traveler(), DINNER).await;
    for (field, value) in after.as_object().unwrap() {
        match field.as_str() {
            "TransactionAmount" => assert_eq!(*value, 100),
            "PostedAmount" | "ApprovedAmount" => assert_eq!(*value, 110),
            "Description" => assert_eq!(*value, "Banquet"),
            "LastModified" => assert_ne!(*value, before[field]),
            _ => assert_eq!(*value, before[field], "{field}"),
        }
    }
    let report = get(app.traveler(), &format!("reports/{SPENT}")).await.must(200).json();
    assert_eq!(report["Total"], json!(242.34));
    // As the page warns: another currency leaves the rate as it is.
    put(app.traveler(), DINNER, &json!({"TransactionCurrencyCode": "GBP"})).await.must(204);
    let pounds = shown(app.traveler(), DINNER).await;
    assert_eq!((&pounds["ExchangeRate"], &pounds["PostedAmount"]), (&json!(1.1), &json!(110)));
    put(app.traveler(), DINNER, &json!({"TransactionCurrencyCode": "CHF", "ExchangeRate": 1.2})).await.must(204);
    assert_eq!(shown(app.traveler(), DINNER).await["PostedAmount"], 120);
    // What is empty is cleared, what is null stays.
    let clear =
        json!({"VendorDescription": "", "VendorListItemID": "", "LocationID": "", "Custom3": "", "Description": null});
    put(app.traveler(), DINNER, &clear).await.must(204);
    let cleared = shown(app.traveler(), DINNER).await;
    for field in
        ["VendorDescription", "VendorListItemID", "VendorListItemName", "LocationID", "LocationName", "Custom3"]
    {
        assert_eq!(cleared[field], Value::Null, "{field}");
    }
    assert_eq!(cleared["Description"], "Banquet");
    put(app.traveler(), DRIVE, &json!({"Journey": {"PersonalDistance": 14, "BusinessDistance": 20}})).await.must(204);
    let journey = shown(app.traveler(), DRIVE).await["Journey"].clone();
    assert_eq!((&journey["PersonalDistance"], &journey["EndLocation"]), (&json!(14), &json!("Tacoma")));
}

#[tokio::test]
async fn what_was_got_is_put_back_without_changing_anything_in_json_and_xml() {
    let app = TestApp::of(&["spent.yaml"]).await;
    for id in [HOTEL, DINNER, DRIVE] {
        let before = shown(app.traveler(), id).await;
        put(app.traveler(), id, &before).await.must(204);
        let path = format!("/api/v3.0/expense/entries/{id}");
        let xml = app.traveler().get(&path).header("accept", "application/xml").await.must(200);
        assert_eq!((xml.media_type(), xml.xml().name.as_str()), ("application/xml", "Entry"));
        app.traveler().request(Method::PUT, &path).content("application/xml", xml.body).await.must(204);
        let mut after = shown(app.traveler(), id).await;
        after["LastModified"] = before["LastModified"].clone();
        assert_eq!(after, before);
    }
}

#[tokio::test]
async fn a_wrong_change_is_refused_and_changes_nothing() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let before = shown(app.traveler(), DINNER).await;
    for (wrong, field) in [
        (json!({"ReportID": DRAFT}), "ReportID"),
        (json!({"ExpenseTypeCode": "NONE"}), "ExpenseTypeCode"),
        (json!({"PaymentTypeID": "NONE"}), "PaymentTypeID"),
        (json!({"TransactionCurrencyCode": "EURO"}), "TransactionCurrencyCode"),
        (json!({"TransactionAmount": "much"}), "TransactionAmount"),
        (json!({"TransactionAmount": "99999999999999999"}), "TransactionAmount"),
        (json!({"ExchangeRate": 0}), "ExchangeRate"),
        (json!({"TransactionDate": "yesterday"}), "TransactionDate"),
        (json!({"Description": "x".repeat(65)}), "Description"),
        (json!({"VendorDescription": "x".repeat(65)}), "VendorDescription"),
        (json!({"Comment": "x".repeat(501)}), "Comment"),
        (json!({"Custom3": "x".repeat(49)}), "Custom3"),
        (json!({"TaxReceiptType": "X"}), "TaxReceiptType"),
        (json!({"IsPersonal": "perhaps"}), "IsPersonal"),
        (json!([]), ""),
    ] {
        let refused = put(app.traveler(), DINNER, &wrong).await.must(400).json();
        assert!(refused["Error"]["Message"].as_str().unwrap().contains(field), "{field}: {refused}");
    }
    put(app.traveler(), HOTEL, &json!({"IsPersonal": true})).await.must(400);
    assert_eq!(shown(app.traveler(), DINNER).await, before);
}

#[tokio::test]
async fn an_entry_is_deleted_with_its_itemizations() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let answer = send(app.traveler(), Method::DELETE, &format!("entries/{HOTEL}")).await.must(204);
    assert!(answer.body.is_empty());
    for id in [HOTEL, ROOM] {
        get(app.traveler(), &format!("entries/{id}")).await.must(404);
    }
    get(app.traveler(), &format!("itemizations/{ROOM}")).await.must(404);
    let rest = ids(&get(app.traveler(), &format!("entries?reportID={SPENT}")).await.must(200).json());
    assert_eq!(rest, [DINNER, DRIVE]);
    send(app.traveler(), Method::DELETE, &format!("entries/{HOTEL}")).await.must(404);
}

#[tokio::test]
async fn entries_are_the_owners_to_change_and_an_administrators_who_names_him() {
    let app = TestApp::of(&["spent.yaml"]).await;
    let named = format!("entries/{DINNER}?user=traveler@example.com");
    let change = json!({"Description": "Changed"});
    for (caller, path, status) in [
        (app.traveler(), format!("entries/{DINNER}"), 204),
        (app.delegate(), format!("entries/{DINNER}"), 204),
        (app.delegate(), named.clone(), 204),
        (app.admin(), named.clone(), 204),
        (app.company(), format!("entries/{DINNER}"), 204),
        (app.admin(), format!("entries/{DINNER}"), 403),
        (app.manager(), format!("entries/{DINNER}"), 403),
        (app.colleague(), named.clone(), 403),
        (app.company(), format!("entries/{DINNER}?user=colleague@example.com"), 403),
        (app.admin(), format!("entries/{DINNER}?user=ALL"), 400),
    ] {
        send(caller, Method::PUT, &path).json(&change).await.must(status);
    }
    for (caller, path, status) in [
        (app.admin(), named.clone(), 200),
        (app.processor(), format!("entries/{DINNER}"), 200),
        (app.admin(), format!("entries/{DINNER}"), 403),
        (app.colleague(), format!("entries/{DINNER}"), 403),
        // An itemization is no entry.
        (app.traveler(), format!("entries/{ROOM}"), 404),
        (app.traveler(), format!("entries/{DINNER_V4}"), 404),
        (app.traveler(), "entries/x".to_owned(), 404),
    ] {
        get(caller, &path).await.must(status);
    }
    send(app.colleague(), Method::DELETE, &format!("entries/{DINNER}")).await.must(403);
    send(app.admin(), Method::DELETE, &named).await.must(204);
    let new = send(app.admin(), Method::POST, "entries?user=traveler@example.com").json(&entry(DRAFT));
    new.await.must(200);
    send(app.admin(), Method::POST, "entries").json(&entry(DRAFT)).await.must(403);
}

#[tokio::test]
async fn entries_of_a_submitted_report_stay_as_they_are() {
    let app = TestApp::start().await;
    let entries = get(app.traveler(), &format!("entries?reportID={AT_MANAGER}")).await.must(200).json();
    let id = entries["Items"][0]["ID"].as_str().unwrap();
    put(app.traveler(), id, &json!({"Description": "Changed"})).await.must(400);
    send(app.traveler(), Method::DELETE, &format!("entries/{id}")).await.must(400);
    assert_eq!(shown(app.traveler(), id).await, entries["Items"][0]);
}

#[tokio::test]
async fn entries_take_a_users_or_a_companys_token_with_the_scope() {
    let app = TestApp::of(&["spent.yaml"]).await;
    for (method, path) in [
        (Method::GET, "entries".to_owned()),
        (Method::GET, format!("entries/{DINNER}")),
        (Method::POST, "entries".to_owned()),
        (Method::PUT, format!("entries/{DINNER}")),
        (Method::DELETE, format!("entries/{DINNER}")),
    ] {
        super::denies(&app, method, &path).await;
    }
}
