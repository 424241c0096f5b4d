//! Makes a [`Document`] of what is known of a period. A file a section.
//!
//! What is not to be disclosed is left out here, so that it never becomes part of the document.

mod applications;
mod changes;
mod dimensions;
mod evidence;
mod kpis;
mod next_steps;
mod patterns;
mod returned;
mod teams;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Disclosure, Document, Kind, Part, Section, Stand};
use crate::access::Org;
use crate::application::{ListedPattern, StandingApplication};
use crate::maturity::{Figures, Model};
use crate::overview::{Known, Picture, Piece, Sentence};
use crate::trend::chart::{Row, Table};

pub use evidence::Noted;

/// All that a report is made of.
#[derive(Clone, Debug)]
pub struct Source {
    pub org: Org,
    pub known: Known,
    /// As they were at the end of the period.
    pub applications: Vec<StandingApplication>,
    pub patterns: Vec<ListedPattern>,
    /// What was noted with the answers of the period.
    pub noted: Vec<Noted>,
    /// The newest report of an earlier period.
    pub before: Option<Document>,
}

/// What its author decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    pub kinds: BTreeSet<Kind>,
    pub disclosure: Disclosure,
    /// In Markdown; `None` for what the rules say.
    pub story: Option<String>,
    /// In Markdown; may be empty.
    pub note: String,
}

impl Choices {
    /// What a new report begins with: every section, and nothing disclosed.
    pub fn usual() -> Self {
        Self { kinds: Kind::ALL.into(), ..Self::default() }
    }
}

/// The document of what is known, frozen on `today` by `author`; `None` while there are no figures.
pub fn document(
    source: &Source,
    choices: &Choices,
    author: &str,
    today: NaiveDate,
) -> Option<Document> {
    let model = Model::built_in();
    let &Choices { ref kinds, disclosure, .. } = choices;
    let Source { org, known, applications, patterns, noted, before } = source;
    let Known { period, since, current, day, ref counts, ref measured, .. } = *known;
    let stored = known.stored.clone();
    let newest = stored.roll_ups.last()?;
    let (coverage, stands) = (newest.coverage, stands(model, &newest.figures));
    let returned = stored.returned.clone();
    let teams: Vec<_> = stored.teams.iter().map(|led| led.team.clone()).collect();
    let rows = stored.rows(model, org, period);
    let picture = Picture::of(stored, org, &rows, current)?;

    let section = |kind: Kind| -> Vec<Part> {
        match kind {
            Kind::Trend => vec![Part::lines(picture.chart.clone())],
            Kind::Dimensions => {
                let noted = disclosure.evidence.then_some(noted.as_slice());
                dimensions::parts(&picture, since, noted.unwrap_or_default(), disclosure)
            }
            Kind::Changes => changes::parts(before.as_ref(), &stands),
            Kind::Teams => teams::parts(model, &rows, disclosure),
            Kind::Kpis => kpis::parts((measured, day), &teams, disclosure),
            Kind::Return => returned::parts(org, &returned, disclosure),
            Kind::Applications => applications::parts((counts, since), applications, disclosure),
            Kind::Patterns => patterns::parts(patterns, period, disclosure),
            Kind::NextSteps => next_steps::parts(&picture.next.steps, disclosure),
        }
    };
    let sections = Kind::ALL
        .into_iter()
        .filter(|kind| kinds.contains(kind))
        .map(|kind| Section { kind, parts: section(kind) })
        .filter(|section| !section.parts.is_empty());
    Some(Document {
        organization: org.name.clone(),
        period,
        as_of: today,
        model: model.name.clone(),
        headline: picture.headline.clone(),
        coverage: format!("{} of {} teams reporting", coverage.reporting(), coverage.known),
        story: choices.story.clone().unwrap_or_else(|| markdown(&picture.story)),
        is_own_story: choices.story.is_some(),
        note: choices.note.clone(),
        author: (disclosure.people && !choices.note.is_empty()).then(|| author.to_owned()),
        disclosure,
        chosen: kinds.clone(),
        sections: sections.collect(),
        stands,
    })
}

/// The whole and each dimension.
fn stands(model: &Model, figures: &Figures) -> Vec<Stand> {
    let whole = Stand { key: String::new(), name: "All".to_owned(), figure: figures.whole };
    let dimensions = model.dimensions.iter().zip(&figures.dimensions);
    let dimensions = dimensions.map(|(dimension, figure)| Stand {
        key: dimension.id.clone(),
        name: dimension.name.clone(),
        figure: *figure,
    });
    std::iter::once(whole).chain(dimensions).collect()
}

/// The sentences as somebody would write them in Markdown.
fn markdown(story: &[Sentence]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Plain(text) => escaped(text),
        Piece::Strong(text) | Piece::Warning(text) => format!("**{}**", escaped(text)),
    };
    let sentence = |sentence: &Sentence| sentence.iter().map(piece).collect::<String>();
    story.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

/// Text that means itself in Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if "\\`*_[]<>#~&".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A table of a report. The first cell of a row names it; empty cells are left empty.
fn table(title: &str, columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Table {
    let rows = rows.into_iter().map(|cells| {
        let mut cells = cells.into_iter();
        Row {
            name: cells.next().unwrap_or_default(),
            href: None,
            cells: cells.map(|cell| (!cell.is_empty()).then_some(cell)).collect(),
        }
    });
    Table {
        title: title.to_owned(),
        caption: String::new(),
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Markdown;

    #[test]
    fn the_story_of_the_rules_means_itself_in_markdown() {
        let story = vec![
            vec![Piece::Strong("3 of 5".to_owned()), Piece::Plain(" are there.".to_owned())],
            vec![Piece::Plain("A *star* <b>, C#_x_.".to_owned())],
        ];
        let written = markdown(&story);
        assert!(written.starts_with("**3 of 5** are there. A \\*star\\*"), "{written}");
        assert_eq!(
            Markdown::of(&written).to_string().trim(),
            "<p><strong>3 of 5</strong> are there. A *star* &lt;b&gt;, C#_x_.</p>"
        );
    }
}
