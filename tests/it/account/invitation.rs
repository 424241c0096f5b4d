use axum::http::StatusCode;

use crate::support::Waymark;
use crate::support::waymark::{PASSWORD, SETTINGS};

#[tokio::test]
async fn a_newcomer_joins_by_the_link_and_leads_the_team() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let link = waymark.invite(&owner, "ana@northwind.example", "lead", "payments").await;
    let newcomer = waymark.browser();

    let page = newcomer.get(&link).await;
    assert!(
        page.main().contains(
            "Maria Keller invites ana@northwind.example to Northwind on Waymark as lead, to lead payments."
        ),
        "{}",
        page.main()
    );
    let form = page.form(&link).with("name", "Ana Ruiz").with("password", PASSWORD);
    let answer = newcomer.submit(&form).await;

    assert_eq!(answer.location.as_deref(), Some("/o/northwind?done=joined"), "{}", answer.html);
    assert_eq!(newcomer.get("/").await.location.as_deref(), Some("/o/northwind"));
    let teams = owner.get(&format!("{SETTINGS}/teams")).await;
    assert_eq!(teams.texts_of("tbody td"), ["", "Ana Ruiz", "1"]);
    waymark.signed_in("ana@northwind.example").await;
}

#[tokio::test]
async fn an_invitation_sent_twice_is_accepted_once_and_answered_the_same() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let link = waymark.invite(&owner, "ana@northwind.example", "viewer", "").await;
    let newcomer = waymark.browser();
    let form = newcomer.get(&link).await.form(&link);
    let form = form.with("name", "Ana Ruiz").with("password", PASSWORD);

    let first = newcomer.submit(&form).await;
    let second = newcomer.submit(&form).await;

    assert_eq!(first.location.as_deref(), Some("/o/northwind?done=joined"));
    assert_eq!(second.location, first.location);
}

#[tokio::test]
async fn an_incomplete_acceptance_comes_back_with_its_errors() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let link = waymark.invite(&owner, "ana@northwind.example", "viewer", "").await;

    let answer = waymark
        .browser()
        .post(&link, &[("name", " "), ("password", "ana@northwind.example")])
        .await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("name"), "Fill in this field.");
    assert!(answer.error("password").contains("easy to guess"));
}

#[tokio::test]
async fn used_revoked_expired_and_invented_links_are_answered_alike() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let used = waymark.invite(&owner, "ana@northwind.example", "viewer", "").await;
    let joining = [("name", "Ana"), ("password", PASSWORD)];
    waymark.browser().post(&used, &joining).await;
    let replaced = waymark.invite(&owner, "bo@northwind.example", "viewer", "").await;
    let revoked = waymark.invite(&owner, "bo@northwind.example", "viewer", "").await;
    let members = owner.get(&format!("{SETTINGS}/members")).await;
    let revocation = members
        .html
        .split("action=\"")
        .map(|rest| rest.split('"').next().unwrap())
        .find(|action| action.ends_with("/revocation"))
        .unwrap();
    owner.submit(&members.form(revocation)).await;
    let expired = waymark.invite(&owner, "cy@northwind.example", "viewer", "").await;
    sqlx::query("update invitation set expires_at = now() where email like 'cy%'")
        .execute(waymark.pool())
        .await
        .unwrap();

    let invented = waymark.browser().get("/invitations/invented").await;
    assert_eq!(invented.status, StatusCode::NOT_FOUND);
    for link in [used, replaced, revoked, expired] {
        let shown = waymark.browser().get(&link).await;
        assert_eq!((shown.status, &shown.html), (invented.status, &invented.html));
        let sent = waymark.browser().post(&link, &joining).await;
        assert_eq!((sent.status, &sent.html), (invented.status, &invented.html));
    }
}

#[tokio::test]
async fn looking_at_an_invitation_does_not_use_it_up() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let link = waymark.invite(&owner, "ana@northwind.example", "viewer", "").await;
    for _ in 0..2 {
        assert_eq!(waymark.browser().get(&link).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn who_has_an_account_signs_in_and_confirms() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.another_org("contoso").await;
    let link = waymark.invite(&owner, "owner@contoso.example", "admin", "").await;
    let guest = waymark.browser();

    let sign_in = guest.get(&link).await.form("/login");
    assert_eq!(sign_in.text("email"), "owner@contoso.example");
    let signed_in = guest.submit(&sign_in.with("password", PASSWORD)).await;
    assert_eq!(signed_in.location.as_deref(), Some(link.as_str()));
    let answer = guest.submit(&guest.get(&link).await.form(&link)).await;

    assert_eq!(answer.location.as_deref(), Some("/o/northwind?done=joined"), "{}", answer.html);
    assert_eq!(guest.get(&format!("{SETTINGS}/members")).await.status, StatusCode::OK);
    assert_eq!(guest.get("/o/contoso/settings/members").await.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_accepts_what_is_meant_for_another_address() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let link = waymark.invite(&owner, "boss@northwind.example", "admin", "").await;

    let page = viewer.get(&link).await;
    assert!(page.main().contains("signed in with another address"), "{}", page.main());
    let answer = viewer.post(&link, &[("name", "Vera"), ("password", PASSWORD)]).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    let members = viewer.get(&format!("{SETTINGS}/members")).await;
    assert_eq!(members.status, StatusCode::FORBIDDEN, "she is a viewer still");
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_joins() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let link = waymark.invite(&owner, "ana@northwind.example", "viewer", "").await;
    let joining = [("name", "Ana"), ("password", PASSWORD)];
    let (one, two) = (waymark.browser(), waymark.browser());

    let (first, second) = tokio::join!(one.post(&link, &joining), two.post(&link, &joining));

    let joined = [&first, &second].map(|answer| answer.status == StatusCode::SEE_OTHER);
    assert!(joined == [true, false] || joined == [false, true], "{first:?} {second:?}");
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "past every boundary, to hold both up")]
async fn of_two_confirmations_at_once_one_counts() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let guest = waymark.another_org("contoso").await;
    let elsewhere = waymark.signed_in("owner@contoso.example").await;
    let link = waymark.invite(&owner, "owner@contoso.example", "viewer", "").await;
    let mut held_up = waymark.pool().begin().await.unwrap();
    sqlx::query("select from invitation for update").execute(&mut *held_up).await.unwrap();

    let let_go_when_both_wait = async {
        let waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        let mut tries = 0;
        while sqlx::query_scalar::<_, i64>(waiting).fetch_one(waymark.pool()).await.unwrap() < 2 {
            tries += 1;
            assert!(tries < 10_000, "they do not both wait");
        }
        held_up.rollback().await.unwrap();
    };
    let (first, second, ()) =
        tokio::join!(guest.post(&link, &[]), elsewhere.post(&link, &[]), let_go_when_both_wait);

    let mut statuses = [first.status, second.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
}
