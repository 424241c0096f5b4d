//! The settings of teams.

use axum::http::StatusCode;

use crate::support::Waymark;

const TEAMS: &str = "/o/northwind/settings/teams";
const PAYMENTS: &str = "/o/northwind/settings/teams/payments";

#[tokio::test]
async fn an_owner_adds_a_team() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let page = owner.get(TEAMS).await;
    assert!(page.main().contains("No team yet"), "{}", page.main());
    let form = page.form(TEAMS);
    assert_eq!(form.text("applications"), "1");

    let answer =
        owner.submit(&form.with("name", " Data platform ").with("applications", "12")).await;

    assert_eq!(answer.location, Some(format!("{TEAMS}?done=team-added")), "{}", answer.html);
    let page = owner.get(TEAMS).await;
    assert_eq!(page.texts_of("tbody th"), ["Data platform"]);
    assert_eq!(page.texts_of("tbody td"), ["", "nobody yet", "12"]);
    assert_eq!(owner.get(&format!("{TEAMS}/data-platform")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_team_added_twice_by_one_form_is_one_team() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let form = owner.get(TEAMS).await.form(TEAMS).with("name", "Payments");

    let first = owner.submit(&form).await;
    let second = owner.submit(&form).await;
    let other_content = owner.submit(&form.with("name", "Checkout")).await;

    assert_eq!(second.location, first.location);
    assert_eq!(other_content.status, StatusCode::CONFLICT);
    assert_eq!(owner.get(TEAMS).await.texts_of("tbody th"), ["Payments"]);
}

#[tokio::test]
async fn teams_of_one_name_get_different_addresses() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    for _ in 0..3 {
        waymark.given_team(&owner, "Payments").await;
    }
    for path in ["payments", "payments-2", "payments-3"] {
        assert_eq!(owner.get(&format!("{TEAMS}/{path}")).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_team_with_errors_comes_back_as_it_was_typed() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "Payments").await;

    for path in [TEAMS, PAYMENTS] {
        let form = owner.get(path).await.form(path);
        let answer = owner.submit(&form.with("name", "").with("applications", "many")).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert_eq!(answer.error("name"), "Fill in this field.");
        assert_eq!(answer.error("applications"), "Write a whole number from 1 to 10000.");
        assert_eq!(answer.form(path).text("applications"), "many");
    }
}

#[tokio::test]
async fn an_owner_changes_a_team_and_who_leads_it() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "Payments").await;
    waymark.joined(&owner, "lena", "lead", "payments").await;
    waymark.joined(&owner, "luis", "lead", "").await;
    waymark.joined(&owner, "vera", "viewer", "").await;
    let page = owner.get(PAYMENTS).await;
    assert_eq!(page.texts_of(".check"), ["lena lead", "luis lead", "Maria Keller owner"]);
    let box_of = async |name: &str| -> String {
        let id: String = sqlx::query_scalar("select id::text from person where name = $1")
            .bind(name)
            .fetch_one(waymark.pool())
            .await
            .unwrap();
        format!("lead.{id}")
    };
    let form = page.form(PAYMENTS);
    assert_eq!(form.text(&box_of("lena").await), "yes");

    let answer = owner
        .submit(
            &form
                .with("name", "Payments and billing")
                .with("applications", "40")
                .without(&box_of("lena").await)
                .with(&box_of("luis").await, "yes")
                .with(&box_of("vera").await, "yes"),
        )
        .await;

    assert_eq!(answer.location, Some(format!("{PAYMENTS}?done=team-saved")), "{}", answer.html);
    let list = owner.get(TEAMS).await;
    assert_eq!(list.texts_of("tbody th"), ["Payments and billing"]);
    assert_eq!(list.texts_of("tbody td"), ["", "luis", "40"], "a viewer leads no team");
}

#[tokio::test]
async fn a_team_is_put_into_a_group_and_groups_in_use_are_offered() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let form = owner.get(TEAMS).await.form(TEAMS).with("name", "Storefront");
    owner.submit(&form.with("group", "Commerce")).await;
    waymark.given_team(&owner, "Payments").await;
    let page = owner.get(PAYMENTS).await;
    assert_eq!(page.texts_of("datalist option").len(), 1);
    assert!(page.html.contains(r#"<option value="Commerce">"#), "{}", page.html);

    owner.submit(&page.form(PAYMENTS).with("group", " commerce ")).await;

    assert_eq!(owner.get(PAYMENTS).await.form(PAYMENTS).text("group"), "Commerce");
    assert_eq!(
        owner.get(TEAMS).await.texts_of("tbody td"),
        ["Commerce", "nobody yet", "1", "Commerce", "nobody yet", "1"]
    );
    let form = owner.get(PAYMENTS).await.form(PAYMENTS).with("group", &"x".repeat(61));
    let answer = owner.submit(&form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("group"), "Keep this under 61 characters.");
    assert_eq!(answer.form(PAYMENTS).text("group"), "x".repeat(61));
}

#[tokio::test]
async fn who_does_not_manage_the_organization_is_refused() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "Payments").await;
    let lead = waymark.joined(&owner, "lena", "lead", "payments").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let stranger = waymark.another_org("contoso").await;

    for (browser, status) in [
        (&lead, StatusCode::FORBIDDEN),
        (&viewer, StatusCode::FORBIDDEN),
        (&stranger, StatusCode::NOT_FOUND),
    ] {
        for path in [TEAMS, PAYMENTS] {
            assert_eq!(browser.get(path).await.status, status, "{path}");
            let answer = browser.post(path, &[("name", "Mine"), ("applications", "1")]).await;
            assert_eq!(answer.status, status, "{path}");
        }
    }
    assert_eq!(owner.get(TEAMS).await.texts_of("tbody th"), ["Payments"]);
}

#[tokio::test]
async fn another_organizations_team_is_like_an_invented_one() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "Payments").await;
    let stranger = waymark.another_org("contoso").await;

    let theirs = stranger.get("/o/contoso/settings/teams/payments").await;
    let invented = stranger.get("/o/contoso/settings/teams/invented").await;
    let across = stranger.get(PAYMENTS).await;

    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    assert_eq!(theirs.html, invented.html);
    assert_eq!(across.html, invented.html);
}

#[tokio::test]
async fn changes_of_teams_are_in_the_audit_log() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "Payments").await;
    owner.submit(&owner.get(PAYMENTS).await.form(PAYMENTS).with("name", "Billing")).await;

    let log: Vec<String> = sqlx::query_scalar(
        "select kind || ' ' || subject from audit_event where kind like 'team%' order by id",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap();

    assert_eq!(log, ["team_created Payments", "team_changed Billing"]);
}
