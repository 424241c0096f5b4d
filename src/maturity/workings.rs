//! How a figure comes about, number by number: the score of one category worked through, and of
//! its dimension and the whole. All exact, and computed by the score's own formula.

use super::answers::{Pooled, PooledAnswers};
use super::criterion::{Criterion, Level};
use super::figures::Figure;
use super::formula::{Exact, Formula, LevelState};
use super::fraction::Fraction;
use super::model::{Category, Model};
use super::score::{ExactFigures, exact, states};

/// A category, its dimension and the whole, worked through.
#[derive(Clone, Debug)]
pub struct Workings<'m> {
    /// Levels 1 to 5 of the category.
    pub levels: Vec<LevelWorkings<'m>>,
    /// `None` when nothing applies at Levels 1 and 2: no score.
    pub category: Option<CategoryWorkings>,
    /// From the dimension's categories, without optional ones.
    pub dimension: Option<ParentWorkings<'m>>,
    /// From the dimensions.
    pub whole: Option<ParentWorkings<'m>>,
}

/// One level of a category.
#[derive(Clone, Debug)]
pub struct LevelWorkings<'m> {
    pub level: Level,
    /// Those in the answers' scope.
    pub criteria: Vec<CriterionWorkings<'m>>,
    /// The sum of the products of weight and answer.
    pub earned: Fraction,
    /// The sum of four times the weight, over the criteria that apply; 0 when none does.
    pub possible: u32,
    /// `earned / possible`, or 1 when nothing applies.
    pub completeness: Fraction,
    pub is_blocked: bool,
    pub is_entered: bool,
    pub is_full: bool,
}

/// One criterion of a level.
#[derive(Clone, Debug)]
pub struct CriterionWorkings<'m> {
    pub criterion: &'m Criterion,
    pub weight: u8,
    /// The answer in quarters, and weight times it; `None` when it does not apply.
    pub answer: Option<(Fraction, Fraction)>,
}

/// What the levels of a category come to.
#[derive(Clone, Debug)]
pub struct CategoryWorkings {
    /// 0 to 5.
    pub level: u8,
    pub part: ScorePart,
    /// 0 to 5.
    pub score: Fraction,
    /// `g`: how much of Level 1 is done, from nothing to full. 0 to 1.
    pub filled: Fraction,
    /// How much of the way into Level 2 is done. 0 to 1.
    pub entering: Fraction,
    /// How much of the way from entering Level 2 to filling it is done. 0 to 1.
    pub filling: Fraction,
    /// 0 to 1.
    pub toward: Fraction,
    /// 0 to 1.
    pub through: Fraction,
    /// Rounded down, as it is stored.
    pub figure: Figure,
}

/// What stands after the point of a score.
#[derive(Clone, Debug)]
pub enum ScorePart {
    /// At level 0: how much of the way into Level 1 is done.
    Entering(Fraction),
    /// `A` and `B`: how far the level has become full, and the next one entered.
    Between(Fraction, Fraction),
    /// Level 5 is the end.
    End,
}

/// A dimension from its categories, or the whole from the dimensions.
#[derive(Clone, Debug)]
pub struct ParentWorkings<'m> {
    pub name: &'m str,
    /// Those that have a score.
    pub children: Vec<ChildWorkings<'m>>,
    /// The lowest child's, 0 to 5.
    pub level: u8,
    /// The mean of what the children are above that level, below 1.
    pub above: Fraction,
    /// The means of the children's. 0 to 1.
    pub toward: Fraction,
    pub through: Fraction,
    /// Rounded down, as it is stored.
    pub figure: Figure,
}

/// What a parent's figure takes from one of its children.
#[derive(Clone, Debug)]
pub struct ChildWorkings<'m> {
    pub name: &'m str,
    /// 0 to 5.
    pub score: Fraction,
    /// What it is above the parent's level, at most 1.
    pub above: Fraction,
    /// 0 to 1.
    pub toward: Fraction,
    /// 0 to 1.
    pub through: Fraction,
}

/// Works `category` through, and what stands above it.
pub fn workings<'m>(
    model: &'m Model,
    answers: &PooledAnswers,
    category: &'m Category,
) -> Workings<'m> {
    let formula = Formula::of(model.scoring);
    let states = states(model, category, answers);
    let ExactFigures { whole, dimensions, categories } = exact(model, answers);
    let dimension = &model.dimensions[category.dimension];
    let counted = dimension.categories.iter().filter(|category| !category.optional);
    let of_dimension = counted.map(|child| (&*child.name, categories[child.position].as_ref()));
    let of_whole = model.dimensions.iter().map(|child| &*child.name);
    Workings {
        levels: Level::ALL
            .into_iter()
            .enumerate()
            .map(|(at, level)| {
                let state = states.as_ref().map(|states| &states[at]);
                level_workings(model, &formula, answers, category, (level, state))
            })
            .collect(),
        category: states.as_ref().map(|states| category_workings(&formula, states)),
        dimension: dimensions[category.dimension]
            .as_ref()
            .map(|exact| parent_workings(&dimension.name, exact, of_dimension)),
        whole: whole.as_ref().map(|exact| {
            parent_workings("Whole", exact, of_whole.zip(dimensions.iter().map(Option::as_ref)))
        }),
    }
}

