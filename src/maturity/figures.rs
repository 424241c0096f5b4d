//! What the score says, as the integers that are stored and shown.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::model::{Category, Dimension, Model};

/// A score in hundredths, 0 to 500, written `1.96`. Its whole part is the level.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "u16", into = "u16")]
pub struct Hundredths(u16);

impl From<Hundredths> for u16 {
    fn from(number: Hundredths) -> Self {
        number.0
    }
}

impl TryFrom<u16> for Hundredths {
    type Error = FiguresError;

    fn try_from(number: u16) -> Result<Self, FiguresError> {
        Self::new(number).ok_or(FiguresError::Range)
    }
}

impl Hundredths {
    /// The highest score: Level 5.
    pub const MAX: Self = Self(500);

    /// That many hundredths, 0 to 500.
    pub const fn new(number: u16) -> Option<Self> {
        if number <= Self::MAX.0 { Some(Self(number)) } else { None }
    }

    /// 0 to 500.
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// A percentage in tenths, 0 to 1000, written `96.5`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "u16", into = "u16")]
pub struct Tenths(u16);

impl From<Tenths> for u16 {
    fn from(number: Tenths) -> Self {
        number.0
    }
}

impl TryFrom<u16> for Tenths {
    type Error = FiguresError;

    fn try_from(number: u16) -> Result<Self, FiguresError> {
        Self::new(number).ok_or(FiguresError::Range)
    }
}

impl Tenths {
    /// 100 %.
    pub const MAX: Self = Self(1000);

    /// That many tenths of a percent, 0 to 1000.
    pub const fn new(number: u16) -> Option<Self> {
        if number <= Self::MAX.0 { Some(Self(number)) } else { None }
    }

    /// 0 to 1000.
    pub const fn number(self) -> u16 {
        self.0
    }

    /// Whole percent, rounded down: 0 to 100, and 100 only when it is all.
    pub const fn whole(self) -> u16 {
        self.0 / 10
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// Where a category, a dimension or the whole stands. Every number is rounded down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Figure {
    /// 0 to 5; moves when the level is claimed.
    pub score: Hundredths,
    /// How much of the way to Level 2 is done.
    pub toward: Tenths,
    /// How much of Level 2 itself is done.
    pub through: Tenths,
}

impl Figure {
    /// The level, 1 to 5, or 0: before Level 1.
    pub fn level(self) -> u8 {
        u8::try_from(self.score.0 / 100).expect("a score is at most 500 hundredths")
    }

    /// What pages show in one number, in whole percent rounded down: toward until Level 2 is
    /// reached, then through.
    pub fn percent(self) -> u16 {
        if self.is_through() { self.through.whole() } else { self.toward.whole() }
    }

    /// What [`percent`](Self::percent) is a share of: `toward` or `through`.
    pub fn way(self) -> &'static str {
        if self.is_through() { "through" } else { "toward" }
    }

    fn is_through(self) -> bool {
        self.toward == Tenths::MAX
    }

    /// By how many points toward and through together have moved since an earlier figure, rounded
    /// toward zero: -200 to 200.
    pub fn points_since(self, earlier: Self) -> i32 {
        (i32::from(self.progress()) - i32::from(earlier.progress())) / 10
    }

    /// Toward and through together, in tenths: 0 to 2000. Half of it is what verdicts compare.
    pub const fn progress(self) -> u16 {
        self.toward.0 + self.through.0
    }

    /// How many bytes a figure takes as the database packs it.
    pub const PACKED_BYTES: usize = 6;

    fn unpack(packed: [u8; Self::PACKED_BYTES]) -> Result<Option<Self>, FiguresError> {
        let [s1, s2, t1, t2, h1, h2] = packed;
        let columns = [[s1, s2], [t1, t2], [h1, h2]].map(i16::from_be_bytes);
        let number = |n: i16| u16::try_from(n).ok();
        match columns {
            [-1, -1, -1] => Ok(None),
            [-1, ..] | [_, -1, _] | [.., -1] => Err(FiguresError::Uneven),
            [score, toward, through] => {
                let score = number(score).and_then(Hundredths::new);
                let toward = number(toward).and_then(Tenths::new);
                let through = number(through).and_then(Tenths::new);
                match (score, toward, through) {
                    (Some(score), Some(toward), Some(through)) => {
                        Ok(Some(Self { score, toward, through }))
                    }
                    _ => Err(FiguresError::Range),
                }
            }
        }
    }
}

/// The figures of one assessment, or of an organization. `None` is no score: nothing applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Of everything together.
    pub whole: Option<Figure>,
    /// Of each dimension, in the order of the model.
    pub dimensions: Vec<Option<Figure>>,
    /// Of each category, in the order of the model; empty when only the others were read.
    pub categories: Vec<Option<Figure>>,
}

