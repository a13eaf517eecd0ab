//! The five policies of the default scenario, each walked from a new report to paid over HTTP.

use super::{new_report, raised_by};
use crate::support::emulator::TestApp;
use crate::support::reports::{SENT_BACK, policies};
use crate::support::request::Request;

/// What someone does with a report.
type Stride = for<'a> fn(&'a TestApp, &str) -> Request<'a>;

/// Walks a report, from its submit on; each stride raises these lines.
async fn walk(app: &TestApp, report: &str, strides: &[(Stride, &[&str])]) {
    for (stride, raises) in strides {
        let (answer, raised) = raised_by(app, stride(app, report)).await;
        assert!((200..300).contains(&answer.status), "{}: {}", answer.asked, answer.text());
        assert_eq!(raised, *raises, "{}", answer.asked);
    }
    assert_eq!(app.control().status(report).await, ("A_APPR".to_owned(), "P_PAID".to_owned()));
    let paid = app.traveler().report(report).await.must(200).json();
    assert_eq!([&paid["approvalStatus"], &paid["paymentStatus"]], ["Approved", "Paid"]);
    assert_eq!(paid["isSubmitted"], true);
}

const SUBMIT: Stride = |app, report| app.traveler().submit(report);
const BY_MANAGER: Stride = |app, report| app.manager().approve(report);
const BY_APPROVER_2: Stride = |app, report| app.approver_2().approve(report);
const BY_COMPANY: Stride = |app, report| app.company().approve(report);
const BY_PROCESSOR: Stride = |app, report| app.control().act(report, "approve", "processor@example.com");
const INTEGRATE: Stride = |app, report| app.admin().integrate(report);

#[tokio::test]
async fn the_default_policy() {
    let app = TestApp::start().await;
    let report = new_report(&app, policies::DEFAULT).await;
    walk(
        &app,
        &report,
        &[
            (SUBMIT, &["statusChanged MANAGER: A_NOTF/P_NOTP to A_PEND/P_NOTP by traveler"]),
            (BY_MANAGER, &["statusChanged ACCTCLERK: A_PEND/P_NOTP to A_ACCO/P_NOTP by manager"]),
            (BY_PROCESSOR, &["statusChanged PROCPAY: A_ACCO/P_NOTP to A_APPR/P_PROC by processor"]),
            (INTEGRATE, &["statusChanged PAIDREPORT: A_APPR/P_PROC to A_APPR/P_PAID by admin"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn the_cost_object_policy() {
    let app = TestApp::start().await;
    walk(
        &app,
        SENT_BACK,
        &[
            (SUBMIT, &["statusChanged MANAGER: A_RESU/P_NOTP to A_PEND/P_NOTP by traveler"]),
            (BY_MANAGER, &["statusChanged CO_STEP: A_PEND/P_NOTP to A_PECO/P_NOTP by manager"]),
            (|app, report| app.cost_owner_1().approve(report), &[]),
            (
                |app, report| app.cost_owner_2().approve(report),
                &["statusChanged MANAGER2: A_PECO/P_NOTP to A_PEND/P_NOTP by costowner2"],
            ),
            (BY_APPROVER_2, &["statusChanged ACCTCLERK: A_PEND/P_NOTP to A_ACCO/P_NOTP by approver2"]),
            (BY_PROCESSOR, &["statusChanged PROCPAY: A_ACCO/P_NOTP to A_APPR/P_PROC by processor"]),
            (
                |app, report| app.control().act(report, "confirmPayment", "processor@example.com"),
                &["statusChanged PROCPAY: A_APPR/P_PROC to A_APPR/P_PAYC by processor"],
            ),
            (INTEGRATE, &["statusChanged PAIDREPORT: A_APPR/P_PAYC to A_APPR/P_PAID by admin"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_report_without_cost_objects_passes_their_step_over() {
    let app = TestApp::start().await;
    let report = new_report(&app, policies::COST_OBJECTS).await;
    app.traveler().submit(&report).await.must(204);
    let (answer, raised) = raised_by(&app, app.manager().approve(&report)).await;
    answer.must(204);
    assert_eq!(raised, ["statusChanged MANAGER2: A_PEND/P_NOTP to A_PEND/P_NOTP by manager"]);
}

#[tokio::test]
async fn the_external_validation_policy() {
    let app = TestApp::start().await;
    let report = new_report(&app, policies::EXTERNAL).await;
    walk(
        &app,
        &report,
        &[
            (SUBMIT, &["statusChanged EXTVAL: A_NOTF/P_NOTP to A_EXTV/P_NOTP by traveler"]),
            (BY_COMPANY, &["statusChanged MANAGER: A_EXTV/P_NOTP to A_PEND/P_NOTP by nobody"]),
            (BY_MANAGER, &["statusChanged ACCTCLERK: A_PEND/P_NOTP to A_ACCO/P_NOTP by manager"]),
            (BY_PROCESSOR, &["statusChanged PROCPAY: A_ACCO/P_NOTP to A_APPR/P_PROC by processor"]),
            (|app, report| app.control().act(report, "markExtracted", "processor@example.com"), &[]),
            (BY_COMPANY, &["statusChanged PAIDREPORT: A_APPR/P_PROC to A_APPR/P_PAID by nobody"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn the_budget_policy() {
    let app = TestApp::start().await;
    let report = new_report(&app, policies::BUDGET).await;
    walk(
        &app,
        &report,
        &[
            (SUBMIT, &["statusChanged MANAGER: A_NOTF/P_NOTP to A_PEND/P_NOTP by traveler"]),
            (BY_MANAGER, &["statusChanged BUDGET: A_PEND/P_NOTP to A_PBDG/P_NOTP by manager"]),
            (BY_APPROVER_2, &[]),
            (BY_COMPANY, &["statusChanged PROCPAY: A_PVAL/P_NOTP to A_APPR/P_PROC by nobody"]),
            (INTEGRATE, &["statusChanged PAIDREPORT: A_APPR/P_PROC to A_APPR/P_PAID by admin"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn the_quiet_policy() {
    let app = TestApp::start().await;
    let report = new_report(&app, policies::QUIET).await;
    walk(
        &app,
        &report,
        &[
            (SUBMIT, &["statusChanged null: A_NOTF/P_NOTP to A_PEND/P_NOTP by traveler"]),
            (
                |app, report| app.manager().send_back(report),
                &["statusChanged SENDBACK: A_PEND/P_NOTP to A_RESU/P_NOTP by manager"],
            ),
            (SUBMIT, &["statusChanged null: A_RESU/P_NOTP to A_PEND/P_NOTP by traveler"]),
            (
                |app, report| app.traveler().recall(report),
                &["statusChanged RECALL: A_PEND/P_NOTP to A_RESU/P_NOTP by traveler"],
            ),
            (SUBMIT, &["statusChanged null: A_RESU/P_NOTP to A_PEND/P_NOTP by traveler"]),
            (BY_MANAGER, &[]),
            (BY_PROCESSOR, &[]),
            (INTEGRATE, &["statusChanged PAIDREPORT: A_APPR/P_PROC to A_APPR/P_PAID by admin"]),
        ],
    )
    .await;
}
