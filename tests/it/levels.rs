//! All levels of every category.

use axum::http::StatusCode;

use crate::demo::loaded;
use crate::support::Waymark;

async fn viewer(waymark: &Waymark) -> crate::support::Browser {
    let browser = waymark.browser();
    let fields = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    browser.post("/login", &fields).await;
    browser
}

#[tokio::test]
async fn the_demo_shows_every_category_at_every_level() {
    let waymark = loaded().await;
    let viewer = viewer(&waymark).await;

    let page = viewer.get("/o/northwind/levels").await;

    assert_eq!(page.text_of("h1"), "Northwind stands at Level 1, Build.");
    assert_eq!(
        page.text_of(".story"),
        "Policy and Business Outcomes stand at Level 1; People, Process and Technology at Level \
         2. The whole stands where the lowest of them does."
    );
    let rows = page.texts_of(".levels tbody tr");
    assert_eq!(rows.len(), 26 + 5, "a row a category, and one a dimension");
    let policy = rows.iter().position(|row| row.starts_with("Policy Level 1")).unwrap();
    assert_eq!(rows[policy], "Policy Level 1 · score 1.83");
    assert_eq!(
        rows[policy + 1],
        "Overview 100 % full 15 % blocked 0 % 0 % 0 % Level 1 score 1.65",
        "where it stands is outlined, and said at the end"
    );
    assert_eq!(page.texts_of(".levels td.at").len(), 26);
    assert_eq!(page.texts_of("#names dt")[1], "2 Operate");
}

#[tokio::test]
async fn it_looks_back() {
    let waymark = loaded().await;
    let viewer = viewer(&waymark).await;

    let page = viewer.get("/o/northwind/levels?period=2024-Q4").await;

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.text_of("h1"), "Northwind stands before Level 1.");
    assert!(page.html.contains("/o/northwind/dimensions/policy?period=2024-Q4"));
}

#[tokio::test]
async fn the_overview_leads_there_and_to_each_dimension() {
    let waymark = loaded().await;
    let viewer = viewer(&waymark).await;

    let overview = viewer.get("/o/northwind").await;
    let past = viewer.get("/o/northwind?period=2026-Q3").await;

    assert_eq!(overview.text_of("main > .onward .btn"), "All five levels of each category");
    assert!(overview.html.contains(r#"href="/o/northwind/levels""#));
    for dimension in ["people", "process", "policy", "technology", "business"] {
        let path = format!("/o/northwind/dimensions/{dimension}");
        assert!(overview.html.contains(&format!("href=\"{path}\"")), "{path}");
        assert!(past.html.contains(&format!("href=\"{path}?period=2026-Q3\"")), "{path}");
    }
}
