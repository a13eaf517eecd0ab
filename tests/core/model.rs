//! The life of a report once more: written from the documents, without a look at the rules, simple enough to be believed.
//!
//! Steps, people and rights are tables of their own here; a report is its two codes, the number of its step and the people it
//! waits for.

use std::collections::BTreeMap;

use concur_emulator::core::command::{Actor, Caller, Part};
use concur_emulator::core::ids::{PolicyId, ReportId, UserId};

use crate::support::cast::*;

/// Something that someone wants done, reduced to what decides about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Wish {
    Create,
    Update,
    Amend,
    Delete,
    AddExpense,
    AttachReceipt(usize),
    Submit,
    Approve {
        reason: bool,
        code: Option<&'static str>,
        status: Option<&'static str>,
        is_malformed: bool,
    },
    SendBack {
        comment: bool,
        code: Option<&'static str>,
        is_malformed: bool,
    },
    Recall {
        is_malformed: bool,
    },
    MarkIntegrated,
    MarkExtracted,
    ConfirmPayment,
    Hold,
    Release,
    AutoApprove,
    Expire,
    UpdateExpense(usize),
    AmendExpense {
        index: usize,
        rejects: Option<bool>,
    },
    DeleteExpense(usize),
    /// Charge what is charged for an expense to another cost object.
    Charge(usize, &'static str),
    SetAttendees(usize),
    RemoveAttendees(usize),
    Associate,
    Disassociate,
    AdjustTax(usize),
    Comment,
    PutException {
        blocks: bool,
    },
    DeleteException {
        blocks: bool,
    },
}

/// An expense.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spent {
    pub cost_object: Option<&'static str>,
    pub is_rejected: bool,
    pub lacks_image: bool,
    pub has_guest: bool,
}

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    pub owner: UserId,
    pub policy: PolicyId,
    pub approval: &'static str,
    pub payment: &'static str,
    pub waiting: Vec<UserId>,
    pub expenses: Vec<Spent>,
    pub has_advance: bool,
    step: usize,
    is_extracted: bool,
    was_submitted: bool,
    /// Everyone who was asked to approve since the last submit.
    asked: Vec<UserId>,
    /// The exceptions on it, by whether they stop a submit.
    exceptions: Vec<bool>,
}

