//! Reports: where each one is, how it came there, what can be done with it now and by whom.

mod legal;

use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

pub(in crate::control) use self::legal::legal_actions;
use super::list::{limit, millis, text};
use super::{Control, ControlError, ErrorKind, List};
use crate::core::command::ReportKey;
use crate::core::ids::ReportId;
use crate::core::rejection::brief;
use crate::core::report::{CurrentStep, Occurrence, Report};
use crate::core::status::{ApprovalStatus, PaymentStatus, Status};
use crate::core::{Timestamp, World};

/// How the company is named where a user could be.
pub(super) const COMPANY: &str = "company";

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Report)]
#[non_exhaustive]
pub struct ReportSheet {
    /// 20 hexadecimal digits.
    pub report_id: String,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub owner_id: String,
    /// The name of its policy.
    pub policy: String,
    /// `A_…`
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub approval_status: ApprovalStatus,
    /// `P_…`
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub payment_status: PaymentStatus,
    /// The step that it is at; null where it is at none.
    pub step: Option<StepSheet>,
    /// What can be done with it now, and by whom.
    pub legal: Vec<LegalAction>,
    /// What happened to it, oldest first.
    pub history: Vec<HistoryRow>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportStep)]
#[non_exhaustive]
pub struct StepSheet {
    /// Its code.
    pub code: String,
    /// Its place among the steps after a submit, from 1.
    pub sequence: usize,
    /// The role of who acts.
    pub role_code: String,
    /// Who has yet to act.
    pub assigned_user_ids: Vec<String>,
}

/// Something that can be done: by `POST …/actions`, as it stands here, unless it says through what else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[non_exhaustive]
pub struct LegalAction {
    /// What.
    pub action: &'static str,
    /// By whom: a login, or `company`.
    #[serde(rename = "as")]
    pub by: String,
    /// The call of the emulated APIs that does it with his token, where `…/actions` does not take it: method and path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<&'static str>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct HistoryRow {
    /// When.
    #[serde(serialize_with = "millis")]
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What.
    pub action: &'static str,
    /// For whom it was done: a UUID; null for the company and the clock.
    pub by: Option<String>,
    /// The delegate who did it.
    pub delegate: Option<String>,
    /// By which door: `v4`, `v2.0`, `control`, …
    pub through: &'static str,
    /// Before.
    pub from: StatusSheet,
    /// After.
    pub to: StatusSheet,
}

/// Both statuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportStatus)]
#[non_exhaustive]
pub struct StatusSheet {
    /// `A_…`
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub approval_status: ApprovalStatus,
    /// `P_…`
    #[serde(serialize_with = "text")]
    #[schema(value_type = String)]
    pub payment_status: PaymentStatus,
}

/// Which reports to list. Each one given has to hold; what differs is written over `ReportFilter::default()`.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReportFilter {
    /// This approval status.
    #[serde(default, deserialize_with = "approval")]
    #[param(value_type = Option<String>)]
    pub approval_status: Option<ApprovalStatus>,
    /// This payment status.
    #[serde(default, deserialize_with = "payment")]
    #[param(value_type = Option<String>)]
    pub payment_status: Option<PaymentStatus>,
    /// Of this owner: login or UUID.
    pub owner: Option<String>,
    /// Those after this one, as `next` gives it.
    pub after: Option<String>,
    /// At most so many, up to 1,000; 100 where it is left out.
    pub limit: Option<usize>,
}

impl Control {
    /// The reports of the tenant, by ID.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// use concur_emulator::control::ReportFilter;
    /// use concur_emulator::core::status::PaymentStatus;
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().start().await?;
    /// let paid = ReportFilter { payment_status: Some(PaymentStatus::Paid), ..ReportFilter::default() };
    /// assert!(!emulator.control().reports(&paid)?.items.is_empty());
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    ///
    /// # Errors
    /// Where there is no such owner, or the limit is none.
    pub fn reports(&self, wanted: &ReportFilter) -> Result<List<ReportSheet>, ControlError> {
        let limit = limit(wanted.limit, 100, 1_000)?;
        let now = self.now();
        let (items, next) = self.realm.store.read(|world| {
            let fits = wanted.compile(world)?;
            let mut found: Vec<_> = world.reports().filter(|report| fits(report)).collect();
            found.sort_unstable_by_key(|report| report.id);
            let next = found.get(limit).and(found.get(limit - 1)).map(|last| last.id.to_string());
            let items = found.into_iter().take(limit).map(|report| ReportSheet::of(world, report, now)).collect();
            Ok::<_, ControlError>((items, next))
        })?;
        Ok(List { items, next })
    }

