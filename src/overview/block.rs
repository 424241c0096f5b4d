//! What a dimension waits for: the category that holds it back, and the criterion that blocks it.

use std::cmp::Reverse;

use crate::access::TeamId;
use crate::assessment::Gap;
use crate::maturity::{Category, Criterion, Figure, Figures, Model, Scope, Tenths};

/// What keeps a dimension from completing Level 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block<'m> {
    /// Of the categories that are not complete, the one with the lowest score, then the least
    /// progress, then the first.
    pub category: &'m str,
    /// What is true while its foremost open core criterion is not met.
    pub gap: Option<&'m str>,
    /// How many of the dimension's categories are not complete, this one with them.
    pub incomplete: usize,
}

/// The criteria to be looked at for [`blocks`]: the core criteria in play of each dimension's
/// lowest category. A team is asked those of its scope only.
pub fn candidates<'m>(
    model: &'m Model,
    figures: &Figures,
    team: Option<TeamId>,
) -> Vec<&'m Criterion> {
    (0..model.dimensions.len())
        .filter_map(|at| lowest(model, figures, at))
        .flat_map(|(category, _)| in_play(model, figures, category))
        .filter(|criterion| team.is_none() || criterion.scope == Scope::Team)
        .collect()
}

/// What each dimension waits for, in the order of the model; `None` when it is complete or has no
/// score.
///
/// Of the open core criteria in play the one is named that weighs most, then the one that most
/// lack (what the organization itself lacks, all of its teams do without), then the first of the
/// model: the order in which causes stand.
pub fn blocks<'m>(model: &'m Model, figures: &Figures, gaps: &[Gap]) -> Vec<Option<Block<'m>>> {
    let block = |at| {
        let (category, incomplete) = lowest(model, figures, at)?;
        let lacked =
            |criterion: &Criterion| gaps.iter().find(|it| it.criterion == criterion.position);
        let foremost = in_play(model, figures, category)
            .filter_map(|criterion| Some((criterion, lacked(criterion)?)))
            .min_by_key(|(criterion, gap)| {
                let weight = model.scoring.weight_of(criterion);
                (Reverse(weight), Reverse(spread(&gap.lacking)), criterion.position)
            });
        let gap = foremost.and_then(|(criterion, _)| criterion.gap.as_deref());
        Some(Block { category: &category.name, gap, incomplete })
    };
    (0..model.dimensions.len()).map(block).collect()
}

/// How many lack a criterion. What the organization itself lacks, all of its teams do without.
pub fn spread(lacking: &[Option<TeamId>]) -> usize {
    if lacking.contains(&None) { usize::MAX } else { lacking.len() }
}

/// The category that a dimension waits for, and how many are not complete.
fn lowest<'m>(
    model: &'m Model,
    figures: &Figures,
    dimension: usize,
) -> Option<(&'m Category, usize)> {
    let categories = model.dimensions.get(dimension)?.categories.iter();
    let incomplete: Vec<(&Category, Figure)> = categories
        .filter(|category| !category.optional)
        .filter_map(|category| Some((category, figures.of(category)?)))
        .filter(|(_, figure)| figure.through < Tenths::MAX)
        .collect();
    let (category, _) =
        incomplete.iter().min_by_key(|(_, figure)| (figure.score, figure.progress()))?;
    Some((category, incomplete.len()))
}

