//! XML that means harm, sent to every operation that reads XML: the family's error, short, and nothing changes.

use super::generated::{ROOTS, readers, wrapped, xml};
use crate::support::emulator::TestApp;

/// Entities that would come to a billion letters.
fn bomb() -> String {
    let entity = |level: u32| format!("<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10));
    let levels: String = (1..10).map(entity).collect();
    format!("<!DOCTYPE x [<!ENTITY e0 \"ha\">{levels}]>")
}

/// A body in all the ways that hurt: each with what it is. The body is in these elements.
fn attacks(elements: &[&str], inside: &str) -> Vec<(&'static str, String)> {
    let whole = wrapped(elements, inside);
    let root = elements[0];
    let begin = format!("<{root}>");
    let with_root = |start: String| whole.replacen(&begin, &start, 1);
    let renamed = |name: &str| {
        let mut outer = elements.to_vec();
        outer[0] = name;
        wrapped(&outer, inside)
    };
    let within = |inside: String| wrapped(elements, &inside);
    let deep = |count: usize| within(format!("{}{}", "<a>".repeat(count), "</a>".repeat(count)));
    vec![
        ("a bomb", format!("{}{}", bomb(), within(format!("{inside}<Comment>&e9;</Comment>")))),
        ("a bomb that is not used", format!("{}{whole}", bomb())),
        (
            "an entity from a file",
            format!(
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>{}",
                within("<Comment>&e;</Comment>".into())
            ),
        ),
        ("an entity of parameters", format!("<!DOCTYPE x [<!ENTITY % e SYSTEM \"http://127.0.0.1:9/\"> %e;]>{whole}")),
        ("a document type elsewhere", format!("<!DOCTYPE {root} SYSTEM \"http://127.0.0.1:9/x.dtd\">{whole}")),
        ("a document type", format!("<!DOCTYPE {root}>{whole}")),
        ("a document type behind the root", format!("{whole}<!DOCTYPE {root}>")),
        ("an entity that nobody defined", within("<Comment>&e;</Comment>".into())),
        ("another root", renamed("Other")),
        ("a root around the root", format!("<Other>{whole}</Other>")),
        ("a second root", format!("{whole}{whole}")),
        ("the root in lower case", renamed(&root.to_lowercase())),
        (
            "a prefix that is not declared",
            whole
                .replace(&format!("<{root}>"), &format!("<e:{root}>"))
                .replace(&format!("</{root}>"), &format!("</e:{root}>")),
        ),
        (
            "attributes without end",
            with_root(format!("<{root} {}>", (0..200_000).map(|n| format!("a{n}='' ")).collect::<String>())),
        ),
        ("an attribute that is there twice", with_root(format!("<{root} a='1' a='2'>"))),
        ("deep nesting", deep(100)),
        ("nesting without end", deep(700_000)),
        ("nesting that never closes", within("<a>".repeat(1_000_000))),
        ("ten megabytes of nesting", within("<a>".repeat(10 * 1024 * 1024 / 3))),
        ("ten megabytes of nothing", format!("{whole}{}", " ".repeat(10 * 1024 * 1024))),
        ("five megabytes of text in the root", within("x".repeat(4 * 1024 * 1024))),
        ("a comment that never ends", format!("<!--{whole}")),
        ("text that is no XML at all", "{}".to_owned()),
    ]
}

#[tokio::test]
async fn every_operation_refuses_what_means_harm_in_its_familys_words_and_changes_nothing() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let mut asked = 0;
    for (call, body, _) in readers("application/xml") {
        let (_, elements, pointer) =
            ROOTS.iter().find(|(operation, ..)| *operation == call.operation).expect("its root");
        let fields = xml(body.pointer(pointer).expect("the fields"), "");
        let before = app.control().snapshot().await;
        for (what, text) in attacks(elements, &fields) {
            // Text beside elements is passed over, but in lists.
            if what.starts_with("five") && elements.len() == 1
                || elements[0].to_lowercase() == elements[0] && what.contains("lower")
            {
                continue;
            }
            let answer = call.with_xml(&app, text).await;
            assert_eq!(answer.status, 400, "{}, {what}: {}", call.operation, answer.text());
            assert_eq!(answer.operation(), call.operation, "{what}");
            let error = answer.xml();
            assert_eq!(error.name, "Error", "{}, {what}", call.operation);
            assert!(!error.child("Message").text.is_empty() && answer.body.len() < 2_000, "{}, {what}", call.operation);
            asked += 1;
        }
        assert_eq!(app.control().snapshot().await, before, "{} changed something", call.operation);
    }
    assert!(asked > 400, "{asked} attacks");
}

#[tokio::test]
async fn a_body_of_v1_1_in_another_namespace_is_refused_and_one_in_the_documented_one_is_taken() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let documented = "http://www.concursolutions.com/api/expense/expensereport/2011/03";
    let ofv1 = |operation: &str| operation.starts_with("v1.");
    for (call, body, _) in readers("application/xml").into_iter().filter(|(call, ..)| ofv1(call.operation)) {
        let (_, elements, pointer) =
            ROOTS.iter().find(|(operation, ..)| *operation == call.operation).expect("its root");
        let fields = xml(body.pointer(pointer).expect("the fields"), "");
        let (root, whole) = (elements[0], wrapped(elements, &fields));
        let before = app.control().snapshot().await;
        for namespace in ["urn:x", "http://www.concursolutions.com/api/expense/expensereport/2012/07"] {
            for text in [
                whole.replacen(&format!("<{root}>"), &format!("<{root} xmlns=\"{namespace}\">"), 1),
                whole
                    .replace(&format!("<{root}>"), &format!("<e:{root} xmlns:e=\"{namespace}\">"))
                    .replace(&format!("</{root}>"), &format!("</e:{root}>")),
            ] {
                let refused = call.with_xml(&app, text).await.must(400);
                let message = refused.xml().child("Message").text.clone();
                assert!(message.contains("namespace"), "{}: {message}", call.operation);
            }
        }
        assert_eq!(app.control().snapshot().await, before, "{} changed something", call.operation);
        let sound = whole.replacen(&format!("<{root}>"), &format!("<{root} xmlns=\"{documented}\">"), 1);
        let own = TestApp::of(&["switched_on.yaml"]).await;
        call.with_xml(&own, sound).await.must(200);
    }
}
