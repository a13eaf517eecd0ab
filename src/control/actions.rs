//! Doing with a report what only Concur's own pages can do at Concur.

use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use super::reports::{COMPANY, ReportSheet, unknown};
use super::{Control, ControlError, ErrorKind};
use crate::core::command::{Actor, Approval, Command, Deed, ReportKey, SendBack};
use crate::core::ids::ExpenseId;
use crate::core::rejection::brief;
use crate::core::report::Report;
use crate::core::{Rejection, World};

/// What to do with a report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Action {
    /// `submit`, `approve`, `sendBack`, `recall`, `hold`, `release`, `markExtracted`, `confirmPayment` or `attachReceipt`.
    #[serde(rename = "action")]
    #[schema(value_type = String)]
    pub kind: ActionKind,
    /// By whom: a login, a UUID, or `company`; the company where it is left out.
    #[serde(rename = "as")]
    pub by: Option<String>,
    /// What he says; a send back needs it.
    pub comment: Option<String>,
    /// Why expenses were rejected; an approval of a report with rejected expenses needs it.
    pub expense_rejected_comment: Option<String>,
    /// The expense that the receipt belongs to; every one that lacks an image where it is left out.
    pub expense_id: Option<String>,
}

/// What can be done with a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// Submit it.
    Submit,
    /// Approve it at the step where it is.
    Approve,
    /// Send it back to its owner.
    SendBack,
    /// Take it back from its approvers.
    Recall,
    /// Put it on hold.
    Hold,
    /// Let it go on.
    Release,
    /// Say that its entries were extracted.
    MarkExtracted,
    /// Say that it was paid.
    ConfirmPayment,
    /// Add the image of a receipt that is missing.
    AttachReceipt,
}

impl ActionKind {
    /// Every one of them.
    pub const ALL: [Self; 9] = [
        Self::Submit,
        Self::Approve,
        Self::SendBack,
        Self::Recall,
        Self::Hold,
        Self::Release,
        Self::MarkExtracted,
        Self::ConfirmPayment,
        Self::AttachReceipt,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::SendBack => "sendBack",
            Self::Recall => "recall",
            Self::Hold => "hold",
            Self::Release => "release",
            Self::MarkExtracted => "markExtracted",
            Self::ConfirmPayment => "confirmPayment",
            Self::AttachReceipt => "attachReceipt",
        }
    }
}

impl<'de> Deserialize<'de> for ActionKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
            let known = Self::ALL.map(Self::name).join(", ");
            D::Error::custom(format!("`{}` is no action; there are {known}", brief(name)))
        })
    }
}

impl Action {
    /// Something that the company does, without a word.
    ///
    /// ```
    /// use concur_emulator::control::{Action, ActionKind};
    ///
    /// assert_eq!(Action::confirm_payment(), Action::of(ActionKind::ConfirmPayment));
    /// let refusal = Action::send_back("A receipt is missing").by("manager@example.com");
    /// assert_eq!(refusal.comment.as_deref(), Some("A receipt is missing"));
    /// ```
    pub fn of(kind: ActionKind) -> Self {
        Self { kind, by: None, comment: None, expense_rejected_comment: None, expense_id: None }
    }

    /// Submits it.
    pub fn submit() -> Self {
        Self::of(ActionKind::Submit)
    }

    /// Approves it at the step where it is.
    pub fn approve() -> Self {
        Self::of(ActionKind::Approve)
    }

    /// Sends it back to its owner, with a word why.
    pub fn send_back(comment: impl Into<String>) -> Self {
        Self::of(ActionKind::SendBack).comment(comment)
    }

    /// Takes it back from its approvers.
    pub fn recall() -> Self {
        Self::of(ActionKind::Recall)
    }

    /// Puts it on hold.
    pub fn hold() -> Self {
        Self::of(ActionKind::Hold)
    }

    /// Lets it go on.
    pub fn release() -> Self {
        Self::of(ActionKind::Release)
    }

    /// Says that its entries were extracted.
    pub fn mark_extracted() -> Self {
        Self::of(ActionKind::MarkExtracted)
    }

    /// Says that it was paid.
    pub fn confirm_payment() -> Self {
        Self::of(ActionKind::ConfirmPayment)
    }

    /// Adds the images of all receipts that are missing.
    pub fn attach_receipts() -> Self {
        Self::of(ActionKind::AttachReceipt)
    }

    /// The same by a user: his login or UUID.
    #[must_use]
    pub fn by(mut self, user: impl Into<String>) -> Self {
        self.by = Some(user.into());
        self
    }

    /// The same with a word to it.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }
}

