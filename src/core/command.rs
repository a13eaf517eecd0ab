//! What can be asked of a world, and by whom.

use std::convert::Infallible;
use std::str::FromStr;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::allocation::AllocationPatch;
use super::attendee::NewAttendance;
use super::exception::{NewException, Subject};
use super::expense::{CustomField, ExpenseAmendment, ExpensePatch, Location, Vendor};
use super::ids::{AllocationId, CashAdvanceId, ExpenseId, PolicyId, ReportId, TaxAuthorityId, UserId};
use super::money::{Currency, ExchangeRate};
use super::particulars::Particulars;
use super::rejection::Body;
use super::table::CommandKind;
use super::tax::TaxPatch;

/// Who asks, for whom, and in which part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// Whose token it is.
    pub caller: Caller,
    /// The user named in the path; the caller himself where the path names none.
    pub target: Option<UserId>,
    /// The part that the caller claims.
    pub part: Part,
}

/// Whose token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// A user's.
    User(UserId),
    /// The company's.
    Company,
    /// None: the tenant's clock acts.
    Clock,
}

/// The part that a caller claims (`contextType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The report's owner.
    Traveler,
    /// An approver.
    Manager,
    /// A processor.
    Processor,
    /// Someone acting for the owner.
    Proxy,
    /// An administrator acting for the owner (v1.1).
    Administrator,
    /// None: whatever part he has will do.
    Unstated,
}

impl Actor {
    /// A user acting for himself, in whatever part he has.
    pub const fn user(user: UserId) -> Self {
        Self { caller: Caller::User(user), target: None, part: Part::Unstated }
    }

    /// The company.
    pub const COMPANY: Self = Self { caller: Caller::Company, target: None, part: Part::Unstated };

    /// The clock.
    pub const CLOCK: Self = Self { caller: Caller::Clock, target: None, part: Part::Unstated };

    /// The same, in this part.
    pub const fn with_part(self, part: Part) -> Self {
        Self { part, ..self }
    }

    /// The same, for this user.
    pub const fn acting_for(self, user: UserId) -> Self {
        Self { target: Some(user), ..self }
    }
}

/// How a caller names a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportKey {
    /// By its ID.
    Id(ReportId),
    /// By something else: an alias, or nothing that exists.
    Alias(Box<str>),
}

