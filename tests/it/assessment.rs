//! Assessments, from the first answer to the figures.

use axum::http::StatusCode;
use waymark::maturity::{Criterion, Model, Scope};

use crate::support::{Answer, Browser, Form, Waymark};

pub const PAYMENTS: &str = "/o/northwind/teams/payments/assessments/2026-Q4";
pub const OWN: &str = "/o/northwind/assessments/2026-Q4";
const GOAL: &str = "people.overview.l1.goals-linked";

/// The criteria of Levels 1 and 2 of a scope, which a first assessment asks.
pub fn asked(scope: Scope) -> impl Iterator<Item = &'static Criterion> {
    let criteria = Model::built_in().criteria().iter();
    criteria.filter(move |criterion| criterion.scope == scope && criterion.level.number() <= 2)
}

/// The first criterion of a dimension that a team answers.
pub fn first_of(dimension: &str) -> &'static str {
    asked(Scope::Team).map(|c| c.id.as_ref()).find(|id| id.starts_with(dimension)).unwrap()
}

/// A form whose every criterion is answered to the full.
pub fn answered(mut form: Form) -> Form {
    let names: Vec<String> = form.fields.iter().map(|(name, _)| name.clone()).collect();
    for name in names {
        if let Some(id) = name.strip_prefix("version.") {
            form = form.with(&format!("answer.{id}"), "4");
        }
    }
    form
}

/// Answers every dimension of an assessment as a browser would, page by page.
pub async fn answer_all(browser: &Browser, assessment: &str) {
    for dimension in &Model::built_in().dimensions {
        let path = format!("{assessment}/{}", dimension.id);
        let form = answered(browser.get(&path).await.form(&path));
        let answer = browser.submit(&form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    }
}

pub async fn submit(browser: &Browser, assessment: &str) -> Answer {
    let form = browser.get(&format!("{assessment}/review")).await;
    browser.submit(&form.form(&format!("{assessment}/submission"))).await
}

/// Northwind with the team Payments, its owner, and a lead of the team.
pub async fn payments() -> (Waymark, Browser, Browser) {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let lead = waymark.joined(&owner, "ada", "lead", "payments").await;
    (waymark, owner, lead)
}

#[tokio::test]
async fn a_newcomer_comes_from_the_first_start_to_the_first_figures() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;

    let start = owner.get(PAYMENTS).await;
    assert_eq!(start.location.as_deref(), Some(&*format!("{PAYMENTS}/people")));
    answer_all(&owner, PAYMENTS).await;
    let answer = submit(&owner, PAYMENTS).await;

    assert_eq!(
        answer.leads_to().as_deref(),
        Some("/o/northwind/teams/payments"),
        "{}",
        answer.html
    );
    let team = owner.get("/o/northwind/teams/payments").await;
    assert_eq!(team.text_of("h1"), "payments has completed Level 2 and is working on Level 3.");
    assert_eq!(team.texts_of(".card.dim .big"), vec!["100% through"; 5]);
    let overview = owner.get("/o/northwind").await;
    assert!(overview.text_of(".eyebrow").starts_with("2026-Q4 · 1 of 1 teams reporting"));
    assert!(overview.text_of(".eyebrow").ends_with("own assessment is missing"));
}

#[tokio::test]
async fn the_organizations_own_answers_complete_its_figures() {
    let (_waymark, owner, lead) = payments().await;
    answer_all(&lead, PAYMENTS).await;
    submit(&lead, PAYMENTS).await;

    answer_all(&owner, OWN).await;
    let answer = submit(&owner, OWN).await;

    assert_eq!(answer.leads_to().as_deref(), Some("/o/northwind"), "{}", answer.html);
    let overview = owner.get("/o/northwind").await;
    assert_eq!(
        overview.text_of("h1"),
        "Northwind has completed Level 2 and is working on Level 3."
    );
}

#[tokio::test]
async fn a_draft_keeps_answers_notes_links_and_reasons() {
    let (_waymark, _owner, lead) = payments().await;
    let id = first_of("process");
    let path = format!("{PAYMENTS}/process");
    let form = lead.get(&path).await.form(&path);

    lead.submit(
        &form
            .with(&format!("answer.{id}"), "na")
            .with(&format!("reason.{id}"), "We buy <this> \u{fc}ber a \"service\" & co.")
            .with(&format!("note.{id}"), "First line\r\nsecond line")
            .with(&format!("link.{id}"), "https://wiki.example/process?a=1&b=2"),
    )
    .await;

    let form = lead.get(&path).await.form(&path);
    assert_eq!(form.text(&format!("answer.{id}")), "na");
    assert_eq!(form.text(&format!("reason.{id}")), "We buy <this> \u{fc}ber a \"service\" & co.");
    assert_eq!(form.text(&format!("note.{id}")), "First line\nsecond line");
    assert_eq!(form.text(&format!("link.{id}")), "https://wiki.example/process?a=1&b=2");
    assert_eq!(form.text(&format!("version.{id}")), "1");
}

