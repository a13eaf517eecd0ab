//! The expenses of a report and their itemizations.

use rust_decimal::Decimal;

use super::{Scene, allocation, attendee, number};
use crate::api::expense_v2::wire::card::CardTransaction;
use crate::api::expense_v2::wire::entry::{ExpenseEntry, Itemization};
use crate::api::expense_v2::wire::scalar::{Amount, Flag, Moment, Rate};
use crate::api::expense_v2::wire::{fill_fields, form_fields};
use crate::api::names;
use crate::core::allocation::Extent;
use crate::core::amounts::Leaf;
use crate::core::expense::{Details, Expense, Location, Vendor};
use crate::core::form::identifier;
use crate::core::ids::EntryId;
use crate::core::particulars::{Particulars, Receipt, ReceiptKind, Sources};
use crate::core::report::State;

/// How the IDs of entries begin, in v3 as here.
const ENTRY_PREFIX: &str = "gWi";
/// What a card's issuer calls an ordinary purchase.
const PURCHASE: &str = "RPE";

/// An expense.
pub fn entry<'a>(scene: Scene<'a>, expense: &'a Expense) -> ExpenseEntry<'a> {
    let Scene { company, place, .. } = scene;
    let Expense {
        id: _,
        entry_id: own_id,
        details,
        posted,
        adjusted: _,
        is_rejected: _,
        has_receipt_image: has_image,
        has_paper_receipt,
        itemizations,
        allocations: _,
        comments,
        exceptions: _,
        modified_at,
        attendance,
        taxes: _,
    } = expense;
    let Details {
        expense_type,
        payment_type,
        transaction_date,
        transaction,
        exchange_rate,
        business_purpose,
        vendor,
        location,
        is_personal: _,
        is_billable: _,
        custom,
        particulars,
    } = details;
    let Particulars { receipt, sources, .. } = &**particulars;
    let Receipt { kind: receipt_kind, image, is_paper_required, .. } = receipt;
    let SeenVendor { name: vendor_name, description: vendor_description } = vendor_of(vendor.as_ref());
    let sources = sources.as_ref();
    let known = company.expense_types.get(expense_type);
    let category = known.map(|known| company.spend_categories.get(&known.category).unwrap_or(&known.category));
    let (paid_code, paid_name) =
        company.payment_types.get(payment_type).map_or((payment_type, payment_type), |paid| (&paid.code, &paid.name));
    let place_of = location.as_ref();
    let form = company.expense_forms.of(expense_type);
    let field = |id: &str| scene.field(Some(form), custom, id);
    form_fields! { entry => fill_fields { field in ExpenseEntry {
        report_entry_id: entry_id(*own_id),
        legacy_entry_id: number(own_id.as_bytes()).to_string(),
        expense_type_id: expense_type,
        expense_type_name: scene.type_name(expense_type),
        spend_category: category.map(|category| scene.named(category)),
        payment_type_code: paid_code,
        payment_type_name: scene.named(paid_name),
        transaction_date: (*transaction_date).into(),
        transaction_currency_name: names::currency(&transaction.currency, place.language),
        exchange_rate: Rate(exchange_rate.as_multiplier()),
        transaction_amount: Amount(transaction.amount),
        posted_amount: Amount(*posted),
        approved_amount: itemizations.is_empty().then(|| Amount(expense.approved())),
        business_purpose: business_purpose.as_deref(),
        vendor_description,
        location_name: place_of.map(|at| scene.named(at.city.as_ref().unwrap_or(&at.name))),
        location_subdivision: place_of.and_then(|at| at.country_sub_division_code.as_deref()),
        location_country: place_of.and_then(|at| at.country_code.as_deref()),
    } and {
        form_id: identifier(&form.name, ""),
        entry_image_id: image.as_deref(),
        has_vat: Flag(expense.leaves().any(|leaf| leaf.expense.taxes.iter().any(|tax| tax.amount.is_some()))),
        has_comments: Flag(!comments.is_empty()),
        comment_count: comments.len().to_string(),
        is_itemized: Flag(!itemizations.is_empty()),
        has_exceptions: Flag(expense.with_itemizations().any(Expense::has_exceptions)),
        is_personal: Flag(expense.is_personal()),
        has_attendees: Flag(!attendance.associations.is_empty()),
        has_allocation: Extent::of(expense).code(),
        is_credit_card_charge: Flag(sources.is_some_and(|from| from.credit_card_transaction.is_some())),
        is_personal_card_charge: Flag(sources.is_some_and(|from| from.personal_card_transaction.is_some())),
        receipt_required: Flag(*is_paper_required),
        image_required: Flag(company.wants_image(expense_type)),
        e_receipt_id: sources.and_then(|from| from.electronic_receipt.as_deref()),
        last_modified: (*modified_at).into(),
        itemizations_list: itemizations_of(scene, expense),
        user_login_id: scene.login(),
        report_entry_vendor_name: vendor_name,
        report_entry_receipt_received: Flag(*has_paper_receipt),
        report_entry_receipt_type: receipt_type(*receipt_kind, *has_image),
        card_transaction: sources.filter(|_| place.sees_all).and_then(|from| card_transaction(scene, expense, from)),
        expense_pay: came_to_payment(scene).then_some("No"),
    } } }
}

