//! Creating a report and changing its header.

use std::collections::{HashMap, VecDeque};
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::access::as_preparer;
use super::{Case, Context};
use crate::core::command::{Actor, HeaderPatch, NewReport, Patch};
use crate::core::comment::{self, Comment};
use crate::core::event::{Change, Event, Through};
use crate::core::expense::CustomField;
use crate::core::ids::{PolicyId, UserId};
use crate::core::rejection::{Body, Fault, Rejection};
use crate::core::report::{Header, Report, ReportKind, State};
use crate::core::switch::Switch;
use crate::core::user::Right;
use crate::core::world::World;

/// The longest name of a report (`maximumLength` of the report form on the Reports v4 page).
const LONGEST_NAME: usize = 40;
/// The longest business purpose (Reports v4 page).
pub(super) const LONGEST_PURPOSE: usize = 64;
/// The same in v1.1 (`v1dot1.reports`).
const LONGEST_PURPOSE_OF_V1: usize = 500;
/// The longest value of a custom field (Reports v4 page).
const LONGEST_CUSTOM: usize = 48;
/// How many custom fields a form has at most (inferred).
const MOST_CUSTOM: usize = 100;

/// The years that four digits can write.
const YEARS: RangeInclusive<i32> = 0..=9999;

/// Which fields a change may touch.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// All of them.
    Everything,
    /// The five that stay open after a submit.
    OpenFields,
}

/// Creates a report.
pub(super) fn create(
    world: &World,
    actor: &Actor,
    owner: UserId,
    body: Body<NewReport>,
    mut context: Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    if world.user(owner).is_none() {
        return Err(Rejection::NotTheUser { user: owner.to_string(), right: Right::Prepare });
    }
    let by = as_preparer(world, actor, owner)?;
    let new = body.map_err(Rejection::Invalid)?;
    let words = new.comment.clone();
    let header = new_header(world, owner, new, &context)?;
    let now = context.now;
    let state = State::NotSubmitted;
    let comment = words.filter(|c| !c.trim().is_empty()).map(|text| Comment::new(now, by, &state, text.into()));
    let id = context.fresh_report_id(world);
    let report = Arc::new(Report {
        id,
        alias: None,
        owner,
        kind: ReportKind::Regular,
        currency: world.company.currency,
        header,
        state,
        expenses: Vec::new(),
        comments: comment.into_iter().collect(),
        exceptions: Vec::new(),
        created_at: now,
        modified_at: now,
        first_submitted_at: None,
        was_sent_back: false,
        version: 0,
        history: VecDeque::new(),
        cash_advances: Vec::new(),
        requests: Vec::new(),
    });
    let through = context.through;
    let report_kind = report.kind;
    Ok(vec![Event { at: now, by, through, report: id, owner, report_kind, change: Change::Created(report) }])
}

fn new_header(world: &World, owner: UserId, new: NewReport, context: &Context<'_>) -> Result<Header, Rejection> {
    let NewReport {
        name,
        policy,
        business_purpose,
        comment,
        country_code,
        country_sub_division_code,
        report_date,
        start_date,
        end_date,
        custom,
    } = new;
    let mut faults = Vec::new();
    if policy.is_none() && world.company.switches.is_on(Switch::PolicyIdRequired) {
        // In the words of the tenants that ask for it.
        return Err(Rejection::Invalid(vec![Fault::new("policyId", "policyId is required")]));
    }
    let Some(policy) = policy.or_else(|| world.default_policy_of(owner).map(|p| p.id)) else {
        let message = "is required, since the company has no default policy";
        return Err(Rejection::Invalid(vec![Fault::new("policyId", message)]));
    };
    check_text(&mut faults, "comment", comment.as_deref(), comment::LONGEST);
    let header = Header {
        name,
        policy,
        business_purpose,
        country_code: country_code.unwrap_or_else(|| world.company.country_code.clone()),
        country_sub_division_code: country_sub_division_code
            .or_else(|| world.company.country_sub_division_code.clone()),
        report_date: report_date.unwrap_or_else(|| context.now.date_naive()),
        start_date,
        end_date,
        paper_receipts_received: false,
        custom,
    };
    check_purpose(&header, context.through, &mut faults);
    check(world, &header, &mut faults);
    if faults.is_empty() { Ok(header) } else { Err(Rejection::Invalid(faults)) }
}

