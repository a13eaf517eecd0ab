//! Explanations: what a refusal says to whoever asks for more than Concur tells.
//!
//! A refusal is noted with its request where it is worded ([`note`]), and the server puts what there is to say into a header of the answer.
//! Of a request that does not ask, nothing is noted.

use std::fmt::Write;
use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::App;
use super::call::{self, Denied};
use super::exchange::Exchange;
use crate::core::command::{Caller, ReportKey};
use crate::core::ids::UserId;
use crate::core::journey::{self, Legal};
use crate::core::rejection::{self, Fault, brief};
use crate::core::report::Report;
use crate::core::table::CommandKind;
use crate::core::{Rejection, Timestamp, World, configuration, registry};
use crate::events::subscriptions::Refused;

/// Asks for an explanation, where it is `true`.
const ASK: HeaderName = HeaderName::from_static("x-emulator-explain");

/// The explanation.
pub const EXPLANATION: HeaderName = HeaderName::from_static("x-emulator-explanation");

/// The longest explanation, in bytes: clients give up on headers that are very long.
const LONGEST: usize = 2_000;

/// The longest part of it, in bytes.
const LONGEST_PART: usize = 600;

/// How many people are named of those who may do something.
const PEOPLE: usize = 4;

/// How many refused records of a batch are named.
const RECORDS: usize = 5;

/// What is not written as it is: what parts an explanation, and what a header cannot hold.
const ESCAPED: &AsciiSet = &CONTROLS.add(b'%').add(b';').add(b'|');

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The rule.
    rule: &'static str,
    /// What it says.
    why: String,
    /// What was to be done with a report, as far as that is known.
    command: Option<CommandKind>,
}

impl Cause {
    /// A rule of a family's own, and what it says.
    pub fn new(rule: &'static str, why: impl Into<String>) -> Self {
        Self { rule, why: why.into(), command: None }
    }
}

impl From<&[Fault]> for Cause {
    fn from(faults: &[Fault]) -> Self {
        Self::new("invalid", rejection::faults(faults))
    }
}

impl From<&registry::Refusal> for Cause {
    fn from(refusal: &registry::Refusal) -> Self {
        Self::new(refusal.rule(), refusal.to_string())
    }
}

impl From<&configuration::Refusal> for Cause {
    fn from(refusal: &configuration::Refusal) -> Self {
        Self::new(refusal.rule(), refusal.to_string())
    }
}

impl From<&Refused> for Cause {
    fn from(refused: &Refused) -> Self {
        Self::new(refused.rule(), refused.to_string())
    }
}

impl From<&Rejection> for Cause {
    fn from(rejection: &Rejection) -> Self {
        let command = match rejection {
            Rejection::IllegalAtStatus { command, .. } | Rejection::AlreadySubmitted { command, .. } => Some(*command),
            _ => None,
        };
        Self { rule: rejection.rule(), why: rejection.to_string(), command }
    }
}

impl From<&Denied> for Cause {
    fn from(denied: &Denied) -> Self {
        let rule = match denied {
            Denied::NoToken => "noToken",
            Denied::BadToken => "badToken",
            Denied::SwitchedOff { .. } => "switchedOff",
            Denied::MissingScope(_) => "missingScope",
            Denied::WrongToken(_) => "wrongToken",
        };
        Self::new(rule, denied.to_string())
    }
}

/// Whether a request asks to have its refusal explained.
fn is_asked(request: &HttpRequest) -> bool {
    request.headers().get(ASK).is_some_and(|asked| asked.as_bytes().eq_ignore_ascii_case(b"true"))
}

/// Notes why a request is refused. Of several reasons the first counts.
pub fn note(request: &HttpRequest, cause: impl Into<Cause>) {
    if is_asked(request) {
        // The first stays.
        let _ = Exchange::of(request).refusal.set(cause.into());
    }
}

/// Notes why records of a batch are refused, though the request as a whole is answered: the rule of the first, and what is said of the
/// first few, each with its number.
pub fn note_records<'r>(request: &HttpRequest, refused: impl Iterator<Item = (u32, &'r Rejection)>) {
    if !is_asked(request) {
        return;
    }
    let refused: Vec<_> = refused.take(RECORDS).collect();
    let Some((_, first)) = refused.first() else { return };
    let said: Vec<_> = refused.iter().map(|(number, rejection)| format!("record {number}: {rejection}")).collect();
    note(request, Cause { why: said.join(", "), ..Cause::from(*first) });
}

