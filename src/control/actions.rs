//! Doing with a report what only Concur's own pages can do at Concur.

mod refused;

use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use self::refused::{instead, refusal};
use super::nearest::{did_you_mean, listed};
use super::reports::{COMPANY, ReportSheet, unknown};
use super::{Control, ControlError};
use crate::core::World;
use crate::core::command::{Actor, Approval, Command, Deed, ReportKey, SendBack};
use crate::core::ids::ExpenseId;
use crate::core::journey;
use crate::core::rejection::brief;
use crate::core::report::Report;

/// How many logins an unknown one is compared with.
const COMPARED: usize = 1_000;

/// What to do with a report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Action {
    /// `submit`, `approve`, `sendBack`, `recall`, `hold`, `release`, `markIntegrated`, `markExtracted`, `confirmPayment` or
    /// `attachReceipt`.
    #[serde(rename = "action")]
    #[schema(value_type = String)]
    pub kind: ActionKind,
    /// By whom: a login, a UUID, or `company`. Where it is left out, the company acts, which can do all but submit, recall, hold and
    /// release.
    #[serde(rename = "as")]
    pub by: Option<String>,
    /// What he says; a send back needs it. It stays with approvals and send backs, the others have no place for it.
    pub comment: Option<String>,
    /// Why expenses were rejected; an approval of a report with rejected expenses needs it, and nothing else takes it.
    pub expense_rejected_comment: Option<String>,
    /// The expense that the receipt belongs to; every one that lacks an image where it is left out. Only `attachReceipt` takes it.
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
    /// Say that it was booked, by which it is paid.
    MarkIntegrated,
    /// Say that its entries were extracted.
    MarkExtracted,
    /// Say that it was paid.
    ConfirmPayment,
    /// Add the image of a receipt that is missing.
    AttachReceipt,
}

impl ActionKind {
    /// Every one of them.
    pub const ALL: [Self; 10] = [
        Self::Submit,
        Self::Approve,
        Self::SendBack,
        Self::Recall,
        Self::Hold,
        Self::Release,
        Self::MarkIntegrated,
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
            Self::MarkIntegrated => "markIntegrated",
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
            let known = Self::ALL.map(Self::name);
            let like = did_you_mean(&name, &known);
            D::Error::custom(format!("`{}` is no action; {like}there are {}", brief(name), listed(&known)))
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

    /// Says that it was booked, by which it is paid.
    pub fn mark_integrated() -> Self {
        Self::of(ActionKind::MarkIntegrated)
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
        let (store, now, origin) = (&self.realm.store, self.now(), self.origin());
        action.check()?;
        let (actor, deeds) = store.read(|world| {
            let actor = performer(world, action.by.as_deref())?;
            let report = world.find_report(&key).ok_or_else(|| unknown(id))?;
            let deeds = action.deeds(world, report)?;
            // Whoever has several parts in the report acts in the one that lets him.
            let actor = deeds.first().map_or(actor, |deed| journey::in_his_part(world, report, actor, deed, now));
            Ok::<_, ControlError>((actor, deeds))
        })?;
        for deed in deeds {
            let command = Command::Act { report: key.clone(), deed };
            store.execute(&actor, command, &origin).map_err(|rejection| {
                let instead = store.read(|world| Some(instead(world, world.find_report(&key)?, action.kind, now)));
                refusal(rejection, &instead.unwrap_or_default())
            })?;
        }
        self.report(id)
    }
}

impl Action {
    /// Refuses fields that this action has no use for: whoever gives one meant another action.
    fn check(&self) -> Result<(), ControlError> {
        let inapplicable = [
            ("expenseId", self.expense_id.is_some(), ActionKind::AttachReceipt),
            ("expenseRejectedComment", self.expense_rejected_comment.is_some(), ActionKind::Approve),
        ];
        let misplaced = inapplicable.into_iter().find(|(_, is_there, only)| *is_there && *only != self.kind);
        misplaced.map_or(Ok(()), |(field, _, only)| {
            let message = format!("is of no use to `{}`; only `{}` takes it", self.kind.name(), only.name());
            Err(ControlError::bad(message).at(field))
        })
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
            ActionKind::MarkIntegrated => Deed::MarkIntegrated,
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
            None => {
                let logins: Vec<_> = world.users().map(|user| user.login.as_str()).take(COMPARED).collect();
                let like = did_you_mean(name, &logins);
                let message =
                    format!("there is no user `{}`; {like}give a login, a UUID or `company`", brief(name.to_owned()));
                Err(ControlError::bad(message).at("as"))
            }
        },
    }
}
