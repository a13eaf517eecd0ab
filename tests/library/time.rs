//! Clock, faults, journal and findings through types.

use std::time::Duration as StdDuration;

use chrono::Duration;
use concur_emulator::Emulator;
use concur_emulator::control::{Claim, ClockChange, ErrorKind, MailFilter, NewFault, RequestFilter, RequestMatch};
use concur_emulator::core::Timestamp;
use reqwest::Method;

use super::{NOW, approve, call, start};
use crate::support::reports::{AT_MANAGER, DRAFT};

fn report(id: &str) -> String {
    format!("/expensereports/v4/reports/{id}")
}

#[tokio::test]
async fn the_clock_is_frozen_set_and_moved_on() {
    let emulator = Emulator::builder().fixture("empty").start().await.unwrap();
    let control = emulator.control();
    assert!(!control.clock().frozen);
    assert!(control.set_clock(ClockChange::FROZEN).unwrap().frozen);
    let at: Timestamp = NOW.parse().unwrap();
    assert_eq!(control.set_clock(ClockChange::at(at)).unwrap().now, at);
    let later = control.advance(Duration::hours(72)).await.unwrap();
    assert_eq!((later.now, later.frozen), (at + Duration::hours(72), true));
    assert!(!control.set_clock(ClockChange::RUNNING).unwrap().frozen);
    control.set_clock(ClockChange::frozen_at(at)).unwrap();
    assert_eq!(control.advance(Duration::days(4_000_000)).await.unwrap_err().field(), Some("by"));
    assert_eq!(control.clock().now, at);
}

#[tokio::test]
async fn faults_strike_as_they_were_built() {
    let emulator = start().await;
    let control = emulator.control();
    let get = async |id: &str| call(&emulator, Method::GET, &report(id), "company-token").await.map(|s| s.as_u16());
    let standing = control.add_fault(NewFault::status(503).on("GET", "/expensereports/v4/**").times(2)).unwrap();
    assert_eq!((standing.id, standing.left), (1, Some(2)));
    assert_eq!([get(DRAFT).await, get(DRAFT).await, get(DRAFT).await], [Some(503), Some(503), Some(200)]);
    assert_eq!((control.faults()[0].hits, control.faults()[0].left), (2, Some(0)));
    control.clear_faults();

    control.add_fault(NewFault::reset().on_path(report(DRAFT))).unwrap();
    assert_eq!([get(DRAFT).await, get(AT_MANAGER).await], [None, Some(200)]);
    control.clear_faults();
    control.add_fault(NewFault::truncate_after(10)).unwrap();
    assert_eq!(get(DRAFT).await, None);
    control.clear_faults();
    control.add_fault(NewFault::rate_limit(1, StdDuration::from_secs(60)).late(StdDuration::from_millis(1))).unwrap();
    assert_eq!([get(DRAFT).await, get(DRAFT).await], [Some(200), Some(429)]);
    control.advance(Duration::seconds(61)).await.unwrap();
    assert_eq!(get(DRAFT).await, Some(200));
    control.remove_fault(control.faults()[0].id).unwrap();
    assert_eq!(control.remove_fault(77).unwrap_err().kind(), ErrorKind::NotFound);
    assert!(control.faults().is_empty());

    // It is carried out all the same.
    control.add_fault(NewFault::status(500).after().by("manager@example.com")).unwrap();
    assert_eq!(approve(&emulator, AT_MANAGER).await.unwrap(), 500);
    assert_eq!(control.report(AT_MANAGER).unwrap().approval_status.code(), "A_ACCO");
    for wrong in [
        NewFault::status(200),
        NewFault::default(),
        NewFault::truncate().before(),
        NewFault::status(503).by("nobody"),
        NewFault::status(503).times(0),
        NewFault::reset().retry_after(3),
        NewFault::delay(StdDuration::from_secs(601)),
        NewFault::reset().probability(1.5),
        NewFault::status(429).for_each_user(),
    ] {
        let shown = format!("{wrong:?}");
        assert_eq!(control.add_fault(wrong).unwrap_err().kind(), ErrorKind::Invalid, "{shown}");
    }
}

#[tokio::test]
async fn requests_are_listed_and_claims_on_them_proved() {
    let emulator = start().await;
    let control = emulator.control();
    for id in [DRAFT, AT_MANAGER, "nothing"] {
        call(&emulator, Method::GET, &report(id), "company-token").await.unwrap();
    }
    approve(&emulator, AT_MANAGER).await.unwrap();
    let found = control.requests(RequestMatch::path("/expensereports/v4/reports/*").status(200)).unwrap().items;
    assert_eq!(found.iter().map(|line| &*line.path).collect::<Vec<_>>(), [report(DRAFT), report(AT_MANAGER)]);
    let page = control.requests(RequestFilter { limit: Some(1), ..RequestFilter::default() }).unwrap();
    assert_eq!((page.items[0].sequence, page.next.as_deref()), (1, Some("1")));

    let read = RequestMatch::any().method("get");
    let approved = RequestMatch::operation("v4.approveReport").by("manager@example.com").status(204);
    let holds = |claim: Claim| control.verify(&claim).unwrap();
    assert!(holds(Claim::count(read.clone()).exactly(3)).ok);
    assert!(holds(Claim::count(read.clone()).at_least(2).at_most(4)).ok);
    assert!(holds(Claim::count(read.clone()).after(3).exactly(0)).ok);
    assert!(holds(Claim::order([read.clone(), approved.clone()])).ok);
    let missed = holds(Claim::count(approved.clone().status(200)));
    assert!(!missed.ok && missed.near_misses[0].differs == ["status"], "{missed:?}");
    assert!(!holds(Claim::order([approved.clone(), read])).ok);
    let refused = control.verify(&Claim::count(approved.by("nobody"))).unwrap_err();
    assert_eq!((refused.kind(), refused.field()), (ErrorKind::Invalid, Some("match.user")));
    assert!(control.mails(&MailFilter::default()).unwrap().items.is_empty());
}

#[tokio::test]
async fn findings_of_strict_mode_are_at_hand() {
    let emulator = Emulator::builder().strict().start().await.unwrap();
    let path = report(DRAFT).replace("/v4/", "/");
    call(&emulator, Method::GET, &path, "company-token").await.unwrap();
    let found = emulator.control().findings();
    assert!(found.items.iter().any(|finding| finding.code == "pathSpelling"), "{found:?}");
    assert_eq!(found.dropped, 0);
}
