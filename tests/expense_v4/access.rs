//! Who may call what: every operation of v4 with every kind of token, scope, context and part.
//!
//! The operations come from the document, so that a new one fails here until it has a row in [`ROWS`].

use std::collections::BTreeSet;

use concur_emulator::core::ids::UserId;
use concur_emulator::core::switch::Switch;
use concur_emulator::core::user::Right;
use concur_emulator::server::routes::Families;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::cast::{COLLEAGUE, COST_OWNER_1, COST_OWNER_2, DELEGATE, MANAGER, PROCESSOR, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::{AT_MANAGER, DRAFT};
use crate::support::request::{Answer, Request};
use crate::support::written;

const COMPANY: &str = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";
/// A report that there is not, so that whoever is let in finds nothing.
const NONE: &str = "FFFFFFFFFFFFFFFFFFFF";
/// An expense of [`DRAFT`].
const EXPENSE: &str = "F5EC52ED0108847512E1BC7656670B14";

const SCOPES: &[&str] = &[
    "user.read",
    "expense.report.tax.readwrite",
    "expense.report.read",
    "expense.report.readwrite",
    "expense.report.workflowstatus.write",
];
const READ: &[&str] = &["expense.report.read", "expense.report.readwrite"];
const WRITE: &[&str] = &["expense.report.readwrite"];
const READ_TAX: &[&str] = &["expense.report.read", "expense.report.readwrite", "expense.report.tax.readwrite"];
const WRITE_TAX: &[&str] = &["expense.report.tax.readwrite"];
const WORKFLOW: &[&str] = &["expense.report.workflowstatus.write"];

const CONTEXTS: &[&str] = &["TRAVELER", "MANAGER", "PROCESSOR", "PROXY", "traveler", "NONSENSE"];
const OWN: &[&str] = &["TRAVELER", "PROXY"];
const ASKED: &[&str] = &["TRAVELER", "MANAGER", "PROXY"];
const ALL: &[&str] = &["TRAVELER", "MANAGER", "PROCESSOR", "PROXY"];

/// Which tokens an operation takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    User,
    Company,
    Both,
}

/// Whose part it takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The owner's, or that of a delegate of his with this right.
    Owner(Right),
    /// The owner's, and no delegate's.
    OwnerHimself,
    /// That of someone who is asked to approve, or of a delegate of his with this right.
    Approver(Right),
    /// Nobody's: it is the company's alone.
    Nobodys,
}

