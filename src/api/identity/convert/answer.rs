//! From core to the family's wire.

use std::sync::Arc;

use chrono::{NaiveDateTime, SecondsFormat};

use super::super::attributes::{CORE, ENTERPRISE, SAP};
use super::super::wire;
use crate::core::company::Company;
use crate::core::profile::{
    Address, Email, EmergencyContact, Employment, Leave, NameParts, PhoneNumber, Place, Profile,
};
use crate::core::user::User;

/// What an answer shows of a user's surroundings.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// His company.
    pub company: Arc<Company>,
    /// His manager, where he has one.
    pub manager: Option<Arc<User>>,
    /// The URL of users, without a slash at the end.
    pub users_url: Arc<str>,
}

/// A user.
pub fn user(user: &User, around: &Surroundings) -> wire::User {
    let User {
        id,
        login,
        employee_id,
        first_name,
        last_name,
        manager: _,
        roles: _,
        delegates: _,
        group: _,
        profile,
        spend: _,
    } = user;
    let Profile {
        active,
        external_id,
        name,
        nick_name,
        title,
        date_of_birth,
        preferred_language,
        timezone,
        emails,
        phone_numbers,
        addresses,
        emergency_contact,
        entitlements,
        employment,
        sap_id,
        created_at,
        modified_at,
        version,
    } = profile;
    wire::User {
        schemas: [CORE, ENTERPRISE, SAP].map(str::to_owned).to_vec(),
        id: id.to_string(),
        external_id: external_id.clone(),
        user_name: login.clone(),
        active: *active,
        name: full_name(first_name, last_name, name),
        display_name: display_name(user),
        nick_name: nick_name.clone(),
        title: title.clone(),
        date_of_birth: date_of_birth.map(|day| day.to_string()),
        preferred_language: preferred_language.clone(),
        timezone: timezone.clone(),
        emails: emails.iter().map(email).collect(),
        phone_numbers: phone_numbers.iter().map(phone_number).collect(),
        addresses: addresses.iter().map(address).collect(),
        emergency_contacts: emergency_contact.as_ref().map(|contact| vec![emergency(contact)]),
        entitlements: entitlements.iter().map(|entitlement| entitlement.name().to_owned()).collect(),
        locale_overrides: LOCALE_OVERRIDES,
        meta: wire::Meta {
            resource_type: "User",
            created: created_at.to_rfc3339_opts(SecondsFormat::Micros, true),
            last_modified: modified_at.to_rfc3339_opts(SecondsFormat::Micros, true),
            version: *version,
            location: format!("{}/{id}", around.users_url),
            status_url: None,
            provision_id: None,
        },
        enterprise: enterprise(employee_id, employment, around),
        sap: sap_id.map(|id| wire::SapUser { user_uuid: id.to_string() }),
    }
}

/// What everybody begins with, as the page's examples show it.
const LOCALE_OVERRIDES: wire::LocaleOverrides = wire::LocaleOverrides {
    preference_end_day_view_hour: 20,
    preference_first_day_of_week: "Sunday",
    preference_date_format: "mm/dd/yyyy",
    preference_currency_symbol_location: "BeforeAmount",
    preference_hour_minute_separator: ":",
    preference_distance: "mile",
    preference_default_cal_view: "month",
    preference_24_hour: "H:mm AM/PM",
    preference_number_format: "1,000.00",
    preference_start_day_view_hour: 8,
    preference_negative_currency_format: None,
    preference_negative_number_format: None,
};

/// Nickname or given name, and family name.
fn display_name(user: &User) -> String {
    let first = user.profile.nick_name.as_deref().filter(|name| !name.is_empty()).unwrap_or(&user.first_name);
    format!("{first} {}", user.last_name)
}

fn full_name(first_name: &str, last_name: &str, parts: &NameParts) -> wire::Name {
    let NameParts {
        academic_title,
        family_name_prefix,
        honorific_prefix,
        honorific_suffix,
        middle_initial,
        middle_name,
    } = parts.clone();
    wire::Name {
        // The examples have the space behind the given name where there is no middle name, too.
        formatted: format!("{last_name}, {first_name} {}", middle_name.as_deref().unwrap_or_default()),
        academic_title,
        family_name: last_name.to_owned(),
        family_name_prefix,
        given_name: first_name.to_owned(),
        honorific_prefix,
        honorific_suffix,
        middle_initial,
        middle_name,
    }
}

fn email(email: &Email) -> wire::Email {
    let Email { kind, value, notifications, verified } = email;
    wire::Email { verified: *verified, kind: kind.name(), value: value.clone(), notifications: *notifications }
}

fn phone_number(phone: &PhoneNumber) -> wire::PhoneNumber {
    let PhoneNumber { kind, value, display, notifications, primary } = phone.clone();
    wire::PhoneNumber { display, notifications, primary, kind: kind.name(), value }
}

fn address(address: &Address) -> wire::Address {
    let Address { kind, place: Place { country, locality, postal_code, region, street_address } } = address.clone();
    wire::Address { kind: kind.name(), country, locality, postal_code, region, street_address }
}

fn emergency(contact: &EmergencyContact) -> wire::EmergencyContact {
    let EmergencyContact { name, relationship, emails, phones, place } = contact.clone();
    let Place { country, locality, postal_code, region, street_address } = place;
    wire::EmergencyContact {
        name,
        relationship: relationship.name(),
        emails,
        phones,
        country,
        locality,
        postal_code,
        region,
        street_address,
    }
}

fn enterprise(employee_id: &str, employment: &Employment, around: &Surroundings) -> wire::EnterpriseUser {
    let Employment { cost_center, department, division, start_date, termination_date, leaves } = employment;
    wire::EnterpriseUser {
        company_id: around.company.id.to_string(),
        employee_number: employee_id.to_owned(),
        organization: around.company.name.clone(),
        cost_center: cost_center.clone(),
        department: department.clone(),
        division: division.clone(),
        // Everybody has a first day since the rules give one to whoever comes without.
        start_date: start_date.map(moment).unwrap_or_default(),
        termination_date: termination_date.map(moment),
        manager: around.manager.as_ref().map(|manager| wire::Manager {
            value: manager.id.to_string(),
            display_name: Some(display_name(manager)),
            employee_number: Some(manager.employee_id.clone()),
            reference: format!("{}/{}", around.users_url, manager.id),
        }),
        leaves_of_absence: leaves.iter().map(leave).collect(),
    }
}

fn leave(leave: &Leave) -> wire::Leave {
    let Leave { start, end, kind } = leave;
    wire::Leave {
        start_date: start.to_string(),
        end_date: end.map(|day| day.to_string()),
        kind: kind.map(|kind| kind.name()),
    }
}

fn moment(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S%.3f").to_string()
}

/// The company, where it asks who it is.
pub fn company(company: &Company) -> wire::Company {
    wire::Company {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:Company"],
        id: company.id.to_string(),
        name: company.name.clone(),
        meta: wire::CompanyMeta { resource_type: "Company" },
    }
}
