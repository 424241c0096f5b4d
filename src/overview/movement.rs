//! The sentences of a story that say what stands still, and how fast the rest moves.

use super::story::{Piece, number};
use super::verdicts::Verdicts;
use crate::maturity::Model;
use crate::trend::Pace;

/// Every plateau by name, and how long it has lasted. Empty when there is none.
pub(super) fn plateaus(model: &Model, verdicts: &Verdicts) -> Vec<Piece> {
    let plateaus = verdicts.plateaus(model);
    let mut lengths: Vec<usize> = plateaus.iter().map(|&(_, quarters)| quarters).collect();
    lengths.dedup();
    let said = match (plateaus.as_slice(), lengths.as_slice()) {
        ([], _) => return Vec::new(),
        ([(only, quarters)], _) => {
            format!("{only} has not moved for {} quarters", number(*quarters))
        }
        (_, [quarters]) => {
            let names: Vec<String> = plateaus.iter().map(|&(name, _)| name.to_owned()).collect();
            format!("{} have not moved for {} quarters", listed(&names), number(*quarters))
        }
        _ => {
            let each: Vec<String> = plateaus
                .iter()
                .map(|&(name, quarters)| format!("{name} for {} quarters", number(quarters)))
                .collect();
            format!("{} have not moved", listed(&each))
        }
    };
    vec![Piece::Warning(said), Piece::Plain(". ".into())]
}

/// In how many more quarters Level 2 is complete at the recent pace, and what would have to move.
pub(super) fn pace(model: &Model, verdicts: &Verdicts, pace: Option<Pace>) -> Option<Piece> {
    let pace = pace?;
    let plateaus = verdicts.plateaus(model);
    let names: Vec<String> = plateaus.iter().map(|&(name, _)| name.to_owned()).collect();
    let condition = match names.len() {
        0 => String::new(),
        1 => format!(", once {} moves again", names[0]),
        _ => format!(", once {} move again", listed(&names)),
    };
    Some(Piece::Plain(format!(" At the recent pace, Level 2 is complete in {pace}{condition}.")))
}

/// `a`, `a and b`, `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Judgment, Place, Verdict};

    /// Verdicts of which the first dimensions are plateaus of so many quarters.
    fn standing(quarters: &[usize]) -> Verdicts {
        let plateau = |&quarters_still| {
            let verdict = Verdict::Plateau(Place::BeforeLevelTwo);
            Some(Judgment { verdict, gains: [None; 3], quarters_still })
        };
        Verdicts { whole: None, dimensions: quarters.iter().map(plateau).collect() }
    }

    fn told(quarters: &[usize]) -> String {
        let pieces = plateaus(Model::built_in(), &standing(quarters));
        pieces
            .into_iter()
            .map(|piece| match piece {
                Piece::Plain(text) | Piece::Strong(text) | Piece::Warning(text) => text,
            })
            .collect()
    }

    #[test]
    fn plateaus_are_told_by_name_in_one_sentence() {
        assert_eq!(told(&[]), "");
        assert_eq!(told(&[4]), "People has not moved for four quarters. ");
        assert_eq!(told(&[4, 4]), "People and Process have not moved for four quarters. ");
        assert_eq!(
            told(&[4, 12, 4]),
            "People for four quarters, Process for 12 quarters and Policy for four quarters have \
             not moved. "
        );
    }

    #[test]
    fn the_pace_names_what_would_have_to_move() {
        let said = |quarters: &[usize]| {
            let recent = Some(Pace { soonest: 2, latest: Some(4) });
            pace(Model::built_in(), &standing(quarters), recent)
        };
        let plain = |text: &str| Some(Piece::Plain(text.to_owned()));
        let sentence = " At the recent pace, Level 2 is complete in 2 to 4 more quarters";
        assert_eq!(said(&[]), plain(&format!("{sentence}.")));
        assert_eq!(said(&[4]), plain(&format!("{sentence}, once People moves again.")));
        assert_eq!(
            said(&[4, 5]),
            plain(&format!("{sentence}, once People and Process move again."))
        );
        assert_eq!(pace(Model::built_in(), &standing(&[]), None), None);
    }
}
