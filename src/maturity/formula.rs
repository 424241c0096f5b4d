//! The arithmetic of the score: from how far levels are met to a category, and from children to
//! a parent. Exact, in fractions; only [`Exact::rounded_down`] rounds.

use super::figures::{Figure, Hundredths, Tenths};
use super::fraction::Fraction;
use super::model::Scoring;

/// How far one level of one category is met.
#[derive(Debug)]
pub(super) struct LevelState {
    /// 0 to 1.
    pub(super) completeness: Fraction,
    /// A core criterion is at 0.
    pub(super) blocked: bool,
}

/// A figure before it is rounded.
#[derive(Debug)]
pub(super) struct Exact {
    /// 0 to 5.
    score: Fraction,
    /// 0 to 1.
    toward: Fraction,
    /// 0 to 1.
    through: Fraction,
}

impl Exact {
    /// Toward and through together, 0 to 2.
    pub(super) fn progress(&self) -> Fraction {
        self.toward.clone() + self.through.clone()
    }

    pub(super) fn rounded_down(&self) -> Figure {
        let score = self.score.whole_parts(100).and_then(Hundredths::new);
        Figure {
            score: score.expect("a score is 0 to 5"),
            toward: tenths(&self.toward),
            through: tenths(&self.through),
        }
    }
}

/// A part of 1 in tenths of a percent, rounded down.
pub(super) fn tenths(part: &Fraction) -> Tenths {
    part.whole_parts(1000).and_then(Tenths::new).expect("a part is 0 to 1")
}

/// The constants of a model, as fractions.
pub(super) struct Formula {
    enter: Fraction,
    full: Fraction,
    /// From `enter` to `full`.
    between: Fraction,
}

impl Formula {
    pub(super) fn of(scoring: Scoring) -> Self {
        let enter = Fraction::new(scoring.enter_percent.into(), 100);
        let full = Fraction::new(scoring.full_percent.into(), 100);
        Self { between: full.without(&enter), enter, full }
    }

    pub(super) fn category(&self, states: &[LevelState; 5]) -> Exact {
        let [first, second, ..] = states;
        let toward = (self.filled(first) + self.entering(second)).split(2);
        let through = &self.filled(first) * &self.filling(second);
        let while_blocked = |blocked: bool, part: Fraction| {
            if blocked { at_most_almost(part) } else { part }
        };
        Exact {
            score: self.score(states),
            toward: while_blocked(first.blocked, toward),
            through: while_blocked(first.blocked || second.blocked, through),
        }
    }

    fn score(&self, states: &[LevelState; 5]) -> Fraction {
        let level = self.level(states);
        let part = match level {
            0 => self.entering(&states[0]),
            5 => Fraction::zero(),
            _ => (self.filling(&states[level - 1]) + self.entering(&states[level])).split(2),
        };
        Fraction::new(level as u128, 1) + at_most_almost(part)
    }

    /// The highest level that is entered with every level below it full, or 0.
    fn level(&self, states: &[LevelState; 5]) -> usize {
        let full = states.iter().take_while(|state| self.is_full(state)).count();
        let next_is_entered = states.get(full).is_some_and(|s| s.completeness >= self.enter);
        full + usize::from(next_is_entered)
    }

    fn is_full(&self, state: &LevelState) -> bool {
        state.completeness >= self.full && !state.blocked
    }

    /// How much of the way into a level is done.
    fn entering(&self, state: &LevelState) -> Fraction {
        (&state.completeness / &self.enter).at_most_one()
    }

    /// How much of the way from entering a level to filling it is done.
    fn filling(&self, state: &LevelState) -> Fraction {
        (&state.completeness.without(&self.enter) / &self.between).at_most_one()
    }

    /// How much of a level is done, from nothing to full.
    fn filled(&self, state: &LevelState) -> Fraction {
        (&state.completeness / &self.full).at_most_one()
    }
}

/// A parent's figure from its children's; `None` without children.
///
/// Strength in one place cannot pay for a gap in another: the score starts from the lowest
/// child's level. Toward and through are plain means, and move with every answer.
pub(super) fn roll_up<'a>(children: impl Iterator<Item = &'a Exact>) -> Option<Exact> {
    let children: Vec<_> = children.collect();
    let level = children.iter().map(|child| child.score.floor()).min()?;
    // Above 5 there is nothing, so that 5 stays 5.
    let above = children.iter().map(|child| child.score.without(&level).at_most_one());
    Some(Exact {
        score: level.clone() + at_most_almost(mean(above)),
        toward: mean(children.iter().map(|child| child.toward.clone())),
        through: mean(children.iter().map(|child| child.through.clone())),
    })
}

fn mean(parts: impl ExactSizeIterator<Item = Fraction>) -> Fraction {
    let count = parts.len();
    parts.sum::<Fraction>().split(count)
}

