//! Who took part in an expense.

use rust_decimal::Decimal;

use super::{Scene, last_name_first};
use crate::api::expense_v2::wire::attendee::Attendee;
use crate::api::expense_v2::wire::scalar::{Amount, Flag};
use crate::api::expense_v2::wire::{fill_fields, form_fields};
use crate::core::attendee::{Association, Attendance};

/// Those who took part. They are the report's owner's (inferred: nobody else is known to own them).
pub fn attendees<'a>(scene: Scene<'a>, attendance: &'a Attendance) -> Vec<Attendee<'a>> {
    attendance.associations.iter().map(|association| attendee(scene, association)).collect()
}

fn attendee<'a>(scene: Scene<'a>, association: &'a Association) -> Attendee<'a> {
    let known = scene.company.attendees.get(&association.attendee);
    let kind = known.map(|known| &*known.attendee_type);
    let field = |id: &str| scene.field(None, &association.custom, id);
    let also = known.map(|known| &known.particulars);
    form_fields! { part => fill_fields { field in Attendee {
        attendee_type: kind,
        first_name: known.and_then(|known| known.first_name.as_deref()),
        last_name: known.map(|known| &*known.last_name),
        company: known.and_then(|known| known.company.as_deref()),
        title: also.and_then(|also| also.title.as_deref()),
        external_id: also.and_then(|also| also.external_id.as_deref()),
    } and {
        has_exceptions_prev_year: Flag(false),
        has_exceptions_ytd: Flag(false),
        is_deleted: Flag(false),
        owner_emp_name: scene.owner.map(last_name_first),
        total_amount_prev_year: Amount(Decimal::ZERO),
        total_amount_ytd: Amount(also.map_or(Decimal::ZERO, |also| also.total_this_year)),
        version_number: association.version.to_string(),
        attendee_id: association.attendee.to_string(),
        attendee_type_code: kind,
        attendee_owner_id: scene.login(),
        currency_code: scene.report.currency.as_str(),
    } } }
}
