//! What the program says about itself.

use super::{program, run, text};

#[test]
fn help_names_every_command_flag_and_variable_and_no_secret() {
    let output = program(&["--help"]).env("CONCUR_EMULATOR_CONTROL_TOKEN", "hush").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let help = text(&output.stdout);
    for command in ["serve", "fixture", "openapi", "healthcheck", "ca", "completions"] {
        assert!(help.contains(&format!("\n  {command}")), "{command}");
    }
    let settings = ["host", "port", "https-port", "public-url", "fixture", "seed", "clock", "keep-events"];
    let more = ["data-dir", "signing-key", "webhook-allow", "webhook-ca", "allow-host", "control-token"];
    for setting in ["strict", "fail-on-findings"] {
        let variable = format!("CONCUR_EMULATOR_{}", setting.replace('-', "_").to_uppercase());
        assert!(help.contains(&format!("--{setting}\n")) && help.contains(&variable), "{setting}");
    }
    for setting in settings.into_iter().chain(more) {
        let variable = format!("CONCUR_EMULATOR_{}", setting.replace('-', "_").to_uppercase());
        assert!(help.contains(&format!("--{setting} ")) && help.contains(&variable), "{setting}");
    }
    assert!(!help.contains("hush"));
}

#[test]
fn version_is_the_crates() {
    assert_eq!(text(&run(&["--version"]).stdout), concat!("concur-emulator ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn completions_are_printed_for_a_shell() {
    let output = run(&["completions", "bash"]);
    assert_eq!(output.status.code(), Some(0));
    let script = text(&output.stdout);
    assert!(script.contains("complete ") && script.contains("healthcheck") && script.contains("--keep-events"));
}
