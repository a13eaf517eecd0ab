//! Scenarios for the tenant that runs: laid over it, or put in its place.

use serde_json::json;

use super::{Control, ControlError};
use crate::live::{self, Inventory};

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
        self.load(false, NAME, document.into())
    }

    /// Puts a scenario, or an export, in the place of everything that the tenant has. It stays who it is.
    ///
    /// # Errors
    /// Where something is wrong with it: line and field are named, and nothing has changed.
    pub fn replace_scenario(&self, document: impl Into<String>) -> Result<Inventory, ControlError> {
        self.load(true, NAME, document.into())
    }

    /// Takes a scenario, in the place of everything or over it; messages call it by this name.
    pub(super) fn load(&self, replace: bool, name: &str, text: String) -> Result<Inventory, ControlError> {
        let load = if replace { live::replace } else { live::add };
        let loaded = load(&self.app.tenants, &self.realm, name, text);
        let inventory = loaded.map_err(|error| ControlError::scenario(&error))?;
        let Inventory { reports, users, policies } = inventory;
        self.realm.outbox.stream().tell(
            "scenario",
            || json!({"name": name, "replace": replace, "reports": reports, "users": users, "policies": policies}),
        );
        Ok(inventory)
    }
}

/// What a scenario is called in messages, where nothing is said.
pub(super) const NAME: &str = "scenario";
