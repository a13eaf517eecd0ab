//! A report in full.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use super::{amount, entry_key, flag};
use crate::api::expense_v1::wire::details::{
    Allocation, Attendee, Entries, EntryAllocation, ExpenseEntry, FieldValue, Itemization, OrNil, Repeated,
    ReportDetails,
};
use crate::api::form_fields::{fill_fields, form_fields};
use crate::api::names;
use crate::core::Timestamp;
use crate::core::allocation::{self, Extent};
use crate::core::amounts::{Leaf, Totals};
use crate::core::attendee::Association;
use crate::core::company::{Company, CostObject};
use crate::core::expense::{CustomField, Details, Expense, Location};
use crate::core::form::identifier;
use crate::core::language::Language;
use crate::core::money::RATE_SCALE;
use crate::core::particulars::{Particulars, Receipt};
use crate::core::report::{Header, Report, workflow_step_key};
use crate::core::status::Status;
use crate::core::user::User;
use crate::tenant::queries::ReportView;

/// What stands where a report was never submitted: the first moment that .NET knows.
const NEVER: &str = "0001-01-01T00:00:00";

/// Where an answer is read.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The base URL, without a trailing slash.
    pub base_url: &'a str,
    /// The reader's language.
    pub language: Language,
}

/// A report while its details are worded.
#[derive(Clone, Copy)]
struct Scene<'a> {
    key: &'a str,
    company: &'a Company,
    owner: Option<&'a User>,
    place: Place<'a>,
}

impl<'a> Scene<'a> {
    /// A name of the company's own in the reader's language.
    fn named(&self, name: &'a str) -> &'a str {
        self.company.translations.of(name, self.place.language)
    }

    fn login(&self) -> Option<&'a str> {
        self.owner.map(|owner| &*owner.login)
    }

    fn owner_name(&self) -> Option<String> {
        self.owner.map(|owner| format!("{}, {}", owner.last_name, owner.first_name))
    }

