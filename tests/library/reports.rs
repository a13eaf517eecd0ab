//! Reports through types: acted on, advanced, looked at.

use concur_emulator::control::{Action, ErrorKind, ReportFilter};
use concur_emulator::core::status::{ApprovalStatus, PaymentStatus, Status};
use serde_json::Value;

use super::{MANAGER, PROCESSOR, TRAVELER, call, start};
use crate::support::reports::{AT_MANAGER, DRAFT};

#[tokio::test]
async fn a_report_goes_from_its_draft_until_it_is_paid() {
    let emulator = start().await;
    let control = emulator.control();
    let place = |report: concur_emulator::control::ReportSheet| (report.approval_status, report.payment_status);
    for (action, approval, payment) in [
        (Action::submit().by(TRAVELER), ApprovalStatus::Pending, PaymentStatus::NotPaid),
        (Action::recall().by(TRAVELER), ApprovalStatus::Returned, PaymentStatus::NotPaid),
        (Action::submit().by(TRAVELER), ApprovalStatus::Pending, PaymentStatus::NotPaid),
        (Action::send_back("Why?").by(MANAGER), ApprovalStatus::Returned, PaymentStatus::NotPaid),
        (Action::submit().by(TRAVELER), ApprovalStatus::Pending, PaymentStatus::NotPaid),
        (Action::approve().by(MANAGER).comment("Fine"), ApprovalStatus::Accounting, PaymentStatus::NotPaid),
        (Action::hold().by(PROCESSOR), ApprovalStatus::Accounting, PaymentStatus::OnHold),
        (Action::release().by(PROCESSOR), ApprovalStatus::Accounting, PaymentStatus::NotPaid),
        (Action::approve().by(PROCESSOR), ApprovalStatus::Approved, PaymentStatus::Processing),
        (Action::mark_extracted(), ApprovalStatus::Approved, PaymentStatus::Processing),
        (Action::confirm_payment(), ApprovalStatus::Approved, PaymentStatus::Paid),
    ] {
        let there = place(control.act(DRAFT, &action).unwrap_or_else(|refused| panic!("{action:?}: {refused}")));
        assert!(there.0 == approval && (there.1 == payment || action.kind.name() == "confirmPayment"), "{there:?}");
    }
    let report = control.report(DRAFT).unwrap();
    let done: Vec<_> = report.history.iter().map(|row| row.action).collect();
    let first = ["submit", "recall", "submit", "sendBack", "submit", "approve", "hold", "release", "approve"];
    assert_eq!(done[..first.len()], first);
    assert!(report.history.iter().all(|row| row.through == "control"), "{:?}", report.history);
    assert!(!report.is_legal("submit", TRAVELER));
}

#[tokio::test]
async fn what_the_rules_refuse_is_refused_by_kind_and_field() {
    let emulator = start().await;
    let control = emulator.control();
    for (id, action, kind, field) in [
        ("nothing", Action::submit(), ErrorKind::NotFound, Some("id")),
        (DRAFT, Action::submit().by("nobody"), ErrorKind::Invalid, Some("as")),
        (AT_MANAGER, Action::submit().by(TRAVELER), ErrorKind::Conflict, None),
        (AT_MANAGER, Action::approve().by("colleague@example.com"), ErrorKind::Forbidden, None),
        (AT_MANAGER, Action::send_back("").by(MANAGER), ErrorKind::Invalid, None),
    ] {
        let refused = control.act(id, &action).unwrap_err();
        assert_eq!((refused.kind(), refused.field()), (kind, field), "{action:?}: {refused}");
        assert!(!refused.message().is_empty());
    }
    let draft = control.report(DRAFT).unwrap();
    assert!(draft.is_legal("submit", TRAVELER) && draft.history.is_empty());
}

