//! The pages that leadership reads.

use axum::http::StatusCode;

use crate::support::Waymark;

mod cards;
mod changes;
mod first_period;
mod look_back;
mod teams;

#[tokio::test]
async fn a_team_without_a_submission_says_so_and_leads_to_the_form() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;

    let team = owner.get("/o/northwind/teams/payments").await;

    assert_eq!(team.text_of("h1"), "payments has no figures yet.");
    assert_eq!(team.text_of(".empty h2"), "Nothing submitted yet");
    assert_eq!(team.text_of(".btn.primary"), "Answer 2026-Q4");
}

#[tokio::test]
async fn another_organizations_pages_answer_like_invented_ones() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let stranger = waymark.another_org("southwind").await;

    for (theirs, invented) in [
        ("/o/northwind", "/o/nowhere"),
        ("/o/northwind/teams", "/o/nowhere/teams"),
        ("/o/northwind/teams/payments", "/o/southwind/teams/payments"),
        (
            "/o/northwind/teams/payments/assessments/2026-Q4/people",
            "/o/southwind/teams/payments/assessments/2026-Q4/people",
        ),
        ("/o/northwind/assessments/2026-Q4/people", "/o/nowhere/assessments/2026-Q4/people"),
        ("/o/northwind/settings/members", "/o/nowhere/settings/members"),
    ] {
        let theirs = stranger.get(theirs).await;
        let invented = stranger.get(invented).await;

        assert_eq!(theirs.status, StatusCode::NOT_FOUND);
        assert_eq!(theirs.html, invented.html, "the two must not be told apart");
    }
}
