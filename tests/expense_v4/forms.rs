//! The fields of an expense's form.

use serde_json::{Value, json};

use super::expenses::{ITEMIZED, app, expense};
use crate::support::emulator::TestApp;
use crate::support::reports::*;

fn path(report: &str, expense: &str, query: &str) -> String {
    format!("/expensereports/v4/reports/{report}/expenses/{expense}/formFields{query}")
}

async fn field_ids(app: &TestApp, path: &str) -> Vec<String> {
    let fields = app.traveler().get(path).await.must(200).json();
    let ids = fields.as_array().expect("a bare list").iter().map(|field| field["fieldId"].as_str().unwrap().to_owned());
    ids.collect()
}

#[tokio::test]
async fn a_form_of_the_scenario_is_shown_as_it_is() {
    let app = app().await;
    let answer = app.traveler().get(&path(ITEMIZED, &expense("A03"), "?expenseTypeId=OFCSP")).await.must(200);
    insta::assert_json_snapshot!("office_form", answer.json());
}

#[tokio::test]
async fn a_type_without_a_form_of_its_own_has_the_usual_fields() {
    let app = app().await;
    let usual = field_ids(&app, &path(ITEMIZED, &expense("A03"), "")).await;
    assert_eq!(usual[..2], ["ExpName", "TransactionDate"]);
    let fare = field_ids(&app, &path(ITEMIZED, &expense("A04"), "")).await;
    assert_eq!(fare[..usual.len()], usual[..]);
    assert_eq!(fare[usual.len()..], ["TicketNumber", "FromLocName", "ToLocName"]);
}

#[tokio::test]
async fn fields_have_identifiers_of_their_own_that_do_not_change() {
    let app = app().await;
    let ids = |fields: Value| -> Vec<String> {
        let ids = fields.as_array().unwrap().iter().map(|field| field["formFieldId"].as_str().unwrap().to_owned());
        ids.collect()
    };
    let of = |end: &str| app.traveler().get(&path(ITEMIZED, &expense(end), ""));
    let (fare, again) = (ids(of("A04").await.json()), ids(of("A04").await.json()));
    assert_eq!(fare, again);
    assert!(fare.iter().all(|id| id.len() == 32), "{fare:?}");
    assert_eq!(fare.iter().collect::<std::collections::BTreeSet<_>>().len(), fare.len());
}

#[tokio::test]
async fn what_cannot_be_changed_any_more_is_read_only() {
    let app = app().await;
    let submitted = path(AT_MANAGER, "FEE7A16B0A6BF830E5600642060D5A21", "");
    let access = |fields: Value| -> Vec<Value> {
        fields.as_array().unwrap().iter().map(|field| field["fieldAccess"].clone()).collect()
    };
    assert!(access(app.manager().get(&submitted).await.must(200).json()).iter().all(|access| access == "RO"));
    let own = access(app.traveler().get(&path(ITEMIZED, &expense("A03"), "")).await.must(200).json());
    assert!(own.contains(&json!("RW")) && own.contains(&json!("RO")));
}

#[tokio::test]
async fn a_form_is_refused_to_strangers_and_of_what_is_not_there() {
    let app = app().await;
    let sound = path(ITEMIZED, &expense("A03"), "");
    app.company().get(&sound).await.must(200);
    app.request(reqwest::Method::GET, &sound).await.must(401);
    app.application().get(&sound).await.must(403);
    app.colleague().get(&sound).await.refused(403, "reportId");
    app.traveler().get(&sound.replace(ITEMIZED, UNKNOWN)).await.refused(404, "reportId");
    app.traveler().get(&path(ITEMIZED, &expense("A99"), "")).await.refused(404, "expenseId");
    app.traveler().get(&path(ITEMIZED, &expense("A03"), "?expenseTypeId=NOPE")).await.refused(400, "expenseTypeId");
}
