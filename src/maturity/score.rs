//! The one way from answers to figures.

use std::collections::BTreeMap;

use super::answers::{Answers, Pooled, PooledAnswers};
use super::criterion::{Level, Scope};
use super::figures::{Figure, Figures, Tenths};
use super::formula::{Exact, Formula, LevelState, roll_up, tenths};
use super::fraction::Fraction;
use super::model::{Category, Model};

/// A team's figures: of the criteria that teams answer, which are what a team can change.
pub fn score_team(model: &Model, answers: &Answers) -> Figures {
    score_organization(model, &PooledAnswers::of_one(model, answers, Scope::Team))
}

/// The figures of the criteria that the organization itself answers.
pub fn score_own(model: &Model, answers: &Answers) -> Figures {
    score_organization(model, &PooledAnswers::of_one(model, answers, Scope::Organization))
}

/// An organization's figures, of all criteria.
///
/// A category's level is the highest that is entered (complete to `enter_percent`) with every
/// level below it full (complete to `full_percent`, and no core criterion at 0). A dimension's
/// level is the lowest of its categories', and the whole's the lowest of the dimensions'.
pub fn score_organization(model: &Model, answers: &PooledAnswers) -> Figures {
    let formula = Formula::of(model.scoring);
    let categories: Vec<_> = model
        .categories()
        .map(|category| Some(formula.category(&states(model, category, answers)?)))
        .collect();
    let dimensions: Vec<_> = model
        .dimensions
        .iter()
        .map(|dimension| {
            let counted = dimension.categories.iter().filter(|category| !category.optional);
            roll_up(counted.filter_map(|category| categories[category.position].as_ref()))
        })
        .collect();
    let whole = roll_up(dimensions.iter().flatten());
    let rounded = |exact: &Option<Exact>| exact.as_ref().map(Exact::rounded_down);
    Figures {
        whole: rounded(&whole),
        dimensions: dimensions.iter().map(rounded).collect(),
        categories: categories.iter().map(rounded).collect(),
    }
}

/// A category's figure, and what it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryDetail {
    /// What the answers come to.
    pub figure: Figure,
    /// The levels that a core criterion at 0 keeps from being full.
    pub blocked: Vec<Level>,
    /// How complete each level is; a level with nothing to answer is complete.
    pub completeness: [Tenths; 5],
}

/// The detail of every category, in the order of the model; `None` where there is no score.
pub fn category_details(model: &Model, answers: &PooledAnswers) -> Vec<Option<CategoryDetail>> {
    let formula = Formula::of(model.scoring);
    let detail = |category| {
        let states = states(model, category, answers)?;
        let blocked = Level::ALL.into_iter().zip(&states).filter(|(_, state)| state.blocked);
        Some(CategoryDetail {
            figure: formula.category(&states).rounded_down(),
            blocked: blocked.map(|(level, _)| level).collect(),
            completeness: states.each_ref().map(|state| tenths(&state.completeness)),
        })
    };
    model.categories().map(detail).collect()
}

/// The states of Levels 1 to 5, or `None` when nothing applies at Levels 1 and 2: no score.
pub(super) fn states(
    model: &Model,
    category: &Category,
    answers: &PooledAnswers,
) -> Option<[LevelState; 5]> {
    let mut sums: [LevelSum; 5] = Default::default();
    for &position in &category.criteria {
        let criterion = &model.criteria()[position];
        if let Pooled::Mean { weighted_quarters, weight } = answers.of(position) {
            let sum = &mut sums[usize::from(criterion.level.number()) - 1];
            let importance = u128::from(model.scoring.weight_of(criterion));
            sum.possible += 4 * importance;
            *sum.earned.entry(weight).or_default() += importance * u128::from(weighted_quarters);
            sum.blocked |= criterion.core && weighted_quarters == 0;
        }
    }
    let nothing = |sum: &LevelSum| sum.possible == 0;
    if nothing(&sums[0]) && nothing(&sums[1]) { None } else { Some(sums.map(LevelSum::state)) }
}

#[derive(Default)]
struct LevelSum {
    possible: u128,
    /// What was earned, by the denominator of the answers: most have the same, and integers add
    /// faster than fractions do.
    earned: BTreeMap<u64, u128>,
    blocked: bool,
}

