//! Between v3's wire and `core`, a file for each resource.

pub mod entries;
pub mod report_content;
pub mod reports;

use crate::core::rejection::{Fault, Rejection};

/// A refusal that names fields as v3 does; the rules name them as v4 does.
pub fn in_words_of_v3(rejection: Rejection) -> Rejection {
    let name = |field: String| match field.as_str() {
        "expenseType" => "ExpenseTypeCode".to_owned(),
        "paymentType" => "PaymentTypeID".to_owned(),
        "exchangeRate" => "ExchangeRate".to_owned(),
        "transactionAmount" => "TransactionAmount".to_owned(),
        "reportId" => "ReportID".to_owned(),
        _ => field,
    };
    match rejection {
        Rejection::Invalid(faults) => {
            Rejection::Invalid(faults.into_iter().map(|fault| Fault { field: name(fault.field), ..fault }).collect())
        }
        other => other,
    }
}

/// Reports a text that is longer than a page allows, in characters.
pub fn check_length(faults: &mut Vec<Fault>, field: &str, text: Option<&str>, longest: usize) {
    if text.is_some_and(|text| text.chars().count() > longest) {
        faults.push(Fault::new(field, format!("has more than {longest} characters")));
    }
}
