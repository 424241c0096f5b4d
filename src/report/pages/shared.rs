//! What somebody sees who has a link, and no account.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::access::share_link::{self, LiveLink};
use crate::access::{LinkCookie, OutsideTx, Remote, SharedReport, Shown, Token};
use crate::password::Verdict;
use crate::paths::{
    ReportFile, ReportFiles, ShareLinkPath, SharedFilePath, SharedPassphrasePath, SharedReportPath,
};
use crate::report::files::made;
use crate::report::{Document, Part, ReportId, store};
use crate::state::App;
use crate::web::{Markdown, Page, PageError, Sent, Shell};

/// Nothing of the address goes to another site, and no search engine keeps the page.
const PRIVATE: [(HeaderName, &str); 2] = [
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive"),
];

#[derive(Template)]
#[template(path = "report/shared.html")]
struct SharedPage<'a> {
    shell: Shell,
    document: &'a Document,
    files: ReportFiles,
    /// The last day on which the link is good.
    until: NaiveDate,
}

#[derive(Template)]
#[template(path = "report/passphrase.html")]
struct PassphrasePage {
    shell: Shell,
    path: SharedPassphrasePath,
}

#[derive(Template)]
#[template(path = "report/nothing.html")]
struct NothingPage {
    shell: Shell,
}

/// The same answer to every link that opens nothing, whatever the reason.
fn nothing() -> Result<Response, PageError> {
    let page = Page::render(&NothingPage { shell: Shell::default() })?;
    Ok((PRIVATE, page.with_status(StatusCode::NOT_FOUND)).into_response())
}

/// Takes the token out of the address: it goes on in a cookie, for the report's address alone.
pub(super) async fn open(
    ShareLinkPath { token }: ShareLinkPath,
    remote: Remote,
    State(app): State<App>,
) -> Result<Response, PageError> {
    let token = Token::shown(token);
    let mut tx = OutsideTx::begin_reading(&app.db).await?;
    let found = share_link::find(&mut tx, &token, app.clock.now()).await?;
    drop(tx);
    let Some(link) = found else {
        app.attempts.from_network(remote)?;
        return nothing();
    };
    let cookie = [(header::SET_COOKIE, LinkCookie(app.cookie).set(&link, &token)?)];
    let next =
        Redirect::to(&SharedReportPath { public_id: link.public_id.to_string() }.to_string());
    Ok((PRIVATE, cookie, next).into_response())
}

/// The report that the browser's cookie opens; or the form for the passphrase that is missing.
pub(super) async fn show(
    SharedReportPath { public_id }: SharedReportPath,
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let cookie = LinkCookie(app.cookie);
    let now = app.clock.now();
    match Shown::by(&app.db, cookie, &headers, public_id.parse().ok(), now).await? {
        Shown::Nothing => nothing(),
        Shown::WithoutPassphrase(..) => ask_for_passphrase(public_id),
        Shown::All(shared) => {
            let link = shared.link.clone();
            let page = read(shared, &headers).await?;
            share_link::count_view(&app.db, &link, now).await?;
            Ok(page)
        }
    }
}

fn ask_for_passphrase(public_id: String) -> Result<Response, PageError> {
    let path = SharedPassphrasePath { public_id };
    let page = Page::render(&PassphrasePage { shell: Shell::default(), path })?;
    Ok((PRIVATE, page).into_response())
}

/// A file of the report that the browser's cookie opens. Whatever is missing, the answer is that of
/// the report's page.
pub(super) async fn file(
    app: &App,
    headers: &HeaderMap,
    public_id: String,
    file: ReportFile,
) -> Result<Response, PageError> {
    let (cookie, now) = (LinkCookie(app.cookie), app.clock.now());
    let SharedReport { link, mut tx } =
        match Shown::by(&app.db, cookie, headers, public_id.parse().ok(), now).await? {
            Shown::Nothing => return nothing(),
            Shown::WithoutPassphrase(..) => return ask_for_passphrase(public_id),
            Shown::All(shared) => shared,
        };
    let report = ReportId(link.report);
    let Some(newest) = store::newest_revision(&mut tx, report).await? else { return nothing() };
    let tag = tag(&link, newest, &file.to_string())?;
    let kept = [(header::ETAG, tag.clone())];
    if has(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, PRIVATE, kept).into_response());
    }
    let found = store::find(&mut tx, report, Some(newest)).await?;
    drop(tx);
    let Some((_, _, document)) = found else { return nothing() };
    match made(document, file).await {
        Ok(download) => Ok((PRIVATE, kept, download).into_response()),
        // It has no such chart.
        Err(PageError::NotFound) => nothing(),
        Err(error) => Err(error),
    }
}

