//! Expense v3: searching reports, creating and changing them, and adding entries to them, the documented way to make an expense.
//!
//! Pages: `v3.reports`, `expense-entry`; the error body is that of `http-status-codes`.

mod allocations;
mod associations;
mod attendee_types;
mod attendees;
mod caller;
mod common;
mod convert;
mod entries;
pub mod error;
mod groups;
mod itemizations;
mod names;
mod paging;
mod parts;
mod receipt_images;
mod report_digests;
mod report_filters;
mod reports;
mod wire;

use self::common::{list_items, lists, locations, users};
use super::routing::routes;

routes! {
    #[schemas(wire::ErrorBody)]
    entries::list,
    entries::get,
    entries::post,
    entries::put,
    entries::delete,
    itemizations::list,
    itemizations::get,
    itemizations::post,
    itemizations::put,
    itemizations::delete,
    allocations::list,
    allocations::get,
    associations::list,
    associations::get,
    associations::post,
    associations::put,
    associations::delete,
    attendees::list,
    attendees::get,
    attendees::post,
    attendees::put,
    attendees::delete,
    attendee_types::list,
    attendee_types::get,
    attendee_types::post,
    attendee_types::put,
    attendee_types::delete,
    groups::list,
    groups::get,
    reports::list,
    reports::get,
    reports::post,
    reports::put,
    report_digests::list,
    report_digests::get,
    lists::list,
    lists::get,
    lists::post,
    lists::put,
    list_items::list,
    list_items::get,
    list_items::post,
    list_items::put,
    list_items::delete,
    locations::list,
    locations::get,
    users::list,
    receipt_images::list,
    receipt_images::get,
    receipt_images::post,
    receipt_images::put,
    receipt_images::delete,
    receipt_images::file,
}
