use serde::Deserialize;

use super::Sheet;
use crate::maturity::{Category, Criterion};

/// Which levels a page shows: those in play, and on request those after them, of one category
/// or of all.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Shown {
    levels: Option<AllLevels>,
    /// The id of the category that is shown whole.
    open: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AllLevels {
    All,
}

impl Shown {
    /// Whether every level of every category is shown.
    pub const fn is_all(&self) -> bool {
        self.levels.is_some()
    }

    /// Whether a criterion is shown: asked, asked for, or answered in this period.
    pub fn shows(&self, sheet: &Sheet, category: &Category, criterion: &Criterion) -> bool {
        let stored = sheet.entries.of(criterion.position);
        self.is_all()
            || self.open.as_deref() == Some(&*category.id)
            || sheet.in_play.asks(criterion)
            || stored.is_some_and(|stored| stored.is_reviewed || sheet.is_submitted())
    }

    /// What this adds to a page's address.
    pub fn query(&self, sheet_categories: &[Category]) -> String {
        let opened = |id: &str| sheet_categories.iter().any(|category| &*category.id == id);
        match &self.open {
            _ if self.is_all() => "?levels=all".to_owned(),
            Some(id) if opened(id) => format!("?open={id}"),
            _ => String::new(),
        }
    }
}
