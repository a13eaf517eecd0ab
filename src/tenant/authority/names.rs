//! Names that certificates are for.

use std::fs;
use std::net::IpAddr;

/// Concur's own domain: everything in it may be certified.
const CONCUR: &str = "concursolutions.com";

/// Names and addresses of a server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Names, in lower case; a leading `*.` stands for any one label.
    pub dns: Vec<String>,
    /// Addresses.
    pub ips: Vec<IpAddr>,
}

impl Names {
    /// What a server on this machine is called: itself, Concur's hosts, and these, as far as they are names at all.
    pub fn of_server<'a>(further: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names = Self::default();
        for name in ["localhost", "127.0.0.1", "::1", "*.concursolutions.com", "*.api.concursolutions.com"] {
            names.add(name);
        }
        names.add("host.docker.internal");
        machine_name().iter().for_each(|name| names.add(name));
        further.into_iter().for_each(|name| names.add(name));
        names
    }

    /// What an authority may certify that is made for these names: they, and everything of Concur's.
    pub(super) fn permitted(names: &Self) -> Self {
        let mut permitted = Self { dns: vec![CONCUR.to_owned()], ips: names.ips.clone() };
        let below = |name: &str| name.strip_prefix("*.").unwrap_or(name).to_owned();
        for name in names.dns.iter().map(|name| below(name)) {
            if !permitted.dns.iter().any(|known| is_at_or_below(&name, known)) {
                permitted.dns.push(name);
            }
        }
        permitted
    }

    /// Adds a name or an address. What is neither, and what stands for every address, is passed over.
    pub(super) fn add(&mut self, name: &str) {
        let name = name.trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase();
        match name.parse::<IpAddr>() {
            Ok(ip) if ip.is_unspecified() || self.ips.contains(&ip) => {}
            Ok(ip) => self.ips.push(ip),
            Err(_) if is_name(&name) && !self.dns.contains(&name) => self.dns.push(name),
            Err(_) => {}
        }
    }
}

/// Whether a certificate with this name, perhaps one that begins with `*.`, is good for a host.
pub fn covers(name: &str, host: &str) -> bool {
    match name.strip_prefix("*.") {
        Some(domain) => host.split_once('.').is_some_and(|(label, rest)| !label.is_empty() && eq(rest, domain)),
        None => eq(name, host),
    }
}

fn eq(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// Whether a name is this domain or in it.
pub(super) fn is_at_or_below(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether a text can be a name in a certificate.
fn is_name(text: &str) -> bool {
    let text = text.strip_prefix("*.").unwrap_or(text);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

/// What this machine, or this container, calls itself.
fn machine_name() -> Option<String> {
    let said = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = said.or_else(|| ["HOSTNAME", "COMPUTERNAME"].iter().find_map(|name| std::env::var(name).ok()))?;
    Some(name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_stands_for_exactly_one_label() {
        for (name, host, expected) in [
            ("*.concursolutions.com", "us.concursolutions.com", true),
            ("*.concursolutions.com", "US.ConcurSolutions.com", true),
            ("*.concursolutions.com", "us.api.concursolutions.com", false),
            ("*.api.concursolutions.com", "us.api.concursolutions.com", true),
            ("*.concursolutions.com", "concursolutions.com", false),
            ("*.concursolutions.com", ".concursolutions.com", false),
            ("*.concursolutions.com", "us.evilconcursolutions.com", false),
            ("localhost", "localhost", true),
            ("localhost", "a.localhost", false),
        ] {
            assert_eq!(covers(name, host), expected, "{name} {host}");
        }
    }

    #[test]
    fn what_is_no_name_is_passed_over() {
        let mut names = Names::default();
        for name in ["Emulator", "emulator", "a b", "", "*", "a..b", "0.0.0.0", "[::]", "[::1]", "10.0.0.1", "x.test."]
        {
            names.add(name);
        }
        assert_eq!(names.dns, ["emulator", "x.test"]);
        assert_eq!(names.ips, ["::1", "10.0.0.1"].map(|ip| ip.parse::<IpAddr>().unwrap()));
    }

    #[test]
    fn an_authority_may_certify_what_it_is_made_for_and_concurs_domain_once() {
        let permitted = Names::permitted(&Names::of_server(["emulator", "emulator.test"]));
        assert_eq!(permitted.dns.iter().filter(|name| name.contains("concursolutions")).count(), 1);
        assert!(["localhost", "emulator", "emulator.test"].iter().all(|name| permitted.dns.iter().any(|p| p == name)));
        assert_eq!(permitted.ips, ["127.0.0.1", "::1"].map(|ip| ip.parse::<IpAddr>().unwrap()));
    }
}
