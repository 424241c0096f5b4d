//! What is claimed, beside what carries evidence.

use std::path::Path;

use waymark::demo::{self, DemoPassword};
use waymark::maturity::{Model, Scope};

use crate::demo::loaded;
use crate::support::{Browser, Waymark};

const PAYMENTS: &str = "/o/northwind/teams/payments";
const ASSESSMENT: &str = "/o/northwind/teams/payments/assessments/2026-Q4";

/// Submits everything answered to the full, with a link at each answer whose criterion `is_shown`.
async fn submit(browser: &Browser, is_shown: impl Fn(&str) -> bool) {
    for dimension in &Model::built_in().dimensions {
        let path = format!("{ASSESSMENT}/{}", dimension.id);
        let mut form = browser.get(&path).await.form(&path);
        let asked = Model::built_in().criteria().iter().filter(|criterion| {
            criterion.scope == Scope::Team
                && criterion.level.number() <= 2
                && criterion.id.as_ref().starts_with(&*dimension.id)
        });
        for criterion in asked {
            form = form.with(&format!("answer.{}", criterion.id), "4");
            if is_shown(criterion.id.as_ref()) {
                form = form.with(&format!("link.{}", criterion.id), "https://wiki.example/shown");
            }
        }
        browser.submit(&form).await;
    }
    let review = browser.get(&format!("{ASSESSMENT}/review")).await;
    let answer = browser.submit(&review.form(&format!("{ASSESSMENT}/submission"))).await;
    assert_eq!(answer.leads_to().as_deref(), Some(PAYMENTS), "{}", answer.html);
}

async fn payments() -> (Waymark, Browser) {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    (waymark, owner)
}

#[tokio::test]
async fn a_team_sees_what_it_claims_beside_what_carries_evidence() {
    let (_waymark, owner) = payments().await;

    submit(&owner, |id| id.starts_with("people")).await;

    let team = owner.get(PAYMENTS).await;
    let rows = team.texts_of("#evidenced tbody tr");
    assert_eq!(rows.len(), 6, "levels that ask nothing of teams are complete");
    assert_eq!(rows[0], "Whole 100 % through 36 % toward 143 points");
    assert_eq!(rows[1], "People 100 % through 100 % through none");
    assert_eq!(rows[2], "Process 100 % through 0 % toward 200 points");
}

#[tokio::test]
async fn evidence_is_never_a_penalty() {
    let (_waymark, owner) = payments().await;

    submit(&owner, |_| false).await;

    let team = owner.get(PAYMENTS).await;
    assert_eq!(team.texts_of(".card.dim .big"), vec!["100% through"; 5]);
    let said = team.text_of("#evidenced .panel");
    assert!(said.starts_with("None of the answers carries"), "{said}");
}

#[tokio::test]
async fn of_what_was_submitted_before_it_is_not_known() {
    let (waymark, owner) = payments().await;
    submit(&owner, |_| true).await;
    sqlx::query(
        "update assessment_score
         set evidenced_scores = null, evidenced_towards = null, evidenced_throughs = null,
             evidenced_answers = null",
    )
    .execute(waymark.pool())
    .await
    .unwrap();

    let said = owner.get(PAYMENTS).await.text_of("#evidenced .panel");

    assert!(said.starts_with("Not known for this period"), "{said}");
}

#[tokio::test]
async fn the_demo_says_in_words_that_it_has_no_evidence() {
    let waymark = Waymark::start().await;
    let password = DemoPassword::of(Path::new("/nonexistent"), Some("open sesame")).unwrap();
    demo::load(&waymark.app, &password).await.unwrap();
    let viewer = waymark.browser();
    let fields = [("email", "viewer@northwind.example"), ("password", "open sesame")];
    viewer.post("/login", &fields).await;

    let said = viewer.get(PAYMENTS).await.text_of("#evidenced .panel");

    assert!(said.starts_with("None of the answers carries"), "{said}");
}

const OWN: &str = "/o/northwind/assessments/2026-Q4/business";

