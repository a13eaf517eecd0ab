//! Binds a filter to the attributes that users have, and finds what an index could answer of it.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde_json::Number;

use super::super::attributes::{Attribute, Found, Kind, SCHEMAS, Schema};
use super::{AttributePath, Filter, FilterFault, Literal, Operator};

/// A filter whose every attribute is known and comparable.
#[derive(Debug, Clone)]
pub struct Bound(pub(super) Test);

/// What has to hold.
#[derive(Debug, Clone)]
pub(super) enum Test {
    Present(Place),
    Compare(Place, Operator, Operand),
    /// Some element of the attribute has all of it; the places inside are the element's.
    Within(Place, Box<Test>),
    Not(Box<Test>),
    And(Vec<Test>),
    Or(Vec<Test>),
}

/// Where a value is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The extension it is in.
    pub extension: Option<&'static str>,
    /// The attribute; none inside of an element.
    pub attribute: Option<&'static str>,
    /// The part of it.
    pub part: Option<&'static str>,
    /// A part of that.
    pub inner: Option<&'static str>,
    /// Whether case counts.
    pub is_exact: bool,
}

/// What is compared with.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Null,
    Boolean(bool),
    Number(Number),
    /// In lower case, where case does not count.
    Text(String),
    Moment(NaiveDateTime),
}

/// What an index leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// The user with this UUID.
    Id(String),
    /// The user with this login.
    UserName(String),
    /// The user with this employee number.
    EmployeeNumber(String),
    /// The user whom the provisioning system calls so.
    ExternalId(String),
}

impl Bound {
    /// Binds a filter of users.
    pub fn of(filter: &Filter) -> Result<Self, FilterFault> {
        Self::among(SCHEMAS, filter)
    }

    /// Binds a filter of resources with these schemas.
    pub fn among(schemas: &'static [Schema], filter: &Filter) -> Result<Self, FilterFault> {
        bind(filter, Within::Resource(schemas)).map(Self)
    }

    /// Binds a filter of the elements of an attribute.
    pub fn of_elements(filter: &Filter, attribute: &'static Attribute) -> Result<Self, FilterFault> {
        bind(filter, Within::Element(attribute)).map(Self)
    }

    /// What every user has whom the filter lets through, where an index has it.
    pub fn key(&self) -> Option<Key> {
        key(&self.0)
    }
}

impl Key {
    /// The index that has this attribute.
    fn of(place: &Place, value: &str) -> Option<Self> {
        let value = value.to_owned();
        match (place.extension, place.attribute?, place.part) {
            (None, "id", None) => Some(Self::Id(value)),
            (None, "userName", None) => Some(Self::UserName(value)),
            (None, "externalId", None) => Some(Self::ExternalId(value)),
            (Some(_), "employeeNumber", None) => Some(Self::EmployeeNumber(value)),
            _ => None,
        }
    }
}

fn key(test: &Test) -> Option<Key> {
    match test {
        Test::Compare(place, Operator::Eq, Operand::Text(value)) => Key::of(place, value),
        Test::And(parts) => parts.iter().find_map(key),
        Test::Present(_) | Test::Compare(..) | Test::Within(..) | Test::Not(_) | Test::Or(_) => None,
    }
}

