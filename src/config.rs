//! Settings: each is a flag, else an environment variable, else its default.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use actix_web::http::Uri;
use chrono::Duration;
use clap::builder::BoolishValueParser;

use crate::control::Secret;
use crate::events::reach::HostPattern;
use crate::fixtures::duration;
pub use crate::scenario::ClockSetting;

/// The port where nothing else is said.
pub const DEFAULT_PORT: u16 = 7400;

/// The host to listen at where nothing else is said: this machine only.
pub const DEFAULT_HOST: &str = "127.0.0.1";

/// How many events are kept where nothing else is said.
pub const DEFAULT_KEPT_EVENTS: usize = 10_000;

/// How many lanes a subscription has where nothing else is said.
pub const DEFAULT_LANES: u8 = 1;

/// The pauses between the attempts of a delivery where nothing else is said.
pub const DEFAULT_RETRIES: [&str; 6] = ["PT5S", "PT30S", "PT2M", "PT10M", "PT30M", "PT1H"];

/// The shortest pause between two attempts. Events are tried for three days: shorter ones would make millions of attempts of them.
const SHORTEST_PAUSE: Duration = Duration::milliseconds(100);

/// The scenario where none is named.
pub const DEFAULT_FIXTURE: &str = "default";

/// How an emulator is to be.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Settings")]
pub struct Config {
    /// Host name or address to listen at; 0.0.0.0 is every address of the machine
    #[arg(long, env = "CONCUR_EMULATOR_HOST", default_value = DEFAULT_HOST)]
    pub host: String,

    /// Port to listen at; 0 takes a free one, which the line on standard output names
    #[arg(long, env = "CONCUR_EMULATOR_PORT", default_value_t = DEFAULT_PORT)]
    pub port: u16,

    /// Port to serve the same at over HTTPS, with a certificate of the local authority; 0 takes a free one. Off unless given
    #[arg(long, value_name = "PORT", env = "CONCUR_EMULATOR_HTTPS_PORT")]
    pub https_port: Option<u16>,

    /// Base URL to write into answers and events; without it, the one that the caller used
    #[arg(long, value_name = "URL", env = "CONCUR_EMULATOR_PUBLIC_URL")]
    pub public_url: Option<PublicUrl>,

