//! What may be known of a user: lengths, numbers of things, and what goes together.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use super::Person;
use crate::core::Timestamp;
use crate::core::profile::{Email, Employment, PhoneKind, PhoneNumber, Place, Profile};
use crate::core::rejection::Fault;

/// What no login has, as the page lists it.
const NOT_IN_LOGINS: &str = "%[#!*&()~'{^}\\/?><,;:\"+=]|";

const LONGEST_LOGIN: usize = 128;
const LONGEST_ADDRESS: usize = 255;
const LONGEST_NUMBER: usize = 64;
const MOST_PHONES: usize = 50;
const MOST_OF_A_CONTACT: usize = 10;
const MOST_LEAVES: usize = 100;

/// A moment without what is below the minute.
pub(super) fn to_the_minute(moment: Timestamp) -> NaiveDateTime {
    let moment = moment.naive_utc();
    moment.with_second(0).and_then(|moment| moment.with_nanosecond(0)).unwrap_or(moment)
}

/// Everything that is wrong with a person by himself.
pub(super) fn faults(person: &Person, today: NaiveDate) -> Vec<Fault> {
    let mut checker = Checker(Vec::new());
    let Person { login, employee_id, first_name, last_name, manager: _, profile } = person;
    checker.login(login);
    checker.some("name.givenName", first_name, 32);
    checker.some("name.familyName", last_name, 32);
    checker.text("employeeNumber", employee_id.as_deref(), 48);
    checker.profile(profile, today);
    checker.0
}

struct Checker(Vec<Fault>);

impl Checker {
    fn refuse(&mut self, field: &str, why: impl Into<String>) {
        self.0.push(Fault::new(field, why));
    }

    /// A text that has to be there.
    fn some(&mut self, field: &str, text: &str, longest: usize) {
        if text.trim().is_empty() {
            self.refuse(field, "is empty");
        }
        self.text(field, Some(text), longest);
    }

    /// A text that may be there.
    fn text(&mut self, field: &str, text: Option<&str>, longest: usize) {
        if text.is_some_and(|text| text.chars().count() > longest) {
            self.refuse(field, format!("exceeds maximum length of {longest} characters"));
        }
        if text.is_some_and(|text| text.contains('\0')) {
            self.refuse(field, "has a character that no text has");
        }
    }

    fn login(&mut self, login: &str) {
        self.some("userName", login, LONGEST_LOGIN);
        let parts = login.split_once('@').filter(|(user, domain)| !user.is_empty() && !domain.is_empty());
        if parts.is_none() {
            self.refuse("userName", "is not of the form user@domain");
        }
        if let Some(character) = login.chars().find(|c| NOT_IN_LOGINS.contains(*c)) {
            self.refuse("userName", format!("has the character {character}, which no user name has"));
        }
    }

    fn profile(&mut self, profile: &Profile, today: NaiveDate) {
        let name = &profile.name;
        for (field, text, longest) in [
            ("externalId", &profile.external_id, 255),
            ("name.academicTitle", &name.academic_title, 60),
            ("name.familyNamePrefix", &name.family_name_prefix, 28),
            ("name.honorificPrefix", &name.honorific_prefix, 60),
            ("name.honorificSuffix", &name.honorific_suffix, 60),
            ("name.middleInitial", &name.middle_initial, 1),
            ("name.middleName", &name.middle_name, 60),
            ("nickName", &profile.nick_name, 60),
            ("title", &profile.title, 255),
        ] {
            self.text(field, text.as_deref(), longest);
        }
        if let Some(born) = profile.date_of_birth {
            let is_possible = day(1900, 1, 1).is_none_or(|first| born >= first) && born <= today;
            if !is_possible {
                self.refuse("dateOfBirth", "is not between 1900-01-01 and today");
            }
        }
        self.tag("preferredLanguage", &profile.preferred_language, "a language such as en-US");
        self.tag("timezone", &profile.timezone, "a time zone such as America/New_York");
        self.emails(&profile.emails);
        self.phones(&profile.phone_numbers);
        self.one_of_a_kind("addresses", profile.addresses.iter().map(|address| address.kind.name()));
        profile.addresses.iter().for_each(|address| self.place("addresses", &address.place));
        if let Some(contact) = &profile.emergency_contact {
            self.some("emergencyContacts.name", &contact.name, 255);
            self.few("emergencyContacts.emails", &contact.emails, LONGEST_ADDRESS);
            self.few("emergencyContacts.phones", &contact.phones, LONGEST_NUMBER);
            self.place("emergencyContacts", &contact.place);
        }
        self.one_of_a_kind("entitlements", profile.entitlements.iter().map(|entitlement| entitlement.name()));
        self.employment(&profile.employment);
    }