/// What a filter looks at.
#[derive(Debug, Clone, Copy)]
enum Within {
    /// A whole resource.
    Resource(&'static [Schema]),
    /// An element of an attribute.
    Element(&'static Attribute),
}

/// Binds a filter.
fn bind(filter: &Filter, within: Within) -> Result<Test, FilterFault> {
    let all = |parts: &[Filter]| parts.iter().map(|part| bind(part, within)).collect::<Result<Vec<_>, _>>();
    Ok(match filter {
        Filter::Present(path) => Test::Present(find(path, within)?.0),
        Filter::Compare(path, operator, literal) => compare(path, *operator, literal, within)?,
        Filter::Within(path, inner) => {
            let Within::Resource(schemas) = within else { return Err(unknown(path)) };
            let found = Found::by_path(schemas, path).ok_or_else(|| unknown(path))?;
            let is_list = found.attribute.is_many && found.attribute.kind == Kind::Complex && found.part.is_none();
            if !is_list {
                return Err(FilterFault::NotMultiValued(path.to_string()));
            }
            Test::Within(place(&found, None), Box::new(bind(inner, Within::Element(found.attribute))?))
        }
        Filter::Not(inner) => Test::Not(Box::new(bind(inner, within)?)),
        Filter::And(parts) => Test::And(all(parts)?),
        Filter::Or(parts) => Test::Or(all(parts)?),
    })
}

fn unknown(path: &AttributePath) -> FilterFault {
    FilterFault::UnknownAttribute(path.to_string())
}

fn place(found: &Found, part: Option<&'static Attribute>) -> Place {
    Place {
        extension: found.extension(),
        attribute: Some(found.attribute.name),
        part: part.map(|part| part.name),
        inner: None,
        is_exact: part.unwrap_or(found.attribute).is_exact,
    }
}

/// Where an attribute is, and what it is.
fn find(path: &AttributePath, within: Within) -> Result<(Place, &'static Attribute), FilterFault> {
    let schemas = match within {
        Within::Element(element) => return in_element(path, element).ok_or_else(|| unknown(path)),
        Within::Resource(schemas) => schemas,
    };
    let found = Found::by_path(schemas, path).ok_or_else(|| unknown(path))?;
    Ok((place(&found, found.part), found.last()))
}

/// The same inside of an element: `type`, or `approver.value`.
fn in_element(path: &AttributePath, element: &'static Attribute) -> Option<(Place, &'static Attribute)> {
    let part = element.part(&path.attribute).filter(|_| path.schema.is_none())?;
    let inner = match &path.sub_attribute {
        Some(name) => Some(part.part(name)?),
        None => None,
    };
    let last = inner.unwrap_or(part);
    let place = Place {
        extension: None,
        attribute: None,
        part: Some(part.name),
        inner: inner.map(|inner| inner.name),
        is_exact: last.is_exact,
    };
    Some((place, last))
}

fn compare(path: &AttributePath, operator: Operator, literal: &Literal, within: Within) -> Result<Test, FilterFault> {
    let (mut place, mut attribute) = find(path, within)?;
    // Of an element as a whole, its value is meant.
    if attribute.kind == Kind::Complex
        && attribute.is_many
        && let Some(value) = attribute.part("value")
    {
        place = Place { part: Some(value.name), is_exact: value.is_exact, ..place };
        attribute = value;
    }
    let incomparable = || FilterFault::Incomparable { path: path.to_string(), operator, with: literal.kind() };
    let operand = operand(attribute, operator, literal).ok_or_else(incomparable)?;
    let operand = match operand {
        Operand::Text(text) if !place.is_exact => Operand::Text(text.to_lowercase()),
        operand => operand,
    };
    Ok(Test::Compare(place, operator, operand))
}

/// A literal as a value of an attribute; none where they cannot be compared so.
fn operand(attribute: &Attribute, operator: Operator, literal: &Literal) -> Option<Operand> {
    use Operator as O;
    let equality = matches!(operator, O::Eq | O::Ne);
    let substring = matches!(operator, O::Co | O::Sw | O::Ew);
    match (attribute.kind, literal) {
        (_, Literal::Null) => equality.then_some(Operand::Null),
        (Kind::Boolean, Literal::Boolean(value)) => equality.then_some(Operand::Boolean(*value)),
        (Kind::Integer, Literal::Number(value)) => (!substring).then(|| Operand::Number(value.clone())),
        (Kind::Moment, Literal::Text(text)) if !substring => moment(text).map(Operand::Moment),
        (Kind::Text | Kind::Reference | Kind::Moment, Literal::Text(text)) => Some(Operand::Text(text.clone())),
        (Kind::Text | Kind::Boolean | Kind::Integer | Kind::Moment | Kind::Reference | Kind::Complex, _) => None,
    }
}

/// A moment or a day, in UTC where it names no time zone.
pub(super) fn moment(text: &str) -> Option<NaiveDateTime> {
    let zoned = || DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.naive_utc());
    let unzoned = || NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok();
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    zoned().or_else(unzoned).or_else(day)
}