/// The report, or that the browser has it already.
async fn read(
    SharedReport { link, mut tx }: SharedReport,
    headers: &HeaderMap,
) -> Result<Response, PageError> {
    let report = ReportId(link.report);
    let Some(newest) = store::newest_revision(&mut tx, report).await? else { return nothing() };
    let shell = Shell::default();
    let tag = tag(&link, newest, &shell.asset("waymark.css"))?;
    let kept = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, REVALIDATE)];
    if has(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, PRIVATE, kept).into_response());
    }
    let found = store::find(&mut tx, report, Some(newest)).await?;
    drop(tx);
    let Some((_, _, document)) = found else { return nothing() };
    // The link ends with the end of its last day.
    let until = (link.expires_at - chrono::Duration::seconds(1)).date_naive();
    let files =
        ReportFiles::of("", |file| SharedFilePath { public_id: link.public_id.to_string(), file });
    let page = Page::render(&SharedPage { shell, document: &document, files, until })?;
    Ok((PRIVATE, kept, page).into_response())
}

/// Whether a browser has what a tag names.
fn has(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter();
    let mut known = known.flat_map(|line| line.as_bytes().split(|&byte| byte == b','));
    known.any(|known| known.trim_ascii() == tag.as_bytes())
}

/// For the reader's browser alone, which asks each time whether it still holds.
const REVALIDATE: HeaderValue = HeaderValue::from_static("private, no-cache");

/// Names what a link shows: it changes with the revision, with the link's end, with the version of
/// this program, and with `form`, which tells how it is shown.
fn tag(link: &LiveLink, revision: i32, form: &str) -> Result<HeaderValue, PageError> {
    let mut digest = Sha256::new();
    let of =
        format!("{} {revision} {} {} {form}", link.id, link.expires_at, env!("CARGO_PKG_VERSION"));
    digest.update(of);
    let tag = URL_SAFE_NO_PAD.encode(&digest.finalize()[..16]);
    HeaderValue::try_from(format!("W/\"{tag}\"")).map_err(|it| PageError::Unexpected(it.into()))
}

/// Lets in whoever knows the passphrase. A wrong one is answered as a link that opens nothing, and
/// takes as long.
pub(super) async fn unlock(
    SharedPassphrasePath { public_id }: SharedPassphrasePath,
    remote: Remote,
    State(app): State<App>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageError> {
    app.attempts.on_account(&public_id, remote)?;
    let (cookie, now) = (LinkCookie(app.cookie), app.clock.now());
    let (link, token) =
        match Shown::by(&app.db, cookie, &headers, public_id.parse().ok(), now).await? {
            Shown::WithoutPassphrase(link, token) => (Some(link), Some(token)),
            // They are in already.
            Shown::All(_) => {
                let next = Redirect::to(&SharedReportPath { public_id }.to_string());
                return Ok((PRIVATE, next).into_response());
            }
            Shown::Nothing => (None, None),
        };
    let stored = link.as_ref().and_then(|link| link.passphrase_hash.clone());
    let shown = sent.fields.text("passphrase").to_owned();
    let is_right = app.hasher.verify(shown, stored).await? != Verdict::Wrong;
    let (Some(link), Some(token), true) = (link, token, is_right) else { return nothing() };
    let let_in = [(header::SET_COOKIE, cookie.unlock(&link, &token)?)];
    let next = Redirect::to(&SharedReportPath { public_id }.to_string());
    Ok((PRIVATE, let_in, next).into_response())
}
