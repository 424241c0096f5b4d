//! Charts as files.

use scraper::{Html, Selector};

use crate::demo::loaded;
use crate::support::{Browser, Waymark};

const FILES: &str = "/o/northwind/charts";

async fn signed_in(waymark: &Waymark, email: &str) -> Browser {
    let browser = waymark.browser();
    browser.post("/login", &[("email", email), ("password", "open sesame, please")]).await;
    browser
}

/// The table behind the chart of a page, line by line, with nothing where there is a dash.
fn table(page: &str) -> Vec<Vec<String>> {
    let page = Html::parse_document(page);
    let of = |selector| Selector::parse(selector).unwrap();
    let cells = |row: scraper::ElementRef| {
        let cells: Vec<String> =
            row.select(&of("th, td")).map(|cell| cell.text().collect::<String>()).collect();
        cells.into_iter().map(|text| if text == "–" { String::new() } else { text }).collect()
    };
    page.select(&of("section:not(#return) .as-table tr")).map(cells).collect()
}

fn lines(csv: &str) -> Vec<Vec<String>> {
    let text = csv.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn a_page_leads_to_its_chart_as_files() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    let overview = viewer.get("/o/northwind?period=2026-Q3").await;
    let team = viewer.get("/o/northwind/teams/payments").await;

    for (page, start) in [
        (&overview, "/o/northwind/charts/trend.svg?period=2026-Q3"),
        (&team, "/o/northwind/teams/payments/charts/trend.svg"),
    ] {
        assert!(page.html.contains(&format!("href=\"{start}\" download")), "{start}");
        let formats = if cfg!(feature = "exports") { "SVG PNG CSV" } else { "SVG CSV" };
        assert_eq!(page.text_of(".downloads"), format!("Download {formats}"));
        assert!(page.html.contains("chart."), "its script");
    }
}

#[tokio::test]
async fn a_chart_as_svg_stands_alone() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    let file = viewer.get(&format!("{FILES}/trend.svg")).await;

    assert_eq!(file.status, 200);
    assert_eq!(file.headers["content-type"], "image/svg+xml");
    assert_eq!(
        file.headers["content-disposition"],
        "attachment; filename=\"northwind-2026-Q4-trend.svg\""
    );
    assert_eq!(file.headers["cache-control"], "private, no-cache");
    assert!(file.html.contains(">2026-Q4, as of 12 Nov 2026 · Waymark</text>"));
    assert!(file.html.contains("plateau · 4 quarters at 83 %"));
    for reference in ["href", "url(", "@import", "<script", "<image"] {
        assert!(!file.html.contains(reference), "{reference}");
    }
}

#[tokio::test]
async fn a_chart_as_csv_holds_what_its_table_holds() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    for (page, file) in [
        ("/o/northwind", "/o/northwind/charts/trend.csv"),
        ("/o/northwind?period=2026-Q2", "/o/northwind/charts/trend.csv?period=2026-Q2"),
        ("/o/northwind/teams/payments", "/o/northwind/teams/payments/charts/trend.csv"),
    ] {
        let page = viewer.get(page).await;
        let file = viewer.get(file).await;

        assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
        assert_eq!(lines(&file.html), table(&page.html));
    }
}

#[tokio::test]
async fn a_dimension_has_its_own_line() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    let file = viewer.get("/o/northwind/dimensions/policy/charts/trend.csv").await;
    let drawing = viewer.get("/o/northwind/dimensions/policy/charts/trend.svg").await;

    assert_eq!(lines(&file.html)[0], ["Period", "Policy"]);
    assert_eq!(lines(&file.html)[1], ["2026-Q4", "83 % toward"]);
    assert_eq!(
        drawing.headers["content-disposition"],
        "attachment; filename=\"northwind-policy-2026-Q4-trend.svg\""
    );
    assert_eq!(drawing.html.matches("class=\"series s-").count(), 1);
}

