//! Whether somebody moves: the table of verdicts, computed from stored figures.

use std::fmt;

use super::figures::{Figure, Tenths};
use super::model::VerdictThresholds;

/// What was stored of a scope (a team, a dimension, an organization) in one calendar quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assessed {
    pub figure: Figure,
    /// How much of what was submitted had been confirmed or changed, in percent.
    pub reviewed_percent: u8,
}

/// Whether somebody moves, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Levels 1 and 2 are full.
    Complete,
    /// It was decided that it stays where it is.
    Holding,
    /// Too little was looked at again to say.
    NotReassessed,
    /// It has lost points since the quarter before, or its level fell.
    Slipping,
    /// It has stood still over three steps.
    Plateau(Place),
    /// It has hardly moved over two steps.
    Stalling,
    /// There is only one quarter to look at.
    TooEarly,
    /// It moves.
    Advancing,
}

/// Where a plateau lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    BeforeLevelTwo,
    InLevelTwo,
}

impl Verdict {
    /// Whether something keeps it from moving that can be named and removed.
    pub const fn is_stuck(self) -> bool {
        matches!(self, Self::Plateau(_) | Self::Stalling | Self::Slipping)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Complete => "complete",
            Self::Holding => "holding",
            Self::NotReassessed => "not re-assessed",
            Self::Slipping => "slipping",
            Self::Plateau(_) => "plateau",
            Self::Stalling => "stalling",
            Self::TooEarly => "too early to say",
            Self::Advancing => "advancing",
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeforeLevelTwo => "before Level 2",
            Self::InLevelTwo => "in Level 2",
        })
    }
}

/// A verdict, and what it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgment {
    pub verdict: Verdict,
    /// `d(1)`, `d(2)` and `d(3)`: how far it has come over so many submitted periods, in twentieths
    /// of a point, so that half a tenth is a whole number. `None` where there are too few.
    pub gains: [Option<i32>; 3],
    /// How many quarters it has stood where it stands, with the first and the last of them; 1 when
    /// it has just moved.
    pub quarters_still: usize,
}

/// How many quarters are looked at for what was re-assessed.
const WINDOW: usize = 4;

/// Twentieths in a point: toward and through together are stored in tenths, and half of them counts.
const POINT: i32 = 20;

/// The verdict on a scope: the first of the table in `SCORING` that fits.
///
/// `quarters` are all calendar quarters from the first submitted one to the one that is judged,
/// which is the last; `None` is one in which nothing was submitted. `is_held` says whether a hold
/// covers the last. `None` when there is nothing to judge.
pub fn judge(
    thresholds: &VerdictThresholds,
    quarters: &[Option<Assessed>],
    is_held: bool,
) -> Option<Judgment> {
    let first = quarters.iter().position(Option::is_some)?;
    let quarters = &quarters[first..];
    let now = (*quarters.last()?)?.figure;

    let submitted: Vec<Figure> =
        quarters.iter().rev().flatten().map(|known| known.figure).collect();
    let gain = |periods: usize| Some(progress(now) - progress(*submitted.get(periods)?));
    let gains = [gain(1), gain(2), gain(3)];
    let fell = submitted.get(1).is_some_and(|before| now.level() < before.level());

    let points = |points: u8| i32::from(points) * POINT;
    let stands_still = |gain: i32| gain < points(thresholds.plateau_points);
    let is_step = |gain: i32| gain >= points(thresholds.plateau_step_points);
    let steps: Vec<i32> =
        submitted.windows(2).map(|pair| progress(pair[0]) - progress(pair[1])).collect();
    let is_unseen = |quarter: &Option<Assessed>| {
        quarter.is_none_or(|known| known.reviewed_percent < thresholds.reviewed_percent)
    };

    let verdict = if now.through == Tenths::MAX {
        Verdict::Complete
    } else if is_held {
        Verdict::Holding
    } else if quarters.iter().rev().take(WINDOW).any(is_unseen) {
        Verdict::NotReassessed
    } else if fell || gains[0].is_some_and(|gain| gain <= -points(thresholds.slipping_points)) {
        Verdict::Slipping
    } else if gains[2].is_some_and(stands_still) && !steps.iter().take(3).any(|&step| is_step(step))
    {
        let is_before = now.toward < Tenths::MAX;
        Verdict::Plateau(if is_before { Place::BeforeLevelTwo } else { Place::InLevelTwo })
    } else if gains[1].is_some_and(|gain| gain < points(thresholds.stalling_points)) {
        Verdict::Stalling
    } else if submitted.len() == 1 {
        Verdict::TooEarly
    } else {
        Verdict::Advancing
    };

    // Further back than the table looks, a step down counts as movement, too.
    let is_still = |&steps_back: &usize| {
        let stood = gain(steps_back).is_some_and(|gain| stands_still(gain.abs()));
        stood && steps.get(steps_back - 1).is_some_and(|step| !is_step(step.abs()))
    };
    let least = if matches!(verdict, Verdict::Plateau(_)) { 3 } else { 0 };
    let still = (1..submitted.len()).take_while(|back| *back <= least || is_still(back)).count();
    Some(Judgment { verdict, gains, quarters_still: still + 1 })
}

