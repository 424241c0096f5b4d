use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};

use super::roi::Asked;
use crate::access::{RecordAccess, View};
use crate::clock::Clock;
use crate::paths::RoiExportPath;
use crate::roi::{AmountIn, Entry, store};
use crate::web::{self, Download, PageError};

/// The entries of a filter as a file, which can be pasted back.
pub(super) async fn show(
    RoiExportPath { org }: RoiExportPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<View>,
    State(clock): State<Clock>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Download, PageError> {
    let filter = asked?.0.filter();
    let Some(entries) = store::all_entries(&mut tx, &filter).await? else {
        return Err(PageError::Unprocessable(
            "There are more than 5 000 entries. Choose a quarter or a kind, and download those.",
        ));
    };
    drop(tx);

    let amounts = AmountIn::currency(&visit.org.currency);
    let heads = [
        "Quarter",
        "Kind",
        "Category",
        "Amount",
        "Currency",
        "Team",
        "Application",
        "KPI",
        "Note",
        "Entered by",
        "On",
    ];
    let line = |entry: &Entry| {
        let team = editor.teams().find(|team| Some(team.id) == entry.team);
        let amount = entry.amount.map(|amount| amounts.typed(amount));
        [
            entry.period.to_string(),
            entry.kind.to_string(),
            entry.category.clone(),
            amount.clone().unwrap_or_default(),
            amount.map_or_else(String::new, |_| amounts.code().to_owned()),
            team.map_or_else(String::new, |team| team.name.clone()),
            entry.application.as_ref().map_or_else(String::new, |it| it.slug.to_string()),
            entry.kpi.as_ref().map_or_else(String::new, |it| it.slug.to_string()),
            entry.note.clone(),
            entry.entered_by.clone().unwrap_or_default(),
            entry.entered_at.format("%Y-%m-%d").to_string(),
        ]
    };
    let lines = entries.iter().map(line);
    let lines: Vec<_> = std::iter::once(heads.map(str::to_owned)).chain(lines).collect();
    let cells = lines.iter().map(|line| line.iter().map(String::as_str));
    let content = web::csv(cells).map_err(|error| PageError::Unexpected(error.into()))?;
    Ok(Download {
        name: format!("{org}-{}-entries.csv", clock.now().format("%Y-%m-%d")),
        content_type: "text/csv; charset=utf-8",
        content,
    })
}
