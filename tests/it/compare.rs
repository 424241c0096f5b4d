//! Two periods side by side.

use axum::http::StatusCode;

use crate::next_best::submit;
use crate::support::{Browser, Waymark};

const TEAM: &str = "/o/northwind/teams/payments/compare";
const ORG: &str = "/o/northwind/compare";
const SKILLS: &str = "people.overview.l1.basic-knowledge";

/// Payments and Northwind with two periods; only the skills were not there in the first.
async fn two_periods() -> (Waymark, Browser) {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    for (period, answer) in [("2026-Q2", "0"), ("2026-Q4", "4")] {
        let team = format!("/o/northwind/teams/payments/assessments/{period}");
        submit(&owner, &team, &[(SKILLS, answer)]).await;
        submit(&owner, &format!("/o/northwind/assessments/{period}"), &[]).await;
    }
    (waymark, owner)
}

#[tokio::test]
async fn a_team_reads_what_moved_in_words_and_what_it_explains() {
    let (_waymark, owner) = two_periods().await;

    let page = owner.get(TEAM).await;

    assert_eq!(page.text_of("h1"), "What moved from 2026-Q2 to 2026-Q4");
    let parts = page.texts_of(".statements tbody .num");
    let explaining = parts.iter().filter(|part| *part != "0.0").count();
    assert_eq!(explaining, 1, "the answers to Level 3, asked later, move the score alone");
    let answer = page.text_of(".statements tbody td");
    assert!(answer.ends_with("then Yes") || answer.ends_with("then Most or all"), "{answer}");
    let alone = page.text_of(".statements tbody .num");
    assert!(alone.starts_with('+'), "{alone}");
    let explained = page.text_of(".prose");
    assert!(explained.contains(&format!("by {alone} points")), "{explained}");
    assert!(explained.contains("just the sum of that"), "{explained}");
}

#[tokio::test]
async fn the_organization_reads_means_and_links_to_it_from_its_overview() {
    let (_waymark, owner) = two_periods().await;
    let overview = owner.get("/o/northwind").await;
    assert!(overview.html.contains(&format!("{ORG}?from=2026-Q2&amp;to=2026-Q4")));

    let page = owner.get(&format!("{ORG}?from=2026-Q4&to=2026-Q2")).await;

    assert_eq!(page.text_of("h1"), "What moved from 2026-Q4 to 2026-Q2");
    assert_eq!(page.text_of(".statements tbody td"), "100.0 % →, then 0.0 % less");
    assert!(page.text_of(".statements tbody .num").starts_with('-'));
}

#[tokio::test]
async fn periods_without_figures_come_back_with_a_sentence() {
    let (_waymark, owner) = two_periods().await;
    for (path, query, sentence) in [
        (TEAM, "from=2026-Q3", "Choose two of the periods that have figures."),
        (ORG, "from=nonsense&to=2026-Q4", "Choose two of the periods that have figures."),
        (TEAM, "from=2026-Q4&to=2026-Q4", "Choose two different periods."),
        (ORG, "from=2026-Q2&to=2026-Q2", "Choose two different periods."),
    ] {
        let answer = owner.get(&format!("{path}?{query}")).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(answer.error("from"), sentence, "{query}");
        assert_eq!(answer.texts_of("#to option"), ["2026-Q4", "2026-Q2"]);
    }
}

#[tokio::test]
async fn one_period_is_nothing_to_compare() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    for path in [TEAM, ORG] {
        let page = owner.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.text_of(".empty h2"), "Nothing to compare yet", "{path}");
    }
}
