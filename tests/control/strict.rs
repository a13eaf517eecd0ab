//! Strict mode: what departs from Concur's pages is answered as ever, and found.

use concur_emulator::{Config, Emulator};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::support::emulator::TestApp;
use crate::support::reports::PROCESSING;

const REPORT: &str = "764428DD6A664AF0BFCB";
const TRAVELER: &str = "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3";

struct Strict {
    emulator: Emulator,
    client: Client,
}

impl Strict {
    async fn start(strict: bool, fail_on_findings: bool) -> Self {
        let clock = "2026-03-01T08:00:00Z".parse().unwrap();
        let config = Config { port: 0, clock, strict, fail_on_findings, ..Config::default() };
        let client = Client::builder().no_proxy().build().unwrap();
        Self { emulator: Emulator::start(config).await.unwrap(), client }
    }

    /// Sends as the traveler; answers the status.
    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> u16 {
        let request = self.client.request(method, format!("{}{path}", self.emulator.base_url()));
        let request = request.bearer_auth("traveler-token").header("accept", "application/json");
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        request.send().await.unwrap().status().as_u16()
    }

    async fn findings(&self) -> Value {
        let url = format!("{}/_emulator/findings", self.emulator.base_url());
        self.client.get(url).send().await.unwrap().json().await.unwrap()
    }

    /// Code and place of each.
    async fn found(&self) -> Vec<(String, String)> {
        let findings = self.findings().await;
        let text = |item: &Value, field: &str| item[field].as_str().unwrap().to_owned();
        findings["items"].as_array().unwrap().iter().map(|item| (text(item, "code"), text(item, "where"))).collect()
    }
}

fn report_path() -> String {
    format!("/expensereports/v4/users/{TRAVELER}/context/TRAVELER/reports/{REPORT}")
}

fn pairs(found: &[(&str, &str)]) -> Vec<(String, String)> {
    found.iter().map(|(code, place)| ((*code).to_owned(), (*place).to_owned())).collect()
}

#[tokio::test]
async fn a_request_as_its_page_has_it_departs_in_nothing() {
    let strict = Strict::start(true, false).await;
    assert_eq!(strict.send(Method::GET, &report_path(), None).await, 200);
    let patch = json!({"name": "Trip", "reportSource": "OTHER", "customData": [{"id": "custom1", "value": "x"}]});
    assert_eq!(strict.send(Method::PATCH, &report_path(), Some(patch)).await, 204);
    let findings = strict.findings().await;
    assert_eq!((&findings["strict"], &findings["items"], &findings["dropped"]), (&json!(true), &json!([]), &json!(0)));
    assert_eq!(strict.emulator.strictness().found(), 0);
}

#[tokio::test]
async fn fields_of_a_body_are_held_against_the_page() {
    let strict = Strict::start(true, false).await;
    let patch = json!({
        "Name": "Trip",
        "buisnessPurpose": "Talks",
        "colour": "red",
        "isCopyDownInherited": true,
        "reportId": REPORT,
        "customData": [{"id": "custom1", "value": "x", "hue": 1}, {"id": "custom2", "hue": 2}],
    });
    for _ in 0..3 {
        assert_eq!(strict.send(Method::PATCH, &report_path(), Some(patch.clone())).await, 204);
    }
    let mut found = strict.found().await;
    found.sort();
    let expected = [
        ("fieldCase", "Name"),
        ("missingField", "reportSource"),
        ("unknownField", "buisnessPurpose"),
        ("unknownField", "colour"),
        ("unknownField", "customData[].hue"),
    ];
    assert_eq!(found, pairs(&expected));
    let findings = strict.findings().await;
    let of = |place: &str| findings["items"].as_array().unwrap().iter().find(|item| item["where"] == place).unwrap();
    assert_eq!((&of("customData[].hue")["count"], &of("colour")["count"]), (&json!(6), &json!(3)));
    let typo = of("buisnessPurpose");
    assert_eq!(typo["remedy"], "it does nothing; did you mean `businessPurpose`?");
    assert_eq!(typo["operation"], "PATCH /expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}");
    let page = "https://developer.concur.com/api-reference/expense/expense-report/v4.reports.html";
    assert_eq!(typo["page"], page);
    assert_eq!((&typo["firstAt"], &typo["path"]), (&json!("2026-03-01T08:00:00.000Z"), &json!(report_path())));
    let reset = strict.client.post(format!("{}/_emulator/reset", strict.emulator.base_url()));
    assert_eq!(reset.send().await.unwrap().status(), 204);
    assert_eq!(strict.found().await.len(), 5);
}

