use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};

use super::mailing::Offer;
use crate::access::share_link::{self, NewShareLink, ShareLink};
use crate::access::{AuditKind, Manage, OrgAccess, Section, ShareLinkId, TenantTx, Token, Visit};
use crate::clock::Clock;
use crate::mail;
use crate::paths::{
    ReportPath, ShareLinkPath, ShareLinkRevocationPath, ShareLinkRotationPath, ShareLinksPath,
};
use crate::period::Period;
use crate::report::{LinkForm, Recipient, ReportId, store, subscriber};
use crate::state::{App, Mailing, Site};
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

/// How many links are shown that have ended.
const ENDED: i64 = 100;

#[derive(Template)]
#[template(path = "report/links.html")]
struct LinksPage<'a> {
    shell: Shell,
    path: &'a ShareLinksPath,
    period: Period,
    /// What is left out of the report, in words.
    discloses: String,
    is_withdrawn: bool,
    links: Vec<ShareLink>,
    /// Whom it can be mailed to.
    offer: Offer,
    now: DateTime<Utc>,
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

impl<'a> LinksPage<'a> {
    async fn of(
        tx: &mut TenantTx<Manage>,
        visit: &Visit,
        path: &'a ShareLinksPath,
        (mailing, now): (&Mailing, DateTime<Utc>),
        (fields, errors): (&'a Fields, &'a FieldErrors),
    ) -> Result<Self, PageError> {
        let found = store::find(tx, ReportId(path.report), None).await?;
        let (report, _, document) = found.ok_or(PageError::NotFound)?;
        Ok(Self {
            shell: visit.shell(Section::Reports),
            path,
            period: report.period,
            discloses: document.disclosure.words(),
            is_withdrawn: report.withdrawn_at.is_some(),
            links: share_link::links(tx, Some(path.report), ENDED, now).await?,
            offer: Offer::of(tx, path, report.newest, mailing, now).await?,
            now,
            fields,
            errors,
        })
    }

    fn report(&self) -> ReportPath {
        ReportPath { org: self.path.org.clone(), report: self.path.report }
    }

    /// How many these are, in words.
    fn subscribers(those: &[&Recipient]) -> String {
        match those.len() {
            1 => "one subscriber".to_owned(),
            many => format!("{many} subscribers"),
        }
    }

    fn rotation(&self, link: &ShareLink) -> ShareLinkRotationPath {
        let ShareLinksPath { org, report } = self.path.clone();
        ShareLinkRotationPath { org, report, link: link.id.0 }
    }

    fn revocation(&self, link: &ShareLink) -> ShareLinkRevocationPath {
        let ShareLinksPath { org, report } = self.path.clone();
        ShareLinkRevocationPath { org, report, link: link.id.0 }
    }
}

/// A new address, which is told once.
#[derive(Template)]
#[template(path = "report/link.html")]
struct LinkPage<'a> {
    shell: Shell,
    links: ShareLinksPath,
    name: &'a str,
    address: String,
    /// Until when it is good, and whether it has a passphrase, where it is new.
    made: Option<(NaiveDate, bool)>,
}

/// The links that open a report.
pub(super) async fn show(
    path: ShareLinksPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(clock): State<Clock>,
    State(mailing): State<Mailing>,
) -> Result<Page, PageError> {
    let now = clock.now();
    let (fields, errors) = (LinkForm::blank(now.date_naive()), FieldErrors::default());
    let blank = (&fields, &errors);
    let page = LinksPage::of(&mut tx, &visit, &path, (&mailing, now), blank).await?;
    drop(tx);
    Page::render(&page)
}

