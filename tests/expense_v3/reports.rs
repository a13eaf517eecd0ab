//! A report as v3 shows it, in JSON and XML, to whom.

use reqwest::Method;
use serde_json::{Value, json};

use super::{get, send};
use crate::support::emulator::TestApp;
use crate::support::reports::*;

const SEARCHED: &str = "5EA2C4ED000000000001";

/// The fields of the page's sample.
const FIELDS: &str = "Name Total CurrencyCode Country CountrySubdivision CreateDate SubmitDate ProcessingPaymentDate PaidDate \
    ReceiptsReceived UserDefinedDate LastComment OwnerLoginID OwnerName ApproverLoginID ApproverName ApprovalStatusName \
    ApprovalStatusCode PaymentStatusName PaymentStatusCode LastModifiedDate PersonalAmount AmountDueEmployee \
    AmountDueCompanyCard TotalClaimedAmount TotalApprovedAmount LedgerName PolicyID EverSentBack HasException \
    WorkflowActionUrl OrgUnit1 OrgUnit2 OrgUnit3 OrgUnit4 OrgUnit5 OrgUnit6 Custom1 Custom2 Custom3 Custom4 Custom5 Custom6 \
    Custom7 Custom8 Custom9 Custom10 Custom11 Custom12 Custom13 Custom14 Custom15 Custom16 Custom17 Custom18 Custom19 \
    Custom20 ID URI";

#[tokio::test]
async fn a_report_has_the_fields_of_the_page_and_no_others() {
    let app = TestApp::of(&["searched.yaml"]).await;
    let report = get(app.colleague(), &format!("reports/{SEARCHED}")).await.must(200).json();
    let mut expected: Vec<_> = FIELDS.split_whitespace().collect();
    let mut fields: Vec<_> = report.as_object().unwrap().keys().map(String::as_str).collect();
    expected.sort_unstable();
    fields.sort_unstable();
    assert_eq!(fields, expected);
    let uri = format!("{}/api/v3.0/expense/reports/{SEARCHED}", app.base_url());
    for (field, value) in [
        ("Name", json!("Searched")),
        ("Total", json!(119)),
        ("CurrencyCode", json!("EUR")),
        ("Country", json!("DE")),
        ("CountrySubdivision", json!("DE-BE")),
        ("CreateDate", json!("2025-06-10T09:30:00")),
        ("SubmitDate", json!("2025-06-20T10:00:00")),
        ("UserDefinedDate", json!("2025-06-15T00:00:00")),
        ("LastComment", json!("Last")),
        ("OwnerLoginID", json!("colleague@example.com")),
        ("ApproverLoginID", Value::Null),
        ("ApproverName", Value::Null),
        ("ApprovalStatusName", json!("Approved")),
        ("ApprovalStatusCode", json!("A_APPR")),
        ("PaymentStatusName", json!("Sent for Payment")),
        ("PaymentStatusCode", json!("P_PAID")),
        ("PersonalAmount", json!(0)),
        ("AmountDueEmployee", json!(0)),
        ("TotalClaimedAmount", json!(119)),
        ("TotalApprovedAmount", json!(119)),
        ("PolicyID", json!(policies::DEFAULT)),
        ("EverSentBack", json!(false)),
        ("HasException", json!(false)),
        ("ReceiptsReceived", json!(false)),
        ("Custom3", json!({"Type": "Text", "Value": "Blue", "Code": null, "ListItemID": null})),
        ("OrgUnit2", json!({"Type": "Text", "Value": "Sales", "Code": null, "ListItemID": null})),
        ("Custom4", Value::Null),
        ("ID", json!(SEARCHED)),
        ("URI", json!(uri)),
    ] {
        assert_eq!(report[field], value, "{field}");
    }
    let paid = report["PaidDate"].as_str().unwrap();
    assert!(paid > report["ProcessingPaymentDate"].as_str().unwrap() && paid.starts_with("2025-06-20T"));
}

