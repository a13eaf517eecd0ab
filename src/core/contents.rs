//! What a world is made of, without what follows from it: taken out to be kept, and put back together with every index anew.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::attendee::{LARGEST_COUNT, MOST as MOST_ATTENDEES};
use super::company::Company;
use super::expense::Expense;
use super::ids::{PolicyId, UserId};
use super::money::LARGEST;
use super::registry::lists::{List, ListItem};
use super::registry::receipts::ReceiptImage;
use super::report::{HISTORY, Report};
use super::user::User;
use super::workflow::Policy;
use super::world::World;

/// Everything that a world is made of. Everything is shared, so that taking it out costs little.
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    /// The company.
    pub company: Arc<Company>,
    /// Its users. Of several who share a name, the one whom it leads to is the last.
    pub users: Vec<Arc<User>>,
    /// Its policies.
    pub policies: Vec<Arc<Policy>>,
    /// The policy of reports that name none.
    pub default_policy: Option<PolicyId>,
    /// Its lists.
    pub lists: Vec<Arc<List>>,
    /// Their items.
    pub list_items: Vec<Arc<ListItem>>,
    /// The receipt images of its users, by ID.
    pub receipts: Vec<Arc<ReceiptImage>>,
    /// Its reports, in no order.
    pub reports: Vec<Arc<Report>>,
}

/// What of the contents makes no world.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unsound {
    /// In which of the lists, by the name of its field.
    pub list: &'static str,
    /// At which place in it, from 0.
    pub index: usize,
    /// What is wrong, and what to do about it.
    pub message: String,
}

/// Names that only one thing may have.
struct Names<K>(BTreeSet<K>);

impl<K: Copy + Ord + fmt::Display> Names<K> {
    fn new() -> Self {
        Self(BTreeSet::new())
    }

    fn take(&mut self, what: &str, name: K) -> Result<(), String> {
        if self.0.insert(name) { Ok(()) } else { Err(format!("{what} {name} is there twice; remove one of them")) }
    }
}

impl Contents {
    /// Puts a world together, with everything that finds things in it.
    ///
    /// # Errors
    /// Where two things have one name, something refers to what is not there, or an amount is beyond what is reckoned with. Whatever a
    /// world holds is taken back.
    pub fn into_world(self) -> Result<World, Unsound> {
        let Self { company, users, policies, default_policy, lists, list_items, receipts, reports } = self;
        let mut world = World::new(Company::clone(&company));
        world.company = company;
        let mut names = Names::new();
        each("users", users, |user| {
            names.take("user", user.id)?;
            world.insert_user(user);
            Ok(())
        })?;
        let mut names = Names::new();
        each("policies", policies, |policy| {
            names.take("policy", policy.id)?;
            world.insert_policy(policy);
            Ok(())
        })?;
        if !world.set_default_policy(default_policy) {
            let message = "there is no such policy; name one of `policies`".to_owned();
            return Err(Unsound { list: "defaultPolicy", index: 0, message });
        }
        restore_lists(&mut world, lists, list_items)?;
        let mut names = Names::new();
        each("receipts", receipts, |image| {
            names.take("image", image.id)?;
            known_user(&world, image.owner)?;
            world.receipts.put(image);
            Ok(())
        })?;
        each("reports", reports, |report| {
            check(&world, &report)?;
            world.insert(report);
            Ok(())
        })?;
        Ok(world)
    }
}

fn each<T>(list: &'static str, things: Vec<T>, mut f: impl FnMut(T) -> Result<(), String>) -> Result<(), Unsound> {
    for (index, thing) in things.into_iter().enumerate() {
        f(thing).map_err(|message| Unsound { list, index, message })?;
    }
    Ok(())
}

