//! Scenarios: how long one of 100,000 reports takes, made up by a recipe or written out, and what it holds.

use std::fmt::Write;
use std::time::{Duration, Instant};

use chrono::DateTime;
use concur_emulator::core::{Timestamp, World};
use concur_emulator::fixtures::{Source, embedded, load};
use concur_emulator::tenant::ids::Ids;

use crate::process::own_kilobytes;

const REPORTS: usize = 100_000;

/// How long a scenario of so many reports may take.
const AIM: Duration = Duration::from_secs(3);

pub fn run() {
    built_in();
    let recipe = format!(
        "extends: empty\nusers: {{ count: 500, teamSize: 8, manager: manager@example.com }}\nreports:\n  count: {REPORTS}\n  \
         statuses: {{ A_NOTF: 15, A_PEND: 25, A_ACCO: 15, A_APPR/P_PROC: 10, A_APPR/P_PAID: 35 }}\n"
    );
    measure("made up by a recipe", recipe);
    measure("written out, in YAML", yaml());
    measure("written out, in JSON", json());
}

/// The scenarios that are built in, all together.
fn built_in() {
    let start = Instant::now();
    for scenario in embedded() {
        opened(Source::Embedded(scenario));
    }
    println!("all {} built-in scenarios: {:.2?}", embedded().len(), start.elapsed());
}

fn measure(how: &str, text: String) {
    let (bytes, before) = (text.len(), own_kilobytes());
    let start = Instant::now();
    let world = opened(Source::Text { name: "load".to_owned(), text });
    let took = start.elapsed();
    assert_eq!(world.report_count(), REPORTS);
    let held = f64::from(own_kilobytes().saturating_sub(before)) / 1024.0;
    let verdict = if took <= AIM { "within" } else { "beyond" };
    let size = bytes as f64 / 1_048_576.0;
    println!(
        "{REPORTS} reports {how} ({size:.1} MB of text): {took:.2?}, {verdict} the aim of {AIM:.0?}; {held:.0} MB more held"
    );
}

fn opened(source: Source) -> World {
    load(&[source], now(), &mut Ids::new(Some(1))).unwrap_or_else(|faults| panic!("{}", faults[0])).world
}

fn now() -> Timestamp {
    DateTime::from_timestamp(1_772_352_000, 0).expect("a moment")
}

fn yaml() -> String {
    let mut text = String::from("extends: empty\nreports:\n");
    for number in 0..REPORTS {
        write!(
            text,
            "  - id: {number:020X}\n    owner: traveler@example.com\n    name: Trip {number}\n    approvalStatus: A_PEND\n    \
             submitted: {days} days ago\n    expenses:\n      - {{ type: TAXIX, paymentType: CASH, date: {days} days ago, amount: 12.50 }}\n",
            days = number % 90 + 1,
        )
        .expect("a string");
    }
    text
}

fn json() -> String {
    let mut text = String::from(r#"{"extends":"empty","reports":["#);
    for number in 0..REPORTS {
        let comma = if number == 0 { "" } else { "," };
        write!(
            text,
            r#"{comma}{{"id":"{number:020X}","owner":"traveler@example.com","name":"Trip {number}","approvalStatus":"A_PEND","submitted":"{days} days ago","expenses":[{{"type":"TAXIX","paymentType":"CASH","date":"{days} days ago","amount":"12.50"}}]}}"#,
            days = number % 90 + 1,
        )
        .expect("a string");
    }
    text + "]}"
}
