//! Tenants through types: founded, driven, deleted, each for itself.

use concur_emulator::config::ClockSetting;
use concur_emulator::control::{Action, ErrorKind, NewTenant, RequestMatch, TenantFilter};
use concur_emulator::core::status::PaymentStatus;
use reqwest::Method;

use super::{NOW, TRAVELER, call, start};
use crate::support::reports::DRAFT;

#[tokio::test]
async fn a_tenant_is_founded_driven_and_deleted_and_the_first_does_not_notice() {
    let emulator = start().await;
    let clock = Some(ClockSetting::Frozen(NOW.parse().unwrap()));
    let mine = emulator.found(NewTenant { clock, seed: Some(7), ..NewTenant::of("default") }).await.unwrap();
    let tenant = mine.tenant();
    mine.act(DRAFT, &Action::submit().by(TRAVELER)).unwrap();
    mine.advance_report(DRAFT, PaymentStatus::Paid).await.unwrap();
    mine.advance(chrono::Duration::days(1)).await.unwrap();
    let path = format!("/expensereports/v4/reports/{DRAFT}");
    assert_eq!(call(&emulator, Method::GET, &path, &tenant.tokens["company-token"]).await.unwrap(), 200);
    assert_eq!(mine.requests(RequestMatch::any()).unwrap().items.len(), 1);

    let first = emulator.control();
    assert_eq!(first.report(DRAFT).unwrap().approval_status.code(), "A_NOTF");
    assert_eq!(first.clock().now.to_rfc3339(), "2026-03-01T08:00:00+00:00");
    assert!(first.requests(RequestMatch::any()).unwrap().items.is_empty() && first.tenant().is_first);

    let same = emulator.control_of(&tenant.company_id).unwrap();
    assert_eq!(same.tenant().tokens, tenant.tokens);
    same.reset().unwrap();
    assert_eq!((mine.tenant(), mine.report(DRAFT).unwrap().approval_status.code()), (tenant.clone(), "A_NOTF"));
    let listed = first.tenants(&TenantFilter::default()).unwrap().items;
    assert_eq!(listed.iter().map(|tenant| tenant.is_first).collect::<Vec<_>>(), [true, false]);
    mine.delete().unwrap();
    assert_eq!(call(&emulator, Method::GET, &path, &tenant.tokens["company-token"]).await.unwrap(), 401);
    assert_eq!(same.delete().unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(first.delete().unwrap_err().kind(), ErrorKind::Conflict);
    assert_eq!(emulator.control_of(&tenant.company_id).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(emulator.found(NewTenant::of("nothing")).await.unwrap_err().field(), Some("fixture"));
}

#[tokio::test]
async fn tenants_are_driven_side_by_side_on_threads_of_their_own() {
    let emulator = start().await;
    let mut driven = Vec::new();
    for _ in 0..8 {
        let tenant = emulator.found(NewTenant::default()).await.unwrap();
        driven.push(tokio::spawn(async move {
            tenant.advance_report(DRAFT, PaymentStatus::Paid).await.unwrap();
            tenant.report(DRAFT).unwrap().history.len()
        }));
    }
    let mut lengths = Vec::new();
    for tenant in driven {
        lengths.push(tenant.await.unwrap());
    }
    assert!(lengths.iter().all(|length| *length == lengths[0]), "{lengths:?}");
}
