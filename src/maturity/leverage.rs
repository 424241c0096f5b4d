//! What one other answer would do to toward and through, before anything is rounded.

use super::answers::{Pooled, PooledAnswers};
use super::criterion::Criterion;
use super::formula::Formula;
use super::fraction::Fraction;
use super::model::{Category, Model};
use super::points::ExactPoints;
use super::score::states;

/// Answers, and the toward and through together of each of their categories.
///
/// Toward and through of a dimension and of the whole are plain means, so that what one answer
/// does to them can be told from its category alone.
pub(super) struct Leverage<'a> {
    model: &'a Model,
    formula: Formula,
    answers: &'a PooledAnswers,
    /// In the order of the model; `None` where there is no score.
    progress: Vec<Option<Fraction>>,
}

/// What another answer to one criterion moves.
pub(super) struct Move {
    pub(super) whole: ExactPoints,
    pub(super) category: ExactPoints,
}

impl<'a> Leverage<'a> {
    pub(super) fn of(model: &'a Model, answers: &'a PooledAnswers) -> Self {
        let formula = Formula::of(model.scoring);
        let progress = model.categories().map(|c| progress(model, &formula, c, answers)).collect();
        Self { model, formula, answers, progress }
    }

    /// What moves when `criterion` alone is answered otherwise.
    pub(super) fn when(&self, criterion: &Criterion, answer: Pooled) -> Move {
        let (dimension, category) = self.model.place_of(criterion);
        let answers = self.answers.with(criterion.position, answer);
        let after = progress(self.model, &self.formula, category, &answers);
        let (Some(before), Some(after)) = (&self.progress[category.position], &after) else {
            return self.when_counted_otherwise(category, after);
        };
        let moved = ExactPoints::between(before, after);
        let whole = if category.optional {
            ExactPoints::zero()
        } else {
            // Both counts are above 0: this category is one that counts.
            let siblings = dimension.categories.iter().filter(|c| self.counts(c)).count();
            let dimensions = self.model.dimensions.iter();
            let scored = dimensions.filter(|d| d.categories.iter().any(|c| self.counts(c))).count();
            moved.clone().split(siblings * scored)
        };
        Move { whole, category: moved }
    }

    /// Toward and through of the whole, 0 to 2; 0 without a score.
    pub(super) fn whole(&self) -> Fraction {
        whole(self.model, &self.progress)
    }

    /// A category that begins or ceases to count changes of how many the mean is.
    fn when_counted_otherwise(&self, category: &Category, after: Option<Fraction>) -> Move {
        let nothing = Fraction::zero();
        let before = self.progress[category.position].as_ref().unwrap_or(&nothing);
        let moved = ExactPoints::between(before, after.as_ref().unwrap_or(&nothing));
        let mut progress = self.progress.clone();
        progress[category.position] = after;
        let whole = ExactPoints::between(&self.whole(), &whole(self.model, &progress));
        Move { whole, category: moved }
    }

    fn counts(&self, category: &Category) -> bool {
        !category.optional && self.progress[category.position].is_some()
    }
}

fn progress(
    model: &Model,
    formula: &Formula,
    category: &Category,
    answers: &PooledAnswers,
) -> Option<Fraction> {
    Some(formula.category(&states(model, category, answers)?).progress())
}

fn whole(model: &Model, progress: &[Option<Fraction>]) -> Fraction {
    let dimensions = model.dimensions.iter().filter_map(|dimension| {
        let counted = dimension.categories.iter().filter(|category| !category.optional);
        mean(counted.filter_map(|category| progress[category.position].clone()))
    });
    mean(dimensions).unwrap_or_else(Fraction::zero)
}

fn mean(parts: impl Iterator<Item = Fraction>) -> Option<Fraction> {
    let parts: Vec<_> = parts.collect();
    let count = parts.len();
    (count > 0).then(|| parts.into_iter().sum::<Fraction>().split(count))
}
