//! What a company keeps beside its reports, and how it changes: a [`CompanyCommand`] is judged by [`decide_company`], and what comes of it
//! is applied by [`evolve_company`], as with reports.

pub mod attendees;
pub mod lists;
pub mod receipts;
pub mod spend;
pub mod users;

use std::sync::Arc;

use self::attendees::{AttendeeFacts, TypeFacts};
use self::lists::{List, ListItem, ListItemPatch, ListPatch, NewList, NewListItem};
use self::receipts::{Page, ReceiptImage};
use self::spend::SpendChange;
use self::users::{Person, Replacement};
use super::Timestamp;
use super::attendee::{Attendee, AttendeeType};
use super::command::{Actor, Caller};
use super::decide::Context;
use super::event::{Acting, Through};
use super::ids::{AttendeeId, ListId, ListItemId, ReceiptImageId, UserId};
use super::rejection::{Body, Fault, faults};
use super::user::User;
use super::world::World;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum CompanyCommand {
    /// Add a list.
    AddList(Body<NewList>),
    /// Change a list.
    ChangeList(ListId, Body<ListPatch>),
    /// Add an item to a list.
    AddListItem(Body<NewListItem>),
    /// Change an item of a list.
    ChangeListItem(ListItemId, Body<ListItemPatch>),
    /// Delete an item of this list, with everything below it.
    DeleteListItem(ListItemId, Option<ListId>),
    /// Add an attendee.
    AddAttendee(Body<Box<AttendeeFacts>>),
    /// Change an attendee.
    ChangeAttendee(AttendeeId, Body<Box<AttendeeFacts>>),
    /// Delete an attendee.
    DeleteAttendee(AttendeeId),
    /// Add a type of attendee.
    AddAttendeeType(Body<TypeFacts>),
    /// Change the type of attendee with this code.
    ChangeAttendeeType(String, Body<TypeFacts>),
    /// Delete the type of attendee with this code.
    DeleteAttendeeType(String),
    /// Add a receipt image.
    AddReceipt(Body<Page>),
    /// Append to a receipt image.
    AppendToReceipt(ReceiptImageId, Body<Page>),
    /// Delete a receipt image.
    DeleteReceipt(ReceiptImageId),
    /// Add a user.
    AddUser(Body<Person>),
    /// Replace what is known of a user.
    ReplaceUser(UserId, Body<Replacement>),
    /// Delete a user.
    DeleteUser(UserId),
    /// Change a part of what is kept of a user for his spending.
    ChangeSpend(UserId, Body<SpendChange>),
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub struct CompanyEvent {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: Acting,
    /// By which door.
    pub through: Through,
    /// What.
    pub change: CompanyChange,
}

/// What changed; a thing is there whole, as it is now.
#[derive(Debug, Clone, PartialEq)]
pub enum CompanyChange {
    /// A list is new, or not what it was.
    ListPut(Arc<List>),
    /// An item of a list is new, or not what it was.
    ListItemPut(Arc<ListItem>),
    /// Items of lists are gone.
    ListItemsDeleted(Vec<ListItemId>),
    /// An attendee is new, or not what he was.
    AttendeePut(Arc<Attendee>),
    /// An attendee is gone.
    AttendeeGone(AttendeeId),
    /// A type of attendee is new, or not what it was.
    AttendeeTypePut(Arc<AttendeeType>),
    /// A type of attendee is gone.
    AttendeeTypeGone(String),
    /// A receipt image is new, or not what it was.
    ReceiptPut(Arc<ReceiptImage>),
    /// A receipt image is gone.
    ReceiptDeleted(ReceiptImageId),
    /// A user is new.
    UserAdded(Arc<User>),
    /// A user is not what he was.
    UserChanged {
        /// As he was.
        before: Arc<User>,
        /// As he is.
        after: Arc<User>,
    },
    /// A user is gone; this is how he was.
    UserDeleted(Arc<User>),
}

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// It is not for the caller.
    #[error("{0}")]
    NotAllowed(&'static str),
    /// Something in it is wrong.
    #[error("{}", faults(.0))]
    Invalid(Vec<Fault>),
    /// Something else has the names that it has to have alone.
    #[error("{}", faults(.0))]
    Taken(Vec<Fault>),
    /// It changed since the caller looked at it.
    #[error("it has changed meanwhile")]
    Outdated,
}

impl Refusal {
    /// The name of the rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "notFound",
            Self::NotAllowed(_) => "notAllowed",
            Self::Invalid(_) => "invalid",
            Self::Taken(_) => "taken",
            Self::Outdated => "outdated",
        }
    }
}

