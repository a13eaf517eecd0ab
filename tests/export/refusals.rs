//! What is no export is refused with its reason and its place, and nothing is taken of it.

use std::fs;
use std::path::PathBuf;

use concur_emulator::fixtures::{Source, import, load};
use concur_emulator::tenant::ids::Ids;
use proptest::prelude::*;

use super::{now, read, state, written};

/// An export of the scenario that is there from the start.
fn default_export() -> String {
    let loaded = load(&[Source::named("default")], now(), &mut Ids::new(Some(7))).unwrap();
    written(&state(&loaded.world))
}

/// A file with this content, which is gone when this is.
struct Written(PathBuf);

impl Written {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("concur-emulator-{}-{name}", std::process::id()));
        fs::write(&path, content).unwrap();
        Self(path)
    }

    fn refusal(&self) -> String {
        let before = fs::read(&self.0).unwrap();
        let refusal = import(&self.0).expect_err("it is no export").remove(0).to_string();
        assert_eq!(fs::read(&self.0).unwrap(), before, "the file is untouched");
        refusal.replacen(&self.0.display().to_string(), "FILE", 1)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn a_foreign_file_is_refused() {
    for (name, content, expected) in [
        ("empty", &b""[..], "no export: it has no `state`"),
        ("scenario.yaml", b"extends: default\n", "FILE:1:1: is no export: it has no `state`"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\xff", "FILE: cannot be read: stream did not contain valid UTF-8"),
        ("settings.json", b"{\"compilerOptions\": {}}", "there is no field `compilerOptions` here"),
        ("list.json", b"[]", "FILE: is an empty list"),
        ("number.json", b"[1]", "is not possible here"),
        ("half.json", b"{\"state\":{\n\"version\":1,\n\"comp", "FILE:3:5: ends in the middle"),
    ] {
        let refusal = Written::new(name, content).refusal();
        assert!(refusal.contains(expected), "{name}: {refusal}");
    }
    let nowhere = import("/nowhere/export.json".as_ref()).unwrap_err().remove(0).to_string();
    assert!(nowhere.starts_with("/nowhere/export.json: cannot be read: No such file"), "{nowhere}");
}

#[test]
fn an_export_of_another_version_is_refused_by_name() {
    let newer = default_export().replacen("\"version\":2", "\"version\":3", 1).replacen(
        "concur-emulator 0",
        "concur-emulator 9",
        1,
    );
    let refusal = Written::new("newer.json", newer.as_bytes()).refusal();
    assert!(refusal.starts_with("FILE:2:11: state.version: is 3, as concur-emulator 9."), "{refusal}");
    assert!(refusal.contains("use that one, or a newer one"), "{refusal}");
}

#[test]
fn what_does_not_fit_together_is_refused_with_line_and_field() {
    let export = default_export();
    let report = export.lines().find(|line| line.contains("\"id\":\"764428DD6A664AF0BFCB\"")).unwrap();
    let line = |text: &str, of: &str| 1 + text.lines().position(|line| line.contains(of)).unwrap();
    for (from, to, field, reason) in [
        ("\"currency\":\"USD\"", "\"currency\":\"dollars\"", "company.currency", "give a three-letter ISO 4217"),
        ("\"processor\":true", "\"procesor\":true", "roles.procesor", "did you mean `processor`?"),
        ("\"notify\":true", "\"notify\":\"yes\"", "notify", "give true or false"),
        ("\"kind\":\"Regular\"", "\"kind\":\"Irregular\"", "kind", "give one of Regular, Reconciliation"),
        ("\"id\":\"764428DD6A664AF0BFCB\"", "\"id\":\"764428\"", "id", "give 20 hexadecimal digits"),
        ("\"id\":\"764428DD6A664AF0BFCB\",", "", "state.reports[", "the field `id` is missing; add it"),
    ] {
        assert!(export.contains(from), "{from}");
        let wrong = export.replacen(from, to, 1);
        let refusal = read(wrong.clone()).unwrap_err().remove(0);
        assert!(refusal.field.contains(field) && refusal.message.contains(reason), "{refusal}");
        let position = refusal.position.expect("a position");
        let mark = if to.is_empty() { "\"name\":\"" } else { to };
        if !to.is_empty() {
            assert_eq!(position.0 as usize, line(&wrong, mark), "{refusal}");
        }
    }
    let twice = export.replacen(report, &format!("{}\n{report}", report.trim_end_matches(',').to_owned() + ","), 1);
    let refusal = read(twice).unwrap_err().remove(0);
    assert!(refusal.message.contains("report 764428DD6A664AF0BFCB is there twice"), "{refusal}");
}

#[test]
fn nothing_stands_beside_an_export() {
    let export = default_export();
    let beside = export.trim_end().strip_suffix('}').unwrap().to_owned() + ",\"switches\":{\"listReports\":false}}";
    let refusal = read(beside).unwrap_err().remove(0);
    assert!(refusal.message.contains("nothing goes with it"), "{refusal}");
    let over = Source::Text { name: "over.yaml".to_owned(), text: "users: []\ndescription: nothing\n".to_owned() };
    let text = Source::Text { name: "export.json".to_owned(), text: export };
    // What says nothing lies over it, and what it is laid over is gone.
    let loaded = load(&[Source::named("documentation-samples"), text, over], now(), &mut Ids::new(None)).unwrap();
    assert_eq!(
        loaded.world.report_count(),
        load(&[Source::named("default")], now(), &mut Ids::new(Some(7))).unwrap().world.report_count()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, ..ProptestConfig::default() })]

    #[test]
    fn an_export_that_was_not_written_to_its_end_is_refused(cut in any::<prop::sample::Index>()) {
        thread_local!(static EXPORT: String = default_export());
        let half = EXPORT.with(|export| {
            let whole = export.trim_end();
            whole[..whole.floor_char_boundary(cut.index(whole.len()))].to_owned()
        });
        let file = Written::new(&format!("cut-{}", half.len()), half.as_bytes());
        let refusal = import(&file.0).expect_err("it is cut").remove(0);
        prop_assert!(half.is_empty() || refusal.message.starts_with("ends in the middle"), "{}", refusal);
    }
}

#[test]
fn several_tenants_are_a_list_and_each_company_is_there_once() {
    let one = default_export();
    let other = one.replace("12fc85ee-6f43-4d85-ba0d-94e844849dc1", "12fc85ee-6f43-4d85-ba0d-94e844849dc2");
    let both = Written::new("both.json", format!("[\n{one},\n{other}]\n").as_bytes());
    let read = import(&both.0).unwrap_or_else(|errors| panic!("{}", errors[0]));
    let companies: Vec<_> = read.iter().map(|tenant| tenant.world.company.id.to_string()).collect();
    assert_eq!(companies, ["12fc85ee-6f43-4d85-ba0d-94e844849dc1", "12fc85ee-6f43-4d85-ba0d-94e844849dc2"]);
    let twice = Written::new("twice.json", format!("[{one},{one}]").as_bytes()).refusal();
    assert!(twice.contains("company 12fc85ee-6f43-4d85-ba0d-94e844849dc1 is there twice"), "{twice}");
    // Lines are those of the file, not of the document in it.
    let wrong = other.replacen("\"version\":2", "\"version\":3", 1);
    let refusal = Written::new("third.json", format!("[\n{one},\n{wrong}]\n").as_bytes()).refusal();
    let line = one.lines().count() + 4;
    assert!(refusal.starts_with(&format!("FILE:{line}:11: state.version")), "{refusal}");
}
