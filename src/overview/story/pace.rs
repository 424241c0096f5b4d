//! The sentence that says in how many more quarters Level 2 is complete.

use super::{Piece, Sentence, is_complete};
use crate::maturity::{Figure, Model};
use crate::overview::verdicts::Verdicts;
use crate::overview::words::listed;
use crate::trend::Pace;

/// How fast the whole has moved lately, if that can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tempo {
    Pace(Pace),
    /// There are too few steps.
    TooShort,
    /// The steps do not lead upward.
    Unsteady,
}

impl Tempo {
    /// Fewer steps than these tell of no pace.
    const MIN_STEPS: usize = 4;

    pub fn of(pace: Option<Pace>, steps: usize) -> Self {
        match pace {
            Some(pace) => Self::Pace(pace),
            None if steps < Self::MIN_STEPS => Self::TooShort,
            None => Self::Unsteady,
        }
    }
}

/// The pace, and what would have to move for it. Nothing once Level 2 is complete.
pub(super) fn pace(
    model: &Model,
    verdicts: &Verdicts,
    whole: Figure,
    tempo: Tempo,
) -> Option<Sentence> {
    let plain = |text: &str| vec![Piece::Plain(text.to_owned())];
    match tempo {
        _ if is_complete(whole) => None,
        Tempo::TooShort => Some(plain("There is not enough history yet to tell a pace.")),
        Tempo::Unsteady => Some(plain("There has been no steady pace lately.")),
        Tempo::Pace(pace) => Some(vec![
            Piece::Plain("At the recent pace, Level 2 is complete in ".to_owned()),
            Piece::Strong(pace.to_string()),
            Piece::Plain(format!("{}.", condition(model, verdicts))),
        ]),
    }
}

/// `, once Policy moves again`: what stands still today would have to move for the pace to last.
fn condition(model: &Model, verdicts: &Verdicts) -> String {
    let names = |positions: Vec<usize>| -> Vec<&str> {
        positions.into_iter().map(|at| &*model.dimensions[at].name).collect()
    };
    let still = names(verdicts.plateaus().into_iter().map(|(at, _)| at).collect());
    let held = names(verdicts.held());
    let moves = match still.len() {
        0 => None,
        1 => Some(format!("{} moves again", listed(&still))),
        _ => Some(format!("{} move again", listed(&still))),
    };
    let ends = match held.len() {
        0 => None,
        1 => Some(format!("the hold on {} ends", listed(&held))),
        _ => Some(format!("the holds on {} end", listed(&held))),
    };
    let conditions: Vec<String> = [moves, ends].into_iter().flatten().collect();
    if conditions.is_empty() { String::new() } else { format!(", once {}", listed(&conditions)) }
}
