//! Control, as tests use it.

use std::fmt;

use concur_emulator::core::World;
use reqwest::Method;
use serde_json::{Value, json};

use super::emulator::TestApp;
use super::request::Request;

/// Control of an emulator.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    app: &'a TestApp,
    /// The company whose tenant is meant, where that is not the first.
    company: Option<&'a str>,
}

impl<'a> Control<'a> {
    pub(super) fn new(app: &'a TestApp) -> Self {
        Self { app, company: None }
    }

    /// Control of the tenant of this company.
    pub fn of(self, company: &'a str) -> Self {
        Self { company: Some(company), ..self }
    }

    /// Any request.
    pub fn request(self, method: Method, path: &str) -> Request<'a> {
        let between = if path.contains('?') { '&' } else { '?' };
        let company = self.company.map(|company| format!("{between}company={company}")).unwrap_or_default();
        self.app.request(method, &format!("/_emulator/{path}{company}"))
    }

    /// What there is to know of a report.
    pub async fn report(self, report: &str) -> Value {
        self.request(Method::GET, &format!("reports/{report}")).await.must(200).json()
    }

    /// Where a report is: approval and payment status.
    pub async fn status(self, report: &str) -> (String, String) {
        let report = self.report(report).await;
        let text = |field: &str| report[field].as_str().unwrap_or_default().to_owned();
        (text("approvalStatus"), text("paymentStatus"))
    }

    /// All reports.
    pub async fn reports(self) -> Vec<Value> {
        self.list("reports").await
    }

    /// All events raised, oldest first.
    pub async fn events(self) -> Vec<Value> {
        self.list("events").await
    }

    async fn list(self, what: &str) -> Vec<Value> {
        let (mut items, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.request(Method::GET, &format!("{what}{after}")).await.must(200).json();
            items.extend(page["items"].as_array().expect("a list of items").iter().cloned());
            match page["next"].as_str() {
                Some(next) => after = format!("?after={next}"),
                None => return items,
            }
        }
    }

    /// Does with a report, as someone, what only Concur's own pages can do at Concur.
    pub fn act(self, report: &str, action: &str, by: &str) -> Request<'a> {
        let body = json!({"action": action, "as": by, "comment": "By way of Concur's own pages"});
        self.request(Method::POST, &format!("reports/{report}/actions")).json(&body)
    }
}

/// What is there to be changed: the whole world, every report as control shows it, and the events raised.
#[derive(Debug, PartialEq)]
pub struct Snapshot {
    reports: Vec<Value>,
    events: Vec<Value>,
    world: Frozen,
}

/// A world that is compared and not shown: it is too long to be read.
#[derive(PartialEq)]
struct Frozen(World);

impl fmt::Debug for Frozen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a world of {} reports", self.0.report_count())
    }
}

impl Control<'_> {
    /// The world as it is.
    pub async fn snapshot(self) -> Snapshot {
        Snapshot { reports: self.reports().await, events: self.events().await, world: Frozen(self.app.world()) }
    }
}
