//! Attendees: who took part in what was spent, and which part of it counts towards each.
//!
//! Facts: the Attendee Associations v4 and Attendees v4 pages.

use rust_decimal::Decimal;

use super::expense::{CustomField, Expense};
use super::ids::{AttendeeId, UserId};
use super::money::{Currency, split};

/// How many attendees an expense has at most (`maxItems` of the v4 contract).
pub const MOST: usize = 500;

/// The largest count of people behind one attendee, and of those who did not show up (inferred).
pub const LARGEST_COUNT: u32 = 10_000;

/// A kind of attendee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendeeType {
    /// Its code, such as `BUSGUEST`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What only pages about it show.
    pub particulars: TypeParticulars,
}

/// Someone who can take part in what is spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// Unique.
    pub id: AttendeeId,
    /// The code of his type.
    pub attendee_type: String,
    /// His first name.
    pub first_name: Option<String>,
    /// His last name.
    pub last_name: String,
    /// The name of his company.
    pub company: Option<String>,
    /// His latest version, from 1.
    pub version: u32,
    /// What only pages about him show.
    pub particulars: AttendeeParticulars,
}

/// What only pages about a type of attendee show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeParticulars {
    /// Whether users may add attendees of it.
    pub allows_manual_entry: bool,
    /// Whether users may say how many people one stands for.
    pub allows_count_editing: bool,
    /// The form of its attendees.
    pub form: Option<String>,
    /// The connector that brings them.
    pub connector: Option<String>,
    /// The fields in which duplicates are looked for.
    pub duplicate_search: Vec<String>,
}

impl Default for TypeParticulars {
    /// Nothing is forbidden (inferred).
    fn default() -> Self {
        Self {
            allows_manual_entry: true,
            allows_count_editing: true,
            form: None,
            connector: None,
            duplicate_search: Vec::new(),
        }
    }
}

/// What only pages about an attendee show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttendeeParticulars {
    /// The initial of his middle name.
    pub middle_initial: Option<String>,
    /// What follows his name.
    pub suffix: Option<String>,
    /// His title.
    pub title: Option<String>,
    /// What he is called elsewhere.
    pub external_id: Option<String>,
    /// The currency of what is spent on him; the company's where none is said.
    pub currency: Option<Currency>,
    /// Whose he is; everyone's where nobody is named.
    pub owner: Option<UserId>,
    /// What is said to have been spent on him this year.
    pub total_this_year: Decimal,
    /// Values of custom fields.
    pub custom: Vec<CustomField>,
}

/// Who took part in an expense, and who was missing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attendance {
    /// How many were planned and did not show up.
    pub no_shows: u32,
    /// Those who were there, each attendee once.
    pub associations: Vec<Association>,
}

/// An attendee's part in an expense.
#[derive(Debug, Clone, PartialEq)]
pub struct Association {
    /// Who.
    pub attendee: AttendeeId,
    /// In which of his versions.
    pub version: u32,
    /// What of the expense is counted to him, in the currency of the transaction.
    pub amount: Decimal,
    /// Whether someone set that amount by hand.
    pub is_amount_edited: bool,
    /// Whether he was traveling; none where nobody said.
    pub is_traveling: Option<bool>,
    /// How many people he stands for, himself included.
    pub count: u32,
    /// Values of the attendee form's custom fields.
    pub custom: Vec<CustomField>,
}

/// Who is said to have taken part in an expense.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewAttendance {
    /// How many did not show up; none where nothing is said.
    pub no_shows: Option<i64>,
    /// Those who were there.
    pub associations: Vec<NewAssociation>,
}

/// An attendee's part in an expense, as it is said to be.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAssociation {
    /// Who.
    pub attendee: AttendeeId,
    /// In which of his versions; the latest where none is named.
    pub version: Option<i64>,
    /// What of the expense is counted to him; has to be there.
    pub amount: Option<Decimal>,
    /// Whether someone set that amount by hand.
    pub is_amount_edited: bool,
    /// Whether he was traveling.
    pub is_traveling: Option<bool>,
    /// How many people he stands for; one where nothing is said.
    pub count: Option<i64>,
    /// Values of custom fields.
    pub custom: Vec<CustomField>,
}

impl Attendance {
    /// How many people took part: the attendees with those whom they stand for, but not those who did not show up (inferred).
    pub fn count(&self) -> u32 {
        self.associations.iter().map(|association| association.count).sum()
    }

    /// What of the expense's approved amount comes to each attendee, in the report's currency: by his part in the amount of the
    /// transaction (inferred). Where those parts come to the whole of it, these come to the approved amount exactly.
    pub fn approved(&self, expense: &Expense) -> Vec<Decimal> {
        let parts = self.associations.iter().map(|association| association.amount);
        split(expense.approved(), parts, expense.details.transaction.amount)
    }
}
