use std::collections::HashSet;

use crate::access::{Team, TeamId};
use crate::assessment::Gap;
use crate::maturity::{Criterion, Model};
use crate::paths::{OrgSlug, TeamEntryPath, TeamHistoryPath};
use crate::period::Period;

/// The teams that have not met a criterion in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::overview) struct Lacking<'m> {
    pub criterion: &'m Criterion,
    /// By name.
    pub teams: Vec<LackingTeam>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::overview) struct LackingTeam {
    pub name: String,
    /// Where it answers the criterion.
    pub entry: String,
    /// What it has answered over time.
    pub history: String,
    /// Whether it has answered alike in every period of the last four, at least two.
    pub is_unmoved: bool,
}

impl<'m> Lacking<'m> {
    /// Who lacks `criterion`, in the order of `teams`; each answers it in `period`.
    pub fn of(
        model: &Model,
        criterion: &'m Criterion,
        gap: &Gap,
        (org, teams): (&OrgSlug, &[Team]),
        period: Period,
    ) -> Self {
        let dimension = &model.place_of(criterion).0.id;
        let of_teams = |ids: &[Option<TeamId>]| ids.iter().copied().flatten().collect();
        let [lacking, unmoved]: [HashSet<TeamId>; 2] =
            [&gap.lacking, &gap.unchanged].map(|ids| of_teams(ids));
        let lacking = teams.iter().filter(|team| lacking.contains(&team.id)).map(|team| {
            let (org, slug) = (org.clone(), team.slug.clone());
            let entry = TeamEntryPath {
                org: org.clone(),
                team: slug.clone(),
                period,
                dimension: dimension.clone(),
            };
            let history = TeamHistoryPath { org, team: slug, criterion: criterion.id.to_string() };
            LackingTeam {
                name: team.name.clone(),
                entry: format!("{entry}#answer.{}", criterion.id),
                history: history.to_string(),
                is_unmoved: unmoved.contains(&team.id),
            }
        });
        Self { criterion, teams: lacking.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_teams_that_lack_it_stand_in_their_order_with_where_each_answers_it() {
        let model = Model::built_in();
        let criterion = model.criterion("people.overview.l1.basic-knowledge").unwrap();
        let teams = ["alpha", "beta", "gamma"].map(|name| Team {
            id: TeamId::fresh(),
            slug: name.parse().unwrap(),
            name: name.to_owned(),
            applications: 1,
            group: None,
        });
        let gap = Gap {
            criterion: criterion.position,
            share: None,
            applies_to: 3,
            lacking: vec![Some(teams[2].id), None, Some(teams[0].id)],
            unchanged: vec![Some(teams[2].id)],
            since: None,
        };
        let (org, period) = ("northwind".parse().unwrap(), "2026-Q4".parse().unwrap());

        let lacking = Lacking::of(model, criterion, &gap, (&org, &teams), period);

        let told: Vec<_> =
            lacking.teams.iter().map(|team| (&*team.name, &*team.entry, team.is_unmoved)).collect();
        let entry = |team: &str| {
            let page = format!("/o/northwind/teams/{team}/assessments/2026-Q4/people");
            format!("{page}#answer.people.overview.l1.basic-knowledge")
        };
        assert_eq!(told, [("alpha", &*entry("alpha"), false), ("gamma", &*entry("gamma"), true)]);
    }
}
