//! One statement of the model, and how it can be answered.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// One statement that can be answered. It belongs to a category, and to a level of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its name in files, forms and the database.
    pub id: CriterionId,
    /// Where it stands in [`Model::criteria`](super::Model::criteria).
    pub position: usize,
    /// Where its category stands among [`Model::categories`](super::Model::categories).
    pub category: usize,
    /// The level it is part of.
    pub level: Level,
    /// What is true when it is met.
    pub statement: String,
    /// What is true while it is not met in full, as a clause that can follow a colon: `no first
    /// audit has been done`. At most 60 characters; the core criteria of Levels 1 and 2 have one.
    pub gap: Option<String>,
    /// What would count as evidence; may be empty.
    pub evidence_hint: String,
    /// A core criterion weighs more, and blocks the completion of its level while it is at 0.
    pub core: bool,
    /// Who answers it.
    pub scope: Scope,
    /// How it can be answered.
    pub answers: AnswerKind,
    /// Where it comes from.
    pub basis: Basis,
}

/// A criterion's name: its dimension, category and level, and a word of its own, such as
/// `people.overview.l1.goals-linked`.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct CriterionId(pub(super) String);

impl fmt::Display for CriterionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for CriterionId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for CriterionId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// One of the five levels, 1 to 5. "Before Level 1" is not one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// Levels 1 to 5, in order.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The level of that number, 1 to 5.
    pub const fn new(number: u8) -> Option<Self> {
        if matches!(number, 1..=5) { Some(Self(number)) } else { None }
    }

    /// 1 to 5.
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// How much of a criterion is met, in quarters, 0 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarters(u8);

impl Quarters {
    /// None of it.
    pub const ZERO: Self = Self(0);
    /// All of it.
    pub const FULL: Self = Self(4);

    /// That many quarters, 0 to 4.
    pub const fn new(number: u8) -> Option<Self> {
        if number <= 4 { Some(Self(number)) } else { None }
    }

    /// 0 to 4.
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Quarters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// The number is not [`Quarters`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an answer is 0 to 4 quarters")]
pub struct NotQuarters;

impl TryFrom<i16> for Quarters {
    type Error = NotQuarters;

    fn try_from(number: i16) -> Result<Self, NotQuarters> {
        u8::try_from(number).ok().and_then(Self::new).ok_or(NotQuarters)
    }
}

impl From<Quarters> for i16 {
    fn from(quarters: Quarters) -> Self {
        quarters.0.into()
    }
}

/// Who answers a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Each team.
    Team,
    /// The organization, once.
    Organization,
}

/// How a criterion can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerKind {
    /// How much of what there is, it is true of.
    Coverage,
    /// Whether it is so.
    State,
}

/// One of the answers that a criterion offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it counts.
    pub quarters: Quarters,
    /// How it is said.
    pub label: &'static str,
}

impl AnswerKind {
    /// The answers on offer, from least to most.
    pub const fn choices(self) -> &'static [Choice] {
        const fn choice(quarters: u8, label: &'static str) -> Choice {
            Choice { quarters: Quarters(quarters), label }
        }
        const COVERAGE: &[Choice] = &[
            choice(0, "None"),
            choice(1, "Some"),
            choice(2, "At least half"),
            choice(4, "Most or all"),
        ];
        const STATE: &[Choice] = &[choice(0, "No"), choice(2, "Partly"), choice(4, "Yes")];
        match self {
            Self::Coverage => COVERAGE,
            Self::State => STATE,
        }
    }

    /// Whether `quarters` is among the answers on offer.
    pub fn allows(self, quarters: Quarters) -> bool {
        self.choices().iter().any(|choice| choice.quarters == quarters)
    }
}

/// Where a criterion comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// It carries out a statement of the page that Level 2 is described on.
    Seed,
    /// It follows another text of the model.
    Model,
    /// It is our own aid, not in the model's text, and never core.
    Derived,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_offers_what_its_kind_names() {
        let offered = |kind: AnswerKind| {
            let choices = kind.choices().iter();
            choices
                .map(|choice| format!("{} {}", choice.quarters, choice.label))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            offered(AnswerKind::Coverage),
            ["0 None", "1 Some", "2 At least half", "4 Most or all"]
        );
        assert_eq!(offered(AnswerKind::State), ["0 No", "2 Partly", "4 Yes"]);
        assert!(AnswerKind::Coverage.allows(Quarters(1)) && !AnswerKind::State.allows(Quarters(1)));
        assert!(!AnswerKind::Coverage.allows(Quarters(3)));
    }

    #[test]
    fn numbers_outside_their_range_are_refused() {
        assert_eq!([Level::new(0), Level::new(6)], [None, None]);
        assert_eq!(Quarters::new(5), None);
        for number in [-1, 5, 256, 260] {
            assert_eq!(Quarters::try_from(number), Err(NotQuarters), "{number}");
        }
        assert_eq!(Quarters::try_from(4), Ok(Quarters(4)));
    }
}