/// `(toward + through) / 2` in twentieths of a point.
fn progress(figure: Figure) -> i32 {
    i32::from(figure.progress())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Hundredths, Model};

    fn at(score: u16, toward: u16, through: u16) -> Option<Assessed> {
        let figure = Figure {
            score: Hundredths::new(score)?,
            toward: Tenths::new(toward)?,
            through: Tenths::new(through)?,
        };
        Some(Assessed { figure, reviewed_percent: 100 })
    }

    /// Quarters at Level 1 with so many tenths toward.
    fn toward<const N: usize>(towards: [u16; N]) -> [Option<Assessed>; N] {
        towards.map(|toward| at(100, toward, 0))
    }

    fn judged(quarters: &[Option<Assessed>]) -> Judgment {
        judge(&Model::built_in().verdict, quarters, false).unwrap()
    }

    fn verdict(quarters: &[Option<Assessed>]) -> Verdict {
        judged(quarters).verdict
    }

    const BEFORE: Verdict = Verdict::Plateau(Place::BeforeLevelTwo);

    #[test]
    fn complete_is_all_of_level_2_and_comes_before_everything() {
        let mut quarters = [at(300, 1000, 1000), None, at(250, 1000, 1000)];
        assert_eq!(verdict(&quarters), Verdict::Complete, "though the level fell, with a gap");
        quarters[2] = at(250, 1000, 999);
        assert_ne!(verdict(&quarters), Verdict::Complete);
    }

    #[test]
    fn a_hold_comes_before_all_but_complete() {
        let thresholds = &Model::built_in().verdict;
        let held = |quarters: &[_]| judge(thresholds, quarters, true).unwrap().verdict;
        assert_eq!(held(&[at(100, 500, 0), None, at(100, 300, 0)]), Verdict::Holding);
        assert_eq!(held(&[at(250, 1000, 1000)]), Verdict::Complete);
    }

    #[test]
    fn fewer_than_60_percent_reviewed_in_one_of_four_quarters_is_not_reassessed() {
        let reviewed = |at: usize, percent| {
            let mut quarters = toward([100, 200, 300, 400, 500]);
            quarters[at].as_mut().unwrap().reviewed_percent = percent;
            verdict(&quarters)
        };
        for at in 1..5 {
            assert_eq!(reviewed(at, 59), Verdict::NotReassessed, "{at}");
            assert_eq!(reviewed(at, 60), Verdict::Advancing, "{at}");
        }
        assert_eq!(reviewed(0, 0), Verdict::Advancing, "the fifth is not looked at");
    }

    #[test]
    fn a_quarter_left_out_among_the_last_four_is_not_reassessed() {
        let without = |missing: usize| {
            let mut quarters = toward([100, 150, 200, 300, 400, 500]);
            quarters[missing] = None;
            verdict(&quarters)
        };
        for missing in 2..5 {
            assert_eq!(without(missing), Verdict::NotReassessed, "{missing}");
        }
        assert_eq!(without(1), Verdict::Advancing);
        assert_eq!(without(0), Verdict::Advancing, "history begins with the first submission");
    }

    #[test]
    fn nothing_is_judged_where_nothing_was_submitted() {
        let thresholds = &Model::built_in().verdict;
        assert_eq!(judge(thresholds, &[], false), None);
        assert_eq!(judge(thresholds, &[at(100, 500, 0), None], true), None);
    }

    #[test]
    fn three_points_lost_is_slipping() {
        // Toward and through count half each: 60 tenths of toward are three points.
        assert_eq!(verdict(&toward([500, 440])), Verdict::Slipping);
        assert_eq!(verdict(&toward([500, 441])), Verdict::Advancing);
        assert_eq!(verdict(&[at(200, 1000, 100), at(200, 1000, 40)]), Verdict::Slipping);
        assert_eq!(verdict(&[at(200, 1000, 100), at(200, 990, 51)]), Verdict::Advancing);
        assert_eq!(verdict(&toward([500, 500, 500, 500, 440])), Verdict::Slipping, "no plateau");
    }

    #[test]
    fn a_level_lost_is_slipping_whatever_was_gained() {
        assert_eq!(verdict(&[at(200, 1000, 0), at(199, 999, 300)]), Verdict::Slipping);
        assert_eq!(verdict(&[at(299, 1000, 0), at(200, 1000, 300)]), Verdict::Advancing);
        assert_eq!(
            verdict(&[at(200, 900, 0), at(100, 950, 0), at(110, 990, 0)]),
            Verdict::Advancing
        );
    }

    #[test]
    fn fewer_than_five_points_in_three_steps_is_a_plateau() {
        assert_eq!(verdict(&toward([500, 533, 566, 599])), BEFORE);
        assert_eq!(verdict(&toward([500, 533, 566, 600])), Verdict::Advancing);
        assert_eq!(verdict(&toward([500, 500, 500, 500])), BEFORE);
    }

    #[test]
    fn a_single_step_of_three_points_is_no_plateau() {
        assert_eq!(verdict(&toward([500, 559, 560, 561])), BEFORE);
        assert_eq!(verdict(&toward([500, 560, 560, 560])), Verdict::Stalling);
        assert_eq!(verdict(&toward([500, 500, 560, 560])), Verdict::Advancing);
        assert_eq!(verdict(&toward([500, 500, 500, 560])), Verdict::Advancing);
        assert_eq!(verdict(&toward([440, 500, 500, 500, 500])), BEFORE, "the fourth step is over");
    }

    #[test]
    fn a_plateau_lies_before_level_2_until_it_is_reached() {
        assert_eq!(verdict(&[at(190, 999, 400); 4]), BEFORE);
        assert_eq!(verdict(&[at(200, 1000, 0); 4]), Verdict::Plateau(Place::InLevelTwo));
    }

    #[test]
    fn fewer_than_three_points_in_two_steps_is_stalling() {
        assert_eq!(verdict(&toward([500, 530, 559])), Verdict::Stalling);
        assert_eq!(verdict(&toward([500, 530, 560])), Verdict::Advancing);
        assert_eq!(verdict(&toward([100, 500, 530, 559])), Verdict::Stalling);
    }

    #[test]
    fn a_verdict_that_needs_more_quarters_than_there_are_is_skipped() {
        assert_eq!(verdict(&toward([500])), Verdict::TooEarly);
        assert_eq!(verdict(&toward([500, 500])), Verdict::Advancing, "two tell of no stalling yet");
        assert_eq!(verdict(&toward([500, 500, 500])), Verdict::Stalling, "three of no plateau yet");
        assert_eq!(verdict(&toward([500, 500, 500, 500])), BEFORE);
        assert_eq!(judged(&toward([500, 530])).gains, [Some(30), None, None]);
        assert_eq!(judged(&toward([500, 530, 600, 590])).gains, [Some(-10), Some(60), Some(90)]);
    }

    #[test]
    fn a_plateau_is_as_long_as_nothing_moved() {
        let still = |quarters: &[_]| judged(quarters).quarters_still;
        assert_eq!(still(&toward([281, 830, 833, 833, 833])), 4);
        assert_eq!(still(&toward([830, 831, 830, 833, 833, 833])), 6);
        assert_eq!(still(&toward([990, 833, 833, 833, 833])), 4, "a fall is a movement");
        assert_eq!(still(&toward([699, 730, 760, 790, 799])), 4, "a slow rise adds up");
        assert_eq!(still(&toward([400, 600])), 1);
    }
}
