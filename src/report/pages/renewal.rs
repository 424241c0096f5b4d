use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::gathered::gathered;
use super::report::may_write;
use crate::access::{AuditKind, Edit, ReportAccess, Section, TenantTx, Visit};
use crate::clock::Clock;
use crate::paths::{ReportPath, ReportRenewalPath};
use crate::report::{Difference, Document, Report, ReportId, Why, document, store};
use crate::web::{Done, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "report/renewal.html")]
struct RenewalPage<'a> {
    shell: Shell,
    path: &'a ReportRenewalPath,
    report: ReportPath,
    newest: i32,
    document: &'a Document,
    differences: Vec<Difference>,
}

/// A report as it is frozen, and as it would be today.
async fn both(
    tx: &mut TenantTx<Edit>,
    id: ReportId,
    visit: &Visit,
    clock: &Clock,
) -> Result<(Report, Document, Document), PageError> {
    let found = store::find(tx, id, None).await?;
    let (report, _, frozen) = found.ok_or(PageError::NotFound)?;
    if !may_write(visit, &report) {
        return Err(PageError::Forbidden);
    }
    let source = gathered(tx, &visit.org, Some(report.period), clock).await?;
    let author = frozen.author.clone().unwrap_or_else(|| visit.actor.name.clone());
    let anew = document(&source, &frozen.choices(), &author, clock.now().date_naive());
    Ok((report, frozen, anew.ok_or(PageError::NotFound)?))
}

/// What would be different if the report was frozen again.
pub(super) async fn show(
    path: ReportRenewalPath,
    ReportAccess { visit, mut tx }: ReportAccess,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let (report, frozen, anew) = both(&mut tx, ReportId(path.report), &visit, &clock).await?;
    drop(tx);
    Page::render(&RenewalPage {
        shell: visit.shell(Section::Reports),
        report: ReportPath { org: path.org.clone(), report: path.report },
        path: &path,
        newest: report.newest,
        differences: frozen.differences(&anew),
        document: &frozen,
    })
}

/// Freezes the report again, as another revision.
pub(super) async fn renew(
    path: ReportRenewalPath,
    ReportAccess { visit, mut tx }: ReportAccess,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = ReportPath { org: path.org.clone(), report: path.report };
    let next = Done::ReportMadeAnew.at(&next);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let id = ReportId(path.report);
    let (report, _, anew) = both(&mut tx, id, &visit, &clock).await?;
    let is_as_seen = sent.fields.text("newest").parse() == Ok(report.newest);
    let revised = (Why::MadeAnew, &anew);
    if !is_as_seen || !store::revise(&mut tx, id, report.newest, revised, clock.now()).await? {
        return Err(PageError::Conflict(
            "Somebody else has changed this report meanwhile. Look at what differs now.",
        ));
    }
    tx.note(AuditKind::ReportMadeAnew, &anew.title()).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
