use std::cmp::Reverse;

use crate::assessment::{Gap, RollUpDetail};
use crate::maturity::{
    Category, Criterion, Dimension, Figure, Figures, Model, Points, Scope, Tenths,
};
use crate::period::Period;

/// What the organization's figures of a period say of one criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::overview) struct Known {
    /// How much of it is met; `None` when it applies to nobody.
    pub share: Option<Tenths>,
    /// How many teams have not met it in full, and to how many it applies.
    pub lacking: usize,
    pub of: usize,
    /// How many of those that lack it have answered as they do for long, and from when on.
    pub unmoved: Option<(usize, Period)>,
    /// What toward and through of the whole gain when it alone is met in full, if that is known.
    pub points: Option<Points>,
}

/// What a period's gaps say of each criterion of the model, in its order.
pub(in crate::overview) fn known(model: &Model, detail: &RollUpDetail<'_>) -> Vec<Known> {
    let known = |criterion: &Criterion| {
        let Gap { share, applies_to, lacking, unchanged, since, .. } =
            detail.gaps.at(criterion.position);
        let next = detail.next_best.iter().find(|next| next.criterion == criterion);
        Known {
            share,
            lacking: lacking.len(),
            of: applies_to,
            unmoved: since.map(|since| (unchanged.len(), since)),
            points: next.map(|next| next.points),
        }
    };
    model.criteria().iter().map(known).collect()
}

/// A criterion that is not met in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::overview) struct OpenCriterion<'m> {
    pub criterion: &'m Criterion,
    /// How much of it is met, below 100 %.
    pub share: Tenths,
    pub known: Known,
}

impl OpenCriterion<'_> {
    /// For how long it has not moved: `unmoved since 2026-Q1`, `3 of them unmoved since 2026-Q1`.
    pub fn stillness(&self) -> Option<String> {
        let (unmoved, since) = self.known.unmoved?;
        let is_all = self.is_own() || unmoved == self.known.lacking;
        let who = if is_all {
            String::new()
        } else {
            format!("{unmoved} of {} teams ", self.known.lacking)
        };
        Some(format!("{who}unmoved since {since}"))
    }

    /// Whether the organization answers it, once, rather than each team.
    pub fn is_own(&self) -> bool {
        self.criterion.scope == Scope::Organization
    }
}

/// What is open in a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::overview) struct OpenGroup<'m> {
    pub category: &'m Category,
    pub figure: Option<Figure>,
    /// The highest level that is shown.
    pub highest: u8,
    /// By level, then core before supporting, then those first that most lack.
    pub criteria: Vec<OpenCriterion<'m>>,
    /// How many more are open at later levels.
    pub later: usize,
}

/// What is open in a dimension, by category: at the levels in play, or with `all_levels` at each.
/// `known` is what is known of each criterion of the model.
pub(in crate::overview) fn open_groups<'m>(
    model: &'m Model,
    dimension: &'m Dimension,
    figures: &Figures,
    known: &[Known],
    all_levels: bool,
) -> Vec<OpenGroup<'m>> {
    let group = |category: &'m Category| {
        let figure = figures.of(category);
        let in_play = figure.map_or(2, |figure| (figure.level() + 1).clamp(2, 5));
        let highest = if all_levels { 5 } else { in_play };
        let mut criteria: Vec<_> = category
            .criteria
            .iter()
            .filter_map(|&position| {
                let known = *known.get(position)?;
                let share = known.share.filter(|&share| share < Tenths::MAX)?;
                Some(OpenCriterion { criterion: &model.criteria()[position], share, known })
            })
            .collect();
        let open = criteria.len();
        criteria.retain(|open| open.criterion.level.number() <= highest);
        criteria.sort_by_key(|open| {
            let Criterion { level, core, .. } = open.criterion;
            (*level, !core, Reverse(open.known.lacking), open.criterion.position)
        });
        OpenGroup { category, figure, highest, later: open - criteria.len(), criteria }
    };
    dimension.categories.iter().map(group).collect()
}

