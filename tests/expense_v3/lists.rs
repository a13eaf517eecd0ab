//! Lists and their items.

use reqwest::Method as M;
use serde_json::{Value, json};

use super::{ids, shared};
use crate::support::emulator::TestApp;

const COST_OBJECTS: &str = "5F0C2E9A7B4D48E1B3A6D17C92E05F84";
const REGIONS: &str = "9B1D64F0C3A84E7F9256E8D30B7CA41F";
const EUROPE: &str = "2C7F90B1E5D34A6883F1D0C49AE7B526";
const GERMANY: &str = "71E3A5C80F2946DBB8D4629C1FA07E35";
const NOWHERE: &str = "00000000000000000000000000000001";

fn list(name: &str) -> Value {
    json!({ "Name": name, "DisplayCodeFirst": false, "IsVendorList": true, "SearchCriteriaCode": "CODE" })
}

#[tokio::test]
async fn the_lists_of_the_scenario_are_there_one_by_one_and_page_by_page() {
    let app = TestApp::start().await;
    let all = shared(app.traveler(), M::GET, "lists").await.must(200).json();
    assert_eq!(ids(&all), [COST_OBJECTS, REGIONS]);
    assert_eq!(all["NextPage"], Value::Null);
    let first = shared(app.traveler(), M::GET, "lists?limit=1").await.must(200).json();
    assert_eq!(ids(&first), [COST_OBJECTS]);
    let next = first["NextPage"].as_str().expect("there is more");
    assert!(next.starts_with(app.base_url()), "{next}");
    assert_eq!(ids(&shared(app.traveler(), M::GET, next).await.must(200).json()), [REGIONS]);
    let one = shared(app.traveler(), M::GET, &format!("lists/{COST_OBJECTS}")).await.must(200).json();
    assert_eq!(one, all["Items"][0]);
    assert_eq!(
        (&one["Name"], &one["DisplayCodeFirst"], &one["SearchCriteriaCode"]),
        (&json!("Cost Objects"), &json!(true), &json!("TEXT"))
    );
}

#[tokio::test]
async fn a_list_is_created_and_changed_by_administrators_and_the_company() {
    let app = TestApp::start().await;
    let created = shared(app.admin(), M::POST, "lists").json(&list("Projects")).await.must(200).json();
    let uri = created["URI"].as_str().unwrap();
    let found = shared(app.traveler(), M::GET, uri).await.must(200).json();
    assert_eq!(
        (&found["ID"], &found["IsVendorList"], &found["Name"]),
        (&created["ID"], &json!(true), &json!("Projects"))
    );
    shared(app.company(), M::PUT, uri).json(&json!({ "Name": "Work" })).await.must(204);
    let changed = shared(app.traveler(), M::GET, uri).await.must(200).json();
    assert_eq!((&changed["Name"], &changed["SearchCriteriaCode"]), (&json!("Work"), &json!("CODE")));
    shared(app.company(), M::POST, "lists").json(&list("Projects")).await.must(200);
    for (refused, named) in [
        (json!({ "Name": "REGIONS" }), "another list's"),
        (json!({ "Name": " " }), "empty"),
        (json!({ "Name": "x".repeat(65) }), "64"),
    ] {
        let answer = shared(app.admin(), M::PUT, uri).json(&refused).await.must(400);
        assert!(answer.text().contains(named), "{}", answer.text());
    }
    shared(app.traveler(), M::PUT, uri).json(&json!({ "Name": "Mine" })).await.must(403);
    shared(app.traveler(), M::POST, "lists").json(&list("Mine")).await.must(403);
    shared(app.admin(), M::PUT, &format!("lists/{NOWHERE}")).json(&json!({})).await.must(404);
    shared(app.admin(), M::GET, "lists/NOPE").await.must(404);
}

#[tokio::test]
async fn a_threshold_goes_with_a_connector_and_a_level_that_there_is() {
    let app = TestApp::start().await;
    for (connector, threshold, status) in [
        (Value::Null, json!(1), 400),
        (json!("c1"), json!(11), 400),
        (json!("c1"), json!(0), 200),
        (json!("c1"), json!(2), 200),
    ] {
        let mut body = list(&format!("External from {threshold}"));
        body["ConnectorID"] = connector;
        body["ExternalThreshold"] = threshold;
        shared(app.admin(), M::POST, "lists").json(&body).await.must(status);
    }
}

