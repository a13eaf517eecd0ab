//! Why a command was refused: one variant a rule, so that every dialect words each of them in its own way.

use super::ids::UserId;
use super::status::Status;
use super::table::CommandKind;
use super::user::Right;

/// Why a command was refused. A refused command changes nothing and raises nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// No such report, or another company's.
    #[error("the report does not exist")]
    ReportNotFound,
    /// No such expense on the report.
    #[error("the expense does not exist on this report")]
    ExpenseNotFound,
    /// The caller has no comment there to change or delete.
    #[error("the caller has no comment here: add one first")]
    CommentNotFound,
    /// No such exception there.
    #[error("no exception {code} stands here")]
    ExceptionNotFound {
        /// The code asked for.
        code: String,
    },
    /// The exception is a finding of rules, which alone take it back.
    #[error("exception {code} was not added through the API and cannot be deleted through it: mend what it says")]
    ExceptionNotDeletable {
        /// The exception's code.
        code: String,
    },
    /// The caller is neither the user in the path nor his delegate with the right.
    #[error("the caller is neither user {user} nor a delegate of his with the right to {}", right_name(*.right))]
    NotTheUser {
        /// The user in the path, as far as there is one.
        user: String,
        /// The right that a delegate needs.
        right: Right,
    },
    /// The report belongs to someone else.
    #[error("the report belongs to another user")]
    NotTheOwner,
    /// The caller was never asked to approve this report since its last submit.
    #[error("the caller is not, and was not, assigned to a workflow step of this report since it was last submitted")]
    NotAnApprover,
    /// The caller lacks a role.
    #[error("the caller does not have the role {0}")]
    MissingRole(&'static str),
    /// The company as such cannot do this.
    #[error("this takes a user, not the company")]
    NeedsUser,
    /// Illegal at this status.
    #[error("{} is not possible while the report is at {status}", .command.name())]
    IllegalAtStatus {
        /// What was to be done.
        command: CommandKind,
        /// Where the report is.
        status: Status,
    },
    /// The report has been submitted.
    #[error("{} is not possible because the report has been submitted and is at {status}", .command.name())]
    AlreadySubmitted {
        /// What was to be done.
        command: CommandKind,
        /// Where the report is.
        status: Status,
    },
    /// The caller acted on this report already, or its step moved on without him.
    #[error(
        "the report has no step waiting for user {user}: he has acted on it already or it has moved on to {status}"
    )]
    AlreadyActed {
        /// The approver.
        user: UserId,
        /// Where the report is.
        status: Status,
    },
    /// The company acts on a step that waits for a person.
    #[error("the report is not in a system step: step {step} waits for a person")]
    NotASystemStep {
        /// The step's code.
        step: String,
    },
    /// The step is not the expected one.
    #[error("the report is at step code {actual}, not at the expected {expected}")]
    StepCodeMismatch {
        /// What the caller expected.
        expected: String,
        /// Where the report is.
        actual: String,
    },
    /// The step's place is not the expected one.
    #[error("the report is at step sequence {actual}, not at the expected {expected}")]
    StepSequenceMismatch {
        /// What the caller expected.
        expected: String,
        /// Where the report is.
        actual: usize,
    },
    /// The step that the caller names is not the one that the report is at any more.
    #[error("the report is no longer at the step that the address names: get its current one")]
    StaleStep,
    /// The status asked for is not the one that the approval leads to.
    #[error("the approval leads to {actual}, not to {expected}")]
    StatusMismatch {
        /// What the caller asked for.
        expected: String,
        /// Where the approval leads.
        actual: Status,
    },
    /// Payment comes after extraction.
    #[error("the report cannot be paid before its entries are extracted")]
    NotExtracted,
    /// There is nothing left to extract.
    #[error("the entries of the report have been extracted already")]
    AlreadyExtracted,
    /// Rejected expenses need a reason.
    #[error("the report has {count} rejected expense(s): say why in expenseRejectedComment")]
    RejectedExpensesNeedComment {
        /// How many.
        count: usize,
    },
    /// There is nothing to submit.
    #[error("a report without expenses cannot be submitted")]
    NoExpenses,
    /// An exception stops the submit.
    #[error("exception {code} has to be resolved before the report can be submitted: {message}")]
    BlockingException {
        /// The exception's code.
        code: String,
        /// What it says.
        message: String,
    },
    /// Nobody could approve.
    #[error("user {user} has no manager, and the policy's workflow needs one")]
    NoManager {
        /// The owner.
        user: UserId,
    },
    /// A report that was in a workflow takes no new entries.
    #[error("a report that has been submitted before takes no new entries")]
    NoNewEntries,
    /// No such allocation on the report.
    #[error("the allocation does not exist on this report")]
    AllocationNotFound,
    /// The content of the request is not right.
    #[error("{}", faults(.0))]
    Invalid(Vec<Fault>),
    /// No such tax on the expense.
    #[error("the expense has no tax of this authority")]
    TaxNotFound,
}

