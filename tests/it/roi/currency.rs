//! The one currency of an organization.

use axum::http::StatusCode;

use super::{ROI, change, entered, plain};
use crate::support::Waymark;
use crate::support::waymark::SETTINGS;

#[tokio::test]
async fn an_owner_chooses_the_currency_as_long_as_no_amount_is_entered() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let settings = format!("{SETTINGS}/organization");
    let path = format!("{settings}/currency");
    let form = owner.get(&settings).await.form(&path);
    assert_eq!(form.text("currency"), "EUR");

    let answer = owner.submit(&form.with("currency", "JPY")).await;
    assert_eq!(
        answer.location,
        Some(format!("{settings}?done=currency-chosen")),
        "{}",
        answer.html
    );
    let half = entered(&owner, "cost", "2026-Q4", "0.5").await;
    assert_eq!(half.error("amount"), "Write a whole number: JPY has nothing after the point.");
    entered(&owner, "cost", "2026-Q4", "12400").await;
    assert!(plain(&owner.get(ROI).await.main()).contains("12 400 JPY"));

    let page = owner.get(&settings).await;
    assert!(page.main().contains("Amounts are written in it, so it stays."));
    let answer = owner.post(&path, &[("currency", "USD")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("currency"), "Amounts are written in JPY already: it stays.");

    let entry = change(&owner, 0).await;
    owner.post(&format!("{entry}/removal"), &[]).await;
    let answer = owner.post(&path, &[("currency", "KWD")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "there is no amount any more");
    entered(&owner, "cost", "2026-Q4", "1.234").await;
    assert!(owner.get(ROI).await.main().contains("1.234 KWD"));
}

#[tokio::test]
async fn a_currency_that_is_none_comes_back() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let path = format!("{SETTINGS}/organization/currency");

    for typed in ["", "eur", "XXX", "EURO"] {
        let answer = owner.post(&path, &[("currency", typed)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert_eq!(answer.error("currency"), "Choose a currency of the list.");
    }
}

#[tokio::test]
async fn an_amount_in_the_currency_of_before_is_not_kept() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let mut tx = crate::support::entering::as_owner(&waymark).await;
    let euros = waymark::roi::AmountIn::currency("EUR");
    owner.post(&format!("{SETTINGS}/organization/currency"), &[("currency", "JPY")]).await;

    let entry = waymark::roi::EntryForm {
        team: None,
        kind: waymark::roi::Kind::Cost,
        category: "tools".to_owned(),
        amount: Some(1_200),
        period: "2026-Q4".parse().unwrap(),
        note: String::new(),
        application: None,
        kpi: None,
    };
    let now = waymark.app.clock.now();
    let kept = waymark::roi::store::insert(&mut tx, &[entry], &euros, now).await.unwrap();

    assert!(!kept, "12.00 EUR would be 1200 JPY");
}