/// Makes a link. Its address is shown once, here and now: it is stored nowhere, so the same form
/// sent again leads to the links instead.
pub(super) async fn create(
    path: ShareLinksPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(App { db, clock, hasher, site, mailing, .. }): State<App>,
    sent: Sent,
) -> Result<Response, PageError> {
    let now = clock.now();
    let parsed = LinkForm::parse(&sent.fields, &visit.org.name, now.date_naive());
    let LinkForm { name, last_day, expires_at, passphrase } = match parsed {
        Ok(form) => form,
        Err(errors) => {
            let typed = (&sent.fields, &errors);
            let page = LinksPage::of(&mut tx, &visit, &path, (&mailing, now), typed).await?;
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let mut passphrase_hash = None;
    if let Some(passphrase) = passphrase {
        let (another, hash) = tx.meanwhile(&db, hasher.hash(passphrase)).await?;
        (tx, passphrase_hash) = (another, Some(hash?));
    }
    if let Some(as_then) = tx.once(&sent, &path).await? {
        return Ok(as_then.into_response());
    }
    // What was withdrawn is not shared.
    store::newest_revision(&mut tx, ReportId(path.report)).await?.ok_or(PageError::NotFound)?;
    let token = Token::fresh()?;
    let passphrase_hash = passphrase_hash.as_deref();
    let new = NewShareLink { report: path.report, name: &name, expires_at, passphrase_hash };
    share_link::create(&mut tx, new, &token.hash(), now).await?;
    tx.note(AuditKind::ShareLinkMade, &name).await?;
    tx.commit().await?;
    let has_passphrase = passphrase_hash.is_some();
    told(&visit, path, &site, (&name, &token), Some((last_day, has_passphrase)))
}

/// The page that tells an address.
fn told(
    visit: &Visit,
    links: ShareLinksPath,
    site: &Site,
    (name, token): (&str, &Token),
    made: Option<(NaiveDate, bool)>,
) -> Result<Response, PageError> {
    let page = Page::render(&LinkPage {
        shell: visit.shell(Section::Reports),
        links,
        name,
        address: site.link(&ShareLinkPath { token: token.reveal().to_owned() }),
        made,
    })?;
    Ok(page.with_status(StatusCode::CREATED).into_response())
}

/// Gives a link another address, which is shown once. The one before opens nothing any more.
pub(super) async fn rotate(
    ShareLinkRotationPath { org, report, link }: ShareLinkRotationPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(App { clock, site, .. }): State<App>,
    sent: Sent,
) -> Result<Response, PageError> {
    let links = ShareLinksPath { org, report };
    if let Some(as_then) = tx.once(&sent, &links).await? {
        return Ok(as_then.into_response());
    }
    let token = Token::fresh()?;
    let (link, now) = (ShareLinkId(link), clock.now());
    let rotated = share_link::rotate(&mut tx, report, link, &token.hash()).await?;
    let name = rotated.ok_or(PageError::NotFound)?;
    drop_mail(&mut tx, ReportId(report), link, "The link in it has another address.", now).await?;
    tx.note(AuditKind::ShareLinkRotated, &name).await?;
    tx.commit().await?;
    told(&visit, links, &site, (&name, &token), None)
}

/// Ends a link: its address opens nothing any more.
pub(super) async fn revoke(
    ShareLinkRevocationPath { org, report, link }: ShareLinkRevocationPath,
    OrgAccess { mut tx, .. }: OrgAccess<Manage>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::ShareLinkRevoked.at(&ShareLinksPath { org, report });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let (link, now) = (ShareLinkId(link), clock.now());
    let revoked = share_link::revoke(&mut tx, report, Some(link), now).await?;
    let name = revoked.first().ok_or(PageError::NotFound)?;
    drop_mail(&mut tx, ReportId(report), link, "The link in it was revoked.", now).await?;
    tx.note(AuditKind::ShareLinkRevoked, name).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Takes back the mail with a link, if it waits to be sent: what it leads to opens nothing.
async fn drop_mail(
    tx: &mut TenantTx<Manage>,
    report: ReportId,
    link: ShareLinkId,
    why: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let Some((number, email)) = subscriber::store::mailed_with(tx, link).await? else {
        return Ok(());
    };
    let cause = subscriber::cause(report, number);
    mail::store::drop_waiting(tx, &cause, Some(&email), why, now).await
}
