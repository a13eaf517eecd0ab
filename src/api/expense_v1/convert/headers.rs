//! Headers of reports.

use chrono::NaiveDate;

use super::{required, text, too_long};
use crate::api::expense_v1::wire::headers::{BatchReport, ReportPost};
use crate::core::command::{HeaderPatch, NewReport, Patch};
use crate::core::expense::CustomField;
use crate::core::rejection::{Body, Fault};

/// The longest comment (`v1dot1.reports`).
const LONGEST_COMMENT: usize = 500;
/// The longest value of a custom field, as everywhere.
const LONGEST_CUSTOM: usize = 48;

/// A header, read and checked. Of each field: absent, empty, or a value.
struct Header {
    name: String,
    purpose: Option<String>,
    comment: Option<String>,
    date: Option<NaiveDate>,
    custom: Vec<CustomField>,
}

/// A report to be.
pub fn new_report(post: Body<ReportPost>) -> Body<NewReport> {
    let Header { name, purpose, comment, date, custom } = header(post?)?;
    Ok(NewReport {
        name,
        business_purpose: text(purpose),
        comment: text(comment),
        report_date: date,
        custom: custom.into_iter().filter(|field| field.value.is_some()).collect(),
        ..NewReport::default()
    })
}

/// Changes to a report: an element that is there and empty clears its field.
pub fn header_patch(post: Body<ReportPost>) -> Body<HeaderPatch> {
    let Header { name, purpose, comment, date, custom } = header(post?)?;
    Ok(HeaderPatch {
        name: Patch::Set(name),
        business_purpose: purpose.map_or(Patch::Keep, |words| text(Some(words)).map_or(Patch::Clear, Patch::Set)),
        comment: text(comment).map_or(Patch::Keep, Patch::Set),
        report_date: date.map_or(Patch::Keep, Patch::Set),
        custom: Patch::Set(custom),
        ..HeaderPatch::default()
    })
}

/// A header of a batch: its place, its owner's login, and the rest.
pub fn of_batch(mut post: BatchReport) -> (Option<u32>, Option<String>, Body<ReportPost>) {
    let BatchReport { index, login_id, name, purpose, comment, user_defined_date, .. } = &mut post;
    let (index, login) = (*index, text(login_id.take()));
    let mut header = ReportPost {
        name: name.take(),
        purpose: purpose.take(),
        comment: comment.take(),
        user_defined_date: user_defined_date.take(),
        ..ReportPost::default()
    };
    header.put_custom(post.take_custom());
    let missing = [("Index", index.is_none()), ("LoginId", login.is_none())];
    let faults: Vec<_> = missing.into_iter().filter(|(_, is)| *is).map(|(field, _)| required(field)).collect();
    (index, login, if faults.is_empty() { Ok(header) } else { Err(faults) })
}

fn header(mut post: ReportPost) -> Body<Header> {
    let custom = post.take_custom();
    let ReportPost { name, purpose, comment, user_defined_date, .. } = post;
    let mut faults = Vec::new();
    let name = text(name).unwrap_or_else(|| {
        faults.push(required("Name"));
        String::new()
    });
    faults.extend(too_long("Comment", comment.as_deref(), LONGEST_COMMENT));
    let date = text(user_defined_date).and_then(|text| day(&text).map_err(|fault| faults.push(fault)).ok());
    faults.extend(custom.iter().filter_map(|(field, value)| too_long(field, Some(value), LONGEST_CUSTOM)));
    if faults.is_empty() {
        let custom = custom.into_iter().map(custom_field).collect();
        Ok(Header { name, purpose, comment, date, custom })
    } else {
        Err(faults)
    }
}

/// A custom field as the rules name it: `custom1`, where v1.1 has `Custom1`. An empty value is none.
pub fn custom_field((name, value): (&'static str, String)) -> CustomField {
    let mut letters = name.chars();
    let id = letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default();
    CustomField { id, value: text(Some(value)) }
}

/// The day of a moment, which is written with a blank or a `T` before the time.
fn day(text: &str) -> Result<NaiveDate, Fault> {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let date = day.parse().ok().filter(|_| day.len() == "YYYY-MM-DD".len());
    date.ok_or_else(|| Fault::new("UserDefinedDate", format!("has to be YYYY-MM-DD hh:mm:ss.0, not {text:?}")))
}
