//! The overview of a period that is over.

use axum::http::StatusCode;

use crate::demo::loaded;
use crate::verdict::signed_in;

#[tokio::test]
async fn a_past_period_says_so_and_leads_back() {
    let waymark = loaded().await;
    let owner = signed_in(&waymark, "owner@northwind.example").await;

    let past = owner.get("/o/northwind?period=2026-Q2").await;

    assert_eq!(past.text_of(".past"), "2026-Q2, as it was then. Back to 2026-Q4");
    assert!(past.text_of(".eyebrow").starts_with("2026-Q2 · 5 of 5 teams reporting"));
    assert_eq!(past.text_of("h1"), "Northwind is 87 % of the way to Level 2.");
    assert_eq!(past.text_of(".years [aria-current=page] + a"), "2026-Q1");
    assert!(!past.text_of("#next").contains("Note an action"), "nothing is noted in the past");
    let policy = past.texts_of("#changes .moved summary");
    assert!(policy.contains(&"Policy by less than a point".to_owned()), "{policy:?}");
    let story = past.text_of(".story");
    assert!(
        story.contains(
            "Business Outcomes, People, Policy and Process hold the whole at Level 1, Business \
             Outcomes most of all: no current list shows which applications move."
        ),
        "{story}"
    );
    let now = owner.get("/o/northwind?period=2026-Q4").await;
    assert_eq!(now.text_of(".past"), "", "the newest period is no past one");
}

#[tokio::test]
async fn every_period_can_be_chosen_newest_first() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    let page = viewer.get("/o/northwind").await;

    assert_eq!(
        page.texts_of(".years p"),
        [
            "2026 2026-Q4 2026-Q3 2026-Q2 2026-Q1",
            "2025 2025-Q4 2025-Q3 2025-Q2 2025-Q1",
            "2024 2024-Q4"
        ]
    );
}

#[tokio::test]
async fn what_is_no_period_or_has_no_figures_is_not_found() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    for period in ["2024-Q3", "2027-Q1", "2026-Q5", "soon", "%00", "2026-Q4%20", "9999-Q1"] {
        let page = viewer.get(&format!("/o/northwind?period={period}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{period}");
    }
    for period in ["2027-Q1", "2026-Q5", "soon"] {
        let page = viewer.get(&format!("/o/northwind/teams?period={period}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{period}");
    }
    assert_eq!(viewer.get("/o/northwind?period=").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_target_set_later_was_not_aimed_at_then() {
    let waymark = loaded().await;
    let owner = signed_in(&waymark, "owner@northwind.example").await;
    let plan = "/o/northwind/plan";
    let form = owner.get(plan).await.form(&format!("{plan}/targets")).with("dimension", "policy");
    owner.submit(&form.with("goal", "1000").with("due", "2027-Q2")).await;

    let now = owner.get("/o/northwind").await;
    let past = owner.get("/o/northwind?period=2026-Q3").await;

    assert!(now.text_of(".card.s-policy").contains("Target: Level 2 reached by 2027-Q2"));
    assert!(!past.text_of("main").contains("Target"));
}
