//! `serve`: an emulator from the first connection to the signal that ends it.

use std::env;
use std::io::{self, IsTerminal};

use concur_emulator::{Config, Emulator};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::Failure;

/// What is logged where nothing else is said: what the emulator has to say, and warnings of what it is built on.
const DEFAULT_LOG: &str = "warn,concur_emulator=info";

/// Serves until a signal ends it.
pub fn run(config: Config) -> Result<(), Failure> {
    let asked = env::var("CONCUR_EMULATOR_LOG").ok().and_then(|asked| asked.parse::<Targets>().ok());
    let targets = asked.or_else(|| DEFAULT_LOG.parse().ok()).unwrap_or_default();
    tracing_subscriber::registry()
        .with(fmt::layer().with_ansi(io::stderr().is_terminal()).with_writer(io::stderr))
        .with(targets)
        .init();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::Serve)?;
    runtime.block_on(serve(config))
}

async fn serve(config: Config) -> Result<(), Failure> {
    // Before anything can be started that would have to be ended in order.
    let end = end_signal().map_err(Failure::Serve)?;
    let fails_on_findings = config.fail_on_findings;
    let emulator = Emulator::start(config).await?;
    super::print(format!("listening on {}\n", emulator.listening_at()).as_bytes())?;
    if let Some(url) = emulator.listening_securely_at() {
        super::print(format!("listening on {url}\n").as_bytes())?;
    }
    end.await;
    tracing::info!("finishing what is in flight");
    let strict = emulator.strictness();
    emulator.stop().await?;
    match strict.found() {
        found if fails_on_findings && found > 0 => Err(Failure::Findings(found)),
        _ => Ok(()),
    }
}

/// Listens for SIGTERM and Ctrl-C from now on; what it answers is done when one has come.
#[cfg(unix)]
fn end_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Listens for Ctrl-C from now on; what it answers is done when it has come.
#[cfg(not(unix))]
fn end_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "Ctrl-C cannot be waited for");
        }
    })
}
