//! Applications and patterns that were added by mistake are deleted; what has moved or is named stays.

use axum::http::StatusCode;

use crate::support::{Answer, Browser, Waymark};

const LIST: &str = "/o/northwind/applications";
const EDIT: &str = "/o/northwind/applications/card-gateway/edit";
const REMOVAL: &str = "/o/northwind/applications/card-gateway/removal";
const PATTERNS: &str = "/o/northwind/patterns";
const PATTERN_EDIT: &str = "/o/northwind/patterns/deploy/edit";
const PATTERN_REMOVAL: &str = "/o/northwind/patterns/deploy/removal";

async fn given(browser: &Browser, name: &str, more: &[(&str, &str)]) {
    let usual = [("name", name), ("reason", "Freezes"), ("action", "rehost")];
    let state = [("state", "planned"), ("since", "2026-Q2"), ("first_note", "Agreed in May.")];
    let answer = browser.post(LIST, &[&usual[..], &state, more].concat()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
}

async fn removed(browser: &Browser) -> Answer {
    browser.post(REMOVAL, &[]).await
}

#[tokio::test]
async fn an_application_that_was_added_by_mistake_is_deleted_with_its_history() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    given(&owner, "Card gateway", &[]).await;
    given(&owner, "Checkout", &[]).await;
    let history = owner.get(&format!("{LIST}/card-gateway")).await.text_of("#history tbody tr");
    assert!(history.contains("added as planned Agreed in May."), "{history}");
    owner.post(&format!("{LIST}/checkout/needs"), &[("need", "Card gateway")]).await;

    let form = owner.get(EDIT).await.form(REMOVAL);
    let answer = owner.submit(&form).await;

    assert_eq!(answer.location, Some(format!("{LIST}?done=application-removed")));
    assert_eq!(owner.get(&format!("{LIST}/card-gateway")).await.status, StatusCode::NOT_FOUND);
    let page = owner.get(&format!("{LIST}/checkout")).await;
    assert!(page.text_of("#needs").contains("No other application"), "{}", page.html);
    assert_eq!(removed(&owner).await.status, StatusCode::NOT_FOUND, "it is gone");
    let noted: Vec<String> =
        sqlx::query_scalar("select subject from audit_event where kind = 'application_removed'")
            .fetch_all(waymark.pool())
            .await
            .unwrap();
    assert_eq!(noted, ["Card gateway"]);
}

#[tokio::test]
async fn an_application_that_has_moved_or_is_named_stays() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    given(&owner, "Card gateway", &[]).await;
    let entry = [("kind", "cost"), ("category", "x"), ("amount", "1"), ("period", "2026-Q4")];
    let named = [("application", "card-gateway")];
    owner.post("/o/northwind/roi/entries", &[&entry[..], &named].concat()).await;
    let page = owner.get(EDIT).await;
    assert!(page.text_of("#delete").contains("1 cost or benefit names it."), "{}", page.html);
    assert_eq!(removed(&owner).await.status, StatusCode::CONFLICT);

    given(&owner, "Checkout", &[]).await;
    let change = [("from", "planned"), ("state", "moving"), ("period", "2026-Q3")];
    owner.post(&format!("{LIST}/checkout/changes"), &change).await;
    let page = owner.get(&format!("{LIST}/checkout/edit")).await;
    assert!(page.text_of("#delete").contains("It has a history of moves"), "{}", page.html);
    let answer = owner.post(&format!("{LIST}/checkout/removal"), &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(owner.get(&format!("{LIST}/checkout")).await.texts_of("#history tbody tr").len(), 2);
}

#[tokio::test]
async fn a_pattern_is_deleted_while_nothing_uses_it() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let pattern = [("name", "Deploy"), ("description", "Tag it."), ("dev", "yes")];
    owner.post(PATTERNS, &pattern).await;
    given(&owner, "Card gateway", &[("pattern.deploy", "yes")]).await;
    let page = owner.get(PATTERN_EDIT).await;
    assert!(page.text_of("#delete").contains("1 application uses it"), "{}", page.html);
    assert_eq!(owner.post(PATTERN_REMOVAL, &[]).await.status, StatusCode::CONFLICT);

    removed(&owner).await;
    let answer = owner.submit(&owner.get(PATTERN_EDIT).await.form(PATTERN_REMOVAL)).await;

    assert_eq!(answer.location, Some(format!("{PATTERNS}?done=pattern-removed")));
    assert_eq!(owner.get(PATTERNS).await.text_of(".empty h2"), "No pattern yet");
}

#[tokio::test]
async fn only_who_writes_for_its_team_deletes_it() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    given(&owner, "Card gateway", &[]).await;
    let lead = waymark.joined(&owner, "ada", "lead", "payments").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let stranger = waymark.another_org("contoso").await;

    for browser in [&lead, &viewer] {
        assert_eq!(removed(browser).await.status, StatusCode::FORBIDDEN);
    }
    let theirs = REMOVAL.replace("northwind", "contoso");
    assert_eq!(stranger.post(&theirs, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(removed(&owner).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_an_application_may_need_is_suggested_by_name() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    given(&owner, "Card gateway", &[]).await;
    given(&owner, "Checkout", &[]).await;

    let page = owner.get(&format!("{LIST}/checkout")).await;

    assert!(page.html.contains("<option value=\"Card gateway\">"));
    assert!(!page.html.contains("<option value=\"Checkout\">"));
}
