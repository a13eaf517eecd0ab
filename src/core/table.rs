//! The status table: for every command and every stage of a report's life, where it leads or why it is refused.
//!
//! One total `match` without a catch-all arm, so that a new command or a new stage does not compile until each pair is
//! decided. `docs/status-machine.md` is generated from it. Who may give a command is another question: see `decide`.

/// The rows of the table: stages of a report's life that differ in what is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// `A_NOTF` and `A_RESU`.
    Unsubmitted,
    /// `A_FILE`.
    Filed,
    /// `A_RHLD` and `A_AAFH`.
    Held,
    /// At a step before payment: `A_PEND`, `A_EXTV`, `A_PECO`, `A_PBDG`, `A_ACCO`, `A_PVAL`.
    Step,
    /// The same with `P_HOLD`.
    StepOnHold,
    /// `A_TEXP`.
    Expired,
    /// `A_APPR` with `P_PROC`.
    Processing,
    /// `A_APPR` with `P_HOLD`.
    ProcessingOnHold,
    /// `A_APPR` with `P_PAYC`.
    Confirmed,
    /// `A_APPR` with `P_PAID`.
    Paid,
}

/// The columns of the table: what can be done with a report that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommandKind {
    /// Change any field of the header (v4, long URL).
    UpdateHeader,
    /// Change the five fields that stay open (v4, short URL).
    AmendHeader,
    /// Delete.
    Delete,
    /// Add an expense.
    AddExpense,
    /// Attach an image of a receipt.
    AttachReceipt,
    /// Submit.
    Submit,
    /// Approve.
    Approve,
    /// Send back to the employee.
    SendBack,
    /// Recall, by the employee.
    Recall,
    /// Say that the report was booked (v2.0 integration status).
    MarkIntegrated,
    /// Say that its entries were extracted.
    MarkExtracted,
    /// Say that it was paid out, before it is closed.
    ConfirmPayment,
    /// Hold.
    Hold,
    /// Release.
    Release,
    /// The clock approves.
    AutoApprove,
    /// The clock lets the step expire.
    Expire,
    /// Change any field of an expense (v4, long URL).
    UpdateExpense,
    /// Change the few fields of an expense that stay open (v4, short URL).
    AmendExpense,
    /// Delete an expense.
    DeleteExpense,
    /// Split a part off an expense.
    AddItemization,
    /// Change an allocation.
    UpdateAllocation,
    /// Say who took part in an expense.
    SetAttendees,
    /// Say that nobody took part in an expense.
    RemoveAttendees,
    /// Associate other cash advances.
    AssociateCashAdvances,
    /// Take cash advances off it.
    DisassociateCashAdvances,
    /// Change the tax of an expense, by an external system.
    AdjustTax,
    /// Comment on the report or an expense.
    AddComment,
    /// Change one's latest comment.
    ChangeComment,
    /// Delete one's latest comment.
    DeleteComment,
    /// Put an exception on the report, an expense or an allocation.
    PutException,
    /// Delete an exception.
    DeleteException,
}

/// Where an allowed command leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The status stays.
    Stays,
    /// The report is gone.
    Gone,
    /// To the first step of the workflow, or to a hold before it that was not passed yet.
    FirstStep,
    /// On from this step: to the next one, or no further while others have to approve.
    NextStep,
    /// Back to the employee.
    Employee,
    /// On hold.
    OnHold,
    /// Off hold, where it was.
    OffHold,
    /// The time ran out.
    Expired,
    /// Payment confirmed.
    Confirmed,
    /// Paid.
    Paid,
}

/// What the table says of a command at a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Allowed; this is where it leads.
    Allowed(Effect),
    /// Illegal at this status.
    Illegal,
    /// In conflict with the report having been submitted.
    Conflict,
}

impl Stage {
    /// Every one of them.
    pub const ALL: &[Self] = &[
        Self::Unsubmitted,
        Self::Filed,
        Self::Held,
        Self::Step,
        Self::StepOnHold,
        Self::Expired,
        Self::Processing,
        Self::ProcessingOnHold,
        Self::Confirmed,
        Self::Paid,
    ];
}

