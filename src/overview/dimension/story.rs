use crate::maturity::{Category, Criterion, Figure, Judgment, Tenths, Verdict};
use crate::overview::story::{self, Piece, number};
use crate::period::Period;

/// How many of the core criteria that block a level are named.
const NAMED: usize = 2;

/// What the sentences about a dimension are made of.
#[derive(Clone, Debug, Default)]
pub(in crate::overview) struct Situation<'m> {
    pub judgment: Option<Judgment>,
    /// By how many points toward and through together have moved, and since when.
    pub change: Option<(i32, Period)>,
    /// When the hold that covers it is reviewed.
    pub held_until: Option<Period>,
    /// The category that holds it back, with its figure.
    pub held_back_by: Option<(&'m Category, Figure)>,
    /// The core criteria of that category that block the first of its levels that is blocked.
    pub blocking: Vec<&'m Criterion>,
}

/// Where it stands, as the end of a sentence that begins with its name.
pub(in crate::overview) fn headline(figure: Option<Figure>) -> String {
    match figure {
        None => "has no score: nothing in it applies".to_owned(),
        figure => story::headline(figure),
    }
}

/// One or two sentences: whether it moves, and what holds it back.
pub(in crate::overview) fn story(situation: &Situation<'_>) -> Vec<Piece> {
    let mut pieces = movement(situation);
    pieces.extend(holding_back(situation));
    pieces
}

fn movement(situation: &Situation<'_>) -> Vec<Piece> {
    let Some(judgment) = situation.judgment else { return Vec::new() };
    let since = situation.change.map(|(points, since)| changed(points, since)).unwrap_or_default();
    let (weighty, rest) = match judgment.verdict {
        Verdict::Complete => ("Levels 1 and 2 are complete".to_owned(), since),
        Verdict::Holding => {
            let until = situation.held_until.map(|until| format!(" until {until}"));
            (format!("It is on hold{}", until.unwrap_or_default()), since)
        }
        Verdict::NotReassessed => {
            let why = "too little of it was looked at again to say whether it moves";
            (String::new(), format!("{}{since}", capitalized(why)))
        }
        Verdict::Slipping => ("It is slipping".to_owned(), since),
        Verdict::Plateau(_) => {
            let is_still = situation.change.is_none_or(|(points, _)| points == 0);
            let verb = if is_still { "has not moved" } else { "has hardly moved" };
            let quarters = number(judgment.quarters_still);
            let since = if is_still { String::new() } else { since };
            (format!("It {verb} for {quarters} quarters"), since)
        }
        Verdict::Stalling => ("It has all but stopped moving".to_owned(), since),
        Verdict::TooEarly => {
            let why = "This is its first period, too early to say whether it moves";
            (String::new(), why.to_owned())
        }
        Verdict::Advancing => ("It is advancing".to_owned(), since),
    };
    let weighty =
        if judgment.verdict.is_stuck() { Piece::Warning(weighty) } else { Piece::Strong(weighty) };
    vec![weighty, Piece::Plain(format!("{rest}. "))]
}

/// `, up 12 points since 2026-Q3`.
fn changed(points: i32, since: Period) -> String {
    let direction = if points > 0 { "up" } else { "down" };
    match points.abs() {
        0 => format!(", unchanged since {since}"),
        1 => format!(", {direction} 1 point since {since}"),
        points => format!(", {direction} {points} points since {since}"),
    }
}

fn holding_back(situation: &Situation<'_>) -> Vec<Piece> {
    let Some((category, figure)) = situation.held_back_by else { return Vec::new() };
    let place = match figure.level() {
        0 => "before Level 1".to_owned(),
        2 if figure.through < Tenths::MAX => format!("at {} % through Level 2", figure.percent()),
        level => format!("at Level {level}"),
    };
    let mut pieces =
        vec![Piece::Strong(category.name.clone()), Piece::Plain(format!(" holds it {place}"))];
    if let Some(first) = situation.blocking.first() {
        let clauses: Vec<String> =
            situation.blocking.iter().take(NAMED).map(|criterion| clause(criterion)).collect();
        let more = match situation.blocking.len() - clauses.len() {
            0 => String::new(),
            1 => ", and one more core criterion is not begun".to_owned(),
            n => format!(", and {} more core criteria are not begun", number(n)),
        };
        let clauses = clauses.join(" and ");
        let level = first.level;
        pieces.push(Piece::Plain(format!(", where Level {level} is blocked: {clauses}{more}")));
    }
    pieces.push(Piece::Plain(".".to_owned()));
    pieces
}