    /// Scenario to start with: the name of a built-in one, a file, or a folder of files. Repeat it to lay several over each
    /// other, the first at the bottom; in the environment, separate them by commas
    #[arg(
        long = "fixture",
        value_name = "NAME|FILE|DIR",
        env = "CONCUR_EMULATOR_FIXTURE",
        value_delimiter = ',',
        default_value = DEFAULT_FIXTURE
    )]
    pub fixtures: Vec<String>,

    /// Make ids and random choices repeat exactly: the same number, the same ids
    #[arg(long, value_name = "N", env = "CONCUR_EMULATOR_SEED")]
    pub seed: Option<u64>,

    /// `system`, or a moment such as 2026-03-01T08:00:00Z at which the clock stands until it is moved through control
    #[arg(long, value_name = "system|TIMESTAMP", env = "CONCUR_EMULATOR_CLOCK", default_value_t = ClockSetting::System)]
    pub clock: ClockSetting,

    /// Go on from this file, which `GET /_emulator/export` or --export-on-exit wrote; --fixture, --seed and --clock do not count then
    #[arg(long, value_name = "FILE", env = "CONCUR_EMULATOR_IMPORT")]
    pub import: Option<PathBuf>,

    /// Write everything to this file when the server ends, so that --import goes on from it. Where --import names the same file, it need
    /// not be there at the first start
    #[arg(long, value_name = "FILE", env = "CONCUR_EMULATOR_EXPORT_ON_EXIT")]
    pub export_on_exit: Option<PathBuf>,

    /// How many events to keep for looking at, the last one at least; those not yet delivered are kept in any case
    #[arg(long, value_name = "N", env = "CONCUR_EMULATOR_KEEP_EVENTS", default_value_t = DEFAULT_KEPT_EVENTS)]
    pub keep_events: usize,

    /// How many deliveries a subscription may have under way at once, from 1 to 24. Events of one report stay in order in any
    /// case; over one lane, a delivery that fails holds up everything behind it
    #[arg(
        long,
        value_name = "N",
        env = "CONCUR_EMULATOR_WEBHOOK_LANES",
        default_value_t = DEFAULT_LANES,
        value_parser = clap::value_parser!(u8).range(1..=24)
    )]
    pub webhook_lanes: u8,

    /// Pauses between the attempts of a delivery that fails, as ISO 8601 durations; the last one is repeated until the event is
    /// 72 hours old. Separate them by commas
    #[arg(
        long,
        value_name = "PAUSES",
        env = "CONCUR_EMULATOR_WEBHOOK_RETRIES",
        value_delimiter = ',',
        default_values = DEFAULT_RETRIES
    )]
    pub webhook_retries: Vec<Pause>,

    /// Folder to keep the signing key and the local authority in, so that they are the same after a restart; nobody else may read
    /// them there. Without it they end with the process
    #[arg(long, value_name = "DIR", env = "CONCUR_EMULATOR_DATA_DIR")]
    pub data_dir: Option<PathBuf>,

    /// RSA private key to sign webhooks and tokens with, as PEM, in place of the one in --data-dir
    #[arg(long, value_name = "FILE", env = "CONCUR_EMULATOR_SIGNING_KEY")]
    pub signing_key: Option<PathBuf>,

    /// Host that webhooks may go to, such as receiver.test, 127.0.0.1 or *.example.com; without any, all but link-local addresses.
    /// Repeat it for several; in the environment, separate them by commas
    #[arg(long = "webhook-allow", value_name = "HOST", env = "CONCUR_EMULATOR_WEBHOOK_ALLOW", value_delimiter = ',')]
    pub webhook_hosts: Vec<HostPattern>,

    /// Certificates of authorities, as PEM, that receivers of webhooks may be certified by, beside those that the world trusts
    #[arg(long, value_name = "FILE", env = "CONCUR_EMULATOR_WEBHOOK_CA")]
    pub webhook_ca: Option<PathBuf>,

    /// Post webhooks to https receivers whatever certificate they show
    #[arg(long, env = "CONCUR_EMULATOR_WEBHOOK_INSECURE", value_parser = BoolishValueParser::new())]
    pub webhook_insecure: bool,

    /// Take note of requests that are answered though they depart from Concur's pages: unknown or misspelt fields, parameters and
    /// paths, deprecated operations, missing headers. GET /_emulator/findings lists them
    #[arg(long, env = "CONCUR_EMULATOR_STRICT", value_parser = BoolishValueParser::new())]
    pub strict: bool,

    /// Exit 1 at the end if strict mode, which this turns on, found anything: for a CI job that fails on drift
    #[arg(long, env = "CONCUR_EMULATOR_FAIL_ON_FINDINGS", value_parser = BoolishValueParser::new())]
    pub fail_on_findings: bool,

    /// Further host name by which /_emulator/ may be called. IP addresses, localhost, names without dots and
    /// host.docker.internal may always. Repeat it for several; in the environment, separate them by commas
    #[arg(
        long = "allow-host",
        value_name = "NAME",
        env = "CONCUR_EMULATOR_ALLOW_HOST",
        value_delimiter = ',',
        value_parser = host_name
    )]
    pub allowed_hosts: Vec<String>,

    /// Ask for this token on /_emulator/, as `Authorization: Bearer TOKEN`; health stays open. Other users of the machine
    /// can see the flag, but not the variable
    #[arg(long, value_name = "TOKEN", env = "CONCUR_EMULATOR_CONTROL_TOKEN", hide_env_values = true)]
    pub control_token: Option<Secret>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            host: DEFAULT_HOST.to_owned(),
            port: DEFAULT_PORT,
            https_port: None,
            public_url: None,
            fixtures: vec![DEFAULT_FIXTURE.to_owned()],
            seed: None,
            clock: ClockSetting::System,
            import: None,
            export_on_exit: None,
            keep_events: DEFAULT_KEPT_EVENTS,
            webhook_lanes: DEFAULT_LANES,
            webhook_retries: DEFAULT_RETRIES.iter().filter_map(|text| text.parse().ok()).collect(),
            data_dir: None,
            signing_key: None,
            webhook_hosts: Vec::new(),
            webhook_ca: None,
            webhook_insecure: false,
            strict: false,
            fail_on_findings: false,
            allowed_hosts: Vec::new(),
            control_token: None,
        }
    }
}

