//! Comments v4: reports and expenses, four verbs each, on the long URL and on the short one.

use concur_emulator::core::ids::UserId;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::uuid;

use super::{narrow_token, version};
use crate::support::caller::{Caller, entry};
use crate::support::cast::{DELEGATE, MANAGER, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

/// An expense of the draft; its owner remarked something.
const TAXI: &str = "F5EC52ED0108847512E1BC7656670B14";
/// Another one, of which nothing was said.
const LUNCH: &str = "9A1E40B458151A9959E2D15364C7A500";
/// An expense of the paid report.
const PAID_EXPENSE: &str = "087822F17A82D5E02FC65F07950D3D06";
/// An expense of the report at external validation.
const HOTEL: &str = "45D1349A4BA170C9E6C393854C02AA64";
/// Of no expense.
const NO_EXPENSE: &str = "00000000000000000000000000000000";

const VERBS: [Method; 4] = [Method::GET, Method::POST, Method::PUT, Method::DELETE];

/// The address of the comments of a report, or of an expense of it.
fn address(caller: Caller<'_>, context: &str, report: &str, on: Option<&str>) -> String {
    let report = caller.path(context, report);
    on.map_or_else(|| format!("{report}/comments"), |expense| format!("{report}/expenses/{expense}/comments"))
}

/// A request that would be right for this verb.
fn ask<'a>(caller: Caller<'a>, verb: &Method, path: &str) -> Request<'a> {
    let request = caller.request(verb.clone(), path);
    if [Method::POST, Method::PUT].contains(verb) { request.json(&json!({"comment": "Said."})) } else { request }
}

async fn list(caller: Caller<'_>, path: &str) -> Vec<Value> {
    caller.get(path).await.must(200).json().as_array().expect("a list").clone()
}

fn texts(comments: &[Value]) -> Vec<&str> {
    comments.iter().map(|comment| comment["comment"].as_str().expect("a text")).collect()
}

#[tokio::test]
async fn the_owner_adds_changes_and_deletes_his_latest_comment() {
    for on in [None, Some(LUNCH)] {
        let app = TestApp::start().await;
        let owner = app.traveler();
        let path = address(owner, "TRAVELER", DRAFT, on);
        let before = list(owner, &path).await.len();
        for (text, latest) in [("First", before), ("Second", before + 1)] {
            let answer = owner.request(Method::POST, &path).json(&json!({"comment": text})).await.must(201);
            assert_eq!(answer.json(), json!({"uri": format!("{}{path}", app.base_url())}));
            let comments = list(owner, &path).await;
            let marked: Vec<_> = comments.iter().map(|c| c["isLatest"] == true).collect();
            assert_eq!(marked.iter().position(|is_latest| *is_latest), Some(latest), "{comments:?}");
        }
        let himself = json!({"employeeId": "1001", "employeeUuid": TRAVELER.to_string()});
        let expected = json!({
            "author": himself,
            "comment": "Second",
            "createdForEmployee": himself,
            "createdForEmployeeId": TRAVELER.to_string(),
            "creationDate": "2026-03-01T08:00:00.000Z",
            "expenseId": on,
            "isAuditorComment": false,
            "isLatest": true,
            "stepInstanceId": null,
        });
        assert_eq!(list(owner, &path).await.last(), Some(&expected));

        let answer = owner.request(Method::PUT, &path).json(&json!({"comment": "Third"})).await.must(200);
        assert_eq!(answer.json(), json!({"uri": format!("{}{path}", app.base_url())}));
        assert_eq!(texts(&list(owner, &path).await)[before..], ["First", "Third"]);
        assert!(owner.request(Method::DELETE, &path).await.must(204).body.is_empty());
        assert_eq!(texts(&list(owner, &path).await)[before..], ["First"]);
        for _ in 0..=before {
            owner.request(Method::DELETE, &path).await.must(204);
        }
        assert_eq!(list(owner, &path).await, [] as [Value; 0]);
        owner.request(Method::DELETE, &path).await.refused(404, "comment");
    }
}