#[tokio::test]
async fn a_form_to_be_mended_comes_back_with_every_error_and_everything_typed() {
    let (waymark, _owner, lead) = payments().await;
    let ids: Vec<&str> = asked(Scope::Team)
        .map(|criterion| criterion.id.as_ref())
        .filter(|id| id.starts_with("process"))
        .take(5)
        .collect();
    let long = "x".repeat(4001);
    let path = format!("{PAYMENTS}/process");
    let form = lead.get(&path).await.form(&path);

    let answer = lead
        .submit(
            &form
                .with(&format!("answer.{}", ids[0]), "3")
                .with(&format!("answer.{}", ids[1]), "na")
                .with(&format!("note.{}", ids[2]), &long)
                .with(&format!("link.{}", ids[3]), "javascript:alert(1)")
                .with(&format!("answer.{}", ids[4]), "4")
                .with(&format!("note.{}", ids[4]), "turned \u{202e}around"),
        )
        .await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = |part: &str, at: usize| answer.error(&format!("{part}.{}", ids[at]));
    assert_eq!(wrong("answer", 0), "Choose one of the answers on offer.");
    assert_eq!(wrong("reason", 1), "Say why this does not apply.");
    assert_eq!(wrong("note", 2), "Keep this under 4001 characters.");
    assert_eq!(wrong("link", 3), "Write a web address that begins with https:// or http://.");
    assert_eq!(wrong("note", 4), "Remove the invisible control characters from this text.");
    assert_eq!(answer.text_of(".notice.warn h2"), "5 things to mend");
    let typed = answer.form(&path);
    assert_eq!(typed.text(&format!("note.{}", ids[2])), long);
    assert_eq!(typed.text(&format!("link.{}", ids[3])), "javascript:alert(1)");
    assert_eq!(typed.text(&format!("answer.{}", ids[4])), "4");
    let kept: i64 =
        sqlx::query_scalar("select count(*) from answer").fetch_one(waymark.pool()).await.unwrap();
    assert_eq!(kept, 0, "nothing is saved by halves");
}

#[tokio::test]
async fn an_incomplete_assessment_is_not_submitted_and_says_what_is_left() {
    let (_waymark, _owner, lead) = payments().await;

    let answer = submit(&lead, PAYMENTS).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.text_of(".notice.warn h2"), "Not submitted yet");
    let left = answer.texts_of("#left li").len();
    assert_eq!(left, asked(Scope::Team).count());
    let link = format!("{PAYMENTS}/people#answer.{}", first_of("people"));
    assert!(answer.html.contains(&link), "each is a link to where it can be answered");
}

#[tokio::test]
async fn a_submitted_period_can_be_read_and_no_longer_be_changed() {
    let (_waymark, _owner, lead) = payments().await;
    let path = format!("{PAYMENTS}/people");
    let open_in_another_tab = lead.get(&path).await.form(&path);
    answer_all(&lead, PAYMENTS).await;
    submit(&lead, PAYMENTS).await;

    let late = lead.submit(&answered(open_in_another_tab)).await;
    let again = lead.post(&format!("{PAYMENTS}/submission"), &[]).await;
    let page = lead.get(&path).await;

    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert_eq!(page.texts_of("main form").len(), 0);
    assert!(page.main().contains("submitted 12 Nov 2026 by ada"), "{}", page.main());
}

#[tokio::test]
async fn a_form_sent_twice_is_done_once_and_answered_the_same() {
    let (waymark, _owner, lead) = payments().await;
    let path = format!("{PAYMENTS}/people");
    let form = answered(lead.get(&path).await.form(&path));

    let first = lead.submit(&form).await;
    let second = lead.submit(&form).await;
    let other = lead.submit(&form.clone().with("then", "next")).await;

    assert_eq!((first.status, first.location), (second.status, second.location));
    assert_eq!(other.status, StatusCode::CONFLICT, "the same key with other content");
    let changes: i64 = sqlx::query_scalar("select max(version)::bigint from answer_change")
        .fetch_one(waymark.pool())
        .await
        .unwrap();
    assert_eq!(changes, 1);
}

#[tokio::test]
async fn two_editors_of_different_criteria_do_not_disturb_each_other() {
    let (_waymark, owner, lead) = payments().await;
    let path = format!("{PAYMENTS}/people");
    let [first, second] = two_of_people();
    let of_owner = owner.get(&path).await.form(&path).with(&format!("answer.{first}"), "4");
    let of_lead = lead.get(&path).await.form(&path).with(&format!("answer.{second}"), "2");

    assert_eq!(owner.submit(&of_owner).await.status, StatusCode::SEE_OTHER);
    assert_eq!(lead.submit(&of_lead).await.status, StatusCode::SEE_OTHER);

    let form = lead.get(&path).await.form(&path);
    assert_eq!(form.text(&format!("answer.{first}")), "4");
    assert_eq!(form.text(&format!("answer.{second}")), "2");
}

