//! Where webhooks may go: never to link-local addresses, where the machine's own secrets are to be had, and only to the hosts that are
//! named where any are.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use url::Url;

/// Why a host is not posted to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutOfReach {
    /// It is not among those that are named.
    #[error("webhooks may not go to {0}; allow it with --webhook-allow")]
    NotAllowed(Box<str>),
    /// It is, or stands for, an address of the link alone.
    #[error("{0} is a link-local address, to which webhooks never go")]
    LinkLocal(IpAddr),
}

/// The hosts that webhooks may go to: all, or those that one of these patterns is for.
#[derive(Debug, Clone, Default)]
pub struct Reach(Vec<HostPattern>);

impl Reach {
    /// Only hosts that one of these is for; without any, all.
    pub fn new(allowed: Vec<HostPattern>) -> Self {
        Self(allowed)
    }

    /// Whether an endpoint may be posted to, as far as can be told before its name is looked up.
    pub fn judge(&self, endpoint: &Url) -> Result<(), OutOfReach> {
        let host = endpoint.host_str().unwrap_or_default();
        let bare = host.trim_matches(['[', ']']).trim_end_matches('.');
        if !self.0.is_empty() && !self.0.iter().any(|pattern| pattern.is_for(bare)) {
            return Err(OutOfReach::NotAllowed(host.into()));
        }
        match bare.parse() {
            Ok(address) if is_link_local(address) => Err(OutOfReach::LinkLocal(address)),
            _ => Ok(()),
        }
    }
}

/// A host, or with a leading `*.` every host in a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPattern(Box<str>);

impl HostPattern {
    fn is_for(&self, host: &str) -> bool {
        match self.0.strip_prefix('*') {
            Some(domain) => host.len() > domain.len() && host.ends_with(domain),
            None => *self.0 == *host,
        }
    }
}

/// A text is no host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("has to be a host without a port, such as receiver.test, 127.0.0.1 or *.example.com")]
pub struct InvalidHost;

impl FromStr for HostPattern {
    type Err = InvalidHost;

    fn from_str(text: &str) -> Result<Self, InvalidHost> {
        let (wild, host) = text.strip_prefix("*.").map_or((false, text), |domain| (true, domain));
        let bare = host.trim_matches(['[', ']']);
        // A URL is what it is compared with, so it is read as one is.
        let host = if bare.contains(':') { format!("http://[{bare}]") } else { format!("http://{bare}") };
        let url = Url::parse(&host).map_err(|_| InvalidHost)?;
        let host = url.host_str().map(|host| host.trim_matches(['[', ']']).trim_end_matches('.')).unwrap_or_default();
        let is_bare =
            url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        if host.is_empty() || host.contains('*') || !is_bare || url.port().is_some() {
            return Err(InvalidHost);
        }
        Ok(Self(if wild { format!("*.{host}").into() } else { host.into() }))
    }
}

/// Those of the addresses that a name stands for to which webhooks may go.
pub(super) fn open(found: impl Iterator<Item = SocketAddr>) -> Result<Vec<SocketAddr>, OutOfReach> {
    let (refused, open): (Vec<_>, Vec<_>) = found.partition(|address| is_link_local(address.ip()));
    match refused.first() {
        Some(address) if open.is_empty() => Err(OutOfReach::LinkLocal(address.ip())),
        _ => Ok(open),
    }
}

/// Whether an address is of the link alone, in whichever way it is written.
fn is_link_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_link_local(),
        IpAddr::V6(v6) => {
            v6.is_unicast_link_local()
                || v6.to_ipv4().is_some_and(|v4| v4.is_link_local())
                || is_translated(v6.segments())
        }
    }
}

/// Whether an address is one that a gateway translates to a link-local one of version 4 (RFC 6052).
fn is_translated(segments: [u16; 8]) -> bool {
    segments[..2] == [0x64, 0xff9b] && segments[6] == 0xa9fe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(allowed: &[&str], endpoint: &str) -> Result<(), OutOfReach> {
        let allowed = allowed.iter().map(|text| text.parse().unwrap()).collect();
        Reach::new(allowed).judge(&Url::parse(endpoint).unwrap())
    }

    #[test]
    fn without_a_list_every_host_may_be_posted_to_but_link_local_ones() {
        for endpoint in
            ["http://a.test/", "http://127.0.0.1:9/", "http://[::1]/", "https://10.0.0.1/", "http://[fd00::1]/"]
        {
            assert_eq!(judged(&[], endpoint), Ok(()), "{endpoint}");
        }
        for endpoint in [
            "http://169.254.169.254/latest",
            "http://0xa9fea9fe/",
            "http://2852039166/",
            "https://[fe80::1]/",
            "http://[::ffff:169.254.169.254]/",
            "http://[::169.254.169.254]/",
            "http://[64:ff9b::169.254.169.254]/",
        ] {
            assert!(matches!(judged(&[], endpoint), Err(OutOfReach::LinkLocal(_))), "{endpoint}");
            assert!(judged(&["169.254.169.254", "fe80::1"], endpoint).is_err(), "{endpoint}");
        }
    }

    #[test]
    fn with_a_list_only_what_is_on_it_may_be_posted_to() {
        let allowed = ["Receiver.test", "*.example.com", "127.0.0.1", "[::1]"];
        for (endpoint, expected) in [
            ("http://receiver.test:9000/hook", true),
            ("http://RECEIVER.test./", true),
            ("https://a.example.com/", true),
            ("https://a.b.example.com/", true),
            ("https://example.com/", false),
            ("https://badexample.com/", false),
            ("http://127.0.0.1/", true),
            ("http://2130706433/", true),
            ("http://127.0.0.2/", false),
            ("http://[::1]:9/", true),
            ("http://localhost/", false),
            ("http://sub.receiver.test/", false),
        ] {
            assert_eq!(judged(&allowed, endpoint).is_ok(), expected, "{endpoint}");
        }
    }

    #[test]
    fn a_pattern_is_a_host_and_nothing_more() {
        for text in ["", "*", "*.", "a:80", "a/b", "a?b", "a#b", "u@a", "http://a", "a b"] {
            assert_eq!(text.parse::<HostPattern>(), Err(InvalidHost), "{text}");
        }
    }
}