/// What there is to say of an answer: of one that is a refusal, to a request that asks.
pub fn explanation(app: &App, request: &HttpRequest, exchange: &Exchange, status: StatusCode) -> Option<HeaderValue> {
    let noted = exchange.refusal.get();
    if noted.is_none() && (status.as_u16() < 400 || !is_asked(request)) {
        return None;
    }
    let mut text = Text::default();
    match noted {
        Some(cause) => {
            text.part("rule", cause.rule);
            text.part("why", &cause.why);
        }
        None if exchange.fault.get().is_some() => text.part("rule", "fault"),
        None => text.part("rule", if exchange.route.get().is_none() { "noSuchOperation" } else { "content" }),
    }
    if let Some(nearest) = exchange.nearest.get() {
        text.part("nearest", nearest);
    }
    if let Some(operation) = exchange.operation.get() {
        text.part("operation", operation);
    }
    let of_token = call::token(request).and_then(|token| app.tenants.of_token(token)).map(|(tenant, _)| tenant);
    // Who controls a tenant shows no token of it.
    let is_control = exchange.route.get().is_some_and(|route| route.path.starts_with("/_emulator/"));
    let controlled = || is_control.then(|| Arc::clone(exchange.realm().unwrap_or_else(|| app.tenants.first())));
    let tenant = of_token.or_else(controlled);
    if let (Some(tenant), Some(route)) = (tenant, exchange.route.get()) {
        let now = tenant.clock.now();
        let command = noted.and_then(|cause| cause.command);
        tenant.store.read(|world| {
            let named = route.arguments(request.match_info().as_str());
            if let Some(report) = named.filter_map(|part| find(world, part)).next() {
                state(&mut text, world, report);
                legal(&mut text, world, report, now, command);
            }
        });
    }
    HeaderValue::from_str(&text.0).ok()
}

/// The report that a part of a path names, as an ID or as a step of it.
fn find<'w>(world: &'w World, part: &str) -> Option<&'w Report> {
    let part = percent_encoding::percent_decode_str(part).decode_utf8().ok()?;
    let by_id = world.find_report(&ReportKey::from(&*part));
    by_id.or_else(|| world.find_report(&ReportKey::Step(part.into()))).map(|report| &**report)
}

fn state(text: &mut Text, world: &World, report: &Report) {
    text.part("report", &report.id.to_string());
    text.part("state", &report.status().to_string());
    if let Some(step) = report.state.step() {
        let waits: Vec<_> = step.pending().filter_map(|i| i.assignee).map(|user| login(world, user)).collect();
        let waits = if waits.is_empty() { "nobody in particular".to_owned() } else { waits.join(", ") };
        text.part("step", &format!("{} waits for {waits}", step.code));
    }
}

/// What can be done with the report instead, that which was tried first.
fn legal(text: &mut Text, world: &World, report: &Report, now: Timestamp, tried: Option<CommandKind>) {
    let mut found = journey::legal(world, report, now);
    // Those come first whom the step waits for.
    found.sort_by_key(|legal| (Some(legal.action) != tried, legal.action, !waits_for(report, legal)));
    let ways: Vec<_> = found.iter().filter_map(|legal| Some((legal, call(world, report, legal)?))).collect();
    let alike = |(one, way): &(&Legal, Way), (other, same): &(&Legal, Way)| {
        one.action == other.action && (way == same || (way.is_own() && same.is_own()))
    };
    let mut said = Vec::new();
    for same in ways.chunk_by(alike) {
        let Some((first, way)) = same.first() else { continue };
        let action = escaped(first.action.name());
        // Where each calls by a path of his own, that of the first is told.
        let (by_it, likewise) = if way.is_own() { same.split_at(1) } else { (same, &[][..]) };
        said.push(format!("{action} by {}: {}", people(world, by_it), way.call()));
        if !likewise.is_empty() {
            said.push(format!("{action} by {} likewise, each with his own UUID", people(world, likewise)));
        }
    }
    text.raw("legal", if said.is_empty() { "nothing".to_owned() } else { said.join(" | ") }.as_str());
}

/// Some of those who can do something.
fn people(world: &World, ways: &[(&Legal, Way)]) -> String {
    let named: Vec<_> = ways.iter().take(PEOPLE).map(|(legal, _)| caller(world, legal)).collect();
    let more = if ways.len() > PEOPLE { ", …" } else { "" };
    escaped(&named.join(", ")) + more
}

fn caller(world: &World, legal: &Legal) -> String {
    match legal.actor.caller {
        Caller::User(user) => login(world, user),
        Caller::Company | Caller::Clock => "company".to_owned(),
    }
}

fn login(world: &World, user: UserId) -> String {
    world.user(user).map_or_else(|| user.to_string(), |user| user.login.clone())
}

/// Whether a report's step waits for someone.
fn waits_for(report: &Report, legal: &Legal) -> bool {
    let mut waiting = report.state.step().into_iter().flat_map(|step| step.pending()).filter_map(|i| i.assignee);
    waiting.any(|user| legal.actor.caller == Caller::User(user))
}

/// A call by which something can be done.
#[derive(Debug, PartialEq, Eq)]
enum Way {
    /// The same for whoever may.
    Common(String),
    /// With the caller's own UUID in its path.
    Own(String),
}

