//! A report, and where in its life it is.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Timestamp;
use super::allocation::Allocation;
pub use super::amounts::{Leaf, Totals};
use super::comment::Comment;
use super::company::{Company, Payer};
use super::event::{Acting, Action, Through};
use super::exception::Exception;
use super::expense::{CustomField, Expense};
use super::ids::{AllocationId, CashAdvanceId, ExpenseId, PolicyId, ReportId, RequestId, StepInstanceId, UserId};
use super::money::Currency;
use super::status::{ApprovalStatus, PaymentStatus, Status};
pub use super::step_key::workflow_step_key;
use super::table::Stage;
use super::workflow::StepKind;

/// How many rows of history a report keeps; older ones go first.
pub const HISTORY: usize = 1000;

/// An expense report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Unique, in every API.
    pub id: ReportId,
    /// A long protected ID that some clients still hold.
    pub alias: Option<Arc<str>>,
    /// Whose it is.
    pub owner: UserId,
    /// What created it.
    pub kind: ReportKind,
    /// The currency of its amounts.
    pub currency: Currency,
    /// What the employee says of it.
    pub header: Header,
    /// Where it is, with everything that holds only there.
    pub state: State,
    /// What was spent.
    pub expenses: Vec<Arc<Expense>>,
    /// What was said, oldest first.
    pub comments: Vec<Comment>,
    /// Remarks of audit rules on the whole.
    pub exceptions: Vec<Exception>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub modified_at: Timestamp,
    /// When it was first submitted, if ever; from then on v3 adds no entries.
    pub first_submitted_at: Option<Timestamp>,
    /// Whether it was ever sent back; a recall does not count.
    pub was_sent_back: bool,
    /// How often it changed.
    pub version: u32,
    /// What happened to it, oldest first; the last [`HISTORY`] rows.
    pub history: VecDeque<Occurrence>,
    /// Cash advances that it accounts for, each once.
    pub cash_advances: Vec<CashAdvanceId>,
    /// Travel requests that it is associated with.
    pub requests: Vec<RequestId>,
}

/// What created a report (`reportType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportKind {
    /// Someone.
    Regular,
    /// The reconciliation of a statement.
    Reconciliation,
    /// A statement of a company card.
    Statement,
    /// Concur's assistant.
    AutoCreated,
}

impl ReportKind {
    /// Every one of them.
    pub const ALL: &[Self] = &[Self::Regular, Self::Reconciliation, Self::Statement, Self::AutoCreated];

    /// Its name in events and v4.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regular => "Regular",
            Self::Reconciliation => "Reconciliation",
            Self::Statement => "Statement",
            Self::AutoCreated => "AutoCreated",
        }
    }
}

/// What the employee says of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its name; never empty.
    pub name: String,
    /// The policy it follows.
    pub policy: PolicyId,
    /// What for.
    pub business_purpose: Option<String>,
    /// ISO 3166-1.
    pub country_code: String,
    /// ISO 3166-2.
    pub country_sub_division_code: Option<String>,
    /// The date on it.
    pub report_date: NaiveDate,
    /// First day, for trips.
    pub start_date: Option<NaiveDate>,
    /// Last day, for trips.
    pub end_date: Option<NaiveDate>,
    /// Whether the paper receipts came in.
    pub paper_receipts_received: bool,
    /// Values of the form's custom fields.
    pub custom: Vec<CustomField>,
}

/// Where a report is. Each variant carries what exists only there, so that no report is paid without having been submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Never submitted.
    NotSubmitted,
    /// Back with the employee.
    Returned,
    /// Submitted, in no workflow; scenarios only.
    Filed(Submission),
    /// Submitted, held before the first step.
    Held(Hold, Submission),
    /// At a step before payment.
    AtStep {
        /// The submit that led here.
        submission: Submission,
        /// The step.
        step: CurrentStep,
        /// Whether a processor holds it.
        on_hold: bool,
    },
    /// At a step whose time ran out.
    Expired {
        /// The submit that led here.
        submission: Submission,
        /// The step.
        step: CurrentStep,
    },
    /// Approved by all, at processing payment.
    Processing {
        /// The submit that led here.
        submission: Submission,
        /// The step.
        step: CurrentStep,
        /// Whether its entries were extracted.
        extracted: bool,
        /// How far payment is.
        payment: Processing,
    },
    /// Paid: the end.
    Paid {
        /// The submit that led here.
        submission: Submission,
        /// When.
        at: Timestamp,
    },
}

