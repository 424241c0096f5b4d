//! The sentence that says where somebody stands, and how far they have come since last time.

use super::{Piece, Sentence, Subject, is_complete};
use crate::maturity::{Figure, Figures, Tenths};
use crate::overview::words::{capitalized, number};
use crate::trend::History;

/// How many dimensions are at Level 2, and how far the whole has come: toward it, as long as no
/// part of it counts; then through it.
///
/// The change is that of the percentage in the sentence, as both pages show it.
pub(super) fn standing(
    subject: Subject,
    figures: &Figures,
    whole: Figure,
    history: &History,
) -> Sentence {
    let dimensions = at_level_two(figures);
    let before = history.previous().and_then(|(period, before)| Some((period, before.whole?)));
    let change = |percent: fn(Figure) -> u16| {
        let since = before.map(|(period, before)| {
            let points = i32::from(percent(whole)) - i32::from(percent(before));
            match points {
                0 => format!(", unchanged since {period}"),
                1 | -1 => format!(", {} 1 point since {period}", direction(points)),
                _ => format!(", {} {} points since {period}", direction(points), points.abs()),
            }
        });
        Piece::Plain(format!("{}.", since.unwrap_or_default()))
    };
    let toward = |figure: Figure| figure.toward.whole();
    let through = |figure: Figure| figure.through.whole();

    if is_complete(whole) {
        let done = match scored(figures) {
            1 => "The only dimension with a score has".to_owned(),
            2 => "Both dimensions have".to_owned(),
            all => format!("All {} dimensions have", number(all)),
        };
        let level = whole.level();
        let beyond = format!(", and {} stands at Level {level}", subject.whole());
        vec![
            Piece::Strong(format!("{done} completed Level 2")),
            Piece::Plain(format!("{}.", if level > 2 { beyond } else { String::new() })),
        ]
    } else if whole.toward == Tenths::MAX {
        vec![
            Piece::Plain(format!("{dimensions} at Level 2 and {} is ", subject.name())),
            Piece::Strong(format!("{} % through it", through(whole))),
            change(through),
        ]
    } else if reached(figures) > 0 && through(whole) > 0 {
        vec![
            Piece::Plain(format!("{dimensions} at Level 2, and ")),
            Piece::Strong(format!("{} % of Level 2 is done", through(whole))),
            change(through),
        ]
    } else {
        let yet = if reached(figures) == 0 { " yet" } else { "" };
        vec![
            Piece::Plain(format!("{dimensions} at Level 2{yet}, and {} is ", subject.name())),
            Piece::Strong(format!("{} % of the way there", toward(whole))),
            change(toward),
        ]
    }
}

fn scored(figures: &Figures) -> usize {
    figures.dimensions.iter().flatten().count()
}

fn reached(figures: &Figures) -> usize {
    figures.dimensions.iter().flatten().filter(|figure| figure.level() >= 2).count()
}

/// How many dimensions are at Level 2: the subject and the verb of a sentence.
fn at_level_two(figures: &Figures) -> String {
    match (reached(figures), scored(figures)) {
        (0, 1) => "The only dimension with a score is not".to_owned(),
        (_, 1) => "The only dimension with a score is".to_owned(),
        (0, _) => "No dimension is".to_owned(),
        (2, 2) => "Both dimensions are".to_owned(),
        (reached, scored) if reached == scored => format!("All {} dimensions are", number(scored)),
        (1, scored) => format!("One of {} dimensions is", number(scored)),
        (reached, scored) => {
            format!("{} of {} dimensions are", capitalized(&number(reached)), number(scored))
        }
    }
}

const fn direction(points: i32) -> &'static str {
    if points > 0 { "up" } else { "down" }
}