fn restore_lists(world: &mut World, lists: Vec<Arc<List>>, items: Vec<Arc<ListItem>>) -> Result<(), Unsound> {
    each("lists", lists, |list| {
        if world.lists.get(list.id).is_some() || world.lists.named(&list.name).is_some() {
            return Err(format!("list {} or another of its name is there already; remove one of them", list.id));
        }
        world.lists.put(list);
        Ok(())
    })?;
    let mut names = Names::new();
    each("listItems", items.clone(), |item| {
        names.take("item", item.id)?;
        if world.lists.get(item.list).is_none() {
            return Err(format!("there is no list {}; remove the item", item.list));
        }
        let siblings = (item.list, item.parent);
        if world.lists.has_below(siblings, &item.code) {
            return Err(format!("code `{}` is there twice at one place; remove one of them", item.code));
        }
        world.lists.put_item(item);
        Ok(())
    })?;
    // Once all of them are there, whatever their order.
    each("listItems", items, |item| {
        if world.lists.lies_in(&item) {
            Ok(())
        } else {
            Err("lies below what is not in its list, or too deep".to_owned())
        }
    })
}

fn known_user(world: &World, user: UserId) -> Result<(), String> {
    if world.user(user).is_some() { Ok(()) } else { Err(format!("there is no user {user}; add him, or remove this")) }
}

/// What a report has to be for the world's ways of finding it to hold, and for sums of its amounts to be there.
fn check(world: &World, report: &Report) -> Result<(), String> {
    if world.report(report.id).is_some() {
        return Err(format!("report {} is there twice; remove one of them", report.id));
    }
    known_user(world, report.owner)?;
    if world.policy(report.header.policy).is_none() {
        return Err(format!("there is no policy {}; name another", report.header.policy));
    }
    if report.alias.as_deref().is_some_and(|alias| world.is_alias(alias)) {
        return Err("its alias is another report's already; give it another".to_owned());
    }
    if report.history.len() > HISTORY {
        return Err(format!("has more than {HISTORY} rows of history; remove the oldest"));
    }
    let (mut expenses, mut entries, mut allocations) = (Names::new(), Names::new(), Names::new());
    for expense in report.all_expenses() {
        expenses.take("expense", expense.id)?;
        entries.take("entry", expense.entry_id)?;
        if world.report_of_expense(expense.id).is_some() || world.expense_of_entry(expense.entry_id).is_some() {
            return Err(format!("expense {} is on another report already; remove one of them", expense.id));
        }
        for allocation in &expense.allocations {
            allocations.take("allocation", allocation.id)?;
            if world.report_of_allocation(allocation.id).is_some() {
                return Err(format!("allocation {} is on another report already; remove one of them", allocation.id));
            }
        }
        check_amounts(expense)?;
    }
    let parts = report.expenses.iter().flat_map(|expense| &expense.itemizations);
    if let Some(part) = parts.into_iter().find(|part| !part.itemizations.is_empty()) {
        return Err(format!("itemization {} is itemized itself, which none is; remove its itemizations", part.id));
    }
    Ok(())
}

fn check_amounts(expense: &Expense) -> Result<(), String> {
    let details = &expense.details;
    let own = [Some(expense.posted), expense.adjusted, Some(details.transaction.amount)];
    let taxes = expense.taxes.iter().flat_map(|tax| [tax.amount, tax.reclaim]);
    let parts = expense.attendance.associations.iter().map(|part| Some(part.amount));
    let shares = expense.allocations.iter().map(|share| Some(share.percentage));
    let mut all = own.into_iter().chain(taxes).chain(parts).chain(shares).flatten();
    if all.any(|amount| amount.abs() > LARGEST) {
        return Err(format!("expense {} has an amount beyond {LARGEST}; give a smaller one", expense.id));
    }
    if details.exchange_rate.value <= Decimal::ZERO {
        return Err(format!("expense {} has a rate of exchange that is not above 0; give another", expense.id));
    }
    let attendance = &expense.attendance;
    let counts = attendance.associations.iter().map(|part| part.count).chain([attendance.no_shows]);
    if attendance.associations.len() > MOST_ATTENDEES || counts.into_iter().any(|count| count > LARGEST_COUNT) {
        return Err(format!("expense {} has more attendees than there can be; remove some", expense.id));
    }
    Ok(())
}
