//! The headline and the story of an overview, by rules from the figures.

use super::movement;
use super::verdicts::Verdicts;
use crate::maturity::{Figure, Figures, Model};
use crate::trend::History;

/// A piece of a sentence, as weighty as it shall look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Plain(String),
    /// What matters most in its sentence.
    Strong(String),
    /// What holds the organization back.
    Warning(String),
}

/// Where it stands, as the end of a sentence that begins with its name.
pub(super) fn headline(whole: Option<Figure>) -> String {
    match whole {
        None => "has no figures yet".to_owned(),
        Some(figure) if figure.way() == "toward" => {
            format!("is {} % of the way to Level 2", figure.percent())
        }
        Some(figure) if figure.percent() < 100 => {
            format!("is {} % through Level 2", figure.percent())
        }
        Some(figure) if figure.level() >= 5 => "has reached Level 5".to_owned(),
        Some(figure) => {
            let next = (figure.level() + 1).max(3);
            format!("has completed Level 2 and is working on Level {next}")
        }
    }
}

/// At most four sentences about the newest figures of `whom`: "the organization" or "the team".
pub(super) fn story(
    model: &Model,
    whom: &str,
    history: &History,
    verdicts: &Verdicts,
) -> Vec<Piece> {
    let Some((_, figures)) = history.latest() else { return Vec::new() };
    let Some(whole) = figures.whole else { return Vec::new() };
    let dimensions = dimensions_at_level_two(figures);
    let mut pieces = vec![
        Piece::Plain(format!("{dimensions} at Level 2 and {whom} is ")),
        Piece::Strong(format!("{} % through it", whole.through.whole())),
        Piece::Plain(format!("{}. ", change_since(history, whole).unwrap_or_default())),
    ];
    pieces.extend(movement::plateaus(model, verdicts));
    pieces.extend(holding_back(model, figures, whole));
    pieces.extend(movement::pace(model, verdicts, history.pace()));
    pieces
}

/// How many dimensions are at Level 2: the subject and the verb of a sentence.
fn dimensions_at_level_two(figures: &Figures) -> String {
    let scored = figures.dimensions.iter().flatten().count();
    let reached = figures.dimensions.iter().flatten().filter(|figure| figure.level() >= 2).count();
    match reached {
        0 => "No dimension is".to_owned(),
        1 => format!("One of {} dimensions is", number(scored)),
        _ if reached == scored => format!("All {} dimensions are", number(scored)),
        _ => format!("{} of {} dimensions are", capitalized(&number(reached)), number(scored)),
    }
}

fn change_since(history: &History, whole: Figure) -> Option<String> {
    let (period, before) = history.previous()?;
    let before = before.whole?;
    let change = whole.points_since(before);
    Some(match change {
        0 => format!(", unchanged since {period}"),
        1 | -1 => format!(", {} 1 point since {period}", direction(change)),
        _ => format!(", {} {} points since {period}", direction(change), change.abs()),
    })
}

const fn direction(change: i32) -> &'static str {
    if change > 0 { "up" } else { "down" }
}

/// Which dimension keeps the whole at its level, and what keeps that dimension.
fn holding_back(model: &Model, figures: &Figures, whole: Figure) -> Vec<Piece> {
    let Some(dimension) = figures.whole_held_back_by(model) else { return Vec::new() };
    let at = model.dimensions.iter().position(|other| other.id == dimension.id);
    let place = match whole.level() {
        0 => "before Level 1".to_owned(),
        level => format!("at Level {level}"),
    };
    let mut pieces = vec![Piece::Warning(format!("{} holds the whole {place}", dimension.name))];
    if let Some(category) = at.and_then(|at| figures.held_back_by(model, at)) {
        pieces.push(Piece::Plain(format!(", most of all by its category {}", category.name)));
    }
    pieces.push(Piece::Plain(".".into()));
    pieces
}

/// Small numbers in words.
pub(super) fn number(n: usize) -> String {
    const WORDS: [&str; 10] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Hundredths, Tenths};

    fn figure(score: u16, toward: u16, through: u16) -> Option<Figure> {
        Some(Figure {
            score: Hundredths::new(score)?,
            toward: Tenths::new(toward)?,
            through: Tenths::new(through)?,
        })
    }

    /// Figures whose dimensions all stand like the whole, but for the first.
    fn figures(first: Option<Figure>, others: Option<Figure>, whole: Option<Figure>) -> Figures {
        let model = Model::built_in();
        let mut dimensions = vec![others; model.dimensions.len()];
        dimensions[0] = first;
        Figures { whole, dimensions, categories: Vec::new() }
    }

    fn told(history: &[(&str, Figures)]) -> String {
        let known = history.iter().map(|(text, figures)| (text.parse().unwrap(), figures.clone()));
        let history = History::up_to("2199-Q4".parse().unwrap(), known);
        let pieces = story(Model::built_in(), "the organization", &history, &Verdicts::default())
            .into_iter();
        pieces
            .map(|piece| match piece {
                Piece::Plain(text) | Piece::Strong(text) | Piece::Warning(text) => text,
            })
            .collect()
    }

    #[test]
    fn the_headline_says_toward_then_through_then_what_comes_next() {
        assert_eq!(headline(None), "has no figures yet");
        assert_eq!(headline(figure(199, 999, 530)), "is 99 % of the way to Level 2");
        assert_eq!(headline(figure(200, 1000, 0)), "is 0 % through Level 2");
        assert_eq!(headline(figure(299, 1000, 999)), "is 99 % through Level 2");
        let done = "has completed Level 2 and is working on Level 3";
        assert_eq!(headline(figure(250, 1000, 1000)), done);
        assert_eq!(headline(figure(500, 1000, 1000)), "has reached Level 5");
    }

    #[test]
    fn the_story_counts_dimensions_tells_the_change_and_names_what_holds_back() {
        let before = figures(figure(150, 700, 0), figure(200, 1000, 100), figure(150, 940, 80));
        let now = figures(figure(150, 700, 0), figure(220, 1000, 400), figure(170, 965, 320));

        assert_eq!(
            told(&[("2026-Q1", before), ("2026-Q2", now)]),
            "Four of five dimensions are at Level 2 and the organization is 32 % through it, up 26 \
             points since 2026-Q1. People holds the whole at Level 1."
        );
    }

    #[test]
    fn a_first_period_has_nothing_to_be_compared_with() {
        let now = figures(figure(50, 300, 0), figure(60, 400, 0), figure(50, 380, 0));

        assert_eq!(
            told(&[("2026-Q1", now)]),
            "No dimension is at Level 2 and the organization is 0 % through it. People holds the \
             whole before Level 1."
        );
    }

    #[test]
    fn a_change_is_told_in_its_direction() {
        let at = |through| {
            figures(
                figure(210, 1000, through),
                figure(210, 1000, through),
                figure(210, 1000, through),
            )
        };

        let told_of = |before, now| told(&[("2026-Q1", at(before)), ("2026-Q2", at(now))]);
        assert!(told_of(100, 100).contains(", unchanged since 2026-Q1."));
        assert!(told_of(100, 110).contains(", up 1 point since 2026-Q1."));
        assert!(told_of(130, 100).contains(", down 3 points since 2026-Q1."));
    }
}
