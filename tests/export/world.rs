//! Whatever has happened in a world, an export of it is read back as the same world, and exported again as the same bytes.

use concur_emulator::core::World;
use concur_emulator::fixtures::{Source, embedded, load};
use concur_emulator::tenant::ids::Ids;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::{now, read, read_well, state, written};
use crate::core::random::{play, stories};

/// What a world is after an export.
fn there_and_back(world: &World) -> Result<(), TestCaseError> {
    let text = written(&state(world));
    let back = read(text.clone()).map_err(|errors| TestCaseError::fail(errors[0].to_string()))?;
    prop_assert_eq!(&back.world, world, "{}", &text);
    prop_assert_eq!(written(&state(&back.world)), text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_story_is_exported_and_imported_as_it_was((beginnings, orders) in stories()) {
        there_and_back(&play(&beginnings, orders)?.world)?;
    }
}

#[test]
fn every_scenario_that_is_built_in_is_exported_and_imported_as_it_was() {
    for scenario in embedded() {
        let loaded = load(&[Source::Embedded(scenario)], now(), &mut Ids::new(Some(7))).unwrap();
        let before = super::State { access: loaded.access.clone(), ..state(&loaded.world) };
        let text = written(&before);
        let back = read_well(text.clone());
        assert_eq!(back.world, loaded.world, "{}", scenario.name);
        assert_eq!(back.access, loaded.access, "{}", scenario.name);
        let resumed = back.resumed.expect("an export goes on");
        assert_eq!((resumed.clock, resumed.ids, resumed.events), (before.clock, before.ids, before.events));
        assert_eq!(written(&before), text, "{}", scenario.name);
    }
}

#[test]
fn an_export_is_read_the_same_whichever_way_it_is_written() {
    let loaded = load(&[Source::named("default")], now(), &mut Ids::new(Some(7))).unwrap();
    let text = written(&state(&loaded.world));
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    for other in [serde_json::to_string_pretty(&value).unwrap(), format!(" {text}"), format!("# mine\n{text}")] {
        assert_eq!(read_well(other).world, loaded.world);
    }
}
