//! Changing a world by what takes long to make out, such as a scenario, while everyone else goes on.
//!
//! It is made out beside the world, on a [`Ground`] that is what it stands on: the company, its lists, users and policies as they were at one
//! moment, and what was asked of reports. Where the ground is still the same afterwards, nobody can tell that anything happened meanwhile,
//! and it is swapped in. Else it is made out again; after a few times with the lock held, so that it comes to an end.

use std::cell::RefCell;
use std::fmt;

use parking_lot::{RwLock, RwLockUpgradableReadGuard};

use super::{Inner, Store};
use crate::core::World;
use crate::core::ids::ReportId;
use crate::tenant::ids::Ids;

/// How often something is made out with everyone else going on, before nobody writes until it is there.
pub const TRIES: usize = 3;

/// Something that is asked of a world's reports.
type Question = Box<dyn Fn(&World) -> Option<ReportId>>;

/// What something is made out from.
pub struct Ground<'a> {
    /// The company, its lists, users and policies; no reports.
    pub setting: World,
    reports: Reports<'a>,
    asked: RefCell<Vec<(Question, Option<ReportId>)>>,
}

/// Where reports are looked for.
enum Reports<'a> {
    /// Where they may change from one look to the next.
    Live(&'a RwLock<Inner>),
    /// Where they stay as they are.
    Held(&'a World),
}

impl fmt::Debug for Ground<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ground").field("setting", &self.setting).finish_non_exhaustive()
    }
}

impl<'a> Ground<'a> {
    /// A world that stays as it is.
    pub fn of(world: &'a World) -> Self {
        Self::new(world, Reports::Held(world))
    }

    fn new(world: &World, reports: Reports<'a>) -> Self {
        Self { setting: world.without_reports(), reports, asked: RefCell::default() }
    }

    /// Looks for a report. The answer belongs to the ground from now on.
    pub fn ask(&self, question: impl Fn(&World) -> Option<ReportId> + 'static) -> Option<ReportId> {
        let answer = match &self.reports {
            Reports::Live(inner) => question(&inner.read().world),
            Reports::Held(world) => question(world),
        };
        self.asked.borrow_mut().push((Box::new(question), answer));
        answer
    }

    /// Whether all of it is as it was.
    fn holds(&self, world: &World) -> bool {
        self.setting.is_set_as(world) && self.asked.borrow().iter().all(|(question, answer)| question(world) == *answer)
    }
}

impl Store {
    /// Changes the world in one step by what a scenario adds to it, or puts in its place. No event is raised. What it is, is made
    /// out while everyone else reads and writes; where that fails, nothing has changed.
    pub fn amend<R, E, A>(&self, mut make: impl FnMut(&Ground<'_>, &mut Ids) -> Result<A, E>) -> Result<R, E>
    where
        A: FnOnce(&mut World) -> R,
    {
        for _ in 0..TRIES {
            let (ground, mut ids) = {
                let inner = self.inner.read();
                (Ground::new(&inner.world, Reports::Live(&self.inner)), inner.ids.fork())
            };
            let amend = make(&ground, &mut ids)?;
            let mut inner = self.inner.write();
            if ground.holds(&inner.world) {
                return Ok(inner.amend(amend));
            }
        }
        let inner = self.inner.upgradable_read();
        let amend = make(&Ground::of(&inner.world), &mut inner.ids.fork())?;
        Ok(RwLockUpgradableReadGuard::upgrade(inner).amend(amend))
    }
}

impl Inner {
    fn amend<R>(&mut self, amend: impl FnOnce(&mut World) -> R) -> R {
        // So that the next one does not get the same identifiers.
        self.ids.uuid();
        amend(&mut self.world)
    }
}
