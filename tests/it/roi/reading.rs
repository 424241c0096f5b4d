//! What the page of the return says, and what it lists.

use axum::http::StatusCode;

use super::{ENTRIES, IMPORT, ROI, entered, plain};
use crate::support::Waymark;

#[tokio::test]
async fn northwinds_return_as_it_was_worked_out_by_hand() {
    let waymark = crate::demo::loaded().await;
    let browser = waymark.browser();
    let viewer = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    browser.post("/login", &viewer).await;

    let page = browser.get(ROI).await;

    assert_eq!(
        plain(&page.text_of(".story")),
        "Up to 2026-Q4, 422 000 EUR went in and 277 000 EUR came back, which leaves −145 000 EUR, \
         or −34.4 % of what went in. Quarterly benefit passed quarterly cost in 2026-Q2, and has stayed above it. \
         The costs are not paid back yet. The organization itself expects to be down to −280 000 \
         EUR between 2025-Q1 and 2026-Q4; the lowest so far was −265 000 EUR in 2026-Q1."
    );
    assert!(page.main().contains("Expect less return at Level 2 than at Level 5"));
    let nets = page.texts_of(".as-table tbody td:last-child");
    let nets: Vec<String> = nets.iter().map(|net| plain(net)).collect();
    assert_eq!(
        nets,
        [
            "−145 000.00",
            "−205 000.00",
            "−245 000.00",
            "−265 000.00",
            "−260 000.00",
            "−225 000.00",
            "−175 000.00",
            "−100 000.00",
            "−40 000.00"
        ]
    );
    let newest = page.texts_of(".as-table tbody tr:first-child > *");
    let newest: Vec<String> = newest.iter().map(|cell| plain(cell)).collect();
    assert_eq!(newest[..4], ["2026-Q4", "25 000.00", "85 000.00", "60 000.00"]);
    assert_eq!(page.texts_of("svg.wide .dip").len(), 1);
    assert_eq!(page.texts_of("#entries tbody tr").len(), 25);
}

#[tokio::test]
async fn everybody_reads_and_only_who_may_write_is_offered_to() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    assert!(viewer.get(ROI).await.main().contains("Owners, admins and leads enter"));
    entered(&owner, "cost", "2026-Q4", "1000").await;

    let page = viewer.get(ROI).await;

    assert_eq!(page.texts_of("#entries tbody tr").len(), 1);
    assert!(!page.html.contains(&format!("href=\"{ENTRIES}\"")), "no way to a form");
    assert!(!page.html.contains(IMPORT), "nor to another");
    assert_eq!(viewer.get(ENTRIES).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn entries_are_listed_newest_first_fifty_a_page_and_by_quarter_and_kind() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    entered(&owner, "benefit", "2026-Q2", "7").await;
    entered(&owner, "cost", "2026-Q3", "7").await;
    for number in 1..=51 {
        let amount = number.to_string();
        let fields =
            [("kind", "cost"), ("category", "x"), ("amount", &*amount), ("period", "2026-Q1")];
        owner.post(ENTRIES, &fields).await;
    }

    let first = owner.get(ROI).await;
    let amounts = first.texts_of("#entries td.num");
    assert_eq!(amounts.len(), 50);
    assert_eq!(amounts[..3], ["7 EUR", "7 EUR", "51 EUR"]);
    assert!(first.text_of(".pages").contains("page 1 of 2"));
    let second = owner.get(&format!("{ROI}?page=2")).await;
    assert_eq!(second.texts_of("#entries td.num"), ["3 EUR", "2 EUR", "1 EUR"]);

    let costs = owner.get(&format!("{ROI}?kind=cost&period=2026-Q3")).await;
    assert_eq!(costs.texts_of("#entries tbody th"), ["2026-Q3"]);
    let none = owner.get(&format!("{ROI}?kind=note&period=")).await;
    assert!(none.text_of("#entries").contains("None of these."), "{}", none.html);
    for odd in ["?period=soon&kind=loan&page=-1", "?page=99999999", "?page=%00&kind=%ff"] {
        assert_ne!(owner.get(&format!("{ROI}{odd}")).await.status.as_u16() / 100, 5, "{odd}");
    }
}

#[tokio::test]
async fn the_chart_is_kept_as_files_that_hold_what_the_page_shows() {
    let waymark = crate::demo::loaded().await;
    let browser = waymark.browser();
    let viewer = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    browser.post("/login", &viewer).await;
    let page = browser.get(ROI).await;
    assert!(page.html.contains("href=\"/o/northwind/charts/return.svg\" download"));

    let drawing = browser.get("/o/northwind/charts/return.svg").await;
    let named = "attachment; filename=\"northwind-2026-Q4-return.svg\"";
    assert_eq!(drawing.headers["content-disposition"], named);
    assert!(drawing.html.contains(">2026-Q4, as of 12 Nov 2026 · Waymark</text>"));
    let csv = browser.get("/o/northwind/charts/return.csv?period=2025-Q1").await;
    assert_eq!(
        plain(csv.html.trim_start_matches('\u{feff}')),
        "Period,Costs,Benefits,Net,Costs so far,Benefits so far,Net so far\r\n\
         2025-Q1,60 000.00,0.00,−60 000.00,100 000.00,0.00,−100 000.00\r\n\
         2024-Q4,40 000.00,0.00,−40 000.00,40 000.00,0.00,−40 000.00\r\n"
    );
    let before = browser.get("/o/northwind/charts/return.svg?period=2020-Q1").await;
    assert_eq!(before.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_overview_shows_the_curve_as_it_was_then() {
    let waymark = crate::demo::loaded().await;
    let browser = waymark.browser();
    let viewer = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    browser.post("/login", &viewer).await;

    let now = browser.get("/o/northwind").await;
    let said = now.text_of("#return figcaption");
    assert!(said.contains("passed quarterly cost in 2026-Q2, and has stayed above it."), "{said}");
    assert!(said.contains("Expect less return at Level 2 than at Level 5"), "{said}");
    assert!(now.html.contains("href=\"/o/northwind/charts/return.svg\" download"));

    let then = browser.get("/o/northwind?period=2026-Q1").await;
    let said = then.text_of("#return figcaption");
    assert!(said.starts_with("No quarter has brought more than it cost yet."), "{said}");
    assert_eq!(then.texts_of("#return tbody th").first().map(String::as_str), Some("2026-Q1"));
    let file = "href=\"/o/northwind/charts/return.svg?period=2026-Q1\" download";
    assert!(then.html.contains(file), "as it was then");
    assert!(!then.text_of(".story").contains("cost"), "nor does the story tell of it");
}
