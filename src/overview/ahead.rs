use super::imbalance::Imbalance;
use crate::maturity::{Figures, Model};
use crate::paths::{DimensionPath, LevelsPath, OrgSlug, OverviewPath};

/// What leads on from an organization's figures of a period: to each dimension, to all levels, back
/// to the overview; and how far the dimensions lie apart.
#[derive(Clone, Debug)]
pub(super) struct Ahead<'m> {
    org: OrgSlug,
    /// What keeps links in the period that is shown: `?period=2026-Q3`, or nothing for the newest.
    query: String,
    pub imbalance: Option<Imbalance<'m>>,
    /// Whether any dimension has reached Level 2, so that the levels beyond it are of interest.
    pub is_beyond: bool,
}

impl<'m> Ahead<'m> {
    pub fn of(model: &'m Model, org: &OrgSlug, query: String, figures: &Figures) -> Self {
        Self {
            org: org.clone(),
            query,
            imbalance: Imbalance::of(model, figures),
            is_beyond: figures.dimensions.iter().flatten().any(|figure| figure.level() >= 2),
        }
    }

    /// The page of the dimension of that id.
    pub fn dimension(&self, id: &str) -> String {
        let path = DimensionPath { org: self.org.clone(), dimension: id.to_owned() };
        format!("{path}{}", self.query)
    }

    pub fn overview(&self) -> String {
        format!("{}{}", OverviewPath { org: self.org.clone() }, self.query)
    }

    pub fn levels(&self) -> String {
        format!("{}{}", LevelsPath { org: self.org.clone() }, self.query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Figure, Hundredths};

    #[test]
    fn it_leads_to_pages_of_the_same_period_and_beyond_level_2_once_that_is_reached() {
        let figures = |scores: [u16; 5]| Figures {
            whole: None,
            dimensions: scores
                .map(|score| Some(Figure { score: Hundredths::new(score)?, ..Figure::default() }))
                .to_vec(),
            categories: Vec::new(),
        };
        let ahead = |scores| {
            let query = "?period=2026-Q3".to_owned();
            Ahead::of(Model::built_in(), &"northwind".parse().unwrap(), query, &figures(scores))
        };

        let below = ahead([199; 5]);
        assert_eq!(below.dimension("policy"), "/o/northwind/dimensions/policy?period=2026-Q3");
        assert_eq!(below.levels(), "/o/northwind/levels?period=2026-Q3");
        assert!(!below.is_beyond && below.imbalance.is_none());
        let beyond = ahead([199, 300, 199, 199, 199]);
        assert!(beyond.is_beyond && beyond.imbalance.is_some());
    }
}
