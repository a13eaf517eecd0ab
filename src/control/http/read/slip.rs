//! What is wrong with a query or a body, on its way from where it is found up to the whole.

use std::fmt::{self, Display};

use serde::de::{Error, Expected, Unexpected};

use crate::control::ControlError;
use crate::control::nearest::{did_you_mean, listed};
use crate::core::rejection::brief;

/// Something wrong.
#[derive(Debug)]
pub(super) struct Slip {
    what: What,
    /// The way to it, innermost step first.
    path: Vec<Step>,
}

#[derive(Debug)]
enum What {
    /// There is nothing of this name; these are there.
    Unknown(String, &'static [&'static str]),
    /// It is missing.
    Missing(&'static str),
    /// It is there twice.
    Twice(&'static str),
    /// Anything else, in words.
    Said(String),
}

/// A step on the way to a value.
#[derive(Debug)]
pub(super) enum Step {
    /// Into a field.
    Field(String),
    /// Into an entry of a list.
    Index(usize),
}

impl Slip {
    fn new(what: What) -> Self {
        Self { what, path: Vec::new() }
    }

    /// The same, found after this step.
    pub(super) fn after(mut self, step: Step) -> Self {
        self.path.push(step);
        self
    }

    /// How that is told, of `parameter`s or of `field`s. One more name is known everywhere where it is given.
    pub(super) fn refusal(self, kind: &str, everywhere: Option<&'static str>) -> ControlError {
        let Self { what, mut path } = self;
        let message = match what {
            What::Unknown(name, known) => {
                let known: Vec<_> = known.iter().copied().chain(everywhere).collect();
                let remedy = if known.is_empty() {
                    "it takes none".to_owned()
                } else {
                    format!("{}there are {}", did_you_mean(&name, &known), listed(&known))
                };
                format!("there is no {kind} `{}`; {remedy}", brief(name))
            }
            What::Missing(name) => {
                path.insert(0, Step::Field(name.to_owned()));
                format!("the {kind} `{name}` is missing; add it")
            }
            What::Twice(name) => {
                path.insert(0, Step::Field(name.to_owned()));
                format!("`{name}` is there twice; give one")
            }
            What::Said(message) => message,
        };
        let field = path.iter().rev().fold(String::new(), |text, step| match step {
            Step::Field(name) if text.is_empty() => name.clone(),
            Step::Field(name) => format!("{text}.{name}"),
            Step::Index(index) => format!("{text}[{index}]"),
        });
        ControlError::bad(message).at(brief(field))
    }
}

impl Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Unknown(name, _) => write!(f, "unknown: {name}"),
            What::Missing(name) => write!(f, "missing: {name}"),
            What::Twice(name) => write!(f, "twice: {name}"),
            What::Said(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Slip {}

impl Error for Slip {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(What::Said(message.to_string()))
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("has to be {expected}, not {unexpected}"))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(unexpected, expected)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let (variant, remedy) = (brief(variant.to_owned()), did_you_mean(variant, expected));
        Self::custom(format_args!("`{variant}` is not possible here; {remedy}give one of {}", listed(expected)))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::new(What::Unknown(field.to_owned(), expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(What::Missing(field))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(What::Twice(field))
    }
}
