//! The attributes of a user, each with what it is: what `Schemas` tells, what filters may compare, what a patch may write, and which
//! scopes open it.

use super::filter::AttributePath;

/// The schema of users.
pub const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// What an enterprise knows of its users.
pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// What SAP's services know of them.
pub const SAP: &str = "urn:ietf:params:scim:schemas:extension:sap:2.0:User";

const IDS_READ: &str = "identity.user.ids.read";
const CORE_READ: &str = "identity.user.core.read";
const SENSITIVE_READ: &str = "identity.user.coresensitive.read";
const ENTERPRISE_READ: &str = "identity.user.enterprise.read";
const SAP_READ: &str = "identity.user.sap.read";
const WRITE: &str = "identity.user.coreenterprise.writeonly";
const EXTERNAL_ID_WRITE: &str = "identity.user.externalID.writeonly";
const VERIFIED_WRITE: &str = "identity.user.emails.verified.writeonly";
const SAP_WRITE: &str = "identity.user.sap.writeonly";

/// Scopes of which one opens what is read.
pub const READ_SCOPES: &[&str] = &[IDS_READ, CORE_READ, SENSITIVE_READ, ENTERPRISE_READ, SAP_READ];
/// The scope without which no user is created or replaced.
pub const WRITE_SCOPES: &[&str] = &[WRITE];
/// Scopes of which one opens what is patched.
pub const PATCH_SCOPES: &[&str] = &[WRITE, EXTERNAL_ID_WRITE, VERIFIED_WRITE, SAP_WRITE];

/// What type of value an attribute has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// A moment or a day.
    Moment,
    /// The URL of a resource.
    Reference,
    /// Parts of its own.
    Complex,
}

/// An attribute of a user.
#[derive(Debug, Clone, Copy)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub description: &'static str,
    /// What type of value it has.
    pub kind: Kind,
    /// Whether it has any number of values.
    pub is_many: bool,
    /// Whether it has to be there.
    pub is_required: bool,
    /// Whether only the service writes it.
    pub is_read_only: bool,
    /// Whether it never changes once it is there.
    pub is_immutable: bool,
    /// Whether case counts in it.
    pub is_exact: bool,
    /// Whether v4.1 answers it only where it is asked for.
    pub on_request: bool,
    /// Who else may not have it.
    pub uniqueness: &'static str,
    /// The values that it can have, where they are few.
    pub values: &'static [&'static str],
    /// Its parts.
    pub parts: &'static [Attribute],
    /// Scopes of which one is needed to read it.
    pub read: &'static [&'static str],
    /// The scope that is needed to write it.
    pub write: &'static str,
}

impl Attribute {
    const fn new(name: &'static str, kind: Kind, description: &'static str) -> Self {
        Self {
            name,
            description,
            kind,
            is_many: false,
            is_required: false,
            is_read_only: false,
            is_immutable: false,
            is_exact: false,
            on_request: false,
            uniqueness: "none",
            values: &[],
            parts: &[],
            read: &[CORE_READ],
            write: WRITE,
        }
    }

    const fn text(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Kind::Text, description)
    }

    const fn flag(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Kind::Boolean, description)
    }

    const fn complex(name: &'static str, parts: &'static [Self], description: &'static str) -> Self {
        Self { parts, ..Self::new(name, Kind::Complex, description) }
    }

    const fn many(self) -> Self {
        Self { is_many: true, ..self }
    }

    const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    const fn read_only(self) -> Self {
        Self { is_read_only: true, ..self }
    }

    const fn exact(self) -> Self {
        Self { is_exact: true, ..self }
    }

    const fn on_request(self) -> Self {
        Self { on_request: true, ..self }
    }

    const fn unique(self, uniqueness: &'static str) -> Self {
        Self { uniqueness, ..self }
    }

    const fn one_of(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }

    const fn read_by(self, read: &'static [&'static str]) -> Self {
        Self { read, ..self }
    }

    const fn written_by(self, write: &'static str) -> Self {
        Self { write, ..self }
    }

    /// Its part of this name, in any case.
    pub fn part(&self, name: &str) -> Option<&'static Self> {
        self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name))
    }
}

/// A schema.
#[derive(Debug)]
pub struct Schema {
    /// Its URN.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// The attributes that it gives users.
    pub attributes: &'static [Attribute],
}

/// Every schema; the first is that of users, the others extend it.
pub const SCHEMAS: &[Schema] = &[
    Schema { id: CORE, name: "User", description: "A user of SAP Concur", attributes: CORE_ATTRIBUTES },
    Schema {
        id: ENTERPRISE,
        name: "EnterpriseUser",
        description: "What the company knows of a user",
        attributes: ENTERPRISE_ATTRIBUTES,
    },
    Schema { id: SAP, name: "SapUser", description: "What SAP's services know of a user", attributes: SAP_ATTRIBUTES },
];