/// The core criteria of a category that block the first of its levels that is blocked: nothing is
/// done of them. Before Level 2 is complete, what blocks a later level is not asked.
pub(in crate::overview) fn blocking<'m>(
    model: &'m Model,
    category: &'m Category,
    figure: Figure,
    known: &[Known],
) -> Vec<&'m Criterion> {
    let is_nothing = |position: usize| {
        known.get(position).is_some_and(|known| known.share == Some(Tenths::default()))
    };
    let is_complete = figure.through == Tenths::MAX;
    let highest = if is_complete { figure.level() + 1 } else { 2 };
    let blocking = category
        .criteria
        .iter()
        .filter(|&&position| is_nothing(position))
        .map(|&position| &model.criteria()[position])
        .filter(|criterion| criterion.core && criterion.level.number() <= highest);
    let blocking: Vec<_> = blocking.collect();
    let first = blocking.first().map(|criterion| criterion.level);
    blocking.into_iter().filter(|criterion| Some(criterion.level) == first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::Hundredths;

    fn at_score(score: u16) -> Figure {
        Figure { score: Hundredths::new(score).unwrap(), ..Figure::default() }
    }

    /// Figures in which every category of the model has this score.
    fn figures(score: u16) -> Figures {
        let categories = vec![Some(at_score(score)); Model::built_in().categories().count()];
        Figures { whole: None, dimensions: Vec::new(), categories }
    }

    /// That much of everything is met, and nothing of the criteria at `none`.
    fn known(tenths: u16, none: &[usize]) -> Vec<Known> {
        let share = Tenths::new(tenths);
        let mut known = vec![Known { share, lacking: 1, of: 5, ..Known::default() }; 347];
        for &position in none {
            known[position] =
                Known { share: Some(Tenths::default()), lacking: 5, of: 5, ..Known::default() };
        }
        known
    }

    fn opened(score: u16, known: &[Known], all_levels: bool) -> Vec<OpenGroup<'static>> {
        let model = Model::built_in();
        open_groups(model, &model.dimensions[0], &figures(score), known, all_levels)
    }

    #[test]
    fn the_levels_in_play_are_shown_and_how_many_more_are_open_later() {
        for (score, all_levels, highest) in [
            (0, false, 2),
            (150, false, 2),
            (210, false, 3),
            (400, false, 5),
            (500, false, 5),
            (0, true, 5),
        ] {
            let groups = opened(score, &known(500, &[]), all_levels);
            for group in groups {
                assert_eq!(group.highest, highest, "at {score}");
                let shown = group.criteria.iter().map(|open| open.criterion.level.number());
                assert_eq!(shown.max(), Some(highest));
                assert_eq!(group.criteria.len() + group.later, group.category.criteria.len());
            }
        }
    }

    #[test]
    fn they_stand_by_level_then_core_then_how_many_lack_them() {
        let model = Model::built_in();
        let group = &opened(150, &known(500, &[]), false)[0];
        let most_lacked = group.criteria.last().unwrap().criterion.position;

        let group = &opened(150, &known(500, &[most_lacked]), false)[0];

        let order: Vec<_> = group
            .criteria
            .iter()
            .map(|open| (open.criterion.level, !open.criterion.core, Reverse(open.known.lacking)))
            .collect();
        assert!(order.is_sorted(), "{order:?}");
        let place =
            |position| group.criteria.iter().position(|it| it.criterion.position == position);
        let its_equals = group.criteria.iter().position(|open| {
            let criterion = &model.criteria()[most_lacked];
            (open.criterion.level, open.criterion.core) == (criterion.level, criterion.core)
        });
        assert_eq!(place(most_lacked), its_equals, "the first of its level");
    }

    #[test]
    fn it_says_for_how_long_all_or_some_of_those_that_lack_it_have_not_moved() {
        let model = Model::built_in();
        let of = |scope| model.criteria().iter().find(|c| c.scope == scope).unwrap();
        let said = |scope, lacking, unmoved| {
            let (criterion, share) = (of(scope), Tenths::default());
            let unmoved = Some((unmoved, "2026-Q1".parse().unwrap()));
            let known = Known { lacking, unmoved, ..Known::default() };
            OpenCriterion { criterion, share, known }.stillness().unwrap()
        };
        assert_eq!(said(Scope::Team, 4, 4), "unmoved since 2026-Q1");
        assert_eq!(said(Scope::Team, 4, 3), "3 of 4 teams unmoved since 2026-Q1");
        assert_eq!(said(Scope::Organization, 0, 1), "unmoved since 2026-Q1");
    }

    #[test]
    fn what_is_met_or_does_not_apply_is_not_open() {
        assert!(opened(150, &known(1000, &[]), true).iter().all(|group| group.criteria.is_empty()));
        let nowhere = vec![Known::default(); 347];
        assert!(opened(150, &nowhere, true).iter().all(|group| group.criteria.is_empty()));
    }

    #[test]
    fn core_criteria_of_which_nothing_is_done_block_the_first_level_they_stand_in() {
        let model = Model::built_in();
        let category = model.categories().next().unwrap();
        let of_level = |level: u8, core: bool| {
            let criteria = category.criteria.iter().map(|&at| &model.criteria()[at]);
            let mut found = criteria.filter(|c| c.level.number() == level && c.core == core);
            found.next().unwrap().position
        };
        let (first, second, third) = (of_level(1, true), of_level(2, true), of_level(3, true));
        let blocking = |score, through, none: &[usize]| {
            let figure = Figure { through: Tenths::new(through).unwrap(), ..at_score(score) };
            let found = super::blocking(model, category, figure, &known(500, none));
            found.iter().map(|criterion| criterion.position).collect::<Vec<_>>()
        };

        assert_eq!(blocking(50, 0, &[first, second]), [first]);
        assert_eq!(blocking(150, 0, &[second, third]), [second]);
        assert_eq!(blocking(210, 990, &[third]), [0; 0], "Level 2 comes first");
        assert_eq!(blocking(210, 1000, &[third]), [third]);
        assert_eq!(blocking(210, 1000, &[]), [0; 0]);
    }
}
