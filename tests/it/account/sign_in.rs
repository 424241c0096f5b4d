use axum::http::{StatusCode, header};

use crate::support::waymark::PASSWORD;
use crate::support::{Answer, Waymark};

const MARIA: &str = "maria@northwind.example";

async fn sign_in(waymark: &Waymark, email: &str, password: &str) -> Answer {
    waymark.browser().post("/login", &[("email", email), ("password", password)]).await
}

#[tokio::test]
async fn who_signs_in_gets_a_cookie_that_only_the_server_reads() {
    let waymark = Waymark::start().await;
    waymark.founded().await;

    let answer = sign_in(&waymark, "Maria@Northwind.EXAMPLE", PASSWORD).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location.as_deref(), Some("/"));
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    let (token, attributes) = cookie.split_once(';').unwrap();
    assert_eq!(token.strip_prefix("__Host-waymark=").unwrap().len(), 43, "256 bits");
    assert_eq!(attributes, " Path=/; HttpOnly; SameSite=Lax; Max-Age=1209600; Secure");
}

#[tokio::test]
async fn an_unknown_address_is_answered_like_a_wrong_password() {
    let waymark = Waymark::start().await;
    waymark.founded().await;

    let wrong = sign_in(&waymark, MARIA, "not the password at all").await;
    let unknown = sign_in(&waymark, "nobody@northwind.example", "not the password at all").await;

    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.error("password"), "The e-mail address or the password is not right.");
    assert_eq!(wrong.form("/login").text("email"), MARIA, "what was typed stays");
    assert_eq!(unknown.status, wrong.status);
    assert_eq!(unknown.html.replace("nobody@northwind.example", MARIA), wrong.html);
}

#[tokio::test]
async fn an_empty_sign_in_comes_back_with_its_errors() {
    let waymark = Waymark::start().await;
    let answer = sign_in(&waymark, "", "").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("email"), "Fill in this field.");
    assert_eq!(answer.error("password"), "Fill in this field.");
}

#[tokio::test]
async fn after_ten_attempts_an_account_rests() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    for _ in 0..10 {
        let answer = sign_in(&waymark, MARIA, "not the password at all").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    let eleventh = sign_in(&waymark, MARIA, PASSWORD).await;

    assert_eq!(eleventh.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = eleventh.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=30).contains(&seconds), "{seconds}");
    let somebody_else = sign_in(&waymark, "nobody@northwind.example", PASSWORD).await;
    assert_eq!(somebody_else.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn signing_in_leads_to_the_page_that_was_asked_for() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let browser = waymark.browser();

    let asked = browser.get("/o/northwind/settings/members?done=role-changed").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let form = browser.get(&asked.location.unwrap()).await.form("/login");
    let answer = browser.submit(&form.with("email", MARIA).with("password", PASSWORD)).await;

    assert_eq!(answer.location.as_deref(), Some("/o/northwind/settings/members?done=role-changed"));
}

#[tokio::test]
async fn signing_in_never_leads_to_another_site() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    for next in ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"] {
        let fields = [("email", MARIA), ("password", PASSWORD), ("next", next)];
        let answer = waymark.browser().post("/login", &fields).await;
        assert_eq!(answer.location.as_deref(), Some("/"), "{next:?}");
    }
    let answer = owner.get("/login?next=%2F%2Fevil.example").await;
    assert_eq!(answer.location.as_deref(), Some("/"));
}

#[tokio::test]
async fn a_session_is_renewed_at_sign_in() {
    let waymark = Waymark::start().await;
    let browser = waymark.founded().await;
    let before = browser.stolen();

    browser.post("/login", &[("email", MARIA), ("password", PASSWORD)]).await;

    assert_ne!(browser.cookie_header(), before.cookie_header());
    assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    assert_eq!(before.get("/account").await.status, StatusCode::SEE_OTHER, "the old one is over");
}

#[tokio::test]
async fn who_signs_out_is_signed_out_on_the_server_too() {
    let waymark = Waymark::start().await;
    let browser = waymark.founded().await;
    let thief = browser.stolen();

    let answer = browser.post("/logout", &[]).await;

    assert_eq!(answer.location.as_deref(), Some("/login?done=signed-out"));
    assert_eq!(browser.cookie_header(), "");
    assert_eq!(thief.get("/account").await.location.as_deref(), Some("/login?next=%2Faccount"));
    assert_eq!(browser.post("/logout", &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_password_kept_at_another_cost_is_kept_anew_at_sign_in() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    let kept = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$";
    let cheaper = argon2_hash_of_the_password();
    assert!(cheaper.starts_with(kept), "{cheaper}");
    sqlx::query("update person set password_hash = $1")
        .bind(cheaper)
        .execute(waymark.pool())
        .await
        .unwrap();

    waymark.signed_in(MARIA).await;

    let now: String = sqlx::query_scalar("select password_hash from person")
        .fetch_one(waymark.pool())
        .await
        .unwrap();
    assert!(now.starts_with("$argon2id$v=19$m=16,t=1,p=1$"), "{now}");
    waymark.signed_in(MARIA).await;
}

/// The password as it would have been kept with 8 KiB.
fn argon2_hash_of_the_password() -> String {
    use argon2::password_hash::PasswordHasher;
    let params = argon2::Params::new(8, 1, 1, None).unwrap();
    let hash: argon2::PasswordHash = argon2::Argon2::from(params)
        .hash_password_with_salt(PASSWORD.as_bytes(), b"somesaltsomesalt")
        .unwrap();
    hash.to_string()
}

#[tokio::test]
async fn sign_ins_and_failures_are_noted() {
    let waymark = Waymark::start().await;
    waymark.founded().await;
    sign_in(&waymark, MARIA, "not the password at all").await;
    sign_in(&waymark, "nobody@northwind.example", "not the password at all").await;
    waymark.signed_in(MARIA).await.post("/logout", &[]).await;

    let noted: Vec<(String, bool)> =
        sqlx::query_as("select kind, person_id is not null from account_event order by at, id")
            .fetch_all(waymark.pool())
            .await
            .unwrap();

    let noted: Vec<(&str, bool)> =
        noted.iter().map(|(kind, known)| (kind.as_str(), *known)).collect();
    assert_eq!(
        noted,
        [
            ("signed_in", true),
            ("sign_in_failed", true),
            ("sign_in_failed", false),
            ("signed_in", true),
            ("signed_out", true),
        ]
    );
}