#[tokio::test]
async fn the_company_comments_in_nobodys_name_and_changes_only_its_own() {
    for on in [None, Some(TAXI)] {
        let app = TestApp::start().await;
        let (company, owner) = (app.company(), app.traveler());
        let path = address(company, "", DRAFT, on);
        // The owner said something there already, which is not the company's to change.
        assert_eq!(list(company, &path).await.len(), 1);
        ask(company, &Method::PUT, &path).await.refused(404, "comment");
        ask(company, &Method::DELETE, &path).await.refused(404, "comment");

        let answer = company.request(Method::POST, &path).json(&json!({"comment": "Checked"})).await.must(201);
        assert_eq!(answer.json()["uri"], format!("{}{path}", app.base_url()));
        let comments = list(company, &path).await;
        let nobody = json!({"employeeId": null, "employeeUuid": null});
        assert_eq!([&comments[1]["author"], &comments[1]["createdForEmployee"]], [&nobody, &nobody]);
        assert_eq!(comments[1]["createdForEmployeeId"], Value::Null);
        assert_eq!([&comments[0]["isLatest"], &comments[1]["isLatest"]], [true, true], "each is its author's latest");

        company.request(Method::PUT, &path).json(&json!({"comment": "Checked twice"})).await.must(200);
        let same = list(owner, &address(owner, "TRAVELER", DRAFT, on)).await;
        assert_eq!(texts(&same)[1..], ["Checked twice"]);
        company.request(Method::DELETE, &path).await.must(204);
        assert_eq!(list(company, &path).await, comments[..1]);
    }
}

#[tokio::test]
async fn the_examples_of_the_page_are_accepted() {
    let app = TestApp::of(&["documentation-samples"]).await;
    let planner = app.holder("planner-token", Some(UserId(uuid!("750524a2-907b-4dde-9fec-d038ab043f53"))));
    for (caller, context) in [(planner, "TRAVELER"), (app.company(), "")] {
        for on in [None, Some("8D1F4C0A52B94E77A3C6E1B09F2D7A58")] {
            let path = address(caller, context, "93B9D238A6864C019258", on);
            for (verb, status) in VERBS.iter().zip([200, 201, 200, 204]) {
                let path = if *verb == Method::GET { format!("{path}?includeAllComments=true") } else { path.clone() };
                ask(caller, verb, &path).header("content-type", "application/json").await.must(status);
            }
        }
    }
}

#[tokio::test]
async fn all_comments_are_those_of_the_report_and_of_every_expense() {
    let app = TestApp::start().await;
    for (caller, context) in [(app.traveler(), "TRAVELER"), (app.company(), "")] {
        let path = address(caller, context, DRAFT, None);
        let header = list(caller, &path).await;
        assert_eq!(texts(&header), ["The client asked for a second day."]);
        assert_eq!(list(caller, &format!("{path}?includeAllComments=false")).await, header);
        let all = list(caller, &format!("{path}?includeAllComments=true")).await;
        assert_eq!(texts(&all), ["The client asked for a second day.", "The last train had gone"]);
        assert_eq!([&all[0]["expenseId"], &all[1]["expenseId"]], [&Value::Null, &json!(TAXI)]);
        caller.get(&format!("{path}?includeAllComments=perhaps")).await.refused(400, "includeAllComments");
    }
}

#[tokio::test]
async fn a_delegate_comments_for_the_owner_and_has_a_latest_comment_of_his_own() {
    let app = TestApp::start().await;
    let delegate = app.delegate().acting_for(TRAVELER);
    for (context, on) in [("PROXY", None), ("TRAVELER", Some(TAXI))] {
        let path = address(delegate, context, DRAFT, on);
        ask(delegate, &Method::PUT, &path).await.refused(404, "comment");
        ask(delegate, &Method::POST, &path).await.must(201);
        let comments = list(delegate, &path).await;
        assert_eq!(comments[1]["author"]["employeeUuid"], DELEGATE.to_string());
        assert_eq!(comments[1]["createdForEmployee"]["employeeUuid"], TRAVELER.to_string());
        assert_eq!(comments[1]["createdForEmployeeId"], TRAVELER.to_string());
        assert_eq!([&comments[0]["isLatest"], &comments[1]["isLatest"]], [true, true]);
        let own = address(app.traveler(), "TRAVELER", DRAFT, on);
        app.traveler().request(Method::DELETE, &own).await.must(204);
        assert_eq!(texts(&list(delegate, &path).await), ["Said."]);
    }
}

