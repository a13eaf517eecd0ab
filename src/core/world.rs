//! The state of one company: users, policies and reports, with the indexes that find them.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::str::FromStr;
use std::sync::Arc;

use super::Timestamp;
use super::command::ReportKey;
use super::company::Company;
use super::contents::Contents;
use super::directory::Directory;
use super::expense::Expense;
use super::ids::{AllocationId, AttendeeId, CashAdvanceId, EntryId, ExpenseId, PolicyId, ReportId, UserId};
use super::registry::lists::Lists;
use super::registry::receipts::Receipts;
use super::report::{Due, Report};
use super::report_index::{Place, ReportIndex, ReportQuery};
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

/// What is looked up without knowing the report. Only [`World`]'s ways of changing a report touch it.
#[derive(Debug, Clone, Default, PartialEq)]
struct Index {
    aliases: Shared<HashMap<Arc<str>, ReportId>>,
    expenses: Shared<HashMap<ExpenseId, ReportId>>,
    entries: Shared<HashMap<EntryId, (ReportId, ExpenseId)>>,
    allocations: Shared<HashMap<AllocationId, ReportId>>,
    /// How many expenses and itemizations each attendee took part in.
    attendances: Shared<HashMap<AttendeeId, usize>>,
    queues: Shared<HashMap<UserId, BTreeSet<ReportId>>>,
    timers: Shared<BTreeSet<(Timestamp, ReportId)>>,
    /// In the order in which they were created, so that any page of them is found without going through those before it.
    owned: Shared<HashMap<UserId, Vec<(Timestamp, ReportId)>>>,
    /// By status, owner and date, for those who go on from where they were.
    listed: Shared<ReportIndex>,
    cash_advances: Shared<HashMap<CashAdvanceId, BTreeSet<ReportId>>>,
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

    /// Adds or replaces a user.
    pub fn put_user(&mut self, user: User) {
        self.insert_user(Arc::new(user));
    }

    /// Puts a user in, or replaces him.
    pub(super) fn insert_user(&mut self, user: Arc<User>) {
        self.remove_user(user.id);
        self.directory.enter(&user);
        for delegate in &user.delegates {
            self.delegators.entry(delegate.user).or_default().insert(user.id);
        }
        self.users.insert(user.id, user);
    }

    /// Takes a user out.
    pub(super) fn remove_user(&mut self, id: UserId) {
        let Some(user) = self.users.remove(&id) else { return };
        self.directory.withdraw(&user);
        for delegate in &user.delegates {
            if let Some(delegators) = self.delegators.get_mut(&delegate.user) {
                delegators.remove(&id);
                if delegators.is_empty() {
                    self.delegators.remove(&delegate.user);
                }
            }
        }
    }

    /// Adds or replaces a policy. The last one marked as default is the default.
    pub fn put_policy(&mut self, policy: Policy) {
        if policy.is_default {
            self.default_policy = Some(policy.id);
        }
        self.insert_policy(Arc::new(policy));
    }

    /// Puts a policy in, or replaces it, and leaves it open whose default it is.
    pub(super) fn insert_policy(&mut self, policy: Arc<Policy>) {
        self.policies.insert(policy.id, policy);
    }

    /// Says which policy is the default. Answers whether there is such a one.
    pub(super) fn set_default_policy(&mut self, policy: Option<PolicyId>) -> bool {
        self.default_policy = policy;
        policy.is_none_or(|policy| self.policies.contains_key(&policy))
    }

    /// A user.
    pub fn user(&self, id: UserId) -> Option<&Arc<User>> {
        self.users.get(&id)
    }

    /// A user by login or UUID, both without case.
    pub fn find_user(&self, name: &str) -> Option<&Arc<User>> {
        let by_login = || self.directory.by_login(name);
        self.user(UserId::from_str(name).ok().or_else(by_login)?)
    }

