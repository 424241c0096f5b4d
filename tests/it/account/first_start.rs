use axum::http::StatusCode;

use crate::support::waymark::{PASSWORD, SETUP_CODE};
use crate::support::{Browser, Form, Waymark};

async fn filled_in(browser: &Browser) -> Form {
    browser
        .get("/setup")
        .await
        .form("/setup")
        .with("organization", "Northwind Traders")
        .with("name", "Maria Keller")
        .with("email", "Maria@Northwind.example")
        .with("password", PASSWORD)
}

#[tokio::test]
async fn a_new_waymark_leads_to_its_first_start() {
    let waymark = Waymark::start().await;
    let answer = waymark.browser().get("/").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location.as_deref(), Some("/setup"));
}

#[tokio::test]
async fn the_first_start_makes_an_owner_and_an_organization_and_signs_in() {
    let waymark = Waymark::start().await;
    let browser = waymark.browser_at_home();

    let answer = browser.submit(&filled_in(&browser).await).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    assert_eq!(answer.leads_to().as_deref(), Some("/o/northwind-traders"));
    let home = browser.get("/").await;
    assert_eq!(home.location.as_deref(), Some("/o/northwind-traders"));
    let members = browser.get("/o/northwind-traders/settings/members").await;
    assert_eq!(members.texts_of("tbody th bdi"), ["Maria Keller"]);
    assert_eq!(members.texts_of("tbody th .soft"), ["maria@northwind.example"]);
    assert_eq!(members.text_of("option[selected]"), "owner");
}

#[tokio::test]
async fn there_is_one_first_start_and_no_second() {
    let waymark = Waymark::start().await;
    let late = waymark.browser_at_home();
    let late_form = filled_in(&late).await;
    waymark.founded().await;

    assert_eq!(late.get("/setup").await.status, StatusCode::NOT_FOUND);
    assert_eq!(late.submit(&late_form).await.status, StatusCode::NOT_FOUND);
    assert_eq!(late.post("/setup", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn of_two_first_starts_at_once_one_wins() {
    let waymark = Waymark::start().await;
    let (one, two) = (waymark.browser_at_home(), waymark.browser_at_home());
    let (first, second) = (filled_in(&one).await, filled_in(&two).await);
    let second = second.with("organization", "Contoso").with("email", "eve@contoso.example");

    let (first, second) = tokio::join!(one.submit(&first), two.submit(&second));

    let mut statuses = [first.status, second.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
    let organizations: i64 =
        sqlx::query_scalar("select count(*) from org").fetch_one(waymark.pool()).await.unwrap();
    assert_eq!(organizations, 1);
}

#[tokio::test]
async fn the_first_start_sent_twice_is_done_once_and_answered_the_same() {
    let waymark = Waymark::start().await;
    let browser = waymark.browser_at_home();
    let form = filled_in(&browser).await;

    let first = browser.submit(&form).await;
    let second = browser.submit(&form).await;

    assert_eq!(first.leads_to().as_deref(), Some("/o/northwind-traders"));
    assert_eq!(second.location, first.location);
}

#[tokio::test]
async fn an_incomplete_first_start_comes_back_with_every_error_and_nothing_lost() {
    let waymark = Waymark::start().await;
    let browser = waymark.browser_at_home();
    let form = filled_in(&browser).await;
    let form = form.with("organization", "").with("email", "maria").with("password", "short");

    let answer = browser.submit(&form).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("organization"), "Fill in this field.");
    assert_eq!(answer.error("email"), "Write an e-mail address, such as ada@example.com.");
    assert!(answer.error("password").starts_with("Use at least 15 characters."));
    let again = answer.form("/setup");
    assert_eq!(again.text("name"), "Maria Keller");
    assert_eq!(again.text("email"), "maria");
    assert_eq!(again.text("password"), "", "a password is never sent back");
}

#[tokio::test]
async fn a_password_made_of_the_organization_is_refused() {
    let waymark = Waymark::start().await;
    let browser = waymark.browser_at_home();
    let form = filled_in(&browser).await.with("password", "NorthwindTraders1");

    let answer = browser.submit(&form).await;

    assert!(answer.error("password").contains("easy to guess"), "{}", answer.error("password"));
}

#[tokio::test]
async fn from_another_machine_the_first_start_needs_the_code_on_the_console() {
    let waymark = Waymark::start().await;
    let browser = waymark.browser();
    let form = filled_in(&browser).await;

    let without = browser.submit(&form.clone().with("code", "wrong")).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.error("code").contains("not the code"), "{}", without.html);

    let with = browser.submit(&form.with("code", &SETUP_CODE.to_uppercase())).await;
    assert_eq!(with.status, StatusCode::SEE_OTHER, "{}", with.html);
}

#[tokio::test]
async fn what_a_proxy_on_this_machine_passes_on_needs_the_code() {
    let waymark = Waymark::start().await;
    for header in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
        let browser = waymark.browser_at_home().saying(header, "198.51.100.7");
        let answer = browser.submit(&filled_in(&browser).await).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{header}");
        assert!(!answer.error("code").is_empty(), "{header}");
    }
}
