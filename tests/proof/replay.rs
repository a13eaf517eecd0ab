//! The examples of the pages, replayed: whatever is emulated accepts them.

use concur_emulator::core::ids::{ExpenseId, ReportId};
use reqwest::Method;

use super::documented::{Operation, of_v4};
use super::examples::{By, EXAMPLES, Example};
use super::pending::is_pending;
use crate::support::documents;
use crate::support::emulator::TestApp;
use crate::support::request::Request;

const DRAFT: &str = "E7A00000000000000001";
const EXPENSE: &str = "E7A00000000000000000000000000001";

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
            let answer = request(&app, call, body, by).await;
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
        By::Colleague => "colleague-token",
        By::Requester => "requester-token",
        By::Administrator => "admin-token",
        By::Company => "company-token",
    };
    let method: Method = method.parse().expect("a method");
    app.request(method, path).bearer(token).content("application/json", filled(app, body))
}

/// What the longest names stand for.
const PATHS: &[(&str, &str)] = &[
    ("{long}", "/expensereports/v4/users/{user}/context/TRAVELER/reports"),
    ("{short}", "/expensereports/v4/reports"),
    ("{approvals}", "/expensereports/v4/users/{approver}/context/MANAGER"),
    ("{requests}", "/expensereports/v4/users/{requester}/context/TRAVELER/reports/{requested}"),
    ("{config}", "/expenseconfig/v4/users/{administrator}"),
];

/// What names stand for, in the company that the examples are replayed in.
const NAMES: &[(&str, &str)] = &[
    // As the page writes users.
    ("{user}", "F2D07D5F-7A6F-44FA-98C7-C4B405BD6CA3"),
    ("{approver}", "45afdc31-0593-4e95-ba75-b094e9326b6d"),
    ("{costOwner}", "aa024d31-95eb-4270-b9f8-cb6b5f558a7c"),
    ("{requester}", "f0257b7a-3f13-4b74-bb9f-66c9020cfb29"),
    ("{administrator}", "32C2FCC3-B2E8-4907-9672-5B3F49B1C643"),
    ("{company}", "12fc85ee-6f43-4d85-ba0d-94e844849dc1"),
    ("{draft}", DRAFT),
    ("{expense}", EXPENSE),
    ("{submitted}", "E7A00000000000000002"),
    ("{submittedExpense}", "E7A00000000000000000000000000002"),
    ("{costObject}", "88EACA3116581248BCE27956DE67647D"),
    // At external validation.
    ("{external}", "764428DD6A664AF0BFCB"),
    // At its cost object owners.
    ("{allocated}", "97F923D6935D4426BF9C"),
    ("{requested}", "28BA437223EE41A49F7B"),
    ("{taxed}", "52FE459784414104BA4D"),
    ("{taxedExpense}", "A57E742BFA61994DABC964EE39677392"),
    ("{tax}", "11373416D4DC0640B6B2CDE372937C1A"),
    ("{attendee1}", "db05cf7e-073d-dc4d-90d8-d280783ec9bb"),
    ("{attendee2}", "d1bddb46-3923-054a-b016-06bacf021c5b"),
    ("{cashAdvance1}", "3fa85f64-5717-4562-b3fc-2c963f66afa6"),
    ("{cashAdvance2}", "75e1fbe2-7de8-467f-9f6f-67073908459b"),
    ("{group}", "40D435A25DAE45A093AF455A93702A02"),
    // What the administrator's group offers.
    ("{offered}", "B3173DEE4434427293ED0286992452E3"),
];

/// A call with the beginning of its path written out.
fn expanded(call: &str) -> String {
    PATHS.iter().fold(call.to_owned(), |call, (name, path)| call.replace(name, path))
}

/// A text with what stands in braces replaced by what the scenario has.
fn filled(app: &TestApp, text: &str) -> String {
    let world = app.world();
    let report = world.report(DRAFT.parse::<ReportId>().expect("an id")).expect("the draft");
    let expense = report.expense(EXPENSE.parse::<ExpenseId>().expect("an id")).expect("its expense");
    let allocation = expense.allocations.first().expect("its allocation").id.to_string();
    let policy = world.default_policy().expect("a default policy").id.to_string();
    let found = [("{allocation}", allocation.as_str()), ("{policy}", policy.as_str())];
    NAMES.iter().chain(&found).fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
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