/// The ID of an entry or itemization.
pub fn entry_id(id: EntryId) -> String {
    format!("{ENTRY_PREFIX}{id}")
}

/// Whether everyone has approved the report.
pub const fn came_to_payment(scene: Scene<'_>) -> bool {
    matches!(scene.report.state, State::Processing { .. } | State::Paid { .. })
}

/// An expense as the page's sample has it: the whole, then each of its parts.
fn itemizations_of<'a>(scene: Scene<'a>, expense: &'a Expense) -> Vec<Itemization<'a>> {
    let whole = itemization(scene, "Regular", Leaf { expense, is_rejected: expense.is_rejected });
    let parts = expense.leaves().filter(|_| !expense.itemizations.is_empty());
    std::iter::once(whole).chain(parts.map(|part| itemization(scene, "Child", part))).collect()
}

fn itemization<'a>(scene: Scene<'a>, item_type: &'static str, part: Leaf<'a>) -> Itemization<'a> {
    let Leaf { expense, is_rejected: _ } = part;
    let Details { expense_type, transaction_date, transaction, business_purpose, custom, .. } = &expense.details;
    let is_leaf = expense.itemizations.is_empty();
    let form = scene.company.expense_forms.of(expense_type);
    let field = |id: &str| scene.field(Some(form), custom, id);
    form_fields! { entry => fill_fields { field in Itemization {
        item_type,
        itemization_id: entry_id(expense.entry_id),
        expense_type_id: expense_type,
        expense_type_name: scene.type_name(expense_type),
        transaction_date: (*transaction_date).into(),
        transaction_amount: Amount(transaction.amount),
        posted_amount: Amount(expense.posted),
        approved_amount: is_leaf.then(|| Amount(part.approved())),
        business_purpose: business_purpose.as_deref(),
    } and {
        has_comments: Flag(!expense.comments.is_empty()),
        comment_count: expense.comments.len().to_string(),
        is_personal: Flag(expense.is_personal()),
        last_modified: expense.modified_at.into(),
        allocations_list: if is_leaf { allocation::shares(scene, part) } else { Vec::new() },
        attendees_list: attendee::attendees(scene, &expense.attendance),
    } } }
}

/// The transaction of a company card that an expense was made of, as far as the expense tells.
fn card_transaction<'a>(scene: Scene<'a>, expense: &'a Expense, from: &'a Sources) -> Option<CardTransaction<'a>> {
    let transaction_id = from.credit_card_transaction.as_deref()?;
    let Details { transaction_date, transaction, vendor, location, .. } = &expense.details;
    let day: Moment = (*transaction_date).into();
    let merchant = vendor_of(vendor.as_ref()).description;
    let at = location.as_ref();
    Some(CardTransaction {
        account_number: None,
        card_description: scene.owner.map(|owner| format!("{} {}", owner.first_name, owner.last_name)),
        card_type_code: None,
        transaction_reference_number: None,
        transaction_cct_type: PURCHASE,
        transaction_id,
        transaction_amount: Amount(transaction.amount),
        tax_amount: None,
        transaction_alpha_code: transaction.currency.as_str(),
        posted_amount: Amount(expense.posted),
        posted_alpha_code: scene.report.currency.as_str(),
        transaction_date: day,
        posted_date: day,
        description: merchant,
        master_card_code: None,
        transaction_merchant_name: merchant,
        merchant_city: at.map(|Location { name, city, .. }| city.as_deref().unwrap_or(name)),
        merchant_state: at.and_then(|at| at.country_sub_division_code.as_deref()),
        merchant_country_code: at.and_then(|at| at.country_code.as_deref()),
        merchant_reference_number: None,
        exchange_rate_from_billing_to_employee_currency: Rate(Decimal::ONE),
        billing_amount: Amount(expense.posted),
        account_number_last_segment: None,
    })
}

/// What is known of a vendor, borrowed.
#[derive(Default)]
struct SeenVendor<'a> {
    name: Option<&'a str>,
    description: Option<&'a str>,
}

fn vendor_of(vendor: Option<&Vendor>) -> SeenVendor<'_> {
    let Some(Vendor { id: _, name, description }) = vendor else { return SeenVendor::default() };
    SeenVendor { name: name.as_deref(), description: description.as_deref() }
}

fn receipt_type(said: Option<ReceiptKind>, has_image: bool) -> &'static str {
    said.unwrap_or(if has_image { ReceiptKind::Regular } else { ReceiptKind::Missing }).code()
}
