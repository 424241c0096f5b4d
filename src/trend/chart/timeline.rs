//! What was in which state, quarter by quarter.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Chart;
use super::alone::Alone;
use super::bands::Bands;
use super::table::{Row, Table};
use crate::period::Period;

/// A row for each thing, with a bar for each state that it was in over the periods.
#[derive(Clone, Debug, Template)]
#[template(path = "trend/chart/timeline.html")]
pub struct Timeline {
    pub(super) title: String,
    pub(super) description: String,
    /// The columns, without a gap, oldest first; at least one.
    pub(super) periods: Vec<Period>,
    pub(super) rows: Vec<TimelineRow>,
}

/// A thing and its states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineRow {
    pub name: String,
    /// The page that it leads to.
    pub href: String,
    /// Oldest first; none of them overlap.
    pub spans: Vec<TimelineSpan>,
}

/// A state over some periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineSpan {
    /// What its look is named after: `live`.
    pub key: &'static str,
    /// What it is called.
    pub name: String,
    /// The first and the last of the columns that it covers, from 0.
    pub from: usize,
    pub to: usize,
}

/// It was escaped by its own template.
impl HtmlSafe for Timeline {}

impl Timeline {
    /// The rows over `periods`; `description` says in a sentence what the picture shows, to those who
    /// cannot see it.
    pub fn new(
        title: String,
        description: String,
        periods: Vec<Period>,
        rows: Vec<TimelineRow>,
    ) -> Self {
        Self { title, description, periods, rows }
    }

    /// The drawing for 43 rem and more, with names before the bars.
    pub fn wide(&self) -> Bands<'_> {
        Bands::wide(self)
    }

    /// The drawing for narrow places, with names above the bars.
    pub fn narrow(&self) -> Bands<'_> {
        Bands::narrow(self)
    }

    /// The same as a table: a row for each, a column for each period.
    pub fn table(&self) -> Table {
        let cells = |row: &TimelineRow| {
            let at = |column: usize| {
                let mut spans = row.spans.iter();
                spans.find(|it| (it.from..=it.to).contains(&column)).map(|it| it.name.clone())
            };
            (0..self.periods.len()).map(at).collect()
        };
        let rows = self.rows.iter().map(|row| Row {
            name: row.name.clone(),
            href: Some(row.href.clone()),
            cells: cells(row),
        });
        let columns = self.periods.iter().map(Period::to_string);
        Table {
            title: self.title.clone(),
            caption: "The state at the end of each quarter".to_owned(),
            columns: std::iter::once("Application".to_owned()).chain(columns).collect(),
            rows: rows.collect(),
        }
    }
}

impl Chart for Timeline {
    fn alone(&self, note: String) -> Alone {
        let bands = Bands::alone(self);
        Alone::new((&self.title, &self.description), note, bands.size(), &bands)
    }

    fn table(&self) -> Table {
        self.table()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeline() -> Timeline {
        let first: Period = "2026-Q1".parse().unwrap();
        let span = |key, from, to| TimelineSpan { key, name: key.to_owned(), from, to };
        let row = |name: &str, spans| TimelineRow {
            name: name.to_owned(),
            href: "/o/northwind/applications/x".to_owned(),
            spans,
        };
        let rows = vec![
            row("Card gateway", vec![span("planned", 0, 0), span("moving", 1, 3)]),
            row("A <name> that is much too long for the room before the bars", vec![]),
            row("Search", vec![span("live", 3, 3)]),
        ];
        let periods = first.up_to("2026-Q4".parse().unwrap()).collect();
        Timeline::new("Moves".to_owned(), "What moved.".to_owned(), periods, rows)
    }

    #[test]
    fn its_table_says_of_each_quarter_which_state_it_was() {
        let table = timeline().table();
        assert_eq!(table.columns, ["Application", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]);
        let lines: Vec<_> = table.lines().map(|line| line.join(",")).collect();
        assert_eq!(lines[1], "Card gateway,planned,moving,moving,moving");
        assert_eq!(lines[3], "Search,,,,live");
    }

    #[test]
    fn it_draws_a_bar_a_state_and_names_those_that_have_the_room() {
        for drawing in [timeline().wide(), timeline().narrow()] {
            let svg = drawing.to_string();
            assert_eq!(svg.matches("<rect class=\"st-").count(), 3, "{svg}");
            assert!(svg.contains(">moving</text>"), "{svg}");
            assert!(svg.contains("A &#60;name"), "{svg}");
        }
        assert!(timeline().wide().to_string().contains("…</text>"));
        assert!(!timeline().alone("note".to_owned()).to_string().contains("href"));
    }
}