    /// The processors, by login.
    pub(super) fn processors(&self) -> impl Iterator<Item = UserId> {
        self.directory.processors()
    }

    /// The web services administrators, by login.
    pub(super) fn administrators(&self) -> impl Iterator<Item = UserId> {
        self.directory.administrators()
    }

    /// A user by his login, without case.
    pub fn user_by_login(&self, login: &str) -> Option<&Arc<User>> {
        self.user(self.directory.by_login(login)?)
    }

    /// A user by his employee number, without case. Where a scenario gave it to several, it is the last of them.
    pub fn user_by_employee_id(&self, number: &str) -> Option<&Arc<User>> {
        self.user(self.directory.by_employee_id(number)?)
    }

    /// A user by what the provisioning system calls him, without case.
    pub fn user_by_external_id(&self, id: &str) -> Option<&Arc<User>> {
        self.user(self.directory.by_external_id(id)?)
    }

    /// The users behind this one, by ID; all of them, where none is named.
    pub fn users_behind(&self, id: Option<UserId>) -> impl Iterator<Item = &Arc<User>> {
        let from = id.map_or(Bound::Unbounded, Bound::Excluded);
        self.users.range((from, Bound::Unbounded)).map(|(_, user)| user)
    }

    /// How many users there are.
    pub fn user_count(&self) -> usize {
        self.users.len()
    }

    /// Those who have this user among their delegates, whatever his rights.
    pub fn delegators(&self, delegate: UserId) -> impl Iterator<Item = UserId> {
        self.delegators.get(&delegate).into_iter().flatten().copied()
    }

    /// All users, by ID.
    pub fn users(&self) -> impl Iterator<Item = &Arc<User>> {
        self.users.values()
    }

    /// A policy.
    pub fn policy(&self, id: PolicyId) -> Option<&Arc<Policy>> {
        self.policies.get(&id)
    }

    /// The policy of reports that name none.
    pub fn default_policy(&self) -> Option<&Arc<Policy>> {
        self.policy(self.default_policy?)
    }

    /// The policy of a user's reports that name none: his group's default, else the company's.
    pub fn default_policy_of(&self, user: UserId) -> Option<&Arc<Policy>> {
        let group = self.user(user).and_then(|user| self.company.group_of(user));
        let offered = group.and_then(|group| group.policies.iter().find(|policy| policy.is_default));
        offered.and_then(|policy| self.policy(policy.id)).or_else(|| self.default_policy())
    }

