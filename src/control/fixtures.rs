//! Scenarios for the tenant that runs: laid over it, or put in its place.

use super::{Control, ControlError};
use crate::live::{self, Inventory};
use crate::scenario::ScenarioError;
use crate::tenants::{Realm, Tenants};

/// How a scenario is taken.
type Load = fn(&Tenants, &Realm, &str, String) -> Result<Inventory, ScenarioError>;

impl Control {
    /// Lays a scenario over what the tenant has: a document, YAML or JSON. All of it or nothing, and no event is raised: reports, users
    /// and whatever else the tenant has with the same key are replaced. A large one takes seconds, in which this thread does nothing else.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().start().await?;
    /// let control = emulator.control();
    /// control.add_scenario("
    /// reports:
    ///   - { id: 0123456789ABCDEF0123, owner: traveler@example.com, name: Trip to Oslo, approvalStatus: A_NOTF }
    /// ")?;
    /// assert_eq!(control.report("0123456789ABCDEF0123")?.name, "Trip to Oslo");
    ///
    /// let wrong = control.add_scenario("reports: [{ owner: nobody }]").unwrap_err();
    /// assert_eq!(wrong.position().map(|(line, _)| line), Some(1));
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    ///
    /// # Errors
    /// Where something is wrong with it: line and field are named.
    pub fn add_scenario(&self, document: impl Into<String>) -> Result<Inventory, ControlError> {
        self.load(live::add, NAME, document.into())
    }

    /// Puts a scenario, or an export, in the place of everything that the tenant has. It stays who it is.
    ///
    /// # Errors
    /// Where something is wrong with it: line and field are named, and nothing has changed.
    pub fn replace_scenario(&self, document: impl Into<String>) -> Result<Inventory, ControlError> {
        self.load(live::replace, NAME, document.into())
    }

    /// Takes a scenario; messages call it by this name.
    pub(super) fn load(&self, load: Load, name: &str, text: String) -> Result<Inventory, ControlError> {
        load(&self.app.tenants, &self.realm, name, text).map_err(|error| ControlError::scenario(&error))
    }
}

/// What a scenario is called in messages, where nothing is said.
pub(super) const NAME: &str = "scenario";