    /// A short name of letters, digits and what joins them.
    fn tag(&mut self, field: &str, tag: &str, expected: &str) {
        let of_tags = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '+');
        if tag.is_empty() || tag.len() > 64 || !tag.chars().all(of_tags) {
            self.refuse(field, format!("is not {expected}"));
        }
    }

    fn emails(&mut self, emails: &[Email]) {
        if emails.is_empty() {
            self.refuse("emails", "at least one is required");
        }
        self.one_of_a_kind("emails", emails.iter().map(|email| email.kind.name()));
        for email in emails {
            self.some("emails.value", &email.value, LONGEST_ADDRESS);
            if !email.value.contains('@') {
                self.refuse("emails.value", "is not an e-mail address");
            }
        }
    }

    fn phones(&mut self, phones: &[PhoneNumber]) {
        let others = phones.iter().filter(|phone| phone.kind != PhoneKind::Mobile);
        self.one_of_a_kind("phoneNumbers", others.map(|phone| phone.kind.name()));
        if phones.len() > MOST_PHONES {
            self.refuse("phoneNumbers", format!("are more than {MOST_PHONES}"));
        }
        for phone in phones {
            self.some("phoneNumbers.value", &phone.value, LONGEST_NUMBER);
            self.text("phoneNumbers.display", phone.display.as_deref(), LONGEST_NUMBER);
            if phone.primary == Some(true) && phone.kind != PhoneKind::Mobile {
                self.refuse("phoneNumbers.primary", "is for mobile numbers only");
            }
        }
        if phones.iter().filter(|phone| phone.primary == Some(true)).count() > 1 {
            self.refuse("phoneNumbers.primary", "is true of more than one number");
        }
    }

    /// A few texts.
    fn few(&mut self, field: &str, texts: &[String], longest: usize) {
        if texts.len() > MOST_OF_A_CONTACT {
            self.refuse(field, format!("are more than {MOST_OF_A_CONTACT}"));
        }
        texts.iter().for_each(|text| self.some(field, text, longest));
    }

    fn place(&mut self, field: &str, place: &Place) {
        let Place { country, locality, postal_code, region, street_address } = place;
        for (part, text, longest) in [
            ("locality", locality, 30),
            ("postalCode", postal_code, 20),
            ("region", region, 30),
            ("streetAddress", street_address, 255),
        ] {
            self.text(&format!("{field}.{part}"), text.as_deref(), longest);
        }
        let is_code = |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
        if country.as_ref().is_some_and(|country| !is_code(country)) {
            self.refuse(&format!("{field}.country"), "is not a country code of two letters");
        }
    }

    fn one_of_a_kind<'a>(&mut self, field: &str, mut kinds: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        if let Some(kind) = kinds.find(|kind| !seen.insert(*kind)) {
            self.refuse(field, format!("more than one is of type {kind}"));
        }
    }

    fn employment(&mut self, employment: &Employment) {
        let Employment { cost_center, department, division, start_date, termination_date, leaves } = employment;
        for (field, text, longest) in
            [("costCenter", cost_center, 25), ("department", department, 48), ("division", division, 48)]
        {
            self.text(field, text.as_deref(), longest);
        }
        for (field, moment) in [("startDate", start_date), ("terminationDate", termination_date)] {
            let is_far = |moment: &NaiveDateTime| {
                let (first, last) = (day(1900, 1, 1), day(2079, 6, 6));
                first.is_some_and(|first| moment.date() < first) || last.is_some_and(|last| moment.date() > last)
            };
            if moment.as_ref().is_some_and(is_far) {
                self.refuse(field, "is not between 1900-01-01 and 2079-06-06");
            }
        }
        if leaves.len() > MOST_LEAVES {
            self.refuse("leavesOfAbsence", format!("are more than {MOST_LEAVES}"));
        }
        if leaves.iter().any(|leave| leave.end.is_some_and(|end| end < leave.start)) {
            self.refuse("leavesOfAbsence.endDate", "is before startDate");
        }
    }
}

const fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}
