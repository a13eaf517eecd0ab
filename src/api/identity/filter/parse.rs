//! Reads filters. `not` binds closest, then `and`, then `or`, as RFC 7644 has it.

use super::lex::{self, Placed, Word};
use super::{AttributePath, Filter, FilterFault, Literal, Operator};

/// The longest filter that is read, in bytes (inferred: what User Retrieval takes for a whole request).
pub const LONGEST: usize = 10 * 1024;
/// How deep parentheses and brackets may be nested (inferred).
pub const DEEPEST: usize = 32;

/// Reads a filter.
pub fn parse(text: &str) -> Result<Filter, FilterFault> {
    if text.len() > LONGEST {
        return Err(FilterFault::TooLong);
    }
    let mut parser = Parser { text, at: 0 };
    let filter = parser.either(0)?;
    match parser.peek()? {
        None => Ok(filter),
        Some(extra) => Err(lex::fault(text, extra.at, "something behind the end")),
    }
}

impl AttributePath {
    /// Reads the name of an attribute: `name.givenName`, `urn:…:User:manager.value`.
    pub fn parse(text: &str) -> Option<Self> {
        // The version of a schema has a dot, too, so that the attribute is what is behind the last colon.
        let (schema, name) = text.rsplit_once(':').map_or((None, text), |(schema, name)| (Some(schema), name));
        let (attribute, sub_attribute) = name.split_once('.').map_or((name, None), |(name, sub)| (name, Some(sub)));
        let is_name = |name: &str| {
            let of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '$');
            name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$') && name.chars().all(of_name)
        };
        let is_schema = |schema: &str| schema.get(..4).is_some_and(|urn| urn.eq_ignore_ascii_case("urn:"));
        let is_whole = is_name(attribute) && sub_attribute.is_none_or(is_name) && schema.is_none_or(is_schema);
        is_whole.then(|| Self {
            schema: schema.map(str::to_owned),
            attribute: attribute.to_owned(),
            sub_attribute: sub_attribute.map(str::to_owned),
        })
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Result<Option<Placed<'a>>, FilterFault> {
        lex::next(self.text, self.at)
    }

    fn take(&mut self, missing: &'static str) -> Result<Placed<'a>, FilterFault> {
        let next = self.peek()?.ok_or_else(|| lex::fault(self.text, self.text.len(), missing))?;
        self.at = next.end;
        Ok(next)
    }

    fn expect(&mut self, word: &Word<'_>, missing: &'static str) -> Result<(), FilterFault> {
        let next = self.take(missing)?;
        if next.word == *word { Ok(()) } else { Err(lex::fault(self.text, next.at, missing)) }
    }

    /// Takes the next word if it is this keyword.
    fn keyword(&mut self, keyword: &str) -> Result<bool, FilterFault> {
        match self.peek()? {
            Some(Placed { word: Word::Name(name), end, .. }) if name.eq_ignore_ascii_case(keyword) => {
                self.at = end;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn either(&mut self, depth: usize) -> Result<Filter, FilterFault> {
        let mut parts = vec![self.all(depth)?];
        while self.keyword("or")? {
            parts.push(self.all(depth)?);
        }
        Ok(united(parts, Filter::Or))
    }

    fn all(&mut self, depth: usize) -> Result<Filter, FilterFault> {
        let mut parts = vec![self.one(depth)?];
        while self.keyword("and")? {
            parts.push(self.one(depth)?);
        }
        Ok(united(parts, Filter::And))
    }

    fn one(&mut self, depth: usize) -> Result<Filter, FilterFault> {
        if depth > DEEPEST {
            return Err(FilterFault::TooDeep);
        }
        let first = self.take("an attribute is missing")?;
        match first.word {
            Word::Open => self.closed(depth, &Word::Close),
            // An attribute could be called `not`, but then something is said of it.
            Word::Name(name) if name.eq_ignore_ascii_case("not") && self.is_next(&Word::Open)? => {
                self.expect(&Word::Open, "an opening parenthesis is missing")?;
                Ok(Filter::Not(Box::new(self.closed(depth, &Word::Close)?)))
            }
            Word::Name(name) => {
                let path = AttributePath::parse(name);
                self.about(path.ok_or_else(|| lex::fault(self.text, first.at, "no name of an attribute"))?, depth)
            }
            _ => Err(lex::fault(self.text, first.at, "no attribute where one has to be")),
        }
    }

    fn is_next(&self, word: &Word<'_>) -> Result<bool, FilterFault> {
        Ok(self.peek()?.is_some_and(|next| next.word == *word))
    }

    /// What is inside of parentheses or brackets that have been opened.
    fn closed(&mut self, depth: usize, end: &Word<'_>) -> Result<Filter, FilterFault> {
        let filter = self.either(depth + 1)?;
        self.expect(end, "a closing parenthesis or bracket is missing")?;
        Ok(filter)
    }

    /// What is said of an attribute.
    fn about(&mut self, path: AttributePath, depth: usize) -> Result<Filter, FilterFault> {
        let next = self.take("an operator is missing")?;
        let operator = match next.word {
            Word::OpenElement => {
                let filter = self.closed(depth, &Word::CloseElement)?;
                return Ok(Filter::Within(path, Box::new(filter)));
            }
            Word::Name(name) if name.eq_ignore_ascii_case("pr") => return Ok(Filter::Present(path)),
            Word::Name(name) => Operator::from_name(name),
            _ => None,
        };
        let operator = operator
            .ok_or_else(|| lex::fault(self.text, next.at, "no operator (eq, ne, co, sw, ew, gt, ge, lt, le, pr)"))?;
        Ok(Filter::Compare(path, operator, self.literal()?))
    }

    fn literal(&mut self) -> Result<Literal, FilterFault> {
        let missing = "no value: a text in quotes, a number, true, false or null";
        let next = self.take(missing)?;
        match next.word {
            Word::Literal(literal) => Ok(literal),
            Word::Name("true") => Ok(Literal::Boolean(true)),
            Word::Name("false") => Ok(Literal::Boolean(false)),
            Word::Name("null") => Ok(Literal::Null),
            _ => Err(lex::fault(self.text, next.at, missing)),
        }
    }
}

/// What several parts are together; one is itself.
fn united(mut parts: Vec<Filter>, several: fn(Vec<Filter>) -> Filter) -> Filter {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            several(parts)
        }
        None => several(parts),
    }
}
