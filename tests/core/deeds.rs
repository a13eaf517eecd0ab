//! One deed of each kind with content that is always right, and everyone who could do it.

use concur_emulator::core::Actor;
use concur_emulator::core::allocation::AllocationPatch;
use concur_emulator::core::attendee::{NewAssociation, NewAttendance};
use concur_emulator::core::command::{Deed, HeaderPatch, NewExpense, NewItemization};
use concur_emulator::core::comment::Comment;
use concur_emulator::core::event::Acting;
use concur_emulator::core::exception::{Exception, NewException, Subject, Visibility};
use concur_emulator::core::expense::{ExpenseAmendment, ExpensePatch};
use concur_emulator::core::money::Currency;
use concur_emulator::core::particulars::Particulars;
use concur_emulator::core::report::Report;
use concur_emulator::core::table::CommandKind;
use concur_emulator::core::tax::TaxPatch;
use rust_decimal::Decimal;

use crate::support::cast::{ADVANCE, GUEST, PEOPLE, TAXES};
use crate::support::scene::{approve, recall, send_back};

/// Every user, the company and the clock.
pub fn everyone() -> Vec<Actor> {
    PEOPLE.iter().copied().map(Actor::user).chain([Actor::COMPANY, Actor::CLOCK]).collect()
}

/// A deed of a kind. The receipt is that of the report's last expense; without expenses there is none.
pub fn deed(kind: CommandKind, report: &Report) -> Option<Deed> {
    Some(match kind {
        CommandKind::UpdateHeader => Deed::UpdateHeader(Ok(HeaderPatch::default())),
        CommandKind::AmendHeader => Deed::AmendHeader(Ok(HeaderPatch::default())),
        CommandKind::Delete => Deed::Delete,
        CommandKind::AddExpense => Deed::AddExpense(Ok(Box::new(new_expense()))),
        CommandKind::AttachReceipt => Deed::AttachReceipt(report.expenses.last()?.id),
        CommandKind::Submit => Deed::Submit,
        CommandKind::Approve => approve(),
        CommandKind::SendBack => send_back(),
        CommandKind::Recall => recall(),
        CommandKind::MarkIntegrated => Deed::MarkIntegrated,
        CommandKind::MarkExtracted => Deed::MarkExtracted,
        CommandKind::ConfirmPayment => Deed::ConfirmPayment,
        CommandKind::Hold => Deed::Hold,
        CommandKind::Release => Deed::Release,
        CommandKind::AutoApprove => Deed::AutoApprove,
        CommandKind::Expire => Deed::Expire,
        CommandKind::UpdateExpense => {
            Deed::UpdateExpense(report.expenses.last()?.id, Ok(Box::new(ExpensePatch::default())))
        }
        CommandKind::AmendExpense => Deed::AmendExpense(report.expenses.last()?.id, Ok(ExpenseAmendment::default())),
        CommandKind::DeleteExpense => Deed::DeleteExpense(report.expenses.last()?.id),
        CommandKind::AddItemization => {
            Deed::AddItemization(report.expenses.last()?.id, Ok(Box::new(new_itemization())))
        }
        CommandKind::UpdateAllocation => {
            let expense = report.expenses.iter().find(|e| !e.allocations.is_empty())?;
            let patch = AllocationPatch { expenses: vec![expense.id], ..AllocationPatch::default() };
            Deed::UpdateAllocation(expense.allocations[0].id, Ok(patch))
        }
        CommandKind::SetAttendees => Deed::SetAttendees(report.expenses.last()?.id, Ok(attendance())),
        CommandKind::RemoveAttendees => Deed::RemoveAttendees(report.expenses.last()?.id),
        CommandKind::AssociateCashAdvances => Deed::AssociateCashAdvances(Ok(vec![ADVANCE])),
        CommandKind::DisassociateCashAdvances => Deed::DisassociateCashAdvances(Ok(vec![ADVANCE])),
        CommandKind::AdjustTax => {
            let expense = report.expenses.last()?.id;
            Deed::AdjustTax { expense, authority: TAXES, patch: Ok(TaxPatch::default()) }
        }
        CommandKind::AddComment => Deed::AddComment(None, Ok("Said.".to_owned())),
        CommandKind::ChangeComment => Deed::ChangeComment(None, Ok("Said otherwise.".to_owned())),
        CommandKind::DeleteComment => Deed::DeleteComment(None),
        CommandKind::PutException => Deed::PutException(Subject::Report, Ok(remark())),
        CommandKind::DeleteException => Deed::DeleteException(Subject::Report, remark().code),
    })
}

/// Lets the owner have said something, and the company have remarked something that stops nothing.
pub fn remarked(report: &mut Report) {
    let by = Acting { user: Some(report.owner), delegate: None };
    report.comments.push(Comment::new(report.created_at, by, &report.state, "Said.".into()));
    let NewException { code, visibility } = remark();
    let message = "Remarked.".to_owned();
    report.exceptions.push(Exception { code, message, blocks_submit: false, visibility, is_from_api: true });
}

/// An exception that stops nothing.
fn remark() -> NewException {
    NewException { code: "REMARK".to_owned(), visibility: Visibility::All }
}

/// A guest, to whom all of ten dollars is counted.
pub fn attendance() -> NewAttendance {
    let guest = NewAssociation {
        attendee: GUEST,
        version: None,
        amount: Some(Decimal::TEN),
        is_amount_edited: false,
        is_traveling: None,
        count: None,
        custom: Vec::new(),
    };
    NewAttendance { no_shows: None, associations: vec![guest] }
}

/// A taxi of ten dollars.
pub fn new_expense() -> NewExpense {
    NewExpense {
        expense_type: "TAXIX".to_owned(),
        payment_type: "CASH".to_owned(),
        transaction_date: chrono::NaiveDate::default(),
        amount: Decimal::TEN,
        currency: Currency::USD,
        exchange_rate: None,
        business_purpose: None,
        vendor: None,
        location: None,
        comment: None,
        is_personal: false,
        is_billable: false,
        custom: Vec::new(),
        particulars: Particulars::default(),
    }
}

/// All of a taxi of ten dollars.
pub fn new_itemization() -> NewItemization {
    NewItemization {
        expense_type: "TAXIX".to_owned(),
        transaction_date: chrono::NaiveDate::default(),
        amount: Decimal::TEN,
        business_purpose: None,
        comment: None,
        is_personal: false,
        is_billable: false,
        custom: Vec::new(),
    }
}