    /// One report, by its ID or an alias: where it is, what can be done with it now and by whom, and what happened to it.
    ///
    /// # Errors
    /// Where there is no such report.
    pub fn report(&self, id: &str) -> Result<ReportSheet, ControlError> {
        let now = self.now();
        self.realm.store.read(|world| {
            let report = world.find_report(&ReportKey::from(id)).ok_or_else(|| unknown(id))?;
            Ok(ReportSheet::of(world, report, now))
        })
    }
}

impl ReportSheet {
    /// Whether something can be done with it now: by a user, whose login is given, or by `company`.
    pub fn is_legal(&self, action: &str, by: &str) -> bool {
        self.legal.iter().any(|legal| legal.action == action && legal.by == by)
    }

    /// A report as control shows it.
    pub(super) fn of(world: &World, report: &Report, now: Timestamp) -> Self {
        let Status { approval, payment } = report.status();
        Self {
            report_id: report.id.to_string(),
            name: report.header.name.clone(),
            owner_id: report.owner.to_string(),
            policy: world.policy(report.header.policy).map_or_else(String::new, |policy| policy.name.clone()),
            approval_status: approval,
            payment_status: payment,
            step: report.state.step().map(StepSheet::from),
            legal: legal_actions(world, report, now),
            history: report.history.iter().map(HistoryRow::from).collect(),
        }
    }
}

impl ReportFilter {
    fn compile(&self, world: &World) -> Result<impl Fn(&Report) -> bool + use<>, ControlError> {
        let Self { approval_status, payment_status, owner, after, limit: _ } = self;
        let owner = owner.as_deref().map(|name| {
            let user = world.find_user(name).map(|user| user.id);
            user.ok_or_else(|| ControlError::bad(format!("there is no user `{name}`")).at("owner"))
        });
        let after = after
            .as_deref()
            .map(|id| ReportId::from_str(id).map_err(|error| ControlError::bad(error.to_string()).at("after")));
        let (approval, payment) = (*approval_status, *payment_status);
        let (owner, after) = (owner.transpose()?, after.transpose()?);
        Ok(move |report: &Report| {
            let status = report.status();
            approval.is_none_or(|a| a == status.approval)
                && payment.is_none_or(|p| p == status.payment)
                && owner.is_none_or(|o| o == report.owner)
                && after.is_none_or(|a| report.id > a)
        })
    }
}

/// Reads an approval status by its code.
pub(super) fn approval<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ApprovalStatus>, D::Error> {
    let Some(code) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let known = || ApprovalStatus::ALL.iter().map(|status| status.code()).collect();
    ApprovalStatus::from_code(&code).map(Some).ok_or_else(|| no_status(code, known()))
}

/// Reads a payment status by its code.
pub(super) fn payment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PaymentStatus>, D::Error> {
    let Some(code) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let known = || PaymentStatus::ALL.iter().map(|status| status.code()).collect();
    PaymentStatus::from_code(&code).map(Some).ok_or_else(|| no_status(code, known()))
}

fn no_status<E: Error>(code: String, known: Vec<&str>) -> E {
    E::custom(format!("`{}` is no status; give one of {}", brief(code), known.join(", ")))
}

/// There is no report of this name.
pub(super) fn unknown(id: &str) -> ControlError {
    ControlError::new(ErrorKind::NotFound, format!("there is no report `{id}`")).at("id")
}

impl From<&CurrentStep> for StepSheet {
    fn from(step: &CurrentStep) -> Self {
        Self {
            code: step.code.to_string(),
            sequence: step.sequence(),
            role_code: step.role.to_string(),
            assigned_user_ids: step.pending().filter_map(|i| i.assignee).map(|user| user.to_string()).collect(),
        }
    }
}

impl From<&Occurrence> for HistoryRow {
    fn from(occurrence: &Occurrence) -> Self {
        let Occurrence { at, action, by, through, from, to } = occurrence;
        Self {
            at: *at,
            action: action.name(),
            by: by.user.map(|user| user.to_string()),
            delegate: by.delegate.map(|user| user.to_string()),
            through: through.name(),
            from: (*from).into(),
            to: (*to).into(),
        }
    }
}

impl From<Status> for StatusSheet {
    fn from(Status { approval, payment }: Status) -> Self {
        Self { approval_status: approval, payment_status: payment }
    }
}
