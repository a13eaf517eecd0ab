//! Switches: what tenants do differently, off and on.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use concur_emulator::core::switch::Switch;
use concur_emulator::server::routes::Families;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::caller::Caller;
use crate::support::cast::TRAVELER;
use crate::support::emulator::TestApp;
use crate::support::reports::{AT_MANAGER, DRAFT};
use crate::support::request::Request;
use crate::support::written;

const INTRODUCTION: &str = "\
# Switches

Generated from `src/core/switch.rs` and the operations; to renew it: `UPDATE_DOCS=1 cargo test the_table_of_switches`.

Tenants of Concur do not all do the same, and some answer what no page documents. A scenario says which way it is:

```yaml
switches:
  policyIdRequired: true
  listReports: false
```

An operation whose switch is off is answered as tenants do that have not got it: 404 with *No static resource …*. The log then
names the switch that allows it. In `openapi/` such an operation carries `x-emulator-switch`. What SAP has retired is answered in the
same way where `retiredAnswerAsRetired` is on; in `openapi/` whatever is deprecated says so.

| Switch | By default | What it does when it is on |
|---|---|---|
";

/// An operation of v4 with the switch that it names.
struct Documented {
    id: String,
    method: Method,
    path: String,
    switch: Option<String>,
}

fn documented() -> Vec<Documented> {
    let mut operations = Vec::new();
    for family in Families::all().iter() {
        let document = serde_json::from_str::<serde_json::Value>(&family.document.text()).unwrap();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                operations.push(Documented {
                    id: operation["operationId"].as_str().unwrap().to_owned(),
                    method: method.to_uppercase().parse().unwrap(),
                    path: path.clone(),
                    switch: operation["x-emulator-switch"].as_str().map(str::to_owned),
                });
            }
        }
    }
    operations
}

/// An emulator in whose scenario these switches stand so.
async fn app_with(switches: impl IntoIterator<Item = (Switch, bool)>) -> TestApp {
    let switches: BTreeMap<_, _> = switches.into_iter().map(|(switch, is_on)| (switch.name(), is_on)).collect();
    written::start(&json!({"extends": "default", "switches": switches})).await
}

fn filled(path: &str) -> String {
    let path = path.replace("{userId}", &TRAVELER.to_string()).replace("{contextType}", "TRAVELER");
    // A report that there is not: nothing comes of the calls but what the switch says.
    let path = path.replace("{reportId}", "FFFFFFFFFFFFFFFFFFFF");
    path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn each_operation_is_there_if_the_switch_that_its_document_names_is_on() {
    for on in Switch::ALL {
        let app = app_with(Switch::ALL.iter().map(|switch| (*switch, switch == on))).await;
        for operation in documented().iter().filter(|operation| operation.id.starts_with("v4.")) {
            let Documented { id, method, path, switch } = operation;
            let path = filled(path);
            let answer = app.company().request(method.clone(), &path).await;
            let is_there = switch.as_deref().is_none_or(|switch| switch == on.name());
            let is_missed = answer.text().contains("No static resource");
            assert_eq!(is_missed, !is_there, "{id} where only {} is on: {}", on.name(), answer.text());
            if is_missed {
                let answer = answer.must(404);
                assert_eq!(answer.operation(), id);
                let message = format!("No static resource {}.", path.trim_start_matches('/'));
                assert_eq!(answer.json()["errorMessage"], message);
            }
        }
    }
}

#[test]
fn every_switch_that_a_document_names_exists() {
    for Documented { id, switch, .. } in documented() {
        let is_known = |name: &String| Switch::ALL.iter().any(|switch| switch.name() == name);
        assert!(switch.as_ref().is_none_or(is_known), "{id} names {switch:?}");
    }
}

#[test]
fn a_scenario_knows_every_switch_and_no_other() {
    let schema = concur_emulator::fixtures::schema();
    let fields = schema["$defs"]["SwitchesDoc"]["properties"].as_object().unwrap();
    let mut known: Vec<_> = Switch::ALL.iter().map(|switch| switch.name()).collect();
    known.sort_unstable();
    let mut listed: Vec<_> = fields.keys().map(String::as_str).collect();
    listed.sort_unstable();
    assert_eq!(listed, known);
}

#[test]
fn the_table_of_switches_is_what_the_code_says() {
    let schema = concur_emulator::fixtures::schema();
    let fields = &schema["$defs"]["SwitchesDoc"]["properties"];
    let mut text = INTRODUCTION.to_owned();
    for switch in Switch::ALL {
        let said = fields[switch.name()]["description"].as_str().unwrap();
        let default = if switch.is_on_by_default() { "on" } else { "off" };
        let what = said.strip_suffix(&format!(" {}{} by default.", default[..1].to_uppercase(), &default[1..]));
        let what =
            what.unwrap_or_else(|| panic!("the schema does not say that {} is {default} by default", switch.name()));
        writeln!(text, "| `{}` | {default} | {} |", switch.name(), what.replace('\n', " ")).unwrap();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("docs/switches.md");
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, &text).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == text, "docs/switches.md is stale; renew it with UPDATE_DOCS=1 cargo test");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let unnamed: Vec<_> =
        Switch::ALL.iter().map(|s| s.name()).filter(|s| !readme.contains(&format!("`{s}`"))).collect();
    assert_eq!(unnamed, [""; 0], "the README does not name these switches");
}

#[tokio::test]
async fn a_report_without_a_policy_is_refused_or_is_on_the_default_one() {
    let body = json!({"name": "Trip"});
    let lenient = app_with([(Switch::PolicyIdRequired, false)]).await;
    lenient.traveler().create(&body).await.must(201);
    let strict = app_with([(Switch::PolicyIdRequired, true)]).await;
    let refused = strict.traveler().create(&body).await.refused(400, "policyId");
    assert!(refused.text().contains("policyId is required"), "{}", refused.text());
    let policy = strict.traveler().report(DRAFT).await.must(200).json()["policyId"].clone();
    strict.traveler().create(&json!({"name": "Trip", "policyId": policy})).await.must(201);
    let null = json!({"name": "Trip", "policyId": Value::Null});
    strict.traveler().create(&null).await.refused(400, "policyId");
}

#[tokio::test]
async fn a_report_is_deleted_by_the_long_path_where_the_tenant_has_it() {
    let app = app_with([(Switch::DeleteReportInContext, true)]).await;
    long(app.traveler(), "MANAGER", DRAFT).await.refused(400, "contextType");
    long(app.colleague(), "TRAVELER", DRAFT).await.refused(403, "userId");
    long(app.traveler(), "TRAVELER", AT_MANAGER).await.refused(409, "approvalStatusId");
    long(app.traveler(), "TRAVELER", DRAFT).await.must(204);
    long(app.traveler(), "TRAVELER", DRAFT).await.refused(404, "reportId");
}

/// Deletes a report of the traveler's by the long path.
fn long<'a>(user: Caller<'a>, context: &str, report: &str) -> Request<'a> {
    user.request(Method::DELETE, &user.acting_for(TRAVELER).path(context, report))
}

#[tokio::test]
async fn a_token_is_looked_at_before_the_switch_and_its_scope_after() {
    let app = app_with([(Switch::DeleteReportInContext, false)]).await;
    let path = app.traveler().path("TRAVELER", DRAFT);
    app.request(Method::DELETE, &path).await.must(401);
    app.request(Method::DELETE, &path).bearer("unknown").await.must(401);
    // The application's token would be of the wrong kind.
    app.application().request(Method::DELETE, &path).await.must(404);
}
