//! What subscribers are told of users: who came, changed or went, and which attributes changed.

use super::news::{Announcement, Matter};
use crate::core::profile::{Employment, NameParts, Profile};
use crate::core::registry::CompanyChange;
use crate::core::user::User;
use crate::tenant::store::CompanyRecord;

/// What the names of an enterprise's attributes begin with.
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const SAP: &str = "urn:ietf:params:scim:schemas:extension:sap:2.0:User";

/// What is told of a change; nothing, where it is none of a user.
pub(super) fn announcement(record: &CompanyRecord) -> Option<Announcement> {
    let matter = match &record.event.change {
        CompanyChange::UserAdded(user) => Matter::IdentityCreated(user.id),
        CompanyChange::UserChanged { before, after } => {
            let attributes = changed_attributes(before, after);
            // Approvers, roles and delegates are nobody's identity.
            if attributes.is_empty() {
                return None;
            }
            Matter::IdentityUpdated { user: after.id, attributes }
        }
        CompanyChange::UserDeleted(user) => Matter::IdentityDeleted(user.id),
        CompanyChange::ListPut(_)
        | CompanyChange::ListItemPut(_)
        | CompanyChange::ListItemsDeleted(_)
        | CompanyChange::AttendeePut(_)
        | CompanyChange::AttendeeGone(_)
        | CompanyChange::AttendeeTypePut(_)
        | CompanyChange::AttendeeTypeGone(_)
        | CompanyChange::ReceiptPut(_)
        | CompanyChange::ReceiptDeleted(_) => return None,
    };
    Some(Announcement { id: record.id, at: record.event.at, origin: record.origin.clone(), matter })
}

/// The names of the attributes that differ. Of a list, its name alone: the event tells no values.
pub fn changed_attributes(before: &User, after: &User) -> Vec<Box<str>> {
    let mut names = Vec::new();
    let mut compare = |differs: bool, schema: &str, name: &str| {
        if differs {
            names.push(if schema.is_empty() { name.into() } else { format!("{schema}.{name}").into() });
        }
    };
    // Roles, delegates, groups and what is kept for spending are no identity; versions and dates of change are no attributes.
    let User {
        id: _,
        login,
        employee_id,
        first_name,
        last_name,
        manager,
        roles: _,
        delegates: _,
        group: _,
        profile,
        spend: _,
    } = before;
    compare(*login != after.login, "", "userName");
    compare(*first_name != after.first_name, "", "name.givenName");
    compare(*last_name != after.last_name, "", "name.familyName");
    compare(*employee_id != after.employee_id, ENTERPRISE, "employeeNumber");
    compare(*manager != after.manager, ENTERPRISE, "manager");
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
        created_at: _,
        modified_at: _,
        version: _,
    } = profile;
    let now = &after.profile;
    compare(*active != now.active, "", "active");
    compare(*external_id != now.external_id, "", "externalId");
    compare(*nick_name != now.nick_name, "", "nickName");
    compare(*title != now.title, "", "title");
    compare(*date_of_birth != now.date_of_birth, "", "dateOfBirth");
    compare(*preferred_language != now.preferred_language, "", "preferredLanguage");
    compare(*timezone != now.timezone, "", "timezone");
    compare(*emails != now.emails, "", "emails");
    compare(*phone_numbers != now.phone_numbers, "", "phoneNumbers");
    compare(*addresses != now.addresses, "", "addresses");
    compare(*emergency_contact != now.emergency_contact, "", "emergencyContacts");
    compare(*entitlements != now.entitlements, "", "entitlements");
    compare(*sap_id != now.sap_id, SAP, "userUuid");
    let NameParts {
        academic_title,
        family_name_prefix,
        honorific_prefix,
        honorific_suffix,
        middle_initial,
        middle_name,
    } = name;
    compare(*academic_title != now.name.academic_title, "", "name.academicTitle");
    compare(*family_name_prefix != now.name.family_name_prefix, "", "name.familyNamePrefix");
    compare(*honorific_prefix != now.name.honorific_prefix, "", "name.honorificPrefix");
    compare(*honorific_suffix != now.name.honorific_suffix, "", "name.honorificSuffix");
    compare(*middle_initial != now.name.middle_initial, "", "name.middleInitial");
    compare(*middle_name != now.name.middle_name, "", "name.middleName");
    let Employment { cost_center, department, division, start_date, termination_date, leaves } = employment;
    compare(*cost_center != now.employment.cost_center, ENTERPRISE, "costCenter");
    compare(*department != now.employment.department, ENTERPRISE, "department");
    compare(*division != now.employment.division, ENTERPRISE, "division");
    compare(*start_date != now.employment.start_date, ENTERPRISE, "startDate");
    compare(*termination_date != now.employment.termination_date, ENTERPRISE, "terminationDate");
    compare(*leaves != now.employment.leaves, ENTERPRISE, "leavesOfAbsence");
    names
}