/// The core criteria of the levels that a category is working on: Level 1 before it is reached,
/// then Levels 1 and 2.
fn in_play<'m>(
    model: &'m Model,
    figures: &Figures,
    category: &'m Category,
) -> impl Iterator<Item = &'m Criterion> {
    let reached = figures.of(category).map_or(0, Figure::level);
    let criteria = category.criteria.iter().map(|&position| &model.criteria()[position]);
    criteria.filter(move |it| it.core && it.level.number() <= (reached + 1).min(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::Hundredths;

    fn figure(score: u16, toward: u16, through: u16) -> Option<Figure> {
        Some(Figure {
            score: Hundredths::new(score)?,
            toward: Tenths::new(toward)?,
            through: Tenths::new(through)?,
        })
    }

    /// Figures in which every category is complete, but for these.
    fn all_but(others: &[(&str, Option<Figure>)]) -> Figures {
        let model = Model::built_in();
        let category = |category: &Category| {
            let other = others.iter().find(|(id, _)| *id == category.id);
            other.map_or(figure(250, 1000, 1000), |(_, figure)| *figure)
        };
        let categories = model.categories().map(category).collect();
        Figures { whole: None, dimensions: vec![None; model.dimensions.len()], categories }
    }

    fn lacked(id: &str, by: &[Option<TeamId>]) -> Gap {
        let criterion = Model::built_in().criterion(id).unwrap().position;
        Gap {
            criterion,
            share: None,
            applies_to: by.len(),
            lacking: by.to_vec(),
            unchanged: Vec::new(),
            since: None,
        }
    }

    fn policy(figures: &Figures, gaps: &[Gap]) -> Option<Block<'static>> {
        let model = Model::built_in();
        let at = model.dimensions.iter().position(|it| it.id == "policy").unwrap();
        blocks(model, figures, gaps)[at]
    }

    #[test]
    fn a_complete_dimension_waits_for_nothing_though_one_of_its_categories_is_lower() {
        let figures = all_but(&[("policy.compliance", figure(290, 1000, 1000))]);
        assert_eq!(policy(&figures, &[]), None);
        assert_eq!(candidates(Model::built_in(), &figures, None), Vec::<&Criterion>::new());
    }

    #[test]
    fn the_lowest_category_that_is_not_complete_holds_back() {
        let figures = all_but(&[
            ("policy.compliance", figure(260, 1000, 900)),
            ("policy.creation", figure(270, 1000, 800)),
        ]);
        let gaps = [lacked("policy.compliance.l2.first-audit", &[None])];

        let block = policy(&figures, &gaps).unwrap();

        assert_eq!(block.category, "Compliance");
        assert_eq!(block.gap, Some("no first audit has been done"));
        assert_eq!(block.incomplete, 2);
    }

    #[test]
    fn what_most_lack_blocks_and_what_the_organization_lacks_blocks_before_it() {
        let figures = all_but(&[("people.security", figure(180, 900, 0))]);
        let [one, two] = [TeamId::fresh(), TeamId::fresh()].map(Some);
        let named = |gaps: &[Gap]| blocks(Model::built_in(), &figures, gaps)[0].unwrap().gap;
        let known = lacked("people.security.l1.defaults-known", &[one, two]);
        let owner = lacked("people.security.l2.cluster-owner", &[None]);
        let plan = lacked("people.security.l2.cluster-plan", &[None]);

        assert_eq!(
            named(&[known.clone(), plan.clone()]),
            Some("day-to-day cluster security is not written down")
        );
        assert_eq!(
            named(&[plan, owner, known.clone()]),
            Some("nobody answers by name for cluster security")
        );
        assert_eq!(named(&[known]), Some("default security settings of clusters are not known"));
        assert_eq!(named(&[]), None, "only supporting criteria are open");
    }

    #[test]
    fn before_level_1_its_criteria_alone_are_in_play() {
        let model = Model::built_in();
        let levels = |score| {
            let figures = all_but(&[("people.security", figure(score, 300, 0))]);
            let mut levels: Vec<u8> =
                candidates(model, &figures, None).iter().map(|it| it.level.number()).collect();
            levels.dedup();
            levels
        };
        assert_eq!(levels(99), [1]);
        assert_eq!(levels(100), [1, 2]);
        assert_eq!(levels(260), [1, 2], "Level 3 is not asked of anybody");
    }

    #[test]
    fn a_team_is_asked_what_it_can_change() {
        let figures = all_but(&[("people.security", figure(180, 900, 0))]);
        let asked = candidates(Model::built_in(), &figures, Some(TeamId::fresh()));
        assert!(asked.iter().all(|criterion| criterion.scope == Scope::Team));
        assert_eq!(asked.len(), 1);
    }

    #[test]
    fn an_optional_category_holds_nothing_back() {
        let optional = Model::built_in().categories().find(|category| category.optional).unwrap();
        let figures = all_but(&[(&optional.id, figure(0, 0, 0))]);
        assert_eq!(blocks(Model::built_in(), &figures, &[])[optional.dimension], None);
    }
}
