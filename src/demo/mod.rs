//! `demo`: the life of one report, walked through the public APIs, with every webhook that it raises.
//!
//! It starts an emulator of its own with the default scenario and a receiver beside it, and is a client like any other from
//! then on. It succeeds only if every call is answered, and every webhook arrives, as the scene says.

mod caller;
mod receiver;
mod scene;

use std::error::Error;
use std::io::{self, Write};
use std::time::Duration;

use serde_json::{Value, json};

use crate::{Config, Emulator, StartError, StopError};
use caller::{Caller, Doer};
use receiver::{Arrival, Receiver};
use scene::{REPORT, SCENE, Step};

/// How long a webhook may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why the demo failed.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The emulator did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The receiver did not start.
    #[error("a server of the demo failed: {0}")]
    Server(#[source] io::Error),
    /// The emulator did not stop.
    #[error(transparent)]
    Stop(#[from] StopError),
    /// Standard output is gone.
    #[error("cannot write to standard output: {0}")]
    Print(#[source] io::Error),
    /// A call could not be made.
    #[error("a call could not be made: {0}")]
    Call(#[source] Box<dyn Error + Send + Sync>),
    /// A call was not answered as it should be.
    #[error("{call}: expected {expected}, got {got}")]
    Unexpected {
        /// Which call.
        call: String,
        /// What should have come.
        expected: String,
        /// What came.
        got: String,
    },
    /// A webhook did not arrive.
    #[error("no webhook arrived within {} seconds after: {after}", PATIENCE.as_secs())]
    NoWebhook {
        /// What should have raised it.
        after: &'static str,
    },
}

/// Walks the report from `A_NOTF`/`P_NOTP` to `A_APPR`/`P_PAID`, and writes down what happens.
pub async fn run(out: &mut impl Write) -> Result<(), DemoError> {
    let emulator = Emulator::start(Config { port: 0, ..Config::default() }).await?;
    let (receiver, mut arrivals) = Receiver::start().map_err(DemoError::Server)?;
    let told = tell(out, &emulator, &receiver, &mut arrivals).await;
    receiver.stop().await;
    emulator.stop().await?;
    told
}

async fn tell(
    out: &mut impl Write,
    emulator: &Emulator,
    receiver: &Receiver,
    arrivals: &mut tokio::sync::mpsc::UnboundedReceiver<Arrival>,
) -> Result<(), DemoError> {
    let caller = Caller::new(emulator.base_url())?;
    line(out, format_args!("emulator at {}, receiver at {}", emulator.base_url(), receiver.url()))?;
    let doers = Doer::log_in_all(&caller).await?;
    line(out, format_args!("tokens taken for the traveler, the manager, the administrator and the application"))?;
    subscribe(&caller, &doers, receiver).await?;
    line(out, format_args!("subscribed to public.concur.expense.report"))?;
    let mut before = caller.status(&doers).await?;
    line(out, format_args!("\nreport {REPORT} is at {before}"))?;
    for step in SCENE {
        line(out, format_args!("\n→ {}", step.what))?;
        let (call, answer) = caller.perform(&doers, step).await?;
        let after = caller.status(&doers).await?;
        line(out, format_args!("  {call}\n  {answer}; {before} → {after}"))?;
        expect(step.what, step.leads_to, &after)?;
        let arrival = arrival(step, arrivals).await?;
        line(out, format_args!("  {arrival}"))?;
        check(step, &before, &arrival)?;
        before = after;
    }
    line(out, format_args!("\nall {} calls and all {} webhooks were as they should be", SCENE.len(), SCENE.len()))
}

async fn subscribe(caller: &Caller, doers: &[(Doer, String)], receiver: &Receiver) -> Result<(), DemoError> {
    let body = json!({
        "id": "demo",
        "topic": "public.concur.expense.report",
        "filter": "statusChanged",
        "webHookConfig": {"endpoint": receiver.url()},
    });
    caller.put(doers, "/events/v4/subscriptions/webhook", &body).await
}

async fn arrival(
    step: &Step,
    arrivals: &mut tokio::sync::mpsc::UnboundedReceiver<Arrival>,
) -> Result<Arrival, DemoError> {
    let arrival = tokio::time::timeout(PATIENCE, arrivals.recv()).await.ok().flatten();
    arrival.ok_or(DemoError::NoWebhook { after: step.what })
}

/// Whether a webhook tells what happened.
fn check(step: &Step, before: &str, arrival: &Arrival) -> Result<(), DemoError> {
    let fact = |name: &str| arrival.event.pointer(&format!("/facts/{name}")).and_then(Value::as_str).unwrap_or("null");
    let pair = |moment: &str| {
        format!("{}/{}", fact(&format!("{moment}ApprovalStatus")), fact(&format!("{moment}PaymentStatus")))
    };
    expect("the webhook's report", REPORT, fact("reportId"))?;
    expect("the webhook's previous status", before, &pair("previous"))?;
    expect("the webhook's current status", step.leads_to, &pair("current"))?;
    expect("the webhook's step code", step.step_code, fact("stepCode"))
}

fn expect(what: &str, expected: &str, got: &str) -> Result<(), DemoError> {
    if expected == got {
        return Ok(());
    }
    Err(DemoError::Unexpected { call: what.to_owned(), expected: expected.to_owned(), got: got.to_owned() })
}

fn line(out: &mut impl Write, text: std::fmt::Arguments<'_>) -> Result<(), DemoError> {
    writeln!(out, "{text}").map_err(DemoError::Print)
}
