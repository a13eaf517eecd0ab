//! Exactly one winner: of many who approve the same step at once, one is told that he did, all others that it is done.

use std::env;

use futures_util::future::join_all;

use crate::support::emulator::TestApp;
use crate::support::reports::DRAFT;

/// How many callers approve at once, each on a connection of his own.
const CALLERS: usize = 16;

/// How many rounds where `RACE_ROUNDS` does not say otherwise.
const ROUNDS: usize = 200;

#[tokio::test]
async fn of_sixteen_who_approve_the_same_step_at_once_one_wins() {
    let rounds = env::var("RACE_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().expect("RACE_ROUNDS is a number"));
    let app = TestApp::start().await;
    for round in 0..rounds {
        app.traveler().submit(DRAFT).await.must(204);
        let answers = join_all((0..CALLERS).map(|_| app.manager().approve(DRAFT).into_future())).await;
        let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 204);
        assert_eq!((won.len(), lost.len()), (1, CALLERS - 1), "round {round}");
        for answer in lost {
            answer.refused(400, "approvalStatusId");
        }
        app.traveler().recall(DRAFT).await.must(204);
    }
}
