//! `ca`, and the second line of a server with HTTPS.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;

use super::serving::Serving;
use super::{program, run, text};

#[test]
fn ca_prints_the_authority_of_a_folder_or_of_a_running_emulator() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("ca-{}", std::process::id()));
    // Of an earlier run.
    let _ = fs::remove_dir_all(&folder);
    let folder = folder.to_str().unwrap();
    let kept = run(&["ca", "--data-dir", folder]);
    assert_eq!(kept.status.code(), Some(0), "{kept:?}");
    assert!(text(&kept.stdout).starts_with("-----BEGIN CERTIFICATE-----\n"), "{kept:?}");
    assert_eq!(run(&["ca", "--data-dir", folder]).stdout, kept.stdout);

    // A name that it was not made for is warned of, before anybody wonders about it.
    let serving = Serving::start(&mut program(&[
        "--port",
        "0",
        "--data-dir",
        folder,
        "--https-port",
        "0",
        "--allow-host",
        "a.test",
    ]));
    serving.signal("TERM");
    let (_, _, log) = serving.end();
    assert!(log.contains("WARN") && log.contains("a.test") && log.contains("remove authority.pem"), "{log}");

    let mut command = program(&["--port", "0", "--https-port", "0", "--data-dir", folder]);
    let mut serving = command.env("CONCUR_EMULATOR_CONTROL_TOKEN", "secret").spawn().unwrap();
    let mut lines = BufReader::new(serving.stdout.take().unwrap()).lines();
    let plain = lines.next().unwrap().unwrap();
    let secure = lines.next().unwrap().unwrap();
    let url = plain.strip_prefix("listening on ").unwrap();
    let with = program(&["ca", "--url", url]).env("CONCUR_EMULATOR_CONTROL_TOKEN", "secret").output().unwrap();
    let without = run(&["ca", "--url", url]);
    serving.kill().unwrap();
    serving.wait().unwrap();
    assert!(secure.starts_with("listening on https://127.0.0.1:"), "{secure}");
    assert_eq!((with.status.code(), &with.stdout), (Some(0), &kept.stdout), "{with:?}");
    assert_eq!(without.status.code(), Some(1));
    assert!(text(&without.stderr).contains("CONCUR_EMULATOR_CONTROL_TOKEN"), "{without:?}");
}
