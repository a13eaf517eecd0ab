//! Exceptions v4: reports, expenses and allocations; read on both URLs, put and deleted by the company.

use concur_emulator::core::ids::UserId;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::uuid;

use super::{narrow_token, version};
use crate::support::caller::Caller;
use crate::support::cast::TRAVELER;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

/// The expense of the report at its cost objects that has two allocations, and the first of them.
const BOOTH: &str = "EF30AB829248712C03BC936D3B6AD9D4";
const SHARE: &str = "2B7D90C41E5F4A83B6D2097C31E8F5A4";
/// The expense of the report at external validation.
const HOTEL: &str = "45D1349A4BA170C9E6C393854C02AA64";
/// An expense of the draft, and one of the paid report.
const TAXI: &str = "F5EC52ED0108847512E1BC7656670B14";
const PAID_EXPENSE: &str = "087822F17A82D5E02FC65F07950D3D06";
/// Of nothing.
const NOTHING: &str = "00000000000000000000000000000000";

/// Where exceptions stand.
#[derive(Debug, Clone, Copy)]
enum Place {
    Report(&'static str),
    Expense(&'static str, &'static str),
    Allocation(&'static str, &'static str, &'static str),
}
use Place::{Allocation, Expense, Report};

/// One of each, none with an exception of its own but the last two.
const PLACES: [Place; 3] = [Report(DRAFT), Expense(DRAFT, TAXI), Allocation(AT_COST_OBJECTS, BOOTH, SHARE)];

fn address(caller: Caller<'_>, context: &str, place: Place) -> String {
    let path = |report| caller.path(context, report);
    match place {
        Report(report) => format!("{}/exceptions", path(report)),
        Expense(report, expense) => format!("{}/expenses/{expense}/exceptions", path(report)),
        Allocation(report, expense, allocation) => {
            format!("{}/expenses/{expense}/allocations/{allocation}/exceptions", path(report))
        }
    }
}

fn put<'a>(app: &'a TestApp, place: Place, code: &str, visibility: &str) -> Request<'a> {
    let body = json!({"exceptionCode": code, "exceptionVisibility": visibility});
    app.company().request(Method::PUT, &address(app.company(), "", place)).json(&body)
}

fn delete<'a>(app: &'a TestApp, place: Place, code: &str) -> Request<'a> {
    app.company().request(Method::DELETE, &format!("{}/{code}", address(app.company(), "", place)))
}

async fn list(caller: Caller<'_>, context: &str, place: Place) -> Vec<Value> {
    caller.get(&address(caller, context, place)).await.must(200).json().as_array().expect("a list").clone()
}

fn codes(exceptions: &[Value]) -> Vec<&str> {
    exceptions.iter().map(|exception| exception["exceptionCode"].as_str().expect("a code")).collect()
}

#[tokio::test]
async fn the_company_puts_replaces_and_deletes_an_exception() {
    for place in PLACES {
        let app = TestApp::start().await;
        let before = list(app.company(), "", place).await;
        assert!(put(&app, place, "LATESUBM", "ALL").await.must(200).body.is_empty());
        let (expense, allocation) = match place {
            Report(_) => (Value::Null, Value::Null),
            Expense(_, expense) => (json!(expense), Value::Null),
            Allocation(_, expense, allocation) => (json!(expense), json!(allocation)),
        };
        let mut expected = json!({
            "exceptionCode": "LATESUBM",
            "exceptionVisibility": "ALL",
            "isBlocking": false,
            "message": "The expense is older than 90 days.",
            "allocationId": allocation,
            "expenseId": expense,
            "parentExpenseId": null,
        });
        let standing = list(app.company(), "", place).await;
        assert_eq!(standing.last(), Some(&expected), "{place:?}");
        assert_eq!(list(app.traveler(), "TRAVELER", place).await, standing);

        put(&app, place, "LATESUBM", "PROCESSOR").await.must(200);
        expected["exceptionVisibility"] = json!("PROCESSOR");
        assert_eq!(list(app.company(), "", place).await.last(), Some(&expected));
        assert_eq!(list(app.company(), "", place).await.len(), before.len() + 1);

        assert!(delete(&app, place, "LATESUBM").await.must(204).body.is_empty());
        assert_eq!(list(app.company(), "", place).await, before);
        delete(&app, place, "LATESUBM").await.refused(404, "exceptionCode");
    }
}

