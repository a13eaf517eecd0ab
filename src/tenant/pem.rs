//! Keys and certificates as text (RFC 7468). Reading it is the TLS library's; it offers no writing.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// How many characters stand on a line.
const LINE: usize = 64;

/// DER as a PEM block with this label, such as `PUBLIC KEY`.
pub fn block(label: &str, der: &[u8]) -> String {
    let encoded = STANDARD.encode(der);
    let mut block = format!("-----BEGIN {label}-----\n");
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (line, next) = rest.split_at(rest.len().min(LINE));
        block.push_str(line);
        block.push('\n');
        rest = next;
    }
    block.push_str(&format!("-----END {label}-----\n"));
    block
}

#[cfg(test)]
mod tests {
    use rustls::pki_types::SubjectPublicKeyInfoDer;
    use rustls::pki_types::pem::PemObject;

    #[test]
    fn what_is_written_is_read_again_whatever_its_length() {
        for length in [1, 47, 48, 49, 300] {
            let der: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
            let block = super::block("PUBLIC KEY", &der);
            assert!(block.lines().all(|line| line.len() <= 64), "{block}");
            assert_eq!(SubjectPublicKeyInfoDer::from_pem_slice(block.as_bytes()).unwrap().as_ref(), der);
        }
    }
}
