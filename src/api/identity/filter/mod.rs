//! Filters of SCIM (RFC 7644, section 3.4.2.2): read, bound to the attributes that users have, and held against users.

mod bind;
mod holds;
mod lex;
mod parse;

use std::fmt;

pub use bind::{Bound, Key};
pub use parse::{DEEPEST, LONGEST, parse};

/// A filter as it was written.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// `title pr`
    Present(AttributePath),
    /// `userName eq "jane@example.com"`
    Compare(AttributePath, Operator, Literal),
    /// `emails[type eq "work"]`: one element for which all of it holds.
    Within(AttributePath, Box<Filter>),
    /// `not (…)`
    Not(Box<Filter>),
    /// Two or more, of which all have to hold.
    And(Vec<Filter>),
    /// Two or more, of which one has to hold.
    Or(Vec<Filter>),
}

/// The name of an attribute, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributePath {
    /// The schema it is of, where one is named.
    pub schema: Option<String>,
    /// The attribute.
    pub attribute: String,
    /// The part of it that is meant, where one is named.
    pub sub_attribute: Option<String>,
}

/// A way of comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Contains.
    Co,
    /// Starts with.
    Sw,
    /// Ends with.
    Ew,
    /// Greater, or later.
    Gt,
    /// Not less, or not earlier.
    Ge,
    /// Less, or earlier.
    Lt,
    /// Not greater, or not later.
    Le,
}

impl Operator {
    /// Every one of them.
    pub const ALL: &[Self] =
        &[Self::Eq, Self::Ne, Self::Co, Self::Sw, Self::Ew, Self::Gt, Self::Ge, Self::Lt, Self::Le];

    /// How it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Co => "co",
            Self::Sw => "sw",
            Self::Ew => "ew",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Lt => "lt",
            Self::Le => "le",
        }
    }

    /// The one that is written so, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operator| operator.name().eq_ignore_ascii_case(name))
    }
}

/// What is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, by its digits.
    Number(serde_json::Number),
    /// A text.
    Text(String),
}

/// Why a filter will not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterFault {
    /// It is not written as filters are.
    #[error("the filter is not one: {what} at character {at}")]
    Syntax {
        /// What is wrong.
        what: &'static str,
        /// Where, from 1.
        at: usize,
    },
    /// It is longer than anybody needs.
    #[error("the filter is longer than {LONGEST} bytes")]
    TooLong,
    /// It is nested deeper than anybody needs.
    #[error("the filter is nested deeper than {DEEPEST} levels")]
    TooDeep,
    /// It names what no user has.
    #[error("Invalid attribute path [{0}]")]
    UnknownAttribute(String),
    /// It compares what cannot be compared so.
    #[error("{path} cannot be compared by {} with {with}", .operator.name())]
    Incomparable {
        /// What is compared.
        path: String,
        /// How.
        operator: Operator,
        /// With a value of what type.
        with: &'static str,
    },
    /// It looks into what has no parts.
    #[error("{0} has no elements to choose from")]
    NotMultiValued(String),
}

impl Literal {
    /// What type it is of.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
        }
    }
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{schema}:")?;
        }
        f.write_str(&self.attribute)?;
        self.sub_attribute.as_ref().map_or(Ok(()), |sub| write!(f, ".{sub}"))
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Text(value) => write!(f, "{}", serde_json::Value::from(value.as_str())),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, parts: &[Self], by: &str| {
            parts.iter().enumerate().try_for_each(|(number, part)| {
                let by = if number == 0 { "" } else { by };
                match part {
                    Self::And(_) | Self::Or(_) => write!(f, "{by}({part})"),
                    _ => write!(f, "{by}{part}"),
                }
            })
        };
        match self {
            Self::Present(path) => write!(f, "{path} pr"),
            Self::Compare(path, operator, literal) => write!(f, "{path} {} {literal}", operator.name()),
            Self::Within(path, filter) => write!(f, "{path}[{filter}]"),
            Self::Not(filter) => write!(f, "not ({filter})"),
            Self::And(parts) => joined(f, parts, " and "),
            Self::Or(parts) => joined(f, parts, " or "),
        }
    }
}
