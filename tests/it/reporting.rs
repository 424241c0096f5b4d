//! Who has reported in a period.

use axum::http::StatusCode;
use waymark::assessment::InPlay;
use waymark::maturity::{Answers, Criterion, Model, Scope, score_team};

use crate::support::entering::{draft, given, submitted};
use crate::support::{Browser, Waymark};

const REPORTING: &str = "/o/northwind/reporting";

/// Northwind with the teams Payments, Search and Zeta; its owner, and ada, a lead of Search.
async fn northwind() -> (Waymark, Browser, Browser) {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    for team in ["payments", "search", "zeta"] {
        waymark.given_team(&owner, team).await;
    }
    let lead = waymark.joined(&owner, "ada", "lead", "search").await;
    (waymark, owner, lead)
}

async fn rows(browser: &Browser, path: &str) -> Vec<String> {
    browser.get(path).await.texts_of("tbody tr")
}

fn of_people(criterion: &Criterion) -> bool {
    criterion.id.as_ref().starts_with("people.")
}

#[tokio::test]
async fn it_tells_who_has_submitted_who_has_a_draft_and_who_has_not_started() {
    let (waymark, owner, _lead) = northwind().await;
    submitted(&waymark, Some("payments"), "2026-Q4", |_| given(2)).await;
    submitted(&waymark, Some("zeta"), "2026-Q3", |_| given(2)).await;
    draft(&waymark, Some("search"), "2026-Q4", |criterion| of_people(criterion).then(|| given(2)))
        .await;

    let page = owner.get(REPORTING).await;

    let asked =
        |criterion: &&Criterion| criterion.scope == Scope::Team && criterion.level.number() <= 2;
    let all = Model::built_in().criteria().iter().filter(asked).count();
    let answered =
        Model::built_in().criteria().iter().filter(asked).filter(|it| of_people(it)).count();
    let percent = answered * 100 / all;
    assert_eq!(
        page.texts_of("tbody tr"),
        [
            "Northwind itself not started Enter it: Northwind".to_owned(),
            "payments submitted 12 Nov 2026 by Maria Keller See it: payments".to_owned(),
            format!(
                "search draft {percent} % ({answered} of {all}) saved 12 Nov 2026 Go on: search"
            ),
            "zeta not started 2026-Q3 counted Enter it: zeta".to_owned(),
        ]
    );
    assert_eq!(
        page.text_of(".story"),
        "1 of 3 teams has submitted, 1 has a draft, 1 has not started. For 1 of them the answers \
         of 2026-Q3 are counted in 2026-Q4."
    );
    let link = "/o/northwind/teams/zeta/assessments/2026-Q4";
    assert!(page.html.contains(&format!("href=\"{link}\"")), "each leads to its assessment");
}

#[tokio::test]
async fn a_drafts_percentage_is_of_what_the_last_submission_brought_into_play() {
    let (waymark, owner, _lead) = northwind().await;
    let model = Model::built_in();
    let in_half = |criterion: &Criterion| criterion.category.is_multiple_of(2);
    submitted(&waymark, Some("search"), "2026-Q2", |criterion| {
        given(if in_half(criterion) { 4 } else { 0 })
    })
    .await;

    draft(&waymark, Some("search"), "2026-Q4", |it| (it.level.number() == 3).then(|| given(4)))
        .await;

    let mut answers = Answers::none(model);
    for criterion in model.criteria().iter().filter(|it| it.scope == Scope::Team) {
        answers.set(criterion.position, given(if in_half(criterion) { 4 } else { 0 }));
    }
    let in_play = InPlay::after(model, Some(&score_team(model, &answers)));
    let asked: Vec<_> =
        model.criteria().iter().filter(|it| it.scope == Scope::Team && in_play.asks(it)).collect();
    let answered = asked.iter().filter(|it| it.level.number() == 3).count();
    assert!(answered > 0 && answered < asked.len());
    let search = rows(&owner, REPORTING).await.swap_remove(2);
    assert!(search.contains(&format!("({answered} of {})", asked.len())), "{search}");
}

#[tokio::test]
async fn it_leads_to_the_periods_before_and_not_into_the_future() {
    let (waymark, owner, _lead) = northwind().await;
    submitted(&waymark, Some("zeta"), "2026-Q3", |_| given(2)).await;

    let current = owner.get(REPORTING).await;
    let earlier = owner.get(&format!("{REPORTING}?period=2026-Q3")).await;
    let future = owner.get(&format!("{REPORTING}?period=2027-Q1")).await;

    assert_eq!(current.texts_of(".lead .actions a"), ["← 2026-Q3"]);
    assert_eq!(earlier.texts_of(".lead .actions a"), ["← 2026-Q2", "2026-Q4 →"]);
    assert_eq!(earlier.text_of("h1"), "Who has reported in 2026-Q3");
    assert!(earlier.texts_of("tbody tr")[3].starts_with("zeta submitted"));
    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(future.error("period"), "2027-Q1 has not begun. The newest quarter is 2026-Q4.");
}

#[tokio::test]
async fn an_earlier_quarter_can_be_chosen_and_nonsense_comes_back_with_a_sentence() {
    let (waymark, owner, lead) = northwind().await;
    submitted(&waymark, Some("zeta"), "2026-Q3", |_| given(2)).await;

    let chosen = lead.get(&format!("{REPORTING}?period=+2025-q1")).await;
    let nonsense = lead.get(&format!("{REPORTING}?period=%3Cspring%3E")).await;

    assert_eq!(chosen.text_of("h1"), "Who has reported in 2025-Q1");
    assert!(chosen.html.contains("/o/northwind/teams/search/assessments/2025-Q1"));
    assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(nonsense.error("period"), "Write a year and a quarter, such as 2026-Q3.");
    assert!(nonsense.html.contains("value=\"&#60;spring&#62;\""), "{}", nonsense.html);
    for page in ["/o/northwind", "/o/northwind/teams"] {
        assert!(owner.get(page).await.html.contains(REPORTING), "{page} links to it");
    }
}

#[tokio::test]
async fn only_who_may_answer_is_asked_to() {
    let (waymark, owner, lead) = northwind().await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;

    let of_lead = rows(&lead, REPORTING).await;
    let of_viewer = viewer.get(REPORTING).await;

    assert_eq!(
        of_lead,
        [
            "Northwind itself not started",
            "payments not started",
            "search not started Enter it: search",
            "zeta not started",
        ]
    );
    assert_eq!(of_viewer.text_of("#earlier"), "");
    assert!(!of_viewer.main().contains("Enter it"));
}