    /// All policies, by id.
    pub fn policies(&self) -> impl Iterator<Item = &Arc<Policy>> {
        self.policies.values()
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

    /// The reports with a step that waits for this user, by ID.
    pub fn queue(&self, user: UserId) -> impl Iterator<Item = &Arc<Report>> {
        self.index.queues.get(&user).into_iter().flatten().filter_map(|id| self.report(*id))
    }

    /// When each report of a user was created, the oldest first.
    pub fn reports_of(&self, owner: UserId) -> &[(Timestamp, ReportId)] {
        self.index.owned.get(&owner).map_or(&[], Vec::as_slice)
    }

    /// The reports that a search yields, the newest first: see [`ReportQuery`]. Each next one costs the same, however many there
    /// are; a search by approver costs what his queue does, one by who handled them what
    /// he handled.
    pub fn find_reports<'a>(&'a self, query: &ReportQuery<'a>) -> Box<dyn Iterator<Item = &'a Arc<Report>> + 'a> {
        let query = *query;
        if let Some(approver) = query.approver {
            let mut waiting: Vec<_> = self.queue(approver).filter(|r| query.fits(r) && query.is_ahead(r)).collect();
            waiting.sort_unstable_by_key(|report| Reverse(query.position_of(report)));
            return Box::new(waiting.into_iter());
        }
        if let Some(user) = query.handled_by {
            let approved: BTreeSet<_> = self.index.listed.approved_by(user).collect();
            let ids = self.queue(user).map(|report| report.id).filter(|id| !approved.contains(id));
            let handled = ids.chain(approved.iter().copied()).filter_map(|id| self.report(id));
            let mut handled: Vec<_> = handled.filter(|r| query.fits(r) && query.is_ahead(r)).collect();
            handled.sort_unstable_by_key(|report| Reverse(query.position_of(report)));
            return Box::new(handled.into_iter());
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

    /// Passes over what the clock has to do with a report, until the report changes.
    pub fn pass_over(&mut self, id: ReportId) {
        if let Some(due) = self.report(id).and_then(|report| report.state.due()) {
            self.index.timers.remove(&(due.at, id));
        }
    }

    /// Puts a report in, or replaces it.
    pub(super) fn insert(&mut self, report: Arc<Report>) {
        self.remove(report.id);
        self.index.enter_names(&report);
        self.index.enter_position(&report);
        self.index.enter_owner(&report);
        self.index.listed.enter(Place::of(&report));
        self.index.listed.enter_approvals(&report);
        self.reports.insert(report.id, report);
    }

    /// Takes a report out.
    pub(super) fn remove(&mut self, id: ReportId) {
        if let Some(report) = self.reports.remove(&id) {
            self.index.withdraw_names(&report);
            self.index.withdraw_position(&report);
            self.index.withdraw_owner(&report);
            self.index.listed.withdraw(Place::of(&report));
            self.index.listed.withdraw_approvals(&report);
        }
    }

    /// Changes anything of a report but which expenses and cash advances it has. Nothing happens where there is none.
    pub(super) fn change(&mut self, id: ReportId, change: impl FnOnce(&mut Report)) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        self.index.withdraw_position(report);
        let before = Place::of(report);
        change(Arc::make_mut(report));
        self.index.listed.renew(before, Place::of(report));
        self.index.listed.renew_approvals(report);
        self.index.enter_position(report);
    }

    /// Adds expenses to a report, behind those that it has. Nothing happens where there is none.
    pub(super) fn add_expenses(&mut self, id: ReportId, expenses: Vec<Arc<Expense>>) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        expenses.iter().for_each(|expense| self.index.enter_expense(id, expense));
        Arc::make_mut(report).expenses.extend(expenses);
    }

    /// Puts an expense or itemization in the place of the one with its ID. Nothing happens where there is none.
    pub(super) fn replace_expense(&mut self, id: ReportId, expense: &Arc<Expense>) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        let Some(place) = Arc::make_mut(report).expense_mut(expense.id) else { return };
        self.index.withdraw_expense(place);
        self.index.enter_expense(id, expense);
        *place = Arc::clone(expense);
    }

    /// Takes expenses out of a report. Answers them, in their order.
    pub(super) fn take_expenses(&mut self, id: ReportId, leaves: impl Fn(&Expense) -> bool) -> Vec<Arc<Expense>> {
        let Some(report) = self.reports.get_mut(&id) else { return Vec::new() };
        let taken: Vec<_> = Arc::make_mut(report).expenses.extract_if(.., |expense| leaves(expense)).collect();
        taken.iter().for_each(|expense| self.index.withdraw_expense(expense));
        taken
    }

    /// Associates other cash advances with a report. Nothing happens where there is none.
    pub(super) fn change_cash_advances(&mut self, id: ReportId, cash_advances: &[CashAdvanceId]) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        self.index.withdraw_cash_advances(report);
        Arc::make_mut(report).cash_advances = cash_advances.to_vec();
        self.index.enter_cash_advances(report);
    }

    /// Takes an itemization out of the expense that it is part of. Nothing happens where there is none.
    pub(super) fn take_itemization(&mut self, id: ReportId, itemization: ExpenseId) {
        let Some(report) = self.reports.get_mut(&id) else { return };
        let Some(parent) = report.parent_of(itemization).map(|parent| parent.id) else { return };
        let Some(parent) = Arc::make_mut(report).expense_mut(parent).map(Arc::make_mut) else { return };
        let taken = parent.itemizations.extract_if(.., |i| i.id == itemization);
        taken.for_each(|itemization| self.index.withdraw_expense(&itemization));
    }
}

