//! From the family's wire to core.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime};
use uuid::Uuid;

use super::super::wire;
use crate::api::json::Object;
use crate::core::ids::{CompanyId, UserId};
use crate::core::profile::{
    Address, AddressKind, DEFAULT_LANGUAGE, DEFAULT_TIMEZONE, Email, EmailKind, EmergencyContact, Employment,
    Entitlement, Leave, LeaveKind, NameParts, PhoneKind, PhoneNumber, Place, Profile, Relationship,
};
use crate::core::registry::users::Person;
use crate::core::rejection::{Body, Fault};
use crate::core::user::User;

/// What of a user a token may write, by its scopes. What it may not write stays as it is.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    /// `externalId`
    pub external_id: bool,
    /// `emails.verified`
    pub verified: bool,
    /// The SAP Global ID.
    pub sap: bool,
}

/// Who somebody is to be; `before` is who he is, where he is.
pub fn person(new: wire::NewUser, company: CompanyId, before: Option<&User>, may: Allowance) -> Body<Person> {
    let mut reader = Reader::default();
    let wire::NewUser {
        user_name,
        external_id,
        active,
        name,
        nick_name,
        title,
        date_of_birth,
        preferred_language,
        timezone,
        emails,
        phone_numbers,
        addresses,
        emergency_contacts,
        entitlements,
        enterprise,
        sap,
    } = new;
    let known = before.map(|user| &user.profile);
    let external_id = external_id.filter(|id| !id.is_empty());
    let sap_id = sap.and_then(|wire::NewSapUser { user_uuid }| user_uuid);
    let sap_id = reader.read("userUuid", sap_id, "a UUID", |text| Uuid::try_parse(text).ok());
    let wire::NewName {
        academic_title,
        family_name,
        family_name_prefix,
        given_name,
        honorific_prefix,
        honorific_suffix,
        middle_initial,
        middle_name,
    } = name;
    let (employee_id, manager, employment) = reader.enterprise(enterprise, company);
    let name = NameParts {
        academic_title,
        family_name_prefix,
        honorific_prefix,
        honorific_suffix,
        middle_initial,
        middle_name,
    };
    let profile = Profile {
        active,
        external_id: if may.external_id { external_id } else { known.and_then(|known| known.external_id.clone()) },
        name,
        nick_name,
        title,
        date_of_birth: reader.read("dateOfBirth", date_of_birth, "a day such as 1990-12-31", day),
        preferred_language: preferred_language.unwrap_or_else(|| DEFAULT_LANGUAGE.to_owned()),
        timezone: timezone.unwrap_or_else(|| DEFAULT_TIMEZONE.to_owned()),
        emails: reader.emails(emails, known, may),
        phone_numbers: reader.phones(phone_numbers),
        addresses: reader.addresses(addresses),
        emergency_contact: reader.emergency(emergency_contacts),
        entitlements: reader.entitlements(entitlements),
        employment,
        sap_id: if may.sap { sap_id } else { known.and_then(|known| known.sap_id) },
        ..Profile::default()
    };
    let (first_name, last_name) = (given_name, family_name);
    let person = Person { login: user_name, employee_id, first_name, last_name, manager, profile };
    if reader.faults.is_empty() { Ok(person) } else { Err(reader.faults) }
}