/// While a step is not taken, what is done of it stays a hair short of all.
fn at_most_almost(part: Fraction) -> Fraction {
    part.min(Fraction::new(99, 100))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::maturity::Model;

    fn formula() -> Formula {
        Formula::of(Model::built_in().scoring)
    }

    /// A level that is complete to `part` of `whole`.
    fn open(part: u128, whole: u128) -> LevelState {
        LevelState { completeness: Fraction::new(part, whole), blocked: false }
    }

    fn blocked(part: u128, whole: u128) -> LevelState {
        LevelState { blocked: true, ..open(part, whole) }
    }

    /// A category of which only Levels 1 and 2 are begun.
    fn category(first: LevelState, second: LevelState) -> Exact {
        formula().category(&[first, second, blocked(0, 1), blocked(0, 1), blocked(0, 1)])
    }

    /// Score, toward and through.
    fn written(exact: &Exact) -> String {
        let Figure { score, toward, through } = exact.rounded_down();
        format!("{score} {toward} {through}")
    }

    #[test]
    fn the_worked_example_policy() {
        let overview = category(open(14, 16), blocked(6, 20));
        let creation = category(open(90, 100), open(60, 100));
        let compliance = category(open(2, 3), blocked(0, 1));
        assert_eq!(written(&overview), "1.80 80.0 0.0");
        assert_eq!(written(&creation), "2.14 100.0 28.5");
        assert_eq!(written(&compliance), "1.23 39.2 0.0");

        let policy = roll_up([&overview, &creation, &compliance].into_iter()).unwrap();
        assert_eq!(written(&policy), "1.67 73.0 9.5");
    }

    #[test]
    fn a_level_is_entered_at_half_and_full_at_85_percent() {
        let level = |first, second| category(first, second).rounded_down().level();
        assert_eq!(level(open(49, 100), open(0, 1)), 0);
        assert_eq!(level(open(50, 100), open(1, 1)), 1);
        assert_eq!(level(open(84, 100), open(1, 1)), 1);
        assert_eq!(level(open(85, 100), open(49, 100)), 1);
        assert_eq!(level(open(85, 100), open(50, 100)), 2);
    }

    #[test]
    fn a_blocked_level_stays_a_hair_short_of_full() {
        assert_eq!(written(&category(blocked(9, 10), open(1, 1))), "1.99 99.0 99.0");
        assert_eq!(written(&category(open(1, 1), blocked(9, 10))), "2.50 100.0 99.0");
        assert_eq!(written(&category(open(1, 1), open(17, 20))), "2.50 100.0 100.0");
    }

    #[test]
    fn level_5_is_the_end() {
        let full = || open(1, 1);
        let states = [full(), full(), full(), full(), open(1, 2)];
        let category = formula().category(&states);
        assert_eq!(written(&category), "5.00 100.0 100.0");
        let whole = roll_up([&category, &category].into_iter()).unwrap();
        assert_eq!(written(&whole), "5.00 100.0 100.0");
    }

    #[test]
    fn strength_in_one_place_does_not_pay_for_a_gap_in_another() {
        let strong = category(open(1, 1), open(1, 1));
        let weak = category(blocked(0, 1), blocked(0, 1));
        let whole = roll_up([&strong, &strong, &strong, &weak].into_iter()).unwrap();
        assert_eq!(written(&whole), "0.75 75.0 75.0");
    }

    #[test]
    fn without_children_there_is_no_score() {
        assert!(roll_up([].into_iter()).is_none());
    }

    fn any_state() -> impl Strategy<Value = LevelState> {
        // Thresholds and ends are met often, so that the edges are walked.
        let part = prop_oneof![Just(0), Just(50), Just(85), Just(100), 0..=100_u128];
        (part, any::<bool>()).prop_map(|(part, core_at_0)| LevelState {
            completeness: Fraction::new(part, 100),
            blocked: core_at_0 && part < 100,
        })
    }

    fn any_category() -> impl Strategy<Value = Exact> {
        prop::array::uniform5(any_state()).prop_map(|states| formula().category(&states))
    }

    proptest! {
        #[test]
        fn level_2_is_reached_exactly_when_toward_is_100(category in any_category()) {
            let figure = category.rounded_down();
            prop_assert_eq!(figure.level() >= 2, figure.toward == Tenths::MAX);
        }

        #[test]
        fn through_is_100_exactly_when_levels_1_and_2_are_full(
            states in prop::array::uniform5(any_state())
        ) {
            let formula = formula();
            let full = formula.is_full(&states[0]) && formula.is_full(&states[1]);
            let figure = formula.category(&states).rounded_down();
            prop_assert_eq!(full, figure.through == Tenths::MAX);
        }

        #[test]
        fn the_whole_part_of_the_score_is_the_level(states in prop::array::uniform5(any_state())) {
            let formula = formula();
            let figure = formula.category(&states).rounded_down();
            prop_assert_eq!(formula.level(&states), usize::from(figure.level()));
        }

        #[test]
        fn the_roll_up_never_falls_when_a_child_rises(
            mut children in prop::collection::vec(any_category(), 1..7),
            other in any_category(),
            at in any::<prop::sample::Index>(),
        ) {
            let before = roll_up(children.iter()).unwrap();
            let risen = at.index(children.len());
            let risen = &mut children[risen];
            raise(&mut risen.score, other.score);
            raise(&mut risen.toward, other.toward);
            raise(&mut risen.through, other.through);
            let after = roll_up(children.iter()).unwrap();
            prop_assert!(after.score >= before.score);
            prop_assert!(after.toward >= before.toward);
            prop_assert!(after.through >= before.through);
        }

        #[test]
        fn the_level_of_a_roll_up_is_that_of_its_lowest_child(
            children in prop::collection::vec(any_category(), 1..7)
        ) {
            let lowest = children.iter().map(|child| child.rounded_down().level()).min();
            let whole = roll_up(children.iter()).unwrap();
            prop_assert_eq!(Some(whole.rounded_down().level()), lowest);
        }
    }

    fn raise(figure: &mut Fraction, to: Fraction) {
        if *figure < to {
            *figure = to;
        }
    }
}
