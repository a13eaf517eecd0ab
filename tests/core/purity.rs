//! `src/core` touches nothing outside itself: every path in it begins with itself or with a crate that only computes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use syn::visit::{self, Visit};
use syn::{Attribute, ExprMethodCall, ItemExternCrate, ItemMod, ItemUse, Macro, Meta, UseTree};

/// Crates that neither read nor write anything, as `core` uses them.
const CRATES: &[&str] = &["chrono", "rust_decimal", "thiserror", "uuid"];
/// Modules of the standard library that neither read nor write anything.
const STD: &[&str] = &["borrow", "cmp", "collections", "convert", "fmt", "iter", "mem", "num", "ops", "str", "sync"];
/// What reads a clock or rolls dice, whatever it is called on.
const IMPURE: &[&str] = &["now", "now_v1", "now_v6", "now_v7", "new_v4", "elapsed", "Local", "SystemTime", "Instant"];
/// Macros that read or write.
const MACROS: &[&str] = &[
    "print",
    "println",
    "eprint",
    "eprintln",
    "dbg",
    "env",
    "option_env",
    "include_str",
    "include_bytes",
    "include",
    "thread_local",
];

/// What is wrong in one file that lies so many modules below `core` (`core/mod.rs` itself: 0).
fn complaints(source: &str, depth: usize) -> Vec<String> {
    let file = syn::parse_file(source).expect("the file is Rust");
    let mut names = Names::default();
    names.visit_file(&file);
    let mut checker = Checker { depth, locals: names.0, complaints: BTreeSet::new() };
    checker.visit_file(&file);
    checker.complaints.into_iter().collect()
}

/// Names that a file declares or imports; what they are imported from is checked where they are.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl<'a> Visit<'a> for Names {
    fn visit_item_use(&mut self, item: &'a ItemUse) {
        let imported = leaves(&item.tree).into_iter().filter_map(|(_, name)| name);
        self.0.extend(imported);
    }

    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        self.0.insert(item.ident.to_string());
        visit::visit_item_mod(self, item);
    }
}

struct Checker {
    depth: usize,
    locals: BTreeSet<String>,
    complaints: BTreeSet<String>,
}

impl Checker {
    fn check(&mut self, path: &[String], is_import: bool) {
        let text = path.join("::");
        let head = path.first().map_or("", String::as_str);
        let next = path.get(1).map_or("", String::as_str);
        let is_primitive = ["u8", "u32", "u64", "usize", "i64", "char", "str", "bool"].contains(&head);
        let is_type = head.starts_with(char::is_uppercase);
        let is_inside = match head {
            "crate" => next == "core",
            "super" => path.iter().take_while(|s| *s == "super").count() <= self.depth,
            "self" => true,
            "std" | "core" | "alloc" => STD.contains(&next),
            _ if CRATES.contains(&head) => true,
            _ => is_type || is_primitive || self.locals.contains(head) || (path.len() == 1 && !is_import),
        };
        if !is_inside {
            self.complaints.insert(format!("{text} is outside"));
        }
        let rest = if is_import { path } else { path.get(1..).unwrap_or_default() };
        if rest.iter().any(|s| IMPURE.contains(&s.as_str())) || (is_type && IMPURE.contains(&head)) {
            self.complaints.insert(format!("{text} reads a clock or rolls dice"));
        }
    }

    /// Tokens that are not parsed: arguments of macros and attributes.
    fn scan(&mut self, tokens: &str) {
        let path = Regex::new(r"[A-Za-z_]\w*(?:\s*::\s*[A-Za-z_]\w*)+").expect("a regular expression");
        let method = Regex::new(r"\.\s*([a-z_]\w*)\s*\(").expect("a regular expression");
        let literal = Regex::new(r#""(?:[^"\\]|\\.)*""#).expect("a regular expression");
        let tokens = literal.replace_all(tokens, "\"\"");
        for found in path.find_iter(&tokens) {
            let segments: Vec<_> = found.as_str().split("::").map(|s| s.trim().to_owned()).collect();
            self.check(&segments, false);
        }
        for call in method.captures_iter(&tokens) {
            self.check_method(&call[1]);
        }
    }

    fn check_method(&mut self, method: &str) {
        if IMPURE.contains(&method) {
            self.complaints.insert(format!(".{method}() reads a clock or rolls dice"));
        }
    }
}

impl<'a> Visit<'a> for Checker {
    fn visit_path(&mut self, path: &'a syn::Path) {
        let segments: Vec<_> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.check(&segments, false);
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        for (path, _) in leaves(&item.tree) {
            self.check(&path, true);
        }
    }