#[tokio::test]
async fn an_approver_comments_on_the_report_at_his_step_and_owner_and_company_after_the_submit() {
    let app = TestApp::start().await;
    let manager = app.manager();
    let path = address(manager, "MANAGER", AT_MANAGER, None);
    ask(manager, &Method::POST, &path).await.must(201);
    ask(app.traveler(), &Method::POST, &address(app.traveler(), "TRAVELER", AT_MANAGER, None)).await.must(201);
    ask(app.company(), &Method::POST, &address(app.company(), "", AT_MANAGER, None)).await.must(201);
    let comments = list(manager, &path).await;
    let authors: Vec<_> = comments.iter().map(|c| c["author"]["employeeUuid"].clone()).collect();
    assert_eq!(authors, [json!(MANAGER.to_string()), json!(TRAVELER.to_string()), Value::Null]);
    let steps: Vec<_> = comments.iter().map(|c| c["stepInstanceId"].as_str().unwrap_or_default().len()).collect();
    assert_eq!(steps, [32, 32, 32], "said at a step");
    // Once he has approved he reads on, and may still say something.
    manager.approve(AT_MANAGER).await.must(204);
    ask(manager, &Method::POST, &path).await.must(201);
    assert_eq!(list(manager, &path).await.len(), 4);
}

#[tokio::test]
async fn what_is_said_with_a_workflow_action_or_with_the_header_is_a_comment_of_the_report() {
    let app = TestApp::start().await;
    app.manager().send_back(AT_MANAGER).await.must(204);
    let owner = app.traveler();
    let path = address(owner, "TRAVELER", AT_MANAGER, None);
    owner.update(AT_MANAGER, &json!({"comment": "Here it is"})).await.must(204);
    assert_eq!(texts(&list(owner, &path).await), ["Once more, please", "Here it is"]);
    // The approver's words stay when the owner takes back his own.
    owner.request(Method::DELETE, &path).await.must(204);
    owner.request(Method::DELETE, &path).await.refused(404, "comment");
    assert_eq!(texts(&list(owner, &path).await), ["Once more, please"]);
}

#[tokio::test]
async fn the_comment_of_a_v3_entry_is_the_first_comment_of_the_expense() {
    let app = TestApp::start().await;
    let owner = app.traveler();
    let mut late = entry(DRAFT);
    late["Comment"] = json!("It was late");
    owner.request(Method::POST, "/api/v3.0/expense/entries").json(&late).await.must(200);
    let expenses = owner.expenses(DRAFT).await.must(200).json();
    let id = expenses[2]["expenseId"].as_str().unwrap().to_owned();
    let comments = list(owner, &address(owner, "TRAVELER", DRAFT, Some(&id))).await;
    assert_eq!(texts(&comments), ["It was late"]);
    assert_eq!(comments[0]["author"]["employeeUuid"], TRAVELER.to_string());
}

#[tokio::test]
async fn a_comment_changes_the_report_and_raises_no_event() {
    let app = TestApp::start().await;
    let owner = app.traveler();
    for on in [None, Some(TAXI)] {
        let path = address(owner, "TRAVELER", DRAFT, on);
        for verb in [Method::POST, Method::PUT, Method::DELETE] {
            let before = version(owner, DRAFT).await;
            assert!(ask(owner, &verb, &path).await.status < 300);
            assert_eq!(version(owner, DRAFT).await, before + 1, "{verb}");
        }
    }
    assert!(app.control().events().await.is_empty());
}

#[tokio::test]
async fn a_comment_is_required_and_has_two_thousand_characters_at_most() {
    let app = TestApp::start().await;
    for (caller, context) in [(app.traveler(), "TRAVELER"), (app.company(), "")] {
        for on in [None, Some(TAXI)] {
            let path = address(caller, context, DRAFT, on);
            ask(caller, &Method::POST, &path).await.must(201);
            let before = list(caller, &path).await;
            for verb in [Method::POST, Method::PUT] {
                let with = |body: &Value| caller.request(verb.clone(), &path).json(body);
                let too_long = "ä".repeat(2001);
                for body in
                    [json!({}), json!({"comment": null}), json!({"comment": " \n"}), json!({"comment": too_long})]
                {
                    with(&body).await.refused(400, "comment");
                }
                caller.request(verb.clone(), &path).await.refused(400, "comment");
                assert_eq!(list(caller, &path).await, before);
            }
            let body = json!({"comment": "ä".repeat(2000)});
            caller.request(Method::PUT, &path).json(&body).await.must(200);
        }
    }
}

