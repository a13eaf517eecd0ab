//! How commands end: 0, 1 with one line that says what to do, or 2.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::thread;

use super::{run, text};

#[test]
fn a_usage_error_exits_2_and_prints_nothing_to_standard_output() {
    for arguments in [
        &["--no-such-flag"][..],
        &["--port", "70000"],
        &["--port"],
        &["--clock", "noon"],
        &["--seed", "-1"],
        &["--public-url", "concur.test"],
        &["no-such-command"],
        &["healthcheck", "--url", "https://localhost"],
        &["completions", "no-such-shell"],
        &["--port", "0", "openapi"],
        &["--data-dir"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && text(&output.stderr).starts_with("error:"), "{arguments:?}");
    }
}

#[test]
fn a_port_in_use_exits_1_with_one_line_that_names_the_remedy() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = run(&["--port", &port]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    let message = text(&output.stderr);
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(message.starts_with("error: ") && message.contains(&port) && message.contains("--port"), "{message}");
}

#[test]
fn healthcheck_exits_1_where_nothing_answers() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let output = run(&["healthcheck", "--url", &format!("http://{free}")]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr).lines().count(), 1);
}

#[test]
fn healthcheck_exits_1_where_something_else_answers() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let other = thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = listener.accept().unwrap();
        let read = stream.read(&mut [0; 512]).unwrap();
        assert!(read > 0);
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\nhello").unwrap();
    });
    let output = run(&["healthcheck", "--url", &format!("http://{address}/base/")]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    other.join().unwrap();
}

#[test]
fn openapi_lists_the_families_prints_one_and_refuses_others() {
    let list = run(&["openapi"]);
    assert_eq!(list.status.code(), Some(0));
    assert!(text(&list.stdout).lines().any(|line| line.starts_with("control ")));
    let document = run(&["openapi", "control"]);
    let document: serde_json::Value = serde_json::from_slice(&document.stdout).unwrap();
    assert!(document["paths"]["/_emulator/health"]["get"].is_object());
    let unknown = run(&["openapi", "nonsense"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(&unknown.stderr).contains("control"));
}

#[test]
fn settings_of_the_server_in_the_environment_leave_other_commands_alone() {
    let output = super::program(&["openapi"])
        .env("CONCUR_EMULATOR_PORT", "0")
        .env("CONCUR_EMULATOR_FIXTURE", "a,b")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn a_scenario_that_cannot_be_loaded_exits_1_with_one_line_that_names_it() {
    for command in [&["--port", "0", "--fixture", "no-such-scenario.yaml"][..], &["--fixture", "default,nothing"]] {
        let output = run(command);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        let message = text(&output.stderr);
        assert!(message.starts_with("error: no") && message.lines().count() == 1, "{message}");
    }
}

#[test]
fn fixture_check_exits_1_where_a_scenario_has_a_fault_and_names_each() {
    let good = run(&["fixture", "check", "default", "empty"]);
    assert_eq!((good.status.code(), text(&good.stdout).lines().count()), (Some(0), 2), "{good:?}");
    let bad = run(&["fixture", "check", "default", "no-such-scenario.yaml"]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(text(&bad.stdout).lines().any(|line| line.starts_with("no-such-scenario.yaml")), "{bad:?}");
    assert_eq!(text(&bad.stderr).lines().count(), 1);
    assert_eq!(run(&["fixture", "check"]).status.code(), Some(2));
}

#[test]
fn fixture_check_names_file_line_column_field_and_remedy_of_every_fault_in_every_file() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("checked-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, document: &str| {
        let path = folder.join(name);
        fs::write(&path, document).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let good = file("good.yaml", "extends: empty\nclock: { now: 2026-03-01T08:00:00Z }\nreports: { count: 3 }\n");
    let json =
        file("good.json", r#"{ "extends": "empty", "reports": [{ "generate": { "count": 2, "status": "A_PEND" } }] }"#);
    let users = file("users.yaml", "extends: empty\nusers:\n  - { login: a@example.com, firstNam: A }\n");
    let reports = file(
        "reports.yaml",
        "extends: empty\nreports:\n  - { owner: manger@example.com, name: Trip }\n  - { owner: traveler@example.com, name: Trip, approvalStatus: A_PEND }\n",
    );
    let all = [good.as_str(), &users, &json, &reports];
    let output = run(&[&["fixture", "check"][..], &all].concat());
    let shown = text(&output.stdout).replace(&format!("{}/", folder.display()), "");
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let expected = "good.yaml: can be loaded
users.yaml:3:29: users[0].firstNam: there is no field `firstNam` here; did you mean `firstName`?
good.json: can be loaded
reports.yaml:3:14: reports[0].owner: there is no user `manger@example.com`; give the login or UUID of one of `users`, such as manager@example.com
reports.yaml:4:5: reports[1].submitted: is missing: a report at A_PEND/P_NOTP was submitted; say when
";
    assert_eq!(shown, expected);
    assert_eq!(text(&output.stderr), "error: 3 faults found; correct what the lines above name\n");
}

#[test]
fn scenarios_that_belong_together_are_checked_together() {
    let over = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("over-{}.yaml", std::process::id()));
    fs::write(&over, "reports:\n  - { owner: traveler@example.com, name: Trip }\n").unwrap();
    let over = over.to_str().unwrap();
    let alone = run(&["fixture", "check", "default", over]);
    assert_eq!(alone.status.code(), Some(1), "it says nothing of a company: {alone:?}");
    let together = run(&["fixture", "check", "--together", "default", over]);
    assert_eq!(together.status.code(), Some(0), "{together:?}");
    assert_eq!(text(&together.stdout), format!("default, {over}: can be loaded\n"));
    fs::remove_file(over).unwrap();
}

#[test]
fn fixture_lists_what_is_built_in_and_prints_the_schema() {
    let list = run(&["fixture", "list"]);
    let names: Vec<_> = text(&list.stdout).lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains(&"default") && names.contains(&"empty"), "{names:?}");
    assert!(names.contains(&"statuses/paid") && names.contains(&"use-cases/company-month"), "{names:?}");
    assert!(
        text(&list.stdout).lines().all(|line| line.split_once("  ").is_some_and(|(_, said)| !said.trim().is_empty()))
    );
    let schema = run(&["fixture", "schema"]);
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
    assert!(schema["$schema"].is_string());
}
