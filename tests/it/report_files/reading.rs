use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::file;
use crate::report::{demo, made, opened, shared};

#[tokio::test]
async fn a_file_of_a_link_is_not_counted_as_a_view_and_not_sent_again() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let reader = waymark.browser();
    let page = opened(&reader, &shared(&owner, &report, &[]).await).await;
    let path = format!("{page}/files/trend.svg");

    let first = reader.get(&path).await;
    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(first.headers["referrer-policy"], "no-referrer");
    assert_eq!(first.headers["cache-control"], "private, no-cache");
    let name = "attachment; filename=\"northwind-2026-Q4-trend.svg\"";
    assert_eq!(first.headers["content-disposition"], name);
    let again = Request::get(&path).header("if-none-match", &first.headers["etag"]);
    assert_eq!(reader.send(again, Body::empty()).await.status, StatusCode::NOT_MODIFIED);
    let other = Request::get(format!("{page}/files/trend.csv"))
        .header("if-none-match", &first.headers["etag"]);
    assert_eq!(reader.send(other, Body::empty()).await.status, StatusCode::OK);

    let views: i64 = sqlx::query_scalar("select sum(views)::bigint from share_link")
        .fetch_one(waymark.pool())
        .await
        .unwrap();
    assert_eq!(views, 0);
}

#[tokio::test]
async fn a_link_that_opens_nothing_answers_for_its_files_as_for_its_page() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let with = shared(&owner, &report, &[("passphrase", "tulips in the rain")]).await;
    let reader = waymark.browser();
    let page = opened(&reader, &with).await;
    let path = format!("{page}/files/report.csv");

    let asked = [reader.get(&page).await, reader.get(&path).await];
    assert_eq!(asked[0].status, asked[1].status);
    assert_eq!(asked[0].html, asked[1].html, "the form for the passphrase");

    let without = waymark.browser();
    let revoked = shared(&owner, &report, &[]).await;
    let ended = waymark.browser();
    let ended_page = opened(&ended, &revoked).await;
    sqlx::raw_sql("update share_link set revoked_at = made_at")
        .execute(waymark.pool())
        .await
        .unwrap();
    let invented = "/r/0198f0a0-0000-7000-8000-000000000000";
    for (browser, page) in [(&without, &*page), (&ended, &*ended_page), (&without, invented)] {
        let (of_page, html) = file(browser, page).await;
        let (of_file, body) = file(browser, &format!("{page}/files/report.csv")).await;
        assert_eq!((of_page, of_file), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        assert_eq!(html, body);
    }
}

#[tokio::test]
async fn an_earlier_revision_has_its_own_files() {
    let (_waymark, owner) = demo().await;
    let report = made(&owner, &[("note", "First note")]).await;
    let words = format!("{report}/words");
    let form = owner.get(&words).await.form(&words).with("note", "Second note");
    assert_eq!(owner.submit(&form).await.status, StatusCode::SEE_OTHER);

    let page = owner.get(&format!("{report}?revision=1")).await;
    assert!(page.html.contains("files/report.csv?revision=1\" download"), "{}", page.html);
    assert_eq!(owner.get(&format!("{report}/files/trend.svg?revision=1")).await.status, 200);
    assert_eq!(owner.get(&format!("{report}/files/trend.svg?revision=9")).await.status, 404);
    assert_eq!(owner.get(&format!("{report}/files/trend.svg?revision=x")).await.status, 400);
    assert_eq!(owner.get(&format!("{report}/files/teams.svg")).await.status, 404);
}