#[tokio::test]
async fn what_is_not_yet_so_is_null_or_empty() {
    let app = TestApp::start().await;
    let report = get(app.traveler(), &format!("reports/{DRAFT}")).await.must(200).json();
    for field in ["SubmitDate", "ProcessingPaymentDate", "PaidDate", "ApproverLoginID", "Custom1"] {
        assert_eq!(report[field], Value::Null, "{field}");
    }
    assert_eq!(report["WorkflowActionUrl"], "");
    let waiting = get(app.traveler(), &format!("reports/{AT_MANAGER}")).await.must(200).json();
    assert_eq!(waiting["ApproverLoginID"], "manager@example.com");
    assert_eq!(waiting["LastComment"], "");
    let prefix = format!("{}/api/expense/expensereport/v1.1/report/", app.base_url());
    let url = waiting["WorkflowActionUrl"].as_str().unwrap();
    let key = url.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix("/workflowaction")).expect("the address");
    assert!(!key.is_empty() && key != AT_MANAGER);
    let german =
        get(app.traveler(), &format!("reports/{DRAFT}")).header("accept-language", "de").await.must(200).json();
    assert_eq!(german["ApprovalStatusName"], "Nicht eingereicht");
}

#[tokio::test]
async fn xml_says_what_json_says() {
    let app = TestApp::of(&["searched.yaml"]).await;
    for path in [
        format!("reports/{SEARCHED}"),
        format!("reportdigests/{SEARCHED}"),
        "reports?limit=2".to_owned(),
        "reportdigests?limit=2".to_owned(),
    ] {
        let json = get(app.colleague(), &path).await.must(200).json();
        let xml = app.colleague().get(&format!("/api/v3.0/expense/{path}")).header("accept", "application/xml").await;
        let xml = xml.must(200);
        assert_eq!(xml.media_type(), "application/xml");
        let root = xml.xml();
        let (kind, list) =
            if path.contains("digest") { ("ReportDigest", "ReportDigests") } else { ("Report", "Reports") };
        let is_list = path.contains('?');
        assert_eq!(root.name, if is_list { list } else { kind });
        let reports = if is_list { root.child("Items").children.iter().collect() } else { vec![&root] };
        let items = if is_list { json["Items"].as_array().unwrap().clone() } else { vec![json.clone()] };
        assert_eq!(reports.len(), items.len());
        for (element, item) in reports.into_iter().zip(&items) {
            assert_eq!(element.name, kind);
            assert_eq!(element.children.len(), item.as_object().unwrap().len());
            for (name, value) in item.as_object().unwrap() {
                let child = element.child(name);
                match value {
                    Value::Null => assert_eq!(child.attribute("i:nil"), Some("true"), "{name}"),
                    Value::String(text) => assert_eq!(child.text, *text, "{name}"),
                    Value::Object(fields) => assert_eq!(child.child("Value").text, fields["Value"], "{name}"),
                    other => assert_eq!(child.text, other.to_string(), "{name}"),
                }
            }
        }
        if is_list {
            assert_eq!(root.child("NextPage").text, json["NextPage"].as_str().unwrap());
        }
    }
}

#[tokio::test]
async fn a_digest_is_the_gist_of_its_report() {
    let app = TestApp::of(&["searched.yaml"]).await;
    let report = get(app.colleague(), &format!("reports/{SEARCHED}")).await.must(200).json();
    let digest = get(app.colleague(), &format!("reportdigests/{SEARCHED}")).await.must(200).json();
    for (name, value) in digest.as_object().unwrap() {
        match name.as_str() {
            "URI" => assert_eq!(*value, format!("{}/api/v3.0/expense/reportdigests/{SEARCHED}", app.base_url())),
            "ReportHeaderLastModifiedDate" => assert_eq!(*value, report["LastModifiedDate"]),
            _ => assert_eq!(*value, report[name], "{name}"),
        }
    }
    assert_eq!(digest.as_object().unwrap().len(), 22);
}

