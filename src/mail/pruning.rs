use chrono::Duration;

use super::{store, unsubscribe};
use crate::access::{Db, OutsideTx};
use crate::clock::Clock;

/// How long it stays known what became of a mail.
const MAILS_KEPT: Duration = Duration::days(90);
/// How long the link in a mail unsubscribes: two years. It outlives what is known of the mail.
const LINKS_KEPT: Duration = Duration::days(731);

/// Deletes the mails that were settled 90 days ago or earlier, and the links that unsubscribe once
/// they are two years old; at most 10,000 of each, the others when it is called again. What waits
/// to be sent stays, and so does every refusal.
pub async fn prune(db: &Db, clock: &Clock) -> sqlx::Result<()> {
    let now = clock.now();
    let mut tx = OutsideTx::begin(db).await?;
    store::delete_settled(&mut tx, now - MAILS_KEPT).await?;
    unsubscribe::store::delete_tokens(&mut tx, now - LINKS_KEPT).await?;
    tx.commit().await
}
