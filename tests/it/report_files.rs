//! Reports as files: what is in them, and what is not.

mod disclosing;
mod frozen;
mod reading;
mod shown;

use std::io::{Cursor, Read};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;

use crate::support::Browser;

/// Every file of a report with all of its sections, as far as this program makes it.
const FILES: &[&str] = if cfg!(feature = "exports") {
    &[
        "report.pdf",
        "report.xlsx",
        "report.csv",
        "trend.svg",
        "trend.png",
        "trend.csv",
        "return.svg",
        "return.png",
        "return.csv",
        "patterns.svg",
        "patterns.png",
        "patterns.csv",
    ]
} else {
    &["report.csv", "trend.svg", "trend.csv", "return.svg", "return.csv", "patterns.csv"]
};

/// The bytes of a file, or that there is none.
async fn file(browser: &Browser, path: &str) -> (StatusCode, Vec<u8>) {
    let response = browser.raw(Request::get(path), Body::empty()).await;
    let status = response.status();
    (status, response.into_body().collect().await.unwrap().to_bytes().to_vec())
}

/// What a file says, with all that is packed in it; nothing of a PNG.
fn said(name: &str, bytes: &[u8]) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    if ending == Some("pdf") {
        return paper(bytes);
    }
    if ending == Some("xlsx") {
        return sheets(bytes);
    }
    if ending == Some("png") { String::new() } else { String::from_utf8(bytes.to_vec()).unwrap() }
}

/// The words on the pages of a PDF without their spaces, for words are broken where a line ends, and
/// what is said beside the pages.
fn paper(bytes: &[u8]) -> String {
    let paper = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = paper.get_pages().into_keys().collect();
    let mut said = paper.extract_text(&pages).unwrap();
    for object in paper.objects.values() {
        said.push_str(&texts(object));
    }
    said.retain(|letter| !letter.is_whitespace());
    said
}

/// The texts in an object: titles, descriptions, and what is in a stream.
fn texts(object: &lopdf::Object) -> String {
    match object {
        lopdf::Object::String(..) => lopdf::decode_text_string(object).unwrap_or_default(),
        lopdf::Object::Array(items) => items.iter().map(texts).collect(),
        lopdf::Object::Dictionary(entries) => entries.iter().map(|(_, it)| texts(it)).collect(),
        lopdf::Object::Stream(stream) => {
            let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            String::from_utf8_lossy(&bytes).into_owned()
        }
        _ => String::new(),
    }
}

/// Every part of an Excel file.
fn sheets(bytes: &[u8]) -> String {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut said = String::new();
    for at in 0..packed.len() {
        let mut part = packed.by_index(at).unwrap();
        said.push_str(&part.name().unwrap());
        said.push('\n');
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        said.push_str(&String::from_utf8_lossy(&bytes));
    }
    said
}
