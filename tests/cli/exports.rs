//! `--export-on-exit` and `--import` as processes: what ends goes on elsewhere, and a file is whole whenever its writer is killed.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use concur_emulator::fixtures::import;
use concur_emulator::tenant::clock::Stopwatch;

use super::serving::Serving;
use super::{program, run, text};

/// How often the process is killed where `KILL_ROUNDS` does not say otherwise.
const ROUNDS: u32 = 10;
/// Reports beside those of the default scenario, so that writing them takes long enough to be hit.
const REPORTS: usize = 2_000;

/// A folder of a test's own, which is gone when this is.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("concur-emulator-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Asks for something, and answers the status and the body.
fn ask(serving: &Serving, method: &str, path: &str, token: &str, body: &str) -> (u16, String) {
    let mut stream = serving.connect();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

fn stop(serving: Serving) {
    serving.signal("TERM");
    let (status, _, log) = serving.end();
    assert_eq!(status.code(), Some(0), "{log}");
}

#[test]
fn what_ends_goes_on_from_its_export_as_if_nothing_had_been() {
    let folder = Folder::new("goes-on");
    let file = folder.file("state.json");
    let both = ["--port", "0", "--import", &file, "--export-on-exit", &file];
    // There is none yet, and both flags name it.
    let first =
        Serving::start(&mut program(&[&both[..], &["--clock", "2026-03-01T08:00:00Z", "--seed", "7"]].concat()));
    let user = "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3";
    let body = r#"{"action":"submit","as":"traveler@example.com"}"#;
    let (status, answer) = ask(&first, "POST", "/_emulator/reports/764428DD6A664AF0BFCB/actions", "", body);
    assert_eq!(status, 200, "{answer}");
    ask(&first, "POST", "/_emulator/clock/advance", "", r#"{"by":"PT1H"}"#);
    let (_, before) = ask(&first, "GET", "/_emulator/export", "", "");
    stop(first);

    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&fs::metadata(&file).unwrap()) & 0o777, 0o600);
    let second = Serving::start(&mut program(&both));
    let (_, after) = ask(&second, "GET", "/_emulator/export", "", "");
    assert_eq!(after, before);
    let (_, clock) = ask(&second, "GET", "/_emulator/clock", "", "");
    assert!(clock.contains("2026-03-01T09:00:00.000Z"), "{clock}");
    let path = format!("/expensereports/v4/users/{user}/context/TRAVELER/reports/764428DD6A664AF0BFCB");
    let (status, answer) = ask(&second, "GET", &path, "traveler-token", "");
    assert!(status == 200 && answer.contains("A_PEND"), "{answer}");

    // A reset comes back to the import.
    ask(&second, "POST", "/_emulator/clock/advance", "", r#"{"by":"PT1H"}"#);
    let (_, changed) = ask(&second, "GET", "/_emulator/export", "", "");
    assert_ne!(changed, before);
    ask(&second, "POST", "/_emulator/reset", "", "");
    let (_, again) = ask(&second, "GET", "/_emulator/export", "", "");
    assert_eq!(again, before);
    stop(second);
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "nothing else is left behind");
}

#[test]
fn settings_that_cannot_be_are_refused_before_anything_starts() {
    let folder = Folder::new("refused");
    let half = folder.file("half.json");
    fs::write(&half, "{\"state\":{\n\"version\":1,").unwrap();
    let nowhere = folder.file("no/such/folder/state.json");
    for (arguments, expected) in [
        (["--import", &half], format!("error: {half}:2:12: ends in the middle")),
        (["--import", &nowhere], format!("error: {nowhere}: cannot be read")),
        (["--export-on-exit", &nowhere], format!("error: --export-on-exit {nowhere}: there is no folder")),
    ] {
        let ended = run(&[&["--port", "0"][..], &arguments].concat());
        let message = text(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{message}");
        assert!(message.starts_with(&expected) && message.lines().count() == 1, "{message}");
        assert!(ended.stdout.is_empty());
    }
    assert_eq!(fs::read_to_string(&half).unwrap(), "{\"state\":{\n\"version\":1,", "the file is untouched");
}

/// A scenario that takes a moment to write.
fn large(path: &Path) {
    let report = |number: usize| {
        format!(
            r#"{{"id":"51CE{number:016X}","owner":"traveler@example.com","name":"Trip {number}","expenses":[{{"type":"TAXIX","paymentType":"CASH","date":"2026-01-01","amount":"12.50","currency":"USD"}}]}}"#
        )
    };
    let reports: Vec<_> = (0..REPORTS).map(report).collect();
    fs::write(path, format!(r#"{{"extends":"default","reports":[{}]}}"#, reports.join(","))).unwrap();
}

#[test]
fn an_export_is_whole_whenever_its_writer_is_killed() {
    let rounds = std::env::var("KILL_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().expect("KILL_ROUNDS is a number"));
    let folder = Folder::new("killed");
    let (scenario, file) = (folder.file("scenario.json"), folder.file("state.json"));
    large(scenario.as_ref());
    let arguments = ["--port", "0", "--seed", "7", "--fixture", &scenario, "--export-on-exit", &file];
    let begun = Serving::start(&mut program(&arguments));
    let start = Stopwatch::start();
    stop(begun);
    let takes = start.elapsed();
    let mut whole = fs::read(&file).unwrap();
    let (mut replaced, mut kept) = (0, 0);
    for round in 0..rounds {
        let serving = Serving::start(&mut program(&arguments));
        // Something that the next export has and the one before has not.
        let body = format!(r#"{{"now":"2026-03-{:02}T08:00:00Z","frozen":true}}"#, 1 + round % 28);
        assert_eq!(ask(&serving, "PUT", "/_emulator/clock", "", &body).0, 200);
        serving.signal("TERM");
        pause(takes.mul_f64(fastrand::f64() * 1.2));
        serving.signal_if_there("KILL");
        drop(serving.end());
        let now = fs::read(&file).unwrap();
        let read = import(file.as_ref()).unwrap_or_else(|errors| panic!("after round {round}: {}", errors[0]));
        assert!(read[0].world.report_count() > REPORTS, "round {round}");
        if now == whole {
            kept += 1;
        } else {
            replaced += 1;
        }
        whole = now;
    }
    println!("{replaced} were written to the end, {kept} killed before");
    // Drafts of those that were killed, and nothing else.
    let others = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    for name in others.filter(|name| !["scenario.json", "state.json"].contains(&name.as_str())) {
        assert!(name.starts_with(".state.json.") && name.ends_with(".part"), "{name}");
    }
}

#[allow(clippy::disallowed_methods, reason = "the moment at which a process is killed is a moment of real time")]
fn pause(time: Duration) {
    std::thread::sleep(time);
}