/// Judges a command. An accepted one yields the events that carry it out, a refused one nothing but the reason.
///
/// # Errors
///
/// In this order: a caller who may not, a thing that is not there, content that is wrong.
pub fn decide_company<'a>(
    world: &'a World,
    actor: &'a Actor,
    command: CompanyCommand,
    context: Context<'a>,
) -> Result<Vec<CompanyEvent>, Refusal> {
    let mut case = Case { world, actor, context };
    let changes = match command {
        CompanyCommand::AddList(body) => lists::add(&mut case, body),
        CompanyCommand::ChangeList(list, body) => lists::change(&case, list, body),
        CompanyCommand::AddListItem(body) => lists::add_item(&mut case, body),
        CompanyCommand::ChangeListItem(item, body) => lists::change_item(&case, item, body),
        CompanyCommand::DeleteListItem(item, list) => lists::delete_item(&case, item, list),
        CompanyCommand::AddAttendee(body) => attendees::add(&mut case, body),
        CompanyCommand::ChangeAttendee(attendee, body) => attendees::change(&case, attendee, body),
        CompanyCommand::DeleteAttendee(attendee) => attendees::delete(&case, attendee),
        CompanyCommand::AddAttendeeType(body) => attendees::add_type(&case, body),
        CompanyCommand::ChangeAttendeeType(code, body) => attendees::change_type(&case, &code, body),
        CompanyCommand::DeleteAttendeeType(code) => attendees::delete_type(&case, &code),
        CompanyCommand::AddReceipt(page) => receipts::add(&mut case, page),
        CompanyCommand::AppendToReceipt(image, page) => receipts::append(&case, image, page),
        CompanyCommand::DeleteReceipt(image) => receipts::delete(&case, image),
        CompanyCommand::AddUser(body) => users::add(&mut case, body),
        CompanyCommand::ReplaceUser(user, body) => users::replace(&case, user, body),
        CompanyCommand::DeleteUser(user) => users::delete(&case, user),
        CompanyCommand::ChangeSpend(user, body) => spend::change(&case, user, body),
    }?;
    Ok(changes.into_iter().map(|change| case.event(change)).collect())
}

/// Applies one event. It holds no rule and cannot fail.
pub fn evolve_company(world: &mut World, event: &CompanyEvent) {
    match &event.change {
        CompanyChange::ListPut(list) => world.lists.put(Arc::clone(list)),
        CompanyChange::ListItemPut(item) => world.lists.put_item(Arc::clone(item)),
        CompanyChange::ListItemsDeleted(items) => items.iter().for_each(|item| world.lists.remove_item(*item)),
        CompanyChange::AttendeePut(attendee) => {
            Arc::make_mut(&mut world.company).attendees.insert(attendee.id, Arc::clone(attendee));
        }
        CompanyChange::AttendeeGone(attendee) => {
            Arc::make_mut(&mut world.company).attendees.remove(attendee);
        }
        CompanyChange::AttendeeTypePut(kind) => {
            Arc::make_mut(&mut world.company).attendee_types.insert(kind.code.clone(), AttendeeType::clone(kind));
        }
        CompanyChange::AttendeeTypeGone(code) => {
            Arc::make_mut(&mut world.company).attendee_types.remove(code);
        }
        CompanyChange::ReceiptPut(image) => world.receipts.put(Arc::clone(image)),
        CompanyChange::ReceiptDeleted(image) => world.receipts.remove(*image),
        CompanyChange::UserAdded(user) | CompanyChange::UserChanged { after: user, .. } => {
            world.insert_user(Arc::clone(user));
        }
        CompanyChange::UserDeleted(user) => world.remove_user(user.id),
    }
}

/// A command with who gives it and what is known.
struct Case<'a> {
    world: &'a World,
    actor: &'a Actor,
    context: Context<'a>,
}

impl Case<'_> {
    /// Refuses whoever is neither the company nor one of its administrators (inferred: the pages name a scope only).
    fn is_for_administrators(&self) -> Result<(), Refusal> {
        let may = match self.actor.caller {
            Caller::Company => true,
            Caller::User(user) => self.world.user(user).is_some_and(|user| user.roles.web_services_administrator),
            Caller::Clock => false,
        };
        if may { Ok(()) } else { Err(Refusal::NotAllowed("this is for the company and its administrators")) }
    }

    /// The user whom it is for: the one who is named, else the caller.
    fn user(&self) -> Option<UserId> {
        self.actor.target.or(match self.actor.caller {
            Caller::User(user) => Some(user),
            Caller::Company | Caller::Clock => None,
        })
    }

    fn event(&self, change: CompanyChange) -> CompanyEvent {
        let user = match self.actor.caller {
            Caller::User(user) => Some(user),
            Caller::Company | Caller::Clock => None,
        };
        let by = Acting { user, delegate: None };
        CompanyEvent { at: self.context.now, by, through: self.context.through, change }
    }
}