impl Config {
    /// The export to go on from. One that the end of the first run will write is not there yet when that begins.
    pub fn resumes(&self) -> Option<&Path> {
        let file = self.import.as_deref()?;
        let is_to_come = self.export_on_exit.as_deref() == Some(file) && !file.exists();
        if is_to_come {
            tracing::info!(file = %file.display(), "there is no export yet; starting with the scenario");
        }
        (!is_to_come).then_some(file)
    }
}

/// A base URL to write into answers: http or https, host, perhaps a port and a path; no trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(Arc<str>);

impl PublicUrl {
    /// The text.
    pub fn as_shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }

    /// Its host, without a port.
    pub fn host(&self) -> Option<String> {
        self.0.parse::<Uri>().ok()?.host().map(str::to_owned)
    }
}

impl FromStr for PublicUrl {
    type Err = InvalidSetting;

    fn from_str(text: &str) -> Result<Self, InvalidSetting> {
        let uri = text.parse::<Uri>().ok();
        let fits =
            |uri: &Uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|h| !h.is_empty());
        let bare = |uri: &Uri| uri.query().is_none() && !text.contains(['#', '@']);
        uri.filter(|uri| fits(uri) && bare(uri)).map(|_| Self(text.trim_end_matches('/').into())).ok_or(InvalidSetting(
            "has to be an absolute http or https URL without query, such as http://emulator:7400",
        ))
    }
}

/// A pause between two attempts of a delivery: an ISO 8601 duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause(Duration);

impl Pause {
    /// How long it is.
    pub fn length(self) -> Duration {
        self.0
    }
}

impl FromStr for Pause {
    type Err = InvalidSetting;

    fn from_str(text: &str) -> Result<Self, InvalidSetting> {
        let pause = duration::parse(text).filter(|pause| *pause >= SHORTEST_PAUSE);
        let wanted = "has to be an ISO 8601 duration of a tenth of a second at least, such as PT0.5S, PT30S or PT1H";
        pause.map(Self).ok_or(InvalidSetting(wanted))
    }
}

/// Reads the name of a host, alone.
pub fn host_name(text: &str) -> Result<String, InvalidSetting> {
    let is_host = !text.contains('*') && text.parse::<HostPattern>().is_ok();
    let wanted = "has to be a host name without scheme and port, such as emulator.example.com";
    is_host.then(|| text.to_owned()).ok_or(InvalidSetting(wanted))
}

/// Why a text cannot be what a setting has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidSetting(&'static str);

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    #[test]
    fn without_flags_the_settings_are_the_defaults() {
        let parsed = Line::parse_from(["concur-emulator"]).config;
        assert_eq!(format!("{parsed:?}"), format!("{:?}", Config::default()));
    }

    #[test]
    fn lanes_and_pauses_between_attempts_can_be_set() {
        let line = ["concur-emulator", "--webhook-lanes", "24", "--webhook-retries", "PT1S,PT0.5S"];
        let parsed = Line::parse_from(line).config;
        let pauses: Vec<_> = parsed.webhook_retries.iter().map(|pause| pause.length().num_milliseconds()).collect();
        assert_eq!((parsed.webhook_lanes, &pauses[..]), (24, &[1_000, 500][..]));
        for wrong in [
            ["--webhook-lanes", "0"],
            ["--webhook-lanes", "25"],
            ["--webhook-retries", "5s"],
            ["--webhook-retries", "PT0S"],
            ["--webhook-retries", "PT1S,PT0.09S"],
        ] {
            assert!(Line::try_parse_from(["concur-emulator"].into_iter().chain(wrong)).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_clock_is_the_systems_or_stands_at_a_moment() {
        assert_eq!("system".parse(), Ok(ClockSetting::System));
        let frozen: ClockSetting = "2026-03-01T09:00:00+01:00".parse().unwrap();
        assert_eq!(frozen.to_string(), "2026-03-01T08:00:00+00:00");
        for text in ["", "now", "2026-03-01", "2026-03-01T08:00:00"] {
            assert!(text.parse::<ClockSetting>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_public_url_is_absolute_and_loses_its_trailing_slash() {
        let url: PublicUrl = "https://concur.test:8443/base/".parse().unwrap();
        assert_eq!(&*url.as_shared(), "https://concur.test:8443/base");
        for text in
            ["", "concur.test", "/base", "ftp://concur.test", "http://", "http://a/?q", "http://a/#f", "http://u@a/"]
        {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_control_token_is_never_printed() {
        let config = Config { control_token: Some("hush".into()), ..Config::default() };
        assert!(!format!("{config:?}").contains("hush"));
    }
}
