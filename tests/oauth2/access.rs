use std::collections::HashSet;
use std::sync::Arc;

use chrono::{Duration, Months};
use concur_emulator::core::Timestamp;
use concur_emulator::tenant::access::{Access, Grant, KEPT, Principal, scopes};

use super::stage::{CLIENT, SCOPES, seed, start_of_time};
use crate::support::cast::TRAVELER;

fn grant_until(end: Timestamp) -> Arc<Grant> {
    Arc::new(Grant {
        principal: Principal::Company,
        client_id: CLIENT,
        scopes: Default::default(),
        expires_at: Some(end),
    })
}

#[test]
fn fixed_tokens_never_expire_and_carry_the_scopes_of_their_application() {
    let access = Access::new(seed(), start_of_time());
    let grant = access.grant("traveler-token", start_of_time() + Months::new(1200)).expect("a grant");
    assert_eq!((grant.principal, grant.client_id), (Principal::User(TRAVELER), CLIENT));
    assert!(grant.scopes.iter().map(|scope| &**scope).eq(SCOPES));
    assert!(access.grant("Traveler-token", start_of_time()).is_none());
}

#[test]
fn a_reset_forgets_what_was_issued_and_renews_what_is_fixed() {
    let access = Access::new(seed(), start_of_time());
    access.issue("issued", grant_until(start_of_time() + Duration::hours(1)), start_of_time());
    access.issue_refresh("refresh", grant_until(start_of_time() + Duration::hours(1)), start_of_time());
    assert!(access.grant("issued", start_of_time()).is_some());
    assert!(access.refresh_grant("issued", start_of_time()).is_none(), "an access token is no refresh token");
    access.reset(seed(), start_of_time());
    assert!(access.grant("issued", start_of_time()).is_none());
    assert!(access.refresh_grant("refresh", start_of_time()).is_none());
    assert!(access.grant("company-token", start_of_time()).is_some());
}

#[test]
fn tokens_are_bounded_in_number_and_the_one_that_ends_first_goes_first() {
    let access = Access::new(seed(), start_of_time());
    let end = |n: usize| start_of_time() + Duration::seconds(i64::try_from(n).expect("small") + 1);
    let good = |n: usize| access.grant(&format!("token-{n}"), start_of_time()).is_some();
    // Issued backwards, so that the age of a token and its end are two things.
    for n in (0..=KEPT).rev() {
        access.issue(&format!("token-{n}"), grant_until(end(n)), start_of_time());
    }
    assert!(good(0) && !good(1) && (2..=KEPT).all(good), "the last one in made room for itself");
    assert!(access.grant("traveler-token", start_of_time()).is_some(), "fixed tokens do not count");

    // Issued again, a token is one token, and its new end counts.
    access.issue("token-0", grant_until(end(KEPT + 1)), start_of_time());
    assert!((2..=KEPT).all(good) && good(0));

    // Where the time of some is up, they go, and nobody else.
    let later = end(10);
    access.issue("late", grant_until(later + Duration::hours(1)), later);
    assert!(!good(10) && good(11) && good(0));
}

#[test]
fn every_known_scope_is_listed_once() {
    let unique: HashSet<_> = scopes::ALL.iter().collect();
    assert_eq!(unique.len(), scopes::ALL.len());
    for scope in ["EXPRPT", "expense.report.read", "expense.report.readwrite", "expense.report.workflowstatus.write"] {
        assert!(unique.contains(&scope), "{scope}");
    }
    assert!(scopes::ALL.iter().all(|scope| !scope.contains(char::is_whitespace)), "scopes are separated by spaces");
}
