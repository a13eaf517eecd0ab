//! One deed of each kind with content that is always right, and everyone who could do it.

use concur_emulator::core::Actor;
use concur_emulator::core::command::{Deed, HeaderPatch, NewExpense};
use concur_emulator::core::expense::{ExpenseAmendment, ExpensePatch};
use concur_emulator::core::money::Currency;
use concur_emulator::core::particulars::Particulars;
use concur_emulator::core::report::Report;
use concur_emulator::core::table::CommandKind;
use rust_decimal::Decimal;

use crate::support::cast::PEOPLE;
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
    })
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