/// What is stored are not the figures of this model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FiguresError {
    /// They end before the dimensions or categories of the model do, or after.
    #[error("there are more or fewer figures than the model has dimensions and categories")]
    Length,
    /// A figure is there only in part.
    #[error("a figure lacks its score, toward or through")]
    Uneven,
    /// A number is outside its range.
    #[error("a score is outside 0 to 500, or a percentage outside 0 to 1000")]
    Range,
}

impl Figures {
    /// Scores, towards and throughs, as they are stored: each the whole, then the dimensions, then
    /// the categories, and null where there is no score.
    pub fn to_columns(&self) -> [Vec<Option<i16>>; 3] {
        let number = |n: u16| i16::try_from(n).expect("a figure is at most 1000");
        let figures = || [&self.whole].into_iter().chain(&self.dimensions).chain(&self.categories);
        [
            figures().map(|f| f.map(|f| number(f.score.0))).collect(),
            figures().map(|f| f.map(|f| number(f.toward.0))).collect(),
            figures().map(|f| f.map(|f| number(f.through.0))).collect(),
        ]
    }

    /// Reads them as the database packs what [`to_columns`](Self::to_columns) says, or only the
    /// whole and the dimensions of it: of each figure score, toward and through, two bytes each, and
    /// -1 where there is no score.
    ///
    /// # Errors
    ///
    /// Says why these cannot be figures of this model.
    pub fn unpack(model: &Model, packed: &[u8]) -> Result<Self, FiguresError> {
        let (figures, rest) = packed.as_chunks::<{ Figure::PACKED_BYTES }>();
        let without_categories = 1 + model.dimensions.len();
        let all = without_categories + model.category_count();
        if !rest.is_empty() || (figures.len() != all && figures.len() != without_categories) {
            return Err(FiguresError::Length);
        }
        let read = |figures: &[[u8; Figure::PACKED_BYTES]]| {
            figures.iter().map(|packed| Figure::unpack(*packed)).collect::<Result<Vec<_>, _>>()
        };
        let (whole, parts) = figures.split_at(1);
        let (dimensions, categories) = parts.split_at(model.dimensions.len());
        Ok(Self {
            whole: read(whole)?.first().copied().flatten(),
            dimensions: read(dimensions)?,
            categories: read(categories)?,
        })
    }

    /// The figure of a category, if it has one and it was read.
    pub fn of(&self, category: &Category) -> Option<Figure> {
        self.categories.get(category.position).copied().flatten()
    }

    /// The category that holds a dimension back: the lowest score, then the least progress, then
    /// the first. `None` when all are at Level 5, or none has a score. Optional ones do not count.
    pub fn held_back_by<'m>(&self, model: &'m Model, dimension: usize) -> Option<&'m Category> {
        let categories = model.dimensions.get(dimension)?.categories.iter();
        lowest(categories.filter(|category| !category.optional).map(|c| (c, self.of(c))))
    }

    /// The dimension that holds the whole back, by the same rule.
    pub fn whole_held_back_by<'m>(&self, model: &'m Model) -> Option<&'m Dimension> {
        lowest(model.dimensions.iter().zip(self.dimensions.iter().copied()))
    }
}

