use std::collections::{BTreeMap, HashMap};

use crate::access::{Team, TeamId};
use crate::assessment::TeamStanding;
use crate::maturity::{Dimension, Figure, Tenths};
use crate::overview::card;
use crate::overview::words::number;
use crate::paths::{OrgSlug, TeamPath};
use crate::period::Period;
use crate::trend::chart::{DotPlot, Point, TeamDot};

/// How far the teams stand apart in a dimension.
#[derive(Clone, Debug)]
pub(in crate::overview) struct Spread {
    /// The teams that are counted and have a figure, in the order of the teams.
    pub rows: Vec<SpreadRow>,
    /// How many teams have none: they are not counted in the period, or nothing applies to them.
    pub without: usize,
}

/// Where one team stands in it.
#[derive(Clone, Debug)]
pub(in crate::overview) struct SpreadRow {
    pub name: String,
    pub path: TeamPath,
    pub figure: Figure,
    /// The period that the figure is of, when that is the one before.
    pub stale: Option<Period>,
}

impl Spread {
    /// The spread over `teams` in the dimension at a position in the model.
    pub fn of(
        dimension: usize,
        (org, teams): (&OrgSlug, &[Team]),
        standings: &[TeamStanding],
        period: Period,
    ) -> Self {
        let standings: HashMap<TeamId, &TeamStanding> =
            standings.iter().map(|standing| (standing.team, standing)).collect();
        let row = |team: &Team| {
            let counted = standings.get(&team.id)?.figures.as_ref()?;
            Some(SpreadRow {
                name: team.name.clone(),
                path: TeamPath { org: org.clone(), team: team.slug.clone() },
                figure: counted.figures.dimensions.get(dimension).copied().flatten()?,
                stale: Some(counted.period).filter(|&counted| counted != period),
            })
        };
        let rows: Vec<_> = teams.iter().filter_map(row).collect();
        Self { without: teams.len() - rows.len(), rows }
    }

    /// From where to where the teams reach, where the middle one stands, and how many are at each
    /// level. No team is named: it is no ranking.
    pub fn words(&self) -> String {
        let mut figures: Vec<Figure> = self.rows.iter().map(|row| row.figure).collect();
        figures.sort_by_key(|figure| (figure.progress(), figure.score));
        let (Some(&lowest), Some(&highest)) = (figures.first(), figures.last()) else {
            return "No team is counted here yet.".to_owned();
        };
        let median = figures[(figures.len() - 1) / 2];
        let reach = match figures.len() {
            1 => format!("One team is counted, {} Level 2.", said(lowest)),
            _ if said(lowest) == said(highest) => {
                format!("Every team stands at {} Level 2.", said(lowest))
            }
            2 => format!("The two teams stand at {} and {} Level 2.", said(lowest), said(highest)),
            _ => format!(
                "The teams reach from {} to {} Level 2; the middle one stands at {}.",
                said(lowest),
                said(highest),
                said(median)
            ),
        };
        format!("{reach} {}", self.levels())
    }

    /// The same as a picture.
    pub fn plot(&self, dimension: &Dimension, period: Period) -> DotPlot {
        let dot = |row: &SpreadRow| TeamDot {
            name: row.name.clone(),
            href: row.path.to_string(),
            point: Point {
                toward: row.figure.toward.number(),
                through: row.figure.through.number(),
            },
            is_stale: row.stale.is_some(),
        };
        let title = format!("Teams in {}, {period}", dimension.name);
        DotPlot::new(title, self.words(), &dimension.id, self.rows.iter().map(dot).collect())
    }

    /// How many teams stand at each level: `Level 1: two teams, Level 2: three.`
    fn levels(&self) -> String {
        let mut levels: BTreeMap<u8, (String, usize)> = BTreeMap::new();
        for row in &self.rows {
            let level = levels.entry(row.figure.level()).or_insert((card::level(row.figure), 0));
            level.1 += 1;
        }
        let counted = |(at, (level, teams)): (usize, &(String, usize))| {
            let unit = match (at, teams) {
                (0, 1) => " team",
                (0, _) => " teams",
                _ => "",
            };
            format!("{level}: {}{unit}", number(*teams))
        };
        let parts: Vec<String> = levels.values().enumerate().map(counted).collect();
        let sentence = parts.join(", ");
        // "before Level 1" begins the sentence when it is there.
        format!("{}.", sentence.replacen("before", "Before", 1))
    }
}