/// What is true while nothing is done of a core criterion.
fn clause(criterion: &Criterion) -> String {
    let statement = criterion.statement.trim_end_matches('.');
    criterion.gap.clone().unwrap_or_else(|| format!("nothing is done of “{statement}”"))
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Hundredths, Model, Place};

    fn told(verdict: Verdict, change: Option<i32>) -> String {
        let judgment = Judgment { verdict, gains: [None; 3], quarters_still: 4 };
        let change = change.map(|points| (points, "2026-Q3".parse().unwrap()));
        said(&Situation { judgment: Some(judgment), change, ..Situation::default() })
    }

    fn said(situation: &Situation<'_>) -> String {
        let pieces = story(situation).into_iter();
        pieces
            .map(|piece| match piece {
                Piece::Plain(text) | Piece::Strong(text) | Piece::Warning(text) => text,
            })
            .collect()
    }

    #[test]
    fn each_verdict_is_said_with_what_changed() {
        let plateau = Verdict::Plateau(Place::BeforeLevelTwo);
        for (verdict, change, sentence) in [
            (Verdict::Advancing, Some(36), "It is advancing, up 36 points since 2026-Q3. "),
            (Verdict::Advancing, Some(0), "It is advancing, unchanged since 2026-Q3. "),
            (Verdict::Slipping, Some(-1), "It is slipping, down 1 point since 2026-Q3. "),
            (
                Verdict::Stalling,
                Some(1),
                "It has all but stopped moving, up 1 point since 2026-Q3. ",
            ),
            (plateau, Some(0), "It has not moved for four quarters. "),
            (
                plateau,
                Some(2),
                "It has hardly moved for four quarters, up 2 points since 2026-Q3. ",
            ),
            (Verdict::Complete, None, "Levels 1 and 2 are complete. "),
            (
                Verdict::TooEarly,
                None,
                "This is its first period, too early to say whether it moves. ",
            ),
            (
                Verdict::NotReassessed,
                None,
                "Too little of it was looked at again to say whether it moves. ",
            ),
            (Verdict::Holding, Some(0), "It is on hold, unchanged since 2026-Q3. "),
        ] {
            assert_eq!(told(verdict, change), sentence);
        }
    }

    #[test]
    fn a_hold_is_said_with_its_review() {
        let judgment = Judgment { verdict: Verdict::Holding, gains: [None; 3], quarters_still: 1 };
        let held_until = "2027-Q1".parse().ok();
        let situation = Situation { judgment: Some(judgment), held_until, ..Situation::default() };
        assert_eq!(said(&situation), "It is on hold until 2027-Q1. ");
    }

    #[test]
    fn what_holds_it_back_is_named_with_what_blocks_it() {
        let model = Model::built_in();
        let category = model.categories().next().unwrap();
        let at = |score| Figure {
            score: Hundredths::new(score).unwrap(),
            toward: if score < 200 { Tenths::default() } else { Tenths::MAX },
            through: if score < 200 { Tenths::default() } else { Tenths::new(970).unwrap() },
        };
        let told = |score, level: u8, count: usize| {
            let of_level = model.criteria().iter().filter(|c| c.core && c.level.number() == level);
            said(&Situation {
                held_back_by: Some((category, at(score))),
                blocking: of_level.take(count).collect(),
                ..Situation::default()
            })
        };

        assert_eq!(told(50, 1, 0), "Overview holds it before Level 1.");
        assert_eq!(told(248, 1, 0), "Overview holds it at 97 % through Level 2.");
        let one = "Overview holds it at Level 1, where Level 1 is blocked: container and \
                   Kubernetes basics are not known to all";
        assert_eq!(told(150, 1, 1), format!("{one}."));
        let two = format!("{one} and the work is not tied to written goals");
        assert_eq!(told(150, 1, 2), format!("{two}."));
        let more = "and one more core criterion is not begun";
        assert_eq!(told(150, 1, 3), format!("{two}, {more}."));
        let more = "and two more core criteria are not begun";
        assert_eq!(told(150, 1, 4), format!("{two}, {more}."));
        let later = told(350, 4, 1);
        assert!(
            later.starts_with("Overview holds it at Level 3, where Level 4 is blocked: nothing")
        );
        assert!(later.contains(" is done of “"), "{later}");
    }

    #[test]
    fn what_does_not_apply_has_no_score() {
        assert_eq!(headline(None), "has no score: nothing in it applies");
        let figure = Some(Figure { score: Hundredths::new(83).unwrap(), ..Figure::default() });
        assert_eq!(headline(figure), "is 0 % of the way to Level 2");
    }
}
