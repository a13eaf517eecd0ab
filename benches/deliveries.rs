//! Deliveries of webhooks: how many a second, signed and not; in how much memory; and what a receiver that is down costs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use concur_emulator::core::Timestamp;
use concur_emulator::core::event::{Acting, Change, Event, Through};
use concur_emulator::core::ids::{CompanyId, ReportId, UserId};
use concur_emulator::core::report::ReportKind;
use concur_emulator::events::courier::{Courier, Setup};
use concur_emulator::events::outbox::{Outbox, Settings};
use concur_emulator::events::seal::Seal;
use concur_emulator::events::subscriptions::{Filter, Subscription};
use concur_emulator::events::topics::Topic;
use concur_emulator::tenant::clock::Clock;
use concur_emulator::tenant::keys::Keys;
use concur_emulator::tenant::store::{Listener, Origin, Record};
use concur_emulator::{Config, Emulator};
use tokio::net::TcpSocket;
use uuid::Uuid;

use crate::client::{Connection, request};
use crate::sink::Sink;

const COMPANY: CompanyId = CompanyId(Uuid::from_u128(1));
const APPLICATION: Uuid = Uuid::from_u128(2);
const OWNER: UserId = UserId(Uuid::from_u128(3));

/// How many events wait at most while there are more to come.
const WINDOW: usize = 5_000;

/// What an emulator delivers with, apart from its server.
struct Stage {
    clock: Arc<Clock>,
    outbox: Outbox,
    raised: u64,
}

impl Stage {
    fn new(settings: Settings, keys: &Arc<Keys>, receiver: SocketAddr) -> Self {
        let start: Timestamp = "2026-03-01T08:00:00Z".parse().expect("a moment");
        let clock = Arc::new(Clock::frozen(start));
        let courier = Courier::start(Setup { keys: Arc::clone(keys), ..Setup::default() }).expect("a courier");
        let outbox = Outbox::new(Arc::new(courier), Arc::clone(&clock), COMPANY, settings);
        let subscription = Subscription {
            id: "bench".parse().expect("an id"),
            topic: Topic::ExpenseReport,
            filter: Filter::default(),
            endpoint: format!("http://{receiver}/").parse().expect("an endpoint"),
            application: APPLICATION,
            companies: vec![COMPANY],
            made_under: None,
        };
        outbox.put(subscription).expect("a subscription");
        Self { clock, outbox, raised: 0 }
    }

    /// Lets so many reports be deleted.
    fn happen(&mut self, count: usize) {
        let origin = Origin {
            through: Through::V4,
            correlation: "7e38939d-62f1-4bb4-9eef-5ea71fcbb1d8".into(),
            base_url: Some("http://127.0.0.1:7400".into()),
        };
        let records: Vec<_> = (0..count)
            .map(|_| {
                self.raised += 1;
                let mut report = [0; ReportId::BYTES];
                report[..8].copy_from_slice(&self.raised.to_be_bytes());
                let event = Event {
                    at: self.clock.now(),
                    by: Acting { user: Some(OWNER), delegate: None },
                    through: Through::V4,
                    report: ReportId::from_bytes(report),
                    owner: OWNER,
                    report_kind: ReportKind::Regular,
                    change: Change::Deleted,
                };
                let id = Uuid::from_u128(u128::from(self.raised));
                Arc::new(Record { sequence: self.raised, id, origin: origin.clone(), event })
            })
            .collect();
        self.outbox.committed(&records);
    }

    /// Delivers so many, never with more than [`WINDOW`] of them waiting. Answers how long it took.
    async fn deliver(&mut self, count: usize) -> Duration {
        let start = Instant::now();
        let mut left = count;
        while left > 0 {
            let next = left.min(WINDOW);
            self.happen(next);
            self.outbox.drain().await;
            left -= next;
        }
        start.elapsed()
    }

    /// Passes a time as `POST /_emulator/clock/advance` does. Answers how long it took.
    async fn pass(&self, time: chrono::Duration) -> Duration {
        let start = Instant::now();
        let end = self.clock.now() + time;
        self.outbox.drain().await;
        while let Some(due) = self.outbox.next_due().filter(|due| *due <= end) {
            self.clock.advance_to(due);
            self.outbox.drain().await;
        }
        self.clock.advance_to(end);
        self.outbox.drain().await;
        start.elapsed()
    }
}

fn settings(seal: Seal, lanes: usize) -> Settings {
    Settings { seal, lanes, ..Settings::default() }
}

