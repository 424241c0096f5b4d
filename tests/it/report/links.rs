use axum::http::StatusCode;

use super::{REPORTS, address, demo, made, opened, shared};

#[tokio::test]
async fn a_link_is_shown_once_and_stored_nowhere() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let links = format!("{report}/links");
    let form = owner.get(&links).await.form(&links).with("name", "Board <b>1</b>");
    assert_eq!(form.text("last_day"), "2027-02-10", "90 days from today");

    let answer = owner.submit(&form).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let token = address(&answer).strip_prefix("/s/").unwrap().to_owned();
    assert_eq!(token.len(), 43, "256 bits");

    // The same form again makes no second one, and shows nothing.
    let again = owner.submit(&form).await;
    assert_eq!(again.location.as_deref(), Some(&*links));
    let page = owner.get(&links).await;
    assert!(
        !page.html.contains(&token)
            && page.main().contains("Board <b>1</b> 10 Feb 2027 no 0 times never")
    );
    let everything: String = sqlx::query_scalar(
        "select concat((select string_agg(share_link::text, '') from share_link), \
         (select string_agg(share_link_token::text, '') from share_link_token), \
         (select string_agg(audit_event::text, '') from audit_event), \
         (select string_agg(sent_form::text, '') from sent_form))",
    )
    .fetch_one(waymark.pool())
    .await
    .unwrap();
    assert!(!everything.contains(&token));
    assert!(everything.contains("share_link_made"), "it is in the audit log");
}

#[tokio::test]
async fn a_link_with_errors_comes_back_as_it_was_typed() {
    let (_waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let links = format!("{report}/links");
    let form = owner.get(&links).await.form(&links);

    let form = form.with("name", "The board").with("last_day", "2026-11-11");
    let answer = owner.submit(&form.with("passphrase", "northwind")).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.error("last_day").contains("from today to 2028-11-12"));
    assert!(!answer.error("passphrase").is_empty());
    let form = answer.form(&links);
    assert_eq!((form.text("name"), form.text("last_day")), ("The board", "2026-11-11"));
    assert_eq!(form.text("passphrase"), "", "never sent back");
}

#[tokio::test]
async fn while_something_is_shared_the_overview_says_so_and_the_list_says_what() {
    let (waymark, owner) = demo().await;
    assert!(!owner.get("/o/northwind").await.html.contains("Shared outside"));
    let report = made(&owner, &[]).await;
    let link = shared(&owner, &report, &[]).await;
    let another = shared(&owner, &report, &[("name", "Investors")]).await;
    let reader = waymark.browser();
    let page = opened(&reader, &link).await;
    for _ in 0..3 {
        reader.get(&page).await;
    }

    let overview = owner.get("/o/northwind").await;
    assert!(overview.text_of(".shared").starts_with("Shared outside: 2 links open a report"));
    let list = owner.get(REPORTS).await;
    assert_eq!(list.texts_of("[aria-labelledby=reports] td:last-child"), ["2 links"]);
    let rows = list.texts_of("[aria-labelledby=links] tbody tr");
    assert_eq!(rows[0], "Investors 2026-Q4 10 Feb 2027 no 0 times never");
    assert_eq!(rows[1], "The board 2026-Q4 10 Feb 2027 no 3 times 12 Nov 2026, 09:00 UTC");
    let viewer = waymark.signed_in("viewer@northwind.example").await;
    assert!(viewer.get("/o/northwind").await.html.contains("Shared outside"));
    assert!(!viewer.get(REPORTS).await.main().contains("Investors"), "not who reads it");

    let withdrawal = owner.get(&report).await.form(&format!("{report}/withdrawal"));
    owner.submit(&withdrawal).await;
    assert!(!owner.get("/o/northwind").await.html.contains("Shared outside"));
    assert_eq!(waymark.browser().get(&another).await.status, StatusCode::NOT_FOUND);
    assert!(owner.get(&report).await.text_of(".past").contains("withdrawn"));
    let links = format!("{report}/links");
    let late = [("name", "Late"), ("last_day", "2026-12-24")];
    assert_eq!(owner.post(&links, &late).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn however_many_there_are_every_live_link_is_listed_and_ends_with_its_report() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let oldest = shared(&owner, &report, &[("name", "Oldest")]).await;
    sqlx::raw_sql(
        "insert into share_link
             (org_id, id, report_id, name, public_id, expires_at, made_by, made_at, revoked_at)
         select org_id, ('ffffffff-ffff-4fff-bfff-' || lpad(n::text, 12, '0'))::uuid, report_id,
             'Later ' || n, gen_random_uuid(), expires_at, made_by, made_at,
             case when n > 200 then made_at end
         from share_link, generate_series(1, 400) n",
    )
    .execute(waymark.pool())
    .await
    .unwrap();

    let live = owner.get(REPORTS).await.texts_of("[aria-labelledby=links] tbody th");
    assert_eq!((live.len(), live.last().map(String::as_str)), (201, Some("Oldest")));
    let all = owner.get(&format!("{report}/links")).await;
    let all = all.texts_of("[aria-labelledby=links] tbody th");
    assert_eq!(all.len(), 301, "of those that have ended, the last 100");
    assert_eq!(all[201], "Later 400");

    let withdrawal = owner.get(&report).await.form(&format!("{report}/withdrawal"));
    owner.submit(&withdrawal).await;
    let live: i64 = sqlx::query_scalar("select count(*) from share_link where revoked_at is null")
        .fetch_one(waymark.pool())
        .await
        .unwrap();
    assert_eq!(live, 0);
    assert_eq!(waymark.browser().get(&oldest).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_does_not_manage_the_organization_makes_and_ends_no_links() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    shared(&owner, &report, &[]).await;
    let stranger = waymark.another_org("southwind").await;
    let viewer = waymark.signed_in("viewer@northwind.example").await;
    let link: String = sqlx::query_scalar("select id::text from share_link")
        .fetch_one(waymark.pool())
        .await
        .unwrap();
    for path in [
        format!("{report}/links"),
        format!("{report}/links/{link}/rotation"),
        format!("{report}/links/{link}/revocation"),
    ] {
        assert_eq!(viewer.post(&path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(stranger.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        // Their own organization has no such report or link.
        let theirs = path.replace("northwind", "southwind");
        let named = [("name", "x"), ("last_day", "2026-12-24")];
        assert_eq!(stranger.post(&theirs, &named).await.status, StatusCode::NOT_FOUND, "{theirs}");
    }
}
