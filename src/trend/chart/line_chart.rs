//! Lines over periods, against an axis with bands.

use std::borrow::Cow;

use askama::Template;
use askama::filters::HtmlSafe;
use serde::{Deserialize, Serialize};

use super::Chart;
use super::alone::Alone;
use super::axis::Axis;
use super::drawing::Drawing;
use super::frame::Frame;
use super::series::Series;
use super::table::{Row, Table};
use crate::period::Period;

/// Lines over periods. What the bands mean is said by how it was made: [`level_two`](Self::level_two),
/// [`levels`](Self::levels), [`amounts`](Self::amounts).
///
/// It draws itself twice, for wide and for narrow places; the stylesheet shows the one that fits, so
/// that its letters stay legible at 360 pixels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Template)]
#[template(path = "trend/chart/line_chart.html")]
pub struct LineChart {
    pub(super) id: Cow<'static, str>,
    pub(super) title: String,
    pub(super) description: String,
    /// What the cells of its table say.
    pub(super) measure: String,
    /// Written after a figure, as in `2.1 days`; may be empty.
    pub(super) unit: String,
    pub(super) periods: Vec<Period>,
    pub(super) series: Vec<Series>,
    pub(super) axis: Axis,
}

/// It was escaped by its own template.
impl HtmlSafe for LineChart {}

impl LineChart {
    /// Begins the ids in the drawing with `id` instead of `trend`: for a page of several charts.
    pub fn named(self, id: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), ..self }
    }

    /// What the picture is of.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The drawing for 43 rem and more.
    pub fn wide(&self) -> Drawing<'_> {
        Drawing::new(self, Frame::WIDE)
    }

    /// The drawing for narrow places.
    pub fn narrow(&self) -> Drawing<'_> {
        Drawing::new(self, Frame::NARROW)
    }

    /// The wide drawing as a file of its own, with `note` below it.
    pub fn alone(&self, note: String) -> Alone {
        let size = (Frame::WIDE.width, Frame::WIDE.height);
        Alone::new((&self.title, &self.description), note, size, &self.wide())
    }

    /// The same figures as a table: a row for each period, the newest first, a column for each line.
    pub fn table(&self) -> Table {
        let heads = self.series.iter().map(|series| series.name.clone());
        let rows = self.periods.iter().enumerate().rev().map(|(index, period)| Row {
            name: period.to_string(),
            href: None,
            cells: self
                .series
                .iter()
                .map(|series| Some(series.at(index)?.cell().to_string()))
                .collect(),
        });
        Table {
            title: self.title.clone(),
            caption: self.measure.clone(),
            columns: std::iter::once("Period".to_owned()).chain(heads).collect(),
            rows: rows.collect(),
        }
    }
}

impl Chart for LineChart {
    fn alone(&self, note: String) -> Alone {
        self.alone(note)
    }

    fn table(&self) -> Table {
        self.table()
    }
}
