use std::collections::BTreeMap;

use askama::Template;

use crate::access::{Editor, RecordAccess, Section, View};
use crate::application::{ListedPattern, Reuse, pattern};
use crate::paths::{ApplicationsPath, NewPatternPath, OrgSlug, PatternPath, PatternsPath};
use crate::period::Period;
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "application/patterns.html")]
struct PatternsPage<'a> {
    shell: Shell,
    org: &'a OrgSlug,
    editor: &'a Editor,
    patterns: Vec<ListedPattern>,
}

impl PatternsPage<'_> {
    fn applications(&self) -> ApplicationsPath {
        ApplicationsPath { org: self.org.clone() }
    }

    fn add(&self) -> NewPatternPath {
        NewPatternPath { org: self.org.clone() }
    }

    fn of(&self, pattern: &ListedPattern) -> PatternPath {
        PatternPath { org: self.org.clone(), pattern: pattern.slug.clone() }
    }

    /// In each period, the newest first: how many uses of all patterns were finished, and how many
    /// of them were not the first of their pattern.
    fn by_period(&self) -> Vec<(Period, usize, usize)> {
        let mut counts: BTreeMap<Period, (usize, usize)> = BTreeMap::new();
        for pattern in &self.patterns {
            for (period, uses, again) in Reuse::of(&pattern.finished).by_period() {
                let count = counts.entry(period).or_default();
                count.0 += uses;
                count.1 += again;
            }
        }
        counts.into_iter().rev().map(|(period, (uses, again))| (period, uses, again)).collect()
    }
}

/// The patterns, and how much cheaper each has made what came after its first use.
pub(super) async fn show(
    PatternsPath { org }: PatternsPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<View>,
) -> Result<Page, PageError> {
    let patterns = pattern::store::listed_patterns(&mut tx).await?;
    drop(tx);
    Page::render(&PatternsPage {
        shell: visit.shell(Section::Applications),
        org: &org,
        editor: &editor,
        patterns,
    })
}
