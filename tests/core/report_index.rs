//! The index of reports: whatever happens, a search yields what a look at every report would.

use std::sync::Arc;

use chrono::Duration;
use concur_emulator::core::command::Deed;
use concur_emulator::core::ids::{ReportId, UserId};
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
}

impl Search {
    fn query(&self, start: Timestamp) -> ReportQuery<'_> {
        let moment = |minutes: Option<i64>| minutes.map(|minutes| start + Duration::minutes(minutes));
        let span = |(after, before)| Span { after: moment(after), before: moment(before) };
        let Self { owner, approver, approval, payment, created, submitted } = self;
        ReportQuery {
            owner: *owner,
            approver: *approver,
            approval,
            payment,
            created: span(*created),
            submitted: span(*submitted),
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
    (owner, approver, approval, payment, span(), span()).prop_map(
        |(owner, approver, approval, payment, created, submitted)| Search {
            owner,
            approver,
            approval,
            payment,
            created,
            submitted,
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