    /// The name of a type of expense; its code where the catalogue has lost it.
    fn type_name(&self, code: &'a str) -> &'a str {
        self.named(self.company.expense_types.get(code).map_or(code, |known| &known.name))
    }

    /// The value of a field of a form. Of lists only that of the cost objects is known.
    fn field(&self, fields: &'a [CustomField], id: &str) -> Option<FieldValue<'a>> {
        let value = fields.iter().find(|field| field.id == id)?.value.as_deref()?;
        let item = value.parse().ok().and_then(|item| self.company.cost_objects.of_item(item));
        Some(item.map_or(FieldValue(Cow::Borrowed(value)), list_item))
    }

    /// The same of a share, which has its cost object in one of them.
    fn share_field(&self, share: Option<&'a allocation::Allocation>, id: &str) -> Option<FieldValue<'a>> {
        let share = share?;
        let charged = (id == self.company.cost_object_field).then(|| self.company.cost_objects.get(&share.cost_object));
        charged.flatten().map(list_item).or_else(|| self.field(&share.custom, id))
    }
}

fn list_item(CostObject { code, name, .. }: &CostObject) -> FieldValue<'_> {
    FieldValue(Cow::Owned(format!("({code}) {name}")))
}

fn moment(at: Timestamp) -> String {
    at.format("%Y-%m-%dT%H:%M:%S").to_string()
}

fn day(day: NaiveDate) -> String {
    day.and_time(NaiveTime::MIN).format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// A report in full, under the key by which it is known; see [`report_key`].
pub fn details<'a>(view: &'a ReportView, key: &'a str, place: Place<'a>) -> ReportDetails<'a> {
    let ReportView { report, company, policy: _, owner } = view;
    let scene = Scene { key, company, owner: owner.as_deref(), place };
    let Report { id, currency, header, state, expenses, created_at, was_sent_back, .. } = &**report;
    let Header { name, policy, business_purpose, report_date, custom, .. } = header;
    let Totals { total, personal, claimed, approved, company_paid: _, due_employee, due_company_card, due_company: _ } =
        report.totals(company);
    let Status { approval, payment } = state.status();
    let field = |id: &str| scene.field(custom, id);
    let action_url = |step| format!("{}/api/expense/expensereport/v1.1/report/{step}/workflowaction", place.base_url);
    form_fields! { header => fill_fields { field in ReportDetails {
        user_id: scene.login(),
        report_id: id.to_string(),
        report_name: name,
        purpose: business_purpose.as_deref(),
        crn_code: currency.as_str(),
        aps_key: approval.code(),
        report_date: day(*report_date),
        creation_date: moment(*created_at),
        receipt_image_url: None,
        has_exception: flag(report.has_exceptions()),
        ever_sent_back: flag(*was_sent_back),
        employee_name: scene.owner_name(),
        apv_status_name: names::approval(approval, place.language),
        pay_key: payment.code(),
        pay_status_name: names::payment(payment, place.language),
        paid_date: OrNil(report.paid_at().map(moment)),
        submit_date: report.submitted_at().map_or_else(|| NEVER.to_owned(), moment),
        entry_count: expenses.len().to_string(),
        ledger_name: &company.ledger.name,
    } and {
        pol_key: policy.to_string(),
        rpt_key: key,
        report_total: amount(total),
        personal_expenses: amount(personal),
        amount_due_employee: amount(due_employee),
        amount_due_company_card: amount(due_company_card),
        total_claimed_amount: amount(claimed),
        total_approved_amount: amount(approved),
        workflow_action_url: workflow_step_key(report).map(action_url).unwrap_or_default(),
        entries: Entries {
            count: expenses.len().to_string(),
            expense_entry: Repeated(expenses.iter().map(|expense| entry(scene, expense)).collect()),
        },
    } } }
}

/// The key by which a report is known outside: its alias, or else its ID.
pub fn report_key(report: &Report) -> String {
    report.alias.as_deref().map_or_else(|| report.id.to_string(), str::to_owned)
}

/// An expense.
fn entry<'a>(scene: Scene<'a>, expense: &'a Expense) -> ExpenseEntry<'a> {
    let Scene { company, place, .. } = scene;
    let Details {
        expense_type,
        payment_type,
        transaction_date,
        transaction,
        exchange_rate,
        business_purpose,
        vendor,
        location,
        custom,
        particulars,
        ..
    } = &expense.details;
    let Particulars { receipt, sources, .. } = &**particulars;
    let Receipt { image, is_paper_required, .. } = receipt;
    let sources = sources.as_ref();
    let known = company.expense_types.get(expense_type);
    let category = known.map(|known| company.spend_categories.get(&known.category).unwrap_or(&known.category));
    let form = company.expense_forms.of(expense_type);
    let present = present(expense);
    let is_itemized = !expense.itemizations.is_empty();
    let mut rate = exchange_rate.as_multiplier();
    rate.rescale(RATE_SCALE);
    let at = location.as_ref();
    let field = |id: &str| scene.field(custom, id);
    form_fields! { entry => fill_fields { field in ExpenseEntry {
        receipt_required: flag(*is_paper_required),
        image_required: flag(company.wants_image(expense_type)),
        ereceipt_id: sources.and_then(|from| from.electronic_receipt.as_deref()),
    } and {
        rpe_key: entry_key(expense.entry_id),
        rpt_key: scene.key,
        user_id: scene.login(),
        exp_key: expense_type,
        form_key: identifier(&form.name, ""),
        receipt_image_id: image.as_deref(),
        exp_name: scene.type_name(expense_type),
        business_purpose: business_purpose.as_deref(),
        has_vat: flag(expense.leaves().any(|leaf| leaf.expense.taxes.iter().any(|tax| tax.amount.is_some()))),
        exchange_rate: rate.to_string(),
        transaction_amount: amount(transaction.amount),
        posted_amount: amount(expense.posted),
        approved_amount: amount(expense.approved()),
        transaction_currency_name: names::currency(&transaction.currency, place.language),
        vendor_description: vendor.as_ref().and_then(|vendor| vendor.description.as_deref()),
        location_name: at.map(|Location { name, city, .. }| scene.named(city.as_ref().unwrap_or(name))),
        location_subdivision: at.and_then(|at| at.country_sub_division_code.as_deref()),
        location_country: at.and_then(|at| at.country_code.as_deref()),
        spend_category: category.map(|category| scene.named(category)),
        has_comments: flag(!expense.comments.is_empty()),
        comment_count: expense.comments.len().to_string(),
        payment_type_key: company.payment_types.get(payment_type).map_or(payment_type, |paid| &paid.code),
        is_itemized: flag(is_itemized),
        has_exceptions: flag(expense.with_itemizations().any(Expense::has_exceptions)),
        is_personal: flag(expense.is_personal()),
        has_attendees: flag(!present.is_empty()),
        has_allocation: Extent::of(expense).code(),
        is_credit_card_charge: flag(sources.is_some_and(|from| from.credit_card_transaction.is_some())),
        attendee_count: present.len().to_string(),
        is_personal_card_charge: flag(sources.is_some_and(|from| from.personal_card_transaction.is_some())),
        transaction_date: day(*transaction_date),
        last_modified_date: moment(expense.modified_at),
        itemization_list: expense.leaves().filter(|_| is_itemized).map(|part| itemization(scene, part)).collect(),
        allocations: (!is_itemized).then(|| Repeated(entry_shares(scene, expense))),
        attendee_details: Repeated(present.into_iter().map(|one| attendee(scene, one)).collect()),
    } } }
}

/// Who took part in an expense or in its itemizations, each attendee once.
fn present(expense: &Expense) -> Vec<&Association> {
    let mut present: Vec<&Association> = Vec::new();
    for association in expense.with_itemizations().flat_map(|part| &part.attendance.associations) {
        if present.iter().all(|known| known.attendee != association.attendee) {
            present.push(association);
        }
    }
    present
}

fn itemization<'a>(scene: Scene<'a>, part: Leaf<'a>) -> Itemization<'a> {
    let Leaf { expense, is_rejected: _ } = part;
    let Details { expense_type, transaction_date, transaction, business_purpose, custom, .. } = &expense.details;
    let field = |id: &str| scene.field(custom, id);
    form_fields! { itemization => fill_fields { field in Itemization {
    } and {
        itemization_key: entry_key(expense.entry_id),
        expense_key: expense_type,
        expense_name: scene.type_name(expense_type),
        business_purpose: business_purpose.as_deref(),
        transaction_amount: amount(transaction.amount),
        transaction_date: day(*transaction_date),
        posted_amount: amount(expense.posted),
        approved_amount: amount(part.approved()),
        has_comments: flag(!expense.comments.is_empty()),
        comment_count: expense.comments.len().to_string(),
        is_personal: flag(expense.is_personal()),
        last_modified: moment(expense.modified_at),
        allocations_list: shares(expense).map(|share| allocation(scene, expense, share)).collect(),
    } } }
}

/// The shares of what counts of an expense: where nothing is allocated, one that is all of it.
fn shares(expense: &Expense) -> impl Iterator<Item = Option<&allocation::Allocation>> {
    let whole = expense.allocations.is_empty().then_some(None);
    whole.into_iter().chain(expense.allocations.iter().map(Some))
}

fn share_key(expense: &Expense, share: Option<&allocation::Allocation>) -> String {
    share.map_or_else(|| entry_key(expense.entry_id), |share| share.id.to_string())
}

fn percentage(share: Option<&allocation::Allocation>) -> String {
    format!("{}%", amount(share.map_or(Decimal::ONE_HUNDRED, |share| share.percentage)))
}

fn allocation<'a>(scene: Scene<'a>, expense: &'a Expense, share: Option<&'a allocation::Allocation>) -> Allocation<'a> {
    let field = |id: &str| scene.share_field(share, id);
    form_fields! { part => fill_fields { field in Allocation {
    } and {
        allocation_key: share_key(expense, share),
        percentage: percentage(share),
        account_code_1: share.and_then(|share| share.account_code.as_deref()),
        account_code_2: share.and_then(|share| share.over_limit_account_code.as_deref()),
    } } }
}

