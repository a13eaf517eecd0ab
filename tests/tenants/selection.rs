//! Which tenant a call of control is about.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::emulator::TestApp;
use crate::support::reports::AT_MANAGER;
use crate::support::tenancy::Tenancy;

/// Every operation of control that is about a tenant, by method and path.
fn operations() -> Vec<(Method, String)> {
    let document: Value = serde_json::from_str(include_str!("../../openapi/control.json")).unwrap();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            if parameters.map(|parameter| &parameter["name"]).any(|name| name == "company") {
                let path = path.replace("{id}", AT_MANAGER).trim_start_matches("/_emulator/").to_owned();
                found.push((method.to_uppercase().parse().unwrap(), path));
            }
        }
    }
    found
}

#[tokio::test]
async fn every_operation_about_a_tenant_takes_the_company_and_refuses_an_unknown_one_in_words() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    let operations = operations();
    assert!(operations.len() >= 20, "{operations:?}");
    for (method, path) in operations {
        for unknown in ["nobody", "", "00000000-0000-0000-0000-000000000000"] {
            let asked = app.control().request(method.clone(), &format!("{path}?company={unknown}")).json(&json!({}));
            let answer = asked.await.must(404).json();
            assert_eq!(answer["error"]["field"], "company", "{method} {path}");
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains("there is no tenant of company"), "{message}");
        }
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn a_company_is_named_once_and_beside_other_parameters() {
    let app = TestApp::start().await;
    let tenant = Tenancy::found(&app).await;
    let company = tenant.company();
    let path = format!("reports?limit=1&company={company}&approvalStatus=A_PEND");
    let found = app.control().request(Method::GET, &path).await.must(200).json();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    let path = format!("reports?company={company}&company={company}");
    assert_eq!(app.control().request(Method::GET, &path).await.must(400).json()["error"]["field"], "company");
    let capitals = format!("clock?company={}", company.to_uppercase());
    app.control().request(Method::GET, &capitals).await.must(200);
}

#[tokio::test]
async fn without_a_company_the_tenant_is_the_one_that_the_server_started_with() {
    let app = TestApp::start().await;
    let (first, tenant) = (Tenancy::first(&app).await, Tenancy::found(&app).await);
    app.control().act(AT_MANAGER, "approve", "manager@example.com").await.must(200);
    let status = |report: &Value| report["approvalStatus"].as_str().unwrap().to_owned();
    assert_eq!(status(&app.control().report(AT_MANAGER).await), "A_ACCO");
    assert_eq!(status(&first.control().report(AT_MANAGER).await), "A_ACCO");
    assert_eq!(status(&tenant.control().report(AT_MANAGER).await), "A_PEND");
}