/// What an accepted wish comes to.
#[derive(Debug, Default, PartialEq)]
pub struct Outcome {
    /// How many `statusChanged` events it raises.
    pub told: usize,
    /// A report that comes into being.
    pub born: Option<Life>,
    /// Whether the report is gone.
    pub gone: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Who {
    Manager(usize),
    Named(UserId),
    CostObjectOwners,
    Processor,
    System,
}

/// A step: status, code, who acts, whether it is told of, what the clock does.
#[derive(Clone, Copy)]
struct Station(&'static str, &'static str, Who, bool, Option<Wish>);

const FIRST: Station = Station("A_PEND", "MANAGER", Who::Manager(1), true, None);
const SECOND: Station = Station("A_PEND", "MANAGER2", Who::Manager(2), true, None);
const REVIEW: Station = Station("A_ACCO", "ACCTCLERK", Who::Processor, true, None);
const OWNERS: Station = Station("A_PECO", "CO_STEP", Who::CostObjectOwners, true, None);
const VALIDATION: Station = Station("A_EXTV", "EXTVAL", Who::System, true, None);
const MONEY: Station = Station("A_PBDG", "BUDGET", Who::Named(APPROVER_2), true, None);
const PREPAYMENT: Station = Station("A_PVAL", "PREPAY", Who::System, false, None);
const PAYMENT: Station = Station("A_APPR", "PROCPAY", Who::System, true, None);

fn stations(policy: PolicyId) -> Vec<Station> {
    let quiet = |s: Station| Station(s.0, s.1, s.2, false, s.4);
    let timed = |s: Station, wish| Station(s.0, s.1, s.2, s.3, Some(wish));
    match policy {
        COST_OBJECTS => vec![FIRST, OWNERS, SECOND, REVIEW, PAYMENT],
        EXTERNAL => vec![VALIDATION, FIRST, REVIEW, PAYMENT],
        BUDGET => vec![FIRST, MONEY, PREPAYMENT, PAYMENT],
        QUIET => [FIRST, REVIEW, PAYMENT].map(quiet).into(),
        TIMED => vec![timed(FIRST, Wish::Expire), timed(REVIEW, Wish::AutoApprove), PAYMENT],
        _ => vec![FIRST, REVIEW, PAYMENT],
    }
}

fn manager(user: UserId) -> Option<UserId> {
    match user {
        TRAVELER | DELEGATE | COLLEAGUE => Some(MANAGER),
        APPROVER_2 => Some(FOUNDER),
        FOUNDER => None,
        _ => Some(APPROVER_2),
    }
}

/// So many levels up, or as far as there is anyone.
fn boss(user: UserId, level: usize) -> Option<UserId> {
    let above = manager(user)?;
    if level == 1 { Some(above) } else { boss(above, level - 1).or(Some(above)) }
}

#[derive(Clone, Copy, PartialEq)]
enum Right {
    Prepare,
    Submit,
    Approve,
}

fn stands_in(caller: UserId, principal: UserId, right: Right) -> bool {
    caller == principal
        || match (caller, principal) {
            (DELEGATE, TRAVELER | MANAGER) => true,
            (COLLEAGUE, TRAVELER) => right == Right::Prepare,
            (CLERK, MANAGER) => right == Right::Approve,
            _ => false,
        }
}

fn is_processor(user: UserId) -> bool {
    user == PROCESSOR || user == CLERK
}

/// Whether someone may do what the owner may.
fn for_owner(actor: Actor, owner: UserId, right: Right) -> bool {
    match actor.caller {
        Caller::Company => actor.target.is_none_or(|t| t == owner),
        Caller::Clock => false,
        Caller::User(caller) => {
            let named = actor.target.unwrap_or(caller);
            matches!(actor.part, Part::Traveler | Part::Proxy | Part::Unstated)
                && (named == owner || named == caller)
                && stands_in(caller, owner, right)
        }
    }
}

/// Whether someone may fill in a report: as for the owner, and an administrator who names him and claims no part.
fn prepares(actor: Actor, owner: UserId) -> bool {
    let is_administrator = actor.caller == Caller::User(ADMIN) && actor.target == Some(owner);
    for_owner(actor, owner, Right::Prepare) || (is_administrator && actor.part == Part::Unstated)
}

impl Life {
    pub fn new(owner: UserId, policy: PolicyId, expenses: Vec<Spent>) -> Self {
        let (approval, payment) = ("A_NOTF", "P_NOTP");
        let (waiting, step, is_extracted, was_submitted, has_advance) = (Vec::new(), 0, false, false, false);
        let (asked, exceptions) = (Vec::new(), Vec::new());
        Self {
            owner,
            policy,
            approval,
            payment,
            waiting,
            expenses,
            has_advance,
            step,
            is_extracted,
            was_submitted,
            asked,
            exceptions,
        }
    }

    fn station(&self) -> Station {
        stations(self.policy)[self.step]
    }

    fn is_unsubmitted(&self) -> bool {
        ["A_NOTF", "A_RESU"].contains(&self.approval)
    }

    fn is_at_step(&self) -> bool {
        ["A_PEND", "A_EXTV", "A_PECO", "A_PBDG", "A_ACCO", "A_PVAL"].contains(&self.approval)
    }

    fn is_held_before_the_first_step(&self) -> bool {
        ["A_RHLD", "A_AAFH"].contains(&self.approval)
    }

    /// Enters the first step from here on that has something to do; answers whether it is told of.
    fn enter(&mut self, from: usize) -> bool {
        let stations = stations(self.policy);
        for (index, station) in stations.iter().enumerate().skip(from) {
            let instead = |user| if user == self.owner { boss(user, 2) } else { Some(user) };
            let people: Vec<UserId> = match station.2 {
                Who::Manager(level) => boss(self.owner, level).into_iter().collect(),
                Who::Named(user) => instead(user).into_iter().collect(),
                Who::CostObjectOwners => self.cost_object_owners().into_iter().filter_map(instead).collect(),
                Who::Processor | Who::System => Vec::new(),
            };
            if station.2 == Who::CostObjectOwners && people.is_empty() {
                continue;
            }
            self.step = index;
            self.waiting = Vec::new();
            people.into_iter().for_each(|p| {
                if !self.waiting.contains(&p) {
                    self.waiting.push(p)
                }
            });
            self.asked.extend(&self.waiting);
            self.approval = station.0;
            self.payment = if station.0 == "A_APPR" { "P_PROC" } else { "P_NOTP" };
            self.is_extracted = false;
            return station.3 || station.0 == "A_EXTV";
        }
        unreachable!("every workflow ends in payment")
    }

    fn cost_object_owners(&self) -> Vec<UserId> {
        let owner = |code| match code {
            "CO1" => COST_OWNER_1,
            "CO2" => COST_OWNER_2,
            _ => TRAVELER,
        };
        self.expenses.iter().filter(|e| !e.is_rejected).filter_map(|e| e.cost_object).map(owner).collect()
    }

