//! What shares of expenses are booked as. No page says how; this is what the descriptions of its elements lead to (inferred).

use rust_decimal::Decimal;

use super::allocation::Share;
use super::{Scene, number};
use crate::api::expense_v2::wire::allocation::JournalEntry;
use crate::api::expense_v2::wire::scalar::Signed;
use crate::core::company::Payer;

/// Someone who pays or is paid: his name and code.
type Side<'a> = (&'a str, &'a str);

const COMPANY: Side<'static> = ("Company", "COPD");
const EMPLOYEE: Side<'static> = ("Employee", "CASH");

/// What a share is booked as: what is approved of it as a debit of the company; and what is personal of it, where it was paid with
/// the company's money, as a debit of the company and a credit of the employee.
pub fn entries<'a>(scene: Scene<'a>, share: &Share<'a>) -> Vec<JournalEntry<'a>> {
    let company = scene.company;
    let id = &share.part.expense.details.payment_type;
    let payer = company.payer(id);
    let by_type = company.payment_types.get(id).map_or((&**id, &**id), |paid| (&*paid.name, &*paid.code));
    let payee = if payer == Payer::Employee { EMPLOYEE } else { by_type };
    let account = share.allocation.and_then(|allocation| allocation.account_code.as_deref());
    let personal = share.portion.posted - share.portion.claimed;
    let mut rows = Vec::new();
    if personal.is_zero() || !share.portion.approved.is_zero() {
        rows.push((COMPANY, payee, account, share.portion.approved));
    }
    if payer != Payer::Employee && !personal.is_zero() {
        rows.push((COMPANY, payee, None, personal));
        rows.push((EMPLOYEE, COMPANY, None, -personal));
    }
    if rows.is_empty() {
        rows.push((COMPANY, payee, account, Decimal::ZERO));
    }
    let first = share
        .allocation
        .map_or_else(|| number(share.part.expense.entry_id.as_bytes()), |allocation| number(allocation.id.as_bytes()));
    let entry = |(count, (payer, payee, account_code, amount)): (u64, (Side<'a>, Side<'a>, _, Decimal))| JournalEntry {
        journal_id: (first + count).to_string(),
        payer_payment_type_name: payer.0,
        payer_payment_type_code: payer.1,
        payee_payment_type_name: payee.0,
        payee_payment_code: payee.1,
        account_code,
        debit_or_credit: if amount < Decimal::ZERO { "CR" } else { "DR" },
        amount: Signed(amount),
        job_run_key: scene.report.extract_key(),
    };
    (0..).zip(rows).map(entry).collect()
}
