//! The loop that connectors of ERP systems run: what waits for them is found in v3, looked at, approved or sent back in v4, and
//! seen in v2.0 when the webhook has come.

use reqwest::Method;
use serde_json::Value;

use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::receiver::Receiver;

async fn get(caller: Caller<'_>, path: &str) -> Value {
    caller.get(path).header("accept", "application/json").await.must(200).json()
}

#[tokio::test]
async fn a_report_is_found_looked_at_decided_on_and_seen_where_it_went() {
    for (action, event, approval) in [("approve", "EXTVAL", "A_PEND"), ("sendBack", "SENDBACK", "A_RESU")] {
        let (app, receiver) = (TestApp::start().await, Receiver::start());
        app.application().subscribe("connector", "public.concur.expense.report", &receiver.url()).await.must(200);

        let waiting = "/api/v3.0/expense/reports?approvalStatusCode=A_EXTV&user=ALL&limit=2";
        let found = get(app.admin(), waiting).await["Items"][0].clone();
        let (id, owner) = (found["ID"].as_str().expect("an ID"), found["OwnerLoginID"].as_str().expect("an owner"));
        let report = get(app.admin(), &format!("/api/v3.0/expense/reports/{id}?user={owner}")).await;
        assert_eq!(report, found);
        let entries = get(app.admin(), &format!("/api/v3.0/expense/entries?reportID={id}&user={owner}")).await;
        assert!(!entries["Items"].as_array().expect("a list").is_empty());
        let allocations = get(app.admin(), &format!("/api/v3.0/expense/allocations?reportID={id}&user={owner}")).await;
        assert!(allocations["Items"].is_array());

        let decide = match action {
            "approve" => app.company().approve(id),
            _ => app.company().send_back(id),
        };
        decide.await.must(204);
        let told = receiver.received(1).await[0].json();
        assert_eq!((&told["subtopic"], &told["facts"]["currentApprovalStatus"]), (&found["ID"], &approval.into()));
        assert_eq!(told["facts"]["stepCode"], if action == "approve" { "MANAGER" } else { event });

        let detail = get(app.admin(), &format!("/api/expense/expensereport/v2.0/report/{id}")).await;
        assert_eq!((&detail["ReportID"], &detail["ApprovalStatusCode"]), (&found["ID"], &approval.into()));
        assert_eq!(get(app.admin(), waiting).await["Items"].as_array().expect("a list").len(), 0);
        // Decided is decided.
        let again = format!("/expensereports/v4/reports/{id}/{action}");
        let body = serde_json::json!({"comment": "Once more"});
        app.company().request(Method::PATCH, &again).json(&body).await.must(400);
    }
}
