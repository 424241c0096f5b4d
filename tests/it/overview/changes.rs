//! What changed since the period before.

use crate::demo::loaded;
use crate::support::Waymark;
use crate::support::entering::{given, submitted};
use crate::verdict::{hold_policy, signed_in};

#[tokio::test]
async fn what_moved_is_listed_with_levels_and_what_did_not_by_name() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    let page = viewer.get("/o/northwind").await;

    assert_eq!(page.text_of("#changes h2"), "What changed since 2026-Q3");
    let dimensions = page.texts_of("#changes .moved summary");
    assert_eq!(dimensions[0], "People +36 from Level 1 to Level 2");
    assert_eq!(dimensions.len(), 4);
    let section = page.text_of("#changes");
    assert!(section.contains("Unchanged: Policy."), "{section}");
    assert!(section.contains("Not reported, and counted as in 2026-Q3: Logistics."), "{section}");
    assert!(section.contains("No target was set, and no hold."), "{section}");
    assert!(page.html.contains("/o/northwind/compare?from=2026-Q3&amp;to=2026-Q4"));
    let first = viewer.get("/o/northwind?period=2024-Q4").await;
    assert_eq!(first.text_of("#changes"), "", "there is nothing before it");
}

#[tokio::test]
async fn decisions_of_the_period_stand_among_what_changed() {
    let waymark = loaded().await;
    let owner = signed_in(&waymark, "owner@northwind.example").await;
    hold_policy(&owner, "2026-Q4", "2027-Q2").await;

    let now = owner.get("/o/northwind").await;
    let before = owner.get("/o/northwind?period=2026-Q3").await;

    let said = "Policy is on hold until 2027-Q2: The audit comes first.";
    assert!(now.text_of("#changes").contains(said), "{}", now.text_of("#changes"));
    assert!(!before.text_of("#changes").contains(said));
}

#[tokio::test]
async fn a_team_that_reports_again_and_one_that_never_had_are_new() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    for team in ["always", "paused", "late"] {
        waymark.given_team(&owner, team).await;
    }
    for (team, periods) in [
        ("always", &["2026-Q1", "2026-Q2", "2026-Q4"][..]),
        ("paused", &["2026-Q1", "2026-Q4"]),
        ("late", &["2026-Q4"]),
    ] {
        for period in periods {
            submitted(&waymark, Some(team), period, |_| given(2)).await;
        }
    }

    let page = owner.get("/o/northwind").await;

    let section = page.text_of("#changes");
    assert!(section.contains("What changed since 2026-Q2"), "a quarter was left out: {section}");
    assert!(section.contains("Reported, and had not before: late, paused."), "{section}");
}
