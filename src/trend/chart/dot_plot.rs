//! How a figure is spread over many.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Chart;
use super::alone::Alone;
use super::dots::Dots;
use super::level_two;
use super::table::{Row, Table};
use super::value::{Point, Value};

/// Where everybody stands toward and through Level 2 in one period: a dot each, stacked where they
/// fall together.
#[derive(Clone, Debug, Template)]
#[template(path = "trend/chart/dot_plot.html")]
pub struct DotPlot {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) description: String,
    /// What its color is named after: `people`.
    pub(super) key: String,
    pub(super) teams: Vec<TeamDot>,
}

/// One of the dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamDot {
    pub name: String,
    /// The page that it leads to.
    pub href: String,
    pub point: Point,
    /// Whether the figure is of the period before, which is drawn as a ring.
    pub is_stale: bool,
}

/// It was escaped by its own template.
impl HtmlSafe for DotPlot {}

impl DotPlot {
    /// A dot for each of `teams`, up to a few hundred, in the order in which its table lists them.
    ///
    /// `description` says in a sentence or two what the picture shows, to those who cannot see it;
    /// `key` names its color, like that of a [`Series`](super::Series).
    pub fn new(title: String, description: String, key: &str, teams: Vec<TeamDot>) -> Self {
        Self { id: "spread", title, description, key: key.to_owned(), teams }
    }

    /// Begins the ids in the drawing with `id` instead of `spread`: for a page of several.
    pub fn named(self, id: &'static str) -> Self {
        Self { id, ..self }
    }

    /// What the picture is of.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The one in the middle, half of the others no further; of an even number the one before it.
    pub fn median(&self) -> Option<Point> {
        let mut points: Vec<Point> = self.teams.iter().map(|team| team.point).collect();
        points.sort_by_key(|point| (point.height(), point.toward));
        points.get(points.len().checked_sub(1)? / 2).copied()
    }

    /// The drawing for 43 rem and more, whose dots are links.
    pub fn wide(&self) -> Dots<'_> {
        Dots::wide(self)
    }

    /// The drawing for narrow places. Its dots are too close for a finger: the table has the links.
    pub fn narrow(&self) -> Dots<'_> {
        Dots::narrow(self)
    }

    /// The same figures as a table: a row for each.
    pub fn table(&self) -> Table {
        let rows = self.teams.iter().map(|team| Row {
            name: team.name.clone(),
            href: Some(team.href.clone()),
            cells: vec![Some(Value::Standing(team.point).cell().to_string())],
        });
        Table {
            title: self.title.clone(),
            caption: level_two::MEASURE.to_owned(),
            columns: vec!["Team".to_owned(), "Standing".to_owned()],
            rows: rows.collect(),
        }
    }
}

impl Chart for DotPlot {
    fn alone(&self, note: String) -> Alone {
        let dots = Dots::alone(self);
        Alone::new((&self.title, &self.description), note, dots.size(), &dots)
    }

    fn table(&self) -> Table {
        self.table()
    }
}