#[tokio::test]
async fn of_two_editors_of_one_criterion_the_later_sees_both_values_and_chooses() {
    let (_waymark, owner, lead) = payments().await;
    let path = format!("{PAYMENTS}/people");
    let [id, _] = two_of_people();
    let of_owner = owner.get(&path).await.form(&path).with(&format!("answer.{id}"), "4");
    let of_lead = lead
        .get(&path)
        .await
        .form(&path)
        .with(&format!("answer.{id}"), "0")
        .with(&format!("note.{id}"), "not on my watch");
    owner.submit(&of_owner).await;

    let conflict = lead.submit(&of_lead).await;

    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let typed = conflict.form(&path);
    assert_eq!(typed.text(&format!("answer.{id}")), "0");
    assert_eq!(typed.text(&format!("note.{id}")), "not on my watch");
    let stored = conflict.text_of(&format!("[id='answer.{id}'] > .error"));
    assert!(stored.starts_with("Stored meanwhile: "), "{stored}");
    assert_eq!(lead.submit(&typed).await.status, StatusCode::SEE_OTHER, "mine, after all");
    assert_eq!(owner.get(&path).await.form(&path).text(&format!("answer.{id}")), "0");
}

/// Two criteria of People that a team answers with "no" or "none", half, or all.
pub fn two_of_people() -> [&'static str; 2] {
    let mut ids = asked(Scope::Team)
        .map(|criterion| criterion.id.as_ref())
        .filter(|id| id.starts_with("people."));
    [ids.next().unwrap(), ids.next().unwrap()]
}

#[tokio::test]
async fn who_may_not_answer_is_refused_and_may_read() {
    let (waymark, owner, lead) = payments().await;
    waymark.given_team(&owner, "identity").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let people = format!("{PAYMENTS}/people");
    let identity = "/o/northwind/teams/identity/assessments/2026-Q4/people";

    for (browser, path) in
        [(&viewer, people.as_str()), (&lead, identity), (&lead, &format!("{OWN}/people"))]
    {
        let write = browser.post(path, &[(&format!("answer.{GOAL}"), "4")]).await;
        assert_eq!(write.status, StatusCode::FORBIDDEN, "{path}");
        let read = browser.get(path).await;
        assert_eq!(read.status, StatusCode::OK, "{path}");
        assert_eq!(read.texts_of("main form").len(), 0, "{path}");
    }
    let submission = viewer.post(&format!("{PAYMENTS}/submission"), &[]).await;
    assert_eq!(submission.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_period_that_has_not_begun_and_what_is_no_period_are_not_found() {
    let (_waymark, _owner, lead) = payments().await;

    for period in ["2027-Q1", "2026-Q5", "2026", "%00", "1899-Q4"] {
        let path = format!("/o/northwind/teams/payments/assessments/{period}/people");
        assert_eq!(lead.get(&path).await.status, StatusCode::NOT_FOUND, "{period}");
    }
    let unknown = lead.get(&format!("{PAYMENTS}/astrology")).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_late_submission_of_an_earlier_period_renews_the_figures_that_depend_on_it() {
    let (waymark, owner, lead) = payments().await;
    waymark.given_team(&owner, "identity").await;
    answer_all(&lead, PAYMENTS).await;
    submit(&lead, PAYMENTS).await;

    let earlier = "/o/northwind/teams/identity/assessments/2026-Q3";
    answer_all(&owner, earlier).await;
    submit(&owner, earlier).await;

    let overview = owner.get("/o/northwind").await;
    assert_eq!(
        overview.text_of(".eyebrow"),
        "2026-Q4 · 1 of 2 teams reporting, 1 counted from the period before · the \
         organization's own assessment is missing"
    );
    let past = owner.get("/o/northwind?period=2026-Q3").await;
    assert!(past.text_of(".eyebrow").starts_with("2026-Q3 · 1 of 2 teams reporting"));
}

#[tokio::test]
async fn after_reaching_level_two_the_next_quarter_asks_level_three_too() {
    let (waymark, _owner, lead) = payments().await;
    answer_all(&lead, PAYMENTS).await;
    submit(&lead, PAYMENTS).await;
    waymark.app.clock.set("2027-01-04T09:00:00Z".parse().unwrap());

    let next = lead.get("/o/northwind/teams/payments/assessments/2027-Q1/people").await;

    let levels = next.texts_of(".cat span");
    assert!(levels.contains(&"Level 3 · Scale".to_owned()), "{levels:?}");
    assert!(!levels.contains(&"Level 5 · Optimize".to_owned()), "{levels:?}");
}