/// How far the payment of an approved report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Processing {
    /// Under way.
    UnderWay,
    /// On hold.
    OnHold,
    /// Confirmed.
    Confirmed,
}

/// Why a submitted report waits before its first step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// A receipt image is missing.
    ReceiptImages,
    /// It is checked for anomalies and fraud.
    AnomalyCheck,
}

/// The submit that a report's way through the workflow began with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// When.
    pub at: Timestamp,
    /// Who; nobody where the company did.
    pub by: Option<UserId>,
    /// Everyone assigned to a step since, in order, each once.
    pub approvers: Vec<UserId>,
}

/// A step that a report is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentStep {
    /// Its place in the workflow, from 0.
    pub index: usize,
    /// Its sort.
    pub kind: StepKind,
    /// Its code.
    pub code: Arc<str>,
    /// Its role code.
    pub role: Arc<str>,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// One for each approver; one with nobody assigned where no user acts.
    pub instances: Vec<StepInstance>,
    /// What the clock does with it, and when.
    pub due: Option<Due>,
}

/// What the clock does with a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Due {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: Timer,
}

/// What a clock can do with a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timer {
    /// Approve it.
    AutoApprove,
    /// Let it expire.
    Expire,
}

/// One approver's part in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepInstance {
    /// Unique.
    pub id: StepInstanceId,
    /// Who acts.
    pub assignee: Option<UserId>,
    /// Whether he has.
    pub approved: bool,
}

/// One row of a report's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// When.
    pub at: Timestamp,
    /// What.
    pub action: Action,
    /// Who.
    pub by: Acting,
    /// By which door.
    pub through: Through,
    /// Status before.
    pub from: Status,
    /// Status after.
    pub to: Status,
}

impl State {
    /// Both statuses.
    pub fn status(&self) -> Status {
        use ApprovalStatus as A;
        use PaymentStatus as P;
        let (approval, payment) = match self {
            Self::NotSubmitted => (A::NotSubmitted, P::NotPaid),
            Self::Returned => (A::Returned, P::NotPaid),
            Self::Filed(_) => (A::Filed, P::NotPaid),
            Self::Held(Hold::ReceiptImages, _) => (A::HeldForReceipts, P::NotPaid),
            Self::Held(Hold::AnomalyCheck, _) => (A::HeldForAnomaly, P::NotPaid),
            Self::AtStep { step, on_hold: false, .. } => (step.kind.status(), P::NotPaid),
            Self::AtStep { step, on_hold: true, .. } => (step.kind.status(), P::OnHold),
            Self::Expired { .. } => (A::Expired, P::NotPaid),
            Self::Processing { payment: Processing::UnderWay, .. } => (A::Approved, P::Processing),
            Self::Processing { payment: Processing::OnHold, .. } => (A::Approved, P::OnHold),
            Self::Processing { payment: Processing::Confirmed, .. } => (A::Approved, P::Confirmed),
            Self::Paid { .. } => (A::Approved, P::Paid),
        };
        Status { approval, payment }
    }

    /// The row of the status table that applies.
    pub fn stage(&self) -> Stage {
        match self {
            Self::NotSubmitted | Self::Returned => Stage::Unsubmitted,
            Self::Filed(_) => Stage::Filed,
            Self::Held(..) => Stage::Held,
            Self::AtStep { on_hold: false, .. } => Stage::Step,
            Self::AtStep { on_hold: true, .. } => Stage::StepOnHold,
            Self::Expired { .. } => Stage::Expired,
            Self::Processing { payment: Processing::UnderWay, .. } => Stage::Processing,
            Self::Processing { payment: Processing::OnHold, .. } => Stage::ProcessingOnHold,
            Self::Processing { payment: Processing::Confirmed, .. } => Stage::Confirmed,
            Self::Paid { .. } => Stage::Paid,
        }
    }