fn entry_shares<'a>(scene: Scene<'a>, expense: &'a Expense) -> Vec<EntryAllocation<'a>> {
    let written = |share: Option<&'a allocation::Allocation>| {
        let field = |id: &str| scene.share_field(share, id);
        form_fields! { part => fill_fields { field in EntryAllocation {
        } and {
            account_code_1: share.and_then(|share| share.account_code.as_deref()),
            account_code_2: share.and_then(|share| share.over_limit_account_code.as_deref()),
            alloc_key: share_key(expense, share),
            percentage: percentage(share),
        } } }
    };
    shares(expense).map(written).collect()
}

/// Someone who took part. He is the report's owner's (inferred: nobody else is known to own him).
fn attendee<'a>(scene: Scene<'a>, association: &'a Association) -> Attendee<'a> {
    let known = scene.company.attendees.get(&association.attendee);
    let also = known.map(|known| &known.particulars);
    let field = |id: &str| scene.field(&association.custom, id);
    form_fields! { part => fill_fields { field in Attendee {
    } and {
        attendee_type: known.map(|known| &*known.attendee_type),
        first_name: known.and_then(|known| known.first_name.as_deref()),
        last_name: known.map(|known| &*known.last_name),
        company: known.and_then(|known| known.company.as_deref()),
        external_id: also.and_then(|also| also.external_id.as_deref()),
        has_exceptions_prev_year: flag(false),
        has_exceptions_ytd: flag(false),
        is_deleted: flag(false),
        owner_emp_name: scene.owner_name(),
        title: also.and_then(|also| also.title.as_deref()),
        total_amount_prev_year: amount(Decimal::ZERO),
        total_amount_ytd: amount(also.map_or(Decimal::ZERO, |also| also.total_this_year)),
        version_number: association.version.to_string(),
        attendee_key: association.attendee.to_string(),
    } } }
}