impl FromStr for ReportKey {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl From<&str> for ReportKey {
    fn from(text: &str) -> Self {
        ReportId::from_str(text).map_or_else(|_| Self::Alias(text.into()), Self::Id)
    }
}

impl From<ReportId> for ReportKey {
    fn from(id: ReportId) -> Self {
        Self::Id(id)
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Create a report.
    Create {
        /// For this user.
        owner: UserId,
        /// Its header.
        body: Body<NewReport>,
    },
    /// Do something with a report.
    Act {
        /// Which.
        report: ReportKey,
        /// What.
        deed: Deed,
    },
}

/// What is asked of a report that exists. Each corresponds to one [`CommandKind`].
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Change any field of the header.
    UpdateHeader(Body<HeaderPatch>),
    /// Change the five fields that stay open.
    AmendHeader(Body<HeaderPatch>),
    /// Delete.
    Delete,
    /// Add an expense.
    AddExpense(Body<Box<NewExpense>>),
    /// Attach an image of a receipt.
    AttachReceipt(ExpenseId),
    /// Submit.
    Submit,
    /// Approve.
    Approve(Body<Approval>),
    /// Send back.
    SendBack(Body<SendBack>),
    /// Recall.
    Recall(Body<()>),
    /// Say that the report was booked.
    MarkIntegrated,
    /// Say that its entries were extracted.
    MarkExtracted,
    /// Say that it was paid out.
    ConfirmPayment,
    /// Hold.
    Hold,
    /// Release.
    Release,
    /// The clock approves.
    AutoApprove,
    /// The clock lets the step expire.
    Expire,
    /// Change any field of an expense or itemization.
    UpdateExpense(ExpenseId, Body<Box<ExpensePatch>>),
    /// Change the few fields of an expense or itemization that stay open.
    AmendExpense(ExpenseId, Body<ExpenseAmendment>),
    /// Delete an expense or itemization.
    DeleteExpense(ExpenseId),
    /// Split a part off an expense.
    AddItemization(ExpenseId, Body<Box<NewItemization>>),
    /// Change an allocation.
    UpdateAllocation(AllocationId, Body<AllocationPatch>),
    /// Say who took part in an expense, whoever was said to before.
    SetAttendees(ExpenseId, Body<NewAttendance>),
    /// Say that nobody took part in an expense.
    RemoveAttendees(ExpenseId),
    /// Associate these cash advances and no others.
    AssociateCashAdvances(Body<Vec<CashAdvanceId>>),
    /// Take these cash advances off it.
    DisassociateCashAdvances(Body<Vec<CashAdvanceId>>),
    /// Change the tax of an expense.
    AdjustTax {
        /// Which expense or itemization.
        expense: ExpenseId,
        /// Which of its taxes.
        authority: TaxAuthorityId,
        /// How.
        patch: Body<TaxPatch>,
    },
    /// Say something of the report as a whole, or of one of its expenses.
    AddComment(Option<ExpenseId>, Body<String>),
    /// Say something else than the caller said last.
    ChangeComment(Option<ExpenseId>, Body<String>),
    /// Take back what the caller said last.
    DeleteComment(Option<ExpenseId>),
    /// Put an exception on a report, an expense or an allocation.
    PutException(Subject, Body<NewException>),
    /// Delete the exception with this code.
    DeleteException(Subject, String),
}

impl Deed {
    /// The column of the status table.
    pub const fn kind(&self) -> CommandKind {
        match self {
            Self::UpdateHeader(_) => CommandKind::UpdateHeader,
            Self::AmendHeader(_) => CommandKind::AmendHeader,
            Self::Delete => CommandKind::Delete,
            Self::AddExpense(_) => CommandKind::AddExpense,
            Self::AttachReceipt(_) => CommandKind::AttachReceipt,
            Self::Submit => CommandKind::Submit,
            Self::Approve(_) => CommandKind::Approve,
            Self::SendBack(_) => CommandKind::SendBack,
            Self::Recall(_) => CommandKind::Recall,
            Self::MarkIntegrated => CommandKind::MarkIntegrated,
            Self::MarkExtracted => CommandKind::MarkExtracted,
            Self::ConfirmPayment => CommandKind::ConfirmPayment,
            Self::Hold => CommandKind::Hold,
            Self::Release => CommandKind::Release,
            Self::AutoApprove => CommandKind::AutoApprove,
            Self::Expire => CommandKind::Expire,
            Self::UpdateExpense(..) => CommandKind::UpdateExpense,
            Self::AmendExpense(..) => CommandKind::AmendExpense,
            Self::DeleteExpense(_) => CommandKind::DeleteExpense,
            Self::AddItemization(..) => CommandKind::AddItemization,
            Self::UpdateAllocation(..) => CommandKind::UpdateAllocation,
            Self::SetAttendees(..) => CommandKind::SetAttendees,
            Self::RemoveAttendees(_) => CommandKind::RemoveAttendees,
            Self::AssociateCashAdvances(_) => CommandKind::AssociateCashAdvances,
            Self::DisassociateCashAdvances(_) => CommandKind::DisassociateCashAdvances,
            Self::AdjustTax { .. } => CommandKind::AdjustTax,
            Self::AddComment(..) => CommandKind::AddComment,
            Self::ChangeComment(..) => CommandKind::ChangeComment,
            Self::DeleteComment(_) => CommandKind::DeleteComment,
            Self::PutException(..) => CommandKind::PutException,
            Self::DeleteException(..) => CommandKind::DeleteException,
        }
    }
}

impl Command {
    /// This, with that report.
    pub fn act(report: impl Into<ReportKey>, deed: Deed) -> Self {
        Self::Act { report: report.into(), deed }
    }
}

/// The header of a report to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewReport {
    /// Its name.
    pub name: String,
    /// Its policy; the company's default where none is named.
    pub policy: Option<PolicyId>,
    /// What for.
    pub business_purpose: Option<String>,
    /// A first comment.
    pub comment: Option<String>,
    /// ISO 3166-1; the company's where none is named.
    pub country_code: Option<String>,
    /// ISO 3166-2.
    pub country_sub_division_code: Option<String>,
    /// The date on it; today where none is named.
    pub report_date: Option<NaiveDate>,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Last day.
    pub end_date: Option<NaiveDate>,
    /// Values of custom fields.
    pub custom: Vec<CustomField>,
}

