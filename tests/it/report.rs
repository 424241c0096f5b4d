//! Reports: frozen, told in words of one's own, and read by those who have a link.

pub mod disclosing;
mod frozen;
mod links;
mod making;
mod reading;
mod rewriting;
mod subscribing;

use axum::http::StatusCode;

use crate::support::{Answer, Browser, Waymark};

const REPORTS: &str = "/o/northwind/reports";

/// The demo, and its owner.
pub async fn demo() -> (Waymark, Browser) {
    let waymark = Waymark::with_demo().await;
    let owner = waymark.signed_in("owner@northwind.example").await;
    (waymark, owner)
}

/// Makes a report of the newest quarter; each field is put in place of the one that is there, or
/// taken out of the form when its text is `-`. Tells its address.
pub async fn made(browser: &Browser, fields: &[(&str, &str)]) -> String {
    let answer = making(browser, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    answer.leads_to().unwrap()
}

async fn making(browser: &Browser, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(&format!("{REPORTS}/new")).await;
    let form = fields.iter().fold(page.form(REPORTS), |form, (name, text)| match *text {
        "-" => form.without(name),
        text => form.with(name, text),
    });
    browser.submit(&form).await
}

/// Makes a link to a report; tells the path of its address.
pub async fn shared(owner: &Browser, report: &str, fields: &[(&str, &str)]) -> String {
    let links = format!("{report}/links");
    let form = owner.get(&links).await.form(&links).with("name", "The board");
    let form = fields.iter().fold(form, |form, (name, text)| form.with(name, text));
    let answer = owner.submit(&form).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.html);
    address(&answer)
}

/// The path of the address that a page tells.
fn address(answer: &Answer) -> String {
    answer.text_of(".secret").strip_prefix("https://waymark.example").unwrap().to_owned()
}

/// Opens a link as whoever got it does; tells where its report is read.
pub async fn opened(reader: &Browser, link: &str) -> String {
    let answer = reader.get(link).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    answer.location.unwrap()
}
