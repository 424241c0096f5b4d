use axum::http::StatusCode;

use super::{demo, made, opened, shared};

#[tokio::test]
async fn other_words_are_another_revision_and_the_figures_stay() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[("note", "First")]).await;
    let link = shared(&owner, &report, &[]).await;
    let words = format!("{report}/words");
    // The figures would be others by now.
    sqlx::query("update kpi set name = 'Renamed'").execute(waymark.pool()).await.unwrap();

    let form = owner.get(&words).await.form(&words);
    let story = "We are *there*. [Read on](https://example.org)";
    let answer = owner.submit(&form.with("story", story).with("note", "Second")).await;

    assert_eq!(answer.leads_to().as_deref(), Some(&*report));
    let now = owner.get(&report).await;
    assert_eq!(now.text_of(".story"), "We are there. Read on");
    assert!(now.main().contains("Second") && !now.main().contains("Renamed"));
    let then = owner.get(&format!("{report}?revision=1")).await;
    assert!(then.main().contains("First") && then.text_of(".past").contains("Revision 1"));
    let reader = waymark.browser();
    let read = reader.get(&opened(&reader, &link).await).await;
    assert!(read.main().contains("Second"), "a link shows the newest");
    assert_eq!(owner.get(&format!("{report}?revision=3")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_comes_second_is_shown_both_and_loses_nothing() {
    let (_waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let words = format!("{report}/words");
    let [first, second] = [owner.get(&words).await, owner.get(&words).await];
    owner.submit(&first.form(&words).with("note", "Theirs")).await;

    let answer = owner.submit(&second.form(&words).with("note", "Mine")).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    let notice = answer.text_of(".notice");
    assert!(notice.contains("Theirs") && notice.contains("Mine"), "{notice}");
    let again = owner.submit(&answer.form(&words)).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert!(owner.get(&report).await.main().contains("Mine"));
}

#[tokio::test]
async fn before_a_report_is_frozen_again_it_is_told_what_would_differ() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[("story", "Our own words")]).await;
    let renewal = format!("{report}/renewal");
    assert!(owner.get(&renewal).await.main().contains("Nothing of it would be different today"));

    sqlx::query("update kpi set name = 'Days to change' where name = 'Lead time for change'")
        .execute(waymark.pool())
        .await
        .unwrap();
    let preview = owner.get(&renewal).await;
    let rows = preview.texts_of("tbody tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].starts_with("KPIs Days to change –"), "{rows:?}");
    assert!(rows[1].starts_with("KPIs Lead time for change"), "{rows:?}");
    assert!(rows[1].ends_with('–'), "{rows:?}");

    let form = preview.form(&renewal);
    assert_eq!(owner.submit(&form).await.leads_to().as_deref(), Some(&*report));
    let now = owner.get(&report).await;
    assert!(now.main().contains("Days to change"));
    assert_eq!(now.text_of(".story"), "Our own words", "what was written by hand stays");
    // Sent again, it is done once; opened before the other was done, it is refused.
    assert_eq!(owner.submit(&form).await.status, StatusCode::SEE_OTHER);
    let stale = form.with("form_key", "7d444840-9dc0-11d1-b245-5ffdce74fad2");
    assert_eq!(owner.submit(&stale).await.status, StatusCode::CONFLICT);
    assert!(owner.get(&report).await.text_of("main").contains("Revision 2"));
}

#[tokio::test]
async fn words_that_are_too_long_come_back_as_they_were_typed() {
    let (_waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let words = format!("{report}/words");
    let long = "x".repeat(4001);

    let answer = owner.submit(&owner.get(&words).await.form(&words).with("note", &long)).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.error("note").is_empty());
    assert_eq!(answer.form(&words).text("note"), long);
}
