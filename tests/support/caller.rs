//! Someone with a token, and what he can ask for.

use concur_emulator::core::ids::UserId;
use reqwest::Method;
use serde_json::{Value, json};

use super::emulator::TestApp;
use super::request::Request;

/// Someone with a token. The paths that he calls name him, or whomever he acts for; the company's are the short ones.
#[derive(Clone, Copy)]
pub struct Caller<'a> {
    app: &'a TestApp,
    token: &'a str,
    user: Option<UserId>,
}

impl<'a> Caller<'a> {
    pub(super) fn new(app: &'a TestApp, token: &'a str, user: Option<UserId>) -> Self {
        Self { app, token, user }
    }

    /// The same token, with another user in the paths.
    pub fn acting_for(self, user: UserId) -> Self {
        Self { user: Some(user), ..self }
    }

    /// The same token on the short paths.
    pub fn on_short_paths(self) -> Self {
        Self { user: None, ..self }
    }

    /// Any request.
    pub fn request(self, method: Method, path: &str) -> Request<'a> {
        self.app.request(method, path).bearer(self.token)
    }

    /// GET.
    pub fn get(self, path: &str) -> Request<'a> {
        self.request(Method::GET, path)
    }

    fn patch(self, path: &str) -> Request<'a> {
        self.request(Method::PATCH, path)
    }

    /// The path of a report in this context; the short one for whoever is no user.
    pub fn path(self, context: &str, report: &str) -> String {
        match self.user {
            Some(user) => format!("/expensereports/v4/users/{user}/context/{context}/reports/{report}"),
            None => format!("/expensereports/v4/reports/{report}"),
        }
    }

    fn user_path(self) -> String {
        format!("/expensereports/v4/users/{}", self.user.expect("a user in the path"))
    }

    /// Creates a report.
    pub fn create(self, report: &Value) -> Request<'a> {
        self.request(Method::POST, &format!("{}/context/TRAVELER/reports", self.user_path())).json(report)
    }

    /// Gets a report as its owner.
    pub fn report(self, report: &str) -> Request<'a> {
        self.report_as("TRAVELER", report)
    }

    /// Gets a report in a context.
    pub fn report_as(self, context: &str, report: &str) -> Request<'a> {
        self.get(&self.path(context, report))
    }

    /// Changes a report: as its owner, or on the short path the five fields that stay open.
    pub fn update(self, report: &str, patch: &Value) -> Request<'a> {
        self.patch(&self.path("TRAVELER", report)).json(patch)
    }

    /// Deletes a report.
    pub fn delete(self, report: &str) -> Request<'a> {
        self.request(Method::DELETE, &self.on_short_paths().path("", report))
    }

    /// Lists the expenses of a report.
    pub fn expenses(self, report: &str) -> Request<'a> {
        self.get(&format!("{}/expenses", self.path("TRAVELER", report)))
    }

    /// Adds an expense to a report (v3), of ten dollars for a taxi.
    pub fn add_entry(self, report: &str) -> Request<'a> {
        self.request(Method::POST, "/api/v3.0/expense/entries").json(&entry(report))
    }

    /// Submits a report.
    pub fn submit(self, report: &str) -> Request<'a> {
        self.patch(&format!("{}/reports/{report}/submit", self.user_path()))
    }

    /// Approves a report, saying nothing.
    pub fn approve(self, report: &str) -> Request<'a> {
        self.patch(&format!("{}/approve", self.path("MANAGER", report)))
    }

    /// Sends a report back, saying why.
    pub fn send_back(self, report: &str) -> Request<'a> {
        self.patch(&format!("{}/sendBack", self.path("MANAGER", report))).json(&json!({"comment": "Once more, please"}))
    }

    /// Recalls a report.
    pub fn recall(self, report: &str) -> Request<'a> {
        self.patch(&format!("{}/recall", self.path("TRAVELER", report)))
    }

    /// Says that a report is booked (v2.0), in JSON.
    pub fn integrate(self, report: &str) -> Request<'a> {
        let path = format!("/api/expense/expensereport/v2.0/integrationstatus/report/{report}");
        self.request(Method::POST, &path).header("accept", "application/json")
    }

    /// Lists the cost objects of a report.
    pub fn cost_objects(self, report: &str) -> Request<'a> {
        self.get(&format!("{}/reports/{report}/costObjectsForApprover", self.user_path()))
    }

    /// Lists the reports that wait for him.
    pub fn to_approve(self) -> Request<'a> {
        self.get(&format!("{}/context/MANAGER/reportsToApprove", self.user_path()))
    }

    /// Subscribes an endpoint to a topic's events.
    pub fn subscribe(self, id: &str, topic: &str, endpoint: &str) -> Request<'a> {
        let body = json!({"id": id, "topic": topic, "filter": ".*", "webHookConfig": {"endpoint": endpoint}});
        self.request(Method::PUT, "/events/v4/subscriptions/webhook").json(&body)
    }
}

/// An expense of ten dollars for a taxi, as v3 has it.
pub fn entry(report: &str) -> Value {
    json!({
        "ReportID": report,
        "ExpenseTypeCode": "TAXIX",
        "PaymentTypeID": "CASH",
        "TransactionDate": "2026-02-27",
        "TransactionAmount": 10,
        "TransactionCurrencyCode": "USD",
    })
}