    /// The place among the waiting of the one in whose name someone approves; the length of the list where nobody waits and
    /// he may all the same.
    fn hand(&self, actor: Actor) -> Option<usize> {
        let station = self.station();
        let nobody = self.waiting.len();
        let caller = match actor.caller {
            Caller::Company => return (station.2 == Who::System).then_some(nobody),
            Caller::Clock => return None,
            Caller::User(caller) => caller,
        };
        let named = actor.target.unwrap_or(caller);
        if !stands_in(caller, named, Right::Approve) {
            return None;
        }
        let is_his_own = caller == self.owner;
        let himself = self.waiting.iter().position(|w| *w == named && (named == caller || !is_his_own));
        let may_for = |w| named == caller && !is_his_own && stands_in(caller, w, Right::Approve);
        let for_another = || self.waiting.iter().position(|w| may_for(*w));
        let as_approver = himself.or_else(for_another).filter(|_| matches!(actor.part, Part::Manager | Part::Unstated));
        let processes = self.processes(actor, caller) && station.2 == Who::Processor;
        as_approver.or(processes.then_some(nobody))
    }

    fn processes(&self, actor: Actor, caller: UserId) -> bool {
        matches!(actor.part, Part::Processor | Part::Unstated)
            && actor.target.is_none_or(|t| t == caller)
            && is_processor(caller)
    }

