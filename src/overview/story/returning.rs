//! The sentence that says since when benefit has been above cost.

use super::{Piece, Sentence};
use crate::period::Period;
use crate::roi::Balance;

/// Since when every quarter has brought more than it cost. Nothing where that was so from the first
/// quarter on, because nothing was passed; nor where the amounts end before the quarter before
/// `period`, because that is history.
pub(super) fn returning(balance: &Balance, period: Period) -> Option<Sentence> {
    let since = balance.gains_since()?;
    let [first, .., newest] = balance.quarters() else { return None };
    if since == first.period || newest.period < period.previous() {
        return None;
    }
    let begins = if since == newest.period {
        "Quarterly benefit passed quarterly cost in "
    } else {
        "Quarterly benefit has passed quarterly cost since "
    };
    Some(vec![
        Piece::Plain(begins.to_owned()),
        Piece::Strong(since.to_string()),
        Piece::Plain(".".to_owned()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(amounts: &[(i64, i64)], period: &str) -> Option<String> {
        let first: Period = "2026-Q1".parse().unwrap();
        let entered: Vec<_> = first
            .up_to("2199-Q4".parse().unwrap())
            .zip(amounts)
            .map(|(at, &(cost, benefit))| (at, cost, benefit))
            .collect();
        let sentence = returning(&Balance::of(&entered), period.parse().unwrap())?;
        let text = |piece: Piece| match piece {
            Piece::Plain(text) | Piece::Strong(text) | Piece::Warning(text) => text,
        };
        Some(sentence.into_iter().map(text).collect())
    }

    #[test]
    fn it_is_said_since_when_benefit_is_above_cost_while_it_is() {
        let passed = [(5, 0), (5, 6), (5, 7)];
        assert_eq!(
            said(&passed, "2026-Q3").as_deref(),
            Some("Quarterly benefit has passed quarterly cost since 2026-Q2.")
        );
        assert_eq!(
            said(&passed[..2], "2026-Q2").as_deref(),
            Some("Quarterly benefit passed quarterly cost in 2026-Q2.")
        );
        assert_eq!(said(&[(5, 0), (5, 6), (5, 0)], "2026-Q3"), None, "it is not any more");
    }

    #[test]
    fn nothing_is_said_of_what_was_never_passed_or_is_long_ago() {
        assert_eq!(said(&[], "2026-Q3"), None);
        assert_eq!(said(&[(0, 5)], "2026-Q1"), None);
        assert_eq!(said(&[(0, 5), (0, 6)], "2026-Q2"), None);
        assert!(said(&[(5, 0), (5, 6)], "2026-Q3").is_some());
        assert_eq!(said(&[(5, 0), (5, 6)], "2026-Q4"), None);
    }
}
