//! Cash Advance Associations v4.

use reqwest::Method;
use serde_json::{Value, json};

use super::{samples, unchanged_by};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

/// The traveler's, by the scenario; the last one is on no report.
const SEATTLE: &str = "4a205b23-9d47-413f-9eeb-cd7245b75a6a";
const TAXIS: &str = "75e1fbe2-7de8-467f-9f6f-67073908459b";
const SPARE: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
/// The colleague's.
const COLLEAGUES: &str = "b7c02d5e-4f18-4a6b-9d37-e10c8a52f694";
/// Nobody's.
const UNKNOWN_ADVANCE: &str = "00000000-0000-4000-8000-000000000000";

fn path(report: &str) -> String {
    format!("/expensereports/v4/reports/{report}/cashAdvances")
}

fn get<'a>(caller: Caller<'a>, report: &str) -> Request<'a> {
    caller.get(&path(report))
}

fn associate<'a>(caller: Caller<'a>, report: &str, ids: &[&str]) -> Request<'a> {
    caller.request(Method::POST, &path(report)).json(&json!({"cashAdvanceIds": ids}))
}

fn disassociate<'a>(caller: Caller<'a>, report: &str, ids: &[&str]) -> Request<'a> {
    let query: Vec<_> = ids.iter().map(|id| format!("cashAdvanceIds={id}")).collect();
    caller.request(Method::DELETE, &format!("{}?{}", path(report), query.join("&")))
}

/// Each operation once.
fn all<'a>(caller: Caller<'a>, report: &str) -> [Request<'a>; 3] {
    [get(caller, report), associate(caller, report, &[SPARE]), disassociate(caller, report, &[SPARE])]
}

async fn on(app: &TestApp, report: &str) -> Vec<String> {
    let answer = get(app.company(), report).await.must(200).json();
    let list = answer["cashAdvances"].as_array().expect("a list").clone();
    list.iter().map(|one| one["id"].as_str().expect("a UUID").to_owned()).collect()
}

#[tokio::test]
async fn the_examples_of_the_page_are_served_word_for_word() {
    let app = samples().await;
    let report = "764428DD6A664AF0BFCB";
    let call = |method, path: &str| app.company().request(method, path).header("content-type", "application/json");
    let listed = call(Method::GET, &path(report)).await.must(200).json();
    assert_eq!(listed, json!({"cashAdvances": [{"id": SEATTLE}, {"id": TAXIS}]}));
    let body = json!({"cashAdvanceIds": [SPARE]});
    let created = app.company().request(Method::POST, &path(report)).json(&body).await.must(201).json();
    assert_eq!(created, json!({"uri": format!("{}{}", app.base_url(), path(report))}));
    assert_eq!(on(&app, report).await, [SPARE]);
    let query = format!("{}?cashAdvanceIds={SPARE}&cashAdvanceIds={TAXIS}", path(report));
    assert!(call(Method::DELETE, &query).await.must(204).body.is_empty());
    assert_eq!(on(&app, report).await, [""; 0]);
}

#[tokio::test]
async fn those_given_replace_all_that_were_there() {
    let app = TestApp::start().await;
    assert_eq!(on(&app, DRAFT).await, [SEATTLE, TAXIS]);
    let uri = associate(app.traveler(), DRAFT, &[SPARE, SEATTLE, SPARE]).await.must(201).json()["uri"].clone();
    assert_eq!(app.traveler().get(uri.as_str().unwrap()).await.must(200).json()["cashAdvances"][0]["id"], SPARE);
    assert_eq!(on(&app, DRAFT).await, [SPARE, SEATTLE]);
    associate(app.traveler(), DRAFT, &[]).await.must(201);
    assert_eq!(on(&app, DRAFT).await, [""; 0]);
    // UUIDs are compared without case.
    associate(app.traveler(), DRAFT, &[&SPARE.to_uppercase()]).await.must(201);
    assert_eq!(on(&app, DRAFT).await, [SPARE]);
}

#[tokio::test]
async fn those_named_are_taken_off_and_the_others_stay() {
    let app = TestApp::start().await;
    disassociate(app.traveler(), DRAFT, &[SEATTLE, SPARE]).await.must(204);
    assert_eq!(on(&app, DRAFT).await, [TAXIS]);
    let with_comma = format!("{}?cashAdvanceIds={SEATTLE},{TAXIS}", path(DRAFT));
    app.traveler().request(Method::DELETE, &with_comma).await.must(204);
    assert_eq!(on(&app, DRAFT).await, [""; 0]);
}

