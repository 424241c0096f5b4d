//! What an entry is about: an application, and the KPI that tells of it.

use axum::http::StatusCode;

use super::{ENTRIES, EXPORT, IMPORT, ROI, change, plain};
use crate::support::{Browser, Waymark};

const APPLICATION: &str = "/o/northwind/applications/card-gateway";
const KPI: &str = "/o/northwind/kpis/lead-time";

/// The application *Card gateway*, and the KPI *Lead time* that belongs to it.
async fn given_both(owner: &Browser) {
    let application = [
        ("name", "Card gateway"),
        ("reason", "Freezes cost sales"),
        ("action", "replatform"),
        ("state", "live"),
        ("since", "2026-Q3"),
    ];
    let added = owner.post("/o/northwind/applications", &application).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.html);
    let kpi = [
        ("name", "Lead time"),
        ("unit", "days"),
        ("direction", "down"),
        ("cadence", "quarterly"),
        ("baseline", "9"),
        ("baseline_period", "2026-Q3"),
        ("application", "card-gateway"),
    ];
    let added = owner.post("/o/northwind/kpis", &kpi).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.html);
}

async fn entered(owner: &Browser, kind: &str, amount: &str) {
    let form = owner.get(ENTRIES).await.form(ENTRIES).with("kind", kind).with("amount", amount);
    let form = form.with("category", "team").with("application", "card-gateway");
    let answer = owner.submit(&form.with("kpi", "lead-time")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
}

#[tokio::test]
async fn an_entry_names_an_application_and_a_kpi_and_both_show_what_it_comes_to() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    given_both(&owner).await;
    entered(&owner, "cost", "1000").await;
    entered(&owner, "benefit", "250.50").await;

    let links = owner.get(ROI).await.texts_of("#entries tbody tr:first-child td:nth-child(4) a");
    assert_eq!(links, ["Card gateway", "Lead time"]);

    let page = owner.get(APPLICATION).await;
    let sums = "costs 1 000 EUR, benefits 250.50 EUR: −749.50 EUR left · all entries";
    assert_eq!(plain(&page.text_of("#return .sec p")), sums);
    assert_eq!(page.texts_of("#return tbody tr").len(), 2);
    let kpis = page.texts_of("#kpis tbody tr > *");
    assert_eq!(kpis, ["Lead time", "nothing measured", "no reading yet"]);
    let page = owner.get(KPI).await;
    assert_eq!(plain(&page.text_of("#return .sec p")), sums);
    assert!(page.text_of(".facts").contains("Card gateway"));

    let path = change(&owner, 0).await;
    let form = owner.get(&path).await.form(&path);
    assert_eq!(["application", "kpi"].map(|it| form.text(it)), ["card-gateway", "lead-time"]);
    owner.submit(&form.with("application", "").with("kpi", "")).await;
    assert!(owner.get(APPLICATION).await.text_of("#return .sec p").contains("costs 1"));
    assert_eq!(owner.get(APPLICATION).await.texts_of("#return tbody tr").len(), 1);
}

#[tokio::test]
async fn what_is_not_there_cannot_be_named() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    given_both(&owner).await;
    let stranger = waymark.another_org("contoso").await;
    let entries = ENTRIES.replace("northwind", "contoso");

    let form = stranger.get(&entries).await.form(&entries).with("amount", "5");
    let form = form.with("category", "x").with("application", "card-gateway");
    let answer = stranger.submit(&form.with("kpi", "lead-time")).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = "There is no such application. Choose one of the list, or none.";
    assert_eq!(answer.error("application"), said, "that of another organization is unknown");
    assert_eq!(answer.error("kpi"), "There is no such KPI. Choose one of the list, or none.");
    assert_eq!(answer.form(&entries).text("amount"), "5");

    let kpis = "/o/contoso/kpis";
    let form = stranger.get(&format!("{kpis}/new")).await.form(kpis).with("name", "x");
    let answer = stranger.submit(&form.with("application", "card-gateway")).await;
    assert_eq!(answer.error("application"), "Choose an application, or none.");
}

#[tokio::test]
async fn what_an_entry_names_goes_into_the_file_and_back() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    given_both(&owner).await;
    entered(&owner, "cost", "1000").await;

    let file = owner.get(EXPORT).await.html;
    assert!(file.contains(",card-gateway,lead-time,"), "{file}");
    let answer = owner.post(IMPORT, &[("rows", &*file), ("seen", "yes")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    assert_eq!(owner.get(APPLICATION).await.texts_of("#return tbody tr").len(), 2);

    let unknown = file.replace("card-gateway", "Card gatewya");
    let answer = owner.post(IMPORT, &[("rows", &*unknown), ("seen", "yes")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text_of(".notice").contains("Line 2: application: There is no such"));
}