    /// The submit that led here; none before the first, nor after a return.
    pub fn submission(&self) -> Option<&Submission> {
        match self {
            Self::NotSubmitted | Self::Returned => None,
            Self::Filed(submission)
            | Self::Held(_, submission)
            | Self::AtStep { submission, .. }
            | Self::Expired { submission, .. }
            | Self::Processing { submission, .. }
            | Self::Paid { submission, .. } => Some(submission),
        }
    }

    /// The step that it is at.
    pub fn step(&self) -> Option<&CurrentStep> {
        match self {
            Self::NotSubmitted | Self::Returned | Self::Filed(_) | Self::Held(..) | Self::Paid { .. } => None,
            Self::AtStep { step, .. } | Self::Expired { step, .. } | Self::Processing { step, .. } => Some(step),
        }
    }

    /// What the clock does next with it. A hold stops the clock; so does the end of the time.
    pub fn due(&self) -> Option<Due> {
        match self {
            Self::AtStep { step, on_hold: false, .. } => step.due,
            _ => None,
        }
    }
}

impl CurrentStep {
    /// Those who have yet to act.
    pub fn pending(&self) -> impl Iterator<Item = &StepInstance> {
        self.instances.iter().filter(|i| !i.approved)
    }

    /// Its place among the steps after a submit, from 1 (inferred: see `docs/fidelity.md`).
    pub fn sequence(&self) -> usize {
        self.index + 1
    }
}

impl Report {
    /// Both statuses.
    pub fn status(&self) -> Status {
        self.state.status()
    }

    /// The expense or itemization with this v4 id.
    pub fn expense(&self, id: ExpenseId) -> Option<&Arc<Expense>> {
        self.all_expenses().find(|e| e.id == id)
    }

    /// The expense that an itemization is part of; none of an expense, nor where there is no such itemization.
    pub fn parent_of(&self, itemization: ExpenseId) -> Option<&Arc<Expense>> {
        self.expenses.iter().find(|e| e.itemizations.iter().any(|i| i.id == itemization))
    }

    /// The allocation with this id, and the expense or itemization that it is a share of.
    pub fn allocation(&self, id: AllocationId) -> Option<(&Arc<Expense>, &Allocation)> {
        self.all_expenses().find_map(|e| Some((e, e.allocations.iter().find(|a| a.id == id)?)))
    }

    /// Who is asked to act on it now.
    pub fn waits_for(&self) -> impl Iterator<Item = UserId> {
        let step = self.state.step().filter(|_| self.state.stage() == Stage::Step);
        step.into_iter().flat_map(|step| step.pending()).filter_map(|instance| instance.assignee)
    }

    /// Every expense, each before its itemizations.
    pub fn all_expenses(&self) -> impl Iterator<Item = &Arc<Expense>> {
        self.expenses.iter().flat_map(|e| std::iter::once(e).chain(&e.itemizations))
    }

    /// The same, to be changed.
    pub(super) fn expense_mut(&mut self, id: ExpenseId) -> Option<&mut Arc<Expense>> {
        let place = self.expenses.iter().position(|e| e.id == id || e.itemizations.iter().any(|i| i.id == id))?;
        let found = self.expenses.get_mut(place)?;
        if found.id == id { Some(found) } else { Arc::make_mut(found).itemizations.iter_mut().find(|i| i.id == id) }
    }

    /// Whether a wanted receipt image is missing. One image serves an expense with all its itemizations.
    pub fn lacks_receipt_image(&self, company: &Company) -> bool {
        self.expenses.iter().any(|e| e.lacks_receipt_image(company))
    }
}

impl Company {
    /// Whether receipts of this type of expense are wanted as images.
    pub fn wants_image(&self, expense_type: &str) -> bool {
        self.expense_types.get(expense_type).is_some_and(|t| t.image_required)
    }

    /// Whose money a payment type spends; an unknown one counts as the employee's.
    pub fn payer(&self, payment_type: &str) -> Payer {
        self.payment_types.get(payment_type).map_or(Payer::Employee, |t| t.payer)
    }
}
