//! The dip that the organization itself expects.

use axum::http::StatusCode;

use super::{EXPECTATION, ROI, entered, plain};
use crate::support::{Answer, Browser, Waymark};

async fn expecting(owner: &Browser, from: &str, to: &str, depth: &str) -> Answer {
    let form = owner.get(EXPECTATION).await.form(EXPECTATION);
    owner.submit(&form.with("from", from).with("to", to).with("depth", depth)).await
}

#[tokio::test]
async fn an_owner_says_what_dip_is_expected_changes_and_removes_it() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    entered(&owner, "cost", "2026-Q3", "1000").await;

    let answer = expecting(&owner, "2026-Q3", "2027-Q1", "5000.50").await;

    assert_eq!(answer.location, Some(format!("{ROI}?done=return-expected")), "{}", answer.html);
    let page = owner.get(ROI).await;
    assert_eq!(page.texts_of("svg.wide .dip").len(), 1, "it is drawn");
    let said = plain(&page.text_of(".story"));
    assert!(said.contains("down to −5 000.50 EUR between 2026-Q3 and 2027-Q1"), "{said}");

    let form = owner.get(EXPECTATION).await.form(EXPECTATION);
    let stored = ["from", "to", "depth"].map(|it| form.text(it).to_owned());
    assert_eq!(stored, ["2026-Q3", "2027-Q1", "5000.50"]);
    owner.submit(&form.with("depth", "6000")).await;
    assert!(plain(&owner.get(ROI).await.text_of(".story")).contains("−6 000 EUR"));

    let removal = format!("{EXPECTATION}/removal");
    let answer = owner.submit(&owner.get(EXPECTATION).await.form(&removal)).await;
    assert_eq!(answer.location, Some(format!("{ROI}?done=return-not-expected")));
    assert_eq!(owner.get(ROI).await.texts_of("svg.wide .dip").len(), 0);
    assert_eq!(owner.post(&removal, &[]).await.status, StatusCode::NOT_FOUND, "it is gone");
}

#[tokio::test]
async fn what_cannot_be_expected_comes_back_as_it_was_typed() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;

    let answer = expecting(&owner, "2026-Q3", "2026-Q1", "−5").await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("to"), "Choose 2026-Q3 or a later quarter.");
    assert!(answer.error("depth").starts_with("Write the amount without a sign"));
    let form = answer.form(EXPECTATION);
    assert_eq!(["to", "depth"].map(|it| form.text(it)), ["2026-Q1", "−5"]);
}

#[tokio::test]
async fn who_was_overtaken_sees_what_is_expected_now_and_can_save_again() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let blank = owner.get(EXPECTATION).await.form(EXPECTATION).with("depth", "1");
    expecting(&owner, "2026-Q3", "2027-Q1", "2").await;

    let answer = owner.submit(&blank).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text_of(".notice").contains("down to −2 EUR from 2026-Q3 to 2027-Q1"));
    let again = owner.submit(&answer.form(EXPECTATION)).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.html);
    let stale = owner.get(EXPECTATION).await.form(EXPECTATION);
    owner.post(&format!("{EXPECTATION}/removal"), &[]).await;
    assert_eq!(owner.submit(&stale).await.status, StatusCode::CONFLICT, "it was removed");
    let nonsense = stale.with("row_version", "-1").without("form_key");
    assert_eq!(owner.submit(&nonsense).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn only_who_manages_the_organization_says_what_it_expects() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let lead = waymark.joined(&owner, "paula", "lead", "payments").await;

    assert_eq!(lead.get(EXPECTATION).await.status, StatusCode::FORBIDDEN);
    let fields = [("from", "2026-Q4"), ("to", "2026-Q4"), ("depth", "1"), ("row_version", "0")];
    assert_eq!(lead.post(EXPECTATION, &fields).await.status, StatusCode::FORBIDDEN);
    assert!(!lead.get(ROI).await.html.contains(EXPECTATION), "nor is it offered");
}