impl CommandKind {
    /// Every one of them.
    pub const ALL: &[Self] = &[
        Self::UpdateHeader,
        Self::AmendHeader,
        Self::Delete,
        Self::AddExpense,
        Self::AttachReceipt,
        Self::Submit,
        Self::Approve,
        Self::SendBack,
        Self::Recall,
        Self::MarkIntegrated,
        Self::MarkExtracted,
        Self::ConfirmPayment,
        Self::Hold,
        Self::Release,
        Self::AutoApprove,
        Self::Expire,
        Self::UpdateExpense,
        Self::AmendExpense,
        Self::DeleteExpense,
        Self::AddItemization,
        Self::UpdateAllocation,
        Self::SetAttendees,
        Self::RemoveAttendees,
        Self::AssociateCashAdvances,
        Self::DisassociateCashAdvances,
        Self::AdjustTax,
        Self::AddComment,
        Self::ChangeComment,
        Self::DeleteComment,
        Self::PutException,
        Self::DeleteException,
    ];

    /// What it is called in messages and in the control API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UpdateHeader => "update",
            Self::AmendHeader => "amend",
            Self::Delete => "delete",
            Self::AddExpense => "addExpense",
            Self::AttachReceipt => "attachReceipt",
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::SendBack => "sendBack",
            Self::Recall => "recall",
            Self::MarkIntegrated => "markIntegrated",
            Self::MarkExtracted => "markExtracted",
            Self::ConfirmPayment => "confirmPayment",
            Self::Hold => "hold",
            Self::Release => "release",
            Self::AutoApprove => "autoApprove",
            Self::Expire => "expire",
            Self::UpdateExpense => "updateExpense",
            Self::AmendExpense => "amendExpense",
            Self::DeleteExpense => "deleteExpense",
            Self::AddItemization => "addItemization",
            Self::UpdateAllocation => "updateAllocation",
            Self::SetAttendees => "setAttendees",
            Self::RemoveAttendees => "removeAttendees",
            Self::AssociateCashAdvances => "associateCashAdvances",
            Self::DisassociateCashAdvances => "disassociateCashAdvances",
            Self::AdjustTax => "adjustTax",
            Self::AddComment => "addComment",
            Self::ChangeComment => "changeComment",
            Self::DeleteComment => "deleteComment",
            Self::PutException => "putException",
            Self::DeleteException => "deleteException",
        }
    }
}

