//! Assessments that are reopened.

use axum::http::StatusCode;

use crate::support::entering::{draft, given, submitted};
use crate::support::{Browser, Waymark};

const ASSESSMENT: &str = "/o/northwind/teams/payments/assessments/2026-Q4";
const TEAM: &str = "/o/northwind/teams/payments";

fn reopening() -> String {
    format!("{ASSESSMENT}/reopening")
}

/// Northwind, whose team Payments has submitted 2026-Q4; its owner, and ada, a lead of the team.
async fn submitted_payments() -> (Waymark, Browser, Browser) {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let lead = waymark.joined(&owner, "ada", "lead", "payments").await;
    submitted(&waymark, Some("payments"), "2026-Q4", |_| given(4)).await;
    (waymark, owner, lead)
}

async fn count(waymark: &Waymark, what: &'static str) -> i64 {
    sqlx::query_scalar(what).fetch_one(waymark.pool()).await.unwrap()
}

#[tokio::test]
async fn a_reopened_assessment_is_a_draft_again_whose_reason_stays_visible() {
    let (waymark, owner, lead) = submitted_payments().await;
    let changes = count(&waymark, "select count(*) from answer_change").await;

    let review = lead.get(&format!("{ASSESSMENT}/review")).await;
    let form = review.form(&reopening()).with("reason", "Two answers were <wrong>.");
    let answer = lead.submit(&form).await;

    assert_eq!(
        answer.location,
        Some(format!("{ASSESSMENT}/review?done=reopened")),
        "{}",
        answer.html
    );
    let review = owner.get(&format!("{ASSESSMENT}/review")).await;
    assert_eq!(
        review.text_of("#reopening .prose"),
        "Reopened 12 Nov 2026, 09:00 UTC by ada Two answers were <wrong>."
    );
    review.form(&format!("{ASSESSMENT}/submission"));
    let team = owner.get(TEAM).await.main();
    assert!(team.contains("2026-Q4 reopened 12 Nov 2026 by ada: Two answers were <wrong>."));
    assert!(team.contains("Nothing submitted yet"), "its figures are gone: {team}");
    assert_eq!(count(&waymark, "select count(*) from assessment_score").await, 0);
    assert_eq!(count(&waymark, "select count(*) from org_score").await, 0);
    assert_eq!(count(&waymark, "select count(*) from answer_change").await, changes);
    let audited = "select count(*) from audit_event where kind = 'assessment_reopened'";
    assert_eq!(count(&waymark, audited).await, 1);
}

#[tokio::test]
async fn what_is_submitted_again_has_new_figures_and_still_tells_that_it_was_reopened() {
    let (waymark, owner, lead) = submitted_payments().await;
    lead.post(&reopening(), &[("reason", "Too kind.")]).await;

    submitted(&waymark, Some("payments"), "2026-Q4", |_| given(0)).await;

    let team = owner.get(TEAM).await;
    assert_eq!(team.text_of("h1"), "payments is 19 % of the way to Level 2.");
    assert!(team.main().contains("by ada: Too kind."), "{}", team.main());
    let overview = owner.get("/o/northwind").await;
    assert_eq!(overview.text_of("h1"), "Northwind is 0 % of the way to Level 2.");
    let review = owner.get(&format!("{ASSESSMENT}/review")).await;
    assert!(review.text_of("#reopening").contains("Too kind."));
    assert_eq!(review.form(&reopening()).text("reason"), "", "it can be reopened once more");
}

#[tokio::test]
async fn without_a_reason_nothing_is_reopened_and_what_was_typed_is_kept() {
    let (waymark, _owner, lead) = submitted_payments().await;
    let long = "x".repeat(4001);

    let empty = lead.post(&reopening(), &[("reason", " \r\n ")]).await;
    let too_long = lead.post(&reopening(), &[("reason", &long)]).await;

    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.error("reason"), "Say why it is opened again.");
    assert_eq!(too_long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(too_long.error("reason"), "Keep this under 4001 characters.");
    assert_eq!(too_long.form(&reopening()).text("reason"), long);
    assert_eq!(count(&waymark, "select count(*) from reopening").await, 0);
    assert_eq!(count(&waymark, "select count(*) from assessment_score").await, 1);
}

#[tokio::test]
async fn a_draft_cannot_be_reopened() {
    let (waymark, owner, lead) = submitted_payments().await;
    draft(&waymark, Some("payments"), "2026-Q3", |_| Some(given(2))).await;
    let because = [("reason", "because")];

    for (browser, assessment) in
        [(&lead, "teams/payments/assessments/2026-Q3"), (&owner, "assessments/2026-Q4")]
    {
        let assessment = format!("/o/northwind/{assessment}");
        let answer = browser.post(&format!("{assessment}/reopening"), &because).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{assessment}");
        assert!(!browser.get(&format!("{assessment}/review")).await.html.contains("/reopening"));
    }
}

#[tokio::test]
async fn of_two_who_reopen_at_once_one_is_first() {
    let (waymark, owner, lead) = submitted_payments().await;
    let path = reopening();
    let because = [("reason", "because")];

    let (one, other) = tokio::join!(owner.post(&path, &because), lead.post(&path, &because));

    let mut statuses = [one.status, other.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    assert_eq!(count(&waymark, "select count(*) from reopening").await, 1);
}

#[tokio::test]
async fn a_reopening_sent_twice_is_done_once_and_answered_the_same() {
    let (waymark, _owner, lead) = submitted_payments().await;
    let review = lead.get(&format!("{ASSESSMENT}/review")).await;
    let form = review.form(&reopening()).with("reason", "Once.");

    let [first, second] = [lead.submit(&form).await, lead.submit(&form).await];

    assert_eq!((first.status, &first.location), (second.status, &second.location));
    assert_eq!(count(&waymark, "select count(*) from reopening").await, 1);
}

#[tokio::test]
async fn who_may_not_answer_a_team_may_not_reopen_it_either() {
    let (waymark, owner, _lead) = submitted_payments().await;
    waymark.given_team(&owner, "search").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let other_lead = waymark.joined(&owner, "sam", "lead", "search").await;

    for browser in [viewer, other_lead] {
        let answer = browser.post(&reopening(), &[("reason", "because")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let review = browser.get(&format!("{ASSESSMENT}/review")).await;
        assert!(!review.html.contains("/reopening"), "no form is offered");
    }
}

#[tokio::test]
async fn the_period_after_does_without_the_answers_of_a_reopened_one() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    waymark.given_team(&owner, "search").await;
    submitted(&waymark, Some("payments"), "2026-Q3", |_| given(4)).await;
    submitted(&waymark, Some("search"), "2026-Q4", |_| given(0)).await;
    let counted = "select teams_counted::bigint from org_score where period = '2026-Q4'";
    assert_eq!(count(&waymark, counted).await, 2);

    let early = "/o/northwind/teams/payments/assessments/2026-Q3/reopening";
    let answer = owner.post(early, &[("reason", "Entered too early.")]).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    assert_eq!(count(&waymark, counted).await, 1);
    let periods = "select count(*) from org_score";
    assert_eq!(count(&waymark, periods).await, 1, "nobody has reported in 2026-Q3 any more");
}
