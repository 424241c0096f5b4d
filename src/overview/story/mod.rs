//! The headline and the story of an overview, by rules from the figures.
//!
//! At most four sentences: where it stands, what stands still, what holds it back, how fast it moves,
//! and, where that leaves room, whether it returns more than it costs, what went live, and how the KPIs
//! stand. Each is a file with its rules.

mod brought;
mod holding;
mod pace;
mod returning;
mod standing;
mod standstill;

use super::block::Block;
use super::verdicts::Verdicts;
use crate::maturity::{Figure, Figures, Model, Tenths};
use crate::period::Period;
use crate::roi::Balance;
use crate::trend::History;
pub use brought::Brought;
use pace::Tempo;

/// A sentence, in pieces.
pub type Sentence = Vec<Piece>;

/// A piece of a sentence, as weighty as it shall look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Plain(String),
    /// What matters most in its sentence.
    Strong(String),
    /// What holds the organization back.
    Warning(String),
}

/// Of whom a story tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Organization,
    Team,
}

impl Subject {
    /// As the subject of a sentence.
    const fn name(self) -> &'static str {
        match self {
            Self::Organization => "the organization",
            Self::Team => "the team",
        }
    }

    /// As that of which the dimensions are parts.
    const fn whole(self) -> &'static str {
        match self {
            Self::Organization => "the whole",
            Self::Team => "the team",
        }
    }
}

/// What a story is made of.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    pub model: &'a Model,
    pub subject: Subject,
    pub history: &'a History,
    pub verdicts: &'a Verdicts,
    /// What each dimension waits for, in the order of the model.
    pub blocks: &'a [Option<Block<'a>>],
    /// How many steps from quarter to quarter there have been.
    pub steps: usize,
    /// What was spent and what it brought; `None` of a team, of which it is not told.
    pub balance: Option<&'a Balance>,
    /// What applications and KPIs tell; `None` of a team, too.
    pub brought: Option<&'a Brought>,
}

/// Where it stands, as the end of a sentence that begins with its name.
pub fn headline(figures: Option<&Figures>) -> String {
    match figures.map(|figures| figures.whole) {
        None => "has no figures yet".to_owned(),
        Some(None) => "has no score".to_owned(),
        Some(Some(figure)) => headline_of(figure),
    }
}

/// The same of whoever, or whatever, has this figure.
pub fn headline_of(figure: Figure) -> String {
    if figure.toward < Tenths::MAX {
        format!("is {} % of the way to Level 2", figure.percent())
    } else if figure.through < Tenths::MAX {
        format!("is {} % through Level 2", figure.percent())
    } else if figure.level() >= 5 {
        "has reached Level 5".to_owned()
    } else {
        let next = (figure.level() + 1).max(3);
        format!("has completed Level 2 and is working on Level {next}")
    }
}

/// How many sentences a story has at most.
const MOST: usize = 4;

/// At most four sentences about the newest figures.
pub fn story(told: Told<'_>) -> Vec<Sentence> {
    let Some((period, figures)) = told.history.latest() else { return Vec::new() };
    let Some(whole) = figures.whole else {
        let nothing = "Nothing that was asked applies, so there is nothing to score.";
        return vec![vec![Piece::Plain(nothing.to_owned())]];
    };
    let mut sentences = vec![standing::standing(told.subject, figures, whole, told.history)];
    sentences.extend(standstill::standstill(told, figures, whole));
    let tempo = Tempo::of(told.history.pace(), told.steps);
    sentences.extend(pace::pace(told.model, told.verdicts, whole, tempo));
    if sentences.len() < MOST {
        sentences.extend(told.balance.and_then(|balance| returning::returning(balance, period)));
    }
    let room = MOST.saturating_sub(sentences.len());
    sentences.extend(told.brought.into_iter().flat_map(brought::brought).take(room));
    sentences
}

/// How many steps there are from a quarter to the next one, of the periods with figures, oldest
/// first, each with whether it has a score.
pub fn steps(known: impl IntoIterator<Item = (Period, bool)>) -> usize {
    let scored: Vec<Period> =
        known.into_iter().filter_map(|(period, is_scored)| is_scored.then_some(period)).collect();
    scored.windows(2).filter(|pair| pair[1].quarters_since(pair[0]) == 1).count()
}

/// Whether Levels 1 and 2 are full.
fn is_complete(figure: Figure) -> bool {
    figure.through == Tenths::MAX
}

#[cfg(test)]
mod tests;
