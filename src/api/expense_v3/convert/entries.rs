//! Between v3's entries and the expenses of `core`.

use std::str::FromStr;

use super::check_length;
use crate::api::expense_v3::wire::entries::{CustomFields, EntryPost};
use crate::core::command::NewExpense;
use crate::core::expense::{CustomField, Location};
use crate::core::ids::EntryId;
use crate::core::money::{Currency, ExchangeRate};
use crate::core::particulars::Particulars;
use crate::core::rejection::{Body, Fault};

/// What v3 writes before an entry's digits, so that nobody takes it for a v4 expense ID.
const ENTRY_PREFIX: &str = "gWi";

const LONGEST_DESCRIPTION: usize = 64;
const LONGEST_COMMENT: usize = 500;

/// The v3 ID of an entry.
pub fn entry_id(id: EntryId) -> String {
    format!("{ENTRY_PREFIX}{id}")
}

/// An expense to be. The report that it names is not part of it.
pub fn new_expense(entry: EntryPost, custom: CustomFields) -> Body<Box<NewExpense>> {
    let EntryPost {
        report_id: _,
        expense_type_code,
        payment_type_id,
        transaction_date,
        transaction_amount,
        transaction_currency_code,
        exchange_rate,
        description,
        vendor_description,
        location_id,
        comment,
        is_personal,
        is_billable,
    } = entry;
    let mut faults = Vec::new();
    let currency = Currency::from_str(&transaction_currency_code);
    if let Err(error) = currency {
        faults.push(Fault::new("TransactionCurrencyCode", error.to_string()));
    }
    check_length(&mut faults, "Description", description.as_deref(), LONGEST_DESCRIPTION);
    check_length(&mut faults, "VendorDescription", vendor_description.as_deref(), LONGEST_DESCRIPTION);
    check_length(&mut faults, "Comment", comment.as_deref(), LONGEST_COMMENT);
    check_length(&mut faults, "LocationID", location_id.as_deref(), LONGEST_DESCRIPTION);
    let CustomFields(custom) = custom;
    for (name, value) in &custom {
        check_length(&mut faults, name, value.as_deref(), LONGEST_DESCRIPTION);
    }
    let Ok(currency) = currency else { return Err(faults) };
    if !faults.is_empty() {
        return Err(faults);
    }
    // v4 begins the names of these fields with a small letter.
    let field = |(name, value): (String, Option<String>)| {
        let mut letters = name.chars();
        let id = letters.next().map(|c| c.to_lowercase().chain(letters).collect()).unwrap_or_default();
        CustomField { id, value }
    };
    Ok(Box::new(NewExpense {
        expense_type: expense_type_code,
        payment_type: payment_type_id,
        transaction_date,
        amount: transaction_amount,
        currency,
        exchange_rate: exchange_rate.map(ExchangeRate::multiply),
        business_purpose: description,
        vendor: vendor_description.map(Into::into),
        location: location_id.map(|id| Location {
            // There is no catalogue of places yet that would know its name.
            name: id.clone(),
            id: Some(id),
            city: None,
            country_code: None,
            country_sub_division_code: None,
        }),
        comment: comment.map(Into::into),
        is_personal: is_personal.unwrap_or_default(),
        is_billable: is_billable.unwrap_or_default(),
        custom: custom.into_iter().map(field).collect(),
        particulars: Particulars::default(),
    }))
}
