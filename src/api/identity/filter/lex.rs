//! The words of a filter.

use super::{FilterFault, Literal};

/// A word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word<'a> {
    /// A name or a keyword.
    Name(&'a str),
    /// A text in quotes, or a number.
    Literal(Literal),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenElement,
    /// `]`
    CloseElement,
}

/// A word with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed<'a> {
    pub word: Word<'a>,
    /// Its first byte.
    pub at: usize,
    /// The byte behind it.
    pub end: usize,
}

/// What stands in names: of attributes, of schemas, and between them.
const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'$' | b':' | b'.')
}

/// The next word at or behind a byte; none at the end.
pub(super) fn next(text: &str, from: usize) -> Result<Option<Placed<'_>>, FilterFault> {
    let bytes = text.as_bytes();
    let rest = bytes.get(from..).unwrap_or_default();
    let at = from + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let Some(first) = bytes.get(at) else { return Ok(None) };
    let mark = |word| Ok(Some(Placed { word, at, end: at + 1 }));
    match first {
        b'(' => mark(Word::Open),
        b')' => mark(Word::Close),
        b'[' => mark(Word::OpenElement),
        b']' => mark(Word::CloseElement),
        b'"' => quoted(text, at).map(Some),
        b'-' | b'0'..=b'9' => number(text, at).map(Some),
        byte if is_of_name(*byte) => {
            let end = at + length(&bytes[at..], is_of_name);
            Ok(text.get(at..end).map(|name| Placed { word: Word::Name(name), at, end }))
        }
        _ => Err(fault(text, at, "a character that no filter has")),
    }
}

fn length(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| belongs(**byte)).count()
}

/// A text in quotes, escaped as in JSON.
fn quoted(text: &str, at: usize) -> Result<Placed<'_>, FilterFault> {
    let mut escaped = false;
    for (offset, byte) in text.bytes().enumerate().skip(at + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => {
                let end = offset + 1;
                let value = text.get(at..end).and_then(|quoted| serde_json::from_str(quoted).ok());
                let value = value.ok_or_else(|| fault(text, at, "a text that is not escaped as in JSON"))?;
                return Ok(Placed { word: Word::Literal(Literal::Text(value)), at, end });
            }
            _ => {}
        }
    }
    Err(fault(text, at, "a text without its closing quote"))
}

fn number(text: &str, at: usize) -> Result<Placed<'_>, FilterFault> {
    let of_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    let end = at + length(text.as_bytes().get(at..).unwrap_or_default(), of_number);
    let value = text.get(at..end).and_then(|digits| serde_json::from_str(digits).ok());
    let value = value.ok_or_else(|| fault(text, at, "something that is no number"))?;
    Ok(Placed { word: Word::Literal(Literal::Number(value)), at, end })
}

/// A fault at a byte, which is told by its character.
pub(super) fn fault(text: &str, at: usize, what: &'static str) -> FilterFault {
    let before = text.char_indices().take_while(|(place, _)| *place < at).count();
    FilterFault::Syntax { what, at: before + 1 }
}
