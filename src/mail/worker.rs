use std::time::Duration;

use tokio::time::interval;
use tokio_util::sync::CancellationToken;

use super::{Postman, deliver_due};
use crate::access::Db;
use crate::clock::Clock;

/// How long a mail that is due may lie until somebody looks.
const BETWEEN_ROUNDS: Duration = Duration::from_secs(10);
/// How often it is looked what there is to write about.
const BETWEEN_LOOKS: Duration = Duration::from_hours(1);

/// Delivers what is due, and once an hour, also at once, looks what there is to write about, until
/// `stopped`. A mail that is being sent then is sent.
///
/// What fails is logged, and tried again in the next round.
pub async fn work<F: Future<Output = ()> + Send>(
    db: Db,
    clock: Clock,
    postman: Postman,
    look: impl Fn() -> F + Send,
    stopped: CancellationToken,
) {
    let mut looks = interval(BETWEEN_LOOKS);
    let mut rounds = interval(BETWEEN_ROUNDS);
    loop {
        tokio::select! {
            biased;
            () = stopped.cancelled() => return,
            _ = looks.tick() => look().await,
            _ = rounds.tick() => {
                if let Err(error) = deliver_due(&db, &clock, &postman, &stopped).await {
                    tracing::warn!(%error, "mails could not be delivered for now");
                }
            }
        }
    }
}
