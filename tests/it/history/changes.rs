//! The history of one criterion.

use axum::http::StatusCode;
use waymark::maturity::{Criterion, Model, Scope};

use crate::support::entering::{draft, given, submitted};
use crate::support::{Browser, Waymark};

const PEOPLE: &str = "/o/northwind/teams/payments/assessments/2026-Q4/people";

/// The first criterion of a scope.
fn first(scope: Scope) -> &'static Criterion {
    Model::built_in().criteria().iter().find(|criterion| criterion.scope == scope).unwrap()
}

fn history(criterion: &Criterion) -> String {
    format!("/o/northwind/teams/payments/criteria/{}", criterion.id)
}

/// Northwind with the team Payments, its owner Maria Keller, and ada, a lead of the team.
async fn payments() -> (Waymark, Browser, Browser) {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let lead = waymark.joined(&owner, "ada", "lead", "payments").await;
    (waymark, owner, lead)
}

/// Saves an answer, with a note, as somebody does on the page.
async fn answer(browser: &Browser, criterion: &Criterion, quarters: &str, note: &str) {
    let form = browser.get(PEOPLE).await.form(PEOPLE);
    let form = form
        .with(&format!("answer.{}", criterion.id), quarters)
        .with(&format!("note.{}", criterion.id), note);
    let answer = browser.submit(&form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
}

#[tokio::test]
async fn every_change_is_listed_newest_first_with_who_when_and_what_it_was_before() {
    let (waymark, owner, lead) = payments().await;
    let asked = first(Scope::Team);
    let [low, high] = [0, 1].map(|at| asked.answers.choices()[at]);
    waymark.app.clock.set("2026-11-12T14:32:10Z".parse().unwrap());
    answer(&lead, asked, &low.quarters.to_string(), "first <look>").await;
    waymark.app.clock.set("2026-11-13T08:05:00Z".parse().unwrap());
    answer(&owner, asked, &high.quarters.to_string(), "").await;

    let page = lead.get(&history(asked)).await;

    assert_eq!(
        page.texts_of(".crit .ask"),
        [format!("{} → {}", low.label, high.label), format!("Not answered → {}", low.label)]
    );
    assert_eq!(
        page.texts_of(".crit > .soft:has(time)"),
        [
            "13 Nov 2026, 08:05 · Maria Keller · assessment 2026-Q4",
            "12 Nov 2026, 14:32 · ada · assessment 2026-Q4",
        ]
    );
    let main = page.main();
    assert!(main.contains("Note: first <look>"), "{main}");
    assert!(main.contains("Note before: first <look>"), "{main}");
    assert!(lead.get(PEOPLE).await.html.contains(&history(asked)), "the form links to it");
}

#[tokio::test]
async fn an_answer_below_the_one_last_submitted_is_marked_and_its_note_stands_with_it() {
    let (waymark, _owner, lead) = payments().await;
    let asked = first(Scope::Team);
    submitted(&waymark, Some("payments"), "2026-Q2", |_| given(4)).await;
    answer(&lead, asked, "0", "").await;
    answer(&lead, asked, "0", "The cluster was given up.").await;
    let of_marked = |page: &crate::support::Answer| page.texts_of(".crit:has(.tag.warn)");

    let page = lead.get(&history(asked)).await;

    let marked = of_marked(&page);
    assert_eq!(marked.len(), 2, "{}", page.main());
    assert!(marked[0].contains("lower than in 2026-Q2"), "{}", marked[0]);
    assert!(marked[0].contains("Note: The cluster was given up."), "{}", marked[0]);
    assert!(!marked[0].contains("No note says why."), "{}", marked[0]);
    assert!(marked[1].contains("No note says why."), "{}", marked[1]);
}

#[tokio::test]
async fn many_changes_stand_on_pages_of_fifty() {
    let (waymark, _owner, lead) = payments().await;
    let asked = first(Scope::Team);
    for quarters in [0, 4].repeat(26) {
        let only = |criterion: &Criterion| (criterion.id == asked.id).then(|| given(quarters));
        draft(&waymark, Some("payments"), "2026-Q4", only).await;
    }
    let path = history(asked);

    let newest = lead.get(&path).await;
    let older = lead.get(&format!("{path}?skip=50")).await;
    let beyond = lead.get(&format!("{path}?skip=4294967295")).await;

    assert_eq!(newest.texts_of(".crit").len(), 50);
    assert_eq!(newest.texts_of("main .actions a"), ["Older changes"]);
    assert_eq!(older.texts_of(".crit").len(), 2);
    assert_eq!(older.texts_of("main .actions a"), ["Newer changes"]);
    assert_eq!(beyond.text_of(".empty h2"), "Nothing older");
    assert_eq!(lead.get(&format!("{path}?skip=-1")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_criterion_is_found_where_it_is_answered_and_nowhere_else() {
    let (waymark, owner, _lead) = payments().await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let [of_team, of_org] = [Scope::Team, Scope::Organization].map(first);
    let own = |criterion: &Criterion| format!("/o/northwind/criteria/{}", criterion.id);

    let never = viewer.get(&history(of_team)).await;

    assert_eq!(never.text_of(".empty h2"), "Never answered");
    assert_eq!(viewer.get(&own(of_org)).await.status, StatusCode::OK);
    assert_eq!(viewer.get(&history(of_org)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(viewer.get(&own(of_team)).await.status, StatusCode::NOT_FOUND);
    let unknown = viewer.get("/o/northwind/teams/payments/criteria/people.overview.l1.x").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
