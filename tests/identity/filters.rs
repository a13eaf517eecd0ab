//! Filters by themselves: whatever is written, reading it ends, and never in a panic.

use concur_emulator::api::identity::filter::{
    AttributePath, Bound, DEEPEST, Filter, FilterFault, LONGEST, Literal, Operator, parse,
};
use proptest::prelude::*;
use serde_json::json;

/// Words of filters, and what is nearly one.
const WORDS: &[&str] = &[
    "userName",
    "name.givenName",
    "emails",
    "active",
    "meta.created",
    "urn:ietf:params:scim:schemas:core:2.0:User:title",
    "$ref",
    "eq",
    "ne",
    "co",
    "sw",
    "ew",
    "gt",
    "ge",
    "lt",
    "le",
    "pr",
    "and",
    "or",
    "not",
    "AND",
    "Not",
    "(",
    ")",
    "[",
    "]",
    "\"x\"",
    "\"\\u00e4\"",
    "\"",
    "\\",
    "true",
    "false",
    "null",
    "1",
    "-1.5e3",
    "1e999",
    "-",
    ".",
    ":",
    "ü",
    "\u{0}",
    "type",
    "value",
];

fn path() -> impl Strategy<Value = AttributePath> {
    let name = "[a-z][a-zA-Z0-9_-]{0,8}";
    (proptest::option::of(Just("urn:x:2.0:User".to_owned())), name, proptest::option::of(name))
        .prop_map(|(schema, attribute, sub_attribute)| AttributePath { schema, attribute, sub_attribute })
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Boolean),
        any::<i64>().prop_map(|number| Literal::Number(number.into())),
        any::<String>().prop_map(Literal::Text),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    let operator = proptest::sample::select(Operator::ALL);
    let leaf = prop_oneof![
        path().prop_map(Filter::Present),
        (path(), operator, literal()).prop_map(|(path, operator, literal)| Filter::Compare(path, operator, literal)),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|filter| Filter::Not(Box::new(filter))),
            (path(), inner.clone()).prop_map(|(path, filter)| Filter::Within(path, Box::new(filter))),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Filter::And),
            proptest::collection::vec(inner, 2..4).prop_map(Filter::Or),
        ]
    })
}

/// A filter on what users have.
fn sensible() -> impl Strategy<Value = Filter> {
    let leaf = proptest::sample::select(vec![
        "active eq true",
        "title pr",
        "userName sw \"t\"",
        "emails[type eq \"work\"]",
        "meta.version gt 0",
        "emails co \"@\"",
    ]);
    leaf.prop_map(|text| parse(text).expect("a filter")).prop_recursive(4, 20, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|filter| Filter::Not(Box::new(filter))),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Filter::And),
            proptest::collection::vec(inner, 2..4).prop_map(Filter::Or),
        ]
    })
}

fn user() -> impl Strategy<Value = serde_json::Value> {
    (any::<bool>(), any::<bool>(), any::<bool>(), 0..3_u32).prop_map(|(active, titled, mailed, version)| {
        let emails = if mailed { json!([{"type": "work", "value": "t@example.com"}]) } else { json!([]) };
        let title = if titled { json!("Boss") } else { json!(null) };
        json!({"active": active, "title": title, "userName": "Terry", "emails": emails, "meta": {"version": version}})
    })
}

fn holds(filter: &Filter, user: &serde_json::Value) -> bool {
    Bound::of(filter).expect("a filter on what users have").holds(user)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_text_is_read_it_never_panics(text in any::<String>()) {
        if let Ok(filter) = parse(&text) {
            let _ = Bound::of(&filter);
        }
    }

    #[test]
    fn words_in_any_order_never_panic(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..40), glued in any::<bool>()) {
        let filter = parse(&words.join(if glued { "" } else { " " }));
        if let Some(bound) = filter.ok().and_then(|filter| Bound::of(&filter).ok()) {
            bound.holds(&json!({"emails": [{"type": "work"}], "active": true, "userName": null}));
        }
    }

    #[test]
    fn what_is_written_is_read_again(filter in filter()) {
        prop_assert_eq!(parse(&filter.to_string()), Ok(filter));
    }

    #[test]
    fn part_of_a_filter_never_panics(filter in filter(), end in any::<prop::sample::Index>()) {
        let text = filter.to_string();
        let end = (0..=end.index(text.len() + 1)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        let _ = parse(&text[..end]);
    }

    #[test]
    fn logic_is_that_of_logic(one in sensible(), other in sensible(), user in user()) {
        let (first, second) = (holds(&one, &user), holds(&other, &user));
        prop_assert_eq!(holds(&Filter::Not(Box::new(one.clone())), &user), !first);
        prop_assert_eq!(holds(&Filter::And(vec![one.clone(), other.clone()]), &user), first && second);
        prop_assert_eq!(holds(&Filter::Or(vec![one, other]), &user), first || second);
    }
}

#[test]
fn and_binds_closer_than_or_and_not_closest() {
    let filter = parse("not (a pr) and b pr or c pr and d pr").expect("a filter");
    assert_eq!(filter.to_string(), "(not (a pr) and b pr) or (c pr and d pr)");
}

#[test]
fn length_and_depth_are_bounded() {
    assert_eq!(parse(&"x".repeat(LONGEST + 1)), Err(FilterFault::TooLong));
    let nested = |depth: usize| format!("{}a pr{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(DEEPEST)).is_ok());
    assert_eq!(parse(&nested(DEEPEST + 1)), Err(FilterFault::TooDeep));
    assert_eq!(parse(&"(".repeat(LONGEST)), Err(FilterFault::TooDeep));
    assert_eq!(parse(&"not(".repeat(LONGEST / 4)), Err(FilterFault::TooDeep));
    assert_eq!(parse(&"a[".repeat(LONGEST / 2)), Err(FilterFault::TooDeep));
    // A chain is no depth.
    assert!(parse(&vec!["a pr"; 1_000].join(" or ")).is_ok());
}
