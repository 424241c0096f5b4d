//! Return on investment: its entries, what they come to, and what was expected.

mod currency;
mod entering;
mod expected;
mod naming;
mod pasting;
mod reading;

use crate::support::{Answer, Browser};

const ROI: &str = "/o/northwind/roi";
const ENTRIES: &str = "/o/northwind/roi/entries";
const IMPORT: &str = "/o/northwind/roi/import";
const EXPORT: &str = "/o/northwind/roi/entries.csv";
const EXPECTATION: &str = "/o/northwind/roi/expectation";

/// Enters a cost or benefit of the organization.
async fn entered(browser: &Browser, kind: &str, period: &str, amount: &str) -> Answer {
    let form = browser.get(ENTRIES).await.form(ENTRIES).with("kind", kind).with("period", period);
    browser.submit(&form.with("category", "team").with("amount", amount)).await
}

/// Where the entry in this row of the list is changed.
async fn change(browser: &Browser, row: usize) -> String {
    let page = browser.get(ROI).await;
    let links = page.html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let mut entries = links.filter(|link| link.starts_with(&format!("{ENTRIES}/")));
    entries.nth(row).unwrap().to_owned()
}

/// An amount as pages write it, with plain spaces.
fn plain(text: &str) -> String {
    text.replace('\u{202f}', " ")
}