/// Without a state, nothing applies at Levels 1 and 2, and no level counts.
fn level_workings<'m>(
    model: &'m Model,
    formula: &Formula,
    answers: &PooledAnswers,
    category: &Category,
    (level, state): (Level, Option<&LevelState>),
) -> LevelWorkings<'m> {
    let criteria: Vec<_> = category
        .criteria
        .iter()
        .map(|&position| &model.criteria()[position])
        .filter(|criterion| criterion.level == level)
        .map(|criterion| {
            let weight = model.scoring.weight_of(criterion);
            let answer = match answers.of(criterion.position) {
                Pooled::NotApplicable => None,
                Pooled::Mean { weighted_quarters, weight: of } => {
                    let quarters = Fraction::new(weighted_quarters.into(), of.into());
                    let product = &quarters * &Fraction::new(weight.into(), 1);
                    Some((quarters, product))
                }
            };
            CriterionWorkings { criterion, weight, answer }
        })
        .collect();
    let applicable = criteria.iter().filter(|line| line.answer.is_some());
    LevelWorkings {
        level,
        earned: criteria.iter().filter_map(|line| Some(line.answer.clone()?.1)).sum(),
        possible: applicable.map(|line| 4 * u32::from(line.weight)).sum(),
        completeness: state.map_or_else(Fraction::one, |state| state.completeness.clone()),
        is_blocked: state.is_some_and(|state| state.blocked),
        is_entered: state.is_some_and(|state| formula.is_entered(state)),
        is_full: state.is_some_and(|state| formula.is_full(state)),
        criteria,
    }
}

fn category_workings(formula: &Formula, states: &[LevelState; 5]) -> CategoryWorkings {
    let exact = formula.category(states);
    let level = formula.level(states);
    let part = match level {
        0 => ScorePart::Entering(formula.entering(&states[0])),
        5 => ScorePart::End,
        _ => ScorePart::Between(
            formula.filling(&states[level - 1]),
            formula.entering(&states[level]),
        ),
    };
    let figure = exact.rounded_down();
    CategoryWorkings {
        level: figure.level(),
        part,
        filled: formula.filled(&states[0]),
        entering: formula.entering(&states[1]),
        filling: formula.filling(&states[1]),
        score: exact.score,
        toward: exact.toward,
        through: exact.through,
        figure,
    }
}

fn parent_workings<'m, 'a>(
    name: &'m str,
    exact: &Exact,
    children: impl Iterator<Item = (&'m str, Option<&'a Exact>)>,
) -> ParentWorkings<'m> {
    let level = exact.score.floor();
    let figure = exact.rounded_down();
    ParentWorkings {
        name,
        children: children
            .filter_map(|(name, child)| {
                let Exact { score, toward, through } = child?;
                Some(ChildWorkings {
                    name,
                    score: score.clone(),
                    above: score.without(&level).at_most_one(),
                    toward: toward.clone(),
                    through: through.clone(),
                })
            })
            .collect(),
        level: figure.level(),
        above: exact.score.without(&level),
        toward: exact.toward.clone(),
        through: exact.through.clone(),
        figure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Answer, Answers, Quarters, Scope, score_team};

    /// Answers that are neither all alike nor all there.
    fn answers(model: &Model) -> Answers {
        let mut answers = Answers::none(model);
        for criterion in model.criteria() {
            let answer = match criterion.position % 7 {
                6 => Answer::NotApplicable,
                n => Answer::Given(Quarters::new([4, 4, 2, 4, 0, 4][n]).unwrap()),
            };
            answers.set(criterion.position, answer);
        }
        answers
    }

    #[test]
    fn what_is_worked_through_comes_to_the_figures_that_are_stored() {
        let model = Model::built_in();
        let answers = answers(model);
        let figures = score_team(model, &answers);
        let pooled = PooledAnswers::of_one(model, &answers, Scope::Team);
        for category in model.categories() {
            let workings = workings(model, &pooled, category);
            let figure = workings.category.map(|category| category.figure);
            assert_eq!(figure, figures.of(category), "{}", category.id);
            let dimension = workings.dimension.map(|dimension| dimension.figure);
            assert_eq!(dimension, figures.dimensions[category.dimension]);
            assert_eq!(workings.whole.map(|whole| whole.figure), figures.whole);
        }
    }

    #[test]
    fn the_sums_of_a_level_are_its_completeness() {
        let model = Model::built_in();
        let pooled = PooledAnswers::of_one(model, &answers(model), Scope::Team);
        for category in model.categories() {
            for level in workings(model, &pooled, category).levels {
                if level.possible > 0 {
                    let share = &level.earned / &Fraction::new(level.possible.into(), 1);
                    assert_eq!(share, level.completeness, "{} {}", category.id, level.level);
                }
            }
        }
    }

    #[test]
    fn the_worked_example_is_worked_through() {
        let states = [(14, 16), (6, 20), (0, 1), (0, 1), (0, 1)].map(|(part, whole)| LevelState {
            completeness: Fraction::new(part, whole),
            blocked: part == 0,
        });
        let overview = category_workings(&Formula::of(Model::built_in().scoring), &states);

        let ScorePart::Between(a, b) = &overview.part else { panic!("it is at Level 1") };
        let numbers = [a, b, &overview.score, &overview.filled, &overview.toward];
        assert_eq!(numbers.map(Fraction::to_string), ["1", "3/5", "9/5", "1", "4/5"]);
    }
}
