//! The fields of the forms of reports and expenses.

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

fn of_report(report: &str, query: &str) -> String {
    format!("/expensereports/v4/reports/{report}/formFields{query}")
}

#[tokio::test]
async fn the_form_of_a_report_is_that_of_its_policy_or_of_the_policy_that_is_asked_for() {
    let app = app().await;
    let answer = app.traveler().get(&of_report(ITEMIZED, "")).await.must(200);
    insta::assert_json_snapshot!("report_form", answer.json());
    let usual = field_ids(&app, &of_report(ITEMIZED, "")).await;
    let quiet = app.traveler().get("/expenseconfig/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/policies").await;
    let policies = quiet.must(200).json();
    let named = |policy: &&Value| policy["policyName"] == "Quiet Policy";
    let id = policies.as_array().unwrap().iter().find(named).expect("it is offered")["policyId"].clone();
    let asked = field_ids(&app, &of_report(ITEMIZED, &format!("?policyId={}", id.as_str().unwrap()))).await;
    assert_eq!(asked[..usual.len()], usual[..]);
    assert_eq!(asked[usual.len()..], ["Custom1"]);
}

#[tokio::test]
async fn the_form_of_a_submitted_report_is_read_only() {
    let app = app().await;
    let fields = app.company().get(&of_report(AT_MANAGER, "")).await.must(200).json();
    assert!(fields.as_array().unwrap().iter().all(|field| field["fieldAccess"] == "RO"));
}

#[tokio::test]
async fn labels_of_a_form_are_in_the_language_that_the_caller_asks_for() {
    let app = app().await;
    for (language, label) in [("en", "Report Name"), ("de-CH", "Berichtsname"), ("fr", "Report Name")] {
        let fields = app.traveler().get(&of_report(ITEMIZED, "")).header("accept-language", language).await.must(200);
        assert_eq!((&fields.json()[0]["fieldId"], &fields.json()[0]["fieldName"]), (&json!("Name"), &json!(label)));
    }
}

#[tokio::test]
async fn a_reports_form_is_refused_to_strangers_and_of_what_is_not_there() {
    let app = app().await;
    let sound = of_report(ITEMIZED, "");
    app.company().get(&sound).await.must(200);
    app.request(reqwest::Method::GET, &sound).await.must(401);
    app.application().get(&sound).await.must(403);
    app.colleague().get(&sound).await.refused(403, "reportId");
    app.traveler().get(&of_report(UNKNOWN, "")).await.refused(404, "reportId");
    for policy in ["NOPE", "00000000000000000000000000000000", ""] {
        app.traveler().get(&of_report(ITEMIZED, &format!("?policyId={policy}"))).await.refused(400, "policyId");
    }
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
