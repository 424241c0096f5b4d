use axum::http::StatusCode;

use super::{FILES, file, said};
use crate::report::{demo, made, opened, shared};

#[tokio::test]
async fn the_pages_of_a_report_lead_to_its_files() {
    let (waymark, owner) = demo().await;
    let report = made(&owner, &[("show_money", "yes")]).await;
    let reader = waymark.browser();
    let page = opened(&reader, &shared(&owner, &report, &[]).await).await;

    for (browser, page) in [(&owner, &report), (&reader, &page)] {
        let html = browser.get(page).await.html;
        for name in FILES {
            let path = format!("{page}/files/{name}");
            assert!(html.contains(&format!("href=\"{path}\" download")), "{path}");
            assert_eq!(file(browser, &path).await.0, StatusCode::OK, "{path}");
        }
    }
}

#[tokio::test]
async fn whoever_is_signed_in_keeps_the_overview_as_files() {
    let (waymark, _owner) = demo().await;
    let viewer = waymark.signed_in("viewer@northwind.example").await;
    let overview = viewer.get("/o/northwind?period=2026-Q3").await.html;

    for name in FILES.iter().filter(|name| name.starts_with("report.")) {
        let path = format!("/o/northwind/files/{name}?period=2026-Q3");
        assert!(overview.contains(&format!("href=\"{path}\" download")), "{path}");
        let (status, bytes) = file(&viewer, &path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let said = said(name, &bytes);
        for shown in ["2026-Q3", "Payments", "Storefront"] {
            assert!(said.contains(shown), "{name}: {shown}");
        }
    }
    assert_eq!(viewer.get("/o/northwind/files/trend.svg?period=2019-Q1").await.status, 404);
}

#[cfg(feature = "exports")]
#[tokio::test]
async fn a_report_as_pdf_is_tagged_and_counts_its_pages() {
    let (_waymark, owner) = demo().await;
    let report = made(&owner, &[]).await;
    let (_, bytes) = file(&owner, &format!("{report}/files/report.pdf")).await;

    let paper = lopdf::Document::load_mem(&bytes).unwrap();
    let catalog = paper.catalog().unwrap();
    for entry in [&b"StructTreeRoot"[..], b"Outlines", b"Lang", b"MarkInfo"] {
        assert!(catalog.has(entry), "{}", String::from_utf8_lossy(entry));
    }
    let pages: Vec<u32> = paper.get_pages().into_keys().collect();
    let last = paper.extract_text(&pages[pages.len() - 1..]).unwrap();
    let foot = format!("Northwind in 2026-Q4 · page {0} of {0} · as of", pages.len());
    assert!(last.contains(&foot), "{last}");
    let said = said("report.pdf", &bytes);
    assert!(said.contains("pdfuaid"), "it claims to be PDF/UA");
    assert!(said.contains("Howtoreadthis") && said.contains("Figuresbehindthecharts"));
}

#[cfg(feature = "exports")]
#[tokio::test]
async fn no_cell_of_an_excel_file_is_a_formula() {
    let (waymark, owner) = demo().await;
    sqlx::raw_sql("update application set reason = '=HYPERLINK(1)'")
        .execute(waymark.pool())
        .await
        .unwrap();
    let report = made(&owner, &[("note", "=1+1")]).await;

    let (_, bytes) = file(&owner, &format!("{report}/files/report.xlsx")).await;
    let sheets = said("report.xlsx", &bytes);
    assert!(sheets.contains(">=HYPERLINK(1)<") && sheets.contains(">=1+1<"));
    assert!(!sheets.contains("<f>") && !sheets.contains("<f "));
    assert!(sheets.contains("state=\"frozen\""));
}