#[tokio::test]
async fn the_categories_and_the_spread_of_a_dimension_are_kept_as_the_page_shows_them() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;
    let charts = "/o/northwind/dimensions/policy/charts";
    let past = "?period=2026-Q3";

    let page = viewer.get(&format!("/o/northwind/dimensions/policy{past}")).await;
    let categories = viewer.get(&format!("{charts}/categories.csv{past}")).await;
    let spread = viewer.get(&format!("{charts}/spread.csv{past}")).await;

    for file in ["categories.svg", "spread.csv"] {
        assert!(page.html.contains(&format!("href=\"{charts}/{file}{past}\" download")), "{file}");
    }
    let tables = table(&page.html);
    let shown = |file: &[Vec<String>]| file.iter().all(|line| tables.contains(line));
    assert!(shown(&lines(&categories.html)), "{}", categories.html);
    assert_eq!(lines(&categories.html)[0], ["Period", "Overview", "Policy creation", "Compliance"]);
    let names: Vec<String> = lines(&spread.html).into_iter().map(|line| line[0].clone()).collect();
    assert_eq!(names, ["Team", "Data platform", "Identity", "Logistics", "Payments", "Storefront"]);
    let of_all = viewer.get(&format!("{FILES}/spread.csv")).await;
    assert_eq!(of_all.status, 404);
}

#[tokio::test]
async fn the_score_on_all_levels_is_kept_as_it_is_shown_and_of_the_organization_alone() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;
    let page = viewer.get("/o/northwind/levels").await;

    let file = viewer.get(&format!("{FILES}/levels.csv")).await;

    assert_eq!(lines(&file.html), table(&page.html));
    assert_eq!(lines(&file.html)[1][1], "2.23", "the score of People in 2026-Q4");
    let of_a_team = viewer.get("/o/northwind/teams/payments/charts/levels.csv").await;
    assert_eq!(of_a_team.status, 404);
}

#[cfg(feature = "exports")]
#[tokio::test]
async fn a_chart_as_png_is_a_picture_twice_as_large_as_the_drawing() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    let file = viewer.bytes(&format!("{FILES}/trend.png")).await;

    assert_eq!(&file[..8], b"\x89PNG\r\n\x1a\n");
    let size = [16, 20].map(|at| u32::from_be_bytes(file[at..at + 4].try_into().unwrap()));
    assert_eq!(size, [1720, 892]);
}

#[tokio::test]
async fn what_is_no_chart_is_not_found() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    for path in [
        "/o/northwind/charts/trend.pdf",
        "/o/northwind/charts/other.svg",
        "/o/northwind/charts/trend.svg?period=2030-Q1",
        "/o/northwind/dimensions/nothing/charts/trend.svg",
        "/o/northwind/teams/nobody/charts/trend.svg",
    ] {
        assert_eq!(viewer.get(path).await.status, 404, "{path}");
    }
    assert_eq!(viewer.get(&format!("{FILES}/trend.svg?period=soon")).await.status, 400);
}

#[tokio::test]
async fn a_name_in_a_drawing_is_text_however_it_is_written() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let name = "=HYPERLINK(\"https://evil.example\",\"<b>\")";
    waymark.given_team(&owner, name).await;
    let page = owner.get("/o/northwind/teams").await;
    let path = page.html.split("href=\"/o/northwind/teams/").nth(1).unwrap();
    let path = format!("/o/northwind/teams/{}/charts", path.split('"').next().unwrap());

    let svg = owner.get(&format!("{path}/trend.svg")).await;
    let csv = owner.get(&format!("{path}/trend.csv")).await;

    assert!(!svg.html.contains("<b>"), "{}", svg.html);
    assert!(svg.html.contains("=HYPERLINK("), "a drawing computes nothing");
    let cells = lines(&csv.html).concat();
    assert!(cells.iter().all(|cell| !cell.starts_with('=')), "{cells:?}");
}

#[cfg(feature = "exports")]
impl Browser {
    /// A file as it is.
    async fn bytes(&self, path: &str) -> Vec<u8> {
        use axum::body::Body;
        use axum::http::Request;
        use http_body_util::BodyExt;

        let request = Request::get(path);
        let response = self.raw(request, Body::empty()).await;
        assert_eq!(response.status(), 200, "{path}");
        response.into_body().collect().await.unwrap().to_bytes().into()
    }
}