/// A field of a merge patch: absent, null and a value are three things.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// Absent: leave it.
    #[default]
    Keep,
    /// Null: clear it, where it may be empty.
    Clear,
    /// A value: set it.
    Set(T),
}

impl<T> Patch<T> {
    /// What an optional field is after the patch.
    pub fn or(self, current: Option<T>) -> Option<T> {
        match self {
            Self::Keep => current,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// What a field that is never empty is after the patch: clients send null for every field that they leave alone.
    pub fn or_keep(self, current: T) -> T {
        match self {
            Self::Keep | Self::Clear => current,
            Self::Set(value) => value,
        }
    }
}

/// Changes to a report's header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderPatch {
    /// Its name.
    pub name: Patch<String>,
    /// Its policy.
    pub policy: Patch<PolicyId>,
    /// What for.
    pub business_purpose: Patch<String>,
    /// A comment to add.
    pub comment: Patch<String>,
    /// ISO 3166-1.
    pub country_code: Patch<String>,
    /// ISO 3166-2.
    pub country_sub_division_code: Patch<String>,
    /// The date on it.
    pub report_date: Patch<NaiveDate>,
    /// First day.
    pub start_date: Patch<NaiveDate>,
    /// Last day.
    pub end_date: Patch<NaiveDate>,
    /// Whether the paper receipts came in.
    pub paper_receipts_received: Patch<bool>,
    /// Values of custom fields, each set or cleared by itself.
    pub custom: Patch<Vec<CustomField>>,
}

/// An expense to be.
#[derive(Debug, Clone, PartialEq)]
pub struct NewExpense {
    /// Code of the expense type.
    pub expense_type: String,
    /// Id of the payment type.
    pub payment_type: String,
    /// When it was spent.
    pub transaction_date: NaiveDate,
    /// How much.
    pub amount: Decimal,
    /// Of which currency.
    pub currency: Currency,
    /// How it becomes an amount in the report's currency; by the company's rate where none is named.
    pub exchange_rate: Option<ExchangeRate>,
    /// What for.
    pub business_purpose: Option<String>,
    /// Whom it was paid to.
    pub vendor: Option<Vendor>,
    /// Where.
    pub location: Option<Location>,
    /// What the employee remarks: its first comment.
    pub comment: Option<Arc<str>>,
    /// Whether the company owes nothing for it.
    pub is_personal: bool,
    /// Whether it is billed to a customer.
    pub is_billable: bool,
    /// Values of custom fields.
    pub custom: Vec<CustomField>,
    /// What only some expenses have.
    pub particulars: Particulars,
}

/// A part of an expense to be. Its currency, rate and way of paying are the expense's.
#[derive(Debug, Clone, PartialEq)]
pub struct NewItemization {
    /// Code of the expense type.
    pub expense_type: String,
    /// When it was spent.
    pub transaction_date: NaiveDate,
    /// How much, in the currency of the expense.
    pub amount: Decimal,
    /// What for.
    pub business_purpose: Option<String>,
    /// What the employee remarks: its first comment.
    pub comment: Option<Arc<str>>,
    /// Whether the company owes nothing for it.
    pub is_personal: bool,
    /// Whether it is billed to a customer.
    pub is_billable: bool,
    /// Values of custom fields.
    pub custom: Vec<CustomField>,
}

/// What an approver says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Approval {
    /// Whatever he likes.
    pub comment: Option<String>,
    /// Why he rejected expenses.
    pub expense_rejected_comment: Option<String>,
    /// Where he thinks the report is.
    pub expected: ExpectedStep,
    /// The status that he wants to give; plain approval where absent.
    pub status: Option<String>,
}

/// What someone says who sends a report back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SendBack {
    /// Why; never absent.
    pub comment: String,
    /// Where he thinks the report is.
    pub expected: ExpectedStep,
}

/// Where a caller thinks the report is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExpectedStep {
    /// The step's code.
    pub code: Option<String>,
    /// The step's place, from "1".
    pub sequence: Option<String>,
}