#[tokio::test]
async fn what_is_refused_is_no_finding() {
    let strict = Strict::start(true, false).await;
    assert_eq!(strict.send(Method::PATCH, &report_path(), Some(json!({"name": 7, "colour": 1}))).await, 400);
    assert_eq!(strict.send(Method::GET, "/expensereports/v4/nothing?x=1", None).await, 404);
    let large = "x".repeat(5 * 1024 * 1024);
    assert_eq!(strict.send(Method::PATCH, &report_path(), Some(json!({"colour": large}))).await, 400);
    assert!(strict.found().await.is_empty());
}

#[tokio::test]
async fn paths_parameters_headers_and_deprecated_operations_are_found() {
    let strict = Strict::start(true, false).await;
    let get = async |path: &str| strict.send(Method::GET, path, None).await;
    assert_eq!(get(&report_path().replace("/v4/", "/")).await, 200);
    assert_eq!(
        get(&format!("/expensereports/v4/users/{TRAVELER}/context/MANAGER/reportsToApprove?Sort=name&colour=red"))
            .await,
        200
    );
    assert_eq!(get(&format!("/expensereports/v4/reports/{REPORT}")).await, 200);
    assert_eq!(get("/api/expense/expensereport/v2.0/Reports").await, 200);
    let bare = strict.client.get(format!("{}{}", strict.emulator.base_url(), report_path()));
    assert_eq!(bare.header("authorization", "OAuth traveler-token").send().await.unwrap().status(), 200);
    let found = strict.found().await;
    for expected in pairs(&[
        ("pathSpelling", ""),
        ("parameterCase", "Sort"),
        ("unknownParameter", "colour"),
        ("undocumentedOperation", ""),
        ("deprecatedOperation", ""),
        ("tokenScheme", "Authorization"),
    ]) {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
}

#[tokio::test]
async fn every_finding_has_the_address_of_its_page() {
    let strict = Strict::start(true, false).await;
    for (path, page) in [
        ("/api/expense/expensereport/v2.0/Reports?a=b", "expense/expense-report/v2.reports"),
        ("/api/v3.0/common/lists?a=b", "common/lists/v3.lists"),
        ("/api/v3.0/expense/entryattendeeassociations?a=b", "expense/expense-report/v3.expense-entry-attendee"),
    ] {
        assert_eq!(strict.send(Method::GET, path, None).await, 200, "{path}");
        let findings = strict.findings().await;
        let last = findings["items"].as_array().unwrap().last().unwrap();
        let address = format!("https://developer.concur.com/api-reference/{page}.html");
        assert_eq!(last["page"], address, "{last}");
    }
}

#[tokio::test]
async fn without_strict_mode_nothing_is_looked_for() {
    let lenient = Strict::start(false, false).await;
    assert_eq!(lenient.send(Method::PATCH, &report_path(), Some(json!({"colour": "red"}))).await, 204);
    let findings = lenient.findings().await;
    assert_eq!((&findings["strict"], &findings["items"]), (&json!(false), &json!([])));
}

#[tokio::test]
async fn what_is_found_is_known_after_the_end() {
    let strict = Strict::start(false, true).await;
    assert_eq!(strict.send(Method::PATCH, &report_path(), Some(json!({"colour": "red"}))).await, 204);
    let strictness = strict.emulator.strictness();
    strict.emulator.stop().await.unwrap();
    assert_eq!(strictness.found(), 2);
}

const V1: &str = "/api/expense/expensereport/v1.1";
const V1_NAMESPACE: &str = "http://www.concursolutions.com/api/expense/expensereport/2011/03";

async fn found_in_xml(path: &str, body: &str) -> Vec<(&'static str, String)> {
    let app = TestApp::strict(&["default"]).await;
    let request = app.admin().request(Method::POST, path).header("accept", "application/xml");
    request.content("application/xml", body).await.must(200);
    let mut found: Vec<_> = app.found().into_iter().filter(|(code, _)| *code != "deprecatedOperation").collect();
    found.sort();
    found
}

fn bare(found: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    found.iter().map(|(code, place)| (*code, (*place).to_owned())).collect()
}

#[tokio::test]
async fn elements_of_xml_are_held_against_the_page() {
    let header = |attributes: &str, more: &str| {
        format!("<Report {attributes}><Name>Trip</Name><UserDefinedDate>2026-02-12</UserDefinedDate>{more}</Report>")
    };
    let path = format!("{V1}/report/{REPORT}");
    let namespace = format!("xmlns='{V1_NAMESPACE}'");
    assert_eq!(found_in_xml(&path, &header(&namespace, "")).await, bare(&[]));
    let odd = "<comment>x</comment><Colour>red</Colour><Purpos>y</Purpos>";
    let expected = [("fieldCase", "comment"), ("unknownField", "Colour"), ("unknownField", "Purpos")];
    assert_eq!(found_in_xml(&path, &header(&namespace, odd)).await, bare(&expected));
    assert_eq!(found_in_xml(&path, &header("", "")).await, bare(&[("namespace", "Report")]));
    let foreign = "<Purpose xmlns='urn:x'>y</Purpose><o:Custom1 xmlns:o='urn:y'>z</o:Custom1>";
    let expected = [("namespace", "Report.Custom1"), ("namespace", "Report.Purpose")];
    assert_eq!(found_in_xml(&path, &header(&namespace, foreign)).await, bare(&expected));
}

#[tokio::test]
async fn what_is_in_a_list_of_xml_is_held_against_the_page() {
    let batch = format!(
        "<batch xmlns='{V1_NAMESPACE}'><Report><Index>1</Index><LoginId>traveler@example.com</LoginId><Name>One</Name>\
         <Hue>red</Hue></Report><Report><Index>2</Index><LoginId>traveler@example.com</LoginId><Name>Two</Name>\
         <purpose>x</purpose></Report></batch>"
    );
    let found = found_in_xml(&format!("{V1}/report/batch"), &batch).await;
    assert_eq!(found, bare(&[("fieldCase", "batch[].purpose"), ("unknownField", "batch[].Hue")]));
}

#[tokio::test]
async fn xml_of_version_3_is_held_against_the_page_in_any_namespace() {
    let app = TestApp::strict(&["default"]).await;
    let report = "<Report xmlns='urn:any'><Name>Trip</Name><purpose>x</purpose><Hue>red</Hue></Report>";
    let request = app.traveler().request(Method::POST, "/api/v3.0/expense/reports");
    request.header("accept", "application/xml").content("application/xml", report).await.must(200);
    let mut found = app.found();
    found.sort();
    assert_eq!(found, bare(&[("fieldCase", "purpose"), ("unknownField", "Hue")]));
}

#[tokio::test]
async fn a_body_is_found_where_the_page_has_none() {
    for (body, expected) in [("<Anything/>", &[("unknownBody", "")][..]), ("", &[])] {
        let app = TestApp::strict(&["default"]).await;
        let path = format!("/api/expense/expensereport/v2.0/integrationstatus/report/{PROCESSING}");
        let request = app.admin().request(Method::POST, &path).header("accept", "application/xml");
        request.content("application/xml", body).await.must(200);
        assert_eq!(app.found(), bare(expected), "{body}");
    }
    let strict = Strict::start(true, false).await;
    let submit = format!("/expensereports/v4/users/{TRAVELER}/reports/{REPORT}/submit");
    assert_eq!(strict.send(Method::PATCH, &submit, Some(json!({}))).await, 204);
    assert!(strict.found().await.is_empty());
}

#[tokio::test]
async fn fields_of_a_form_are_held_against_the_page() {
    let client = "client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&client_secret=emulator-secret";
    let password = "grant_type=password&username=traveler@example.com&password=password";
    for (path, form, status, expected) in [
        ("/oauth2/v0/token", format!("{client}&{password}"), 200, &[][..]),
        (
            "/oauth2/v0/token",
            format!("{client}&{password}&Scope=x&colour=red"),
            200,
            &[("fieldCase", "Scope"), ("unknownField", "colour")],
        ),
        // What a one-time password is asked for with is the application's own.
        (
            "/oauth2/v0/otp",
            format!("{client}&channel_type=email&channel_handle=traveler@example.com&colour=red&Link=x"),
            200,
            &[("fieldCase", "Link")],
        ),
    ] {
        let app = TestApp::strict(&["default"]).await;
        let request = app.request(Method::POST, path).content("application/x-www-form-urlencoded", form.clone());
        request.await.must(status);
        assert_eq!(app.found(), bare(expected), "{form}");
    }
}
