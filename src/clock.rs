//! The only source of the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};

use crate::period::Period;

/// Tells the time in UTC. A test holds a stopped one and moves it on by hand.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    /// Microseconds since 1970.
    Stopped(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `now` until it is [`set`](Self::set).
    pub fn stopped_at(now: DateTime<Utc>) -> Self {
        Self(Source::Stopped(Arc::new(AtomicI64::new(now.timestamp_micros()))))
    }

    /// Moves a stopped clock, and all its clones, to `now`. The machine's clock is not moved.
    pub fn set(&self, now: DateTime<Utc>) {
        if let Source::Stopped(micros) = &self.0 {
            micros.store(now.timestamp_micros(), Ordering::SeqCst);
        }
    }

    /// What time it is.
    #[expect(clippy::disallowed_methods, reason = "this is where the time comes from")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System => Utc::now(),
            Source::Stopped(micros) => {
                DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or_default()
            }
        }
    }

    /// The calendar quarter we are in.
    pub fn period(&self) -> Period {
        Period::of(self.now().date_naive())
    }
}
