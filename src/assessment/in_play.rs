use super::StoredEntries;
use crate::maturity::{Criterion, Figures, Level, Model};

/// Which criteria are asked: of each category, Levels 1 and 2 and up to the level after the one
/// it has reached. What lies beyond may be answered, and is not asked.
///
/// The level reached is that of the last submitted assessment, so that what is asked does not
/// change while it is being answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InPlay(Vec<u8>);

impl InPlay {
    /// What is asked after an assessment with these figures; without one, Levels 1 and 2.
    pub fn after(model: &Model, last: Option<&Figures>) -> Self {
        let highest = |category| {
            let figure = last.and_then(|figures| figures.of(category));
            figure.map_or(2, |figure| (figure.level() + 1).max(2))
        };
        Self(model.categories().map(highest).collect())
    }

    /// Whether a criterion is asked.
    pub fn asks(&self, criterion: &Criterion) -> bool {
        self.0.get(criterion.category).is_some_and(|&highest| criterion.level.number() <= highest)
    }

    /// The highest level asked of the category at `position`.
    pub fn highest(&self, position: usize) -> Option<Level> {
        self.0.get(position).and_then(|&highest| Level::new(highest))
    }
}

/// How far the answering of some criteria has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub asked: usize,
    pub answered: usize,
    /// Of those answered, how many are of this period: given in it, or said to still hold.
    pub settled: usize,
}

impl Progress {
    /// Counts how many of `criteria` are answered, and how many of the answers reviewed.
    pub fn of<'m>(
        criteria: impl IntoIterator<Item = &'m Criterion>,
        entries: &StoredEntries,
    ) -> Self {
        let mut progress = Self::default();
        for criterion in criteria {
            progress.asked += 1;
            progress.answered += usize::from(entries.is_answered(criterion.position));
            progress.settled += usize::from(entries.is_settled(criterion.position));
        }
        progress
    }

    /// The share answered and reviewed in percent, rounded down; 100 when nothing is asked.
    pub const fn percent(self) -> usize {
        match (self.settled * 100).checked_div(self.asked) {
            Some(percent) => percent,
            None => 100,
        }
    }

    /// Whether all is answered and reviewed.
    pub const fn is_complete(self) -> bool {
        self.settled == self.asked
    }
}
