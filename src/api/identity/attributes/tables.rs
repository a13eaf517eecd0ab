//! The attributes of each schema.

use super::{
    Attribute, ENTERPRISE_READ, EXTERNAL_ID_WRITE, IDS_READ, Kind, READ_SCOPES, SAP_READ, SAP_WRITE, SENSITIVE_READ,
    VERIFIED_WRITE,
};
use crate::core::profile as kinds;

const A_PLACE: [Attribute; 5] = [
    Attribute::text("country", "ISO 3166-1, two letters"),
    Attribute::text("locality", "The city"),
    Attribute::text("postalCode", "The postal code"),
    Attribute::text("region", "The state or region"),
    Attribute::text("streetAddress", "Street and number"),
];

pub(super) const CORE_ATTRIBUTES: &[Attribute] = &[
    Attribute::text("id", "The user's UUID").read_only().exact().unique("global").read_by(READ_SCOPES),
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

pub(super) const ENTERPRISE_ATTRIBUTES: &[Attribute] = &[
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

pub(super) const SAP_ATTRIBUTES: &[Attribute] =
    &[Attribute::text("userUuid", "His SAP Global ID").unique("global").read_by(&[SAP_READ]).written_by(SAP_WRITE)];

const fn enterprise(name: &'static str, description: &'static str) -> Attribute {
    Attribute::text(name, description).read_by(&[ENTERPRISE_READ])
}
