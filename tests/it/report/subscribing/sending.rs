//! What is sent to whom, and that it is sent once.

use axum::http::StatusCode;

use super::super::opened;
use super::{Northwind, link, recipients, subscribing};

#[tokio::test]
async fn each_gets_a_mail_with_a_link_of_their_own_that_opens_the_report() {
    let northwind = Northwind::with_subscribers().await;
    let links = format!("{}/links", northwind.report);
    let page = northwind.owner.get(&links).await;
    let asked = page.text_of("#send");
    assert!(asked.starts_with("Send it to the 2 subscribers? Ada, Grace Leaves out"), "{asked}");

    let form = page.form(&format!("{}/mailing", northwind.report));
    let answer = northwind.owner.submit(&form).await;
    assert_eq!(answer.location.unwrap(), format!("{links}?done=report-mailed"));

    let mails = northwind.arrived().await;
    assert_eq!(recipients(&mails), ["ada", "grace"]);
    assert_eq!(mails[0].parsed().subject(), Some("Northwind in 2026-Q4"));
    let text = mails[0].text();
    let begins = "Northwind in 2026-Q4\n\nHello Ada,\n\nNorthwind is 96 % of the way to Level 2.\n";
    assert!(text.starts_with(begins), "{text}");
    for part in [
        "Three of five dimensions are at Level 2",
        "until the end of 10 Feb 2027, by UTC.",
        "You get this mail because Northwind sends you its reports.",
        "Unsubscribe: https://waymark.example/unsubscribe/",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let opens = [link(&mails[0]), link(&mails[1])];
    assert_ne!(opens[0], opens[1]);
    assert!(mails[0].html().contains(&opens[0]) && !mails[0].html().contains(&opens[1]));
    let reader = northwind.waymark.browser();
    let read = reader.get(&opened(&reader, &opens[0]).await).await;
    assert!(read.text_of("h1").starts_with("Northwind is"), "{}", read.html);

    let listed = northwind.owner.get(&links).await.texts_of("[aria-labelledby=links] tbody tr");
    assert!(listed[0].starts_with("Mail to Grace 10 Feb 2027 no 0 times never"), "{listed:?}");
    assert!(listed[1].starts_with("Mail to Ada 10 Feb 2027 no 1 time "), "{listed:?}");
}

#[tokio::test]
async fn once_the_mail_is_sent_the_token_in_it_is_nowhere_any_more() {
    let northwind = Northwind::with_subscribers().await;
    northwind.mailed(&[]).await;
    let mails = northwind.arrived().await;
    let everything: String = sqlx::query_scalar(
        "select concat((select string_agg(mail::text, '') from mail), \
         (select string_agg(mail_token::text, '') from mail_token), \
         (select string_agg(report_mailing::text, '') from report_mailing), \
         (select string_agg(share_link::text, '') from share_link), \
         (select string_agg(share_link_token::text, '') from share_link_token), \
         (select string_agg(audit_event::text, '') from audit_event), \
         (select string_agg(sent_form::text, '') from sent_form))",
    )
    .fetch_one(northwind.waymark.pool())
    .await
    .unwrap();
    for secret in [link(&mails[0]), mails[0].unsubscribe_path()] {
        assert!(!everything.contains(secret.rsplit('/').next().unwrap()));
    }
    for noted in ["subscriber_added", "report_mailed", "2026-Q4, revision 1, to 2 subscribers"] {
        assert!(everything.contains(noted), "{noted}");
    }
}

#[tokio::test]
async fn pressed_again_or_by_two_at_once_it_is_sent_once() {
    let northwind = Northwind::with_subscribers().await;
    let admin = northwind.waymark.signed_in("owner@northwind.example").await;
    let mailing = format!("{}/mailing", northwind.report);
    let links = format!("{}/links", northwind.report);
    let [one, two] =
        [northwind.owner.get(&links).await, admin.get(&links).await].map(|it| it.form(&mailing));

    let (first, second) = tokio::join!(northwind.owner.submit(&one), admin.submit(&two));
    let mut done = [first.location.unwrap(), second.location.unwrap()];
    done.sort();
    assert!(done[0].ends_with("nobody-mailed") && done[1].ends_with("report-mailed"), "{done:?}");
    assert_eq!(recipients(&northwind.arrived().await), ["ada", "grace"]);

    northwind.owner.submit(&one).await;
    assert_eq!(northwind.mailed(&[]).await, "nobody-mailed");
    assert_eq!(northwind.mailed(&[("also", "yes")]).await, "nobody-mailed");
    assert_eq!(northwind.arrived().await.len(), 0);
    let page = northwind.owner.get(&links).await;
    assert!(page.main().contains("Nobody is left") && !page.html.contains("/mailing\""));
    assert_eq!(page.texts_of("[aria-labelledby=links] tbody tr").len(), 2);
}

#[tokio::test]
async fn a_later_revision_goes_to_those_without_a_link_and_to_others_if_asked() {
    let northwind = Northwind::with_subscribers().await;
    northwind.mailed(&[]).await;
    let first = northwind.arrived().await;
    let words = format!("{}/words", northwind.report);
    let form = northwind.owner.get(&words).await.form(&words).with("story", "It *moves*.");
    northwind.owner.submit(&form).await;

    assert_eq!(northwind.mailed(&[]).await, "nobody-mailed");
    let links = format!("{}/links", northwind.report);
    let page = northwind.owner.get(&links).await;
    assert!(page.main().contains("Everybody who wants reports has a link already"));
    assert_eq!(page.form(&format!("{}/mailing", northwind.report)).text("also"), "yes");

    // Grace's link ends, and somebody is new.
    let statement = "update share_link set revoked_at = now() where name = 'Mail to Grace'";
    sqlx::query(statement).execute(northwind.waymark.pool()).await.unwrap();
    subscribing(&northwind.owner, "Mary").await;
    assert!(northwind.owner.get(&links).await.main().contains("Also to the one who has a link"));
    assert_eq!(northwind.mailed(&[]).await, "report-mailed");
    assert_eq!(recipients(&northwind.arrived().await), ["grace", "mary"]);

    assert_eq!(northwind.mailed(&[("also", "yes")]).await, "report-mailed");
    let again = northwind.arrived().await;
    assert_eq!(recipients(&again), ["ada"]);
    assert!(again[0].text().contains("It moves."), "{}", again[0].text());
    for mail in [&first[0], &again[0]] {
        let reader = northwind.waymark.browser();
        let read = reader.get(&opened(&reader, &link(mail)).await).await;
        assert_eq!(read.text_of(".story"), "It moves.", "both open the newest");
    }
}

#[tokio::test]
async fn a_mail_that_waits_is_not_sent_once_the_link_in_it_opens_nothing() {
    for verb in ["revocation", "rotation"] {
        let northwind = Northwind::with_subscribers().await;
        northwind.mailed(&[]).await;
        let page = northwind.owner.get(&format!("{}/links", northwind.report)).await;
        let row = page.html.split("<tr>").find(|row| row.contains("Mail to Ada")).unwrap();
        let mut actions = row.split("action=\"").skip(1).map(|it| it.split('"').next().unwrap());
        let action = actions.find(|action| action.ends_with(verb)).unwrap();

        northwind.owner.submit(&page.form(action)).await;

        assert_eq!(recipients(&northwind.arrived().await), ["grace"], "{verb}");
        let listed = northwind.listed().await;
        assert!(listed[0].contains(" 12 Nov 2026 dropped "), "{listed:?}");
    }
}

#[tokio::test]
async fn a_report_that_is_withdrawn_is_not_sent_and_what_waits_is_dropped() {
    let northwind = Northwind::with_subscribers().await;
    northwind.mailed(&[]).await;
    let withdrawal = format!("{}/withdrawal", northwind.report);
    let form = northwind.owner.get(&northwind.report).await.form(&withdrawal);
    northwind.owner.submit(&form).await;

    assert_eq!(northwind.arrived().await.len(), 0);
    let answer = northwind.owner.post(&format!("{}/mailing", northwind.report), &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(
        !northwind
            .owner
            .get(&format!("{}/links", northwind.report))
            .await
            .html
            .contains("/mailing\"")
    );
}

#[tokio::test]
async fn after_four_hundred_mails_in_an_hour_it_is_too_many() {
    let northwind = Northwind::with_subscribers().await;
    sqlx::query(
        "insert into mail (org_id, id, topic, cause, recipient, subject, plain, html, state,
            due_at, settled_at, created_at)
         select id, gen_random_uuid(), 'report', 'x' || n, 'a@b.example', 's', '', '', 'sent',
            $1, $1, $1
         from org, generate_series(1, 400) n where slug = 'northwind'",
    )
    .bind(northwind.waymark.app.clock.now())
    .execute(northwind.waymark.pool())
    .await
    .unwrap();
    let answer = northwind.owner.post(&format!("{}/mailing", northwind.report), &[]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(northwind.arrived().await.len(), 0);
}