/// Changes the header.
pub(super) fn update(case: Case<'_>, body: Body<HeaderPatch>, scope: Scope) -> Result<Vec<Event>, Rejection> {
    let patch = body.map_err(Rejection::Invalid)?;
    let HeaderPatch {
        name,
        policy,
        business_purpose,
        comment,
        country_code,
        country_sub_division_code,
        report_date,
        start_date,
        end_date,
        paper_receipts_received,
        custom,
    } = patch;
    let before = &case.report.header;
    let mut header = before.clone();
    header.name = name.or_keep(header.name);
    header.business_purpose = business_purpose.or(header.business_purpose);
    header.paper_receipts_received = paper_receipts_received.or_keep(header.paper_receipts_received);
    header.custom = merge_custom(header.custom, custom);
    if scope == Scope::Everything {
        header.policy = policy.or_keep(header.policy);
        header.country_code = country_code.or_keep(header.country_code);
        header.country_sub_division_code = country_sub_division_code.or(header.country_sub_division_code);
        header.report_date = report_date.or_keep(header.report_date);
        header.start_date = start_date.or(header.start_date);
        header.end_date = end_date.or(header.end_date);
    }
    let mut faults = Vec::new();
    let words = comment.or(None);
    check_text(&mut faults, "comment", words.as_deref(), comment::LONGEST);
    if header.business_purpose != before.business_purpose {
        check_purpose(&header, case.context.through, &mut faults);
    }
    check(case.world, &header, &mut faults);
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults));
    }
    let comment = case.comment(words);
    Ok(vec![case.event(Change::HeaderChanged { header: Box::new(header), comment })])
}

/// Each field named is set, or cleared by a null value; the others stay. Null for all of them changes nothing.
pub(super) fn merge_custom(mut fields: Vec<CustomField>, patch: Patch<Vec<CustomField>>) -> Vec<CustomField> {
    let Patch::Set(changes) = patch else { return fields };
    // The last word on a field counts. It is looked up, since a body may have very many of them.
    let last: HashMap<&str, usize> = changes.iter().enumerate().map(|(place, change)| (&*change.id, place)).collect();
    fields.retain(|field| !last.contains_key(&*field.id));
    let counts =
        |(place, change): (usize, &CustomField)| last.get(&*change.id) == Some(&place) && change.value.is_some();
    let counts: Vec<bool> = changes.iter().enumerate().map(counts).collect();
    fields.extend(changes.into_iter().zip(counts).filter_map(|(change, counts)| counts.then_some(change)));
    fields
}

/// One that is there is not looked at again: the pages disagree on how long it may be.
fn check_purpose(header: &Header, through: Through, faults: &mut Vec<Fault>) {
    let longest = if through == Through::V1 { LONGEST_PURPOSE_OF_V1 } else { LONGEST_PURPOSE };
    check_text(faults, "businessPurpose", header.business_purpose.as_deref(), longest);
}

fn check(world: &World, header: &Header, faults: &mut Vec<Fault>) {
    if header.name.trim().is_empty() {
        faults.push(Fault::new("name", "is required"));
    }
    check_text(faults, "name", Some(&header.name), LONGEST_NAME);
    check_policy(world, header.policy, faults);
    let letters = |code: &str, length| code.len() == length && code.bytes().all(|b| b.is_ascii_alphabetic());
    if !letters(&header.country_code, 2) {
        faults.push(Fault::new("countryCode", "has to be a two-letter ISO 3166-1 country code"));
    }
    let sub_division = header.country_sub_division_code.as_deref();
    if sub_division.is_some_and(|code| {
        !code.split_once('-').is_some_and(|(country, rest)| {
            letters(country, 2) && (1..=3).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    }) {
        faults.push(Fault::new("countrySubDivisionCode", "has to be an ISO 3166-2 code such as US-WA"));
    }
    for (field, date) in
        [("reportDate", Some(header.report_date)), ("startDate", header.start_date), ("endDate", header.end_date)]
    {
        check_date(faults, field, date);
    }
    if let (Some(start), Some(end)) = (header.start_date, header.end_date)
        && end < start
    {
        faults.push(Fault::new("endDate", format!("lies before startDate {start}")));
    }
    check_custom(faults, "customData", &header.custom);
}

/// Checks the custom fields of any form.
pub(super) fn check_custom(faults: &mut Vec<Fault>, name: &str, custom: &[CustomField]) {
    if custom.len() > MOST_CUSTOM {
        faults.push(Fault::new(name, format!("has more than {MOST_CUSTOM} fields")));
        return;
    }
    for field in custom {
        check_text(faults, &format!("{name}.value"), field.value.as_deref(), LONGEST_CUSTOM);
        check_text(faults, &format!("{name}.id"), Some(&field.id), LONGEST_CUSTOM);
    }
}

fn check_policy(world: &World, policy: PolicyId, faults: &mut Vec<Fault>) {
    if world.policy(policy).is_none() {
        faults.push(Fault::new("policyId", format!("{policy} is no policy of the company")));
    }
}

/// A date that four digits of a year can write.
pub(super) fn check_date(faults: &mut Vec<Fault>, field: &str, date: Option<NaiveDate>) {
    if date.is_some_and(|date| !YEARS.contains(&date.year())) {
        faults.push(Fault::new(field, "has to be YYYY-MM-DD with a year of four digits"));
    }
}

pub(super) fn check_text(faults: &mut Vec<Fault>, field: &str, text: Option<&str>, longest: usize) {
    if text.is_some_and(|text| text.chars().count() > longest) {
        faults.push(Fault::new(field, format!("has more than {longest} characters")));
    }
}