    /// What a wish comes to; none where it is refused.
    pub fn grant(&mut self, actor: Actor, wish: Wish) -> Option<Outcome> {
        let silent = Some(Outcome::default());
        let told = |is_told: bool| Some(Outcome { told: usize::from(is_told), ..Outcome::default() });
        let by_role = |has: fn(UserId) -> bool, company: bool| match actor.caller {
            Caller::User(user) => has(user),
            Caller::Company => company,
            Caller::Clock => false,
        };
        let is_in_payment = ["P_PROC", "P_PAYC"].contains(&self.payment);
        match wish {
            Wish::Create => for_owner(actor, self.owner, Right::Prepare).then(|| {
                let born = Some(Self::new(self.owner, DEFAULT, Vec::new()));
                Outcome { born, ..Outcome::default() }
            }),
            Wish::Update if self.is_unsubmitted() && prepares(actor, self.owner) => silent,
            Wish::Amend if self.payment != "P_PAID" => {
                let may = actor.caller == Caller::Company || for_owner(actor, self.owner, Right::Prepare);
                may.then(Outcome::default)
            }
            Wish::Delete if self.is_unsubmitted() && for_owner(actor, self.owner, Right::Prepare) => {
                let is_he = [Caller::Company, Caller::User(self.owner)].contains(&actor.caller);
                is_he.then(|| Outcome { gone: true, ..Outcome::default() })
            }
            Wish::AddExpense if !self.was_submitted && prepares(actor, self.owner) => {
                self.expenses.push(Spent::default());
                silent
            }
            Wish::AttachReceipt(index) if self.payment != "P_PAID" => {
                if !prepares(actor, self.owner) {
                    return None;
                }
                self.expenses.get_mut(index)?.lacks_image = false;
                let goes_on = self.approval == "A_RHLD" && self.expenses.iter().all(|e| !e.lacks_image);
                told(goes_on && self.begin())
            }
            Wish::UpdateExpense(index) if self.is_unsubmitted() && prepares(actor, self.owner) => {
                self.expenses.get(index).map(|_| Outcome::default())
            }
            Wish::DeleteExpense(index) if self.is_unsubmitted() && prepares(actor, self.owner) => {
                let is_there = index < self.expenses.len();
                is_there.then(|| self.expenses.remove(index)).map(|_| Outcome::default())
            }
            Wish::AmendExpense { index, rejects } if self.payment != "P_PAID" => {
                let may = actor.caller == Caller::Company || for_owner(actor, self.owner, Right::Prepare);
                let is_at_step = self.is_at_step() || ["A_APPR", "A_TEXP"].contains(&self.approval);
                let expense = self.expenses.get_mut(index).filter(|_| may)?;
                let is_rejected = rejects.unwrap_or(expense.is_rejected);
                if is_rejected && !expense.is_rejected && !is_at_step {
                    return None;
                }
                expense.is_rejected = is_rejected;
                silent
            }
            Wish::Charge(index, code) if self.is_unsubmitted() && prepares(actor, self.owner) => {
                let charged = self.expenses.get_mut(index)?.cost_object.as_mut()?;
                *charged = code;
                silent
            }
            Wish::SetAttendees(index) | Wish::RemoveAttendees(index) if self.is_unsubmitted() => {
                if !prepares(actor, self.owner) {
                    return None;
                }
                self.expenses.get_mut(index)?.has_guest = matches!(wish, Wish::SetAttendees(_));
                silent
            }
            // The only one there is is the traveler's.
            Wish::Associate if self.owner == TRAVELER && self.opens_advances_to(actor) => {
                self.has_advance = true;
                silent
            }
            Wish::Disassociate if self.opens_advances_to(actor) => {
                self.has_advance = false;
                silent
            }
            Wish::AdjustTax(index) if self.approval == "A_EXTV" && self.payment == "P_NOTP" => {
                let may = actor.caller == Caller::Company && index < self.expenses.len();
                may.then(Outcome::default)
            }
            Wish::Submit if self.is_unsubmitted() => self.submit(actor),
            Wish::Approve { .. } => self.approve(actor, wish),
            Wish::SendBack { comment: true, code, is_malformed: false } => {
                let in_payment = self.approval == "A_APPR" && self.payment != "P_PAID";
                if !(self.is_at_step() || self.approval == "A_TEXP" || in_payment) {
                    return None;
                }
                let pays = matches!(actor.caller, Caller::User(c) if in_payment && self.processes(actor, c));
                let may = pays || self.hand(actor).is_some();
                let is_expected = code.is_none_or(|c| c == self.station().1);
                (may && is_expected).then(|| self.returned())
            }
            Wish::Recall { is_malformed: false } if self.payment == "P_NOTP" && !self.is_unsubmitted() => {
                let may = matches!(actor.caller, Caller::User(_)) && for_owner(actor, self.owner, Right::Submit);
                may.then(|| self.returned())
            }
            Wish::MarkIntegrated if is_in_payment && by_role(|u| u == ADMIN, true) => {
                self.payment = "P_PAID";
                told(true)
            }
            Wish::MarkExtracted if is_in_payment && !self.is_extracted && by_role(is_processor, true) => {
                self.is_extracted = true;
                silent
            }
            Wish::ConfirmPayment if self.payment == "P_PROC" && by_role(is_processor, true) => {
                self.payment = "P_PAYC";
                told(self.station().3)
            }
            Wish::Hold if by_role(is_processor, false) => {
                let may = self.payment == "P_PROC" || (self.is_at_step() && self.payment == "P_NOTP");
                may.then(|| self.payment = "P_HOLD").map(|()| Outcome::default())
            }
            Wish::Release if by_role(is_processor, false) => {
                if self.is_held_before_the_first_step() {
                    return told(self.begin());
                }
                (self.payment == "P_HOLD").then(|| {
                    self.payment = if self.approval == "A_APPR" { "P_PROC" } else { "P_NOTP" };
                    Outcome::default()
                })
            }
            Wish::AutoApprove | Wish::Expire if self.is_at_step() && self.payment == "P_NOTP" => {
                let is_due = actor.caller == Caller::Clock && self.station().4 == Some(wish);
                if is_due && wish == Wish::Expire {
                    self.approval = "A_TEXP";
                    return silent;
                }
                is_due.then(|| Outcome { told: usize::from(self.enter(self.step + 1)), ..Outcome::default() })
            }
            Wish::Comment if self.payment != "P_PAID" => self.may_comment(actor).then(Outcome::default),
            Wish::PutException { blocks } if self.payment != "P_PAID" && actor.caller == Caller::Company => {
                self.exceptions.retain(|e| *e != blocks);
                self.exceptions.push(blocks);
                silent
            }
            Wish::DeleteException { blocks } if self.payment != "P_PAID" && actor.caller == Caller::Company => {
                let stood = self.exceptions.contains(&blocks);
                self.exceptions.retain(|e| *e != blocks);
                stood.then(Outcome::default)
            }
            _ => None,
        }
    }

    /// The owner, those who are or were asked, processors, each or his delegate (of processors: they only), and the company.
    fn may_comment(&self, actor: Actor) -> bool {
        let Caller::User(caller) = actor.caller else { return actor.caller == Caller::Company };
        let named = actor.target.unwrap_or(caller);
        let is_owner = for_owner(actor, self.owner, Right::Prepare);
        let may_for = |w: UserId| {
            let himself = w == named && (named == caller || caller != self.owner);
            let for_another = named == caller && caller != self.owner;
            himself || (for_another && stands_in(caller, w, Right::Approve))
        };
        let was_asked = self.waiting.iter().chain(&self.asked).any(|w| may_for(*w));
        let approves = stands_in(caller, named, Right::Approve) && was_asked;
        match actor.part {
            Part::Traveler | Part::Proxy => is_owner,
            Part::Administrator => false,
            Part::Manager => approves,
            Part::Processor => is_processor(caller),
            Part::Unstated => approves || is_processor(caller) || is_owner,
        }
    }