impl Rejection {
    /// The name of the rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::ReportNotFound => "reportNotFound",
            Self::ExpenseNotFound => "expenseNotFound",
            Self::CommentNotFound => "commentNotFound",
            Self::ExceptionNotFound { .. } => "exceptionNotFound",
            Self::ExceptionNotDeletable { .. } => "exceptionNotDeletable",
            Self::NotTheUser { .. } => "notTheUser",
            Self::NotTheOwner => "notTheOwner",
            Self::NotAnApprover => "notAnApprover",
            Self::MissingRole(_) => "missingRole",
            Self::NeedsUser => "needsUser",
            Self::IllegalAtStatus { .. } => "illegalAtStatus",
            Self::AlreadySubmitted { .. } => "alreadySubmitted",
            Self::AlreadyActed { .. } => "alreadyActed",
            Self::NotASystemStep { .. } => "notASystemStep",
            Self::StepCodeMismatch { .. } => "stepCodeMismatch",
            Self::StepSequenceMismatch { .. } => "stepSequenceMismatch",
            Self::StaleStep => "staleStep",
            Self::StatusMismatch { .. } => "statusMismatch",
            Self::NotExtracted => "notExtracted",
            Self::AlreadyExtracted => "alreadyExtracted",
            Self::RejectedExpensesNeedComment { .. } => "rejectedExpensesNeedComment",
            Self::NoExpenses => "noExpenses",
            Self::BlockingException { .. } => "blockingException",
            Self::NoManager { .. } => "noManager",
            Self::NoNewEntries => "noNewEntries",
            Self::AllocationNotFound => "allocationNotFound",
            Self::Invalid(_) => "invalid",
            Self::TaxNotFound => "taxNotFound",
        }
    }
}

/// Something wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field, as the caller wrote it; a path with dots where it is nested; empty for the body as a whole.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Fault {
    /// A fault of a field. Both texts may repeat what was sent, so that they are cut where they are very long.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: brief(field.into()), message: brief(message.into()) }
    }
}

/// How much of a text is repeated in a refusal, in characters.
const LONGEST_REPEATED: usize = 300;

/// A text, cut where it is longer than anybody would read.
pub fn brief(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LONGEST_REPEATED) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Content that is either as it should be, or wrong in these ways. It travels inside a command, because what is wrong with
/// a body counts only after everything else has been checked.
pub type Body<T> = Result<T, Vec<Fault>>;

/// What is wrong, in one line.
pub fn faults(faults: &[Fault]) -> String {
    let mut text = String::new();
    for fault in faults {
        if !text.is_empty() {
            text.push_str("; ");
        }
        if !fault.field.is_empty() {
            text.push_str(&fault.field);
            text.push_str(": ");
        }
        text.push_str(&fault.message);
    }
    text
}

const fn right_name(right: Right) -> &'static str {
    match right {
        Right::Prepare => "prepare",
        Right::Submit => "submit",
        Right::Approve => "approve",
        Right::View => "view",
    }
}