/// What the pages say of an operation.
struct Row(&'static str, Takes, &'static [&'static str], &'static [&'static str], Part);

const ROWS: &[Row] = &[
    Row("v4.createReport", Takes::Both, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.getReport", Takes::Both, READ, ALL, Part::Owner(Right::View)),
    Row("v4.updateReport", Takes::Both, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.updateSubmittedReport", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.deleteReport", Takes::Both, WRITE, &[], Part::OwnerHimself),
    Row("v4.deleteReportInContext", Takes::Both, WRITE, OWN, Part::OwnerHimself),
    Row("v4.listReports", Takes::Both, READ, OWN, Part::Owner(Right::View)),
    Row("v4.getReportById", Takes::Both, READ, &[], Part::Owner(Right::View)),
    Row("v4.listExpenses", Takes::Both, READ, &["TRAVELER"], Part::Owner(Right::View)),
    Row("v4.getExpense", Takes::Both, READ, &["TRAVELER", "MANAGER", "PROXY"], Part::Owner(Right::View)),
    Row("v4.submitReport", Takes::Both, WRITE, &[], Part::Owner(Right::Submit)),
    Row("v4.submitReportInContext", Takes::Both, WRITE, OWN, Part::Owner(Right::Submit)),
    Row("v4.approveReport", Takes::User, WORKFLOW, &["MANAGER"], Part::Approver(Right::Approve)),
    Row("v4.approveReportAsSystem", Takes::Company, WORKFLOW, &[], Part::Nobodys),
    Row("v4.sendBackReport", Takes::User, WORKFLOW, &["MANAGER"], Part::Approver(Right::Approve)),
    Row("v4.sendBackReportAsSystem", Takes::Company, WORKFLOW, &[], Part::Nobodys),
    Row("v4.recallReport", Takes::User, WORKFLOW, OWN, Part::Owner(Right::Submit)),
    Row("v4.reportsToApprove", Takes::Both, READ, &["MANAGER"], Part::Approver(Right::Approve)),
    Row("v4.costObjectsForApprover", Takes::Both, READ, &[], Part::Approver(Right::Approve)),
    Row("v4.costObjectsForApproverInContext", Takes::Both, READ, &["MANAGER"], Part::Approver(Right::Approve)),
    Row("v4.getCashAdvances", Takes::Both, READ, &[], Part::Owner(Right::View)),
    Row("v4.associateCashAdvances", Takes::Both, WRITE, &[], Part::Owner(Right::Prepare)),
    Row("v4.disassociateCashAdvances", Takes::Both, WRITE, &[], Part::Owner(Right::Prepare)),
    Row("v4.getRequestAssociations", Takes::Both, READ, ALL, Part::Owner(Right::View)),
    Row("v4.listReportComments", Takes::User, READ, ASKED, Part::Owner(Right::View)),
    Row("v4.addReportComment", Takes::User, WRITE, ASKED, Part::Owner(Right::Prepare)),
    Row("v4.changeReportComment", Takes::User, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.deleteReportComment", Takes::User, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.listReportCommentsAsSystem", Takes::Company, READ, &[], Part::Nobodys),
    Row("v4.addReportCommentAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.changeReportCommentAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.deleteReportCommentAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.listExpenseComments", Takes::User, READ, OWN, Part::Owner(Right::View)),
    Row("v4.addExpenseComment", Takes::User, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.changeExpenseComment", Takes::User, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.deleteExpenseComment", Takes::User, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.listExpenseCommentsAsSystem", Takes::Company, READ, &[], Part::Nobodys),
    Row("v4.addExpenseCommentAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.changeExpenseCommentAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.deleteExpenseCommentAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.listReportExceptions", Takes::User, READ, ASKED, Part::Owner(Right::View)),
    Row("v4.listReportExceptionsAsSystem", Takes::Company, READ, &[], Part::Nobodys),
    Row("v4.putReportExceptionAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.deleteReportExceptionAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.listExpenseExceptions", Takes::User, READ, ASKED, Part::Owner(Right::View)),
    Row("v4.listExpenseExceptionsAsSystem", Takes::Company, READ, &[], Part::Nobodys),
    Row("v4.putExpenseExceptionAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.deleteExpenseExceptionAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.listAllocationExceptions", Takes::User, READ, ASKED, Part::Owner(Right::View)),
    Row("v4.listAllocationExceptionsAsSystem", Takes::Company, READ, &[], Part::Nobodys),
    Row("v4.putAllocationExceptionAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.deleteAllocationExceptionAsSystem", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.listItemizations", Takes::Both, READ, &["TRAVELER"], Part::Owner(Right::View)),
    Row("v4.getReportFormFields", Takes::Both, READ, &[], Part::Owner(Right::View)),
    Row("v4.getExpenseFormFields", Takes::Both, READ, &[], Part::Owner(Right::View)),
    Row("v4.updateSubmittedExpense", Takes::Company, WRITE, &[], Part::Nobodys),
    Row("v4.deleteExpense", Takes::Both, WRITE, &[], Part::Owner(Right::Prepare)),
    Row("v4.createExpense", Takes::Both, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.updateExpenseInContext", Takes::Both, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.deleteExpenseInContext", Takes::Both, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.listAllocations", Takes::Both, READ, &["TRAVELER", "MANAGER"], Part::Owner(Right::View)),
    Row("v4.getAllocation", Takes::Both, READ, OWN, Part::Owner(Right::View)),
    Row("v4.updateAllocation", Takes::Both, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.getAttendees", Takes::Both, READ, OWN, Part::Owner(Right::View)),
    Row("v4.getAttendeesAsSystem", Takes::Company, READ, &[], Part::Nobodys),
    Row("v4.setAttendees", Takes::User, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.removeAttendees", Takes::User, WRITE, OWN, Part::Owner(Right::Prepare)),
    Row("v4.getExpenseTaxes", Takes::Company, READ_TAX, &[], Part::Nobodys),
    Row("v4.updateExpenseTax", Takes::Company, WRITE_TAX, &[], Part::Nobodys),
];

/// An operation as the document has it, with its row.
struct Operation {
    row: &'static Row,
    method: Method,
    path: String,
}

fn operations() -> Vec<Operation> {
    let families = Families::all();
    let family = families.iter().find(|family| family.name == "expense-v4").unwrap();
    let document = serde_json::from_str::<serde_json::Value>(&family.document.text()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            let row = ROWS.iter().find(|Row(known, ..)| *known == id);
            let row = row.unwrap_or_else(|| panic!("{id} has no row here: say who may call it"));
            operations.push(Operation { row, method: method.to_uppercase().parse().unwrap(), path: path.clone() });
        }
    }
    operations
}

impl Operation {
    fn context(&self) -> &'static str {
        self.row.3.first().copied().unwrap_or_default()
    }

    /// The user whose part it takes.
    fn principal(&self) -> UserId {
        if matches!(self.row.4, Part::Approver(_)) { MANAGER } else { TRAVELER }
    }

    /// A report on which he has that part.
    fn report(&self) -> &'static str {
        if matches!(self.row.4, Part::Approver(_)) { AT_MANAGER } else { DRAFT }
    }

    /// Whether its path names a report.
    fn is_on_a_report(&self) -> bool {
        self.path.contains("{reportId}")
    }

    fn request<'a>(&self, app: &'a TestApp, user: UserId, context: &str, report: &str) -> Request<'a> {
        let path = self.path.replace("{userId}", &user.to_string()).replace("{contextType}", context);
        let path = path.replace("{reportId}", report).replace("{expenseId}", EXPENSE);
        let path: Vec<_> = path.split('/').map(|part| if part.starts_with('{') { NONE } else { part }).collect();
        let request = app.request(self.method.clone(), &path.join("/"));
        let has_body = [Method::POST, Method::PUT, Method::PATCH].contains(&self.method);
        if has_body { request.json(&json!({})) } else { request }
    }

    /// By whom it is called as it should be.
    fn plainly<'a>(&self, app: &'a TestApp) -> Request<'a> {
        self.request(app, self.principal(), self.context(), NONE)
    }

    /// Whether an answer is that of someone who was let in and named a report that there is not.
    fn let_in(&self, answer: &Answer) {
        if self.is_on_a_report() {
            assert_eq!(answer.status, 404, "{}: {}", self.row.0, answer.text());
        } else {
            assert!([200, 400].contains(&answer.status), "{}: {}", self.row.0, answer.text());
        }
    }
}

/// Every switch is on; traveler and manager have a delegate with each right alone.
async fn app() -> TestApp {
    let delegates = json!([
        {"user": "colleague@example.com", "canPrepare": true},
        {"user": "delegate@example.com", "canSubmit": true},
        {"user": "costowner1@example.com", "canApprove": true},
    ]);
    let user = |name: &str, id: UserId, manager: &str| {
        json!({
            "login": format!("{name}@example.com"), "id": id.to_string(), "firstName": name, "lastName": "Example",
            "manager": manager, "password": "password", "token": format!("{name}-token"), "delegates": delegates,
        })
    };
    // A company token is asked for time and again here, with the one request token that there is.
    let on = Switch::ALL.iter().filter(|switch| **switch != Switch::SingleUseRequestTokens);
    let switches: serde_json::Map<_, _> = on.map(|switch| (switch.name().to_owned(), Value::Bool(true))).collect();
    let scenario = json!({
        "extends": "default",
        "switches": switches,
        "users": [user("traveler", TRAVELER, "manager@example.com"), user("manager", MANAGER, "approver2@example.com")],
    });
    written::start(&scenario).await
}

/// A token with this scope alone.
async fn token(app: &TestApp, login: Option<&str>, scope: &str) -> String {
    let (user, password) = login.map_or((COMPANY.to_owned(), "emulator-request-token&credtype=authtoken"), |login| {
        (format!("{login}@example.com"), "password")
    });
    let form = format!(
        "client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&client_secret=emulator-secret&grant_type=password\
         &username={user}&password={password}&scope={scope}"
    );
    let request = app.request(Method::POST, "/oauth2/v0/token");
    let answer = request.content("application/x-www-form-urlencoded", form).await.must(200);
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

#[test]
fn the_table_has_every_operation_once_and_no_other() {
    let documented: Vec<_> = operations().iter().map(|operation| operation.row.0).collect();
    let known: BTreeSet<_> = ROWS.iter().map(|row| row.0).collect();
    assert_eq!(known.len(), ROWS.len());
    assert_eq!(known, documented.into_iter().collect());
}

#[tokio::test]
async fn a_call_without_a_valid_token_is_401() {
    let app = app().await;
    for operation in operations() {
        for authorization in ["", "Bearer", "Bearer unknown", "Basic traveler-token", "OAuth unknown"] {
            let request = operation.plainly(&app).header("authorization", authorization);
            let answer = request.await;
            assert_eq!(answer.status, 401, "{} with {authorization:?}: {}", operation.row.0, answer.text());
        }
        operation.plainly(&app).await.must(401);
    }
}

#[tokio::test]
async fn a_kind_of_token_that_an_operation_does_not_take_is_403() {
    let app = app().await;
    for operation in operations() {
        let takes = operation.row.1;
        let users = if operation.principal() == MANAGER { "manager-token" } else { "traveler-token" };
        operation.plainly(&app).bearer("app-token").await.must(403);
        for (token, is_taken) in [(users, takes != Takes::Company), ("company-token", takes != Takes::User)] {
            let answer = operation.plainly(&app).bearer(token).await;
            if is_taken {
                operation.let_in(&answer);
            } else {
                assert_eq!(answer.status, 403, "{} with {token}: {}", operation.row.0, answer.text());
            }
        }
    }
}

#[tokio::test]
async fn a_token_without_the_scope_is_403() {
    let app = app().await;
    for scope in SCOPES {
        let travelers = token(&app, Some("traveler"), scope).await;
        let managers = token(&app, Some("manager"), scope).await;
        let companys = token(&app, None, scope).await;
        for operation in operations() {
            let Row(id, takes, scopes, ..) = operation.row;
            let users = if operation.principal() == MANAGER { &managers } else { &travelers };
            let token = if *takes == Takes::Company { &companys } else { users };
            let answer = operation.plainly(&app).bearer(token).await;
            if scopes.contains(scope) {
                operation.let_in(&answer);
            } else {
                assert_eq!(answer.status, 403, "{id} with {scope}: {}", answer.text());
            }
        }
    }
}

#[tokio::test]
async fn a_context_that_an_operation_does_not_support_is_400_and_a_supported_one_looks_for_the_report() {
    let app = app().await;
    for operation in operations().iter().filter(|operation| operation.path.contains("{contextType}")) {
        let users = if operation.principal() == MANAGER { "manager-token" } else { "traveler-token" };
        for context in CONTEXTS {
            let answer = operation.request(&app, operation.principal(), context, NONE).bearer(users).await;
            if operation.row.3.contains(context) {
                operation.let_in(&answer);
            } else {
                answer.refused(400, "contextType");
            }
        }
    }
}

#[tokio::test]
async fn a_stranger_is_403_whatever_he_calls_himself() {
    let app = app().await;
    for operation in operations().iter().filter(|operation| operation.row.1 != Takes::Company) {
        // As himself he may list and create what is his own.
        let as_himself = operation.is_on_a_report().then_some(COST_OWNER_2);
        for user in as_himself.into_iter().chain(operation.path.contains("{userId}").then_some(operation.principal())) {
            for context in operation.row.3.iter().chain(operation.row.3.is_empty().then_some(&"")) {
                let request = operation.request(&app, user, context, operation.report()).bearer("costowner2-token");
                let answer = request.await;
                assert_eq!(answer.status, 403, "{} {context}: {}", operation.row.0, answer.text());
            }
        }
        if operation.row.1 == Takes::Both && operation.is_on_a_report() && operation.path.contains("{userId}") {
            let request = operation.request(&app, COST_OWNER_2, operation.context(), operation.report());
            let answer = request.bearer("company-token").await;
            assert_eq!(answer.status, 403, "{} by the company: {}", operation.row.0, answer.text());
        }
    }
}

#[tokio::test]
async fn a_delegate_is_let_in_by_the_right_that_an_operation_needs() {
    let delegates = [
        ("colleague-token", COLLEAGUE, Right::Prepare),
        ("delegate-token", DELEGATE, Right::Submit),
        ("costowner1-token", COST_OWNER_1, Right::Approve),
    ];
    for operation in operations() {
        let right = match operation.row.4 {
            Part::Owner(right) | Part::Approver(right) => Some(right),
            Part::OwnerHimself => None,
            Part::Nobodys => continue,
        };
        let contexts = operation.row.3.iter().filter(|context| match operation.row.4 {
            Part::Approver(_) => **context == "MANAGER",
            _ => OWN.contains(*context),
        });
        for context in contexts.chain(operation.row.3.is_empty().then_some(&"")) {
            for (token, _, has) in delegates {
                // What he is let in to changes something: each begins anew.
                let app = app().await;
                let request = operation.request(&app, operation.principal(), context, operation.report());
                let answer = request.bearer(token).await;
                let may = right.is_some_and(|right| right == Right::View || right == has);
                assert!(answer.status != 401, "{}", answer.text());
                assert_eq!(answer.status != 403, may, "{} {context} {has:?}: {}", operation.row.0, answer.text());
            }
        }
    }
}

#[tokio::test]
async fn approvers_read_what_they_are_asked_about_and_processors_everything() {
    let app = app().await;
    for operation in operations().iter().filter(|o| o.method == Method::GET && o.is_on_a_report()) {
        for (context, token, user, report, may) in [
            ("MANAGER", "manager-token", MANAGER, AT_MANAGER, true),
            ("MANAGER", "manager-token", MANAGER, DRAFT, false),
            ("MANAGER", "traveler-token", TRAVELER, AT_MANAGER, false),
            ("PROCESSOR", "processor-token", PROCESSOR, DRAFT, true),
            ("PROCESSOR", "traveler-token", TRAVELER, DRAFT, false),
        ] {
            if operation.row.3.contains(&context) {
                let answer = operation.request(&app, user, context, report).bearer(token).await;
                assert_eq!(answer.status != 403, may, "{} {context} {report}: {}", operation.row.0, answer.text());
            }
        }
    }
}
