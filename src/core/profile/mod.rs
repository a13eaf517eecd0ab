//! The identity profile of a user: names, addresses and employment, which no rule of a report's life looks at, and whether he may
//! log in, which all of them presuppose.

mod kinds;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use uuid::Uuid;

pub use self::kinds::{AddressKind, EmailKind, Entitlement, LeaveKind, PhoneKind, Relationship};
use super::Timestamp;

/// What is known of a user beyond what reports need of him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Whether he may log in.
    pub active: bool,
    /// What the provisioning system calls him; unique in the company.
    pub external_id: Option<String>,
    /// The parts of his name beside the given and the family name.
    pub name: NameParts,
    /// What he likes to be called.
    pub nick_name: Option<String>,
    /// His job title.
    pub title: Option<String>,
    /// His date of birth.
    pub date_of_birth: Option<NaiveDate>,
    /// His language, such as `en-US`.
    pub preferred_language: String,
    /// His time zone, as the Olson database names it.
    pub timezone: String,
    /// At most one of a kind.
    pub emails: Vec<Email>,
    /// At most one of a kind, but for mobiles.
    pub phone_numbers: Vec<PhoneNumber>,
    /// At most one of a kind.
    pub addresses: Vec<Address>,
    /// Whom to call if something happens to him.
    pub emergency_contact: Option<EmergencyContact>,
    /// Features that are enabled for him.
    pub entitlements: Vec<Entitlement>,
    /// His employment.
    pub employment: Employment,
    /// His SAP Global ID.
    pub sap_id: Option<Uuid>,
    /// When he came into being.
    pub created_at: Timestamp,
    /// When he was last changed.
    pub modified_at: Timestamp,
    /// How often he was changed.
    pub version: u32,
}

/// The language of whoever names none.
pub const DEFAULT_LANGUAGE: &str = "en-US";
/// The time zone of whoever names none.
pub const DEFAULT_TIMEZONE: &str = "America/New_York";

impl Default for Profile {
    /// Someone active of whom nothing is known, from the beginning of time.
    fn default() -> Self {
        Self {
            active: true,
            external_id: None,
            name: NameParts::default(),
            nick_name: None,
            title: None,
            date_of_birth: None,
            preferred_language: DEFAULT_LANGUAGE.to_owned(),
            timezone: DEFAULT_TIMEZONE.to_owned(),
            emails: Vec::new(),
            phone_numbers: Vec::new(),
            addresses: Vec::new(),
            emergency_contact: None,
            entitlements: Vec::new(),
            employment: Employment::default(),
            sap_id: None,
            created_at: DateTime::<Utc>::UNIX_EPOCH,
            modified_at: DateTime::<Utc>::UNIX_EPOCH,
            version: 0,
        }
    }
}

/// The parts of a name beside the given and the family name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameParts {
    /// An academic title.
    pub academic_title: Option<String>,
    /// What goes before the family name, such as `van`.
    pub family_name_prefix: Option<String>,
    /// What goes before the name, such as `Ms.`.
    pub honorific_prefix: Option<String>,
    /// What goes behind the name, such as `III`.
    pub honorific_suffix: Option<String>,
    /// One letter.
    pub middle_initial: Option<String>,
    /// The names between the given and the family name.
    pub middle_name: Option<String>,
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    /// What it is for.
    pub kind: EmailKind,
    /// The address.
    pub value: String,
    /// Whether notifications are sent there.
    pub notifications: bool,
    /// Whether it is known to be his.
    pub verified: bool,
}

/// A phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    /// What it is for.
    pub kind: PhoneKind,
    /// The number.
    pub value: String,
    /// The number, as people like to read it.
    pub display: Option<String>,
    /// Whether notifications are sent there; of mobiles only.
    pub notifications: Option<bool>,
    /// Whether it is the one to call first; of mobiles only, of at most one of them.
    pub primary: Option<bool>,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// What it is for.
    pub kind: AddressKind,
    /// Where it is.
    pub place: Place,
}

/// Where something is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
    /// The city.
    pub locality: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The state or region.
    pub region: Option<String>,
    /// Street and number.
    pub street_address: Option<String>,
}

/// Whom to call if something happens to a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyContact {
    /// Who it is.
    pub name: String,
    /// What he is to the user.
    pub relationship: Relationship,
    /// His e-mail addresses.
    pub emails: Vec<String>,
    /// His phone numbers.
    pub phones: Vec<String>,
    /// Where he lives.
    pub place: Place,
}

/// A user's employment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Employment {
    /// The cost center; not the one of expenses.
    pub cost_center: Option<String>,
    /// The department; not the one of expenses.
    pub department: Option<String>,
    /// The division; not the one of expenses.
    pub division: Option<String>,
    /// His first day, in no time zone.
    pub start_date: Option<NaiveDateTime>,
    /// His last day, in no time zone.
    pub termination_date: Option<NaiveDateTime>,
    /// When he is away by agreement.
    pub leaves: Vec<Leave>,
}

/// A leave of absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leave {
    /// Its first day.
    pub start: NaiveDate,
    /// Its last day.
    pub end: Option<NaiveDate>,
    /// Whether he wanted it.
    pub kind: Option<LeaveKind>,
}