#[tokio::test]
async fn a_report_shows_its_own_and_those_of_its_expenses_and_allocations_and_without_expenses_only_its_own() {
    let app = TestApp::start().await;
    let (report, expense) = (Report(AT_COST_OBJECTS), Expense(AT_COST_OBJECTS, BOOTH));
    put(&app, report, "APPRVTO", "ALL").await.must(200);
    put(&app, expense, "LATESUBM", "ALL").await.must(200);
    for (caller, context) in [(app.traveler(), "TRAVELER"), (app.company(), "")] {
        let all = list(caller, context, report).await;
        assert_eq!(codes(&all), ["APPRVTO", "LATESUBM", "HIGHAMNT"]);
        let path = address(caller, context, report);
        for (query, count) in [("excludeExpenses=true", 1), ("excludeExpenses=false", 3), ("unknown=1", 3)] {
            let listed = caller.get(&format!("{path}?{query}")).await.must(200).json();
            assert_eq!(listed, json!(all[..count]), "{query}");
        }
        caller.get(&format!("{path}?excludeExpenses=1")).await.refused(400, "excludeExpenses");

        assert_eq!(list(caller, context, expense).await, all[1..]);
        let path = address(caller, context, expense);
        let listed = caller.get(&format!("{path}?excludeItemizations=true")).await.must(200).json();
        assert_eq!(listed, json!(all[1..]), "it has no itemizations");
        caller.get(&format!("{path}?excludeItemizations=x")).await.refused(400, "excludeItemizations");
        assert_eq!(list(caller, context, Allocation(AT_COST_OBJECTS, BOOTH, SHARE)).await, all[2..]);
    }
}

#[tokio::test]
async fn an_exception_is_seen_by_those_whom_it_is_for() {
    let app = TestApp::start().await;
    let report = Report(AT_MANAGER);
    for (code, visibility) in [("LATESUBM", "ALL"), ("HIGHAMNT", "APPROVER_PROCESSOR"), ("APPRVTO", "PROCESSOR")] {
        put(&app, report, code, visibility).await.must(200);
    }
    let delegate = app.delegate();
    for (caller, context, count) in [
        (app.traveler(), "TRAVELER", 1),
        (delegate.acting_for(TRAVELER), "PROXY", 1),
        (app.manager(), "MANAGER", 2),
        (delegate, "MANAGER", 2),
        (app.company(), "", 3),
    ] {
        let seen = list(caller, context, report).await;
        assert_eq!(codes(&seen), ["LATESUBM", "HIGHAMNT", "APPRVTO"][..count], "{context}");
    }
    // As on the report, so on an expense and an allocation.
    assert_eq!(list(app.traveler(), "TRAVELER", Expense(AT_EXTERNAL, HOTEL)).await, [] as [Value; 0]);
    assert_eq!(codes(&list(app.company(), "", Expense(AT_EXTERNAL, HOTEL)).await), ["HIGHAMNT"]);
    let share = Allocation(AT_COST_OBJECTS, BOOTH, SHARE);
    put(&app, share, "HIGHAMNT", "APPROVER_PROCESSOR").await.must(200);
    assert_eq!(list(app.traveler(), "TRAVELER", share).await, [] as [Value; 0]);
    assert_eq!(codes(&list(app.cost_owner_1(), "MANAGER", share).await), ["HIGHAMNT"]);
}

