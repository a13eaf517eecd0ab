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
use concur_emulator::tenant::keys::{Keys, SigningKey};
use concur_emulator::tenant::store::{Listener, Origin, Record};
use tokio::net::TcpSocket;
use uuid::Uuid;

use crate::scale::scaled;
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
    keys: Arc<Keys>,
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
        Self { clock, outbox, keys: Arc::clone(keys), raised: 0 }
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
        let (one, two) = (signatures(&key, 1), signatures(&key, 2));
        println!("bare loop of signatures   {one:>9.0} a second on one core, {two:.0} on two");
        let parts = [
            (Seal::Absent, 1, 100_000, "at least 15,000 a second".to_owned()),
            (Seal::Absent, 8, 100_000, "none".to_owned()),
            (Seal::Own, 1, 10_000, format!("at least {:.0} a second, 90 % of one core's signatures", one * 0.9)),
            (Seal::Own, 8, 10_000, format!("at least {:.0} a second, 75 % of two cores' signatures", two * 0.75)),
        ];
        for (seal, lanes, count, aim) in parts {
            let (warm, count) = (scaled(1_000), scaled(count));
            let sink = Sink::counting();
            let mut stage = Stage::new(settings(seal, lanes), &keys, sink.address);
            stage.deliver(warm).await;
            let rate = count as f64 / stage.deliver(count).await.as_secs_f64();
            assert_eq!(sink.count(), count + warm, "none lost, none doubled");
            let kind = if seal == Seal::Own { "signed" } else { "unsigned" };
            println!("{kind:<8} over {lanes} lane(s)   {rate:>9.0} deliveries a second; aim: {aim}");
        }
    });
}

/// How many signatures a second so many threads make that do nothing else.
fn signatures(key: &Arc<SigningKey>, threads: usize) -> f64 {
    let count = scaled(4_000);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                for number in 0..count {
                    key.sign_webhook(format!("{number:0>600}").as_bytes()).expect("a signature");
                }
            });
        }
    });
    (count * threads) as f64 / start.elapsed().as_secs_f64()
}

/// A million events through one subscription.
pub fn memory() {
    runtime().block_on(async {
        let sink = Sink::counting();
        let mut stage = Stage::new(settings(Seal::Absent, 1), &Arc::default(), sink.address);
        let (tenth, mut sizes) = (scaled(100_000), Vec::new());
        for _ in 0..10 {
            stage.deliver(tenth).await;
            sizes.push(crate::process::own_kilobytes() / 1024);
        }
        assert_eq!(sink.count(), tenth * 10);
        println!("resident MB after each tenth of {} events: {sizes:?}; aim: flat", tenth * 10);
    });
}

/// Three days of retries with a receiver that is down.
pub fn retries() {
    runtime().block_on(async {
        let (_down, address) = down();
        let mut times = Vec::new();
        for _ in 0..20 {
            let mut stage = Stage::new(settings(Seal::Own, 1), &Arc::default(), address);
            // The key pair is made on first use, which is no retry.
            stage.keys.signing().await.expect("a key");
            stage.happen(10);
            times.push(stage.pass(chrono::Duration::hours(72)).await);
            assert_eq!(stage.outbox.events()[0].deliveries[0].attempts.len(), 77);
        }
        times.sort();
        let (median, slowest) = (times[10], times[19]);
        println!(
            "72 hours of retries: median {median:.2?}, slowest {slowest:.2?} of {}; aim: under 100 ms",
            times.len()
        );
    });
}

/// A port that is taken and on which nobody listens, for as long as the socket lives.
pub fn down() -> (TcpSocket, SocketAddr) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(([127, 0, 0, 1], 0).into()).expect("a free port");
    let address = socket.local_addr().expect("an address");
    (socket, address)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}
