//! What to do next: the core criteria that free the most points of toward and through Level 2.

use std::cmp::Reverse;

use super::answers::PooledAnswers;
use super::criterion::Criterion;
use super::fraction::Fraction;
use super::leverage::Leverage;
use super::model::Model;
use super::points::Points;

/// An open core criterion, and what it frees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextBest<'m> {
    pub criterion: &'m Criterion,
    /// What toward and through of the whole gain together when it alone is met in full.
    pub points: Points,
}

/// At most three open core criteria, the one that frees most first.
///
/// Open is what applies and is not met in full. Each is raised to full alone, and ordered by the
/// exact gain in toward and through of the whole, then by that of its category, then as in the
/// model. What frees nothing (criteria from Level 3 on, optional categories) is left out.
pub fn next_best<'m>(model: &'m Model, answers: &PooledAnswers) -> Vec<NextBest<'m>> {
    let leverage = Leverage::of(model, answers);
    let mut open: Vec<_> = model
        .criteria()
        .iter()
        .filter(|criterion| criterion.core && criterion.level.number() <= 2)
        .filter_map(|criterion| {
            let full = answers.of(criterion.position).raised_to_full()?;
            let moved = leverage.when(criterion, full);
            Some((moved.whole.gain(), moved.category.gain(), criterion))
        })
        .filter(|(whole, _, _)| *whole > Fraction::zero())
        .collect();
    open.sort_by(|one, other| {
        let key = |(whole, category, _): &(Fraction, Fraction, _)| {
            (Reverse(whole.clone()), Reverse(category.clone()))
        };
        key(one).cmp(&key(other))
    });
    open.into_iter()
        .take(3)
        .map(|(whole, _, criterion)| NextBest { criterion, points: Points::of_gain(&whole) })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::maturity::{Answer, Answers, Quarters, Scope, score_team};

    fn given(quarters: u8) -> Answer {
        Answer::Given(Quarters::new(quarters).unwrap())
    }

    fn pooled(answers: &Answers) -> PooledAnswers {
        PooledAnswers::of_one(Model::built_in(), answers, Scope::Team)
    }

    /// Every criterion of a team met in full, but for these.
    fn all_but(others: &[(&str, Answer)]) -> Answers {
        let model = Model::built_in();
        let mut answers = Answers::none(model);
        for criterion in model.criteria() {
            answers.set(criterion.position, given(4));
        }
        for &(id, answer) in others {
            answers.set(model.criterion(id).unwrap().position, answer);
        }
        answers
    }

    /// Core criteria of teams at Levels 1 and 2, outside optional categories.
    fn core() -> Vec<&'static Criterion> {
        let model = Model::built_in();
        let criteria = model.criteria().iter();
        criteria
            .filter(|c| c.core && c.scope == Scope::Team && c.level.number() <= 2)
            .filter(|c| !model.place_of(c).1.optional)
            .collect()
    }

    fn ids(next: &[NextBest<'_>]) -> Vec<String> {
        next.iter().map(|next| next.criterion.id.to_string()).collect()
    }

    #[test]
    fn what_is_open_is_named_and_what_is_full_or_does_not_apply_is_not() {
        let core = core();
        let (open, other) = (core[0].id.as_ref(), core[1].id.as_ref());
        let answers = all_but(&[(open, given(0)), (other, Answer::NotApplicable)]);

        let next = next_best(Model::built_in(), &pooled(&answers));

        assert_eq!(ids(&next), [open]);
    }

    #[test]
    fn when_everything_is_met_nothing_is_next() {
        assert_eq!(next_best(Model::built_in(), &pooled(&all_but(&[]))), []);
    }

    #[test]
    fn supporting_criteria_and_those_of_later_levels_are_not_next() {
        let model = Model::built_in();
        let not_core: Vec<_> = model
            .criteria()
            .iter()
            .filter(|c| !c.core || c.level.number() > 2)
            .map(|c| (c.id.as_ref(), given(0)))
            .collect();

        assert_eq!(next_best(model, &pooled(&all_but(&not_core))), []);
    }

    /// Answered with nothing, the first core criterion takes from the whole what it then frees.
    #[test]
    fn the_points_are_those_of_the_formula() {
        let model = Model::parse(include_str!("../../tests/models/small.toml")).unwrap();
        let mut answers = Answers::none(&model);
        for criterion in model.criteria() {
            answers.set(criterion.position, given(4));
        }
        let before = score_team(&model, &answers).whole.unwrap();
        let core = model.criteria().iter().find(|c| c.core && c.scope == Scope::Team).unwrap();
        answers.set(core.position, given(0));
        let without = score_team(&model, &answers).whole.unwrap();

        let next = next_best(&model, &PooledAnswers::of_one(&model, &answers, Scope::Team));

        assert_eq!(next[0].criterion, core);
        let lost = i32::from(before.progress()) - i32::from(without.progress());
        assert!((next[0].points.tenths() - lost).abs() <= 2, "{:?} {lost}", next[0].points);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// The shortcut over the category says what scoring everything anew says.
        #[test]
        fn the_first_is_the_best_of_all_and_none_of_them_loses(
            numbers in prop::collection::vec(0..6_u8, Model::built_in().criteria().len())
        ) {
            let model = Model::built_in();
            let mut answers = Answers::none(model);
            for (position, number) in numbers.into_iter().enumerate() {
                let answer = Quarters::new(number).map_or(Answer::NotApplicable, Answer::Given);
                answers.set(position, answer);
            }
            let progress = |answers: &Answers| {
                score_team(model, answers).whole.map_or(0, |figure| i32::from(figure.progress()))
            };
            let before = progress(&answers);
            let next = next_best(model, &pooled(&answers));
            prop_assert!(next.is_sorted_by_key(|next| Reverse(next.points)));
            let best = next.first().map_or(0, |next| next.points.tenths());
            for criterion in core() {
                if matches!(answers.of(criterion.position), Answer::Given(q) if q.number() < 4) {
                    let mut raised = answers.clone();
                    raised.set(criterion.position, given(4));
                    let gain = progress(&raised) - before;
                    prop_assert!(gain >= 0);
                    prop_assert!(gain <= best + 2, "two roundings apart: {gain} {best}");
                    if let Some(next) = next.iter().find(|next| next.criterion == criterion) {
                        prop_assert!((next.points.tenths() - gain).abs() <= 2);
                    }
                }
            }
        }
    }
}