impl Index {
    /// What leads to a report by a name: its alias, its expenses, its cash advances.
    fn enter_names(&mut self, report: &Report) {
        if let Some(alias) = &report.alias {
            self.aliases.insert(Arc::clone(alias), report.id);
        }
        report.expenses.iter().for_each(|expense| self.enter_expense(report.id, expense));
        self.enter_cash_advances(report);
    }

    /// What leads to a report by an expense of it, by its itemizations, and by the allocations of both.
    fn enter_expense(&mut self, report: ReportId, expense: &Expense) {
        for named in expense.with_itemizations() {
            self.expenses.insert(named.id, report);
            self.entries.insert(named.entry_id, (report, named.id));
            self.allocations.extend(named.allocations.iter().map(|allocation| (allocation.id, report)));
            for association in &named.attendance.associations {
                *self.attendances.entry(association.attendee).or_default() += 1;
            }
        }
    }

    fn withdraw_expense(&mut self, expense: &Expense) {
        for named in expense.with_itemizations() {
            self.expenses.remove(&named.id);
            self.entries.remove(&named.entry_id);
            for allocation in &named.allocations {
                self.allocations.remove(&allocation.id);
            }
            for association in &named.attendance.associations {
                if let Entry::Occupied(mut count) = self.attendances.entry(association.attendee) {
                    *count.get_mut() = count.get().saturating_sub(1);
                    if *count.get() == 0 {
                        count.remove();
                    }
                }
            }
        }
    }

    fn withdraw_names(&mut self, report: &Report) {
        if let Some(alias) = &report.alias {
            self.aliases.remove(alias);
        }
        report.expenses.iter().for_each(|expense| self.withdraw_expense(expense));
        self.withdraw_cash_advances(report);
    }

    fn enter_cash_advances(&mut self, report: &Report) {
        for cash_advance in &report.cash_advances {
            self.cash_advances.entry(*cash_advance).or_default().insert(report.id);
        }
    }

    fn withdraw_cash_advances(&mut self, report: &Report) {
        for cash_advance in &report.cash_advances {
            if let Some(reports) = self.cash_advances.get_mut(cash_advance) {
                reports.remove(&report.id);
                if reports.is_empty() {
                    self.cash_advances.remove(cash_advance);
                }
            }
        }
    }

    /// What leads to a report by whose it is. Neither its owner nor when it was created ever changes.
    fn enter_owner(&mut self, report: &Report) {
        let owned = self.owned.entry(report.owner).or_default();
        let entry = (report.created_at, report.id);
        // Nearly always at the end.
        if let Err(place) = owned.binary_search(&entry) {
            owned.insert(place, entry);
        }
    }

    fn withdraw_owner(&mut self, report: &Report) {
        let Some(owned) = self.owned.get_mut(&report.owner) else { return };
        if let Ok(place) = owned.binary_search(&(report.created_at, report.id)) {
            owned.remove(place);
        }
        if owned.is_empty() {
            self.owned.remove(&report.owner);
        }
    }

    /// What leads to a report by where it is: the queues of approvers, the clock's timers.
    fn enter_position(&mut self, report: &Report) {
        for user in report.waits_for() {
            self.queues.entry(user).or_default().insert(report.id);
        }
        if let Some(due) = report.state.due() {
            self.timers.insert((due.at, report.id));
        }
    }

    fn withdraw_position(&mut self, report: &Report) {
        for user in report.waits_for() {
            if let Some(queue) = self.queues.get_mut(&user) {
                queue.remove(&report.id);
                if queue.is_empty() {
                    self.queues.remove(&user);
                }
            }
        }
        if let Some(due) = report.state.due() {
            self.timers.remove(&(due.at, report.id));
        }
    }
}
