//! What moved between two sets of answers, and how much of the change each criterion explains.

use super::answers::{Pooled, PooledAnswers};
use super::criterion::Criterion;
use super::leverage::Leverage;
use super::model::Model;
use super::points::{ExactPoints, Points};

/// A criterion that is answered otherwise than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved<'m> {
    pub criterion: &'m Criterion,
    pub before: Pooled,
    pub after: Pooled,
    /// What this change alone, made to the answers of before, does to toward and through of the
    /// whole.
    pub alone: Points,
}

/// Why toward and through of the whole are not what they were.
///
/// A criterion's part is what its change *alone* would have done, and does not depend on any
/// order. The parts need not add up to the whole change (a level is filled by its criteria
/// together, and is capped): what is left is said, too. Every number is exact before it is
/// rounded toward zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation<'m> {
    /// In the order of the model.
    pub moved: Vec<Moved<'m>>,
    /// By how much toward and through of the whole have moved.
    pub total: Points,
    /// What the changes do together, beyond what they do one by one.
    pub together: Points,
}

/// Explains the way from one set of answers to another.
pub fn explain<'m>(
    model: &'m Model,
    before: &PooledAnswers,
    after: &PooledAnswers,
) -> Explanation<'m> {
    let leverage = Leverage::of(model, before);
    let mut one_by_one = ExactPoints::zero();
    let mut moved = Vec::new();
    for criterion in model.criteria() {
        let (was, is) = (before.of(criterion.position), after.of(criterion.position));
        if !was.equals(is) {
            let alone = leverage.when(criterion, is).whole;
            let rounded = alone.rounded();
            moved.push(Moved { criterion, before: was, after: is, alone: rounded });
            one_by_one = one_by_one + alone;
        }
    }
    let total = ExactPoints::between(&leverage.whole(), &Leverage::of(model, after).whole());
    Explanation { moved, total: total.rounded(), together: (total - one_by_one).rounded() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::maturity::{Answer, Answers, Quarters, Scope, score_organization};

    fn pooled(model: &Model, answers: &[(usize, Answer)]) -> PooledAnswers {
        let mut all = Answers::none(model);
        for criterion in model.criteria() {
            all.set(criterion.position, Answer::Given(Quarters::ZERO));
        }
        for &(position, answer) in answers {
            all.set(position, answer);
        }
        PooledAnswers::of_one(model, &all, Scope::Team)
    }

    fn full() -> Answer {
        Answer::Given(Quarters::new(4).unwrap())
    }

    /// The criteria of teams at one level of the first category that has several.
    fn together() -> Vec<&'static Criterion> {
        let model = Model::built_in();
        let of_level_one =
            |c: &&Criterion| c.category == 0 && c.level.number() == 1 && c.scope == Scope::Team;
        model.criteria().iter().filter(of_level_one).collect()
    }

    #[test]
    fn what_has_not_moved_is_not_named() {
        let model = Model::built_in();
        let answers = pooled(model, &[]);

        let explanation = explain(model, &answers, &answers);

        assert_eq!(explanation.moved, []);
        assert_eq!(explanation.total, Points::default());
        assert_eq!(explanation.together, Points::default());
    }

    #[test]
    fn one_change_explains_all_of_it() {
        let model = Model::built_in();
        let criterion = together()[0];
        let before = pooled(model, &[]);
        let after = pooled(model, &[(criterion.position, full())]);

        let explanation = explain(model, &before, &after);

        assert_eq!(explanation.moved.len(), 1);
        assert_eq!(explanation.moved[0].alone, explanation.total);
        assert!(explanation.total.is_gain());
        assert_eq!(explanation.together, Points::default());
        let back = explain(model, &after, &before);
        assert_eq!(back.total.tenths(), -explanation.total.tenths());
    }

    #[test]
    fn what_is_capped_leaves_a_rest_that_is_said() {
        let model = Model::built_in();
        let criteria = together();
        let before = pooled(model, &[]);
        let all: Vec<_> = criteria.iter().map(|c| (c.position, full())).collect();

        let explanation = explain(model, &before, &pooled(model, &all));

        let alone: i32 = explanation.moved.iter().map(|moved| moved.alone.tenths()).sum();
        assert!(alone > explanation.total.tenths(), "a level is full before all of it is");
        assert!(explanation.together.is_loss());
    }

    #[test]
    fn the_same_share_of_more_teams_is_not_a_change() {
        assert!(
            Pooled::Mean { weighted_quarters: 2, weight: 1 }
                .equals(Pooled::Mean { weighted_quarters: 6, weight: 3 })
        );
        assert!(!Pooled::NotApplicable.equals(Pooled::Mean { weighted_quarters: 0, weight: 1 }));
    }

    fn any_answers() -> impl Strategy<Value = Vec<(usize, Answer)>> {
        let count = Model::built_in().criteria().len();
        prop::collection::vec(0..6_u8, count).prop_map(|numbers| {
            let answer =
                |number| Quarters::new(number).map_or(Answer::NotApplicable, Answer::Given);
            numbers.into_iter().map(answer).enumerate().collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// The exact change and that of the rounded figures are less than two tenths apart.
        #[test]
        fn parts_and_rest_add_up_to_what_the_figures_say(
            before in any_answers(), after in any_answers()
        ) {
            let model = Model::built_in();
            let (before, after) = (pooled(model, &before), pooled(model, &after));
            let progress = |answers| {
                let whole = score_organization(model, answers).whole;
                whole.map_or(0, |figure| i32::from(figure.progress()))
            };

            let explanation = explain(model, &before, &after);

            let total = explanation.total.tenths();
            prop_assert!((total - (progress(&after) - progress(&before))).abs() <= 2);
            let parts: i32 = explanation.moved.iter().map(|moved| moved.alone.tenths()).sum();
            let rounded = i32::try_from(explanation.moved.len()).unwrap() + 2;
            prop_assert!((parts + explanation.together.tenths() - total).abs() <= rounded);
        }
    }
}
