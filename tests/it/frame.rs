//! What stands around every page.

use axum::http::StatusCode;

use crate::support::Waymark;

#[tokio::test]
async fn every_form_leads_to_a_page_that_says_what_was_done() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;

    for (form, fields, said) in [
        ("/account", &[("name", "Maria K.")][..], "Your name is saved."),
        (
            "/o/northwind/settings/teams",
            &[("name", "Payments"), ("applications", "2")],
            "The team is added.",
        ),
        ("/o/northwind/settings/organization", &[("name", "North")], "The new name is saved."),
        ("/logout", &[], "You are signed out."),
    ] {
        let answer = owner.post(form, fields).await;
        let page = owner.get(&answer.location.unwrap()).await;
        assert_eq!(page.text_of("[role=status]"), said, "{form}");
    }
}

#[tokio::test]
async fn an_error_stands_in_the_frame_of_whoever_meets_it() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;

    let forbidden = viewer.get("/o/northwind/settings/members").await;
    let missing = viewer.get("/o/northwind/invented").await;
    let elsewhere = viewer.get("/o/invented").await;
    let unknown = waymark.browser().get("/invented").await;

    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    assert_eq!(forbidden.text_of("h1"), "Not allowed");
    assert_eq!(
        forbidden.texts_of(".places a"),
        ["Overview", "Teams", "KPIs", "Return", "Applications", "Plan", "Reports"]
    );
    assert_eq!(missing.html, elsewhere.html, "where it was looked for is not told");
    assert_eq!(missing.text_of(".switch"), "Northwind", "the way back to what is theirs");
    assert!(missing.text_of(".menu").contains("vera@northwind.example"));
    assert_eq!(unknown.texts_of(".menu"), Vec::<String>::new());
}

#[tokio::test]
async fn the_theme_is_chosen_without_script_and_kept() {
    let waymark = Waymark::start().await;
    let browser = waymark.browser();

    let answer = browser.post("/theme", &[("theme", "dark")]).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    for path in ["/login", "/invented"] {
        let page = browser.get(path).await;
        assert!(page.html.contains("data-theme=\"dark\""), "{path}");
        assert_eq!(page.text_of(".themes [aria-pressed=true]"), "Dark", "{path}");
    }
}

#[tokio::test]
async fn what_cannot_be_undone_is_asked_first_with_its_consequence_and_a_way_back() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.joined(&owner, "vera", "viewer", "").await;

    let members = owner.get("/o/northwind/settings/members").await;

    let questions = members.texts_of(".confirm");
    let question = questions.iter().find(|text| text.starts_with("Remove vera?")).unwrap();
    assert!(question.contains("They have no access from then on"), "{question}");
    assert!(question.ends_with("Remove Leave it as it is"), "{question}");
}
