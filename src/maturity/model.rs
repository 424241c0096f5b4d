//! The catalog: dimensions, their categories, and the criteria in them.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::criterion::{Criterion, CriterionId, Level};
use super::model_check;
use super::model_file::ModelError;

static BUILT_IN: LazyLock<Model> = LazyLock::new(|| {
    Model::parse(include_str!("../../models/cncf-cnmm-2.toml"))
        .expect("a test holds that the built-in model is sound")
});

/// A maturity model of one edition. It never changes while the program runs.
#[derive(Debug)]
pub struct Model {
    /// Its name in files and in the database, such as `cncf-cnmm-2`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// The exact version of the text it was read from.
    pub source: String,
    /// The constants of the score.
    pub scoring: Scoring,
    /// The constants of the verdicts.
    pub verdict: VerdictThresholds,
    /// Whose work it is; shown in the app.
    pub attribution: Attribution,
    /// Levels 1 to 5, in order.
    pub levels: Vec<LevelText>,
    /// In order.
    pub dimensions: Vec<Dimension>,
    pub(super) criteria: Vec<Criterion>,
    pub(super) positions: HashMap<CriterionId, usize>,
}

/// The constants of the score. See [`score_organization`](super::score_organization).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// A level is entered at this completeness, in percent: `E`.
    pub enter_percent: u8,
    /// A level is full at this completeness, in percent, when nothing blocks it: `F`, above `E`.
    pub full_percent: u8,
    /// What a core criterion weighs, at least 1.
    pub core_weight: u8,
    /// What any other criterion weighs, at least 1.
    pub supporting_weight: u8,
}

impl Scoring {
    /// What `criterion` weighs.
    pub const fn weight_of(&self, criterion: &Criterion) -> u8 {
        if criterion.core { self.core_weight } else { self.supporting_weight }
    }
}

/// The constants of the verdicts. Points are points of (toward + through) / 2, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerdictThresholds {
    /// Fewer confirmed or changed answers than this, in percent: not re-assessed.
    pub reviewed_percent: u8,
    /// This many points lost since the last period, or more: slipping.
    pub slipping_points: u8,
    /// Fewer points than this gained over three periods: a plateau …
    pub plateau_points: u8,
    /// … unless one of the three steps gained this many, or more.
    pub plateau_step_points: u8,
    /// Fewer points than this gained over two periods: stalling.
    pub stalling_points: u8,
}

/// Whose work the model is, and what was done to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribution {
    /// The work and its authors.
    pub work: String,
    /// Its edition, such as `December 2022`.
    pub edition: String,
    /// The license it was published under.
    pub license: String,
    /// What we changed.
    pub changes: String,
    /// Who does not stand behind it.
    pub endorsement: String,
}

/// A level, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelText {
    /// Which one.
    pub number: Level,
    /// Its name, such as `Operate`.
    pub name: String,
    /// What it means, in a sentence.
    pub summary: String,
}

/// One of the sides from which an organization is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// Its name in addresses and in the database, such as `people`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// In order; at least one.
    pub categories: Vec<Category>,
}

/// A part of a dimension; it holds the criteria.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The dimension's id, a dot, and its own name: `people.overview`.
    pub id: String,
    /// Where it stands among [`Model::categories`].
    pub position: usize,
    /// Where its dimension stands in [`Model::dimensions`].
    pub dimension: usize,
    /// Its name for people.
    pub name: String,
    /// An optional category is scored, but left out of its dimension's figures.
    pub optional: bool,
    /// Where its criteria stand in [`Model::criteria`], by level; at least one.
    pub criteria: Vec<usize>,
}