    fn visit_item_extern_crate(&mut self, item: &'a ItemExternCrate) {
        self.check(&[item.ident.to_string()], true);
    }

    fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
        self.check_method(&call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'a Macro) {
        let name = call.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
        if MACROS.contains(&name.as_str()) {
            self.complaints.insert(format!("{name}! reads or writes"));
        }
        self.scan(&call.tokens.to_string());
        visit::visit_macro(self, call);
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.scan(&list.tokens.to_string());
        }
    }
}

/// Every path of a `use`, with the name that it brings into the file.
fn leaves(tree: &UseTree) -> Vec<(Vec<String>, Option<String>)> {
    let leaf = |name: String, brought| vec![(vec![name], brought)];
    match tree {
        UseTree::Path(path) => {
            let below = leaves(&path.tree).into_iter();
            below
                .map(|(rest, name)| {
                    let brought = if rest == ["self"] { Some(path.ident.to_string()) } else { name };
                    ([path.ident.to_string()].into_iter().chain(rest).collect(), brought)
                })
                .collect()
        }
        UseTree::Name(name) => leaf(name.ident.to_string(), Some(name.ident.to_string())),
        UseTree::Rename(rename) => leaf(rename.ident.to_string(), Some(rename.rename.to_string())),
        UseTree::Glob(_) => leaf("*".to_owned(), None),
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
    }
}

pub(super) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read").map(|e| e.expect("an entry").path());
    entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect()
}

#[test]
fn the_core_reads_no_clock_rolls_no_dice_and_knows_nothing_outside_itself() {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/core");
    let files = rust_files(&core);
    assert!(files.iter().any(|f| f.ends_with("decide/workflow.rs")), "the folders below are read too");
    let mut all = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&core).expect("it lies there");
        let is_root_of_its_folder = file.file_name().is_some_and(|n| n == "mod.rs");
        let depth = inside.components().count() - usize::from(is_root_of_its_folder);
        let source = fs::read_to_string(&file).expect("the file can be read");
        all.extend(complaints(&source, depth).into_iter().map(|c| format!("src/core/{}: {c}", inside.display())));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn the_check_finds_what_does_not_belong() {
    for (source, complaint) in [
        ("use std::fs;", "std::fs is outside"),
        ("use std::{fmt, io::{self, Read}};", "std::io::Read is outside"),
        ("use std::time::SystemTime;", "std::time::SystemTime is outside"),
        ("use crate::tenant::Clock;", "crate::tenant::Clock is outside"),
        ("use super::super::tenant;", "super::super::tenant is outside"),
        ("use serde::Serialize;", "serde::Serialize is outside"),
        ("extern crate rand;", "rand is outside"),
        ("fn f() { std::thread::yield_now(); }", "std::thread::yield_now is outside"),
        ("fn f() { ::std::process::exit(1) }", "std::process::exit is outside"),
        ("fn f() -> tokio::task::Id { todo!() }", "tokio::task::Id is outside"),
        ("fn f() { vec![fastrand::u8(..)]; }", "fastrand::u8 is outside"),
        ("#[derive(serde::Serialize)] struct S;", "serde::Serialize is outside"),
        ("use chrono::Utc; fn f() { Utc::now(); }", "Utc::now reads a clock or rolls dice"),
        ("use chrono::Utc; fn f() { Some(0).map(|_| Utc::now()); }", "Utc::now reads a clock or rolls dice"),
        ("use chrono::Local;", "chrono::Local reads a clock or rolls dice"),
        ("fn f() { uuid::Uuid::new_v4(); }", "uuid::Uuid::new_v4 reads a clock or rolls dice"),
        ("fn f(c: C) { c.now(); }", ".now() reads a clock or rolls dice"),
        ("fn f(c: C) { matches!(c.now(), _); }", ".now() reads a clock or rolls dice"),
        ("fn f() { println!(); }", "println! reads or writes"),
    ] {
        assert!(complaints(source, 1).iter().any(|c| c == complaint), "{source}: {:?}", complaints(source, 1));
    }
}

#[test]
fn the_check_lets_pass_what_belongs() {
    let source = r#"
        use std::{collections::HashMap, fmt::{self, Write}};
        use super::report::{Report, State as S};
        use crate::core::World;
        mod access;
        #[derive(Debug, thiserror::Error)]
        #[error("std::fs is only a word here")]
        struct Refused;
        fn f(now: Moment) -> fmt::Result {
            let at = context.now;
            access::acting(now, u8::try_from(1), S::Paid, chrono::Duration::days(1));
            format!("{}", Report::clone(report))
        }
    "#;
    assert_eq!(complaints(source, 1), Vec::<String>::new());
}
