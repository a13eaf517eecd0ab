//! What happened: the only thing that changes a world, and what webhooks, journal and history are made from.

use std::fmt;
use std::sync::Arc;

use super::Timestamp;
use super::comment::Comment;
use super::exception::Exception;
use super::expense::Expense;
use super::ids::{CashAdvanceId, ExpenseId, ProcessId, ReportId, StepInstanceId, UserId};
use super::report::{Header, Report, ReportKind, State};
use super::status::Status;

/// Something that happened to a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: Acting,
    /// By which door.
    pub through: Through,
    /// To which report.
    pub report: ReportId,
    /// Whose report it is.
    pub owner: UserId,
    /// What created the report.
    pub report_kind: ReportKind,
    /// What.
    pub change: Change,
}

/// Whose action it was. Both none: the company's or the system's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Acting {
    /// The user the action is for (`userId` in events).
    pub user: Option<UserId>,
    /// The delegate or proxy who did it for him (`actingUserId` in events).
    pub delegate: Option<UserId>,
}

impl Acting {
    /// Nobody: the company, or the system.
    pub const NOBODY: Self = Self { user: None, delegate: None };
}

/// The door that a command came in by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Through {
    /// Expense Report v4.
    V4,
    /// Expense v3.
    V3,
    /// Expense Report v2.0.
    V2,
    /// Expense Report v1.1.
    V1,
    /// What only Concur's own pages can do at Concur.
    Control,
    /// A scenario.
    Scenario,
    /// The clock.
    Clock,
}

impl Through {
    /// Its name in the control API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::V4 => "v4",
            Self::V3 => "v3.0",
            Self::V2 => "v2.0",
            Self::V1 => "v1.1",
            Self::Control => "control",
            Self::Scenario => "scenario",
            Self::Clock => "clock",
        }
    }
}

impl fmt::Display for Through {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What happened to a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// It came into being.
    Created(Arc<Report>),
    /// Its header changed; this is the new one.
    HeaderChanged {
        /// All of the header.
        header: Box<Header>,
        /// A comment made with the change.
        comment: Option<Comment>,
    },
    /// It was deleted.
    Deleted,
    /// An expense was added.
    ExpenseAdded(Arc<Expense>),
    /// An expense or itemization changed in itself; this is the new one. Its itemizations are the same ones as before, and where it
    /// was itemized further, a new one behind them.
    ExpenseChanged(Arc<Expense>),
    /// Rejected expenses left it for another report of the same owner, where they are like any other.
    ExpensesMoved {
        /// Where they went.
        to: ReportId,
        /// Which.
        expenses: Vec<ExpenseId>,
    },
    /// One of several approvers of a step approved; the report stays.
    PartlyApproved {
        /// His part.
        instance: StepInstanceId,
        /// What he said.
        comment: Option<Comment>,
    },
    /// Its entries were extracted.
    Extracted,
    /// Its status changed.
    Moved(Box<Move>),
    /// An expense or itemization was deleted.
    ExpenseDeleted(ExpenseId),
    /// Other cash advances are associated with it; these are all of them.
    CashAdvancesChanged(Vec<CashAdvanceId>),
    /// What was said of the report as a whole changed; this is all of it, oldest first.
    CommentsChanged(Vec<Comment>),
    /// The exceptions on its header changed; these are all of them.
    ExceptionsChanged(Vec<Exception>),
}

/// A change of status.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// What was done.
    pub action: Action,
    /// Status before.
    pub from: Status,
    /// Where it is now.
    pub to: State,
    /// What was said with it.
    pub comment: Option<Comment>,
    /// What subscribers are told; nothing where the step is not configured for it.
    pub notice: Option<Notice>,
}

/// What a `statusChanged` event says beyond the statuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// `stepCode`.
    pub step_code: Option<Arc<str>>,
    /// `processId`.
    pub process: ProcessId,
    /// `startingStep.roleCode`.
    pub role: Arc<str>,
    /// `startingStep.stepInstances`.
    pub instances: Vec<(StepInstanceId, Option<UserId>)>,
}

/// What was done, as history shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Submitted.
    Submit,
    /// Approved.
    Approve,
    /// Sent back.
    SendBack,
    /// Recalled.
    Recall,
    /// Booked in a financial system, and so paid.
    MarkIntegrated,
    /// Extracted.
    MarkExtracted,
    /// Payment confirmed.
    ConfirmPayment,
    /// Put on hold.
    Hold,
    /// Released.
    Release,
    /// A missing receipt came in.
    AttachReceipt,
    /// Approved by the clock.
    AutoApprove,
    /// Expired.
    Expire,
}

impl Action {
    /// Its name in the control API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::SendBack => "sendBack",
            Self::Recall => "recall",
            Self::MarkIntegrated => "markIntegrated",
            Self::MarkExtracted => "markExtracted",
            Self::ConfirmPayment => "confirmPayment",
            Self::Hold => "hold",
            Self::Release => "release",
            Self::AttachReceipt => "attachReceipt",
            Self::AutoApprove => "autoApprove",
            Self::Expire => "expire",
        }
    }
}