/// Unsigned and signed, beside what the same key signs in a bare loop.
pub fn throughput() {
    runtime().block_on(async {
        let keys = Arc::<Keys>::default();
        let key = keys.signing().await.expect("a key");
        let start = Instant::now();
        let signatures = 4_000;
        for number in 0..signatures {
            key.sign_webhook(format!("{number:0>600}").as_bytes()).expect("a signature");
        }
        let bare = f64::from(signatures) / start.elapsed().as_secs_f64();
        println!("bare loop of signatures      {bare:>9.0} a second on one core");
        for (seal, lanes, count) in
            [(Seal::Absent, 1, 100_000), (Seal::Absent, 8, 100_000), (Seal::Own, 1, 10_000), (Seal::Own, 8, 10_000)]
        {
            let sink = Sink::counting();
            let mut stage = Stage::new(settings(seal, lanes), &keys, sink.address);
            stage.deliver(1_000).await;
            let rate = count as f64 / stage.deliver(count).await.as_secs_f64();
            assert_eq!(sink.count(), count + 1_000, "none lost, none doubled");
            let (kind, beside) = match seal {
                Seal::Own => ("signed", format!(", {:.0} % of one core's signatures", rate / bare * 100.0)),
                _ => ("unsigned", String::new()),
            };
            println!("{kind:<8} over {lanes} lane(s)      {rate:>9.0} deliveries a second{beside}");
        }
    });
}

/// A million events through one subscription.
pub fn memory() {
    runtime().block_on(async {
        let sink = Sink::counting();
        let mut stage = Stage::new(settings(Seal::Absent, 1), &Arc::default(), sink.address);
        let mut sizes = Vec::new();
        for _ in 0..10 {
            stage.deliver(100_000).await;
            sizes.push(crate::process::own_kilobytes() / 1024);
        }
        assert_eq!(sink.count(), 1_000_000);
        println!("resident MB after each 100,000 of 1,000,000 events: {sizes:?}");
    });
}

/// Three days of retries with a receiver that is down.
pub fn retries() {
    runtime().block_on(async {
        let (_down, address) = down();
        let mut times = Vec::new();
        for _ in 0..20 {
            let mut stage = Stage::new(settings(Seal::Own, 1), &Arc::default(), address);
            stage.happen(10);
            times.push(stage.pass(chrono::Duration::hours(72)).await);
            assert_eq!(stage.outbox.events()[0].deliveries[0].attempts.len(), 77);
        }
        times.sort();
        println!("72 hours of retries: median {:.2?}, slowest {:.2?} of {}", times[10], times[19], times.len());
    });
}

/// How long calls take while 100,000 events wait for a receiver that is down, and while none do.
pub fn waiting() {
    const EVENTS: usize = 100_000;
    const CALLS: usize = 20_000;
    const PATH: &str =
        "/expensereports/v4/users/f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3/context/TRAVELER/reports/764428DD6A664AF0BFCB";
    actix_web::rt::System::new().block_on(async {
        let emulator = Emulator::start(Config { port: 0, ..Config::default() }).await.expect("the emulator starts");
        let address = crate::process::address_of(&emulator);
        let mut connection = Connection::open(address).await;
        let get = request("GET", address, PATH, "traveler-token", "");
        let change = r#"{"name":"Trip","reportSource":"OTHER"}"#;
        let patch = request("PATCH", address, PATH, "traveler-token", change);
        let mut medians = Vec::new();
        let (_down, receiver) = down();
        for round in 0..2 {
            let mut line = Vec::new();
            for (call, status) in [(&get, 200), (&patch, 204)] {
                let mut times = Vec::with_capacity(CALLS);
                for _ in 0..CALLS {
                    let start = Instant::now();
                    assert_eq!(connection.call(call).await.status, status);
                    times.push(start.elapsed());
                }
                times.sort();
                line.push(times[CALLS / 2]);
            }
            medians.push(line);
            if round == 0 {
                let body = format!(
                    r#"{{"id":"down","topic":"public.concur.expense.report","webHookConfig":{{"endpoint":"http://{receiver}/"}}}}"#
                );
                let put = request("PUT", address, "/events/v4/subscriptions/webhook", "app-token", &body);
                assert_eq!(connection.call(&put).await.status, 200);
                for _ in 0..EVENTS {
                    assert_eq!(connection.call(&patch).await.status, 204);
                }
            }
        }
        for (place, what) in ["GET of a report", "PATCH of a report"].iter().enumerate() {
            println!("{what}: median {:.1?}; with {EVENTS} events waiting {:.1?}", medians[0][place], medians[1][place]);
        }
        emulator.stop().await.expect("the emulator stops");
    });
}

/// A port that is taken and on which nobody listens, for as long as the socket lives.
fn down() -> (TcpSocket, SocketAddr) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(([127, 0, 0, 1], 0).into()).expect("a free port");
    let address = socket.local_addr().expect("an address");
    (socket, address)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}
