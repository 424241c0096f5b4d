use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};

use super::applications::Asked;
use crate::access::{RecordAccess, View};
use crate::application::{ExportedApplication, exported};
use crate::clock::Clock;
use crate::paths::ApplicationsFilePath;
use crate::web::{self, Download, PageError};

/// The applications that a filter leaves, as a file for spreadsheets.
pub(super) async fn show(
    ApplicationsFilePath { org }: ApplicationsFilePath,
    RecordAccess { editor, mut tx, .. }: RecordAccess<View>,
    State(clock): State<Clock>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Download, PageError> {
    let Query(asked) = asked?;
    let filter = asked.filter(&editor)?;
    let exported = exported::store::exported(&mut tx, filter).await?;
    drop(tx);
    let lines = exported.iter().map(ExportedApplication::cells);
    let lines: Vec<_> = std::iter::once(ExportedApplication::heads()).chain(lines).collect();
    let content = web::csv(lines.iter().map(|line| line.iter().map(String::as_str)))
        .map_err(|error| PageError::Unexpected(error.into()))?;
    Ok(Download {
        name: format!("{org}-{}-applications.csv", clock.period()),
        content_type: "text/csv; charset=utf-8",
        content,
    })
}
