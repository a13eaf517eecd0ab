//! A tenant as its export has it: taken out at one moment, written afterwards.

use std::io::{self, Write};

use crate::events::outbox::Outbox;
use crate::export_file::ExportError;
use crate::fixtures::{self, State};
use crate::tenant::Tenant;
use crate::tenants::Tenants;

/// Why an emulator did not end as it should. It serves no longer in any case.
#[derive(Debug, thiserror::Error)]
pub enum StopError {
    /// The server failed.
    #[error("the server failed: {0}")]
    Server(#[from] io::Error),
    /// What there was at the end could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
}

/// A tenant as it is now. World, IDs and what waits to be delivered are of the same moment, at which nothing else happens; events that wait
/// are rendered afterwards.
pub(crate) fn state(tenant: &Tenant, outbox: &Outbox) -> State {
    let (world, ids, events, stood) = tenant.store.freeze(|| outbox.stand());
    let now = tenant.clock.now();
    State {
        clock: tenant.clock.time(),
        // Who began without a seed goes on with IDs that nobody has seen.
        ids: tenant.blueprint.seed.map(|_| ids.state()),
        events,
        world,
        access: tenant.access.kept(now),
        outbox: stood.snapshot(),
        faults: tenant.faults.stand(),
    }
}

/// The documents of these tenants: one by itself, several as a list.
pub(crate) fn all(tenants: &Tenants, out: &mut dyn Write) -> io::Result<()> {
    let realms = tenants.all();
    if let [only] = &realms[..] {
        return fixtures::export(&state(only, &only.outbox), out);
    }
    for (place, realm) in realms.iter().enumerate() {
        out.write_all(if place == 0 { b"[\n" } else { b",\n" })?;
        fixtures::export(&state(realm, &realm.outbox), out)?;
    }
    out.write_all(b"]\n")
}

/// What is written, as a text.
pub(crate) fn text(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut text = Vec::new();
    // Writing to memory cannot fail, and what is written is UTF-8.
    let _ = write(&mut text);
    String::from_utf8(text).unwrap_or_default()
}
