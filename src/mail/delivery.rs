use chrono::{DateTime, Duration, Utc};
use tokio_util::sync::CancellationToken;

use super::postman::{Postman, Undelivered};
use super::{MailId, MailState, store};
use crate::access::{Db, OrgId, OutsideTx};
use crate::clock::Clock;

/// How often a mail is tried. Between tries pass 1, 2, 4 … 256 minutes: eight and a half hours in
/// all.
const MOST_ATTEMPTS: i16 = 10;

/// How long a sending may seem to last before it counts as abandoned. A [`Postman`] takes at most
/// two minutes.
const PATIENCE: Duration = Duration::minutes(15);

/// A mail that is being sent by whoever holds this.
#[derive(Debug)]
pub struct Claimed {
    pub(super) org: OrgId,
    pub(super) id: MailId,
    pub(super) recipient: String,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
    pub(super) unsubscribe: String,
    /// How often it was tried, this time included.
    pub(super) attempts: i16,
}

/// How a sending ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) state: MailState,
    pub(super) reason: String,
    /// When to try again, if it shall be.
    pub(super) again_at: Option<DateTime<Utc>>,
}

impl Outcome {
    fn of(delivered: Result<(), Undelivered>, attempts: i16, now: DateTime<Utc>) -> Self {
        let settled = |state, reason| Self { state, reason, again_at: None };
        match delivered {
            Ok(()) => settled(MailState::Sent, String::new()),
            Err(Undelivered::Refused(reason)) => settled(MailState::Failed, reason),
            Err(Undelivered::Unclear(reason)) => settled(MailState::Unclear, reason),
            Err(Undelivered::Passing(reason)) if attempts >= MOST_ATTEMPTS => {
                settled(MailState::Failed, reason)
            }
            Err(Undelivered::Passing(reason)) => {
                let minutes = 1_i64 << attempts.saturating_sub(1).clamp(0, 8);
                let again_at = Some(now + Duration::minutes(minutes));
                Self { state: MailState::Waiting, reason, again_at }
            }
        }
    }
}

/// What became of the mails that were due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    pub sent: usize,
    pub not_sent: usize,
}

/// Sends the mails that are due, one after the other, until none is or `stopped`.
///
/// Each is claimed, and that is committed, before the mail server is asked. While nothing is due,
/// the mail server is not asked at all.
pub async fn deliver_due(
    db: &Db,
    clock: &Clock,
    postman: &Postman,
    stopped: &CancellationToken,
) -> sqlx::Result<Delivered> {
    let mut delivered = Delivered::default();
    while !stopped.is_cancelled() {
        let Some(claimed) = claim_due(db, clock).await? else { break };
        let outcome = postman.deliver(&claimed, clock.now()).await;
        let now = clock.now();
        let outcome = Outcome::of(outcome, claimed.attempts, now);
        match outcome.state {
            MailState::Sent => {
                tracing::info!(mail = %claimed.id, "a mail was sent");
                delivered.sent += 1;
            }
            state => {
                let (state, reason) = (state.words(), &outcome.reason);
                tracing::warn!(mail = %claimed.id, state, reason, "a mail was not sent");
                delivered.not_sent += 1;
            }
        }
        let mut tx = OutsideTx::begin(db).await?;
        store::note_outcome(&mut tx, &claimed, &outcome, now).await?;
        tx.commit().await?;
    }
    Ok(delivered)
}

/// The mail that has been due longest, claimed for good: whoever drops it leaves it unclear.
pub async fn claim_due(db: &Db, clock: &Clock) -> sqlx::Result<Option<Claimed>> {
    let now = clock.now();
    let mut tx = OutsideTx::begin(db).await?;
    store::settle_abandoned(&mut tx, now, PATIENCE).await?;
    let claimed = store::claim(&mut tx, now).await?;
    tx.commit().await?;
    Ok(claimed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_tried_ten_times_each_time_later_and_then_given_up() {
        let now: DateTime<Utc> = "2026-11-12T09:00:00Z".parse().unwrap();
        let waits: Vec<Option<i64>> = (1..=10)
            .map(|attempts| {
                let passing = Err(Undelivered::Passing("away".to_owned()));
                let outcome = Outcome::of(passing, attempts, now);
                assert_eq!(outcome.state == MailState::Failed, outcome.again_at.is_none());
                outcome.again_at.map(|again| (again - now).num_minutes())
            })
            .collect();
        let expected = [1, 2, 4, 8, 16, 32, 64, 128, 256].map(Some);
        assert_eq!(waits, [&expected[..], &[None]].concat());
    }

    #[test]
    fn what_may_have_arrived_is_not_tried_again() {
        let now: DateTime<Utc> = "2026-11-12T09:00:00Z".parse().unwrap();
        let outcome = Outcome::of(Err(Undelivered::Unclear("cut".to_owned())), 1, now);
        assert_eq!((outcome.state, outcome.again_at), (MailState::Unclear, None));
    }
}