#[tokio::test]
async fn nothing_is_said_of_a_paid_report() {
    let app = TestApp::start().await;
    for (caller, context) in [(app.traveler(), "TRAVELER"), (app.company(), "")] {
        for on in [None, Some(PAID_EXPENSE)] {
            let path = address(caller, context, PAID, on);
            for verb in [Method::POST, Method::PUT, Method::DELETE] {
                ask(caller, &verb, &path).await.refused(400, "approvalStatusId");
            }
            assert_eq!(list(caller, &path).await, [] as [Value; 0]);
        }
    }
}

#[tokio::test]
async fn an_unknown_report_or_expense_is_404() {
    let app = TestApp::start().await;
    for (caller, context) in [(app.traveler(), "TRAVELER"), (app.company(), "")] {
        for verb in &VERBS {
            ask(caller, verb, &address(caller, context, UNKNOWN, None)).await.refused(404, "reportId");
            ask(caller, verb, &address(caller, context, UNKNOWN, Some(TAXI))).await.refused(404, "reportId");
            for unknown in [NO_EXPENSE, HOTEL, "nonsense"] {
                ask(caller, verb, &address(caller, context, DRAFT, Some(unknown))).await.refused(404, "expenseId");
            }
        }
    }
}

#[tokio::test]
async fn a_context_that_the_operation_does_not_support_is_400() {
    let app = TestApp::start().await;
    let manager = app.manager();
    for verb in &VERBS {
        for context in ["PROCESSOR", "traveler", "NOBODY"] {
            ask(manager, verb, &address(manager, context, AT_MANAGER, None)).await.refused(400, "contextType");
        }
        let expense = address(manager, "MANAGER", AT_MANAGER, Some(TAXI));
        ask(manager, verb, &expense).await.refused(400, "contextType");
    }
    for verb in [Method::PUT, Method::DELETE] {
        let path = address(manager, "MANAGER", AT_MANAGER, None);
        ask(manager, &verb, &path).await.refused(400, "contextType");
    }
}

#[tokio::test]
async fn a_call_without_a_token_is_401_and_one_with_the_wrong_token_403() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    let narrow = narrow_token(&app).await;
    let (owner, company) = (app.traveler(), app.company());
    for verb in &VERBS {
        for on in [None, Some(TAXI)] {
            let (long, short) = (address(owner, "TRAVELER", DRAFT, on), address(company, "", DRAFT, on));
            for path in [&long, &short] {
                app.request(verb.clone(), path).await.must(401);
                app.request(verb.clone(), path).bearer("nobody-token").await.must(401);
                ask(app.application(), verb, path).await.must(403);
            }
            ask(company, verb, &long).await.must(403);
            ask(owner, verb, &short).await.must(403);
            ask(app.holder(&narrow, Some(TRAVELER)), verb, &long).await.must(403);
            ask(app.holder("narrow-company-token", None), verb, &short).await.must(403);
        }
    }
}

#[tokio::test]
async fn someone_elses_report_is_403() {
    let app = TestApp::start().await;
    let colleague = app.colleague();
    for verb in &VERBS {
        for on in [None, Some(TAXI)] {
            ask(colleague, verb, &address(colleague, "TRAVELER", DRAFT, on)).await.refused(403, "reportId");
            let as_owner = colleague.acting_for(TRAVELER);
            ask(as_owner, verb, &address(as_owner, "TRAVELER", DRAFT, on)).await.refused(403, "userId");
        }
    }
    // Of a report that he was never asked about a manager says nothing.
    for verb in [Method::GET, Method::POST] {
        let path = address(app.cost_owner_1(), "MANAGER", AT_MANAGER, None);
        ask(app.cost_owner_1(), &verb, &path).await.refused(403, "reportId");
    }
}
