//! The state of one company: users, policies and reports, with the indexes that find them.

mod change;
mod index;
mod people;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use self::index::Index;
use super::Timestamp;
use super::command::ReportKey;
use super::company::Company;
use super::contents::Contents;
use super::directory::Directory;
use super::ids::{AllocationId, AttendeeId, CashAdvanceId, EntryId, ExpenseId, PolicyId, ReportId, UserId};
use super::registry::lists::Lists;
use super::registry::receipts::Receipts;
use super::report::{Due, Report};
use super::report_index::ReportQuery;
use super::shared::Shared;
use super::step_key::report_of_step_key;
use super::user::User;
use super::workflow::Policy;

/// Everything that rules look at. Reports are shared, so that a reader takes one out and renders it at leisure; a change
/// copies only what someone still holds. So are whole maps between the copies of a world: a copy costs nothing, and the first
/// change to a map of it copies that map.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// The company.
    pub company: Arc<Company>,
    /// Its lists, which [`evolve_company`](super::evolve_company) changes.
    pub lists: Shared<Lists>,
    /// The receipt images of its users, changed likewise.
    pub receipts: Shared<Receipts>,
    users: Shared<BTreeMap<UserId, Arc<User>>>,
    directory: Shared<Directory>,
    delegators: Shared<HashMap<UserId, BTreeSet<UserId>>>,
    policies: Shared<BTreeMap<PolicyId, Arc<Policy>>>,
    default_policy: Option<PolicyId>,
    reports: Shared<HashMap<ReportId, Arc<Report>>>,
    index: Index,
}

impl World {
    /// A company without users, policies or reports.
    pub fn new(company: Company) -> Self {
        Self {
            company: Arc::new(company),
            lists: Shared::default(),
            receipts: Shared::default(),
            users: Shared::default(),
            directory: Shared::default(),
            delegators: Shared::default(),
            policies: Shared::default(),
            default_policy: None,
            reports: Shared::default(),
            index: Index::default(),
        }
    }

    /// The same company, users and policies, and no reports.
    pub fn without_reports(&self) -> Self {
        Self {
            company: Arc::clone(&self.company),
            lists: self.lists.clone(),
            receipts: self.receipts.clone(),
            users: self.users.clone(),
            directory: self.directory.clone(),
            delegators: self.delegators.clone(),
            policies: self.policies.clone(),
            default_policy: self.default_policy,
            reports: Shared::default(),
            index: Index::default(),
        }
    }

