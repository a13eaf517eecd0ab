//! `healthcheck`: whether an emulator serves.

use concur_emulator::config::DEFAULT_PORT;

use super::Failure;
use super::ask::{Base, base_url};

/// Whom to ask.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The emulator's base URL; without it, the port of CONCUR_EMULATOR_PORT, or 7400, on this machine
    #[arg(long, value_name = "URL", value_parser = base_url)]
    url: Option<Base>,

    /// The port to ask at on this machine
    #[arg(long, hide = true, env = "CONCUR_EMULATOR_PORT", default_value_t = DEFAULT_PORT, conflicts_with = "url")]
    port: u16,
}

/// Asks, and fails where the answer is not that it serves.
pub fn run(args: &Args) -> Result<(), Failure> {
    let base = args.url.clone().unwrap_or_else(|| Base::local(args.port));
    base.get("health", None, r#""status":"ok""#)?;
    Ok(())
}