#[tokio::test]
async fn a_report_is_advanced_to_either_status_or_to_both() {
    let emulator = start().await;
    let control = emulator.control();
    let report = control.advance_report(DRAFT, ApprovalStatus::Accounting).await.unwrap();
    assert_eq!(report.step.map(|step| step.role_code).as_deref(), Some("ACCT_CLERK"));
    let held = Status { approval: ApprovalStatus::Accounting, payment: PaymentStatus::OnHold };
    assert_eq!(control.advance_report(DRAFT, held).await.unwrap().payment_status, PaymentStatus::OnHold);
    let paid = control.advance_report(DRAFT, PaymentStatus::Paid).await.unwrap();
    assert_eq!(paid.approval_status, ApprovalStatus::Approved);
    let refused = control.advance_report(DRAFT, ApprovalStatus::Pending).await.unwrap_err();
    assert_eq!((refused.kind(), refused.field()), (ErrorKind::Conflict, Some("approvalStatus")));
    assert_eq!(
        control.advance_report(DRAFT, concur_emulator::control::Destination::default()).await.unwrap_err().kind(),
        ErrorKind::Invalid
    );
}

#[tokio::test]
async fn lists_are_filtered_and_go_on_where_they_ended() {
    let emulator = start().await;
    let control = emulator.control();
    let paid = ReportFilter { payment_status: Some(PaymentStatus::Paid), ..ReportFilter::default() };
    let list = control.reports(&paid).unwrap();
    assert!(list.items.iter().all(|report| report.payment_status == PaymentStatus::Paid) && !list.items.is_empty());
    let (mut wanted, mut all) = (ReportFilter { limit: Some(3), ..ReportFilter::default() }, Vec::new());
    loop {
        let page = control.reports(&wanted).unwrap();
        assert!(page.items.len() <= 3);
        all.extend(page.items.into_iter().map(|report| report.report_id));
        wanted.after = page.next;
        if wanted.after.is_none() {
            break;
        }
    }
    assert_eq!(all.len(), emulator.world().report_count());
    let nobodys = ReportFilter { owner: Some("nobody".to_owned()), ..ReportFilter::default() };
    assert_eq!(control.reports(&nobodys).unwrap_err().field(), Some("owner"));
    assert_eq!(control.reports(&ReportFilter { limit: Some(0), ..paid }).unwrap_err().field(), Some("limit"));
}

#[tokio::test]
async fn what_is_said_in_types_is_what_is_said_over_http() {
    let emulator = start().await;
    let url = format!("{}/_emulator/reports/{AT_MANAGER}", emulator.base_url());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let over_http: Value = client.get(url).send().await.unwrap().json().await.unwrap();
    let typed = emulator.control().report(AT_MANAGER).unwrap();
    assert_eq!(serde_json::to_value(&typed).unwrap(), over_http);
    assert_eq!(over_http["approvalStatus"], "A_PEND");
}

#[tokio::test]
async fn a_scenario_is_laid_over_what_is_there_or_put_in_its_place() {
    let emulator = start().await;
    let control = emulator.control();
    let before = control.export();
    let document =
        "reports:\n  - { id: 0123456789ABCDEF0123, owner: traveler@example.com, name: Oslo, approvalStatus: A_NOTF }\n";
    let reports = control.add_scenario(document).unwrap().reports;
    assert_eq!(emulator.world().report_count(), reports);
    assert_eq!(control.report("0123456789ABCDEF0123").unwrap().name, "Oslo");
    let refused = control.add_scenario("reports:\n  - { owner: nobody@example.com }\n").unwrap_err();
    assert_eq!((refused.kind(), refused.position().map(|(line, _)| line)), (ErrorKind::Invalid, Some(2)));
    assert_eq!(emulator.world().report_count(), reports);
    control.replace_scenario(before).unwrap();
    assert_eq!(control.report("0123456789ABCDEF0123").unwrap_err().kind(), ErrorKind::NotFound);
    control.add_scenario(document).unwrap();
    control.reset().unwrap();
    assert_eq!(emulator.world().report_count(), reports - 1);
    let path = format!("/expensereports/v4/reports/{DRAFT}");
    assert_eq!(call(&emulator, reqwest::Method::GET, &path, "company-token").await.unwrap(), 200);
}
