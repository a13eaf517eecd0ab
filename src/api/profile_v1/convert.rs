//! From core to the family's wire.

use super::wire;
use crate::core::Timestamp;
use crate::core::company::Company;
use crate::core::profile::{Address, AddressKind, Email, EmailKind, Place};
use crate::core::user::User;

/// A user.
pub fn user(user: &User, company: &Company) -> wire::ProfileUser {
    let profile = &user.profile;
    let first_name = profile.nick_name.as_ref().unwrap_or(&user.first_name);
    wire::ProfileUser {
        active: profile.active,
        id: user.id.to_string(),
        user_type: "Enterprise",
        name: wire::ProfileName {
            family_name: user.last_name.clone(),
            given_name: user.first_name.clone(),
            middle_name: profile.name.middle_name.clone(),
        },
        display_name: format!("{first_name} {}", user.last_name),
        meta: wire::UserMeta {
            created: moment(profile.created_at),
            last_modified: moment(profile.modified_at),
            principal_type: "user",
            resource_type: "EnterpriseUser",
        },
        preferred_language: profile.preferred_language.clone(),
        date_of_birth: profile.date_of_birth.map(|day| day.to_string()),
        schemas: ["com:concur:User:1.0", "com:concur:Employee:1.0"],
        emails: profile.emails.iter().map(email).collect(),
        addresses: profile.addresses.iter().map(address).collect(),
        employee: wire::Employee {
            company_uuid: company.id.to_string(),
            employee_id: user.employee_id.clone(),
            job_title: profile.title.clone().unwrap_or_default(),
            manager_id: user.manager.map(|manager| manager.to_string()),
        },
    }
}

fn moment(moment: Timestamp) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S%.3f").to_string()
}

fn email(email: &Email) -> wire::ProfileEmail {
    let Email { kind, value, notifications, verified } = email;
    let kind = match kind {
        EmailKind::Work => "Business",
        EmailKind::Work2 => "Business2",
        EmailKind::Home => "Personal",
        EmailKind::Other => "Other",
        EmailKind::Other2 => "Other2",
    };
    wire::ProfileEmail { value: value.clone(), kind, notifications: *notifications, verified: *verified }
}

fn address(address: &Address) -> wire::ProfileAddress {
    let Address { kind, place } = address;
    let Place { country, locality, postal_code, region, street_address } = place.clone();
    let kind = match kind {
        AddressKind::Work => "Work",
        AddressKind::Home => "Home",
        AddressKind::Other | AddressKind::Billing | AddressKind::Bank | AddressKind::Shipping => "Other",
    };
    wire::ProfileAddress { kind, street_address, locality, region, postal_code, country }
}

/// The company, which has the Professional Edition.
pub fn company(company: &Company) -> wire::ProfileCompany {
    wire::ProfileCompany {
        id: company.id.to_string(),
        schemas: ["com:concur:Expense:0.1"],
        name: company.name.clone(),
        meta: wire::PrincipalMeta { principal_type: "company" },
        expense: wire::Edition { offering_code: "CES", marketing_name: "CTE" },
    }
}
