//! Whether two dialects agree: the same command through each leaves the same world and raises the same events.

use std::collections::BTreeMap;

use concur_emulator::core::report::Report;
use serde_json::Value;

use super::emulator::TestApp;
use super::request::Request;

/// A request that a test makes of an app.
pub type Ask = for<'a> fn(&'a TestApp) -> Request<'a>;

/// Asks two emulators of these scenarios the same thing in two ways, and compares what is left.
pub async fn agree(scenarios: &[&str], one: Ask, other: Ask) {
    let (one, other) = (Left::by(scenarios, one).await, Left::by(scenarios, other).await);
    assert_eq!(one.shown, other.shown, "the reports as control shows them");
    assert_eq!(one.events, other.events, "the events");
    assert!(one.reports.keys().eq(other.reports.keys()), "which reports there are");
    for (id, report) in &one.reports {
        assert_eq!(*report, other.reports[id], "{id}");
    }
}

/// What a command leaves behind.
struct Left {
    shown: Vec<Value>,
    events: Vec<Value>,
    reports: BTreeMap<String, Report>,
}

impl Left {
    async fn by(scenarios: &[&str], request: Ask) -> Self {
        let app = TestApp::of(scenarios).await;
        let answer = request(&app).await;
        assert!((200..300).contains(&answer.status) && !answer.text().contains("FAILURE"), "{}", answer.text());
        let (mut shown, mut events) = (app.control().reports().await, app.control().events().await);
        for value in shown.iter_mut().chain(&mut events) {
            forget(value, app.base_url());
        }
        // By which door it came is all that its history may differ in.
        let without_history = |report: &Report| Report { history: Default::default(), ..report.clone() };
        let reports = app.world().reports().map(|report| (report.id.to_string(), without_history(report))).collect();
        Self { shown, events, reports }
    }
}

/// Forgets what differs from one request to another, whatever it does: by which door it came, under which id, to which address.
fn forget(value: &mut Value, base_url: &str) {
    match value {
        Value::Object(fields) => {
            ["through", "correlationId"].iter().for_each(|name| drop(fields.remove(*name)));
            fields.values_mut().for_each(|field| forget(field, base_url));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| forget(item, base_url)),
        Value::String(text) => *text = text.replace(base_url, ""),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
