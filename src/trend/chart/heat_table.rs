//! A table whose cells are the warmer the further they have come.

use askama::Template;
use askama::filters::HtmlSafe;

use super::table::{Row, Table};

/// Names down, columns across, and in each cell a figure on a background that is the warmer the
/// further it has come. Everything is said in words; the warmth only lets one find it.
#[derive(Clone, Debug, Template)]
#[template(path = "trend/chart/heat_table.html")]
pub struct HeatTable {
    /// What it is a table of.
    pub title: String,
    /// The heads of the columns, that of the names first.
    pub columns: Vec<String>,
    pub rows: Vec<HeatRow>,
}

/// It was escaped by its own template.
impl HtmlSafe for HeatTable {}

/// A row of a [`HeatTable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatRow {
    pub name: String,
    /// The page of what the row is about, if it has one.
    pub href: Option<String>,
    /// Whether its figures are older than the others', which are drawn paler.
    pub is_stale: bool,
    /// One a column; `None` where there is nothing.
    pub cells: Vec<Option<HeatCell>>,
}

/// A figure in a [`HeatTable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatCell {
    /// What is read first: `L2`.
    pub strong: String,
    /// `46 %`.
    pub figure: String,
    /// What the figure is of: `through`.
    pub of: String,
    /// How warm, 0 to 10.
    pub warmth: u8,
    /// Whether there is nothing left to do, which is outlined.
    pub is_done: bool,
}

impl HeatCell {
    /// The class that warms it.
    fn class(&self) -> String {
        format!("v{}", self.warmth.min(10))
    }
}

impl HeatTable {
    /// The same figures without warmth.
    pub fn table(&self) -> Table {
        let text = |cell: &HeatCell| {
            let words = [&cell.strong, &cell.figure, &cell.of].map(String::as_str);
            words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let rows = self.rows.iter().map(|row| Row {
            name: row.name.clone(),
            href: row.href.clone(),
            cells: row.cells.iter().map(|cell| cell.as_ref().map(text)).collect(),
        });
        Table {
            title: self.title.clone(),
            caption: self.title.clone(),
            columns: self.columns.clone(),
            rows: rows.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heat(name: &str) -> HeatTable {
        let cell = HeatCell {
            strong: "L2".to_owned(),
            figure: "100 %".to_owned(),
            of: "through".to_owned(),
            warmth: 10,
            is_done: true,
        };
        HeatTable {
            title: "Teams".to_owned(),
            columns: ["Team", "People", "Policy"].map(str::to_owned).into(),
            rows: vec![HeatRow {
                name: name.to_owned(),
                href: Some("/teams/payments".to_owned()),
                is_stale: true,
                cells: vec![Some(cell), None],
            }],
        }
    }

    #[test]
    fn warmth_is_a_class_beside_the_words() {
        insta::assert_snapshot!(heat("Payments & <more>"));
    }

    #[test]
    fn its_plain_table_says_the_same() {
        let table = heat("Payments").table();
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines[1], ["Payments", "L2 100 % through", ""]);
    }
}
