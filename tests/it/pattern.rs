//! Patterns: described, used by applications, and what their uses took.

use axum::http::StatusCode;
use waymark::application::state_counts::store::state_counts;

use crate::demo::loaded;
use crate::support::entering::as_owner;
use crate::support::{Browser, Form, Waymark};

const LIST: &str = "/o/northwind/patterns";
const NEW: &str = "/o/northwind/patterns/new";
const DEPLOY: &str = "/o/northwind/patterns/tag-triggered-deploy";
const EDIT: &str = "/o/northwind/patterns/tag-triggered-deploy/edit";
const APPLICATIONS: &str = "/o/northwind/applications";

async fn northwind() -> (Waymark, Browser, Browser) {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let lead = waymark.joined(&owner, "ada", "lead", "payments").await;
    (waymark, owner, lead)
}

async fn filled(browser: &Browser) -> Form {
    let form = browser.get(NEW).await.form(LIST).with("name", "Tag-triggered deploy");
    form.with("team", "payments").with("description", "Tag it.\r\n\r\nSee it.").with("dev", "yes")
}

#[tokio::test]
async fn a_lead_adds_a_pattern_and_an_application_uses_it() {
    let (waymark, owner, lead) = northwind().await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    assert_eq!(viewer.get(LIST).await.text_of(".empty h2"), "No pattern yet");

    let answer = lead.submit(&filled(&lead).await.with("owner", "Ada")).await;

    assert_eq!(answer.location, Some(format!("{LIST}?done=pattern-added")), "{}", answer.html);
    let page = viewer.get(DEPLOY).await;
    assert_eq!(page.texts_of(".prose p"), ["Tag it.", "See it."]);
    assert_eq!(page.texts_of("dd"), ["payments", "Ada", "development"]);
    let form = lead.get(&format!("{APPLICATIONS}/new")).await.form(APPLICATIONS);
    let form = form.with("name", "Card gateway").with("reason", "Freezes").with("action", "rehost");
    let form = form.with("pattern.tag-triggered-deploy", "yes").with("state", "live");
    lead.submit(&form.with("effort", "64").with("size", "M").with("since", "2025-Q2")).await;
    let page = viewer.get(DEPLOY).await;
    assert!(page.text_of(".story").starts_with("Its first use took 32 days a size point."));
    assert_eq!(
        page.text_of("#uses tbody tr"),
        "Card gateway payments rehost live, went live in 2025-Q2 64 days, M 32 days a point"
    );
    let gateway = format!("{APPLICATIONS}/card-gateway");
    assert_eq!(viewer.get(&gateway).await.texts_of("dd")[6], "Tag-triggered deploy");

    let form = lead.get(&format!("{gateway}/edit")).await.form(&gateway);
    assert_eq!(form.text("pattern.tag-triggered-deploy"), "yes");
    lead.submit(&form.without("pattern.tag-triggered-deploy")).await;
    assert_eq!(viewer.get(DEPLOY).await.texts_of("#uses tbody tr"), [""; 0]);
}

#[tokio::test]
async fn a_pattern_with_errors_comes_back_as_it_was_typed() {
    let (_waymark, _owner, lead) = northwind().await;
    lead.submit(&filled(&lead).await).await;
    for (page, form) in [(NEW, LIST), (EDIT, DEPLOY)] {
        let typed = lead.get(page).await.form(form).with("name", "").with("team", "");
        let typed = typed.without("dev").with("description", " ").with("owner", "Somebody");

        let answer = lead.submit(&typed).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert_eq!(answer.error("name"), "Fill in this field.");
        assert_eq!(answer.error("team"), "Choose whose it is.");
        assert_eq!(answer.error("disciplines"), "Choose at least one discipline.");
        assert_eq!(answer.error("description"), "Say what it does, and when to use it.");
        assert_eq!(answer.form(form).text("owner"), "Somebody");
    }
}

