//! The examples of the pages, replayed: whatever is emulated accepts them.

use concur_emulator::core::ids::{ExpenseId, ReportId};
use reqwest::Method;

use super::documented::{Operation, of_v4};
use super::examples::{By, EXAMPLES, Example};
use super::pending::is_pending;
use crate::support::cast::{COST_OWNER_2, MANAGER, TRAVELER};
use crate::support::documents;
use crate::support::emulator::TestApp;
use crate::support::request::Request;

const DRAFT: &str = "E7A00000000000000001";
const SUBMITTED: &str = "E7A00000000000000002";
const EXPENSE: &str = "E7A00000000000000000000000000001";
const SUBMITTED_EXPENSE: &str = "E7A00000000000000000000000000002";
/// At external validation.
const EXTERNAL: &str = "764428DD6A664AF0BFCB";
/// At its cost object owners.
const ALLOCATED: &str = "97F923D6935D4426BF9C";

/// Operations that the pages describe without an example.
const WITHOUT: &[&str] = &["v4.sendBackReport", "v4.sendBackReportAsSystem", "v4.recallReport"];

/// The company that the examples are replayed in.
async fn app() -> TestApp {
    TestApp::of(&["empty", "documentation-samples", "examples.yaml"]).await
}

impl Example {
    fn method(&self) -> &'static str {
        self.call.split_once(' ').expect("a method and a path").0
    }

    /// The documented operation that it is one of.
    fn operation(&self, documented: &[Operation]) -> Operation {
        let call = expanded(self.call);
        let (method, url) = call.split_once(' ').expect("a method and a path");
        // One example of the workflows leaves the version out.
        let path = url.split('?').next().unwrap_or_default().replacen(
            "/expensereports/reports/",
            "/expensereports/v4/reports/",
            1,
        );
        let is_it = |o: &&Operation| o.method == method && documents::fits(&o.path, &path);
        documented.iter().find(is_it).unwrap_or_else(|| panic!("{} is on no page", self.call)).clone()
    }

    async fn replay(&self, by: By, operation: &str) {
        let app = app().await;
        for (call, body) in self.after {
            let answer = request(&app, call, body, By::Company).await;
            assert!((200..300).contains(&answer.status), "before {}: {}: {}", self.call, answer.asked, answer.text());
        }
        let answer = request(&app, self.call, self.body, by).await;
        assert_eq!(answer.status, self.status, "{}, {} by {by:?}: {}", self.page, self.call, answer.text());
        assert_eq!(answer.operation(), operation);
    }
}

/// A call as an example has it, with the headers that every example has.
fn request<'a>(app: &'a TestApp, call: &str, body: &str, by: By) -> Request<'a> {
    let call = filled(app, &expanded(call));
    let (method, path) = call.split_once(' ').expect("a method and a path");
    let token = match by {
        By::User => "traveler-token",
        By::Approver => "manager-token",
        By::CostOwner => "costowner2-token",
        By::Company => "company-token",
    };
    let method: Method = method.parse().expect("a method");
    app.request(method, path).bearer(token).content("application/json", filled(app, body))
}

/// A call with the beginning of its path written out.
fn expanded(call: &str) -> String {
    let long = "/expensereports/v4/users/{user}/context/TRAVELER/reports";
    call.replace("{long}", long).replace("{short}", "/expensereports/v4/reports")
}

/// A text with what stands in braces replaced by what the scenario has.
fn filled(app: &TestApp, text: &str) -> String {
    let world = app.world();
    let report = world.report(DRAFT.parse::<ReportId>().expect("an id")).expect("the draft");
    let expense = report.expense(EXPENSE.parse::<ExpenseId>().expect("an id"));
    let allocation =
        expense.and_then(|expense| expense.allocations.first()).map(|allocation| allocation.id.to_string());
    let values = [
        // As the pages write it.
        ("{user}", TRAVELER.to_string().to_uppercase()),
        ("{approver}", MANAGER.to_string()),
        ("{costOwner}", COST_OWNER_2.to_string()),
        ("{company}", world.company.id.to_string()),
        ("{policy}", world.default_policy().expect("a default policy").id.to_string()),
        ("{group}", world.company.forms.hierarchy_node.clone()),
        ("{draft}", DRAFT.to_owned()),
        ("{expense}", EXPENSE.to_owned()),
        ("{submitted}", SUBMITTED.to_owned()),
        ("{submittedExpense}", SUBMITTED_EXPENSE.to_owned()),
        ("{allocation}", allocation.unwrap_or_default()),
        ("{external}", EXTERNAL.to_owned()),
        ("{allocated}", ALLOCATED.to_owned()),
        // As on the pages; whoever emulates these puts them into the scenario.
        ("{attendee1}", "db05cf7e-073d-dc4d-90d8-d280783ec9bb".to_owned()),
        ("{attendee2}", "d1bddb46-3923-054a-b016-06bacf021c5b".to_owned()),
        ("{cashAdvance1}", "3fa85f64-5717-4562-b3fc-2c963f66afa6".to_owned()),
        ("{cashAdvance2}", "75e1fbe2-7de8-467f-9f6f-67073908459b".to_owned()),
        ("{tax}", "11373416D4DC0640B6B2CDE372937C1A".to_owned()),
    ];
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
}

/// Replays the examples whose method is one of these; those of operations that are owed wait until they are emulated.
async fn replay(methods: &[&str]) {
    let documented = of_v4();
    for example in EXAMPLES.iter().filter(|example| methods.contains(&example.method())) {
        let operation = example.operation(&documented);
        match operation.emulated() {
            Some(id) => {
                for by in example.by {
                    example.replay(*by, id).await;
                }
            }
            None => assert!(is_pending(&operation), "{} is neither emulated nor listed as owed", example.call),
        }
    }
}

#[tokio::test]
async fn every_example_that_looks_is_accepted() {
    replay(&["GET"]).await;
}

#[tokio::test]
async fn every_example_that_makes_or_puts_something_is_accepted() {
    replay(&["POST", "PUT"]).await;
}

#[tokio::test]
async fn every_example_that_changes_something_is_accepted() {
    replay(&["PATCH"]).await;
}

#[tokio::test]
async fn every_example_that_takes_something_away_is_accepted() {
    replay(&["DELETE"]).await;
}

#[test]
fn every_documented_operation_has_an_example() {
    let documented = of_v4();
    let shown: Vec<_> = EXAMPLES.iter().map(|example| example.operation(&documented).name()).collect();
    let is_without = |o: &Operation| o.emulated().is_some_and(|id| WITHOUT.contains(&id));
    let missing: Vec<_> = documented.iter().filter(|o| !shown.contains(&o.name()) && !is_without(o)).collect();
    assert!(missing.is_empty(), "{:#?}", missing.iter().map(|o| o.name()).collect::<Vec<_>>());
}
