use std::borrow::Cow;

use super::markdown;
use crate::report::{Document, Part};
use crate::trend::chart::Table;

/// A piece of what a report says, as it is set on paper.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// 1 for the title, 2 for a section, 3 for what is in one.
    Heading(u16, String),
    Paragraph(Tone, Vec<Span>),
    /// The number of the first item, if they are counted.
    List(Option<u64>, Vec<Vec<Span>>),
    Chart(Drawing),
    Table(Table),
}

/// How loud a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Usual,
    Soft,
}

/// Words in one weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub text: String,
    pub is_bold: bool,
}

/// A chart, drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drawing {
    pub svg: String,
    /// What it shows, for those who do not see it.
    pub description: String,
}

impl Span {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_bold: false }
    }
}

impl Block {
    /// A table below a heading that says the same needs no title.
    fn without_title(mut self, heading: &str) -> Self {
        if let Self::Table(table) = &mut self
            && table.title == heading
        {
            table.title.clear();
        }
        self
    }
}

/// Who is to be named with the model.
const ATTRIBUTION: &str = "Based on the Cloud Native Maturity Model by the Cartografos working \
    group, Cloud Native Computing Foundation, under CC BY 4.0; changed: criteria are in our own \
    words, split and partly added. Not endorsed by the Cloud Native Computing Foundation or the \
    Linux Foundation.";

/// What a report says, from its title to its method, and the figures behind its charts.
pub(super) fn blocks(document: &Document) -> Vec<Block> {
    let mut blocks = lead(document);
    for section in &document.sections {
        let heading = section.kind.to_string();
        let parts = section.parts.iter().filter_map(|part| self::part(document, part));
        let parts: Vec<Block> = parts.map(|block| block.without_title(&heading)).collect();
        blocks.push(Block::Heading(2, heading));
        blocks.extend(parts);
    }
    blocks.extend(method(document));
    let tables: Vec<&Table> = document.pictures().map(|(.., table)| table).collect();
    if !tables.is_empty() {
        blocks.push(Block::Heading(2, "Figures behind the charts".to_owned()));
        blocks.extend(tables.into_iter().cloned().map(Block::Table));
    }
    blocks
}

fn lead(document: &Document) -> Vec<Block> {
    let Document { organization, headline, .. } = document;
    let said = format!(
        "Quarterly report · {} · {} · as of {}",
        document.period,
        document.coverage,
        as_of(document)
    );
    let mut blocks = vec![
        Block::Paragraph(Tone::Soft, vec![Span::plain(said)]),
        Block::Heading(1, format!("{organization} {headline}.")),
    ];
    blocks.extend(markdown::blocks(&document.story));
    if !document.note.is_empty() {
        let heading = match &document.author {
            Some(author) => format!("Note from {author}"),
            None => "Note".to_owned(),
        };
        blocks.push(Block::Heading(2, heading));
        blocks.extend(markdown::blocks(&document.note));
    }
    blocks
}

fn part(document: &Document, part: &Part) -> Option<Block> {
    match part {
        Part::Words(words) => Some(Block::Paragraph(Tone::Usual, vec![Span::plain(words)])),
        Part::Chart { picture, .. } => {
            let alone = picture.alone(crate::report::files::below(document));
            let description = format!("{}. {}", picture.title(), alone.description());
            Some(Block::Chart(Drawing { svg: alone.to_string(), description }))
        }
        Part::Cards(_) | Part::Table(_) => part.table().map(Cow::into_owned).map(Block::Table),
    }
}

fn method(document: &Document) -> Vec<Block> {
    let soft = |text: String| Block::Paragraph(Tone::Soft, vec![Span::plain(text)]);
    vec![
        Block::Heading(2, "How to read this".to_owned()),
        soft(format!(
            "Figures as of {}, for the quarter {}. They are measured by the {}: teams answer \
             criteria in five dimensions, and each level counts only as far as the levels below it \
             are full.",
            as_of(document),
            document.period,
            document.model
        )),
        soft(
            "Toward Level 2 is how much of the way to Level 2 is done; at 100\u{a0}% Level 2 is \
             reached. Through Level 2 is how much of Level 2 itself is done; at 100\u{a0}% Levels 1 \
             and 2 are full. All percentages are rounded down. A plateau is a dimension that has \
             hardly moved for four quarters."
                .to_owned(),
        ),
        soft(document.disclosure.words()),
        soft(ATTRIBUTION.to_owned()),
    ]
}

/// The day of its figures: `12 Nov 2026`.
pub(super) fn as_of(document: &Document) -> String {
    document.as_of.format("%-d %b %Y").to_string()
}