use crate::core::profile as kinds;

const A_PLACE: [Attribute; 5] = [
    Attribute::text("country", "ISO 3166-1, two letters"),
    Attribute::text("locality", "The city"),
    Attribute::text("postalCode", "The postal code"),
    Attribute::text("region", "The state or region"),
    Attribute::text("streetAddress", "Street and number"),
];

const CORE_ATTRIBUTES: &[Attribute] = &[
    Attribute::text("id", "The user's UUID").read_only().exact().unique("global").read_by(&[IDS_READ, CORE_READ]),
    Attribute::text("userName", "The login, an e-mail address").required().unique("global").read_by(&[IDS_READ]),
    Attribute::text("externalId", "What the provisioning system calls him")
        .unique("server")
        .read_by(&[IDS_READ])
        .written_by(EXTERNAL_ID_WRITE),
    Attribute::flag("active", "Whether he may log in").required(),
    Attribute::complex(
        "name",
        &[
            Attribute::text("academicTitle", "An academic title"),
            Attribute::text("familyName", "The family name").required(),
            Attribute::text("familyNamePrefix", "What goes before the family name"),
            Attribute::text("formatted", "Family, given and middle name").read_only(),
            Attribute::text("givenName", "The given name").required(),
            Attribute::text("honorificPrefix", "What goes before the name"),
            Attribute::text("honorificSuffix", "What goes behind the name"),
            Attribute::text("legalName", "The name by law").read_only(),
            Attribute::text("middleInitial", "The letter of the middle name"),
            Attribute::text("middleName", "The names between given and family name"),
        ],
        "His name",
    )
    .required(),
    Attribute::text("displayName", "Nickname or given name, and family name").read_only(),
    Attribute::text("nickName", "What he likes to be called"),
    Attribute::text("title", "His job title"),
    Attribute::text("preferredLanguage", "His language"),
    Attribute::text("timezone", "His time zone, as the Olson database names it"),
    Attribute::new("dateOfBirth", Kind::Moment, "His date of birth").read_by(&[SENSITIVE_READ]),
    Attribute::complex(
        "emails",
        &[
            Attribute::text("value", "The address").required(),
            Attribute::text("type", "What it is for").one_of(kinds::EmailKind::NAMES),
            Attribute::flag("notifications", "Whether notifications are sent there"),
            Attribute::flag("verified", "Whether it is known to be his").written_by(VERIFIED_WRITE),
        ],
        "E-mail addresses, one of a type",
    )
    .many()
    .required()
    .read_by(&[SENSITIVE_READ]),
    Attribute::complex(
        "phoneNumbers",
        &[
            Attribute::text("value", "The number").required(),
            Attribute::text("type", "What it is for").one_of(kinds::PhoneKind::NAMES),
            Attribute::text("display", "The number, as people read it"),
            Attribute::flag("notifications", "Whether notifications are sent there; of mobiles"),
            Attribute::flag("primary", "Whether it is the one to call first; of one mobile"),
        ],
        "Phone numbers, one of a type but for mobiles",
    )
    .many()
    .read_by(&[SENSITIVE_READ]),
    Attribute::complex(
        "addresses",
        &[
            A_PLACE[0],
            A_PLACE[1],
            A_PLACE[2],
            A_PLACE[3],
            A_PLACE[4],
            Attribute::text("type", "What it is for").one_of(kinds::AddressKind::NAMES),
        ],
        "Postal addresses, one of a type",
    )
    .many()
    .read_by(&[SENSITIVE_READ]),
    Attribute::complex(
        "emergencyContacts",
        &[
            Attribute::text("name", "Who it is").required(),
            Attribute::text("relationship", "What he is to the user").required().one_of(kinds::Relationship::NAMES),
            Attribute::text("emails", "His e-mail addresses").many(),
            Attribute::text("phones", "His phone numbers").many(),
            A_PLACE[0],
            A_PLACE[1],
            A_PLACE[2],
            A_PLACE[3],
            A_PLACE[4],
        ],
        "Whom to call if something happens to him, one at most",
    )
    .many()
    .read_by(&[SENSITIVE_READ]),
    Attribute::text("entitlements", "Features that are enabled for him")
        .many()
        .on_request()
        .one_of(kinds::Entitlement::NAMES)
        .read_by(&[ENTERPRISE_READ]),
    Attribute::complex(
        "localeOverrides",
        &[
            Attribute::text("preference24Hour", "How times are written"),
            Attribute::text("preferenceCurrencySymbolLocation", "Where the sign of a currency stands"),
            Attribute::text("preferenceDateFormat", "How days are written"),
            Attribute::text("preferenceDefaultCalView", "What of a calendar is shown"),
            Attribute::text("preferenceDistance", "What distances are measured in"),
            Attribute::new("preferenceEndDayViewHour", Kind::Integer, "When a day ends"),
            Attribute::text("preferenceFirstDayOfWeek", "When a week begins"),
            Attribute::text("preferenceHourMinuteSeparator", "What stands between hours and minutes"),
            Attribute::text("preferenceNegativeCurrencyFormat", "How debts are written"),
            Attribute::text("preferenceNegativeNumberFormat", "How negative numbers are written"),
            Attribute::text("preferenceNumberFormat", "How numbers are written"),
            Attribute::new("preferenceStartDayViewHour", Kind::Integer, "When a day begins"),
        ],
        "How he likes things to be written",
    )
    .read_only(),
    Attribute::complex(
        "meta",
        &[
            Attribute::text("resourceType", "User").exact(),
            Attribute::new("created", Kind::Moment, "When he was created"),
            Attribute::new("lastModified", Kind::Moment, "When he was last changed"),
            Attribute::new("location", Kind::Reference, "His URL").exact(),
            Attribute::new("version", Kind::Integer, "How often he was changed"),
        ],
        "Of the resource",
    )
    .read_only(),
];