#[tokio::test]
async fn a_blocking_exception_anywhere_on_the_report_stops_its_submit_until_it_is_deleted() {
    let app = TestApp::start().await;
    app.traveler().recall(AT_COST_OBJECTS).await.must(204);
    for place in [Report(AT_COST_OBJECTS), Expense(AT_COST_OBJECTS, BOOTH), Allocation(AT_COST_OBJECTS, BOOTH, SHARE)] {
        put(&app, place, "MISSREQFLD", "PROCESSOR").await.must(200);
        let answer = app.traveler().submit(AT_COST_OBJECTS).await.refused(400, "exceptions");
        assert!(answer.text().contains("MISSREQFLD"), "{}", answer.text());
        let flags = app.traveler().expenses(AT_COST_OBJECTS).await.must(200).json()[0].clone();
        let is_blocked = !matches!(place, Report(_));
        assert_eq!(flags["hasBlockingExceptions"], is_blocked, "{place:?}");
        delete(&app, place, "MISSREQFLD").await.must(204);
    }
    app.traveler().submit(AT_COST_OBJECTS).await.must(204);
}

#[tokio::test]
async fn an_exception_changes_the_report_and_raises_no_event() {
    let app = TestApp::start().await;
    for place in PLACES {
        let (Report(report) | Expense(report, _) | Allocation(report, ..)) = place;
        let before = version(app.traveler(), report).await;
        put(&app, place, "LATESUBM", "ALL").await.must(200);
        assert_eq!(version(app.traveler(), report).await, before + 1);
        delete(&app, place, "LATESUBM").await.must(204);
        assert_eq!(version(app.traveler(), report).await, before + 2);
    }
    assert!(app.control().events().await.is_empty());
}

#[tokio::test]
async fn what_the_company_does_not_know_is_400_and_what_it_knows_is_listed() {
    let app = TestApp::start().await;
    for place in PLACES {
        let before = list(app.company(), "", place).await;
        for code in ["NOPE", "missreqfld", ""] {
            let answer = put(&app, place, code, "ALL").await.refused(400, "exceptionCode");
            let message = answer.json()["errorMessage"].as_str().unwrap().to_owned();
            assert!(message.contains("MISSREQFLD") && message.contains("LATESUBM"), "{message}");
        }
        // This one the emulator finds by itself.
        put(&app, place, "ITEMDIFF", "ALL").await.refused(400, "exceptionCode");
        put(&app, place, "MISSREQFLD", "EVERYBODY").await.refused(400, "exceptionVisibility");
        let path = address(app.company(), "", place);
        let with = |body: Value| app.company().request(Method::PUT, &path).json(&body);
        with(json!({"exceptionVisibility": "ALL"})).await.refused(400, "exceptionCode");
        with(json!({"exceptionCode": "MISSREQFLD"})).await.refused(400, "exceptionVisibility");
        assert_eq!(with(json!({})).await.must(400).faults(), ["exceptionCode", "exceptionVisibility"]);
        assert_eq!(list(app.company(), "", place).await, before);
    }
}

#[tokio::test]
async fn what_rules_remarked_is_not_deleted_through_the_api_but_replaced_and_then_deleted() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    let blocked = Report("B10C4ED0000000000001");
    let standing = list(app.company(), "", blocked).await;
    let expense: &'static str = standing[0]["expenseId"].as_str().unwrap().to_owned().leak();
    let place = Expense("B10C4ED0000000000001", expense);
    let answer = delete(&app, place, "NOVENDOR").await.refused(400, "exceptionCode");
    assert!(answer.text().contains("NOVENDOR"));
    assert_eq!(list(app.company(), "", blocked).await, standing);
    delete(&app, place, "LATESUBM").await.refused(404, "exceptionCode");

    delete(&app, place, "HIGHAMNT").await.refused(400, "exceptionCode");
    put(&app, place, "HIGHAMNT", "ALL").await.must(200);
    assert_eq!(list(app.company(), "", blocked).await, standing, "the same, but from the API");
    delete(&app, place, "HIGHAMNT").await.must(204);
    assert_eq!(list(app.company(), "", blocked).await, standing[..1]);
}

