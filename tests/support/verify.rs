//! Verifies `Concur-Signature` as receivers do, with software that has nothing to do with the emulator's.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Ends with 0 where the signature is good, 1 where it is not, 2 where Python has no `cryptography`.
const PYTHON: &str = r"
import sys
try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding
except ImportError:
    sys.exit(2)
key, body, signature = (open(path, 'rb').read() for path in sys.argv[1:])
key = serialization.load_pem_public_key(key)
assert key.key_size == 2048 and padding.calculate_max_pss_salt_length(key, hashes.SHA256()) == 222
pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=222)
try:
    key.verify(signature, body, pss, hashes.SHA256())
except InvalidSignature:
    sys.exit(1)
";

/// Whether a signature is good: RSA-PSS, SHA-256, MGF1 of SHA-256, a salt of 222 bytes, in Base64. Asked are Python's
/// `cryptography` and OpenSSL, whichever is there; one must be, and all must agree.
pub fn verifies(public_key: &str, body: &[u8], signature: &str) -> bool {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("verify-{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, content: &[u8]| -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, content).expect("a file");
        path
    };
    let signature = STANDARD.decode(signature).expect("a signature in Base64");
    let files = [write("key", public_key.as_bytes()), write("body", body), write("signature", &signature)];
    let verdicts: Vec<bool> = [python(&files), openssl(&files)].into_iter().flatten().collect();
    fs::remove_dir_all(&folder).expect("the folder is there");
    let first = *verdicts.first().expect("Python with `cryptography`, or OpenSSL, has to be installed for this test");
    assert!(verdicts.iter().all(|verdict| *verdict == first), "Python and OpenSSL do not agree");
    first
}

fn python([key, body, signature]: &[PathBuf; 3]) -> Option<bool> {
    let mut command = Command::new("python3");
    match ended(command.args(["-c", PYTHON]).args([key, body, signature]))? {
        0 => Some(true),
        1 => Some(false),
        _ => None,
    }
}

fn openssl([key, body, signature]: &[PathBuf; 3]) -> Option<bool> {
    let mut command = Command::new("openssl");
    command.args(["dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:222"]);
    command.args(["-sigopt", "rsa_mgf1_md:sha256", "-verify"]).arg(key).arg("-signature").args([signature, body]);
    ended(&mut command).map(|code| code == 0)
}

/// What a program ends with; nothing where it is not installed.
fn ended(command: &mut Command) -> Option<i32> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?.code()
}