/// `46 % through`, `83 % toward`; when some of Level 2 is done though it is not reached, both.
fn said(figure: Figure) -> String {
    let is_ahead = figure.toward < Tenths::MAX && figure.through.whole() > 0;
    let ahead = if is_ahead {
        format!(" with {} % through", figure.through.whole())
    } else {
        String::new()
    };
    format!("{} % {}{ahead}", figure.percent(), figure.way())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::PeriodFigures;
    use crate::maturity::{Figures, Hundredths};

    fn figure((score, toward, through): (u16, u16, u16)) -> Figure {
        Figure {
            score: Hundredths::new(score).unwrap(),
            toward: Tenths::new(toward).unwrap(),
            through: Tenths::new(through).unwrap(),
        }
    }

    /// Teams with these figures in the first dimension; the last has none.
    fn spread(figures: &[(u16, u16, u16)]) -> Spread {
        let period: Period = "2026-Q4".parse().unwrap();
        let teams: Vec<Team> = (0..=figures.len())
            .map(|at| Team {
                id: TeamId::fresh(),
                slug: format!("team-{at}").parse().unwrap(),
                name: format!("Team {at}"),
                applications: 1,
                group: None,
            })
            .collect();
        let standing = |(at, (team, &numbers)): (usize, (&Team, &(u16, u16, u16)))| TeamStanding {
            team: team.id,
            figures: Some(PeriodFigures {
                period: if at == 0 { period.previous() } else { period },
                figures: Figures {
                    whole: None,
                    dimensions: vec![Some(figure(numbers))],
                    categories: Vec::new(),
                },
                evidenced: None,
                reviewed_percent: 100,
            }),
            has_draft: false,
        };
        let standings: Vec<_> = teams.iter().zip(figures).enumerate().map(standing).collect();
        Spread::of(0, (&"northwind".parse().unwrap(), &teams), &standings, period)
    }

    #[test]
    fn it_is_told_from_the_lowest_over_the_median_to_the_highest_and_by_level() {
        let told = spread(&[
            (250, 1000, 700),
            (90, 300, 0),
            (180, 800, 0),
            (150, 620, 0),
            (230, 1000, 310),
        ]);
        assert_eq!(
            told.words(),
            "The teams reach from 30 % toward to 70 % through Level 2; the middle one stands \
             at 80 % toward. Before Level 1: one team, Level 1: two, Level 2: two."
        );
        assert_eq!(told.without, 1);
        assert_eq!(told.rows[0].stale.unwrap().to_string(), "2026-Q3");
        assert_eq!(told.rows[1].stale, None);
        let names: Vec<&str> = told.rows.iter().map(|row| &*row.name).collect();
        assert!(names.is_sorted(), "never ranked: {names:?}");
    }

    #[test]
    fn few_teams_are_told_without_a_median() {
        let middle = (180, 800, 0);
        let said = |figures: &[(u16, u16, u16)]| spread(figures).words();
        assert_eq!(
            said(&[(190, 750, 482)]),
            "One team is counted, 75 % toward with 48 % through Level 2. Level 1: one team."
        );
        assert_eq!(said(&[]), "No team is counted here yet.");
        assert_eq!(said(&[middle]), "One team is counted, 80 % toward Level 2. Level 1: one team.");
        assert_eq!(
            said(&[middle, (210, 1000, 120)]),
            "The two teams stand at 80 % toward and 12 % through Level 2. Level 1: one team, \
             Level 2: one."
        );
        assert_eq!(
            said(&[middle; 3]),
            "Every team stands at 80 % toward Level 2. Level 1: three teams."
        );
    }
}
