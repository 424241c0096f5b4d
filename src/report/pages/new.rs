use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::gathered::gathered;
use crate::access::{AuditKind, ReportAccess, Section};
use crate::clock::Clock;
use crate::paths::{NewReportPath, OverviewPath, ReportPath, ReportsPath};
use crate::period::Period;
use crate::report::{Choices, Disclosure, Kind, ReportForm, ReportId, Source, document, store};
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "report/new.html")]
struct NewReportPage<'a> {
    shell: Shell,
    reports: ReportsPath,
    period: Period,
    organization: &'a str,
    headline: &'a str,
    coverage: &'a str,
    /// Whether there is an earlier report, so that it can tell what has changed since.
    has_before: bool,
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

/// Of which period; the newest, when none is given.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Asked {
    period: Option<Period>,
}

/// What a report begins with: what the rules say of the period, with nothing disclosed.
fn begin(source: &Source, clock: &Clock) -> Option<crate::report::Document> {
    document(source, &Choices::usual(), "", clock.now().date_naive())
}

/// What a report shall be about, and what it lets its readers know.
pub(super) async fn show(
    NewReportPath { org }: NewReportPath,
    ReportAccess { visit, mut tx }: ReportAccess,
    State(clock): State<Clock>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(Asked { period }) = asked?;
    let source = gathered(&mut tx, &visit.org, period, &clock).await?;
    drop(tx);
    let Some(begun) = begin(&source, &clock) else {
        return Err(PageError::Elsewhere(OverviewPath { org }.to_string()));
    };
    Page::render(&NewReportPage {
        shell: visit.shell(Section::Reports),
        reports: ReportsPath { org },
        period: begun.period,
        organization: &begun.organization,
        headline: &begun.headline,
        coverage: &begun.coverage,
        has_before: source.before.is_some(),
        fields: &ReportForm::filled(&Choices::usual(), &begun.story),
        errors: &FieldErrors::default(),
    })
}

/// Freezes a report.
pub(super) async fn create(
    path: ReportsPath,
    ReportAccess { visit, mut tx }: ReportAccess,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let id = ReportId::fresh();
    let next = Done::ReportMade.at(&ReportPath { org: path.org.clone(), report: id.0 });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let period: Option<Period> = match sent.fields.text("period") {
        "" => None,
        text => Some(text.parse().map_err(|_| NO_PERIOD)?),
    };
    let source = gathered(&mut tx, &visit.org, period, &clock).await?;
    let begun = begin(&source, &clock).ok_or(NO_PERIOD)?;
    let choices = match ReportForm::parse(&sent.fields, &begun.story) {
        Ok(choices) => choices,
        Err(errors) => {
            let page = Page::render(&NewReportPage {
                shell: visit.shell(Section::Reports),
                reports: path,
                period: begun.period,
                organization: &begun.organization,
                headline: &begun.headline,
                coverage: &begun.coverage,
                has_before: source.before.is_some(),
                fields: &sent.fields,
                errors: &errors,
            })?;
            return Ok(page.unprocessable().into_response());
        }
    };
    let now = clock.now();
    let document =
        document(&source, &choices, &visit.actor.name, now.date_naive()).ok_or(NO_PERIOD)?;
    store::insert(&mut tx, id, &document, now).await?;
    tx.note(AuditKind::ReportMade, &document.title()).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

const NO_PERIOD: PageError = PageError::Unprocessable(
    "There are no figures of that quarter, so there is nothing to report.",
);
