//! The rules of an expense report's life, free of I/O, clocks, randomness and API names.
//!
//! A [`Command`] by an [`Actor`] is judged by [`decide`] against the [`World`]; what comes out is a list of [`Event`]s, which
//! [`evolve`] applies. Nothing else changes a world, and nothing here knows how a request looked or where an event is sent.

pub mod allocation;
pub mod amounts;
pub mod approvals;
pub mod attendee;
pub mod cash_advance;
pub mod chunked;
pub mod command;
pub mod comment;
pub mod company;
pub mod configuration;
pub mod contents;
mod dates;
mod decide;
mod directory;
pub mod event;
mod evolve;
pub mod exception;
pub mod expense;
pub mod form;
pub mod group;
pub mod ids;
pub mod journey;
pub mod language;
pub mod money;
pub mod particulars;
pub mod place;
pub mod profile;
pub mod registry;
pub mod rejection;
pub mod report;
pub mod report_index;
pub mod shared;
pub mod spend;
pub mod status;
pub mod step_key;
pub mod switch;
pub mod table;
pub mod tax;
pub mod user;
pub mod workflow;
pub mod world;

pub use command::{Actor, Caller, Command, Part, ReportKey};
pub use decide::{
    Context, IdSource, MOST_EXPENSES, administers, can_find, can_list, can_read, can_search, checked_attendance, decide,
};
pub use event::{Change, Event, Through};
pub use evolve::evolve;
pub use registry::{CompanyCommand, CompanyEvent, decide_company, evolve_company};
pub use rejection::Rejection;
pub use world::World;

/// A moment in UTC.
pub type Timestamp = chrono::DateTime<chrono::Utc>;
