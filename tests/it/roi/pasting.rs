//! Entries as a file, and from a spreadsheet.

use axum::http::StatusCode;

use super::{ENTRIES, EXPORT, IMPORT, ROI, entered, plain};
use crate::support::Waymark;

const LINES: &str = "Quarter\tKind\tCategory\tAmount\tNote\n\
    2026-Q3\tcost\ttools\t12 400.50\tLicenses\n\
    2026-Q4\tbenefit\ttime saved\t500\t\n";

#[tokio::test]
async fn lines_are_shown_as_they_are_read_and_added_when_that_was_seen() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let form = owner.get(IMPORT).await.form(IMPORT).with("rows", LINES);

    let preview = owner.submit(&form).await;

    assert_eq!(preview.status, StatusCode::OK, "{}", preview.html);
    let said = plain(&preview.text_of("#preview .sec p"));
    assert_eq!(said, "2 entries: costs 12 400.50 EUR, benefits 500 EUR");
    assert_eq!(preview.texts_of("#preview tbody tr").len(), 2);
    assert!(owner.get(ROI).await.main().contains("No entry yet"), "nothing is added yet");

    let answer = owner.submit(&preview.form(IMPORT)).await;
    assert_eq!(answer.location, Some(format!("{ROI}?done=returns-entered")), "{}", answer.html);
    owner.submit(&preview.form(IMPORT)).await;
    let page = owner.get(ROI).await;
    assert_eq!(
        page.texts_of("#entries tbody th"),
        ["2026-Q4", "2026-Q3"],
        "once, though sent twice"
    );
}

#[tokio::test]
async fn lines_that_cannot_be_read_come_back_and_none_is_added() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let lines = format!("{LINES}2026-Q4\tcost\ttools\t1,5\tx\n");

    let answer = owner.post(IMPORT, &[("rows", &lines), ("seen", "yes")]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.texts_of(".notice li"),
        ["Line 4: amount: Write digits only, such as 12400 or 12400.50."]
    );
    assert_eq!(answer.form(IMPORT).text("rows"), lines, "nothing typed is lost");
    assert!(owner.get(ROI).await.main().contains("No entry yet"));
}

#[tokio::test]
async fn a_lead_pastes_entries_of_their_own_teams_alone() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let lead = waymark.joined(&owner, "paula", "lead", "payments").await;
    let own = "quarter,kind,category,amount,team\n2026-Q4,cost,tools,5,Payments\n";

    let answer = lead.post(IMPORT, &[("rows", own), ("seen", "yes")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    let of_all = own.replace("Payments", "");
    let answer = lead.post(IMPORT, &[("rows", &of_all), ("seen", "yes")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text_of(".notice").contains("only for a team of your own"));
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    assert_eq!(viewer.get(IMPORT).await.status, StatusCode::FORBIDDEN);
    let answer = viewer.post(IMPORT, &[("rows", own), ("seen", "yes")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_file_of_the_entries_can_be_pasted_back() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let form = owner.get(ENTRIES).await.form(ENTRIES).with("team", "payments");
    let form = form.with("category", "=1+1").with("amount", "0.05").with("note", "a, \"b\"\nc");
    owner.submit(&form).await;
    entered(&owner, "benefit", "2026-Q3", "12400").await;

    let file = owner.get(&format!("{EXPORT}?kind=cost")).await;

    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    let named = "attachment; filename=\"northwind-2026-11-12-entries.csv\"";
    assert_eq!(file.headers["content-disposition"], named);
    assert_eq!(
        file.html.trim_start_matches('\u{feff}'),
        "Quarter,Kind,Category,Amount,Currency,Team,Application,KPI,Note,Entered by,On\r\n\
         2026-Q4,cost,'=1+1,0.05,EUR,payments,,,\"a, \"\"b\"\"\nc\",Maria Keller,2026-11-12\r\n"
    );
    let answer = owner.post(IMPORT, &[("rows", &file.html), ("seen", "yes")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    let categories =
        owner.get(&format!("{ROI}?kind=cost")).await.texts_of("#entries td:nth-child(2)");
    assert_eq!(categories, ["cost =1+1", "cost =1+1"]);
}