fn lowest<T>(children: impl Iterator<Item = (T, Option<Figure>)>) -> Option<T> {
    children
        .filter_map(|(child, figure)| Some((child, figure?)))
        .filter(|(_, figure)| figure.score < Hundredths::MAX)
        .min_by_key(|(_, figure)| (figure.score, figure.progress()))
        .map(|(child, _)| child)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(score: u16, toward: u16, through: u16) -> Figure {
        Figure { score: Hundredths(score), toward: Tenths(toward), through: Tenths(through) }
    }

    fn figures(model: &Model) -> Figures {
        Figures {
            whole: Some(figure(196, 965, 530)),
            dimensions: vec![Some(figure(250, 1000, 120)); model.dimensions.len()],
            categories: vec![Some(figure(300, 1000, 1000)); model.categories().count()],
        }
    }

    #[test]
    fn figures_are_written_as_people_read_them() {
        let Figure { score, toward, through } = figure(205, 999, 0);
        assert_eq!(
            [score.to_string(), toward.to_string(), through.to_string()],
            ["2.05", "99.9", "0.0"]
        );
        assert_eq!([toward.whole(), Tenths::MAX.whole()], [99, 100]);
    }

    #[test]
    fn the_level_is_the_whole_part_of_the_score() {
        let levels = [0, 99, 100, 299, 500].map(|score| figure(score, 0, 0).level());
        assert_eq!(levels, [0, 0, 1, 2, 5]);
    }

    #[test]
    fn stored_figures_read_back_as_they_were() {
        let model = Model::built_in();
        let mut all = figures(model);
        all.dimensions[3] = None;
        all.categories[0] = None;

        let columns = all.to_columns();

        assert_eq!(columns.each_ref().map(|it| it[0]), [Some(196), Some(965), Some(530)]);
        let packed = packed(&columns);
        assert_eq!(Figures::unpack(model, &packed), Ok(all.clone()));
        let short = Figures::unpack(model, &packed[..6 * Figure::PACKED_BYTES]);
        assert_eq!(short, Ok(Figures { categories: Vec::new(), ..all }));
    }

    /// What the database makes of columns.
    fn packed(columns: &[Vec<Option<i16>>; 3]) -> Vec<u8> {
        let figures = 0..columns[0].len();
        let numbers = figures.flat_map(|at| columns.each_ref().map(|it| it[at].unwrap_or(-1)));
        numbers.flat_map(i16::to_be_bytes).collect()
    }

    #[test]
    fn what_cannot_be_figures_is_refused() {
        let model = Model::built_in();
        let read = |scores: [Option<i16>; 6], others: [Option<i16>; 6]| {
            Figures::unpack(model, &packed(&[scores.into(), others.into(), others.into()]))
        };
        let full = [Some(100); 6];
        let long = packed(&[vec![Some(1); 7], vec![Some(1); 7], vec![Some(1); 7]]);
        assert_eq!(Figures::unpack(model, &long), Err(FiguresError::Length));
        assert_eq!(Figures::unpack(model, &long[..35]), Err(FiguresError::Length));
        assert_eq!(read(full, [None; 6]), Err(FiguresError::Uneven));
        assert_eq!(read([Some(501); 6], full), Err(FiguresError::Range));
        assert_eq!(read([Some(-2); 6], full), Err(FiguresError::Range));
    }

    #[test]
    fn the_lowest_score_holds_back_then_the_least_progress_then_the_first() {
        let model = Model::built_in();
        let policy = model.dimensions.iter().position(|d| d.id == "policy").unwrap();
        let held_back_by = |overview, creation, compliance| {
            let mut all = figures(model);
            let first = model.dimensions[policy].categories[0].position;
            all.categories.splice(first..first + 3, [overview, creation, compliance]);
            all.held_back_by(model, policy).map(Category::slug)
        };

        let [low, high, done] = [(123, 392, 0), (180, 800, 0), (500, 1000, 1000)]
            .map(|(score, toward, through)| Some(figure(score, toward, through)));
        assert_eq!(held_back_by(high, done, low), Some("compliance"));
        assert_eq!(held_back_by(high, Some(figure(180, 700, 99)), done), Some("creation"));
        assert_eq!(held_back_by(done, high, high), Some("creation"));
        assert_eq!(held_back_by(None, done, high), Some("compliance"), "no score, no say");
        assert_eq!(held_back_by(done, done, None), None);
    }

    #[test]
    fn an_optional_category_holds_nothing_back() {
        let model = Model::built_in();
        let optional = model.categories().find(|category| category.optional).unwrap();
        let mut all = figures(model);
        all.categories[optional.position] = Some(figure(0, 0, 0));

        let back = all.held_back_by(model, optional.dimension).unwrap();

        assert_ne!(back.id, optional.id);
    }

    #[test]
    fn the_whole_is_held_back_by_its_lowest_dimension() {
        let model = Model::built_in();
        let mut all = figures(model);
        all.dimensions[3] = Some(figure(196, 999, 0));
        assert_eq!(all.whole_held_back_by(model).unwrap().id, "technology");
    }
}
