use axum::http::StatusCode;
use sha2::{Digest, Sha256};

use crate::support::Waymark;
use crate::support::waymark::PASSWORD;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_ends_one_of_them() {
    let waymark = Waymark::start().await;
    let here = waymark.founded().await;
    let elsewhere = waymark.browser().saying("user-agent", FIREFOX);
    let sign_in = [("email", "maria@northwind.example"), ("password", PASSWORD)];
    elsewhere.post("/login", &sign_in).await;

    let page = here.get("/account/sessions").await;
    assert_eq!(page.texts_of("tbody th"), ["Firefox on Linux", "Unknown browser"]);
    let action = page.html.split("action=\"").find(|rest| rest.starts_with("/account/sessions/"));
    let form = page.form(action.unwrap().split('"').next().unwrap());
    let answer = here.submit(&form).await;

    assert_eq!(answer.location.as_deref(), Some("/account/sessions?done=session-ended"));
    assert_eq!(elsewhere.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/account/sessions").await.texts_of("tbody th"), ["Unknown browser"]);
}

#[tokio::test]
async fn one_ends_all_other_sessions_at_once() {
    let waymark = Waymark::start().await;
    let here = waymark.founded().await;
    let others = [
        waymark.signed_in("maria@northwind.example").await,
        waymark.signed_in("maria@northwind.example").await,
    ];

    let form = here.get("/account/sessions").await.form("/account/sessions");
    here.submit(&form).await;

    for other in others {
        assert_eq!(other.get("/account").await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(here.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_ends_somebody_elses_session() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let other = waymark.another_org("contoso").await;
    let theirs: String = sqlx::query_scalar(
        "select session.id::text from session join person on person.id = person_id where email like 'maria%'",
    )
    .fetch_one(waymark.pool())
    .await
    .unwrap();

    let answer = other.post(&format!("/account/sessions/{theirs}"), &[]).await;

    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_ends_after_twelve_idle_hours_and_after_fourteen_days() {
    let waymark = Waymark::start().await;
    for aged in [
        "update session set last_seen_at = now() - interval '11 hours 59 minutes'",
        "update session set last_seen_at = now() - interval '12 hours 1 minute'",
        "update session set expires_at = now()",
    ] {
        let browser = match waymark.browser().get("/").await.location.as_deref() {
            Some("/setup") => waymark.founded().await,
            _ => waymark.signed_in("maria@northwind.example").await,
        };
        sqlx::query(aged).execute(waymark.pool()).await.unwrap();

        let lives = browser.get("/account").await.status == StatusCode::OK;

        assert_eq!(lives, aged.contains("11 hours"), "{aged}");
    }
}

#[tokio::test]
async fn a_token_is_stored_as_its_hash_alone() {
    let waymark = Waymark::start().await;
    let browser = waymark.founded().await;
    let cookie = browser.cookie_header();
    let token = cookie.split_once('=').unwrap().1.to_owned();

    let stored: Vec<u8> = sqlx::query_scalar("select token_hash from session")
        .fetch_one(waymark.pool())
        .await
        .unwrap();

    assert_eq!(stored, Sha256::digest(token).to_vec());
}

#[tokio::test]
async fn without_a_session_the_account_asks_to_sign_in() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    for path in ["/account", "/account/sessions", "/o/northwind/settings/teams"] {
        let answer = waymark.browser().get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.location.unwrap().starts_with("/login?next="), "{path}");
    }
    assert_eq!(waymark.browser().get("/").await.location.as_deref(), Some("/login"));
}

#[tokio::test]
async fn who_belongs_to_no_organization_is_told_so() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    sqlx::query("delete from membership where role = 'viewer'")
        .execute(waymark.pool())
        .await
        .unwrap();

    let home = viewer.get("/").await;

    assert_eq!(home.status, StatusCode::OK);
    assert!(home.main().contains("You belong to no organization yet"), "{}", home.main());
}