    /// Whether company, lists, users and policies are still those of which this one was copied.
    pub fn is_set_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.company, &other.company)
            && Shared::is_common(&self.lists, &other.lists)
            && Shared::is_common(&self.users, &other.users)
            && Shared::is_common(&self.policies, &other.policies)
            && self.default_policy == other.default_policy
    }

    /// Takes over company, lists, users and policies of another; its own reports and receipt images stay.
    pub fn adopt(&mut self, other: Self) {
        let Self { company, lists, receipts: _, users, directory, delegators, policies, default_policy, .. } = other;
        self.company = company;
        self.lists = lists;
        self.users = users;
        self.directory = directory;
        self.delegators = delegators;
        self.policies = policies;
        self.default_policy = default_policy;
    }

    /// Everything that it is made of, of which [`Contents::into_world`] makes the same world.
    pub fn contents(&self) -> Contents {
        // What is left out follows from the rest.
        let Self {
            company,
            lists,
            receipts,
            users,
            directory,
            delegators: _,
            policies,
            default_policy,
            reports,
            index: _,
        } = self;
        let mut users: Vec<_> = users.values().cloned().collect();
        users.sort_by_key(|user| directory.names_of(user));
        let mut receipts: Vec<_> = receipts.all().cloned().collect();
        receipts.sort_unstable_by_key(|image| image.id);
        Contents {
            company: Arc::clone(company),
            users,
            policies: policies.values().cloned().collect(),
            default_policy: *default_policy,
            lists: lists.behind(None).cloned().collect(),
            list_items: lists.items_behind(None, None).cloned().collect(),
            receipts,
            reports: reports.values().cloned().collect(),
        }
    }

    /// A report.
    pub fn report(&self, id: ReportId) -> Option<&Arc<Report>> {
        self.reports.get(&id)
    }

    /// A report by whatever a caller calls it.
    pub fn find_report(&self, key: &ReportKey) -> Option<&Arc<Report>> {
        match key {
            ReportKey::Id(id) => self.report(*id),
            ReportKey::Alias(alias) => self.report(*self.index.aliases.get(&**alias)?),
            ReportKey::Step(key) => self.report(report_of_step_key(key)?),
        }
    }

    /// Whether a report has this alias.
    pub(super) fn is_alias(&self, alias: &str) -> bool {
        self.index.aliases.contains_key(alias)
    }

    /// All reports, in no order.
    pub fn reports(&self) -> impl Iterator<Item = &Arc<Report>> {
        self.reports.values()
    }

    /// How much it takes to keep it: how many reports, expenses, users and items of lists it has.
    pub fn weight(&self) -> usize {
        self.reports.len() + self.index.expenses.len() + self.users.len() + self.lists.item_count()
    }

    /// How many reports there are.
    pub fn report_count(&self) -> usize {
        self.reports.len()
    }

    /// The report that an expense is on.
    pub fn report_of_expense(&self, expense: ExpenseId) -> Option<&Arc<Report>> {
        self.report(*self.index.expenses.get(&expense)?)
    }

    /// The expense behind a v3 entry ID, with its report.
    pub fn expense_of_entry(&self, entry: EntryId) -> Option<(&Arc<Report>, ExpenseId)> {
        let (report, expense) = self.index.entries.get(&entry)?;
        Some((self.report(*report)?, *expense))
    }

    /// The report that an allocation is on.
    pub fn report_of_allocation(&self, allocation: AllocationId) -> Option<&Arc<Report>> {
        self.report(*self.index.allocations.get(&allocation)?)
    }

    /// How many expenses and itemizations an attendee took part in.
    pub fn attendances_of(&self, attendee: AttendeeId) -> usize {
        self.index.attendances.get(&attendee).copied().unwrap_or_default()
    }

    /// The reports that a cash advance is associated with, by ID.
    pub fn reports_of_cash_advance(&self, cash_advance: CashAdvanceId) -> impl Iterator<Item = ReportId> {
        self.index.cash_advances.get(&cash_advance).into_iter().flatten().copied()
    }

    /// The reports with a step that waits for this user, the oldest first.
    pub fn queue(&self, user: UserId) -> impl Iterator<Item = &Arc<Report>> {
        self.index.listed.queue(user).filter_map(|id| self.report(id))
    }

    /// When each report of a user was created, the oldest first.
    pub fn reports_of(&self, owner: UserId) -> &[(Timestamp, ReportId)] {
        self.index.owned.get(&owner).map_or(&[], Vec::as_slice)
    }

    /// The reports that a search yields, the newest first: see [`ReportQuery`]. Each next one costs the same, however many there
    /// are; but a search by approver, or by who handled them, that is in another order than that of creation first sorts all that are his.
    pub fn find_reports<'a>(&'a self, query: &ReportQuery<'a>) -> Box<dyn Iterator<Item = &'a Arc<Report>> + 'a> {
        let query = *query;
        if let Some(found) = self.index.listed.find_in_hands(&query) {
            let there = found.filter_map(|place| self.report(place.report).filter(|r| r.created_at == place.at));
            return Box::new(there.filter(move |report| query.fits(report)));
        }
        if query.approver.is_some() || query.handled_by.is_some() {
            let his = self.index.listed.in_hands(&query).into_iter().filter_map(|id| self.report(id));
            let mut his: Vec<_> = his.filter(|r| query.fits(r) && query.is_ahead(r)).collect();
            his.sort_unstable_by_key(|report| Reverse(query.position_of(report)));
            return Box::new(his.into_iter());
        }
        let found = self.index.listed.find(&query).filter_map(|id| self.report(id));
        let by_change = query.is_by_change();
        Box::new(found.filter(move |report| {
            if by_change {
                return query.fits(report);
            }
            query.created.contains(report.created_at) && query.changed.contains(report.modified_at)
        }))
    }

    /// The next thing that the clock has to do, if anything.
    pub fn next_due(&self) -> Option<(ReportId, Due)> {
        let (_, id) = self.index.timers.first()?;
        Some((*id, self.report(*id)?.state.due()?))
    }
}
