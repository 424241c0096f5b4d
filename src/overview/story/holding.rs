//! Which dimensions keep the whole where it is.

use super::{Subject, is_complete};
use crate::maturity::{Figure, Figures, Tenths};

/// The dimensions that keep the whole where it is, the lowest first, and how a sentence says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Holding {
    /// Their positions; at least one.
    pub dimensions: Vec<usize>,
    /// What one of them does: `holds the whole at Level 1`.
    pub one: String,
    /// What several do: `hold the whole at Level 1`.
    pub several: String,
    /// Whether what they wait for is named.
    pub has_reasons: bool,
}

impl Holding {
    /// Before Level 2 those hold the whole that are at its level, unless all are: then the lowest
    /// is furthest behind, as it is on the way through Level 2. Of a whole that has completed
    /// Level 2, those are named that have not reached the next one.
    pub fn of(subject: Subject, figures: &Figures, whole: Figure) -> Option<Self> {
        let mut scored: Vec<(usize, Figure)> = figures
            .dimensions
            .iter()
            .enumerate()
            .filter_map(|(at, figure)| Some((at, (*figure)?)))
            .collect();
        scored.sort_by_key(|(_, figure)| (figure.score, figure.progress()));
        let positions = |fits: &dyn Fn(Figure) -> bool| -> Vec<usize> {
            scored.iter().filter(|&&(_, figure)| fits(figure)).map(|&(at, _)| at).collect()
        };
        let lowest = positions(&|figure| figure.level() == whole.level());
        let incomplete = positions(&|figure| !is_complete(figure));

        if is_complete(whole) {
            let next = format!("not at Level {} yet", whole.level() + 1);
            let is_worth_saying = whole.level() < 5 && lowest.len() < scored.len();
            is_worth_saying.then(|| Self {
                dimensions: lowest,
                one: format!("is {next}"),
                several: format!("are {next}"),
                has_reasons: false,
            })
        } else if whole.toward < Tenths::MAX && lowest.len() < scored.len() {
            let level = match whole.level() {
                0 => "before Level 1".to_owned(),
                level => format!("at Level {level}"),
            };
            let place = format!("{} {level}", subject.whole());
            Some(Self {
                dimensions: lowest,
                one: format!("holds {place}"),
                several: format!("hold {place}"),
                has_reasons: true,
            })
        } else if scored.len() < 2 {
            None
        } else {
            let one = if incomplete.len() == 1 {
                "is the last one to complete"
            } else {
                "is furthest behind"
            };
            let dimensions = incomplete.into_iter().take(1).collect();
            Some(Self {
                dimensions,
                one: one.to_owned(),
                several: String::new(),
                has_reasons: true,
            })
        }
    }
}