#[tokio::test]
async fn the_examples_of_the_page_are_accepted() {
    let app = TestApp::of(&["documentation-samples"]).await;
    let planner = app.holder("planner-token", Some(UserId(uuid!("750524a2-907b-4dde-9fec-d038ab043f53"))));
    let report = "93B9D238A6864C019258";
    let expense = "99F8CC6B1AEE6049B03652F018CAF096";
    let places = [
        (Report(report), "?excludeExpenses=true"),
        (Expense(report, expense), "?excludeItemizations=true"),
        (Allocation(report, expense, "6E23ECF391221145898792F926D4E7A5"), ""),
    ];
    for (place, query) in places {
        put(&app, place, "MISSREQFLD", "ALL").await.must(200);
        for (caller, context) in [(planner, "TRAVELER"), (app.company(), "")] {
            let request = caller.get(&format!("{}{query}", address(caller, context, place)));
            let listed = request.header("content-type", "application/json").await.must(200).json();
            assert_eq!(codes(listed.as_array().unwrap()), ["MISSREQFLD"], "{place:?}");
        }
        delete(&app, place, "MISSREQFLD").header("content-type", "application/json").await.must(204);
    }
}

#[tokio::test]
async fn nothing_is_remarked_on_a_paid_report() {
    let app = TestApp::start().await;
    for place in [Report(PAID), Expense(PAID, PAID_EXPENSE), Allocation(PAID, PAID_EXPENSE, SHARE)] {
        put(&app, place, "LATESUBM", "ALL").await.refused(400, "approvalStatusId");
        delete(&app, place, "LATESUBM").await.refused(400, "approvalStatusId");
    }
}

#[tokio::test]
async fn an_unknown_report_expense_or_allocation_is_404() {
    let app = TestApp::start().await;
    for (place, field) in [
        (Report(UNKNOWN), "reportId"),
        (Expense(UNKNOWN, TAXI), "reportId"),
        (Expense(DRAFT, NOTHING), "expenseId"),
        (Expense(DRAFT, HOTEL), "expenseId"),
        (Expense(DRAFT, "nonsense"), "expenseId"),
        (Allocation(UNKNOWN, BOOTH, SHARE), "reportId"),
        (Allocation(AT_COST_OBJECTS, NOTHING, SHARE), "expenseId"),
        (Allocation(AT_COST_OBJECTS, BOOTH, NOTHING), "allocationId"),
        (Allocation(AT_COST_OBJECTS, BOOTH, "nonsense"), "allocationId"),
        (Allocation(DRAFT, TAXI, SHARE), "allocationId"),
    ] {
        put(&app, place, "LATESUBM", "ALL").await.refused(404, field);
        delete(&app, place, "LATESUBM").await.refused(404, field);
        for (caller, context) in [(app.traveler(), "TRAVELER"), (app.company(), "")] {
            caller.get(&address(caller, context, place)).await.refused(404, field);
        }
    }
}

#[tokio::test]
async fn a_context_that_the_operation_does_not_support_is_400_and_someone_elses_report_403() {
    let app = TestApp::start().await;
    for place in PLACES {
        for context in ["PROCESSOR", "NOBODY", "traveler"] {
            let path = address(app.traveler(), context, place);
            app.traveler().get(&path).await.refused(400, "contextType");
        }
        let colleague = app.colleague();
        colleague.get(&address(colleague, "TRAVELER", place)).await.refused(403, "reportId");
        colleague.get(&address(colleague, "MANAGER", place)).await.refused(403, "reportId");
        let as_owner = colleague.acting_for(TRAVELER);
        colleague.get(&address(as_owner, "TRAVELER", place)).await.refused(403, "userId");
    }
}

#[tokio::test]
async fn a_call_without_a_token_is_401_and_one_with_the_wrong_token_403() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    let narrow = narrow_token(&app).await;
    for place in PLACES {
        let (long, short) = (address(app.traveler(), "TRAVELER", place), address(app.company(), "", place));
        let named = format!("{short}/LATESUBM");
        let calls = [(Method::GET, &long), (Method::GET, &short), (Method::PUT, &short), (Method::DELETE, &named)];
        for (method, path) in calls {
            app.request(method.clone(), path).await.must(401);
            app.request(method.clone(), path).bearer("nobody-token").await.must(401);
            let narrow = if *path == long { &narrow } else { "narrow-company-token" };
            app.request(method.clone(), path).bearer(narrow).await.must(403);
            let wrong = if *path == long { "company-token" } else { "traveler-token" };
            app.request(method, path).bearer(wrong).await.must(403);
        }
    }
}
