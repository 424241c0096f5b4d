//! A session that ends while a form is filled in costs nobody what they typed.

use axum::http::StatusCode;

use crate::support::Waymark;
use crate::support::waymark::{PASSWORD, SETTINGS};

const MARIA: &str = "maria@northwind.example";

#[tokio::test]
async fn what_was_typed_is_shown_after_signing_in_and_sent_again() {
    let waymark = Waymark::start().await;
    let browser = waymark.founded().await;
    let teams = format!("{SETTINGS}/teams");
    let form = browser.get(&teams).await.form(&teams);
    let form = form.with("name", "Data & <platform>\u{1f642}").with("applications", "12");
    browser.forget_cookies();

    let ended = browser.submit(&form).await;
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    assert!(ended.main().contains("Nothing that you typed is lost"), "{}", ended.main());
    let sign_in = ended.form("/login").with("email", MARIA);
    let wrong = browser.submit(&sign_in.with("password", "not the password at all")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = browser.submit(&wrong.form("/login").with("password", PASSWORD)).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.html);
    assert_eq!(shown.texts_of("dt"), ["Applications", "Name"]);
    assert_eq!(shown.texts_of("dd"), ["12", "Data & <platform>\u{1f642}"]);
    let list = browser.get(&teams).await;
    assert!(list.main().contains("No team yet"), "nothing is sent before it is confirmed");

    let answer = browser.submit(&shown.form(&teams)).await;

    assert_eq!(answer.location, Some(format!("{teams}?done=team-added")), "{}", answer.html);
    let list = browser.get(&teams).await;
    assert_eq!(list.texts_of("tbody th"), ["Data & <platform>\u{1f642}"]);
}

#[tokio::test]
async fn a_kept_form_is_still_done_only_once() {
    let waymark = Waymark::start().await;
    let browser = waymark.founded().await;
    let teams = format!("{SETTINGS}/teams");
    let form = browser.get(&teams).await.form(&teams).with("name", "Payments");
    browser.forget_cookies();
    let ended = browser.submit(&form).await;
    let sign_in = ended.form("/login").with("email", MARIA).with("password", PASSWORD);
    let shown = browser.submit(&sign_in).await;

    browser.submit(&shown.form(&teams)).await;
    browser.submit(&shown.form(&teams)).await;

    assert_eq!(browser.get(&teams).await.texts_of("tbody th"), ["Payments"]);
}

#[tokio::test]
async fn passwords_are_not_kept() {
    let waymark = Waymark::start().await;
    let browser = waymark.founded().await;
    let form = browser.get("/account").await.form("/account/password");
    let form = form.with("current_password", PASSWORD).with("new_password", "seven quiet harbors");
    browser.forget_cookies();

    let ended = browser.submit(&form).await;

    assert!(ended.main().contains("Only passwords are not kept"), "{}", ended.main());
    assert!(!ended.html.contains("seven quiet harbors") && !ended.html.contains(PASSWORD));
    let sign_in = ended.form("/login").with("email", MARIA).with("password", PASSWORD);
    let shown = browser.submit(&sign_in).await;
    assert!(!shown.html.contains("seven quiet harbors") && !shown.html.contains(PASSWORD));
}

#[tokio::test]
async fn a_form_for_another_site_is_not_sent_again() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let fields = [
        ("email", MARIA),
        ("password", PASSWORD),
        ("kept_action", "//evil.example/"),
        ("kept.name", "x"),
    ];
    let answer = waymark.browser().post("/login", &fields).await;
    assert_eq!(answer.location.as_deref(), Some("/"));
}
