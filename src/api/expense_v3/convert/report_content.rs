//! Reports as v3 is sent them, from the wire to core.

use super::check_length;
use crate::api::expense_v3::wire::report_content::{CustomFields, ReportContent};
use crate::core::command::{HeaderPatch, NewReport, Patch};
use crate::core::expense::CustomField;
use crate::core::rejection::{Body, Fault, Rejection};

/// The longest value of a custom field (page `v3.reports`).
const LONGEST_CUSTOM: usize = 48;
/// The longest comment (contract of v3.0).
const LONGEST_COMMENT: usize = 500;

/// A report to be. It gets its owner's default policy, whatever the body says (page `v3.reports`).
pub fn new_report(content: ReportContent, custom: CustomFields) -> Body<NewReport> {
    check(&content, &custom)?;
    let ReportContent { name, purpose, comment, user_defined_date, country, country_subdivision } = content;
    Ok(NewReport {
        name: name.unwrap_or_default(),
        policy: None,
        business_purpose: filled(purpose),
        comment,
        country_code: filled(country),
        country_sub_division_code: filled(country_subdivision),
        report_date: user_defined_date,
        start_date: None,
        end_date: None,
        custom: custom_fields(custom).into_iter().filter(|field| field.value.is_some()).collect(),
    })
}

/// Changes to a header: an empty text clears what may be empty.
pub fn header_patch(content: ReportContent, custom: CustomFields) -> Body<HeaderPatch> {
    check(&content, &custom)?;
    let ReportContent { name, purpose, comment, user_defined_date, country, country_subdivision } = content;
    let custom = custom_fields(custom);
    Ok(HeaderPatch {
        name: name.map_or(Patch::Keep, Patch::Set),
        business_purpose: clearable(purpose),
        comment: comment.map_or(Patch::Keep, Patch::Set),
        country_code: filled(country).map_or(Patch::Keep, Patch::Set),
        country_sub_division_code: clearable(country_subdivision),
        report_date: user_defined_date.map_or(Patch::Keep, Patch::Set),
        custom: if custom.is_empty() { Patch::Keep } else { Patch::Set(custom) },
        ..HeaderPatch::default()
    })
}

/// A refusal that names a report's fields as v3 does; the rules name them as v4 does.
pub fn in_words(rejection: Rejection) -> Rejection {
    let name = |field: String| match field.as_str() {
        "name" => "Name".to_owned(),
        "businessPurpose" => "Purpose".to_owned(),
        "comment" => "Comment".to_owned(),
        "countryCode" => "Country".to_owned(),
        "countrySubDivisionCode" => "CountrySubdivision".to_owned(),
        "reportDate" => "UserDefinedDate".to_owned(),
        "policyId" => "PolicyID".to_owned(),
        _ => field,
    };
    match rejection {
        Rejection::Invalid(faults) => {
            Rejection::Invalid(faults.into_iter().map(|fault| Fault { field: name(fault.field), ..fault }).collect())
        }
        other => other,
    }
}

fn check(content: &ReportContent, CustomFields(custom): &CustomFields) -> Body<()> {
    let mut faults = Vec::new();
    check_length(&mut faults, "Comment", content.comment.as_deref(), LONGEST_COMMENT);
    for (name, value) in custom {
        check_length(&mut faults, name, Some(value), LONGEST_CUSTOM);
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// v4 begins the names of these fields with a small letter.
fn custom_fields(CustomFields(fields): CustomFields) -> Vec<CustomField> {
    let id = |name: String| if name.starts_with('C') { name.replacen('C', "c", 1) } else { name.replacen('O', "o", 1) };
    fields.into_iter().map(|(name, value)| CustomField { id: id(name), value: filled(Some(value)) }).collect()
}

/// A text, where it is one.
pub fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// A change of a field that may be empty: an empty text clears it.
pub fn clearable(text: Option<String>) -> Patch<String> {
    match text {
        None => Patch::Keep,
        Some(text) if text.trim().is_empty() => Patch::Clear,
        Some(text) => Patch::Set(text),
    }
}
