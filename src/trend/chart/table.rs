//! The figures of a chart as words.

use askama::Template;
use askama::filters::HtmlSafe;
use serde::{Deserialize, Serialize};

/// What a chart shows, as a table: folded away below it, and the same as a CSV file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Template)]
#[template(path = "trend/chart/table.html")]
pub struct Table {
    /// What it is a table of, for those who come to it on its own.
    pub title: String,
    /// What its cells say.
    pub caption: String,
    /// The heads of the columns, that of the rows' names first.
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

/// A row of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub name: String,
    /// The page of what the row is about, if it has one.
    pub href: Option<String>,
    /// One a column; `None` where there is nothing.
    pub cells: Vec<Option<String>>,
}

/// It was escaped by its own template.
impl HtmlSafe for Table {}

impl Table {
    /// The table line by line, each as long as there are columns; empty where there is nothing.
    pub fn lines(&self) -> impl Iterator<Item = Vec<&str>> {
        let heads = self.columns.iter().map(String::as_str).collect();
        let rows = self.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| cell.as_deref().unwrap_or(""));
            std::iter::once(row.name.as_str()).chain(cells).collect()
        });
        std::iter::once(heads).chain(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_lines_are_its_columns_and_then_its_rows() {
        let row = |name: &str, cells: [Option<&str>; 2]| Row {
            name: name.to_owned(),
            href: None,
            cells: cells.map(|cell| cell.map(str::to_owned)).into(),
        };
        let table = Table {
            title: "Maturity".to_owned(),
            caption: "How far".to_owned(),
            columns: ["Period", "People", "Policy"].map(str::to_owned).into(),
            rows: vec![row("2026-Q4", [Some("46 % through"), None])],
        };

        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines, [["Period", "People", "Policy"], ["2026-Q4", "46 % through", ""]]);
    }
}
