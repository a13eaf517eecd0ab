//! Who gets what: filters, topics, companies, and the rules of subscriptions.

use concur_emulator::core::ids::CompanyId;
use concur_emulator::events::subscriptions::{Endpoint, Filter, Malformed, Refused, Subscription, SubscriptionId};
use concur_emulator::events::topics::{EventType, Topic};
use uuid::Uuid;

use super::stage::{APPLICATION, Stage, deleted, id, submitted, subscription};
use crate::support::receiver::Receiver;

fn passing(filter: &str) -> Vec<&'static str> {
    let filter: Filter = filter.parse().expect("a filter");
    EventType::ALL.iter().filter(|t| filter.lets_through(**t)).map(|t| t.name()).collect()
}

#[test]
fn a_filter_is_searched_for_in_the_type_of_an_event() {
    assert_eq!(passing(".*").len(), EventType::ALL.len());
    assert_eq!(passing(""), passing(".*"));
    assert_eq!(passing("statusChanged"), ["statusChanged"]);
    assert_eq!(passing("report"), ["reportCreated", "reportUpdated", "reportDeleted"]);
    assert_eq!(passing("^report(Created|Deleted)$"), ["reportCreated", "reportDeleted"]);
    assert_eq!(passing("(?i)STATUS"), ["statusChanged"]);
    assert_eq!(passing("^Changed"), [""; 0]);
}

#[test]
fn a_filter_that_is_no_expression_or_too_large_is_refused() {
    let long = "a".repeat(256);
    for text in ["(", "[z-a]", "*", "(?<x", r"\p{Nonsense}", "((a{1000}){1000}){1000}", "a{99999999}", &long] {
        assert!(matches!(text.parse::<Filter>(), Err(Malformed::Filter(_))), "{text}");
    }
}

#[test]
fn ids_have_lower_case_letters_digits_dots_and_hyphens() {
    for good in ["a", "my-company.my-scenario.env.v1", "7", ".", &"x".repeat(255)] {
        assert!(good.parse::<SubscriptionId>().is_ok(), "{good}");
    }
    for bad in ["", "A", "a_b", "a b", "a/b", "ä", "a\n", "a%20", &"x".repeat(256)] {
        assert_eq!(bad.parse::<SubscriptionId>(), Err(Malformed::Id), "{bad}");
    }
}

#[test]
fn endpoints_are_http_or_https_loopback_included() {
    for good in ["https://example.com/hook?x=1", "http://127.0.0.1:9/", "http://[::1]:8080", "http://localhost"] {
        assert_eq!(good.parse::<Endpoint>().expect(good).as_str(), good);
    }
    let long = format!("http://localhost/{}", "x".repeat(2_048));
    for bad in ["", "localhost", "/hook", "ftp://example.com", "file:///x", "http://", "http://u:p@localhost", &long] {
        assert!(matches!(bad.parse::<Endpoint>(), Err(Malformed::Endpoint(_))), "{bad}");
    }
}

#[test]
fn topics_are_opened_by_scopes() {
    assert_eq!(Topic::from_name("public.concur.expense.report"), Some(Topic::ExpenseReport));
    assert_eq!(Topic::from_name("concur.expense.report"), None);
    assert_eq!(Topic::ExpenseReport.scopes(), ["expense.report.read", "expense.report.readwrite"]);
    assert!(Topic::ALL.iter().all(|topic| !topic.scopes().contains(&"events.topic.read")));
}

#[tokio::test]
async fn a_subscription_gets_only_what_its_topic_filter_and_companies_let_through() {
    let stage = Stage::new();
    let [all, filtered, other_topic, other_company] = [(); 4].map(|()| Receiver::start());
    let stranger = CompanyId(Uuid::from_u128(1));
    stage.subscribe("all", &all);
    stage.put(Subscription { filter: id("Changed$"), ..subscription("filtered", &filtered.url()) });
    stage.put(Subscription { topic: Topic::Test, ..subscription("topic", &other_topic.url()) });
    stage.put(Subscription { companies: vec![stranger], ..subscription("company", &other_company.url()) });
    stage.happen(deleted());
    let status_changed = stage.happen(submitted());
    stage.drain().await;
    assert_eq!(all.requests().len(), 2);
    let [only] = &filtered.requests()[..] else { panic!("one request") };
    assert_eq!(only.json()["id"], status_changed.to_string());
    assert_eq!(other_topic.requests(), []);
    assert_eq!(other_company.requests(), []);
}

#[tokio::test]
async fn an_application_has_five_subscriptions_and_no_other_application_can_take_their_ids() {
    let stage = Stage::new();
    let stranger = Uuid::from_u128(1);
    let put = |name: &str, application| {
        stage.outbox.put(Subscription { application, ..subscription(name, "http://127.0.0.1:9") })
    };
    for name in ["a", "b", "c", "d", "e"] {
        assert_eq!(put(name, APPLICATION), Ok(()));
    }
    assert_eq!(put("f", APPLICATION), Err(Refused::TooMany));
    assert_eq!(put("e", APPLICATION), Ok(()), "an update is not one more");
    assert_eq!(put("e", stranger), Err(Refused::Taken));
    assert_eq!(put("f", stranger), Ok(()));
    assert!(!stage.outbox.delete(stranger, &id("a")));
    assert_eq!(stage.outbox.subscription(stranger, &id("a")), None);
    assert_eq!(stage.outbox.subscriptions_of(stranger).len(), 1);
    assert!(stage.outbox.delete(APPLICATION, &id("a")));
    assert_eq!(put("g", APPLICATION), Ok(()));
    assert_eq!(stage.outbox.subscriptions().len(), 6);
}