#[tokio::test]
async fn one_that_will_not_do_fails_all_and_is_named() {
    let app = TestApp::start().await;
    for (ids, field, said) in [
        (vec![SPARE, UNKNOWN_ADVANCE], "cashAdvanceIds", UNKNOWN_ADVANCE),
        (vec![SPARE, COLLEAGUES], "cashAdvanceIds", COLLEAGUES),
        (vec![SPARE, "nonsense"], "cashAdvanceIds[1]", "nonsense"),
        (vec![""], "cashAdvanceIds[0]", "UUID"),
    ] {
        let answer = unchanged_by(&app, associate(app.traveler(), DRAFT, &ids)).await.refused(400, field);
        assert!(answer.text().contains(said), "{}", answer.text());
    }
    let many: Vec<_> = (0..101).map(|_| SPARE).collect();
    unchanged_by(&app, associate(app.traveler(), DRAFT, &many)).await.refused(400, "cashAdvanceIds");
    for body in [json!({}), json!({"cashAdvanceIds": null}), json!({"cashAdvanceIds": "x"}), json!([])] {
        let request = app.traveler().request(Method::POST, &path(DRAFT)).json(&body);
        unchanged_by(&app, request).await.must(400);
    }
    for ids in [vec![], vec![UNKNOWN_ADVANCE], vec![SEATTLE, "nonsense"]] {
        unchanged_by(&app, disassociate(app.traveler(), DRAFT, &ids)).await.refused(400, "cashAdvanceIds");
    }
    assert_eq!(on(&app, DRAFT).await, [SEATTLE, TAXIS]);
}

#[tokio::test]
async fn a_user_has_only_his_own_reports_and_those_of_whom_he_stands_in_for() {
    let app = TestApp::start().await;
    get(app.traveler(), DRAFT).await.must(200);
    get(app.delegate(), DRAFT).await.must(200);
    associate(app.delegate(), DRAFT, &[SPARE]).await.must(201);
    disassociate(app.delegate(), DRAFT, &[SPARE]).await.must(204);
    for stranger in [app.colleague(), app.manager(), app.processor(), app.admin()] {
        for request in [
            get(stranger, AT_MANAGER),
            get(stranger, DRAFT),
            associate(stranger, DRAFT, &[SPARE]),
            disassociate(stranger, DRAFT, &[SEATTLE]),
        ] {
            unchanged_by(&app, request).await.refused(403, "reportId");
        }
    }
}

#[tokio::test]
async fn a_user_changes_them_while_he_has_the_report_and_the_company_until_it_is_paid() {
    let app = TestApp::start().await;
    for report in [AT_MANAGER, HELD_FOR_RECEIPTS, PROCESSING, CONFIRMED] {
        for request in [associate(app.traveler(), report, &[SPARE]), disassociate(app.traveler(), report, &[SEATTLE])] {
            unchanged_by(&app, request).await.refused(400, "approvalStatusId");
        }
        associate(app.company(), report, &[SPARE]).await.must(201);
        disassociate(app.company(), report, &[SPARE]).await.must(204);
    }
    associate(app.traveler(), SENT_BACK, &[SPARE]).await.must(201);
    for caller in [app.traveler(), app.company()] {
        unchanged_by(&app, associate(caller, PAID, &[SPARE])).await.refused(400, "approvalStatusId");
        unchanged_by(&app, disassociate(caller, PAID, &[SPARE])).await.refused(400, "approvalStatusId");
        get(caller, PAID).await.must(200);
    }
}

#[tokio::test]
async fn the_other_documented_refusals() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    for request in all(app.company(), UNKNOWN) {
        request.await.refused(404, "reportId");
    }
    for request in all(app.holder("nobody-token", None), DRAFT) {
        request.await.must(401);
    }
    for request in all(app.holder("narrow-company-token", None), DRAFT).into_iter().chain(all(app.application(), DRAFT))
    {
        request.await.must(403);
    }
}

/// A company whose employees link one cash advance to a report, and carry no balance.
#[tokio::test]
async fn the_owners_group_says_how_many_and_on_how_many_reports() {
    let app = TestApp::of(&["frugal.yaml"]).await;
    associate(app.traveler(), SENT_BACK, &[SPARE, COLLEAGUES]).await.refused(400, "cashAdvanceIds");
    let answer = associate(app.traveler(), SENT_BACK, &[SEATTLE]).await.refused(400, "cashAdvanceIds");
    assert!(answer.text().contains(DRAFT), "{}", answer.text());
    associate(app.traveler(), SENT_BACK, &[SPARE]).await.must(201);
    associate(app.traveler(), DRAFT, &[SPARE]).await.refused(400, "cashAdvanceIds");
    disassociate(app.traveler(), DRAFT, &[SEATTLE]).await.must(204);
    associate(app.traveler(), SENT_BACK, &[SEATTLE]).await.must(201);
    // What a report is deleted with is free again.
    app.traveler().delete(SENT_BACK).await.must(204);
    associate(app.traveler(), DRAFT, &[SEATTLE]).await.must(201);
    assert_eq!(on(&app, DRAFT).await, [SEATTLE]);
}

#[tokio::test]
async fn a_change_of_them_is_a_new_version_and_no_event() {
    let app = TestApp::start().await;
    let version = async || app.traveler().report(DRAFT).await.must(200).json()["reportVersion"].clone();
    let before: Value = version().await;
    associate(app.traveler(), DRAFT, &[SPARE]).await.must(201);
    assert_ne!(version().await, before);
    assert!(app.control().events().await.is_empty());
}
