//! The attributes of a user, each with what it is: what `Schemas` tells, what filters may compare, what a patch may write, and which
//! scopes open it.

mod spend;
mod tables;

pub use self::spend::{
    APPROVER, DELEGATE, INVOICE_PREFERENCE, PAYROLL, ROLE, SPEND_READ, SPEND_SCHEMAS, SPEND_USER, SPEND_WRITE,
};
use self::tables::{CORE_ATTRIBUTES, ENTERPRISE_ATTRIBUTES, SAP_ATTRIBUTES};
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
    /// The attribute of this name among those of some schemas. One of an extension is found without the extension's URN, too, as the
    /// pages' examples write it.
    pub fn by_path(schemas: &'static [Schema], path: &AttributePath) -> Option<Self> {
        let named = |schema: &&Schema| path.schema.as_ref().is_none_or(|urn| schema.id.eq_ignore_ascii_case(urn));
        schemas.iter().filter(named).find_map(|schema| {
            let attribute = schema.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(&path.attribute))?;
            let part = path.sub_attribute.as_ref().map(|name| attribute.part(name));
            match part {
                Some(None) => None,
                part => Some(Self { schema, attribute, part: part.flatten() }),
            }
        })
    }

    /// The attribute of this name, as text.
    pub fn by_name(schemas: &'static [Schema], name: &str) -> Option<Self> {
        Self::by_path(schemas, &AttributePath::parse(name)?)
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
