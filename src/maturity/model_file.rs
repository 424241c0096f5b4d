//! A model file as it is written: its sections, its entries, and the lines they stand on.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// What is wrong with a model file: all of it, in the order of its lines.
#[derive(Debug, PartialEq, Eq)]
pub struct ModelError {
    /// At least one.
    pub problems: Vec<ModelProblem>,
}

impl std::error::Error for ModelError {}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the model file cannot be used:")?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n{problem}"))
    }
}

/// One thing that is wrong with a model file.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModelProblem {
    /// The line it is on, from 1; none where something is missing.
    pub line: Option<usize>,
    /// What is wrong, and with which criterion or category.
    pub what: String,
}

impl fmt::Display for ModelProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        f.write_str(&self.what)
    }
}

/// An open model file, and what was found wrong with it so far.
///
/// Sections and entries are read one by one, so that a mistake in one hides no mistake in another.
pub(super) struct ModelFile<'a> {
    text: &'a str,
    sections: DeTable<'a>,
    problems: Vec<ModelProblem>,
}

impl<'a> ModelFile<'a> {
    /// Reads the TOML, or says where it is not TOML.
    pub(super) fn open(text: &'a str) -> Result<Self, ModelError> {
        let (sections, errors) = DeTable::parse_recoverable(text);
        let mut file = Self { text, sections: sections.into_inner(), problems: Vec::new() };
        for error in &errors {
            file.report(error.span(), error.message());
        }
        if file.problems.is_empty() { Ok(file) } else { Err(file.into_error()) }
    }

    /// Takes the section or the value of that name, which has to be there.
    pub(super) fn section<T: DeserializeOwned>(&mut self, name: &str) -> Option<Spanned<T>> {
        let Some(value) = self.sections.remove(name) else {
            self.report(None, format!("`{name}` is missing"));
            return None;
        };
        self.read(name, value)
    }

    /// Takes the entries `[[name]]` that can be read, in the order of the file.
    pub(super) fn entries<T: DeserializeOwned>(&mut self, name: &str) -> Vec<Spanned<T>> {
        let Some(section) = self.sections.remove(name) else { return Vec::new() };
        let span = section.span();
        let DeValue::Array(entries) = section.into_inner() else {
            self.report(Some(span), format!("write each {name} as [[{name}]]"));
            return Vec::new();
        };
        let entries = entries.into_iter().map(|entry| {
            let id = entry.get_ref().as_table().and_then(|table| table.get("id"));
            let id = id.and_then(|id| id.get_ref().as_str()).unwrap_or("without an id");
            (format!("{name} {id}"), entry)
        });
        entries
            .collect::<Vec<_>>()
            .into_iter()
            .filter_map(|(whose, e)| self.read(&whose, e))
            .collect()
    }

    fn read<T: DeserializeOwned>(
        &mut self,
        whose: &str,
        value: Spanned<DeValue<'_>>,
    ) -> Option<Spanned<T>> {
        let span = value.span();
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(read) => Some(Spanned::new(span, read)),
            Err(error) => {
                let what = format!("{whose}: {}", error.message());
                self.report(Some(error.span().unwrap_or(span)), what);
                None
            }
        }
    }

    /// Notes something wrong in that part of the text.
    pub(super) fn report(&mut self, span: Option<Range<usize>>, what: impl Into<String>) {
        let line = span.and_then(|span| self.text.get(..span.start));
        let line = line.map(|before| before.matches('\n').count() + 1);
        self.problems.push(ModelProblem { line, what: what.into() });
    }

    /// What was `read` from the file, if nothing is wrong with it and no section is left over.
    pub(super) fn close<T>(mut self, read: Option<T>) -> Result<T, ModelError> {
        for (name, _) in std::mem::take(&mut self.sections) {
            self.report(Some(name.span()), format!("there is no section `{}`", name.get_ref()));
        }
        match read {
            Some(read) if self.problems.is_empty() => Ok(read),
            _ => Err(self.into_error()),
        }
    }

    fn into_error(mut self) -> ModelError {
        self.problems.sort();
        ModelError { problems: self.problems }
    }
}

/// `[model]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ModelRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) source: String,
    #[serde(rename = "language")]
    _language: String,
}

/// `[[level]]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelRow {
    pub(super) number: i64,
    pub(super) name: String,
    pub(super) summary: String,
}

/// `[[dimension]]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DimensionRow {
    pub(super) id: Spanned<String>,
    pub(super) name: Spanned<String>,
    pub(super) order: i64,
}

/// `[[category]]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CategoryRow {
    pub(super) dimension: Spanned<String>,
    pub(super) id: Spanned<String>,
    pub(super) name: Spanned<String>,
    pub(super) order: i64,
    pub(super) optional: bool,
    #[serde(rename = "source_heading")]
    _source_heading: String,
}

/// `[[seed_statement]]`: a statement of the text on Level 2, for criteria to refer to.
#[derive(Deserialize)]
pub(super) struct SeedStatementRow {
    pub(super) id: String,
}

/// `[[criterion]]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CriterionRow {
    pub(super) id: Spanned<String>,
    pub(super) dimension: Spanned<String>,
    pub(super) category: Spanned<String>,
    pub(super) level: Spanned<i64>,
    pub(super) statement: Spanned<String>,
    pub(super) gap: Option<Spanned<String>>,
    pub(super) evidence_hint: String,
    pub(super) seed: Spanned<bool>,
    pub(super) seed_refs: Vec<Spanned<String>>,
    pub(super) basis: Spanned<String>,
    pub(super) core: Spanned<bool>,
    pub(super) scope: Spanned<String>,
    pub(super) answers: Spanned<String>,
}