impl Way {
    fn is_own(&self) -> bool {
        matches!(self, Self::Own(_))
    }

    fn call(&self) -> &str {
        let (Self::Common(call) | Self::Own(call)) = self;
        call
    }
}

/// The call by which someone does that: Concur's where it has one that takes his token, else control's. None for what is done with parts of
/// a report only, or by an older call of what is there already.
fn call(world: &World, report: &Report, legal: &Legal) -> Option<Way> {
    use CommandKind as K;
    let id = report.id;
    let short = format!("/expensereports/v4/reports/{id}");
    let common = |call: String| Some(Way::Common(call));
    let user = match legal.actor.caller {
        Caller::User(user) => user,
        Caller::Company | Caller::Clock => {
            return match legal.action {
                K::Approve => common(format!("PATCH {short}/approve")),
                K::SendBack => common(format!("PATCH {short}/sendBack")),
                K::AmendHeader => common(format!("PATCH {short}")),
                K::Delete => common(format!("DELETE {short}")),
                K::MarkIntegrated => common(integration(report)),
                other => control(report, other).map(Way::Common),
            };
        }
    };
    let waits = waits_for(report, legal);
    let is_processor = world.user(user).is_some_and(|user| user.roles.processor);
    let own = |method: &str, part: &str, rest: &str| {
        Some(Way::Own(format!("{method} /expensereports/v4/users/{user}/context/{part}/reports/{id}{rest}")))
    };
    // An administrator names him for whom he acts, which v3 alone has room for.
    let names_owner = legal.actor.target.is_some();
    match legal.action {
        K::UpdateHeader if names_owner => {
            common(format!("PUT /api/v3.0/expense/reports/{id}?user={}", login(world, report.owner)))
        }
        K::Submit if !names_owner => {
            Some(Way::Own(format!("PATCH /expensereports/v4/users/{user}/reports/{id}/submit")))
        }
        K::Recall if !names_owner => own("PATCH", "TRAVELER", "/recall"),
        K::UpdateHeader => own("PATCH", "TRAVELER", ""),
        // It takes the company's token alone.
        K::AmendHeader => None,
        K::Delete => common(format!("DELETE {short}")),
        K::Approve if waits || !is_processor => own("PATCH", "MANAGER", "/approve"),
        K::SendBack if waits || !is_processor => own("PATCH", "MANAGER", "/sendBack"),
        K::MarkIntegrated => common(integration(report)),
        other => control(report, other).map(Way::Common),
    }
}

fn integration(report: &Report) -> String {
    format!("POST /api/expense/expensereport/v2.0/integrationstatus/report/{}", report.id)
}

/// Control's call for what only Concur's own pages do at Concur.
fn control(report: &Report, action: CommandKind) -> Option<String> {
    use CommandKind as K;
    let is_action = matches!(
        action,
        K::Submit
            | K::Approve
            | K::SendBack
            | K::Recall
            | K::Hold
            | K::Release
            | K::MarkExtracted
            | K::ConfirmPayment
            | K::AttachReceipt
    );
    is_action.then(|| format!("POST /_emulator/reports/{}/actions", report.id))
}

/// An explanation in the making: `name=value` parts, with `; ` between them.
#[derive(Default)]
struct Text(String);

impl Text {
    fn part(&mut self, name: &str, value: &str) {
        let mut value = escaped(&brief(value.to_owned()));
        cut(&mut value, LONGEST_PART);
        self.raw(name, &value);
    }

    /// A part that is escaped already but for what no header takes.
    fn raw(&mut self, name: &str, value: &str) {
        let value = utf8_percent_encode(value, CONTROLS).to_string();
        let separator = if self.0.is_empty() { "" } else { "; " };
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{separator}{name}={value}");
        cut(&mut self.0, LONGEST);
    }
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// Cuts ASCII where it is too long, not within an escape.
fn cut(text: &mut String, longest: usize) {
    if text.len() > longest {
        let end = longest - 3;
        let end = text[..end].rfind('%').filter(|at| at + 3 > end).unwrap_or(end);
        text.truncate(end);
        text.push_str("...");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_is_ascii_and_bounded() {
        let mut text = Text::default();
        text.part("why", "50 % of “ü”; no\r\nmore");
        assert_eq!(text.0, "why=50 %25 of %E2%80%9C%C3%BC%E2%80%9D%3B no%0D%0Amore");
        for _ in 0..20 {
            text.part("why", &"ü".repeat(1_000));
            assert!(text.0.len() <= LONGEST && text.0.is_ascii());
        }
        assert!(HeaderValue::from_str(&text.0).is_ok());
        let mut escape = "a%C3%BC".to_owned();
        cut(&mut escape, 6);
        assert_eq!(escape, "a...");
    }
}
