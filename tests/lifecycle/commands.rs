//! Every row of the commands table: at which status, by whom, where it leads, what it raises.

use serde_json::json;

use super::{Ask, new_report, raised_by};
use crate::support::cast::{MANAGER, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::*;

/// A command on a report of the default scenario.
struct Row {
    /// How it is given.
    ask: Ask,
    /// The answer's status.
    status: u16,
    /// On which report.
    report: &'static str,
    /// Where it is then: approval and payment status.
    leads_to: [&'static str; 2],
    /// What it raises.
    raises: &'static [&'static str],
}

async fn hold(rows: &[Row]) {
    for row in rows {
        let app = TestApp::start().await;
        let (answer, raised) = raised_by(&app, (row.ask)(&app)).await;
        let asked = answer.must(row.status).asked;
        assert_eq!(raised, row.raises, "{asked}");
        let (approval, payment) = app.control().status(row.report).await;
        assert_eq!([approval.as_str(), payment.as_str()], row.leads_to, "{asked}");
    }
}

macro_rules! rows {
    ($($report:ident: $ask:expr => $status:literal $approval:ident $payment:ident [$($raises:literal),*];)+) => {
        &[$(Row {
            ask: $ask,
            status: $status,
            report: $report,
            leads_to: [stringify!($approval), stringify!($payment)],
            raises: &[$($raises),*],
        },)+]
    };
}

#[tokio::test]
async fn owners_their_delegates_and_the_company_create_reports() {
    let app = TestApp::start().await;
    let new = json!({"name": "Fair in Lyon", "policyId": policies::QUIET, "comment": "First", "customData": [{"id": "custom1", "value": "x"}]});
    for (caller, raises) in [
        (app.traveler(), "reportCreated by traveler"),
        (app.delegate().acting_for(TRAVELER), "reportCreated by traveler through delegate"),
        (app.company().acting_for(TRAVELER), "reportCreated by nobody"),
    ] {
        let (answer, raised) = raised_by(&app, caller.create(&new)).await;
        let uri = answer.must(201).json()["uri"].as_str().unwrap().to_owned();
        assert_eq!(raised, [raises]);
        assert!(uri.starts_with(app.base_url()), "{uri}");
        let report = caller.get(&uri).await.must(200).json();
        assert_eq!(report["name"], "Fair in Lyon");
        assert_eq!(report["policyId"], policies::QUIET);
        assert_eq!(report["userId"], TRAVELER.to_string());
        assert_eq!([&report["approvalStatusId"], &report["paymentStatusId"]], ["A_NOTF", "P_NOTP"]);
        assert_eq!(report["customData"][0]["value"], "x");
    }
}

#[tokio::test]
async fn the_header_is_changed_by_its_owner_before_the_submit_and_by_the_company_until_it_is_paid() {
    hold(rows! {
        DRAFT: |app| app.traveler().update(DRAFT, &json!({"name": "Renamed", "reportSource": "OTHER"})) => 204 A_NOTF P_NOTP
            ["reportUpdated by traveler"];
        SENT_BACK: |app| app.traveler().update(SENT_BACK, &json!({"businessPurpose": null, "countryCode": "DE"})) => 204 A_RESU P_NOTP
            ["reportUpdated by traveler"];
        DRAFT: |app| app.delegate().acting_for(TRAVELER).update(DRAFT, &json!({"name": "Renamed"})) => 204 A_NOTF P_NOTP
            ["reportUpdated by traveler through delegate"];
        DRAFT: |app| app.company().acting_for(TRAVELER).update(DRAFT, &json!({"name": "Renamed"})) => 204 A_NOTF P_NOTP
            ["reportUpdated by nobody"];
        DRAFT: |app| app.company().update(DRAFT, &json!({"comment": "Please add a receipt"})) => 204 A_NOTF P_NOTP
            ["reportUpdated by nobody"];
        AT_MANAGER: |app| app.company().update(AT_MANAGER, &json!({"name": "Renamed"})) => 204 A_PEND P_NOTP
            ["reportUpdated by nobody"];
        MANAGER_ON_HOLD: |app| app.company().update(MANAGER_ON_HOLD, &json!({"name": "Renamed"})) => 204 A_PEND P_HOLD
            ["reportUpdated by nobody"];
        EXPIRED: |app| app.company().update(EXPIRED, &json!({"name": "Renamed"})) => 204 A_TEXP P_NOTP
            ["reportUpdated by nobody"];
        PROCESSING: |app| app.company().update(PROCESSING, &json!({"isPaperReceiptsReceived": true})) => 204 A_APPR P_PROC
            ["reportUpdated by nobody"];
        CONFIRMED: |app| app.company().update(CONFIRMED, &json!({"customData": [{"id": "custom2", "value": "y"}]})) => 204 A_APPR P_PAYC
            ["reportUpdated by nobody"];
    })
    .await;
}

#[tokio::test]
async fn an_unsubmitted_report_is_deleted_by_its_owner_or_the_company_and_gone() {
    let app = TestApp::start().await;
    for (caller, report, raises) in
        [(app.traveler(), DRAFT, "reportDeleted by traveler"), (app.company(), SENT_BACK, "reportDeleted by nobody")]
    {
        let (answer, raised) = raised_by(&app, caller.delete(report)).await;
        answer.must(204);
        assert_eq!(raised, [raises]);
        app.traveler().report(report).await.refused(404, "reportId");
        app.traveler().submit(report).await.refused(404, "reportId");
    }
}

#[tokio::test]
async fn a_submit_always_raises_and_names_the_step_where_it_is_configured() {
    hold(rows! {
        DRAFT: |app| app.traveler().submit(DRAFT) => 204 A_PEND P_NOTP
            ["statusChanged MANAGER: A_NOTF/P_NOTP to A_PEND/P_NOTP by traveler"];
        SENT_BACK: |app| app.traveler().submit(SENT_BACK) => 204 A_PEND P_NOTP
            ["statusChanged MANAGER: A_RESU/P_NOTP to A_PEND/P_NOTP by traveler"];
        DRAFT: |app| app.delegate().acting_for(TRAVELER).submit(DRAFT) => 204 A_PEND P_NOTP
            ["statusChanged MANAGER: A_NOTF/P_NOTP to A_PEND/P_NOTP by traveler through delegate"];
        DRAFT: |app| app.delegate().submit(DRAFT) => 204 A_PEND P_NOTP
            ["statusChanged MANAGER: A_NOTF/P_NOTP to A_PEND/P_NOTP by traveler through delegate"];
        DRAFT: |app| app.company().acting_for(TRAVELER).submit(DRAFT) => 204 A_PEND P_NOTP
            ["statusChanged MANAGER: A_NOTF/P_NOTP to A_PEND/P_NOTP by nobody"];
    })
    .await;
    let app = TestApp::start().await;
    let quiet = new_report(&app, policies::QUIET).await;
    let (answer, raised) = raised_by(&app, app.traveler().submit(&quiet)).await;
    answer.must(204);
    assert_eq!(raised, ["statusChanged null: A_NOTF/P_NOTP to A_PEND/P_NOTP by traveler"]);
    let external = new_report(&app, policies::EXTERNAL).await;
    let (answer, raised) = raised_by(&app, app.traveler().submit(&external)).await;
    answer.must(204);
    assert_eq!(raised, ["statusChanged EXTVAL: A_NOTF/P_NOTP to A_EXTV/P_NOTP by traveler"]);
}

#[tokio::test]
async fn an_approval_leads_to_the_next_step_and_raises_where_that_one_notifies() {
    hold(rows! {
        AT_MANAGER: |app| app.manager().approve(AT_MANAGER) => 204 A_ACCO P_NOTP
            ["statusChanged ACCTCLERK: A_PEND/P_NOTP to A_ACCO/P_NOTP by manager"];
        AT_MANAGER: |app| app.manager().approve(AT_MANAGER).json(&json!({"comment": "Fine", "statusId": "A_APPR"})) => 204 A_ACCO P_NOTP
            ["statusChanged ACCTCLERK: A_PEND/P_NOTP to A_ACCO/P_NOTP by manager"];
        AT_MANAGER: |app| app.manager().approve(AT_MANAGER).json(&json!({"statusId": "A_ACCO", "expectedStepCode": "MANAGER", "expectedStepSequence": "1"})) => 204 A_ACCO P_NOTP
            ["statusChanged ACCTCLERK: A_PEND/P_NOTP to A_ACCO/P_NOTP by manager"];
        AT_MANAGER: |app| app.delegate().acting_for(MANAGER).approve(AT_MANAGER) => 204 A_ACCO P_NOTP
            ["statusChanged ACCTCLERK: A_PEND/P_NOTP to A_ACCO/P_NOTP by manager through delegate"];
        AT_MANAGER: |app| app.delegate().approve(AT_MANAGER) => 204 A_ACCO P_NOTP
            ["statusChanged ACCTCLERK: A_PEND/P_NOTP to A_ACCO/P_NOTP by manager through delegate"];
        AT_EXTERNAL: |app| app.company().approve(AT_EXTERNAL) => 204 A_PEND P_NOTP
            ["statusChanged MANAGER: A_EXTV/P_NOTP to A_PEND/P_NOTP by nobody"];
        AT_COST_OBJECTS: |app| app.cost_owner_1().approve(AT_COST_OBJECTS) => 204 A_PECO P_NOTP
            [];
        AT_SECOND_LEVEL: |app| app.approver_2().approve(AT_SECOND_LEVEL) => 204 A_ACCO P_NOTP
            ["statusChanged ACCTCLERK: A_PEND/P_NOTP to A_ACCO/P_NOTP by approver2"];
        AT_BUDGET: |app| app.approver_2().approve(AT_BUDGET) => 204 A_PVAL P_NOTP
            [];
        AT_PREPAYMENT: |app| app.company().approve(AT_PREPAYMENT) => 204 A_APPR P_PROC
            ["statusChanged PROCPAY: A_PVAL/P_NOTP to A_APPR/P_PROC by nobody"];
        AT_ACCOUNTING: |app| app.control().act(AT_ACCOUNTING, "approve", "processor@example.com") => 200 A_APPR P_PROC
            ["statusChanged PROCPAY: A_ACCO/P_NOTP to A_APPR/P_PROC by processor"];
    })
    .await;
}

#[tokio::test]
async fn at_processing_payment_an_approval_pays_once_the_entries_are_extracted() {
    let app = TestApp::start().await;
    app.company().approve(PROCESSING).await.refused(400, "paymentStatusId");
    let (answer, raised) =
        raised_by(&app, app.control().act(PROCESSING, "markExtracted", "processor@example.com")).await;
    answer.must(200);
    assert_eq!(raised, [""; 0]);
    let (answer, raised) = raised_by(&app, app.company().approve(PROCESSING)).await;
    answer.must(204);
    assert_eq!(raised, ["statusChanged PAIDREPORT: A_APPR/P_PROC to A_APPR/P_PAID by nobody"]);
}

#[tokio::test]
async fn any_step_before_paid_is_left_by_a_send_back() {
    hold(rows! {
        AT_MANAGER: |app| app.manager().send_back(AT_MANAGER) => 204 A_RESU P_NOTP
            ["statusChanged SENDBACK: A_PEND/P_NOTP to A_RESU/P_NOTP by manager"];
        AT_MANAGER: |app| app.delegate().acting_for(MANAGER).send_back(AT_MANAGER) => 204 A_RESU P_NOTP
            ["statusChanged SENDBACK: A_PEND/P_NOTP to A_RESU/P_NOTP by manager through delegate"];
        AT_EXTERNAL: |app| app.company().send_back(AT_EXTERNAL) => 204 A_RESU P_NOTP
            ["statusChanged SENDBACK: A_EXTV/P_NOTP to A_RESU/P_NOTP by nobody"];
        AT_COST_OBJECTS: |app| app.cost_owner_2().send_back(AT_COST_OBJECTS) => 204 A_RESU P_NOTP
            ["statusChanged SENDBACK: A_PECO/P_NOTP to A_RESU/P_NOTP by costowner2"];
        AT_BUDGET: |app| app.approver_2().send_back(AT_BUDGET) => 204 A_RESU P_NOTP
            ["statusChanged SENDBACK: A_PBDG/P_NOTP to A_RESU/P_NOTP by approver2"];
        AT_PREPAYMENT: |app| app.company().send_back(AT_PREPAYMENT) => 204 A_RESU P_NOTP
            ["statusChanged SENDBACK: A_PVAL/P_NOTP to A_RESU/P_NOTP by nobody"];
        AT_ACCOUNTING: |app| app.control().act(AT_ACCOUNTING, "sendBack", "processor@example.com") => 200 A_RESU P_NOTP
            ["statusChanged SENDBACK: A_ACCO/P_NOTP to A_RESU/P_NOTP by processor"];
        PROCESSING: |app| app.company().send_back(PROCESSING) => 204 A_RESU P_NOTP
            ["statusChanged SENDBACK: A_APPR/P_PROC to A_RESU/P_NOTP by nobody"];
        CONFIRMED: |app| app.control().act(CONFIRMED, "sendBack", "processor@example.com") => 200 A_RESU P_NOTP
            ["statusChanged SENDBACK: A_APPR/P_PAYC to A_RESU/P_NOTP by processor"];
        MANAGER_ON_HOLD: |app| app.manager().send_back(MANAGER_ON_HOLD) => 204 A_RESU P_NOTP
            ["statusChanged SENDBACK: A_PEND/P_HOLD to A_RESU/P_NOTP by manager"];
        EXPIRED: |app| app.manager().send_back(EXPIRED) => 204 A_RESU P_NOTP
            ["statusChanged SENDBACK: A_TEXP/P_NOTP to A_RESU/P_NOTP by manager"];
    })
    .await;
}

#[tokio::test]
async fn its_owner_recalls_a_report_before_it_is_approved() {
    hold(rows! {
        AT_MANAGER: |app| app.traveler().recall(AT_MANAGER) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_PEND/P_NOTP to A_RESU/P_NOTP by traveler"];
        AT_MANAGER: |app| app.traveler().recall(AT_MANAGER).json(&json!({"comment": "Wait"})) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_PEND/P_NOTP to A_RESU/P_NOTP by traveler"];
        AT_MANAGER: |app| app.delegate().acting_for(TRAVELER).recall(AT_MANAGER) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_PEND/P_NOTP to A_RESU/P_NOTP by traveler through delegate"];
        AT_EXTERNAL: |app| app.traveler().recall(AT_EXTERNAL) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_EXTV/P_NOTP to A_RESU/P_NOTP by traveler"];
        AT_COST_OBJECTS: |app| app.traveler().recall(AT_COST_OBJECTS) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_PECO/P_NOTP to A_RESU/P_NOTP by traveler"];
        AT_BUDGET: |app| app.traveler().recall(AT_BUDGET) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_PBDG/P_NOTP to A_RESU/P_NOTP by traveler"];
        AT_PREPAYMENT: |app| app.traveler().recall(AT_PREPAYMENT) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_PVAL/P_NOTP to A_RESU/P_NOTP by traveler"];
        AT_ACCOUNTING: |app| app.traveler().recall(AT_ACCOUNTING) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_ACCO/P_NOTP to A_RESU/P_NOTP by traveler"];
        HELD_FOR_RECEIPTS: |app| app.traveler().recall(HELD_FOR_RECEIPTS) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_RHLD/P_NOTP to A_RESU/P_NOTP by traveler"];
        HELD_FOR_ANOMALY: |app| app.colleague().recall(HELD_FOR_ANOMALY) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_AAFH/P_NOTP to A_RESU/P_NOTP by colleague"];
        FILED: |app| app.colleague().recall(FILED) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_FILE/P_NOTP to A_RESU/P_NOTP by colleague"];
        EXPIRED: |app| app.traveler().recall(EXPIRED) => 204 A_RESU P_NOTP
            ["statusChanged RECALL: A_TEXP/P_NOTP to A_RESU/P_NOTP by traveler"];
    })
    .await;
}

#[tokio::test]
async fn integration_pays_without_extraction() {
    hold(rows! {
        PROCESSING: |app| app.admin().integrate(PROCESSING) => 200 A_APPR P_PAID
            ["statusChanged PAIDREPORT: A_APPR/P_PROC to A_APPR/P_PAID by admin"];
        PROCESSING: |app| app.company().integrate(PROCESSING) => 200 A_APPR P_PAID
            ["statusChanged PAIDREPORT: A_APPR/P_PROC to A_APPR/P_PAID by nobody"];
        CONFIRMED: |app| app.admin().integrate(CONFIRMED) => 200 A_APPR P_PAID
            ["statusChanged PAIDREPORT: A_APPR/P_PAYC to A_APPR/P_PAID by admin"];
    })
    .await;
}

#[tokio::test]
async fn the_processor_confirms_holds_and_releases() {
    hold(rows! {
        PROCESSING: |app| app.control().act(PROCESSING, "confirmPayment", "processor@example.com") => 200 A_APPR P_PAYC
            ["statusChanged PROCPAY: A_APPR/P_PROC to A_APPR/P_PAYC by processor"];
        PROCESSING: |app| app.control().act(PROCESSING, "hold", "processor@example.com") => 200 A_APPR P_HOLD
            [];
        AT_MANAGER: |app| app.control().act(AT_MANAGER, "hold", "processor@example.com") => 200 A_PEND P_HOLD
            [];
        PROCESSING_ON_HOLD: |app| app.control().act(PROCESSING_ON_HOLD, "release", "processor@example.com") => 200 A_APPR P_PROC
            [];
        MANAGER_ON_HOLD: |app| app.control().act(MANAGER_ON_HOLD, "release", "processor@example.com") => 200 A_PEND P_NOTP
            [];
        HELD_FOR_ANOMALY: |app| app.control().act(HELD_FOR_ANOMALY, "release", "processor@example.com") => 200 A_PEND P_NOTP
            ["statusChanged MANAGER: A_AAFH/P_NOTP to A_PEND/P_NOTP by processor"];
        HELD_FOR_RECEIPTS: |app| app.control().act(HELD_FOR_RECEIPTS, "release", "processor@example.com") => 200 A_PEND P_NOTP
            ["statusChanged MANAGER: A_RHLD/P_NOTP to A_PEND/P_NOTP by processor"];
    })
    .await;
}
