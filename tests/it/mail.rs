//! Mails, as a mail server on a real socket is given them: each once, or not at all.

mod pruning;

use std::collections::BTreeSet;

use chrono::Duration;
use tokio_util::sync::CancellationToken;
use waymark::access::OutsideTx;
use waymark::mail::{
    Delivered, Mail, Postman, Topic, Unsubscribe, deliver_due, store, unsubscribe,
};

use crate::support::Waymark;
use crate::support::entering::as_owner;
use crate::support::smtp::{MailServer, Mood, postman_to};

/// A mail to somebody who is no member.
fn report<'a>(cause: &'a str, recipient: &'a str, unsubscribe: &'a Unsubscribe) -> Mail<'a> {
    Mail {
        topic: Topic::Report,
        cause,
        recipient,
        member: None,
        subject: "Prüfbericht 2026-Q4",
        text: "Grüße.\n.\nA line with a dot before.",
        html: "<p>Grüße.</p>",
        unsubscribe: Some(unsubscribe),
    }
}

fn unsubscribe() -> Unsubscribe {
    Unsubscribe::fresh(|path| format!("https://waymark.example{path}")).unwrap()
}

/// Puts a report among the mails to be sent; tells whether it was.
async fn enqueue(waymark: &Waymark, cause: &str, recipient: &str) -> bool {
    let unsubscribe = unsubscribe();
    let mut tx = as_owner(waymark).await;
    let mail = report(cause, recipient, &unsubscribe);
    let added = store::enqueue(&mut tx, &mail, waymark.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    added
}

pub async fn deliver(waymark: &Waymark, postman: &Postman) -> Delivered {
    let (db, clock) = (&waymark.app.db, &waymark.app.clock);
    deliver_due(db, clock, postman, &CancellationToken::new()).await.unwrap()
}

fn pass(waymark: &Waymark, time: Duration) {
    waymark.app.clock.set(waymark.app.clock.now() + time);
}

/// State, attempts and reason of each mail.
async fn states(waymark: &Waymark) -> Vec<(String, i16, String)> {
    sqlx::query_as("select state, attempts, reason from mail order by id")
        .fetch_all(waymark.pool())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_mail_arrives_with_both_its_parts_and_the_headers_of_a_program_that_can_be_stopped() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let server = MailServer::start().await;
    assert!(enqueue(&waymark, "report/1", "board@contoso.example").await);

    let delivered = deliver(&waymark, &server.postman()).await;

    assert_eq!(delivered, Delivered { sent: 1, not_sent: 0 });
    let mail = server.only_one();
    assert_eq!(mail.to, "board@contoso.example");
    assert_eq!(mail.text(), "Grüße.\n.\nA line with a dot before.");
    assert_eq!(mail.html(), "<p>Grüße.</p>");
    assert_eq!(mail.parsed().subject(), Some("Prüfbericht 2026-Q4"));
    assert_eq!(mail.header("From").as_deref(), Some("Waymark <waymark@waymark.example>"));
    assert_eq!(mail.header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(mail.header("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    assert!(mail.unsubscribe_path().starts_with("/unsubscribe/"));
    assert_eq!(mail.header("Date").as_deref(), Some("Thu, 12 Nov 2026 09:00:00 +0000"));
    let id: String =
        sqlx::query_scalar("select id::text from mail").fetch_one(waymark.pool()).await.unwrap();
    assert_eq!(mail.header("Message-ID"), Some(format!("<{id}@waymark.example>")));
}

#[tokio::test]
async fn what_is_settled_keeps_no_text_and_no_link() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let server = MailServer::start().await;
    enqueue(&waymark, "report/1", "board@contoso.example").await;
    deliver(&waymark, &server.postman()).await;

    let kept: (String, String, String) =
        sqlx::query_as("select plain, html, unsubscribe from mail")
            .fetch_one(waymark.pool())
            .await
            .unwrap();
    assert_eq!(kept, (String::new(), String::new(), String::new()));
}

#[tokio::test]
async fn nobody_gets_two_mails_of_one_cause() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let server = MailServer::start().await;
    assert!(enqueue(&waymark, "report/1", "board@contoso.example").await);
    assert!(!enqueue(&waymark, "report/1", "board@contoso.example").await);
    deliver(&waymark, &server.postman()).await;
    assert!(!enqueue(&waymark, "report/1", "board@contoso.example").await);
    deliver(&waymark, &server.postman()).await;

    assert_eq!(server.received().len(), 1);
    assert!(enqueue(&waymark, "report/2", "board@contoso.example").await);
}

#[tokio::test]
async fn while_nothing_is_due_the_mail_server_is_not_asked() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let server = MailServer::start().await;

    assert_eq!(deliver(&waymark, &server.postman()).await, Delivered::default());

    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn while_the_mail_server_is_away_it_is_tried_again_later_and_then_delivered_once() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let address = MailServer::nowhere().await;
    let postman = postman_to(address);
    enqueue(&waymark, "report/1", "board@contoso.example").await;

    assert_eq!(deliver(&waymark, &postman).await.not_sent, 1);
    assert_eq!(deliver(&waymark, &postman).await, Delivered::default(), "it is not due yet");
    pass(&waymark, Duration::minutes(1));
    assert_eq!(deliver(&waymark, &postman).await.not_sent, 1);

    let server = MailServer::at(address).await;
    pass(&waymark, Duration::minutes(1));
    assert_eq!(deliver(&waymark, &postman).await, Delivered::default(), "now it waits for two");
    pass(&waymark, Duration::minutes(1));
    assert_eq!(deliver(&waymark, &postman).await.sent, 1);
    pass(&waymark, Duration::days(30));
    assert_eq!(deliver(&waymark, &postman).await, Delivered::default());

    server.only_one();
    assert_eq!(states(&waymark).await, [("sent".to_owned(), 3, String::new())]);
}

#[tokio::test]
async fn a_recipient_that_is_refused_for_good_is_not_tried_again_and_one_for_now_is() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let server = MailServer::start().await;
    server.feels(Mood::Answers("550 no such mailbox"));
    enqueue(&waymark, "report/1", "gone@contoso.example").await;
    deliver(&waymark, &server.postman()).await;
    server.feels(Mood::Answers("450 greylisted"));
    enqueue(&waymark, "report/1", "new@contoso.example").await;
    deliver(&waymark, &server.postman()).await;

    let states = states(&waymark).await;
    assert_eq!((states[0].0.as_str(), states[1].0.as_str()), ("failed", "waiting"));
    assert!(states[0].2.contains("no such mailbox"), "{states:?}");
    server.feels(Mood::Takes);
    pass(&waymark, Duration::minutes(1));
    deliver(&waymark, &server.postman()).await;
    assert_eq!(server.only_one().to, "new@contoso.example");
}

