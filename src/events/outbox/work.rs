//! What a lane's task does: post, note, wait.

use std::sync::Arc;

use tokio::sync::Notify;

use super::Shared;
use crate::events::attempt::{Post, Poster};
use crate::events::dispatch::{Errand, Step};
use crate::events::lane::LaneKey;

/// Works on a lane until it is gone.
pub(super) async fn deliver(shared: Arc<Shared>, poster: Arc<Poster>, key: LaneKey, wake: Arc<Notify>) {
    loop {
        match shared.step(&key) {
            Step::End => return,
            Step::Idle => wake.notified().await,
            Step::Until(at) => tokio::select! {
                () = shared.clock.wait_until(at) => {}
                () = wake.notified() => {}
            },
            Step::Post(errand) => run(&shared, &poster, &key, errand).await,
        }
    }
}

async fn run(shared: &Shared, poster: &Poster, key: &LaneKey, errand: Errand) {
    let Errand { raised, to, trick, seal, upcoming } = errand;
    upcoming.iter().for_each(|next| poster.prepare(next, &to, shared.seal));
    let (at, frozen) = (shared.clock.now(), shared.clock.is_frozen());
    let patience = frozen.then_some(shared.frozen_timeout);
    let post = Post { raised: &raised, to: &to, at, seal: seal.unwrap_or(shared.seal), patience };
    let (mut attempt, verdict) = poster.post(post).await;
    attempt.trick = trick;
    shared.dispatch.lock().posted(key, &raised, (attempt, verdict), shared.clock.now(), frozen);
}
