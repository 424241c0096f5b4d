//! Levels 1 to 5 of a category, and how far each is met.

use super::answers::{Pooled, PooledAnswers};
use super::criterion::Level;
use super::figures::Tenths;
use super::formula::{Formula, LevelState, tenths};
use super::model::{Category, Model};
use super::score::states;

/// How far one level of a category is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    pub level: Level,
    /// `None` when nothing applies, so that the level counts as complete.
    pub completeness: Option<Tenths>,
    /// A core criterion is at 0, which keeps it from being full.
    pub is_blocked: bool,
    pub is_entered: bool,
    pub is_full: bool,
}

/// The five rungs of every category, in the order of the model; `None` where there is no score.
pub fn ladders(model: &Model, answers: &PooledAnswers) -> Vec<Option<[Rung; 5]>> {
    let formula = Formula::of(model.scoring);
    let ladder = |category| {
        let states = states(model, category, answers)?;
        let applying = applying(model, category, answers);
        let rung = |at: usize| rung(&formula, Level::ALL[at], &states[at], applying[at]);
        Some([0, 1, 2, 3, 4].map(rung))
    };
    model.categories().map(ladder).collect()
}

fn rung(formula: &Formula, level: Level, state: &LevelState, applies: bool) -> Rung {
    Rung {
        level,
        completeness: applies.then(|| tenths(&state.completeness)),
        is_blocked: state.blocked,
        is_entered: formula.is_entered(state),
        is_full: formula.is_full(state),
    }
}

/// At which levels some criterion applies.
fn applying(model: &Model, category: &Category, answers: &PooledAnswers) -> [bool; 5] {
    let mut applying = [false; 5];
    for &position in &category.criteria {
        let level = usize::from(model.criteria()[position].level.number());
        applying[level - 1] |= answers.of(position) != Pooled::NotApplicable;
    }
    applying
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Answer, Answers, Criterion, Quarters, Scope, score_team};

    fn given(quarters: u8) -> Answer {
        Answer::Given(Quarters::new(quarters).unwrap())
    }

    /// A category in which teams are asked something at every level, and something core at Level 3.
    fn category(model: &Model) -> &Category {
        let is_asked = |category: &&Category, level: u8, core: bool| {
            let criteria = category.criteria.iter().map(|&at| &model.criteria()[at]);
            let mut of_teams = criteria.filter(|c| c.scope == Scope::Team);
            of_teams.any(|c| c.level.number() == level && (c.core || !core))
        };
        let mut asked = model.categories().filter(|category| {
            (1..=5).all(|level| is_asked(category, level, false)) && is_asked(category, 3, true)
        });
        asked.next().unwrap()
    }

    /// The ladder of that category, in words.
    fn ladder(answer: impl Fn(&Criterion) -> Answer) -> Vec<String> {
        let model = Model::built_in();
        let mut answers = Answers::none(model);
        for criterion in model.criteria() {
            answers.set(criterion.position, answer(criterion));
        }
        let rungs = ladders(model, &PooledAnswers::of_one(model, &answers, Scope::Team));
        let figures = score_team(model, &answers);
        let category = category(model);
        let rungs = rungs[category.position].unwrap();
        let full = rungs.iter().take_while(|rung| rung.is_full).count();
        let is_next_entered = rungs.get(full).is_some_and(|rung| rung.is_entered);
        let level = figures.of(category).unwrap().level();
        assert_eq!(usize::from(level), full + usize::from(is_next_entered), "as the formula says");
        rungs
            .iter()
            .map(|rung| {
                let share = rung.completeness.map_or("n/a".to_owned(), |it| it.to_string());
                let marks = [
                    (rung.is_full, " full"),
                    (rung.is_entered, " entered"),
                    (rung.is_blocked, " blocked"),
                ];
                marks.iter().filter(|(is, _)| *is).fold(share, |text, (_, mark)| text + mark)
            })
            .collect()
    }

    #[test]
    fn a_rung_is_as_full_as_the_formula_says() {
        let rungs = ladder(|criterion| match criterion.level.number() {
            1 => given(4),
            2 => given(2),
            3 if criterion.core => given(0),
            _ => given(1),
        });
        assert_eq!(rungs[0], "100.0 full entered");
        assert_eq!(rungs[1], "50.0 entered");
        assert!(rungs[2].ends_with(" blocked"), "{}", rungs[2]);
        assert_eq!(rungs[4], "25.0");
    }

    #[test]
    fn a_level_at_which_nothing_applies_is_full_without_a_number() {
        let rungs = ladder(|criterion| match criterion.level.number() {
            2 => Answer::NotApplicable,
            _ => given(4),
        });
        assert_eq!(rungs[1], "n/a full entered");
    }
}
