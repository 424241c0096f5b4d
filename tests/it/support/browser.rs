//! A browser without a network: it keeps cookies and fills in forms.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use scraper::{Html, Selector};
use tower::ServiceExt;

/// Somebody's browser. It does not follow redirects: a test looks where they lead.
pub struct Browser {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
    /// Sent with every request.
    pub headers: Vec<(&'static str, String)>,
    /// Where its requests come from.
    pub peer: SocketAddr,
}

impl Browser {
    /// A browser on another machine.
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: Mutex::default(),
            headers: vec![("host", "waymark.example".into())],
            peer: "198.51.100.7:4711".parse().unwrap(),
        }
    }

    /// A browser on the machine that Waymark runs on.
    pub fn at_home(router: Router) -> Self {
        Self { peer: "127.0.0.1:4711".parse().unwrap(), ..Self::new(router) }
    }

    /// The same browser, saying one thing more with each request.
    pub fn saying(mut self, header: &'static str, value: &str) -> Self {
        self.headers.push((header, value.to_owned()));
        self
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form with just these fields.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, Body::from(encoded(fields))).await
    }

    /// Sends a form of a page as it is filled in.
    pub async fn submit(&self, form: &Form) -> Answer {
        let fields: Vec<_> =
            form.fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        self.post(&form.action, &fields).await
    }

    /// Sends any request, with this browser's cookies and headers.
    pub async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let response = self.raw(request, body).await;
        let (head, body) = response.into_parts();
        self.keep_cookies(&head.headers);
        let body = body.collect().await.unwrap().to_bytes();
        let location =
            head.headers.get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        Answer {
            status: head.status,
            headers: head.headers,
            html: String::from_utf8_lossy(&body).into_owned(),
            location,
        }
    }

    /// The same, with what came back as it is.
    pub async fn raw(&self, request: axum::http::request::Builder, body: Body) -> Response {
        let mut request = request.extension(ConnectInfo(self.peer)).body(body).unwrap();
        for (name, value) in &self.headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let cookies = self.cookie_header();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.parse().unwrap());
        }
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// What it sends as `Cookie`.
    pub fn cookie_header(&self) -> String {
        let cookies = self.cookies.lock().unwrap();
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Keeps no cookie any more, as a browser in which a session was lost.
    pub fn forget_cookies(&self) {
        self.cookies.lock().unwrap().clear();
    }

    /// A browser with the same cookies, as a thief of them has it.
    pub fn stolen(&self) -> Self {
        let cookies = self.cookies.lock().unwrap().clone();
        Self { cookies: Mutex::new(cookies), ..Self::new(self.router.clone()) }
    }

    fn keep_cookies(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.lock().unwrap();
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    fields
        .iter()
        .map(|(name, text)| format!("{}={}", encode(name), encode(text)))
        .collect::<Vec<_>>()
        .join("&")
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub html: String,
    /// Where a redirect leads.
    pub location: Option<String>,
}

impl Answer {
    /// Where a redirect leads, apart from what it says was just done.
    pub fn leads_to(&self) -> Option<String> {
        let (address, fragment) = match self.location.as_deref()?.split_once('#') {
            Some((address, fragment)) => (address, format!("#{fragment}")),
            None => (self.location.as_deref()?, String::new()),
        };
        let said = ["?done=", "&done="].iter().find_map(|done| address.find(done));
        Some(format!("{}{fragment}", &address[..said.unwrap_or(address.len())]))
    }

    /// The text of `<main>`, with single spaces.
    pub fn main(&self) -> String {
        self.text_of("main")
    }

    /// The text of the first element that fits, with single spaces; empty if there is none.
    pub fn text_of(&self, selector: &str) -> String {
        let page = Html::parse_document(&self.html);
        let text: String = page
            .select(&parse(selector))
            .next()
            .iter()
            .flat_map(scraper::ElementRef::text)
            .collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The texts of all elements that fit.
    pub fn texts_of(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.html);
        page.select(&parse(selector))
            .map(|found| {
                found.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    /// What is said to be wrong with a field; empty if nothing is.
    pub fn error(&self, field: &str) -> String {
        self.text_of(&format!("[id='{field}-error']"))
    }

    /// The form that is sent to `action`, filled in as the page has it.
    pub fn form(&self, action: &str) -> Form {
        let page = Html::parse_document(&self.html);
        let form = page
            .select(&parse("form[method=post]"))
            .find(|form| form.attr("action") == Some(action))
            .unwrap_or_else(|| panic!("no form is sent to {action}:\n{}", self.html));
        let mut fields = Vec::new();
        for control in form.select(&parse("input, select, textarea")) {
            let Some(name) = control.attr("name") else { continue };
            let kind = control.attr("type").unwrap_or("text");
            let text = match control.value().name() {
                "select" => control
                    .select(&parse("option[selected]"))
                    .chain(control.select(&parse("option")))
                    .next()
                    .and_then(|option| option.attr("value"))
                    .map(str::to_owned),
                "textarea" => {
                    Some(control.text().collect::<String>().trim_start_matches('\n').to_owned())
                }
                _ if matches!(kind, "checkbox" | "radio") && control.attr("checked").is_none() => {
                    None
                }
                _ => Some(control.attr("value").unwrap_or("").to_owned()),
            };
            fields.extend(text.map(|text| (name.to_owned(), text)));
        }
        Form { action: action.to_owned(), fields }
    }
}

fn parse(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

/// A form of a page, to be filled in.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// The same form with another text in a field, or with a field more.
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self = self.without(name);
        self.fields.push((name.to_owned(), text.to_owned()));
        self
    }

    /// The same form without a field, as when a box is not ticked.
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// What is in a field.
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text)
    }
}
