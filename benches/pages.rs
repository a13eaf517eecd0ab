//! Lists that are gone through page by page, as a client does that follows `NextPage`.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::client::{Connection, request};

/// A list of version 3.
pub struct List {
    /// What is asked for, in words.
    pub name: &'static str,
    /// Path and query of its first page.
    pub path: &'static str,
}

/// By login, status and date; by status and date for everyone; everything; and by what no index serves.
pub const LISTS: &[List] = &[
    List {
        name: "v3 list by login, status and create date, page by page",
        path: "/api/v3.0/expense/reports?limit=25&user=traveler@example.com&approvalStatusCode=A_NOTF&paymentStatusCode=P_NOTP\
               &createDateAfter=2026-01-03&createDateBefore=2026-01-27",
    },
    List {
        name: "v3 list of everyone's by status and create date, page by page",
        path: "/api/v3.0/expense/reports?limit=25&user=ALL&approvalStatusCode=A_NOTF,A_PEND&createDateAfter=2026-01-03",
    },
    List {
        name: "v3 list of everyone's by status and submit date",
        path: "/api/v3.0/expense/reports?limit=25&user=ALL&approvalStatusCode=A_PEND&submitDateAfter=2026-01-01",
    },
    List { name: "v3 list of everyone's, page by page", path: "/api/v3.0/expense/reports?limit=25&user=ALL" },
    List {
        name: "v3 list by approver",
        path: "/api/v3.0/expense/reports?limit=25&user=ALL&approverLoginID=manager@example.com",
    },
];

/// The median of so many calls, each for the page after the one before, from the first again after the last; and the length of a
/// body. None where nobody answers there.
pub async fn measure(address: SocketAddr, list: &List, calls: usize) -> Option<(Duration, usize)> {
    let mut connection = Connection::open(address).await;
    let ask = |path: &str| request("GET", address, path, "admin-token", "");
    let (mut next, mut took, mut length) = (ask(list.path), Vec::with_capacity(calls), 0);
    while took.len() < calls {
        let start = Instant::now();
        let answer = connection.call(&next).await;
        took.push(start.elapsed());
        if [404, 405].contains(&answer.status) {
            return None;
        }
        assert_eq!(answer.status, 200, "{}", list.name);
        length = length.max(answer.length);
        next = ask(&next_page(connection.body(&answer)).unwrap_or_else(|| list.path.to_owned()));
    }
    took.sort();
    Some((took[took.len() / 2], length))
}

/// The path and query of the next page, where there is one.
fn next_page(body: &[u8]) -> Option<String> {
    let page: serde_json::Value = serde_json::from_slice(body).expect("a list in JSON");
    let items = page["Items"].as_array().expect("a list");
    assert!(!items.is_empty(), "a page without reports measures nothing");
    let address = page["NextPage"].as_str()?;
    Some(address[address.find("/api/").expect("a path")..].to_owned())
}
