//! The next best three of a team and of the organization.

use waymark::maturity::{Criterion, Model, Scope};

use crate::support::{Browser, Form, Waymark};

const PAYMENTS: &str = "/o/northwind/teams/payments";

/// The core criteria of Levels 1 and 2 that a team answers, outside optional categories.
fn core() -> impl Iterator<Item = &'static Criterion> {
    let model = Model::built_in();
    let criteria = model.criteria().iter();
    criteria
        .filter(|c| c.core && c.scope == Scope::Team && c.level.number() <= 2)
        .filter(|c| !model.place_of(c).1.optional)
}

/// Submits a team's period with everything met but what `answers` says.
pub async fn submit(browser: &Browser, assessment: &str, answers: &[(&str, &str)]) {
    for dimension in &Model::built_in().dimensions {
        let path = format!("{assessment}/{}", dimension.id);
        let form = met(browser.get(&path).await.form(&path), answers);
        // What was carried over and is met as before is confirmed with the rest.
        browser.submit(&form.with("confirm", "dimension")).await;
    }
    let review = browser.get(&format!("{assessment}/review")).await;
    let answer = browser.submit(&review.form(&format!("{assessment}/submission"))).await;
    assert!(answer.location.is_some(), "{}", answer.html);
}

fn met(mut form: Form, answers: &[(&str, &str)]) -> Form {
    let names: Vec<String> = form.fields.iter().map(|(name, _)| name.clone()).collect();
    for id in names.iter().filter_map(|name| name.strip_prefix("version.")) {
        let other = answers.iter().find(|(of, _)| *of == id);
        form = form.with(&format!("answer.{id}"), other.map_or("4", |(_, answer)| answer));
    }
    form
}

#[tokio::test]
async fn a_team_is_shown_what_frees_most_and_where_to_answer_and_note_it() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let open = core().next().unwrap();
    submit(&owner, &format!("{PAYMENTS}/assessments/2026-Q4"), &[(open.id.as_ref(), "0")]).await;

    let page = owner.get(PAYMENTS).await;

    assert_eq!(page.texts_of("#next .ask > p:first-child"), [&*open.statement]);
    assert!(page.text_of("#next .answer").starts_with('+'), "{}", page.text_of("#next"));
    let entry = format!("{PAYMENTS}/assessments/2026-Q4/people#answer.{}", open.id);
    assert!(page.html.contains(&entry), "{}", page.html);
    let note = format!("{PAYMENTS}/actions?criterion={}#note", open.id);
    assert!(page.html.contains(&note));
    let form =
        owner.get(note.split('#').next().unwrap()).await.form(&format!("{PAYMENTS}/actions"));
    assert_eq!(form.text("criterion"), open.id.as_ref());
    let read = viewer.get(PAYMENTS).await;
    assert!(read.text_of("#next").contains(&open.statement));
    assert!(!read.text_of("#next").contains("Note an action"));
}

#[tokio::test]
async fn at_most_three_are_shown_the_one_that_frees_most_first() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let none: Vec<(&str, &str)> = core().map(|c| (c.id.as_ref(), "0")).collect();
    submit(&owner, &format!("{PAYMENTS}/assessments/2026-Q4"), &none).await;

    let page = owner.get(PAYMENTS).await;

    let points: Vec<f64> = page
        .texts_of("#next .answer")
        .iter()
        .map(|text| text.split(' ').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(points.len(), 3);
    assert!(points.is_sorted_by(|one, other| one >= other), "{points:?}");
}

#[tokio::test]
async fn when_all_is_met_the_page_says_so() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    submit(&owner, &format!("{PAYMENTS}/assessments/2026-Q4"), &[]).await;

    let page = owner.get(PAYMENTS).await;

    assert!(page.text_of("#next").contains("No core criterion of Levels 1 and 2 frees points"));
}

#[tokio::test]
async fn the_organization_sees_which_teams_lack_what_it_needs_most() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let none: Vec<(&str, &str)> = core().map(|c| (c.id.as_ref(), "0")).collect();
    for (team, answers) in [("payments", &*none), ("search", &[]), ("data", &none)] {
        waymark.given_team(&owner, team).await;
        let assessment = format!("/o/northwind/teams/{team}/assessments/2026-Q4");
        submit(&owner, &assessment, answers).await;
    }
    submit(&owner, "/o/northwind/assessments/2026-Q4", &[]).await;

    let page = owner.get("/o/northwind").await;

    assert_eq!(page.texts_of("#next .up").len(), 3);
    assert_eq!(
        page.texts_of("#next .crit > p.soft"),
        ["Not yet met in full by data, payments."; 3]
    );
    let entry = format!("{PAYMENTS}/assessments/2026-Q4/");
    assert!(page.html.contains(&entry), "{}", page.text_of("#next"));
}

#[tokio::test]
async fn an_open_action_stands_with_its_criterion() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let open = core().next().unwrap();
    submit(&owner, &format!("{PAYMENTS}/assessments/2026-Q4"), &[(open.id.as_ref(), "0")]).await;
    let actions = format!("{PAYMENTS}/actions");
    let form = owner.get(&actions).await.form(&actions);
    let form = form.with("criterion", open.id.as_ref()).with("what", "Write the goals down");
    owner.submit(&form).await;

    let page = owner.get(PAYMENTS).await;

    let next = page.text_of("#next");
    assert!(next.contains("Write the goals down · due 2027-Q1"), "{next}");
    assert!(!next.contains("Note an action"), "it is noted");
    assert_eq!(page.texts_of("#actions tbody th"), ["Write the goals down"]);
}