#[tokio::test]
async fn a_mail_whose_sender_was_killed_is_unclear_and_not_sent_again() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let server = MailServer::start().await;
    enqueue(&waymark, "report/1", "board@contoso.example").await;
    let claimed = waymark::mail::claim_due(&waymark.app.db, &waymark.app.clock).await.unwrap();
    drop(claimed.unwrap());

    assert_eq!(deliver(&waymark, &server.postman()).await, Delivered::default());
    assert_eq!(states(&waymark).await[0].0, "sending");
    pass(&waymark, Duration::minutes(15));
    assert_eq!(deliver(&waymark, &server.postman()).await, Delivered::default());

    assert_eq!(server.connections(), 0);
    let reason = "Waymark was interrupted while it sent this.".to_owned();
    assert_eq!(states(&waymark).await, [("unclear".to_owned(), 1, reason)]);
}

#[tokio::test]
async fn a_mail_that_the_server_took_without_a_word_is_unclear_and_not_sent_again() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let server = MailServer::start().await;
    server.feels(Mood::HangsUp);
    enqueue(&waymark, "report/1", "board@contoso.example").await;

    deliver(&waymark, &server.postman()).await;
    server.feels(Mood::Takes);
    pass(&waymark, Duration::days(1));
    deliver(&waymark, &server.postman()).await;

    server.only_one();
    assert_eq!(states(&waymark).await[0].0, "unclear");
}

#[tokio::test]
async fn several_who_deliver_share_the_mails_and_send_each_once() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let server = MailServer::start().await;
    for number in 0..12 {
        enqueue(&waymark, "report/1", &format!("reader{number}@contoso.example")).await;
    }

    let postman = server.postman();
    let (one, two, three) = tokio::join!(
        deliver(&waymark, &postman),
        deliver(&waymark, &postman),
        deliver(&waymark, &postman)
    );

    assert_eq!(one.sent + two.sent + three.sent, 12);
    let recipients: Vec<String> = server.received().into_iter().map(|mail| mail.to).collect();
    assert_eq!((recipients.len(), BTreeSet::from_iter(recipients).len()), (12, 12));
}

#[tokio::test]
async fn whoever_refuses_a_topic_gets_nothing_of_it_not_even_what_waits() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let server = MailServer::start().await;
    enqueue(&waymark, "report/1", "board@contoso.example").await;
    let org = as_owner(&waymark).await.org();
    let mut tx = OutsideTx::begin(&waymark.app.db).await.unwrap();
    let now = waymark.app.clock.now();
    unsubscribe::store::refuse(&mut tx, org, "board@contoso.example", Topic::Report, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    assert!(!enqueue(&waymark, "report/2", "board@contoso.example").await);
    assert_eq!(deliver(&waymark, &server.postman()).await, Delivered::default());

    assert_eq!(server.connections(), 0);
    assert_eq!(states(&waymark).await[0].0, "dropped");
}

#[tokio::test]
async fn odd_addresses_and_subjects_neither_break_a_mail_nor_hold_up_the_others() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let server = MailServer::start().await;
    for address in ["a@b..c", "o'brien+q4@contoso.example", "grüße@müller.example", "x y@c.example"]
    {
        assert!(enqueue(&waymark, "report/1", address).await);
    }
    let mut tx = as_owner(&waymark).await;
    let unsubscribe = unsubscribe();
    let mail = Mail {
        subject: "Q4\r\nBcc: everybody@contoso.example\u{0}",
        ..report("report/2", "plain@contoso.example", &unsubscribe)
    };
    store::enqueue(&mut tx, &mail, waymark.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();

    deliver(&waymark, &server.postman()).await;

    let received = server.received();
    let to: Vec<&str> = received.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["o'brien+q4@contoso.example", "grüße@müller.example", "plain@contoso.example"]);
    assert_eq!(received[2].parsed().subject(), Some("Q4Bcc: everybody@contoso.example"));
    assert_eq!(received[2].header("Bcc"), None);
    let failed = states(&waymark).await;
    assert_eq!((failed[0].0.as_str(), failed[3].0.as_str()), ("failed", "failed"));
}
