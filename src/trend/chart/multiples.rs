//! Many little charts of lines that share their axes and periods.

use askama::Template;
use askama::filters::HtmlSafe;

use super::frame::Frame;
use super::level_two;
use super::marker::Marker;
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

/// A drawing has no words, so that only its plot counts.
const FRAME: Frame = Frame {
    name: "little",
    width: 200,
    height: 76,
    left: 6,
    right: 194,
    top: 6,
    bottom: 70,
    ..Frame::NARROW
};

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
    fn figure(&self, multiple: &Multiple) -> String {
        match multiple.series.last() {
            Some((index, value)) if index + 1 == self.periods.len() => value.short().to_string(),
            Some((index, _)) => format!("last {}", self.periods[index]),
            None => "no score".to_owned(),
        }
    }

    /// Where its line runs, stretch by stretch between gaps, and where its newest point is.
    fn line(&self, series: &Series) -> Line {
        let (axis, count) = (level_two::axis(), self.periods.len());
        let place = |index| {
            let y = FRAME.y(&axis, series.at(index)?.height());
            Some((FRAME.x(index, count), y))
        };
        let places: Vec<Option<(Tenths, Tenths)>> = (0..count).map(place).collect();
        let runs = places.split(Option::is_none).map(|run| run.iter().flatten().collect());
        let runs: Vec<Vec<&(Tenths, Tenths)>> = runs.collect();
        let alone = runs.iter().filter(|run| run.len() == 1).map(|run| *run[0]);
        let last = series.last().and_then(|(index, _)| place(index));
        let mut dots: Vec<(Tenths, Tenths)> = alone.collect();
        dots.extend(last.filter(|last| !dots.contains(last)));
        let longer = runs.iter().filter(|run| run.len() > 1);
        let polylines = longer
            .map(|run| run.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" "))
            .collect();
        Line { polylines, dots, shape: Marker::of(0).large }
    }

    /// Where the first period stands.
    fn first_x(&self) -> Tenths {
        FRAME.x(0, self.periods.len())
    }

    /// The height of the way into Level 2.
    fn door() -> i32 {
        i32::midpoint(FRAME.top, FRAME.bottom)
    }
}

struct Line {
    polylines: Vec<String>,
    dots: Vec<(Tenths, Tenths)>,
    shape: &'static str,
}
