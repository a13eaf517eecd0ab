//! When a delivery that failed is tried again, and when it is given up: a pure function of attempts and time.

use chrono::Duration;

use crate::core::Timestamp;

/// How long events are retained after publication, where no other time is configured.
pub const RETENTION: Duration = Duration::hours(72);

/// The pauses after failed attempts, and the age at which an event is given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    pauses: Vec<Duration>,
    retention: Duration,
}

impl Default for Schedule {
    /// 5 s, 30 s, 2 min, 10 min, 30 min, then every hour, for 72 hours.
    fn default() -> Self {
        let pauses = [5, 30, 2 * 60, 10 * 60, 30 * 60, 60 * 60].map(Duration::seconds);
        Self::new(pauses.into(), RETENTION)
    }
}

impl Schedule {
    /// These pauses, the last of them for ever, until an event has this age. A pause is a millisecond at least, the grain of every
    /// clock, since a frozen clock would never come to the end of a loop of shorter ones. With no pauses there is one attempt.
    pub fn new(pauses: Vec<Duration>, retention: Duration) -> Self {
        let pauses = pauses.into_iter().map(|pause| pause.max(Duration::milliseconds(1))).collect();
        Self { pauses, retention }
    }

    /// When an event of this time is given up.
    pub fn deadline(&self, published: Timestamp) -> Timestamp {
        published.checked_add_signed(self.retention).unwrap_or(Timestamp::MAX_UTC)
    }

    /// When to try again after so many attempts, the last of which failed now; not at all where the event is given up before.
    pub fn next(&self, published: Timestamp, attempts: usize, now: Timestamp) -> Option<Timestamp> {
        let pause = self.pauses.get(attempts.saturating_sub(1)).or(self.pauses.last())?;
        now.checked_add_signed(*pause).filter(|at| *at < self.deadline(published))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(duration: Duration) -> Timestamp {
        Timestamp::UNIX_EPOCH + duration
    }

    #[test]
    fn pauses_grow_to_an_hour_and_stay_there_for_three_days() {
        let schedule = Schedule::default();
        let published = Timestamp::UNIX_EPOCH;
        let (mut at, mut pauses) = (published, Vec::new());
        while let Some(next) = schedule.next(published, pauses.len() + 1, at) {
            pauses.push((next - at).num_seconds());
            at = next;
        }
        assert_eq!(pauses[..7], [5, 30, 120, 600, 1800, 3600, 3600]);
        assert!(pauses[5..].iter().all(|pause| *pause == 3600));
        // 42 minutes and 35 seconds, then as many whole hours as fit.
        assert_eq!(pauses.len(), 5 + 71);
        assert!(at < after(RETENTION));
    }

    #[test]
    fn nothing_is_tried_at_the_age_at_which_it_is_given_up() {
        let schedule = Schedule::new(vec![Duration::hours(1)], Duration::hours(2));
        let published = Timestamp::UNIX_EPOCH;
        assert_eq!(schedule.next(published, 1, after(Duration::minutes(59))), Some(after(Duration::minutes(119))));
        assert_eq!(schedule.next(published, 1, after(Duration::minutes(60))), None);
        assert_eq!(schedule.deadline(published), after(Duration::hours(2)));
    }

    #[test]
    fn a_list_of_no_pauses_tries_once_and_a_pause_of_nothing_still_passes_time() {
        let published = Timestamp::UNIX_EPOCH;
        assert_eq!(Schedule::new(Vec::new(), RETENTION).next(published, 1, published), None);
        let eager = Schedule::new(vec![Duration::zero()], RETENTION);
        assert_eq!(eager.next(published, 1, published), Some(after(Duration::milliseconds(1))));
    }
}