#[tokio::test]
async fn a_pattern_changes_and_of_two_editors_the_second_sees_both_texts() {
    let (_waymark, owner, lead) = northwind().await;
    let form = filled(&lead).await;
    lead.submit(&form).await;
    lead.submit(&form).await;
    assert_eq!(owner.get(LIST).await.texts_of("tbody tr").len(), 1, "one form is one pattern");
    let stale = lead.get(EDIT).await.form(DEPLOY);

    let form = owner.get(EDIT).await.form(DEPLOY).with("name", "Deploy").with("ops", "yes");
    let answer = owner.submit(&form).await;

    assert_eq!(answer.location, Some(format!("{DEPLOY}?done=pattern-saved")), "{}", answer.html);
    assert_eq!(lead.get(DEPLOY).await.text_of("h1"), "Deploy");
    let answer = lead.submit(&stale.with("name", "Deployment")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(
        answer.texts_of(".notice tbody tr > *"),
        ["Name", "Deploy", "Deployment", "Operations", "yes", ""]
    );
    let answer = lead.submit(&answer.form(DEPLOY)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    assert_eq!(lead.get(DEPLOY).await.text_of("h1"), "Deployment");
}

#[tokio::test]
async fn who_may_not_write_a_pattern_writes_none() {
    let (waymark, owner, lead) = northwind().await;
    waymark.given_team(&owner, "search").await;
    lead.submit(&filled(&lead).await).await;
    let other_lead = waymark.joined(&owner, "sam", "lead", "search").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let stranger = waymark.another_org("contoso").await;

    for browser in [&other_lead, &viewer] {
        assert_eq!(browser.post(DEPLOY, &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(browser.get(EDIT).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(viewer.post(LIST, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(viewer.get(NEW).await.status, StatusCode::FORBIDDEN);
    assert_eq!(stranger.post(DEPLOY, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(DEPLOY).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn patterns_are_in_the_audit_log() {
    let (waymark, _owner, lead) = northwind().await;
    lead.submit(&filled(&lead).await).await;
    lead.submit(&lead.get(EDIT).await.form(DEPLOY).with("name", "Deploy")).await;

    let log: Vec<String> = sqlx::query_scalar(
        "select kind || ' ' || subject from audit_event where kind like 'pattern%' order by id",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap();

    assert_eq!(log, ["pattern_added Tag-triggered deploy", "pattern_changed Deploy"]);
}

/// Card gateway 64/2 = 32 first; then Refund service 41/2 = 20.5, Product catalog 34/2 = 17, Search
/// 52/4 = 13 and Reporting API 21/2 = 10.5: 61/4 = 15.25. Checkout has not gone live.
#[tokio::test]
async fn the_demo_shows_what_a_pattern_saves() {
    let waymark = loaded().await;
    let viewer = waymark.browser();
    let fields = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    viewer.post("/login", &fields).await;

    let page = viewer.get(DEPLOY).await;

    assert_eq!(
        page.text_of(".story"),
        "Its first use took 32 days a size point; the 4 later ones took on average 15.25: 52 % \
         less."
    );
    assert_eq!(
        page.text_of(".lead .hint"),
        "5 cases are few. Sizes are estimates, and teams learn in other ways, too."
    );
    assert_eq!(page.texts_of("figure tbody td"), ["10.5", "13.0", "17.0", "20.5", "32.0"]);
    assert_eq!(page.texts_of("#uses tbody tr").len(), 6);
    let list = viewer.get(LIST).await;
    let figures = list.texts_of("tbody tr td:nth-child(5)");
    assert_eq!(figures[2], "32 at its first use, 15.25 later");
    let by_quarter = list.texts_of("[aria-labelledby=reuse] tbody tr > *");
    assert_eq!(by_quarter[..6], ["2026-Q4", "2", "2", "2026-Q3", "2", "2"]);
}

#[tokio::test]
async fn a_pattern_is_used_again_by_an_application_that_goes_live_after_another() {
    let waymark = loaded().await;
    let mut tx = as_owner(&waymark).await;
    let [before, then, now] = ["2026-Q2", "2026-Q3", "2026-Q4"].map(|it| it.parse().unwrap());

    let counts = state_counts(&mut tx, now, then).await.unwrap();
    assert_eq!((counts.patterns(), counts.reused()), (3, 2), "by the reporting API");
    let counts = state_counts(&mut tx, then, before).await.unwrap();
    assert_eq!(counts.reused(), 2, "by the search");
    assert_eq!(state_counts(&mut tx, now, now).await.unwrap().reused(), 0);
}
