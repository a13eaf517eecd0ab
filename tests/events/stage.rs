//! An outbox on a frozen clock, with records made by hand.

use std::str::FromStr;
use std::sync::{Arc, LazyLock};
use std::time::Duration as StdDuration;

use chrono::Duration;
use concur_emulator::core::Timestamp;
use concur_emulator::core::event::{Acting, Action, Change, Event, Move, Notice, Through};
use concur_emulator::core::ids::{CompanyId, ProcessId, ReportId, StepInstanceId, UserId};
use concur_emulator::core::report::{ReportKind, State, Submission};
use concur_emulator::core::status::{ApprovalStatus, PaymentStatus, Status};
use concur_emulator::events::courier::{Courier, Setup};
use concur_emulator::events::log::{Delivery, Entry};
use concur_emulator::events::outbox::{Outbox, Settings};
use concur_emulator::events::subscriptions::{Filter, Subscription};
use concur_emulator::events::topics::Topic;
use concur_emulator::tenant::clock::Clock;
use concur_emulator::tenant::keys::Keys;
use concur_emulator::tenant::store::{Listener, Origin, Record};
use parking_lot::Mutex;
use uuid::Uuid;

use crate::support::receiver::{PATIENCE, Receiver};

pub const APPLICATION: Uuid = Uuid::from_u128(0xdabd_27f0_23e7_415d_b5e5_19a7_dbe4_fb4d);
pub const COMPANY: CompanyId = CompanyId(Uuid::from_u128(0x12fc_85ee_6f43_4d85_ba0d_94e8_4484_9dc1));
pub const OWNER: UserId = UserId(Uuid::from_u128(0xf2d0_7d5f_7a6f_44fa_98c7_c4b4_05bd_6ca3));
pub const MANAGER: UserId = UserId(Uuid::from_u128(0x45af_dc31_0593_4e95_ba75_b094_e932_6b6d));
pub const REPORT: &str = "CB899F7D9F73420A8D8B";

/// The key of all stages: making one takes a while.
pub static KEYS: LazyLock<Arc<Keys>> = LazyLock::new(Arc::default);

/// When it begins.
pub fn start() -> Timestamp {
    "2021-03-18T23:11:51.034Z".parse().expect("a time")
}

/// An outbox on a clock that stands still until it is moved.
pub struct Stage {
    pub clock: Arc<Clock>,
    pub outbox: Arc<Outbox>,
    pub courier: Arc<Courier>,
    sequence: Mutex<u64>,
}

impl Stage {
    pub fn new() -> Self {
        Self::with(Settings::default(), PATIENCE)
    }

    pub fn with(settings: Settings, response_timeout: StdDuration) -> Self {
        let clock = Arc::new(Clock::frozen(start()));
        let setup = Setup { response_timeout, keys: Arc::clone(&KEYS), ..Setup::default() };
        let courier = Arc::new(Courier::start(setup).expect("a courier"));
        let outbox = Arc::new(Outbox::new(Arc::clone(&courier), Arc::clone(&clock), COMPANY, settings));
        Self { clock, outbox, courier, sequence: Mutex::new(0) }
    }

    /// Subscribes a receiver to everything.
    pub fn subscribe(&self, id: &str, receiver: &Receiver) {
        self.put(subscription(id, &receiver.url()));
    }

    pub fn put(&self, subscription: Subscription) {
        self.outbox.put(subscription).expect("a subscription within the rules");
    }

    /// Lets a change happen now, and answers its id.
    pub fn happen(&self, change: Change) -> Uuid {
        let record = self.record(change);
        let id = record.id;
        self.outbox.committed(&[Arc::new(record)]);
        id
    }

    /// Lets a change happen to some report now, and answers its id.
    pub fn happen_to(&self, report: ReportId, change: Change) -> Uuid {
        let mut record = self.record(change);
        record.event.report = report;
        let id = record.id;
        self.outbox.committed(&[Arc::new(record)]);
        id
    }

    /// A record of a change that has just happened, caused by a request.
    pub fn record(&self, change: Change) -> Record {
        let mut sequence = self.sequence.lock();
        *sequence += 1;
        Record {
            sequence: *sequence,
            id: Uuid::from_u128(u128::from(*sequence)),
            origin: Origin {
                through: Through::V4,
                correlation: "7e38939d-62f1-4bb4-9eef-5ea71fcbb1d8".into(),
                base_url: Some("http://emulator:7400".into()),
            },
            event: Event {
                at: self.clock.now(),
                by: Acting { user: Some(OWNER), delegate: None },
                through: Through::V4,
                report: id(REPORT),
                owner: OWNER,
                report_kind: ReportKind::Regular,
                change,
            },
        }
    }

    /// Waits until nothing is due any more.
    pub async fn drain(&self) {
        tokio::time::timeout(PATIENCE, self.outbox.drain()).await.expect("deliveries to come to rest");
    }

    /// Passes a time, stopping wherever something is due.
    pub async fn pass(&self, time: Duration) {
        let end = self.clock.now() + time;
        self.drain().await;
        while let Some(due) = self.outbox.next_due().filter(|due| *due <= end) {
            self.clock.advance_to(due);
            self.drain().await;
        }
        self.clock.advance_to(end);
        self.drain().await;
    }

    pub fn entry(&self, event: Uuid) -> Entry {
        self.outbox.event(event).expect("an event that is kept")
    }

    /// The only delivery of an event.
    pub fn delivery(&self, event: Uuid) -> Delivery {
        let [delivery] = <[Delivery; 1]>::try_from(self.entry(event).deliveries).expect("one delivery");
        delivery
    }
}

/// A subscription to everything about reports.
pub fn subscription(id: &str, endpoint: &str) -> Subscription {
    Subscription {
        id: id.parse().expect("an id"),
        topic: Topic::ExpenseReport,
        filter: Filter::default(),
        endpoint: endpoint.parse().expect("an endpoint"),
        application: APPLICATION,
        companies: vec![COMPANY],
        made_under: Some("http://made-under:7400".into()),
    }
}

pub fn id<T: FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("an id")
}

/// A deletion: the smallest change that is told of.
pub fn deleted() -> Change {
    Change::Deleted
}

/// A report that was sent back is submitted to the manager again; subscribers are told.
pub fn submitted() -> Change {
    moved(Some(Notice {
        step_code: Some("MANAGER".into()),
        process: ProcessId::from_bytes([0x02; 16]),
        role: "MANAGER".into(),
        instances: vec![
            (StepInstanceId::from_bytes([0xCE; 16]), Some(MANAGER)),
            (StepInstanceId::from_bytes([0xCF; 16]), None),
        ],
    }))
}

/// A change of status with this to tell of it.
pub fn moved(notice: Option<Notice>) -> Change {
    let from = Status { approval: ApprovalStatus::Returned, payment: PaymentStatus::NotPaid };
    let submission = Submission { at: start(), by: Some(OWNER), approvers: vec![MANAGER] };
    let to = State::Filed(submission);
    Change::Moved(Box::new(Move { action: Action::Submit, from, to, comment: None, notice }))
}
