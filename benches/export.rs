//! A large tenant exported and imported again: how long each takes, and that nothing is lost.
//!
//! `CONCUR_BENCH_EXPORTED` (100000) sets another number of reports.

use std::str::FromStr;
use std::time::Instant;

use concur_emulator::fixtures::{self, Source, State};
use concur_emulator::tenant::clock::Time;
use concur_emulator::tenant::ids::Ids;

use crate::size;

pub fn run() {
    let asked = std::env::var("CONCUR_BENCH_EXPORTED").ok();
    let reports = asked.map_or(100_000, |asked| usize::from_str(&asked).expect("CONCUR_BENCH_EXPORTED is a number"));
    let now = chrono::DateTime::from_timestamp(1_772_352_000, 0).expect("a moment");
    let text = size::scenario(reports);
    let sources = [Source::named("empty"), Source::Text { name: "large".to_owned(), text }];
    let loaded =
        timed("scenario loaded", || fixtures::load(&sources, now, &mut Ids::new(Some(7))).expect("a scenario"));

    let contents = timed("snapshot taken, under the lock", || loaded.world.contents());
    let (clock, access) = (Time::Frozen { at: now }, loaded.access.clone());
    let state = State {
        clock,
        ids: Some(7),
        events: 0,
        world: contents,
        access,
        outbox: Default::default(),
        faults: Default::default(),
    };
    let path = std::env::temp_dir().join(format!("concur-emulator-export-{}.json", std::process::id()));
    timed("written and synced", || {
        concur_emulator::export_file::save(&path, |out| fixtures::export(&state, out)).expect("a file");
    });
    let bytes = std::fs::metadata(&path).expect("the file").len();
    let back = timed("read back", || fixtures::import(&path).expect("an export").remove(0));
    std::fs::remove_file(&path).expect("the file");
    assert_eq!(back.world, loaded.world, "an export loses nothing");
    println!("\n{} reports, {} MB, equal", loaded.world.report_count(), bytes / 1_000_000);
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("{what}: {:.0?}", start.elapsed());
    done
}
