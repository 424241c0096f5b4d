//! The upright side of a chart: what stands where between its ends.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// An axis in whole numbers of whatever the chart shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Axis {
    pub low: i64,
    pub high: i64,
    /// Stretches with a name, from the lowest.
    pub bands: Vec<Band>,
    /// Marks at the left, from the lowest.
    pub ticks: Vec<Tick>,
    /// Lines across, each with what it means.
    pub rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Band {
    pub low: i64,
    pub high: i64,
    pub name: String,
    pub shade: Shade,
}

/// The background of a band; neighbors differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Shade {
    Plain,
    Tinted,
}

impl Shade {
    /// The class that fills it.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Plain => "band-1",
            Self::Tinted => "band-2",
        }
    }

    /// The class that gives words in it a halo of its color.
    pub(super) const fn halo(self) -> &'static str {
        match self {
            Self::Plain => "on-1",
            Self::Tinted => "on-2",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tick {
    pub at: i64,
    pub label: String,
    /// What is written instead where there is little room.
    pub short: Option<Cow<'static, str>>,
    /// Whether it is the way into Level 2.
    pub is_door: bool,
}

impl Tick {
    pub(super) fn new(at: i64, label: impl Into<String>) -> Self {
        Self { at, label: label.into(), short: None, is_door: false }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rule {
    pub at: i64,
    pub label: String,
    /// The class that draws it.
    pub class: Cow<'static, str>,
}
