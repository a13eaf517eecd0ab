//! `serve` as a process: what it prints, and how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus};

use super::{program, run};

/// A serving process; killed where a test fails before it has ended.
pub(super) struct Serving {
    process: Child,
    stdout: BufReader<ChildStdout>,
    stderr: BufReader<ChildStderr>,
    address: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It has ended already wherever the test has come to its end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Serving {
    pub(super) fn start(command: &mut Command) -> Self {
        let mut process = command.spawn().unwrap();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        let stderr = BufReader::new(process.stderr.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("listening on http://").expect(&line).to_owned();
        Self { process, stdout, stderr, address }
    }

    pub(super) fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).unwrap()
    }

    pub(super) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.process.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// The same, where it may have ended already.
    pub(super) fn signal_if_there(&self, name: &str) {
        let kill = format!("kill -{name} {} 2>/dev/null", self.process.id());
        Command::new("sh").args(["-c", &kill]).status().unwrap();
    }

    /// Waits for its end; answers how it ended and what it still printed to standard output and standard error.
    pub(super) fn end(mut self) -> (ExitStatus, String, String) {
        let status = self.process.wait().unwrap();
        let (mut out, mut err) = (String::new(), String::new());
        self.stdout.read_to_string(&mut out).unwrap();
        self.stderr.read_to_string(&mut err).unwrap();
        (status, out, err)
    }
}

#[test]
fn serving_prints_one_line_and_ends_in_order_on_either_signal() {
    for (arguments, signal) in [(&["--port", "0"][..], "TERM"), (&["serve", "--port", "0"], "INT")] {
        let serving = Serving::start(&mut program(arguments));
        let _connected = serving.connect();
        serving.signal(signal);
        let (status, rest, _) = serving.end();
        assert_eq!((status.code(), rest.as_str()), (Some(0), ""));
    }
}

#[test]
fn a_request_in_flight_is_finished_before_the_end() {
    let mut serving = Serving::start(&mut program(&["--port", "0", "--clock", "2026-03-01T08:00:00Z"]));
    let mut stream = serving.connect();
    let body = r#"{"by":"PT72H"}"#;
    let head = format!(
        "POST /_emulator/clock/advance HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    answer.read_line(&mut line).unwrap();
    assert_eq!(line, "HTTP/1.1 100 Continue\r\n", "the request is in flight");
    serving.signal("TERM");
    line.clear();
    serving.stderr.read_line(&mut line).unwrap();
    assert!(line.contains("finishing what is in flight"), "{line}");
    stream.write_all(body.as_bytes()).unwrap();
    let mut rest = String::new();
    answer.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("HTTP/1.1 200 OK") && rest.contains("2026-03-04T08:00:00.000Z"), "{rest}");
    assert_eq!(serving.end().0.code(), Some(0));
}