const ENTERPRISE_ATTRIBUTES: &[Attribute] = &[
    Attribute { is_immutable: true, ..enterprise("companyId", "The company's UUID").required() },
    enterprise("employeeNumber", "The number that the company gave him").unique("server"),
    enterprise("costCenter", "His cost center"),
    enterprise("department", "His department"),
    enterprise("division", "His division"),
    enterprise("organization", "The company's name").read_only(),
    Attribute { kind: Kind::Moment, ..enterprise("startDate", "His first day") },
    Attribute { kind: Kind::Moment, ..enterprise("terminationDate", "His last day") },
    Attribute::complex(
        "manager",
        &[
            Attribute::text("value", "The manager's UUID").required().exact(),
            Attribute::text("displayName", "The manager's name").read_only().on_request(),
            Attribute::text("employeeNumber", "The manager's number").read_only(),
            Attribute::new("$ref", Kind::Reference, "The manager's URL").read_only().on_request().exact(),
        ],
        "Who approves for him",
    )
    .read_by(&[ENTERPRISE_READ]),
    Attribute::complex(
        "leavesOfAbsence",
        &[
            Attribute::new("startDate", Kind::Moment, "The first day").required(),
            Attribute::new("endDate", Kind::Moment, "The last day"),
            Attribute::text("type", "Whether he wanted it").one_of(kinds::LeaveKind::NAMES),
        ],
        "When he is away",
    )
    .many()
    .read_by(&[ENTERPRISE_READ]),
];

const SAP_ATTRIBUTES: &[Attribute] =
    &[Attribute::text("userUuid", "His SAP Global ID").unique("global").read_by(&[SAP_READ]).written_by(SAP_WRITE)];

const fn enterprise(name: &'static str, description: &'static str) -> Attribute {
    Attribute::text(name, description).read_by(&[ENTERPRISE_READ])
}

/// An attribute that a name leads to.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// The schema it is of.
    pub schema: &'static Schema,
    /// The attribute.
    pub attribute: &'static Attribute,
    /// The part of it that is meant.
    pub part: Option<&'static Attribute>,
}

impl Found {
    /// The attribute of this name. One of an extension is found without the extension's URN, too, as the pages' examples write it.
    pub fn by_path(path: &AttributePath) -> Option<Self> {
        let named = |schema: &&Schema| path.schema.as_ref().is_none_or(|urn| schema.id.eq_ignore_ascii_case(urn));
        SCHEMAS.iter().filter(named).find_map(|schema| {
            let attribute = schema.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(&path.attribute))?;
            let part = path.sub_attribute.as_ref().map(|name| attribute.part(name));
            match part {
                Some(None) => None,
                part => Some(Self { schema, attribute, part: part.flatten() }),
            }
        })
    }

    /// The attribute of this name, as text.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::by_path(&AttributePath::parse(name)?)
    }

    /// What it leads to in the end.
    pub fn last(&self) -> &'static Attribute {
        self.part.unwrap_or(self.attribute)
    }

    /// The scope that is needed to write it.
    pub fn write_scope(&self) -> &'static str {
        self.last().write
    }

    /// Whether it, or what it is part of, is the service's to write.
    pub fn is_read_only(&self) -> bool {
        self.attribute.is_read_only || self.last().is_read_only
    }

    /// The object of a user's JSON that holds the attribute: the user himself, or one of his extensions.
    pub fn extension(&self) -> Option<&'static str> {
        (self.schema.id != CORE).then_some(self.schema.id)
    }
}
