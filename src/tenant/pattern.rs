//! Patterns that paths are held against: a star stands for any text, a name in braces for one segment.

/// The longest pattern, in bytes.
pub const LONGEST: usize = 500;

/// The methods that requests have.
pub const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

/// Whether a text names a method, in any case.
pub fn is_method(text: &str) -> bool {
    METHODS.iter().any(|method| method.eq_ignore_ascii_case(text))
}

/// Why a pattern can fit no path of a request; nothing where it can.
pub fn absurdity(pattern: &str) -> Option<String> {
    if pattern.len() > LONGEST {
        return Some(format!("has to be of at most {LONGEST} bytes"));
    }
    let can_begin = pattern.starts_with(['/', '*']);
    (!can_begin)
        .then(|| "fits no request: a path begins with `/`; begin with that, or with `**` for any text".to_owned())
}

/// What a pattern is made of.
enum Piece {
    /// This very byte.
    Literal(u8),
    /// Any text, slashes included: `*` or `**`.
    Any,
    /// What stands between two slashes, at least one byte of it: `{reportId}`.
    Segment,
}

/// Whether a text is what a pattern says. Takes time proportional to the product of both lengths at worst.
pub fn fits(pattern: &str, text: &str) -> bool {
    let text = text.as_bytes();
    // Which beginnings of the text the pattern up to here stands for.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for piece in pieces(pattern) {
        let mut next = vec![false; text.len() + 1];
        for at in 0..=text.len() {
            next[at] = match piece {
                Piece::Literal(byte) => at > 0 && reached[at - 1] && text[at - 1] == byte,
                Piece::Any => reached[at] || (at > 0 && next[at - 1]),
                Piece::Segment => at > 0 && text[at - 1] != b'/' && (reached[at - 1] || next[at - 1]),
            };
        }
        reached = next;
    }
    reached[text.len()]
}

fn pieces(pattern: &str) -> impl Iterator<Item = Piece> {
    let mut rest = pattern.as_bytes();
    std::iter::from_fn(move || {
        let (first, after) = rest.split_first()?;
        let (piece, after) = match (first, named(after)) {
            (b'*', _) => (Piece::Any, after),
            (b'{', Some(after)) => (Piece::Segment, after),
            _ => (Piece::Literal(*first), after),
        };
        rest = after;
        Some(piece)
    })
}

/// What follows a name and its closing brace.
fn named(text: &[u8]) -> Option<&[u8]> {
    let end = text.iter().position(|byte| matches!(byte, b'}' | b'/'))?;
    (text[end] == b'}').then(|| &text[end + 1..])
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_text_and_everything_else_for_itself() {
        for (pattern, text, expected) in [
            ("/a/b", "/a/b", true),
            ("/a/b", "/a/b/c", false),
            ("/a/*", "/a/", true),
            ("/a/**", "/a/b/c", true),
            ("*/b", "/a/b", true),
            ("/a/*/c/*/e", "/a/b/c/d/e", true),
            ("/a/*/c/*/e", "/a/b/d/e", false),
            ("*", "", true),
            ("a*a", "a", false),
            ("/straße/*", "/straße/ü", true),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn a_name_in_braces_stands_for_one_segment() {
        for (pattern, text, expected) in [
            ("/reports/{reportId}/approve", "/reports/A1/approve", true),
            ("/reports/{reportId}/approve", "/reports//approve", false),
            ("/reports/{reportId}", "/reports/A1/approve", false),
            ("/{a}/**/{b}", "/x/y/z/w", true),
            ("/{a", "/{a", true),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }
}