#[tokio::test]
async fn items_have_the_codes_of_their_levels_and_are_found_by_each_of_them() {
    let app = TestApp::start().await;
    let germany = shared(app.traveler(), M::GET, &format!("listitems/{GERMANY}")).await.must(200).json();
    let levels = ["Level1Code", "Level2Code", "Level3Code", "Level10Code"].map(|level| germany[level].clone());
    assert_eq!(levels, ["EU", "DE", "", ""]);
    assert_eq!((&germany["ParentID"], &germany["ListID"]), (&json!(EUROPE), &json!(REGIONS)));
    for (query, found) in [
        (format!("listId={REGIONS}&level1Code=EU"), 3),
        (format!("listId={REGIONS}&level1Code=EU&level2Code=DE"), 1),
        (format!("listId={REGIONS}&level2Code=DE"), 1),
        (format!("listId={REGIONS}&level1Code=NA&level2Code=DE"), 0),
        (format!("listId={REGIONS}"), 4),
        (format!("parentId={EUROPE}"), 2),
        ("name=germany".to_owned(), 1),
        ("name=Atlantis".to_owned(), 0),
        (String::new(), 6),
        (format!("listId={NOWHERE}"), 0),
    ] {
        let page = shared(app.traveler(), M::GET, &format!("listitems?{query}")).await.must(200).json();
        assert_eq!(ids(&page).len(), found, "{query}");
    }
    for wrong in ["listId=NOPE", "parentId=NOPE", "limit=0", "offset=NOPE"] {
        let answer = shared(app.traveler(), M::GET, &format!("listitems?{wrong}")).await.must(400);
        assert!(answer.text().contains(wrong.split('=').next().unwrap()), "{}", answer.text());
    }
    shared(app.traveler(), M::GET, &format!("listitems/{GERMANY}?listId={COST_OBJECTS}")).await.must(404);
}

#[tokio::test]
async fn an_item_is_added_below_another_changed_and_deleted_with_what_lies_below() {
    let app = TestApp::start().await;
    let item = |codes: &[&str]| {
        let mut item = json!({ "ListID": REGIONS, "Name": "New" });
        for (level, code) in (1..).zip(codes) {
            item[format!("Level{level}Code")] = json!(code);
        }
        item
    };
    let post = |codes: &[&str]| shared(app.admin(), M::POST, "listitems").json(&item(codes));
    let munich = post(&["EU", "DE", "MUC"]).await.must(200).json()["ID"].as_str().unwrap().to_owned();
    for (codes, named) in [
        (&["EU", "DE", "MUC"][..], "Level3Code"),
        (&["EU", "IT", "ROM"], "Level2Code"),
        (&["EU", "", "ROM"], "Level2Code"),
        (&[], "Level1Code"),
    ] {
        let answer = post(codes).await.must(400);
        assert!(answer.text().contains(named), "{codes:?}: {}", answer.text());
    }
    let put = |id: &str, body: Value| shared(app.admin(), M::PUT, &format!("listitems/{id}")).json(&body);
    put(GERMANY, json!({ "Code": "D" })).await.must(204);
    let moved = shared(app.traveler(), M::GET, &format!("listitems/{munich}")).await.must(200).json();
    assert_eq!(moved["Level2Code"], "D", "what lies below goes with it");
    put(GERMANY, json!({ "Code": "FR" })).await.must(400);
    put(GERMANY, json!({ "ListID": COST_OBJECTS })).await.must(400);
    put(NOWHERE, json!({})).await.must(404);
    let delete = |path: String| shared(app.admin(), M::DELETE, &format!("listitems/{path}"));
    delete(GERMANY.to_owned()).await.must(400);
    delete(format!("{GERMANY}?listId={COST_OBJECTS}")).await.must(400);
    shared(app.traveler(), M::DELETE, &format!("listitems/{GERMANY}?listId={REGIONS}")).await.must(403);
    delete(format!("{GERMANY}?listId={REGIONS}")).await.must(204);
    delete(format!("{munich}?listId={REGIONS}")).await.must(404);
    post(&["EU", "DE"]).await.must(200);
}

#[tokio::test]
async fn lists_and_items_are_read_and_written_in_xml_too() {
    let app = TestApp::start().await;
    let body = format!("<ListItem><ListID>{REGIONS}</ListID><Name>Asia</Name><Level1Code>AS</Level1Code></ListItem>");
    let post = app.admin().request(M::POST, "/api/v3.0/common/listitems").content("application/xml", body);
    let created = post.await.must(200);
    assert_eq!(created.media_type(), "application/xml");
    let id = created.xml().child("ID").text.clone();
    let get = app.traveler().request(M::GET, "/api/v3.0/common/listitems?level1Code=AS");
    let page = get.header("accept", "application/xml").await.must(200).xml();
    assert_eq!(page.name, "ListItems");
    assert!(format!("{page:?}").contains(&id), "{page:?}");
}
