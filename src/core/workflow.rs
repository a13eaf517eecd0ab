//! Workflows as data: a policy names its steps, and each step says who acts, what the report's status is meanwhile and who is told.

use chrono::Duration;

use super::ids::{PolicyId, ProcessId, UserId};
use super::status::ApprovalStatus;

/// A policy that reports follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Unique.
    pub id: PolicyId,
    /// Its name.
    pub name: String,
    /// Whether reports that name no policy get this one.
    pub is_default: bool,
    /// The steps after a submit.
    pub workflow: Workflow,
    /// What happens beside the steps.
    pub switches: Switches,
    /// Codes of the expense types that reports under it may have, in order; all of the company's where none are named.
    pub expense_types: Option<Vec<String>>,
}

/// Settings of a policy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Switches {
    /// A submit waits at `A_RHLD` while a wanted receipt image is missing.
    pub hold_for_receipt_images: bool,
    /// A submit waits at `A_AAFH` until a processor releases the report.
    pub hold_for_anomaly_check: bool,
    /// An approver sees only cost objects and expenses that are his.
    pub filter_expenses_by_cost_object: bool,
}

/// The steps of a policy. The last is always [`StepKind::ProcessingPayment`], and no other is: [`Workflow::new`] sees to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workflow {
    /// Names the definition; `processId` in events.
    pub process_id: ProcessId,
    steps: Vec<Step>,
    /// The step code that a paid report is announced with.
    pub paid_code: String,
}

/// The step code of a paid report where none is configured (seed: report event page).
pub const PAID_REPORT: &str = "PAIDREPORT";

/// Why a list of steps is not a workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedWorkflow {
    /// Nothing would ever be paid.
    #[error("the last step has to be the one of kind processingPayment")]
    NoPayment,
    /// Payment would come in between.
    #[error("step {0} is of kind processingPayment, which only the last may be")]
    EarlyPayment(usize),
}

impl Workflow {
    /// A workflow of these steps.
    pub fn new(process_id: ProcessId, steps: Vec<Step>, paid_code: Option<String>) -> Result<Self, MalformedWorkflow> {
        let is_payment = |step: &Step| step.kind == StepKind::ProcessingPayment;
        match steps.iter().position(is_payment) {
            None => Err(MalformedWorkflow::NoPayment),
            Some(at) if at + 1 < steps.len() => Err(MalformedWorkflow::EarlyPayment(at + 1)),
            Some(_) => Ok(Self { process_id, steps, paid_code: paid_code.unwrap_or_else(|| PAID_REPORT.to_owned()) }),
        }
    }

    /// The steps, in order; never empty.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

/// One step of a workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What sort of step it is.
    pub kind: StepKind,
    /// What events and `expectedStepCode` call it.
    pub code: String,
    /// What events call the part of the one who acts.
    pub role: String,
    /// Whether entering it is announced.
    pub notify: bool,
    /// Who acts.
    pub assignee: Assignee,
    /// The clock approves after this long.
    pub auto_approve_after: Option<Duration>,
    /// The clock lets it expire after this long.
    pub expires_after: Option<Duration>,
}

/// Sorts of steps. Everything that differs between them is asked of this type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// A manager approves.
    Manager,
    /// An external system validates (the legacy kind, set up by the application connector).
    ExternalValidation,
    /// Every owner of a cost object approves.
    CostObjects,
    /// A budget approver approves.
    Budget,
    /// A processor reviews, on Concur's own pages.
    AccountingReview,
    /// A system validates before payment.
    PrepaymentValidation,
    /// Payment is made.
    ProcessingPayment,
}

impl StepKind {
    /// Every one of them.
    pub const ALL: &[Self] = &[
        Self::Manager,
        Self::ExternalValidation,
        Self::CostObjects,
        Self::Budget,
        Self::AccountingReview,
        Self::PrepaymentValidation,
        Self::ProcessingPayment,
    ];

    /// The approval status of a report at such a step.
    pub const fn status(self) -> ApprovalStatus {
        match self {
            Self::Manager => ApprovalStatus::Pending,
            Self::ExternalValidation => ApprovalStatus::ExternalValidation,
            Self::CostObjects => ApprovalStatus::CostObject,
            Self::Budget => ApprovalStatus::Budget,
            Self::AccountingReview => ApprovalStatus::Accounting,
            Self::PrepaymentValidation => ApprovalStatus::Prepayment,
            Self::ProcessingPayment => ApprovalStatus::Approved,
        }
    }

    /// The role code of such a step where none is configured. `SYSTEM` is inferred; the others are documented.
    pub const fn role(self) -> &'static str {
        match self {
            Self::Manager => "MANAGER",
            Self::ExternalValidation => "EXTERNAL_SYSTEM",
            Self::CostObjects => "CO_APPROVER",
            Self::Budget => "BUDGET_APPROVER",
            Self::AccountingReview => "ACCT_CLERK",
            Self::PrepaymentValidation | Self::ProcessingPayment => "SYSTEM",
        }
    }

    /// The step code of such a step where none is configured.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Manager => "MANAGER",
            Self::ExternalValidation => "EXTVAL",
            Self::CostObjects => "CO_STEP",
            Self::Budget => "BUDGET",
            Self::AccountingReview => "ACCTCLERK",
            Self::PrepaymentValidation => "PREPAY",
            Self::ProcessingPayment => "PROCPAY",
        }
    }

    /// Who acts at such a step where nobody is named.
    pub const fn assignee(self) -> Assignee {
        match self {
            Self::Manager | Self::Budget => Assignee::Manager { level: 1 },
            Self::CostObjects => Assignee::CostObjectOwners,
            Self::ExternalValidation
            | Self::AccountingReview
            | Self::PrepaymentValidation
            | Self::ProcessingPayment => Assignee::Nobody,
        }
    }

    /// Who may act at such a step at all.
    pub const fn performer(self) -> Performer {
        match self {
            Self::Manager | Self::CostObjects | Self::Budget => Performer::Assignee,
            Self::AccountingReview => Performer::Processor,
            Self::ExternalValidation | Self::PrepaymentValidation | Self::ProcessingPayment => Performer::System,
        }
    }

    /// Whether entering it is announced whatever the step's configuration says.
    pub const fn always_notifies(self) -> bool {
        matches!(self, Self::ExternalValidation)
    }
}

/// Whose hand moves a report on at a kind of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Performer {
    /// Someone assigned, or his delegate.
    Assignee,
    /// Any processor.
    Processor,
    /// The company, through the short URLs.
    System,
}

/// Who a step is assigned to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assignee {
    /// The owner's manager (1), that one's manager (2), and so on.
    Manager {
        /// How many steps up; 1 is the nearest.
        level: usize,
    },
    /// One named user.
    User(UserId),
    /// Each owner of a cost object that the report is allocated to.
    CostObjectOwners,
    /// Nobody.
    Nobody,
}
