//! Exports: a tenant taken out whole, and brought back as it was.

mod going_on;
mod posted;
mod refusals;
mod world;

use chrono::DateTime;
use concur_emulator::core::{Timestamp, World};
use concur_emulator::events::snapshot::Snapshot;
use concur_emulator::fixtures::{Compiled, FixtureError, Source, State, export, load};
use concur_emulator::tenant::access::AccessSeed;
use concur_emulator::tenant::clock::Time;
use concur_emulator::tenant::ids::Ids;

/// The time at which every export here is read.
fn now() -> Timestamp {
    DateTime::from_timestamp(1_772_352_000, 0).unwrap()
}

/// A tenant with this world, and nothing else that could be forgotten.
fn state(world: &World) -> State {
    State {
        clock: Time::Frozen { at: now() },
        ids: Some(u64::MAX),
        events: 7,
        world: world.contents(),
        access: AccessSeed::default(),
        outbox: Snapshot::default(),
        faults: Default::default(),
    }
}

fn written(state: &State) -> String {
    let mut text = Vec::new();
    export(state, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn read(text: String) -> Result<Compiled, Vec<FixtureError>> {
    load(&[Source::Text { name: "export.json".to_owned(), text }], now(), &mut Ids::new(Some(7)))
}

#[track_caller]
fn read_well(text: String) -> Compiled {
    read(text)
        .unwrap_or_else(|errors| panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}