impl LevelSum {
    fn state(self) -> LevelState {
        let completeness = if self.possible == 0 {
            Fraction::one()
        } else {
            let parts = self.earned.into_iter();
            parts
                .map(|(weight, earned)| Fraction::new(earned, self.possible * u128::from(weight)))
                .sum()
        };
        LevelState { completeness, blocked: self.blocked }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::maturity::{Answer, Quarters};

    /// Answers as the demonstration has them: an id that is absent was answered 0.
    fn answers(quarters: &Value) -> Answers {
        let model = Model::built_in();
        let mut answers = Answers::none(model);
        for (id, quarters) in quarters.as_object().unwrap() {
            let quarters = Quarters::new(quarters.as_u64().unwrap().try_into().unwrap()).unwrap();
            answers.set(model.criterion(id).unwrap().position, Answer::Given(quarters));
        }
        answers
    }

    /// The figures of the whole and of the dimensions, as the demonstration writes them.
    fn written(figures: &Figures) -> Value {
        let numbers = |figure: Option<Figure>| {
            let figure = figure.unwrap();
            serde_json::json!({
                "level": figure.level(),
                "score": figure.score.to_string().parse::<f64>().unwrap(),
                "toward": figure.toward.to_string().parse::<f64>().unwrap(),
                "through": figure.through.to_string().parse::<f64>().unwrap(),
            })
        };
        let dimensions = Model::built_in().dimensions.iter().zip(&figures.dimensions);
        let dimensions: serde_json::Map<_, _> =
            dimensions.map(|(dimension, f)| (dimension.id.clone(), numbers(*f))).collect();
        serde_json::json!({ "overall": numbers(figures.whole), "dimensions": dimensions })
    }

    #[test]
    fn the_demonstration_comes_to_its_expected_figures_in_every_period() {
        let model = Model::built_in();
        let demo: Value = serde_json::from_str(include_str!("../../demo/northwind.json")).unwrap();
        let applications: HashMap<_, _> = demo["teams"]
            .as_array()
            .unwrap()
            .iter()
            .map(|team| (team["slug"].as_str().unwrap(), team["applications"].as_u64().unwrap()))
            .collect();
        let mut last: HashMap<&str, Answers> = HashMap::new();
        let assessments = demo["assessments"].as_array().unwrap();
        let expected = demo["expected"].as_array().unwrap();
        assert_eq!((assessments.len(), expected.len()), (9, 9));

        for (assessment, expected) in assessments.iter().zip(expected) {
            let period = &assessment["period"];
            let submitted = assessment["teams"].as_object().unwrap();
            // A team that has not submitted keeps its last answers for one period.
            let mut now: HashMap<_, _> =
                submitted.iter().map(|(team, given)| (team.as_str(), answers(given))).collect();
            let stale: Vec<_> =
                last.keys().copied().filter(|team| !now.contains_key(team)).collect();
            assert_eq!(serde_json::json!(stale), expected["stale"], "{period}");
            let fresh = now.clone();
            now.extend(stale.iter().map(|team| (*team, last[team].clone())));
            assert_eq!(now.len() as u64, expected["teams_counted"], "{period}");

            for (team, answers) in &fresh {
                let figures = score_team(model, answers);
                assert_eq!(written(&figures), expected["teams"][team], "{period} {team}");
            }
            let own = answers(&assessment["organization"]);
            let teams = now
                .iter()
                .map(|(team, answers)| (u32::try_from(applications[team]).unwrap(), answers));
            let pooled = PooledAnswers::pool(model, teams, Some(&own));
            let figures = score_organization(model, &pooled);
            assert_eq!(written(&figures), expected["organization"], "{period}");
            last = fresh;
        }
    }

    #[test]
    fn a_team_is_scored_by_what_teams_answer_alone() {
        let model = Model::built_in();
        let mut answers = Answers::none(model);
        let before = score_team(model, &answers);
        for criterion in model.criteria().iter().filter(|c| c.scope == Scope::Organization) {
            answers.set(criterion.position, Answer::Given(Quarters::new(4).unwrap()));
        }
        assert_eq!(score_team(model, &answers), before);
        assert_ne!(score_own(model, &answers), before);
    }

    #[test]
    fn a_category_with_nothing_to_answer_at_levels_1_and_2_has_no_score() {
        let model = Model::built_in();
        let category =
            model.categories().find(|category| category.id == "policy.creation").unwrap();
        let mut answers = Answers::none(model);
        for &position in &category.criteria {
            if model.criteria()[position].level.number() <= 2 {
                answers.set(position, Answer::NotApplicable);
            }
        }
        let pooled = PooledAnswers::pool(model, [(1, &answers)], Some(&answers));
        let figures = score_organization(model, &pooled);
        assert_eq!(figures.of(category), None);
        assert!(figures.dimensions[category.dimension].is_some(), "the others carry it");
    }

    #[test]
    fn where_nothing_applies_there_are_no_figures() {
        let model = Model::built_in();
        let mut answers = Answers::none(model);
        for criterion in model.criteria() {
            answers.set(criterion.position, Answer::NotApplicable);
        }
        let figures = score_team(model, &answers);
        assert_eq!(figures.whole, None);
        assert!(figures.dimensions.iter().chain(&figures.categories).all(Option::is_none));
    }

    #[test]
    fn an_optional_category_is_scored_and_counts_nowhere_else() {
        let model = Model::built_in();
        let optional = model.categories().find(|category| category.optional).unwrap();
        let mut answers = Answers::none(model);
        let before = score_own(model, &answers);
        for &position in &optional.criteria {
            answers.set(position, Answer::Given(Quarters::new(4).unwrap()));
        }
        let after = score_own(model, &answers);
        assert_eq!(after.of(optional).unwrap().level(), 5);
        assert_eq!((after.whole, &after.dimensions), (before.whole, &before.dimensions));
    }

    #[test]
    fn teams_that_differ_in_what_applies_are_summed_exactly() {
        let model = Model::parse(include_str!("../../tests/models/small.toml")).unwrap();
        let position = |id| model.criterion(id).unwrap().position;
        let core = position("people.overview.l1.knows");
        let supporting = position("people.overview.l1.practices");
        let full = Answer::Given(Quarters::new(4).unwrap());
        let (mut first, mut second) = (Answers::none(&model), Answers::none(&model));
        first.set(core, full);
        first.set(supporting, Answer::NotApplicable);
        second.set(supporting, full);

        let pooled = PooledAnswers::pool(&model, [(1, &first), (2, &second)], None);
        let overview = category_details(&model, &pooled)[0].clone().unwrap();

        // The core one is met in 1 of 3 applications, the other in 2 of 2: (2/3 + 1) / 3.
        assert_eq!(overview.completeness[0].to_string(), "55.5");
    }

    fn any_answers() -> impl Strategy<Value = Answers> {
        let model = Model::built_in();
        prop::collection::vec(0..6_usize, model.criteria().len()).prop_map(|numbers| {
            let mut answers = Answers::none(model);
            for (criterion, number) in model.criteria().iter().zip(numbers) {
                let choices = criterion.answers.choices();
                answers.set(
                    criterion.position,
                    match number {
                        0 => Answer::NotApplicable,
                        1 => Answer::Unanswered,
                        _ => Answer::Given(choices[(number - 2) % choices.len()].quarters),
                    },
                );
            }
            answers
        })
    }

    /// The same answers, and one of those that apply raised.
    fn raised(answers: &Answers, at: prop::sample::Index) -> Answers {
        let model = Model::built_in();
        let mut raised = answers.clone();
        let position = at.index(model.criteria().len());
        let now = match answers.of(position) {
            Answer::NotApplicable => return raised,
            Answer::Unanswered => Quarters::ZERO,
            Answer::Given(quarters) => quarters,
        };
        let higher = model.criteria()[position].answers.choices().iter();
        if let Some(higher) = higher.map(|choice| choice.quarters).find(|&q| q > now) {
            raised.set(position, Answer::Given(higher));
        }
        raised
    }

    fn all_figures(figures: &Figures) -> impl Iterator<Item = Option<Figure>> {
        let (dimensions, categories) = (figures.dimensions.iter(), figures.categories.iter());
        [figures.whole].into_iter().chain(dimensions.chain(categories).copied())
    }

    fn nowhere_lower(before: &Figures, after: &Figures) -> bool {
        all_figures(before).zip(all_figures(after)).all(|pair| match pair {
            (Some(before), Some(after)) => {
                before.level() <= after.level()
                    && before.score <= after.score
                    && before.toward <= after.toward
                    && before.through <= after.through
            }
            (before, after) => before == after,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn raising_one_answer_never_lowers_a_figure_of_a_team(
            answers in any_answers(), at in any::<prop::sample::Index>()
        ) {
            let model = Model::built_in();
            let after = raised(&answers, at);
            prop_assert!(nowhere_lower(&score_team(model, &answers), &score_team(model, &after)));
            prop_assert!(nowhere_lower(&score_own(model, &answers), &score_own(model, &after)));
        }

        #[test]
        fn raising_one_answer_never_lowers_a_figure_of_an_organization(
            teams in prop::collection::vec((1..20_u32, any_answers()), 1..4),
            own in any_answers(),
            team in any::<prop::sample::Index>(),
            at in any::<prop::sample::Index>(),
        ) {
            let model = Model::built_in();
            let figures = |teams: &[(u32, Answers)]| {
                let weighted = teams.iter().map(|(weight, answers)| (*weight, answers));
                score_organization(model, &PooledAnswers::pool(model, weighted, Some(&own)))
            };
            let before = figures(&teams);
            let mut teams = teams;
            let team = team.index(teams.len());
            teams[team].1 = raised(&teams[team].1, at);
            prop_assert!(nowhere_lower(&before, &figures(&teams)));
        }
    }
}
