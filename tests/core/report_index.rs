//! The index of reports: whatever happens, a search yields what a look at every report would.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Duration;
use concur_emulator::core::command::Deed;
use concur_emulator::core::ids::{AttendeeId, ReportId, UserId};
use concur_emulator::core::report::Report;
use concur_emulator::core::report_index::{ReportQuery, Span};
use concur_emulator::core::status::{ApprovalStatus, PaymentStatus};
use concur_emulator::core::{Actor, Timestamp, World};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::random::{play, stories};
use crate::support::cast::*;
use crate::support::scene::Scene;

/// A search, with its dates in minutes since the story began.
#[derive(Debug, Clone)]
struct Search {
    owner: Option<UserId>,
    approver: Option<UserId>,
    approval: Vec<ApprovalStatus>,
    payment: Vec<PaymentStatus>,
    created: (Option<i64>, Option<i64>),
    submitted: (Option<i64>, Option<i64>),
    changed: (Option<i64>, Option<i64>),
    handled_by: Option<UserId>,
}

impl Search {
    fn query(&self, start: Timestamp) -> ReportQuery<'_> {
        let moment = |minutes: Option<i64>| minutes.map(|minutes| start + Duration::minutes(minutes));
        let span = |(after, before)| Span { after: moment(after), before: moment(before) };
        let Self { owner, approver, approval, payment, created, submitted, changed, handled_by } = self;
        ReportQuery {
            owner: *owner,
            approver: *approver,
            approval,
            payment,
            created: span(*created),
            submitted: span(*submitted),
            changed: span(*changed),
            handled_by: *handled_by,
            behind: None,
        }
    }
}

fn searches() -> impl Strategy<Value = Search> {
    let owner = weighted(0.5, select(vec![TRAVELER, COLLEAGUE, APPROVER_2, ADMIN]));
    let approver = weighted(0.2, select(vec![MANAGER, COST_OWNER_1, APPROVER_2]));
    let approval = subsequence(ApprovalStatus::ALL.to_vec(), 0..ApprovalStatus::ALL.len());
    let payment = subsequence(PaymentStatus::ALL.to_vec(), 0..PaymentStatus::ALL.len());
    let span = || (weighted(0.3, 0..60_i64), weighted(0.3, 0..60_i64));
    let handled_by = weighted(0.2, select(vec![MANAGER, COST_OWNER_1, COST_OWNER_2, APPROVER_2]));
    (owner, approver, approval, payment, span(), span(), span(), handled_by).prop_map(
        |(owner, approver, approval, payment, created, submitted, changed, handled_by)| Search {
            owner,
            approver,
            approval,
            payment,
            created,
            submitted,
            changed,
            handled_by,
        },
    )
}

fn ids<'a>(reports: impl IntoIterator<Item = &'a Arc<Report>>) -> Vec<ReportId> {
    reports.into_iter().map(|report| report.id).collect()
}

fn scan(world: &World, query: &ReportQuery<'_>) -> Vec<ReportId> {
    let mut found: Vec<_> = world.reports().filter(|report| query.fits(report)).collect();
    found.sort_by_key(|report| std::cmp::Reverse(query.position_of(report)));
    ids(found)
}

/// All that a search yields, a page after the other.
fn paged(world: &World, query: &ReportQuery<'_>, page: usize) -> Vec<ReportId> {
    let (mut query, mut all) = (*query, Vec::new());
    loop {
        let found: Vec<_> = world.find_reports(&query).take(page).collect();
        let Some(last) = found.last() else { return all };
        query.behind = Some(query.position_of(last));
        all.extend(ids(found));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_search_yields_what_a_look_at_every_report_would(
        (beginnings, orders) in stories(),
        searches in prop::collection::vec(searches(), 1..20),
        page in 1..5_usize,
    ) {
        let scene = play(&beginnings, orders)?;
        let start = Scene::new().now;
        for search in searches {
            let query = search.query(start);
            let expected = scan(&scene.world, &query);
            prop_assert_eq!(&ids(scene.world.find_reports(&query)), &expected, "{:?}", &search);
            prop_assert_eq!(&paged(&scene.world, &query, page), &expected, "{:?} by pages", &search);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn an_attendee_is_counted_as_often_as_he_took_part((beginnings, orders) in stories()) {
        let scene = play(&beginnings, orders)?;
        let mut counts: BTreeMap<AttendeeId, usize> = BTreeMap::new();
        for expense in scene.world.reports().flat_map(|report| report.all_expenses()) {
            for association in &expense.attendance.associations {
                *counts.entry(association.attendee).or_default() += 1;
            }
        }
        for attendee in scene.world.company.attendees.keys() {
            prop_assert_eq!(scene.world.attendances_of(*attendee), counts.get(attendee).copied().unwrap_or_default());
        }
    }
}

#[test]
fn going_on_from_a_position_meets_each_report_once_while_others_are_created_and_the_last_one_deleted() {
    let mut scene = Scene::new();
    let mut expected: Vec<_> = (0..50)
        .map(|number| {
            // Several at one moment.
            scene.wait(Duration::minutes(number % 3));
            scene.report_on(DEFAULT)
        })
        .collect();
    let (mut query, mut met) = (ReportQuery { owner: Some(TRAVELER), ..ReportQuery::default() }, Vec::new());
    loop {
        let page: Vec<_> = scene.world.find_reports(&query).take(7).map(|r| (query.position_of(r), r.id)).collect();
        let Some((last, id)) = page.last().copied() else { break };
        query.behind = Some(last);
        met.extend(page.into_iter().map(|(_, id)| id));
        scene.wait(Duration::minutes(1));
        scene.report_on(DEFAULT);
        // The position outlives its report.
        scene.act(Actor::user(TRAVELER), id, Deed::Delete).unwrap();
    }
    expected.sort();
    met.sort();
    assert_eq!(met, expected);
}