/// What the table says of a command at a stage.
pub const fn rule(command: CommandKind, stage: Stage) -> Rule {
    use CommandKind as C;
    use Effect as E;
    use Rule::{Allowed, Conflict, Illegal};
    use Stage as S;
    match (command, stage) {
        (C::UpdateHeader, S::Unsubmitted) => Allowed(E::Stays),
        (
            C::UpdateHeader,
            S::Filed
            | S::Held
            | S::Step
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed
            | S::Paid,
        ) => Illegal,

        (
            C::AmendHeader,
            S::Unsubmitted
            | S::Filed
            | S::Held
            | S::Step
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed,
        ) => Allowed(E::Stays),
        (C::AmendHeader, S::Paid) => Illegal,

        (C::Delete, S::Unsubmitted) => Allowed(E::Gone),
        (
            C::Delete,
            S::Filed
            | S::Held
            | S::Step
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed
            | S::Paid,
        ) => Conflict,

        (C::AddExpense, S::Unsubmitted) => Allowed(E::Stays),
        (
            C::AddExpense,
            S::Filed
            | S::Held
            | S::Step
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed
            | S::Paid,
        ) => Illegal,

        (C::AttachReceipt, S::Held) => Allowed(E::FirstStep),
        (
            C::AttachReceipt,
            S::Unsubmitted
            | S::Filed
            | S::Step
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed,
        ) => Allowed(E::Stays),
        (C::AttachReceipt, S::Paid) => Illegal,

        (C::Submit, S::Unsubmitted) => Allowed(E::FirstStep),
        (
            C::Submit,
            S::Filed
            | S::Held
            | S::Step
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed
            | S::Paid,
        ) => Conflict,

        (C::Approve, S::Step) => Allowed(E::NextStep),
        (C::Approve, S::Processing | S::Confirmed) => Allowed(E::Paid),
        (
            C::Approve,
            S::Unsubmitted | S::Filed | S::Held | S::StepOnHold | S::Expired | S::ProcessingOnHold | S::Paid,
        ) => Illegal,

        (C::SendBack, S::Step | S::StepOnHold | S::Expired | S::Processing | S::ProcessingOnHold | S::Confirmed) => {
            Allowed(E::Employee)
        }
        (C::SendBack, S::Unsubmitted | S::Filed | S::Held | S::Paid) => Illegal,

        (C::Recall, S::Filed | S::Held | S::Step | S::Expired) => Allowed(E::Employee),
        (C::Recall, S::Unsubmitted | S::StepOnHold | S::Processing | S::ProcessingOnHold | S::Confirmed | S::Paid) => {
            Illegal
        }

        (C::MarkIntegrated, S::Processing | S::Confirmed) => Allowed(E::Paid),
        (
            C::MarkIntegrated,
            S::Unsubmitted | S::Filed | S::Held | S::Step | S::StepOnHold | S::Expired | S::ProcessingOnHold | S::Paid,
        ) => Illegal,

        (C::MarkExtracted, S::Processing | S::Confirmed) => Allowed(E::Stays),
        (
            C::MarkExtracted,
            S::Unsubmitted | S::Filed | S::Held | S::Step | S::StepOnHold | S::Expired | S::ProcessingOnHold | S::Paid,
        ) => Illegal,

        (C::ConfirmPayment, S::Processing) => Allowed(E::Confirmed),
        (
            C::ConfirmPayment,
            S::Unsubmitted
            | S::Filed
            | S::Held
            | S::Step
            | S::StepOnHold
            | S::Expired
            | S::ProcessingOnHold
            | S::Confirmed
            | S::Paid,
        ) => Illegal,

        (C::Hold, S::Step | S::Processing) => Allowed(E::OnHold),
        (
            C::Hold,
            S::Unsubmitted
            | S::Filed
            | S::Held
            | S::StepOnHold
            | S::Expired
            | S::ProcessingOnHold
            | S::Confirmed
            | S::Paid,
        ) => Illegal,

        (C::Release, S::Held) => Allowed(E::FirstStep),
        (C::Release, S::StepOnHold | S::ProcessingOnHold) => Allowed(E::OffHold),
        (C::Release, S::Unsubmitted | S::Filed | S::Step | S::Expired | S::Processing | S::Confirmed | S::Paid) => {
            Illegal
        }

        (C::AutoApprove, S::Step) => Allowed(E::NextStep),
        (C::Expire, S::Step) => Allowed(E::Expired),
        (
            C::AutoApprove | C::Expire,
            S::Unsubmitted
            | S::Filed
            | S::Held
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed
            | S::Paid,
        ) => Illegal,

        (C::UpdateExpense | C::AddItemization | C::DeleteExpense, S::Unsubmitted) => Allowed(E::Stays),
        (
            C::UpdateExpense | C::AddItemization,
            S::Filed
            | S::Held
            | S::Step
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed
            | S::Paid,
        ) => Illegal,
        (
            C::DeleteExpense,
            S::Filed
            | S::Held
            | S::Step
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed
            | S::Paid,
        ) => Conflict,

        (C::UpdateAllocation | C::SetAttendees | C::RemoveAttendees, S::Unsubmitted) => Allowed(E::Stays),
        (
            C::UpdateAllocation | C::SetAttendees | C::RemoveAttendees,
            S::Filed
            | S::Held
            | S::Step
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed
            | S::Paid,
        ) => Illegal,

        (
            C::AmendExpense
            | C::AssociateCashAdvances
            | C::DisassociateCashAdvances
            | C::AddComment
            | C::ChangeComment
            | C::DeleteComment
            | C::PutException
            | C::DeleteException,
            S::Unsubmitted
            | S::Filed
            | S::Held
            | S::Step
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed,
        ) => Allowed(E::Stays),
        (
            C::AmendExpense
            | C::AssociateCashAdvances
            | C::DisassociateCashAdvances
            | C::AddComment
            | C::ChangeComment
            | C::DeleteComment
            | C::PutException
            | C::DeleteException,
            S::Paid,
        ) => Illegal,

        // Of all steps only external validation; the rule itself looks at that.
        (C::AdjustTax, S::Step) => Allowed(E::Stays),
        (
            C::AdjustTax,
            S::Unsubmitted
            | S::Filed
            | S::Held
            | S::StepOnHold
            | S::Expired
            | S::Processing
            | S::ProcessingOnHold
            | S::Confirmed
            | S::Paid,
        ) => Illegal,
    }
}
