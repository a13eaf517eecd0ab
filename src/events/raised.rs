//! An event as it is told of.

use std::sync::Arc;

use bytes::Bytes;
use uuid::Uuid;

use super::letter::{Letter, Letters};
use super::news::{About, Kept, News};
use super::payload;
use super::snapshot::SavedEvent;
use super::topics::{EventType, Topic};
use crate::core::Timestamp;
use crate::core::event::Through;
use crate::core::ids::{CompanyId, ReportId};
use crate::tenant::store::Origin;

/// An event as subscribers are told of it.
#[derive(Debug)]
pub struct Raised {
    /// Its place among the events raised since the start.
    pub(super) number: u64,
    id: Uuid,
    event_type: EventType,
    news: News,
    company: CompanyId,
    base: Option<Arc<str>>,
    letters: Letters,
}

impl Raised {
    pub(super) fn new(event_type: EventType, news: News, company: CompanyId, base: Option<Arc<str>>) -> Self {
        let id = payload::id(event_type, news.id());
        Self { number: 0, id, event_type, news, company, base, letters: Letters::default() }
    }

    /// One of before this process began.
    pub(super) fn restored(saved: SavedEvent, company: CompanyId) -> Self {
        let SavedEvent { id, event_type, at, correlation, about, payload } = saved;
        // The request that caused it is in no journal any more.
        let origin = Origin { through: Through::Scenario, correlation, base_url: None };
        let news = News::Kept(Arc::new(Kept { id, at, origin, about, payload }));
        Self { number: 0, id, event_type, news, company, base: None, letters: Letters::default() }
    }

    /// As plain data.
    pub(super) fn saved(&self) -> SavedEvent {
        let base = self.base.as_deref().unwrap_or_default();
        let payload = payload::told(self.id, self.event_type, &self.news, self.company, base);
        SavedEvent {
            id: self.id,
            event_type: self.event_type,
            at: self.at(),
            correlation: Arc::clone(&self.news.origin().correlation),
            about: self.news.about(),
            payload: String::from_utf8_lossy(&payload).into(),
        }
    }

    /// `id` of the notification.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// The topic that it is raised on.
    pub fn topic(&self) -> Topic {
        self.event_type.topic()
    }

    /// Its type.
    pub fn event_type(&self) -> EventType {
        self.event_type
    }

    /// When it happened, and was published.
    pub fn at(&self) -> Timestamp {
        self.news.at()
    }

    /// `Concur-Correlationid` of the request that caused it.
    pub fn correlation(&self) -> &str {
        &self.news.origin().correlation
    }

    /// The report that it is about, if it is about one.
    pub fn report(&self) -> Option<ReportId> {
        match self.news.about() {
            About::Report(report) => Some(report),
            About::User(_) | About::Itself => None,
        }
    }

    /// What happened.
    pub(super) fn news(&self) -> &News {
        &self.news
    }

    /// What it is about, as a number: events of one report have the same.
    pub(super) fn subject(&self) -> u64 {
        self.news.subject()
    }

    /// What is sent of it. Links begin with the configured public URL, else with the URL under which the request that caused it came
    /// in. An event that no request caused has neither: its links begin with `made_under`, the URL under which the subscription was
    /// made, and are without a host where there is none.
    pub fn letter(&self, made_under: Option<&str>) -> Arc<Letter> {
        let base = self.base.as_deref().or(made_under).unwrap_or_default();
        self.letters.with(base, || payload::told(self.id, self.event_type, &self.news, self.company, base))
    }

    /// Its JSON, exactly as it is sent: the body of [`Self::letter`].
    pub fn payload(&self, made_under: Option<&str>) -> Bytes {
        self.letter(made_under).body()
    }
}
