//! The sentences of what went live, and of how the KPIs stand.

use super::{Piece, Sentence};
use crate::overview::words::{capitalized, number};
use crate::period::Period;

/// What there is to tell of applications and KPIs since the period before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    pub since: Period,
    /// How many applications have gone live since then.
    pub gone_live: usize,
    /// The KPIs that have met their target since then, by name.
    pub reached: Vec<String>,
    /// How many KPIs are better than at their baseline, those at their target included.
    pub better: usize,
    /// How many KPIs there are.
    pub kpis: usize,
}

/// What went live since the period before; then which KPIs have reached their target since, or how
/// many are better than at the baseline.
pub(super) fn brought(told: &Brought) -> impl Iterator<Item = Sentence> {
    [live(told), kpis(told)].into_iter().flatten()
}

fn live(&Brought { since, gone_live, .. }: &Brought) -> Option<Sentence> {
    let went = match gone_live {
        0 => return None,
        1 => "One application".to_owned(),
        many => format!("{} applications", capitalized(&number(many))),
    };
    Some(vec![Piece::Strong(went), Piece::Plain(format!(" went live since {since}."))])
}

fn kpis(told: &Brought) -> Option<Sentence> {
    let Brought { since, better, kpis, .. } = *told;
    match told.reached.as_slice() {
        [] if better == 0 => None,
        [] if kpis == 1 => {
            Some(vec![Piece::Plain("The only KPI is better than at its baseline.".to_owned())])
        }
        [] => Some(vec![
            Piece::Strong(format!("{} of {} KPIs", capitalized(&number(better)), number(kpis))),
            Piece::Plain(format!(
                " {} better than at the baseline.",
                if better == 1 { "is" } else { "are" }
            )),
        ]),
        [name] => Some(vec![
            Piece::Plain("The KPI ".to_owned()),
            Piece::Strong(format!("“{name}”")),
            Piece::Plain(format!(" has reached its target since {since}.")),
        ]),
        many => Some(vec![
            Piece::Strong(format!("{} KPIs", capitalized(&number(many.len())))),
            Piece::Plain(format!(" have reached their targets since {since}.")),
        ]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(gone_live: usize, reached: &[&str], better: usize, kpis: usize) -> Vec<String> {
        let reached = reached.iter().map(|name| (*name).to_owned()).collect();
        let since = "2026-Q3".parse().unwrap();
        let told = Brought { since, gone_live, reached, better, kpis };
        brought(&told)
            .map(|sentence| {
                let pieces = sentence.into_iter().map(|piece| match piece {
                    Piece::Plain(text) | Piece::Strong(text) | Piece::Warning(text) => text,
                });
                pieces.collect()
            })
            .collect()
    }

    #[test]
    fn it_tells_what_went_live_since_the_period_before() {
        assert_eq!(said(1, &[], 0, 0), ["One application went live since 2026-Q3."]);
        assert_eq!(said(3, &[], 0, 2), ["Three applications went live since 2026-Q3."]);
        assert_eq!(said(0, &[], 0, 2), [""; 0]);
    }

    #[test]
    fn a_kpi_that_has_reached_its_target_comes_before_how_many_are_better() {
        assert_eq!(
            said(0, &["Lead time"], 4, 6),
            ["The KPI “Lead time” has reached its target since 2026-Q3."]
        );
        assert_eq!(
            said(0, &["a", "b"], 4, 6),
            ["Two KPIs have reached their targets since 2026-Q3."]
        );
        assert_eq!(said(0, &[], 5, 6), ["Five of six KPIs are better than at the baseline."]);
        assert_eq!(said(0, &[], 1, 6), ["One of six KPIs is better than at the baseline."]);
        assert_eq!(said(0, &[], 1, 1), ["The only KPI is better than at its baseline."]);
    }
}
