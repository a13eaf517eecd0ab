//! `ca`: the certificate of the local authority, for clients to trust.

use std::path::PathBuf;

use concur_emulator::config::{DEFAULT_PORT, host_name};
use concur_emulator::tenant::authority::{Authority, AuthorityFileError, Names};
use concur_emulator::tenant::data_dir::DataDir;

use super::Failure;
use super::ask::{Base, base_url};

/// Whose authority.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder that it is kept in; one is made and kept there where there is none yet
    #[arg(long, value_name = "DIR", env = "CONCUR_EMULATOR_DATA_DIR", conflicts_with = "url")]
    data_dir: Option<PathBuf>,

    /// The base URL of the emulator to ask; without it and without a folder, the one at the port of CONCUR_EMULATOR_PORT, or 7400, on
    /// this machine
    #[arg(long, value_name = "URL", value_parser = base_url)]
    url: Option<Base>,

    /// The port to ask at on this machine
    #[arg(long, hide = true, env = "CONCUR_EMULATOR_PORT", default_value_t = DEFAULT_PORT, conflicts_with = "url")]
    port: u16,

    /// Name beyond Concur's, localhost and this machine's that a new authority may certify: the ones that the emulator will be called
    /// by. One that is kept stays as it is
    #[arg(long, value_name = "NAME", env = "CONCUR_EMULATOR_ALLOW_HOST", value_delimiter = ',', value_parser = host_name)]
    allow_host: Vec<String>,

    /// What control asks for
    #[arg(long, hide = true, env = "CONCUR_EMULATOR_CONTROL_TOKEN", hide_env_values = true)]
    control_token: Option<String>,
}

/// Prints it.
pub fn run(args: &Args) -> Result<(), Failure> {
    let certificate = match (&args.url, &args.data_dir) {
        (None, Some(folder)) => {
            let names = Names::of_server(args.allow_host.iter().map(String::as_str));
            let authority = Authority::open(Some(&DataDir::new(folder.clone())), &names)?;
            authority.certificate_pem().map_err(AuthorityFileError::from)?
        }
        (url, _) => {
            let base = url.clone().unwrap_or_else(|| Base::local(args.port));
            base.get("ca", args.control_token.as_deref(), "BEGIN CERTIFICATE")?
        }
    };
    super::print(certificate.as_bytes())
}
