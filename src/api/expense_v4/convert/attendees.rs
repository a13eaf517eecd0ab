//! Attendees of an expense, between the wire and core.

use std::str::FromStr;

use super::custom_data;
use super::requests::custom;
use crate::api::expense_v4::wire::Amount;
use crate::api::expense_v4::wire::attendees as wire;
use crate::api::json::Object;
use crate::core::attendee::{Association, Attendance, NewAssociation, NewAttendance};
use crate::core::expense::Expense;
use crate::core::ids::AttendeeId;
use crate::core::money::Currency;
use crate::core::rejection::{Body, Fault};

/// Who took part in an expense. What is approved is in this currency, the report's.
pub fn attendees(expense: &Expense, currency: Currency) -> wire::ExpenseAttendeesWithAmounts<'_> {
    let Attendance { no_shows, associations } = &expense.attendance;
    let pairs = associations.iter().zip(expense.attendance.approved(expense));
    wire::ExpenseAttendeesWithAmounts {
        no_show_attendee_count: *no_shows,
        expense_attendee_list: pairs
            .map(|(one, approved)| attendee(one, expense, Amount::new(approved, currency)))
            .collect(),
    }
}

fn attendee<'a>(
    association: &'a Association,
    expense: &Expense,
    approved_amount: Amount,
) -> wire::ExpenseAttendeeWithAmounts<'a> {
    let Association { attendee, version, amount, is_amount_edited, is_traveling, count, custom } = association;
    wire::ExpenseAttendeeWithAmounts {
        attendee_id: *attendee,
        custom_data: Some(custom_data(custom)).filter(|fields| !fields.is_empty()),
        is_amount_user_edited: *is_amount_edited,
        is_traveling: *is_traveling,
        associated_attendee_count: *count,
        version_number: *version,
        transaction_amount: Amount::new(*amount, expense.details.transaction.currency),
        approved_amount,
    }
}

/// Who is said to have taken part.
pub fn new_attendance(body: Body<wire::ExpenseAttendees>) -> Body<NewAttendance> {
    let wire::ExpenseAttendees { no_show_attendee_count, expense_attendee_list } = body?;
    let list = expense_attendee_list.unwrap_or_default();
    Ok(NewAttendance {
        no_shows: no_show_attendee_count,
        associations: list.into_iter().enumerate().map(new_association).collect::<Body<_>>()?,
    })
}

fn new_association((index, Object(attendee)): (usize, Object<wire::ExpenseAttendee>)) -> Body<NewAssociation> {
    let wire::ExpenseAttendee {
        attendee_id,
        custom_data,
        is_amount_user_edited,
        is_traveling,
        associated_attendee_count,
        version_number,
        transaction_amount,
    } = attendee;
    let attendee = AttendeeId::from_str(&attendee_id).map_err(|error| {
        let field = format!("expenseAttendeeList[{index}].attendeeId");
        vec![Fault::new(field, format!("{error}, not {attendee_id:?}"))]
    })?;
    Ok(NewAssociation {
        attendee,
        version: version_number,
        amount: transaction_amount,
        is_amount_edited: is_amount_user_edited.unwrap_or_default(),
        is_traveling,
        count: associated_attendee_count,
        custom: custom(custom_data.unwrap_or_default()),
    })
}
