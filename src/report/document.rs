//! What a report says, whole and once for all.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Choices, Disclosure, Kind, Picture};
use crate::maturity::{Figure, Tenths};
use crate::overview::{change, level};
use crate::period::Period;
use crate::trend::chart::{Chart, LineChart, Row, Table};

/// What a report says: every word and every figure of it, as they were when it was frozen.
///
/// It is kept as JSON. Nothing in it leads back to what it was made of, so that no later change of
/// an answer, of a criterion or of a rule can change it; and what shall not be disclosed was never
/// put into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub organization: String,
    pub period: Period,
    /// The day on which its figures were frozen.
    pub as_of: NaiveDate,
    /// Whose model the figures are measured by, and of which version.
    pub model: String,
    /// Where the organization stands, as the end of a sentence that begins with its name.
    pub headline: String,
    /// How many teams have reported, in words.
    pub coverage: String,
    /// A few sentences in Markdown: those of the rules, until somebody writes others.
    pub story: String,
    /// Whether somebody wrote them.
    pub is_own_story: bool,
    /// What its author adds, in Markdown; may be empty.
    pub note: String,
    /// Who wrote the note; `None` where people are not named.
    pub author: Option<String>,
    /// What may be read in it.
    pub disclosure: Disclosure,
    /// What it shall be about. A section of which there is nothing to tell is left out.
    pub chosen: BTreeSet<Kind>,
    /// Where the dimensions stood, and the whole first: what the next report is compared with.
    pub stands: Vec<Stand>,
    pub sections: Vec<Section>,
}

/// Where the organization stood in a dimension, or as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// The dimension's id, which colors it; empty for the whole.
    pub key: String,
    pub name: String,
    /// `None` without a score.
    pub figure: Option<Figure>,
}

/// One subject of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub kind: Kind,
    pub parts: Vec<Part>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// A sentence or two.
    Words(String),
    /// A drawing, and the table behind it.
    Chart { picture: Box<Picture>, table: Table },
    /// The dimensions side by side.
    Cards(Vec<Card>),
    /// A table that is read as one. Its first column names the rows.
    Table(Table),
}

impl Part {
    /// A chart with its own table behind it.
    pub fn lines(chart: LineChart) -> Self {
        let table = Chart::table(&chart);
        Self::Chart { picture: Box::new(Picture::Lines(chart)), table }
    }

    /// What it says as a table; `None` of words.
    pub fn table(&self) -> Option<Cow<'_, Table>> {
        match self {
            Self::Words(_) => None,
            Self::Chart { table, .. } | Self::Table(table) => Some(Cow::Borrowed(table)),
            Self::Cards(cards) => Some(Cow::Owned(Card::table(cards))),
        }
    }
}

/// A dimension at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub stand: Stand,
    /// By how many points toward and through together have moved, and since when.
    pub change: Option<(i32, Period)>,
    /// What it waits for; `None` where nothing is left of Level 2.
    pub waits_for: Option<String>,
    /// Whether it stands still, and why, in a word or two.
    pub verdict: Option<String>,
    /// What was decided: its target, or until when it is on hold.
    pub decided: Option<String>,
}

impl Card {
    /// Cards as a table, a row each.
    fn table(cards: &[Self]) -> Table {
        let rows = cards.iter().map(|card| Row {
            name: card.stand.name.clone(),
            href: None,
            cells: vec![
                card.stand.figure.map(level),
                card.stand.figure.map(|it| format!("{} %", it.toward.whole())),
                card.stand.figure.map(|it| format!("{} %", it.through.whole())),
                card.moved(),
                card.waits_for.clone(),
                card.verdict.clone(),
                card.decided.clone(),
            ],
        });
        let columns = [
            "Dimension",
            "Level",
            "Toward",
            "Through",
            "Change",
            "Held back by",
            "Verdict",
            "Decided",
        ];
        Table {
            title: "Dimensions".to_owned(),
            caption: "How far each is toward and through Level 2".to_owned(),
            columns: columns.map(str::to_owned).into(),
            rows: rows.collect(),
        }
    }

    /// By how much it has moved, in words: `+36 points since 2026-Q3`.
    pub fn moved(&self) -> Option<String> {
        self.change.map(|(points, since)| format!("{} since {since}", change(points)))
    }

    /// Whether Level 2 is complete.
    pub fn is_complete(&self) -> bool {
        self.stand.figure.is_some_and(|figure| figure.through == Tenths::MAX)
    }
}

impl Document {
    /// What its author has decided about it.
    pub fn choices(&self) -> Choices {
        Choices {
            kinds: self.chosen.clone(),
            disclosure: self.disclosure,
            story: self.is_own_story.then(|| self.story.clone()),
            note: self.note.clone(),
        }
    }

    /// Its title: `Northwind in 2026-Q4`.
    pub fn title(&self) -> String {
        format!("{} in {}", self.organization, self.period)
    }

    /// The section of a kind, if it has one.
    pub fn section(&self, kind: Kind) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == kind)
    }

    /// Every picture in it, each with its section.
    pub fn pictures(&self) -> impl Iterator<Item = (Kind, &Picture, &Table)> {
        self.sections.iter().flat_map(|section| {
            section.parts.iter().filter_map(|part| match part {
                Part::Chart { picture, table } => Some((section.kind, &**picture, table)),
                Part::Words(_) | Part::Cards(_) | Part::Table(_) => None,
            })
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A report without sections.
    pub(in crate::report) fn document() -> Document {
        Document {
            organization: "Northwind".to_owned(),
            period: "2026-Q4".parse().unwrap(),
            as_of: "2026-11-28".parse().unwrap(),
            model: "Cloud Native Maturity Model".to_owned(),
            headline: "is 96 % of the way to Level 2".to_owned(),
            coverage: "5 of 5 teams reporting".to_owned(),
            story: "**Three** of five dimensions are at Level 2.".to_owned(),
            is_own_story: false,
            note: String::new(),
            author: None,
            disclosure: Disclosure::default(),
            chosen: Kind::ALL.into(),
            stands: Vec::new(),
            sections: Vec::new(),
        }
    }
}