impl Category {
    /// Its name within its dimension: `overview`.
    pub fn slug(&self) -> &str {
        self.id.split_once('.').map_or(&self.id, |(_, slug)| slug)
    }
}

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// Says of every mistake in the file where it is and what is wrong.
    pub fn parse(text: &str) -> Result<Self, ModelError> {
        model_check::read(text)
    }

    /// The model that comes with the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// All criteria: by dimension, category and level, and then as they stand in the file.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// The criterion of that name.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.positions.get(id).map(|&position| &self.criteria[position])
    }

    /// The name of a level, such as `Operate`.
    pub fn level_name(&self, level: Level) -> &str {
        let named = self.levels.iter().find(|text| text.number == level);
        named.map_or("", |text| &text.name)
    }

    /// The dimension of that name.
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.id == id)
    }

    /// The dimension and the category of one of its criteria.
    pub fn place_of(&self, criterion: &Criterion) -> (&Dimension, &Category) {
        let mut places =
            self.dimensions.iter().flat_map(|d| d.categories.iter().map(move |c| (d, c)));
        places
            .find(|(_, category)| category.position == criterion.category)
            .expect("each criterion stands in one category")
    }

    /// How many categories there are.
    pub fn category_count(&self) -> usize {
        self.dimensions.iter().map(|dimension| dimension.categories.len()).sum()
    }

    /// All categories, dimension by dimension.
    pub fn categories(&self) -> impl Iterator<Item = &Category> {
        self.dimensions.iter().flat_map(|dimension| &dimension.categories)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_model_is_sound_and_whole() {
        let model = Model::parse(include_str!("../../models/cncf-cnmm-2.toml")).unwrap();
        assert_eq!(model.id, "cncf-cnmm-2");
        assert_eq!(model.criteria().len(), 347);
        assert_eq!(model.categories().count(), 26);
        let dimensions: Vec<_> = model.dimensions.iter().map(|d| d.id.as_str()).collect();
        assert_eq!(dimensions, ["people", "process", "policy", "technology", "business"]);
        let levels: Vec<_> = model.levels.iter().map(|level| level.name.as_str()).collect();
        assert_eq!(levels, ["Build", "Operate", "Scale", "Improve", "Optimize"]);
        let Scoring { enter_percent, full_percent, core_weight, supporting_weight } = model.scoring;
        assert_eq!((enter_percent, full_percent), (50, 85));
        assert_eq!((core_weight, supporting_weight), (2, 1));
    }

    #[test]
    fn criteria_stand_by_dimension_category_and_level() {
        let model = Model::built_in();
        let places: Vec<_> = model.criteria().iter().map(|c| (c.category, c.level)).collect();
        assert!(places.is_sorted());
        for (position, category) in model.categories().enumerate() {
            assert_eq!(category.position, position);
            let dimension = &model.dimensions[category.dimension];
            assert_eq!(category.id, format!("{}.{}", dimension.id, category.slug()));
            for &position in &category.criteria {
                let criterion = &model.criteria()[position];
                assert_eq!((criterion.position, criterion.category), (position, category.position));
            }
        }
        let held: usize = model.categories().map(|category| category.criteria.len()).sum();
        assert_eq!(held, model.criteria().len(), "each criterion stands in one category");
    }

    #[test]
    fn each_core_criterion_of_levels_1_and_2_says_what_is_true_while_it_is_not_met() {
        let mut gaps = std::collections::BTreeSet::new();
        for criterion in Model::built_in().criteria() {
            let is_needed = criterion.core && criterion.level.number() <= 2;
            assert_eq!(criterion.gap.is_some(), is_needed, "{}", criterion.id);
            if let Some(gap) = &criterion.gap {
                assert!(gaps.insert(gap), "{gap:?} is said of two");
            }
        }
        assert_eq!(gaps.len(), 136);
    }

    #[test]
    fn criteria_and_dimensions_are_found_by_their_ids() {
        let model = Model::built_in();
        for criterion in model.criteria() {
            assert_eq!(model.criterion(criterion.id.as_ref()), Some(criterion));
        }
        assert_eq!(model.criterion("people.overview.l1.nonsense"), None);
        assert_eq!(model.dimension("business").unwrap().name, "Business Outcomes");
        assert_eq!(model.dimension("Business"), None);
    }
}
