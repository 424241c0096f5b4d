//! Reports as files.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;

use super::gathered::gathered;
use super::report::Asked;
use super::shared;
use crate::access::{OrgAccess, View};
use crate::clock::Clock;
use crate::paths::{OverviewFilePath, ReportFilePath, SharedFilePath};
use crate::period::Period;
use crate::report::files::made;
use crate::report::{Choices, Disclosure, ReportId, document, store};
use crate::state::App;
use crate::web::{Download, PageError};

/// A file of a report, as it was frozen.
pub(super) async fn of_report(
    ReportFilePath { report, file, .. }: ReportFilePath,
    OrgAccess { mut tx, .. }: OrgAccess<View>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Download, PageError> {
    let Query(Asked { revision }) = asked?;
    let found = store::find(&mut tx, ReportId(report), revision).await?;
    drop(tx);
    let (_, _, document) = found.ok_or(PageError::NotFound)?;
    made(document, file).await
}

/// A file of the report that the browser's cookie opens.
pub(super) async fn of_link(
    SharedFilePath { public_id, file }: SharedFilePath,
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    shared::file(&app, &headers, public_id, file).await
}

/// Which period; the newest, when none is given.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct AskedPeriod {
    period: Option<Period>,
}

/// What the organization knows of a period as a file, for those who may see all of it anyway.
pub(super) async fn of_now(
    OverviewFilePath { file, .. }: OverviewFilePath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    asked: Result<Query<AskedPeriod>, QueryRejection>,
) -> Result<Download, PageError> {
    let Query(AskedPeriod { period }) = asked?;
    let source = gathered(&mut tx, &visit.org, period, &clock).await?;
    drop(tx);
    let choices = Choices { disclosure: Disclosure::ALL, ..Choices::usual() };
    let today = clock.now().date_naive();
    let document = document(&source, &choices, "", today).ok_or(PageError::NotFound)?;
    made(document, file).await
}
