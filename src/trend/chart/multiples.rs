//! Many little charts of lines that share their axes and periods.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Chart;
use super::alone::Alone;
use super::frame::Frame;
use super::grid::Grid;
use super::level_two;
use super::little::Little;
use super::series::Series;
use super::table::{Row, Table};
use super::tenths::Tenths;
use crate::period::Period;

/// A grid of little charts toward and through Level 2, one for each category, say.
///
/// Names and figures stand outside the drawings, as text of the page that wraps as it needs to.
#[derive(Clone, Debug, Template)]
#[template(path = "trend/chart/multiples.html")]
pub struct SmallMultiples {
    title: String,
    periods: Vec<Period>,
    multiples: Vec<Multiple>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiple {
    /// Its color, name and line: a [`Value::Standing`](super::Value::Standing) for each period, or a
    /// gap. A stretch or a target is not drawn.
    pub series: Series,
    /// What it is reached, like `Level 2`.
    pub level: String,
    /// The page about it, if there is one.
    pub href: Option<String>,
    /// What else is to be said of it in a few words, like `plateau · 4 quarters`.
    pub note: Option<String>,
}

/// It was escaped by its own template.
impl HtmlSafe for SmallMultiples {}

const FRAME: Frame = Little::FRAME;

impl SmallMultiples {
    /// One little chart for each of `multiples`, over `periods`, which are given oldest first and
    /// without a gap between them. `title` says what they are charts of.
    pub fn level_two(title: String, periods: &[Period], multiples: Vec<Multiple>) -> Self {
        Self { title, periods: periods.to_vec(), multiples }
    }

    /// What the pictures are of.
    pub fn title(&self) -> &str {
        &self.title
    }

    pub(super) fn periods(&self) -> &[Period] {
        &self.periods
    }

    pub(super) fn each(&self) -> impl Iterator<Item = &Multiple> {
        self.multiples.iter()
    }

    /// The same figures as a table: a row for each period, the newest first, a column for each chart.
    pub fn table(&self) -> Table {
        let heads = self.multiples.iter().map(|multiple| multiple.series.name.clone());
        let rows = self.periods.iter().enumerate().rev().map(|(index, period)| Row {
            name: period.to_string(),
            href: None,
            cells: self
                .multiples
                .iter()
                .map(|multiple| Some(multiple.series.at(index)?.cell().to_string()))
                .collect(),
        });
        Table {
            title: self.title.clone(),
            caption: level_two::MEASURE.to_owned(),
            columns: std::iter::once("Period".to_owned()).chain(heads).collect(),
            rows: rows.collect(),
        }
    }

    /// The newest figure of one of them: `46 % through`, or when there was one last.
    pub(super) fn figure(&self, multiple: &Multiple) -> String {
        match multiple.series.last() {
            Some((index, value)) if index + 1 == self.periods.len() => value.short().to_string(),
            Some((index, _)) => format!("last {}", self.periods[index]),
            None => "no score".to_owned(),
        }
    }

    /// The drawing of one of them.
    fn little(&self, series: &Series) -> Little {
        Little::of(series, self.periods.len())
    }

    /// Where the first period stands.
    fn first_x(&self) -> Tenths {
        FRAME.x(0, self.periods.len())
    }
}

impl Chart for SmallMultiples {
    fn alone(&self, note: String) -> Alone {
        let grid = Grid::of(self);
        let said = format!("{}.", level_two::MEASURE);
        Alone::new((&self.title, &said), note, (Grid::WIDTH, grid.height()), &grid)
    }

    fn table(&self) -> Table {
        self.table()
    }
}
