//! v2.0 shows the same report as the other versions, and what they did to it.

use serde_json::Value;

use super::{DETAILED, get};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::reports::*;

async fn v3(caller: Caller<'_>, report: &str) -> Value {
    let path = format!("/api/v3.0/expense/reports/{report}?user=traveler@example.com");
    caller.get(&path).header("accept", "application/json").await.must(200).json()
}

#[tokio::test]
async fn a_report_has_the_same_totals_dates_and_codes_as_in_v3_and_v4() {
    let app = TestApp::of(&["detailed.yaml"]).await;
    for report in [DETAILED, DRAFT, AT_MANAGER, AT_EXTERNAL, PROCESSING, PAID] {
        let here = get(app.admin(), &format!("report/{report}")).await.must(200).json();
        let there = v3(app.admin(), report).await;
        for (field, other) in [
            ("ReportID", "ID"),
            ("ReportName", "Name"),
            ("CurrencyCode", "CurrencyCode"),
            ("CreationDate", "CreateDate"),
            ("PaidDate", "PaidDate"),
            ("ApprovalStatusCode", "ApprovalStatusCode"),
            ("ApprovalStatusName", "ApprovalStatusName"),
            ("PaymentStatusCode", "PaymentStatusCode"),
            ("PolicyID", "PolicyID"),
            ("Country", "Country"),
            ("CountrySubdivision", "CountrySubdivision"),
            ("WorkflowActionURL", "WorkflowActionUrl"),
        ] {
            assert_eq!(here[field], there[other], "{report}: {field}");
        }
        for (field, other) in [
            ("ReportTotal", "Total"),
            ("PersonalExpenses", "PersonalAmount"),
            ("AmountDueEmployee", "AmountDueEmployee"),
            ("AmountDueCompanyCard", "AmountDueCompanyCard"),
            ("TotalClaimedAmount", "TotalClaimedAmount"),
            ("TotalApprovedAmount", "TotalApprovedAmount"),
        ] {
            let eight: f64 = here[field].as_str().unwrap().parse().unwrap();
            assert_eq!(Some(eight), there[other].as_f64(), "{report}: {field}");
        }
        let v4 = app.traveler().report(report).await.must(200).json();
        let total: f64 = here["ReportTotal"].as_str().unwrap().parse().unwrap();
        assert_eq!(Some(total), v4["reportTotal"]["value"].as_f64(), "{report}");
        assert_eq!(here["ApprovalStatusCode"], v4["approvalStatusId"]);
    }
}

#[tokio::test]
async fn what_v4_and_integration_status_do_shows_at_once() {
    let app = TestApp::start().await;
    let seen = async || {
        let report = get(app.admin(), &format!("report/{AT_MANAGER}")).await.must(200).json();
        ["ApprovalStatusCode", "PaymentStatusCode", "EverSentBack", "WorkflowActionURL"]
            .map(|field| report[field].as_str().unwrap().to_owned())
    };
    let [status, _, _, first_url] = seen().await;
    assert_eq!(status, "A_PEND");
    app.manager().approve(AT_MANAGER).await.must(204);
    let [status, payment, _, second_url] = seen().await;
    assert_eq!((status.as_str(), payment.as_str()), ("A_ACCO", "P_NOTP"));
    assert_ne!(first_url, second_url);
    app.control().act(AT_MANAGER, "approve", "processor@example.com").await.must(200);
    app.admin().integrate(AT_MANAGER).await.must(200);
    let [status, payment, sent_back, _] = seen().await;
    assert_eq!((status.as_str(), payment.as_str(), sent_back.as_str()), ("A_APPR", "P_PAID", "N"));
}
