use askama::Template;
use askama::filters::HtmlSafe;
use serde::{Deserialize, Serialize};

use crate::trend::chart::{Alone, BarPair, LineChart};

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Template)]
#[template(path = "report/picture.html")]
pub enum Picture {
    Lines(LineChart),
    Bars(BarPair),
}

/// It was escaped by its own template.
impl HtmlSafe for Picture {}

impl Picture {
    /// What it is of.
    pub fn title(&self) -> &str {
        match self {
            Self::Lines(chart) => chart.title(),
            Self::Bars(chart) => chart.title(),
        }
    }

    /// The drawing as a file of its own, with `note` below it.
    pub fn alone(&self, note: String) -> Alone {
        match self {
            Self::Lines(chart) => chart.alone(note),
            Self::Bars(chart) => chart.alone(note),
        }
    }
}