#[tokio::test]
async fn a_report_is_had_by_its_owner_whoever_acts_on_it_and_an_administrator_who_names_the_owner() {
    let app = TestApp::start().await;
    for resource in ["reports", "reportdigests"] {
        let path = format!("{resource}/{AT_MANAGER}");
        for caller in [app.traveler(), app.delegate(), app.manager(), app.processor(), app.company()] {
            assert_eq!(get(caller, &path).await.must(200).json()["ID"], AT_MANAGER);
        }
        let named = format!("{path}?user=traveler@example.com");
        for caller in [app.traveler(), app.delegate(), app.admin(), app.company()] {
            assert_eq!(get(caller, &named).await.must(200).json()["ID"], AT_MANAGER);
        }
        assert!(get(app.admin(), &path).await.must(403).text().contains("user"));
        get(app.colleague(), &path).await.must(403);
        get(app.colleague(), &named).await.must(403);
        get(app.application(), &path).await.must(403);
        for wrong in ["colleague@example.com", "nobody@example.com"] {
            get(app.admin(), &format!("{path}?user={wrong}")).await.must(403);
        }
        let everyone = get(app.admin(), &format!("{path}?user=ALL")).await.must(400);
        assert!(everyone.text().contains("user"));
        get(app.traveler(), &format!("{resource}/{UNKNOWN}")).await.must(404);
        get(app.traveler(), &format!("{resource}/x$%25y")).await.must(404);
    }
}

#[tokio::test]
async fn no_token_is_401_a_wrong_one_and_one_without_the_scope_403() {
    let app = TestApp::start().await;
    for (method, path) in [
        (Method::GET, "reports".to_owned()),
        (Method::GET, format!("reports/{DRAFT}")),
        (Method::POST, "reports".to_owned()),
        (Method::PUT, format!("reports/{DRAFT}")),
        (Method::GET, "reportdigests".to_owned()),
        (Method::GET, format!("reportdigests/{DRAFT}")),
    ] {
        let full = format!("/api/v3.0/expense/{path}");
        for accept in ["application/json", "application/xml"] {
            let answer = app.request(method.clone(), &full).header("accept", accept).await.must(401);
            assert_eq!(answer.media_type(), accept);
        }
        send(app.holder("nobody", None), method.clone(), &path).await.must(403);
        let narrow = TestApp::of(&["refusals.yaml"]).await;
        let refused = send(narrow.holder("narrow-company-token", None), method.clone(), &path).await.must(403);
        assert!(refused.text().contains("EXPRPT"), "{}", refused.text());
    }
}

#[tokio::test]
async fn what_v3_finds_at_external_validation_v4_approves_and_v3_shows_where_it_went() {
    let app = TestApp::start().await;
    let waiting = get(app.admin(), "reports?approvalStatusCode=A_EXTV&paymentStatusCode=P_NOTP&user=ALL&limit=1").await;
    let waiting = waiting.must(200).json()["Items"][0].clone();
    let (id, owner) = (waiting["ID"].as_str().unwrap(), waiting["OwnerLoginID"].as_str().unwrap());
    let path = format!("reports/{id}?user={owner}");
    let before = get(app.admin(), &path).await.must(200).json();
    assert_eq!(before, waiting);
    app.company().approve(id).await.must(204);
    let after = get(app.admin(), &path).await.must(200).json();
    assert_eq!(after["ApprovalStatusCode"], "A_PEND");
    assert_ne!(after["WorkflowActionUrl"], before["WorkflowActionUrl"]);
    assert_eq!(after["ApproverLoginID"], "manager@example.com");
    let left = get(app.admin(), "reports?approvalStatusCode=A_EXTV&user=ALL").await.must(200).json();
    assert!(left["Items"].as_array().unwrap().iter().all(|report| report["ID"] != id));
    app.company().approve(id).await.must(400);
}

#[tokio::test]
async fn the_list_item_of_a_cost_object_is_shown_with_its_name_and_code() {
    let app = TestApp::start().await;
    let item = app.world().company.cost_objects.get("MKT").expect("a cost object").clone();
    let body = json!({"Custom9": item.list_item.to_string(), "Custom10": "MKT"});
    send(app.traveler(), Method::PUT, &format!("reports/{DRAFT}")).json(&body).await.must(204);
    let shown = get(app.traveler(), &format!("reports/{DRAFT}")).await.must(200).json();
    let list_item = item.list_item.to_string();
    assert_eq!(shown["Custom9"], json!({"Type": "List", "Value": item.name, "Code": "MKT", "ListItemID": list_item}));
    assert_eq!(shown["Custom10"]["Type"], "Text");
    // Sent back as it was answered, it stays what it is.
    send(app.traveler(), Method::PUT, &format!("reports/{DRAFT}")).json(&shown).await.must(204);
    assert_eq!(get(app.traveler(), &format!("reports/{DRAFT}")).await.must(200).json()["Custom9"], shown["Custom9"]);
}