/// Reads texts, and keeps what is wrong with them.
#[derive(Default)]
struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    /// A value of a text that may be there.
    fn read<T>(
        &mut self,
        field: &str,
        text: Option<String>,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = text?;
        let value = read(&text);
        if value.is_none() {
            self.faults.push(Fault::new(field, format!("{text:?} is not {expected}")));
        }
        value
    }

    /// One of a few names.
    fn named<T>(&mut self, field: &str, name: Option<String>, of: fn(&str) -> Option<T>, names: &[&str]) -> Option<T> {
        self.read(field, name, &format!("one of {}", names.join(", ")), of)
    }

    fn enterprise(
        &mut self,
        enterprise: wire::NewEnterpriseUser,
        company: CompanyId,
    ) -> (Option<String>, Option<UserId>, Employment) {
        let wire::NewEnterpriseUser {
            company_id,
            employee_number,
            cost_center,
            department,
            division,
            start_date,
            termination_date,
            manager,
            leaves_of_absence,
        } = enterprise;
        let own = |text: &str| CompanyId::from_str(text).ok().filter(|id| *id == company);
        self.read("companyId", Some(company_id), "the UUID of the company of the token", own);
        let expected = "a moment such as 2026-01-01T00:00:00Z";
        let employment = Employment {
            cost_center,
            department,
            division,
            start_date: self.read("startDate", start_date, expected, moment),
            termination_date: self.read("terminationDate", termination_date, expected, moment),
            leaves: self.leaves(leaves_of_absence),
        };
        let manager = manager.map(|wire::NewManager { value }| value);
        let manager = self.read("manager.value", manager, "a UUID", |text| UserId::from_str(text).ok());
        (employee_number, manager, employment)
    }

    fn leaves(&mut self, leaves: Option<Vec<Object<wire::NewLeave>>>) -> Vec<Leave> {
        let leave = |Object(leave): Object<wire::NewLeave>| {
            let wire::NewLeave { start_date, end_date, kind } = leave;
            let expected = "a day such as 2026-12-31";
            let start = self.read("leavesOfAbsence.startDate", Some(start_date), expected, day);
            let end = self.read("leavesOfAbsence.endDate", end_date, expected, day);
            let kind = self.named("leavesOfAbsence.type", kind, LeaveKind::from_name, LeaveKind::NAMES);
            Some(Leave { start: start?, end, kind })
        };
        leaves.unwrap_or_default().into_iter().filter_map(leave).collect()
    }

    fn emails(&mut self, emails: Vec<Object<wire::NewEmail>>, known: Option<&Profile>, may: Allowance) -> Vec<Email> {
        let email = |Object(email): Object<wire::NewEmail>| {
            let wire::NewEmail { value, kind, notifications, verified } = email;
            let is_verified = known.is_some_and(|known| known.emails.iter().any(|e| e.value == value && e.verified));
            let kind = self.named("emails.type", kind, EmailKind::from_name, EmailKind::NAMES);
            Email {
                kind: kind.unwrap_or(EmailKind::Work),
                notifications: notifications.unwrap_or(false),
                verified: if may.verified { verified.unwrap_or(false) } else { is_verified },
                value,
            }
        };
        emails.into_iter().map(email).collect()
    }

    fn phones(&mut self, phones: Option<Vec<Object<wire::NewPhoneNumber>>>) -> Vec<PhoneNumber> {
        let phone = |Object(phone): Object<wire::NewPhoneNumber>| {
            let wire::NewPhoneNumber { value, kind, display, notifications, primary } = phone;
            let kind = self.named("phoneNumbers.type", kind, PhoneKind::from_name, PhoneKind::NAMES);
            PhoneNumber { kind: kind.unwrap_or(PhoneKind::Work), value, display, notifications, primary }
        };
        phones.unwrap_or_default().into_iter().map(phone).collect()
    }

    fn addresses(&mut self, addresses: Option<Vec<Object<wire::NewAddress>>>) -> Vec<Address> {
        let address = |Object(address): Object<wire::NewAddress>| {
            let wire::NewAddress { kind, country, locality, postal_code, region, street_address } = address;
            let kind = self.named("addresses.type", kind, AddressKind::from_name, AddressKind::NAMES);
            let place = Place { country, locality, postal_code, region, street_address };
            Address { kind: kind.unwrap_or(AddressKind::Work), place }
        };
        addresses.unwrap_or_default().into_iter().map(address).collect()
    }

    fn emergency(&mut self, contacts: Option<Vec<Object<wire::NewEmergencyContact>>>) -> Option<EmergencyContact> {
        let mut contacts = contacts.unwrap_or_default().into_iter();
        let Object(contact) = contacts.next()?;
        if contacts.next().is_some() {
            self.faults.push(Fault::new("emergencyContacts", "are more than one"));
        }
        let wire::NewEmergencyContact {
            name,
            relationship,
            emails,
            phones,
            country,
            locality,
            postal_code,
            region,
            street_address,
        } = contact;
        let field = "emergencyContacts.relationship";
        let relationship = self.named(field, Some(relationship), Relationship::from_name, Relationship::NAMES)?;
        let place = Place { country, locality, postal_code, region, street_address };
        let (emails, phones) = (emails.unwrap_or_default(), phones.unwrap_or_default());
        Some(EmergencyContact { name, relationship, emails, phones, place })
    }

    fn entitlements(&mut self, names: Option<Vec<String>>) -> Vec<Entitlement> {
        let names = names.unwrap_or_default().into_iter();
        let known = Entitlement::NAMES;
        names.filter_map(|name| self.named("entitlements", Some(name), Entitlement::from_name, known)).collect()
    }
}

/// A day as it is written, and no other way: the library reads years of five digits, too.
fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10)
}

/// A moment, in whatever time zone it names; a day is its midnight.
fn moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let read = |format| NaiveDateTime::parse_from_str(text, format).ok().filter(|_| text.len() >= 19);
    let with_zone = || chrono::DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.naive_local());
    read("%Y-%m-%dT%H:%M:%S%.f")
        .filter(|_| text.starts_with(|c: char| c.is_ascii_digit()))
        .or_else(with_zone)
        .or_else(|| day(text).and_then(|day| day.and_hms_opt(0, 0, 0)))
}
