use axum::http::StatusCode;

use crate::support::Waymark;
use crate::support::waymark::PASSWORD;

const NEW: &str = "seven quiet harbors";

#[tokio::test]
async fn who_changes_the_password_stays_signed_in_here_and_nowhere_else() {
    let waymark = Waymark::start().await;
    let here = waymark.founded().await;
    let elsewhere = waymark.signed_in("maria@northwind.example").await;
    let form = here.get("/account").await.form("/account/password");
    let form = form.with("current_password", PASSWORD).with("new_password", NEW);

    let answer = here.submit(&form).await;

    assert_eq!(
        answer.location.as_deref(),
        Some("/account?done=password-changed"),
        "{}",
        answer.html
    );
    assert_eq!(
        here.get("/account?done=password-changed").await.text_of("[role=status]"),
        "Your password is changed. Everywhere else you are signed out."
    );
    assert_eq!(elsewhere.get("/account").await.status, StatusCode::SEE_OTHER);
    let sign_in = |password| [("email", "maria@northwind.example"), ("password", password)];
    let browser = waymark.browser();
    let with_old = browser.post("/login", &sign_in(PASSWORD)).await;
    assert_eq!(with_old.status, StatusCode::UNPROCESSABLE_ENTITY);
    let with_new = browser.post("/login", &sign_in(NEW)).await;
    assert_eq!(with_new.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_change_of_password_sent_twice_is_answered_the_same() {
    let waymark = Waymark::start().await;
    let browser = waymark.founded().await;
    let form = browser.get("/account").await.form("/account/password");
    let form = form.with("current_password", PASSWORD).with("new_password", NEW);

    let first = browser.submit(&form).await;
    let second = browser.submit(&form).await;

    assert_eq!(first.location.as_deref(), Some("/account?done=password-changed"));
    assert_eq!(second.location, first.location);
}

#[tokio::test]
async fn a_wrong_and_a_weak_password_are_both_said_at_once() {
    let waymark = Waymark::start().await;
    let browser = waymark.founded().await;
    let form = browser.get("/account").await.form("/account/password");

    let answer = browser
        .submit(
            &form
                .with("current_password", "not the password at all")
                .with("new_password", "MariaKeller2026"),
        )
        .await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("current_password"), "This is not your password.");
    assert!(answer.error("new_password").contains("easy to guess"));
    waymark.signed_in("maria@northwind.example").await;
}

#[tokio::test]
async fn a_password_is_not_guessed_in_a_stolen_session() {
    let waymark = Waymark::start().await;
    let browser = waymark.founded().await;
    let guess = [("current_password", "not the password at all"), ("new_password", NEW)];
    for _ in 0..10 {
        browser.post("/account/password", &guess).await;
    }
    let answer = browser.post("/account/password", &guess).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn one_changes_ones_own_name() {
    let waymark = Waymark::start().await;
    let browser = waymark.founded().await;
    let form = browser.get("/account").await.form("/account");
    assert_eq!(form.text("name"), "Maria Keller");

    let answer = browser.submit(&form.with("name", "Maria Keller-Ruiz")).await;

    assert_eq!(answer.location.as_deref(), Some("/account?done=name-saved"));
    assert_eq!(browser.get("/account").await.form("/account").text("name"), "Maria Keller-Ruiz");
}

#[tokio::test]
async fn a_name_that_cannot_be_seen_comes_back_with_its_error() {
    let waymark = Waymark::start().await;
    let browser = waymark.founded().await;

    let answer = browser.post("/account", &[("name", "Maria\0")]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.error("name").contains("invisible"), "{}", answer.html);
}