#[test]
fn settings_come_from_the_environment_where_no_flag_says_otherwise() {
    let mut command = program(&["--port", "0"]);
    command.env("CONCUR_EMULATOR_PORT", "1").env("CONCUR_EMULATOR_ALLOW_HOST", "a.test,b.test");
    let serving = Serving::start(&mut command);
    for (host, expected) in [("a.test", "200"), ("b.test", "200"), ("c.test", "403")] {
        let mut stream = serving.connect();
        write!(stream, "GET /_emulator/health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert_eq!(answer.split(' ').nth(1), Some(expected), "{host}");
    }
    serving.signal("TERM");
    assert_eq!(serving.end().0.code(), Some(0));
}

#[test]
fn a_variable_that_is_set_to_nothing_is_not_set_and_switches_take_what_people_write() {
    let mut command = program(&["--port", "0"]);
    for empty in
        ["HTTPS_PORT", "SEED", "CLOCK", "FIXTURE", "IMPORT", "CONTROL_TOKEN", "WEBHOOK_RETRIES", "FAIL_ON_FINDINGS"]
    {
        command.env(format!("CONCUR_EMULATOR_{empty}"), "");
    }
    let serving =
        Serving::start(command.env("CONCUR_EMULATOR_STRICT", "1").env("CONCUR_EMULATOR_WEBHOOK_INSECURE", "no"));
    serving.signal("TERM");
    let (status, _, log) = serving.end();
    assert_eq!(status.code(), Some(0), "{log}");
    assert!(!log.contains('\u{1b}'), "colours are for terminals: {log}");
    for wrong in ["--webhook-retries=PT0S", "--allow-host=http://a.test", "--allow-host=*.test"] {
        assert_eq!(run(&["--port", "0", wrong]).status.code(), Some(2), "{wrong}");
    }
    let wrong = program(&["--port", "0"]).env("CONCUR_EMULATOR_STRICT", "perhaps").output().expect("it runs");
    assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");
}

#[test]
fn listening_beyond_loopback_without_a_token_is_warned_of() {
    for (token, warned) in [(None, true), (Some("secret"), false)] {
        let mut command = program(&["--host", "0.0.0.0", "--port", "0"]);
        command.envs(token.map(|token| ("CONCUR_EMULATOR_CONTROL_TOKEN", token)));
        let serving = Serving::start(&mut command);
        serving.signal("TERM");
        let (_, _, log) = serving.end();
        assert_eq!(log.contains("CONCUR_EMULATOR_CONTROL_TOKEN"), warned, "{log}");
    }
}

#[test]
fn healthcheck_finds_a_serving_emulator_by_url_and_by_port() {
    let mut command = program(&["--port", "0"]);
    let serving = Serving::start(command.env("CONCUR_EMULATOR_CONTROL_TOKEN", "secret"));
    let url = format!("http://{}", serving.address);
    let by_url = program(&["healthcheck", "--url", &url]).output().unwrap();
    assert_eq!((by_url.status.code(), by_url.stdout.len(), by_url.stderr.len()), (Some(0), 0, 0), "{by_url:?}");
    let port = serving.address.rsplit(':').next().unwrap();
    let by_port = program(&["healthcheck"]).env("CONCUR_EMULATOR_PORT", port).output().unwrap();
    assert_eq!(by_port.status.code(), Some(0), "{by_port:?}");
    serving.signal("TERM");
    assert_eq!(serving.end().0.code(), Some(0));
}

#[test]
fn the_log_says_which_switch_allows_a_call_that_was_answered_as_unknown() {
    let serving = Serving::start(&mut program(&["--port", "0"]));
    let mut stream = serving.connect();
    let owner = "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3";
    let path = format!("/expensereports/v4/users/{owner}/context/TRAVELER/reports/764428DD6A664AF0BFCB");
    let headers = "Host: localhost\r\nAuthorization: Bearer traveler-token\r\nConnection: close";
    write!(stream, "DELETE {path} HTTP/1.1\r\n{headers}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    serving.signal("TERM");
    let (_, _, log) = serving.end();
    assert!(log.contains("`switches: { deleteReportInContext: true }` allows it"), "{log}");
}

#[test]
fn the_log_says_once_that_a_deprecated_operation_is_called() {
    let serving = Serving::start(&mut program(&["--port", "0"]));
    for path in ["ExpenseGroupConfiguration", "expensegroupconfiguration/", "ExpenseGroupConfiguration"] {
        let mut stream = serving.connect();
        let headers = "Host: localhost\r\nAuthorization: Bearer traveler-token\r\nConnection: close";
        write!(stream, "GET /api/expense/expensereport/v1.1/{path} HTTP/1.1\r\n{headers}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("deprecation: true"), "{answer}");
    }
    serving.signal("TERM");
    let (_, _, log) = serving.end();
    assert_eq!(log.matches("a deprecated operation is called").count(), 1, "{log}");
    assert!(log.contains("v1dot1.expense-group-configurations"), "{log}");
}

#[test]
fn findings_make_the_process_exit_1_where_that_is_asked_for() {
    for (flags, code) in [(&["--strict"][..], 0), (&["--fail-on-findings"][..], 1)] {
        let mut command = program(&["--port", "0"]);
        let serving = Serving::start(command.args(flags).env("CONCUR_EMULATOR_LOG", "off"));
        let mut stream = serving.connect();
        let path = "/profile/v1/me?colour=red";
        let headers = "Host: localhost\r\nAuthorization: Bearer traveler-token\r\nConnection: close";
        write!(stream, "GET {path} HTTP/1.1\r\n{headers}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        serving.signal("TERM");
        let (status, _, log) = serving.end();
        assert_eq!((status.code(), log.lines().count()), (Some(code), usize::from(code == 1)), "{log}");
    }
}
