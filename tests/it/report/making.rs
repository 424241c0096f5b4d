use axum::http::StatusCode;

use super::{REPORTS, demo, made, making};

#[tokio::test]
async fn from_the_overview_a_report_takes_two_clicks() {
    let (_waymark, owner) = demo().await;
    let overview = owner.get("/o/northwind").await;
    let new = "/o/northwind/reports/new?period=2026-Q4";
    assert!(overview.html.contains(&format!("href=\"{new}\"")), "the first click");

    let form = owner.get(new).await.form(REPORTS);
    let answer = owner.submit(&form).await;

    let report = owner.get(&answer.leads_to().unwrap()).await;
    assert_eq!(report.text_of("h1"), "Northwind is 96 % of the way to Level 2.");
    assert_eq!(report.text_of(".story"), overview.text_of(".story"), "as the overview tells it");
    let sections = report.texts_of("main .sec h2");
    assert_eq!(
        sections,
        [
            "Progress toward and through Level 2",
            "Dimensions",
            "Teams",
            "KPIs",
            "Return on investment",
            "Applications",
            "Patterns",
            "Next steps",
            "How to read this",
            "Revisions",
        ]
    );
    for figure in ["53 % of Level 2", "5 of 5", "32", "15.25", "7 of 11 applications are live"] {
        assert!(figure == "5 of 5" || report.main().contains(figure), "{figure}");
    }
}

#[tokio::test]
async fn a_report_looks_back_to_the_quarter_it_is_of() {
    let (_waymark, owner) = demo().await;
    let form = owner.get(&format!("{REPORTS}/new?period=2026-Q2")).await.form(REPORTS);
    let answer = owner.submit(&form).await;

    let report = owner.get(&answer.leads_to().unwrap()).await;
    let then = owner.get("/o/northwind?period=2026-Q2").await;
    assert_eq!(report.text_of("h1"), then.text_of("h1"));
    assert!(!report.main().contains("2026-Q3") && !report.main().contains("2026-Q4"));
}

#[tokio::test]
async fn a_report_tells_what_has_changed_since_the_one_before() {
    let (_waymark, owner) = demo().await;
    let form = owner.get(&format!("{REPORTS}/new?period=2026-Q2")).await.form(REPORTS);
    owner.submit(&form).await;

    let report = owner.get(&made(&owner, &[]).await).await;

    let changes = report.text_of("#changes");
    assert!(changes.contains("Since the report of 2026-Q2"), "{changes}");
    assert!(changes.contains("Policy") && changes.contains("no change"), "{changes}");
}

#[tokio::test]
async fn a_report_of_nothing_comes_back_as_it_was_typed() {
    let (_waymark, owner) = demo().await;
    let sections = [
        "trend",
        "dimensions",
        "changes",
        "teams",
        "kpis",
        "return",
        "applications",
        "patterns",
        "next_steps",
    ]
    .map(|kind| format!("section.{kind}"));
    let mut fields: Vec<(&str, &str)> = sections.iter().map(|name| (&**name, "-")).collect();
    fields.extend([("note", "Typed <b>once</b>"), ("show_people", "yes")]);

    let answer = making(&owner, &fields).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text_of(".notice").contains("Choose at least one section."));
    let form = answer.form(REPORTS);
    assert_eq!(form.text("note"), "Typed <b>once</b>");
    assert_eq!((form.text("show_people"), form.text("show_money")), ("yes", ""));
}

#[tokio::test]
async fn viewers_make_reports_and_write_their_own_and_leads_read_them() {
    let (waymark, owner) = demo().await;
    let viewer = waymark.signed_in("viewer@northwind.example").await;
    let lead = waymark.signed_in("lead.payments@northwind.example").await;

    let theirs = made(&viewer, &[]).await;
    let the_owners = made(&owner, &[]).await;

    assert_eq!(viewer.get(&format!("{theirs}/words")).await.status, StatusCode::OK);
    assert_eq!(owner.get(&format!("{theirs}/words")).await.status, StatusCode::OK);
    for path in [format!("{the_owners}/words"), format!("{the_owners}/renewal")] {
        assert_eq!(viewer.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(viewer.get(&format!("{theirs}/links")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        viewer.post(&format!("{theirs}/withdrawal"), &[]).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(lead.get(&theirs).await.status, StatusCode::OK);
    assert_eq!(lead.get(&format!("{REPORTS}/new")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(lead.post(REPORTS, &[]).await.status, StatusCode::FORBIDDEN);
    assert!(!lead.get("/o/northwind").await.html.contains("reports/new"));
}

#[tokio::test]
async fn without_figures_there_is_nothing_to_report() {
    let waymark = crate::support::Waymark::start().await;
    let owner = waymark.founded().await;

    let new = owner.get(&format!("{REPORTS}/new")).await;
    assert_eq!(new.location.as_deref(), Some("/o/northwind"));
    let answer = owner.post(REPORTS, &[("section.trend", "yes")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(owner.get(REPORTS).await.main().contains("None yet."));
}
