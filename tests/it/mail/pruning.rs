//! What is settled is deleted after a while, and the links that unsubscribe long after it.

use chrono::Duration;
use waymark::mail::prune;

use super::{deliver, enqueue, pass};
use crate::support::Waymark;
use crate::support::smtp::MailServer;

/// How many mails, links that unsubscribe and refusals there are, after a pruning.
async fn pruned(waymark: &Waymark) -> [i64; 3] {
    prune(&waymark.app.db, &waymark.app.clock).await.unwrap();
    let mut left = [0; 3];
    for (left, table) in left.iter_mut().zip(["mail", "mail_token", "mail_refusal"]) {
        let count = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        *left = sqlx::query_scalar(count).fetch_one(waymark.pool()).await.unwrap();
    }
    left
}

#[tokio::test]
async fn a_settled_mail_is_kept_for_ninety_days_its_link_for_two_years_and_a_refusal_for_good() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let server = MailServer::start().await;
    enqueue(&waymark, "report/1", "board@contoso.example").await;
    deliver(&waymark, &server.postman()).await;
    enqueue(&waymark, "report/1", "waits@contoso.example").await;
    let path = server.only_one().unsubscribe_path();
    let reader = waymark.browser();

    pass(&waymark, Duration::days(90) - Duration::seconds(1));
    assert_eq!(pruned(&waymark).await, [2, 2, 0]);
    pass(&waymark, Duration::seconds(1));
    assert_eq!(pruned(&waymark).await, [1, 2, 0], "what waits stays");
    assert_eq!(reader.post(&path, &[]).await.status, 200, "the link outlives its mail");
    pass(&waymark, Duration::days(731 - 90));
    assert_eq!(pruned(&waymark).await, [1, 0, 1]);
    assert_eq!(reader.get(&path).await.status, 404);
    assert!(!enqueue(&waymark, "report/2", "board@contoso.example").await, "no is no");
}
