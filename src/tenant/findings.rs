//! Findings: requests that were answered though they depart from Concur's pages, each kind once, with how often it was seen.

use std::collections::HashMap;

use parking_lot::Mutex;

use crate::core::Timestamp;

/// How many findings are kept; what is found beyond them is counted only.
pub const KEPT: usize = 1_000;

/// What a request departs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A field of the body that no page has.
    UnknownField,
    /// A field of the body that the page spells in other letters.
    FieldCase,
    /// A field that the page requires.
    MissingField,
    /// An element of XML in another namespace than the page's, or in none.
    Namespace,
    /// A body where the page has none.
    UnknownBody,
    /// A parameter of the query that no page has.
    UnknownParameter,
    /// A parameter of the query that the page spells in other letters.
    ParameterCase,
    /// A path that the page spells otherwise.
    PathSpelling,
    /// An operation that its page calls deprecated.
    DeprecatedOperation,
    /// An operation that no page has.
    UndocumentedOperation,
    /// A header that the page asks for.
    MissingHeader,
    /// A token that is shown in an older way than the page's.
    TokenScheme,
}

impl Kind {
    /// Its name in the control API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownField => "unknownField",
            Self::FieldCase => "fieldCase",
            Self::MissingField => "missingField",
            Self::Namespace => "namespace",
            Self::UnknownBody => "unknownBody",
            Self::UnknownParameter => "unknownParameter",
            Self::ParameterCase => "parameterCase",
            Self::PathSpelling => "pathSpelling",
            Self::DeprecatedOperation => "deprecatedOperation",
            Self::UndocumentedOperation => "undocumentedOperation",
            Self::MissingHeader => "missingHeader",
            Self::TokenScheme => "tokenScheme",
        }
    }
}

/// One way in which a request departs from its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// What it is.
    pub kind: Kind,
    /// Where: a field of the body, a parameter, a header; empty where the request as a whole is meant.
    pub place: String,
    /// What to do about it.
    pub remedy: String,
}

/// A departure with who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What and where.
    pub departure: Departure,
    /// The operation, as its page has it: method and path.
    pub operation: String,
    /// The address of its page, where there is one.
    pub page: Option<String>,
    /// How often it was seen.
    pub count: u64,
    /// When it was first seen, on the tenant's clock.
    pub first_at: Timestamp,
    /// When it was last seen.
    pub last_at: Timestamp,
    /// The path and the correlation id of the request that it was first seen in.
    pub first_in: (Box<str>, Box<str>),
}

/// What was found, bounded by [`KEPT`]. Nothing is allocated before the first.
#[derive(Debug, Default)]
pub struct Findings {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    found: Vec<Finding>,
    /// Where in the list something stands.
    places: HashMap<(String, Kind, String), usize>,
    dropped: u64,
}

/// A request that something was found in.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// When it came in.
    pub at: Timestamp,
    /// Its path.
    pub path: &'a str,
    /// Its `Concur-Correlationid`.
    pub correlation: &'a str,
    /// The operation, as its page has it.
    pub operation: &'a str,
    /// The address of its page.
    pub page: Option<&'a str>,
}

impl Findings {
    /// Notes a departure, or that it was seen once more. Answers whether it is a new one that is kept.
    pub fn note(&self, seen: Seen<'_>, departure: Departure) -> bool {
        let key = (seen.operation.to_owned(), departure.kind, departure.place.clone());
        let mut inner = self.inner.lock();
        let Inner { found, places, dropped } = &mut *inner;
        if let Some(known) = places.get(&key).and_then(|place| found.get_mut(*place)) {
            known.count += 1;
            known.last_at = seen.at;
            return false;
        }
        if found.len() >= KEPT {
            *dropped += 1;
            return false;
        }
        places.insert(key, found.len());
        found.push(Finding {
            departure,
            operation: seen.operation.to_owned(),
            page: seen.page.map(str::to_owned),
            count: 1,
            first_at: seen.at,
            last_at: seen.at,
            first_in: (seen.path.into(), seen.correlation.into()),
        });
        true
    }

    /// What was found, in the order in which it was first seen, and how often something was found that there was no room for.
    pub fn all(&self) -> (Vec<Finding>, u64) {
        let inner = self.inner.lock();
        (inner.found.clone(), inner.dropped)
    }
}