    fn submit(&mut self, actor: Actor) -> Option<Outcome> {
        let may = match (actor.caller, actor.part) {
            (Caller::User(user), Part::Administrator) => user == ADMIN && actor.target == Some(self.owner),
            _ => for_owner(actor, self.owner, Right::Submit),
        };
        if !may || self.expenses.is_empty() || self.exceptions.contains(&true) || manager(self.owner).is_none() {
            return None;
        }
        self.was_submitted = true;
        let is_held = match self.policy {
            RECEIPTS | CAREFUL if self.expenses.iter().any(|e| e.lacks_image) => {
                self.approval = "A_RHLD";
                true
            }
            _ => {
                self.begin();
                self.approval == "A_AAFH"
            }
        };
        Some(Outcome { told: usize::from(!is_held), ..Outcome::default() })
    }

    /// On, once receipts are no longer waited for: to the check for anomalies or into the first step. Answers whether that is
    /// told of.
    fn begin(&mut self) -> bool {
        if [ANOMALY, CAREFUL].contains(&self.policy) && self.approval != "A_AAFH" {
            self.approval = "A_AAFH";
            return false;
        }
        self.enter(0)
    }

    fn approve(&mut self, actor: Actor, wish: Wish) -> Option<Outcome> {
        let Wish::Approve { reason, code, status, is_malformed } = wish else { return None };
        let pays = ["P_PROC", "P_PAYC"].contains(&self.payment);
        let is_open = pays || (self.is_at_step() && self.payment == "P_NOTP");
        if !is_open || is_malformed || (pays && !self.is_extracted) {
            return None;
        }
        let hand = self.hand(actor)?;
        let rejected: Vec<_> = self.expenses.iter().copied().filter(|e| e.is_rejected).collect();
        if code.is_some_and(|c| c != self.station().1) || (!rejected.is_empty() && !reason) {
            return None;
        }
        let mut after = self.clone();
        after.expenses.retain(|e| !e.is_rejected);
        let mut told = false;
        if pays {
            (after.payment, told) = ("P_PAID", true);
        } else if hand < after.waiting.len() && after.waiting.len() > 1 {
            after.waiting.remove(hand);
        } else {
            told = after.enter(self.step + 1);
        }
        if status.is_some_and(|s| s != "A_APPR" && s != after.approval) {
            return None;
        }
        *self = after;
        let born = (!rejected.is_empty()).then(|| {
            let expenses = rejected.into_iter().map(|e| Spent { is_rejected: false, ..e }).collect();
            Self { approval: "A_RESU", was_submitted: true, ..Self::new(self.owner, self.policy, expenses) }
        });
        Some(Outcome { told: usize::from(told), born, gone: false })
    }

    /// Whether someone may change the report's cash advances: the company until it is paid, its owner while he has it.
    fn opens_advances_to(&self, actor: Actor) -> bool {
        let is_in_time = match actor.caller {
            Caller::Company => self.payment != "P_PAID",
            _ => self.is_unsubmitted(),
        };
        is_in_time && for_owner(actor, self.owner, Right::Prepare)
    }

    fn returned(&mut self) -> Outcome {
        (self.approval, self.payment, self.waiting) = ("A_RESU", "P_NOTP", Vec::new());
        self.asked.clear();
        Outcome { told: 1, ..Outcome::default() }
    }

    /// Someone who may do it, where anyone may.
    pub fn someone_for(&self, wish: Wish) -> Actor {
        match wish {
            Wish::Approve { .. } | Wish::SendBack { .. } => match (self.waiting.first(), self.station().2) {
                (Some(user), _) => Actor::user(*user),
                (None, Who::Processor) => Actor::user(PROCESSOR),
                (None, _) => Actor::COMPANY,
            },
            Wish::MarkIntegrated | Wish::MarkExtracted | Wish::AdjustTax(_) => Actor::COMPANY,
            Wish::PutException { .. } | Wish::DeleteException { .. } => Actor::COMPANY,
            Wish::ConfirmPayment | Wish::Hold | Wish::Release => Actor::user(PROCESSOR),
            Wish::AutoApprove | Wish::Expire => Actor::CLOCK,
            _ => Actor::user(self.owner),
        }
    }
}

/// All reports.
pub type Lives = BTreeMap<ReportId, Life>;
