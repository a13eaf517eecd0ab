//! Those of the Event Subscription Service.

use reqwest::Method;
use serde_json::json;

use super::Sound;

/// Those of subscriptions to events.
pub fn sound() -> Vec<Sound> {
    let subscription = json!({"id": "mine", "topic": "public.concur.expense.report", "filter": ".*", "webHookConfig": {"endpoint": "http://127.0.0.1:9/"}});
    let row = |operation, method, path, token, body| Sound { operation, method, path, token, body };
    use Method as M;
    vec![
        row("events.listTopics", M::GET, "/events/v4/topics".to_owned(), "app-token", None),
        row(
            "events.putSubscription",
            M::PUT,
            "/events/v4/subscriptions/webhook".to_owned(),
            "app-token",
            Some(subscription),
        ),
        row("events.listSubscriptions", M::GET, "/events/v4/subscriptions".to_owned(), "app-token", None),
        row("events.getSubscription", M::GET, "/events/v4/subscriptions/mine".to_owned(), "app-token", None),
        row("events.deleteSubscription", M::DELETE, "/events/v4/subscriptions/mine".to_owned(), "app-token", None),
    ]
}