impl Control {
    /// Does with a report what only Concur's own pages can do at Concur, as any user, by the rules that hold for everyone. Answers the
    /// report as it is then.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// use concur_emulator::control::{Action, ErrorKind};
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().start().await?;
    /// let control = emulator.control();
    /// let report = control.act("764428DD6A664AF0BFCB", &Action::submit().by("traveler@example.com"))?;
    /// assert_eq!(report.step.map(|step| step.code).as_deref(), Some("MANAGER"));
    ///
    /// let refused = control.act("764428DD6A664AF0BFCB", &Action::approve().by("colleague@example.com")).unwrap_err();
    /// assert_eq!(refused.kind(), ErrorKind::Forbidden);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    ///
    /// # Errors
    /// Where there is no such report or user, or where the rules refuse it.
    pub fn act(&self, id: &str, action: &Action) -> Result<ReportSheet, ControlError> {
        let key = ReportKey::from(id);
        let store = &self.realm.store;
        let actor = store.read(|world| performer(world, action.by.as_deref()))?;
        let origin = self.origin();
        let deeds = store.read(|world| {
            let report = world.find_report(&key).ok_or_else(|| unknown(id))?;
            action.deeds(world, report)
        })?;
        for deed in deeds {
            let command = Command::Act { report: key.clone(), deed };
            store.execute(&actor, command, &origin).map_err(|rejection| refusal(&rejection))?;
        }
        self.report(id)
    }
}

impl Action {
    /// What is to be done.
    fn deeds(&self, world: &World, report: &Report) -> Result<Vec<Deed>, ControlError> {
        let comment = self.comment.clone();
        Ok(vec![match self.kind {
            ActionKind::Submit => Deed::Submit,
            ActionKind::Approve => Deed::Approve(Ok(Approval {
                comment,
                expense_rejected_comment: self.expense_rejected_comment.clone(),
                ..Approval::default()
            })),
            ActionKind::SendBack => {
                Deed::SendBack(Ok(SendBack { comment: comment.unwrap_or_default(), ..SendBack::default() }))
            }
            ActionKind::Recall => Deed::Recall(Ok(())),
            ActionKind::Hold => Deed::Hold,
            ActionKind::Release => Deed::Release,
            ActionKind::MarkExtracted => Deed::MarkExtracted,
            ActionKind::ConfirmPayment => Deed::ConfirmPayment,
            ActionKind::AttachReceipt => return receipts(world, report, self.expense_id.as_deref()),
        }])
    }
}

/// The receipts to attach: the one asked for, or all that are missing.
fn receipts(world: &World, report: &Report, expense: Option<&str>) -> Result<Vec<Deed>, ControlError> {
    match expense {
        Some(id) => {
            let id = ExpenseId::from_str(id).map_err(|error| ControlError::bad(error.to_string()).at("expenseId"))?;
            Ok(vec![Deed::AttachReceipt(id)])
        }
        None => {
            let lacking = report.expenses.iter().filter(|expense| expense.lacks_receipt_image(&world.company));
            Ok(lacking.map(|expense| Deed::AttachReceipt(expense.id)).collect())
        }
    }
}

fn performer(world: &World, name: Option<&str>) -> Result<Actor, ControlError> {
    match name {
        None | Some(COMPANY) => Ok(Actor::COMPANY),
        Some(name) => match world.find_user(name) {
            Some(user) => Ok(Actor::user(user.id)),
            None => Err(ControlError::bad(format!("there is no user `{name}`")).at("as")),
        },
    }
}

fn refusal(rejection: &Rejection) -> ControlError {
    let kind = match rejection {
        Rejection::ReportNotFound
        | Rejection::ExpenseNotFound
        | Rejection::AllocationNotFound
        | Rejection::TaxNotFound => ErrorKind::NotFound,
        Rejection::CommentNotFound | Rejection::ExceptionNotFound { .. } => ErrorKind::NotFound,
        Rejection::NotTheUser { .. }
        | Rejection::NotTheOwner
        | Rejection::NotAnApprover
        | Rejection::MissingRole(_)
        | Rejection::NeedsUser => ErrorKind::Forbidden,
        Rejection::Invalid(_) | Rejection::RejectedExpensesNeedComment { .. } => ErrorKind::Invalid,
        Rejection::IllegalAtStatus { .. }
        | Rejection::AlreadySubmitted { .. }
        | Rejection::AlreadyActed { .. }
        | Rejection::NotASystemStep { .. }
        | Rejection::StepCodeMismatch { .. }
        | Rejection::StepSequenceMismatch { .. }
        | Rejection::StaleStep
        | Rejection::StatusMismatch { .. }
        | Rejection::NotExtracted
        | Rejection::AlreadyExtracted
        | Rejection::NoExpenses
        | Rejection::BlockingException { .. }
        | Rejection::NoManager { .. }
        | Rejection::NoNewEntries
        | Rejection::ExceptionNotDeletable { .. } => ErrorKind::Conflict,
    };
    ControlError::new(kind, rejection.to_string())
}