/// The demo's own assessment of 2026-Q4, opened again.
async fn reopened() -> (Waymark, Browser) {
    let waymark = loaded().await;
    let owner = waymark.browser();
    let known = [("email", "owner@northwind.example"), ("password", "open sesame, please")];
    owner.post("/login", &known).await;
    owner.post("/o/northwind/assessments/2026-Q4/reopening", &[("reason", "More evidence.")]).await;
    (waymark, owner)
}

#[tokio::test]
async fn what_is_on_record_is_attached_as_evidence_with_one_press() {
    let (_waymark, owner) = reopened().await;
    let page = owner.get(OWN).await;
    let ready = page.texts_of(".carried span:first-child");
    let said = |sentence: &str| ready.iter().any(|text| text.contains(sentence));
    assert!(said("11 applications are listed with their state; 7 are live."), "{ready:?}");
    assert!(said("6 of 6 KPIs were measured in 2026-Q4."), "{ready:?}");
    assert!(said("25 costs and benefits are recorded up to 2026-Q4."), "{ready:?}");

    let id = "business.migration.l2.portfolio-list";
    let form = page.form(OWN).with("attach", id).with("note.business.kpi.l2.kpis-measured", "Mine");
    let answer = owner.submit(&form).await;

    let page = owner.get(&answer.leads_to().unwrap()).await;
    let link = page.form(OWN).text(&format!("link.{id}")).to_owned();
    assert!(link.starts_with("http") && link.ends_with("/o/northwind/applications"), "{link}");
    let form = page.form(OWN);
    let note = form.text(&format!("note.{id}"));
    assert_eq!(note, "11 applications are listed with their state; 7 are live.");
    assert_eq!(form.text("note.business.kpi.l2.kpis-measured"), "Mine", "what was typed is kept");
    assert!(!page.html.contains(&format!("name=\"attach\" value=\"{id}\"")), "it is attached");
}

#[tokio::test]
async fn certificates_in_the_register_are_evidence_while_they_are_valid() {
    let (_waymark, owner) = payments().await;
    let people = "/o/northwind/assessments/2026-Q4/people";
    let register = "/o/northwind/kpis/certificates";
    let certificate = |holder: &'static str, expires_on: &'static str| {
        [("holder", holder), ("certificate", "CKA"), ("expires_on", expires_on)]
    };
    for noted in [certificate("Ada", "2026-12-31"), certificate("Ben", "2026-12-30")] {
        assert_eq!(owner.post(register, &noted).await.status, 303);
    }

    let ready = owner.get(people).await.texts_of(".carried span:first-child");

    let said = "1 certificate of 1 holder is valid at the end of 2026-Q4.";
    assert!(ready.iter().any(|text| text.contains(said)), "{ready:?}");
}

#[tokio::test]
async fn the_certificates_of_the_demo_agree_with_its_kpi() {
    let waymark = loaded().await;
    let owner = waymark.browser();
    let known = [("email", "owner@northwind.example"), ("password", "open sesame, please")];
    owner.post("/login", &known).await;

    let register = owner.get("/o/northwind/kpis/certificates").await;

    // Its newest reading is 9, too.
    let counted = register.texts_of("section:has(#counts) tbody tr:first-child > *");
    assert_eq!(counted[..2], ["Engineers holding CKA or CKAD", "9"]);
}

#[tokio::test]
async fn what_is_on_record_takes_no_note_away() {
    let (_waymark, owner) = reopened().await;
    let id = "business.kpi.l2.roi-recorded";

    let form = owner.get(OWN).await.form(OWN).with(&format!("note.{id}"), "See the minutes.");
    let answer = owner.submit(&form.with("attach", id)).await;

    let form = owner.get(&answer.leads_to().unwrap()).await.form(OWN);
    assert_eq!(form.text(&format!("note.{id}")), "See the minutes.");
    assert!(form.text(&format!("link.{id}")).ends_with("/o/northwind/roi"));
}

#[tokio::test]
async fn only_what_is_on_record_can_be_attached() {
    let (_waymark, owner) = payments().await;
    let empty = owner.get(OWN).await;
    assert!(!empty.html.contains("name=\"attach\""));
    for id in ["business.kpi.l2.roi-recorded", "policy.compliance.l2.first-audit", "invented"] {
        let answer = owner.submit(&empty.form(OWN).with("attach", id)).await;
        assert_eq!(answer.status, 422, "{id}");
    }
}
