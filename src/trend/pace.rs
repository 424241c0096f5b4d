use std::fmt;

/// In how many more quarters Level 2 would be complete, if it went on as it did lately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// By the upper quartile of the steps.
    pub soonest: u16,
    /// By the lower quartile; `None` when there was no movement in it.
    pub latest: Option<u16>,
}

impl Pace {
    /// Toward and through together when Level 2 is complete, in tenths.
    const COMPLETE: u16 = 2000;

    /// Fewer steps than these tell of no pace.
    const MIN_STEPS: usize = 4;

    /// What lies longer ago than these is not recent: two years.
    const MAX_STEPS: usize = 8;

    /// The pace of calendar quarters that follow each other, each toward and through together in
    /// tenths, the newest last. A quarter without figures has no step to it, and none from it.
    ///
    /// `None` with fewer than four steps, when the median step is not upward, and when nothing is
    /// left to do. The quartiles are those of the nearest rank, so that each is a step that was made.
    pub fn of(quarters: &[Option<u16>]) -> Option<Self> {
        let left = Self::COMPLETE.checked_sub((*quarters.last()?)?).filter(|&left| left > 0)?;
        let mut steps: Vec<i32> = quarters
            .windows(2)
            .rev()
            .filter_map(|pair| Some(i32::from(pair[1]?) - i32::from(pair[0]?)))
            .take(Self::MAX_STEPS)
            .collect();
        if steps.len() < Self::MIN_STEPS {
            return None;
        }
        steps.sort_unstable();
        let last = steps.len() - 1;
        let quarters = |step: i32| {
            let step = u16::try_from(step).ok().filter(|&step| step > 0)?;
            Some(left.div_ceil(step))
        };
        quarters(steps[last / 2])?;
        Some(Self { soonest: quarters(steps[last - last / 4])?, latest: quarters(steps[last / 4]) })
    }
}

/// `2 to 4 more quarters`, `1 more quarter`, `3 or more quarters`.
impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.soonest, self.latest) {
            (1, Some(1)) => f.write_str("1 more quarter"),
            (soonest, Some(latest)) if soonest == latest => write!(f, "{soonest} more quarters"),
            (soonest, Some(latest)) => write!(f, "{soonest} to {latest} more quarters"),
            (soonest, None) => write!(f, "{soonest} or more quarters"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(quarters: &[u16]) -> Option<String> {
        let quarters: Vec<Option<u16>> = quarters.iter().copied().map(Some).collect();
        Pace::of(&quarters).map(|pace| pace.to_string())
    }

    #[test]
    fn it_is_told_by_the_quartiles_of_the_steps() {
        // Steps 50, 100, 150, 200: the lower quartile is 50, the upper 200; 400 are left.
        assert_eq!(said(&[1100, 1150, 1250, 1400, 1600]).unwrap(), "2 to 8 more quarters");
        assert_eq!(said(&[1200, 1300, 1400, 1500, 1600]).unwrap(), "4 more quarters");
        assert_eq!(said(&[1000, 1200, 1400, 1600, 1800]).unwrap(), "1 more quarter");
        assert_eq!(said(&[1000, 1200, 1400, 1600, 1801]).unwrap(), "1 more quarter");
        assert_eq!(said(&[1000, 1200, 1400, 1599, 1799]).unwrap(), "2 more quarters");
    }

    #[test]
    fn three_steps_tell_of_no_pace() {
        assert_eq!(said(&[1200, 1300, 1400, 1500]), None);
        assert!(said(&[1100, 1200, 1300, 1400, 1500]).is_some());
        let with_gap = [Some(1000), Some(1100), None, Some(1300), Some(1400), Some(1500)];
        assert_eq!(Pace::of(&with_gap), None, "over a gap there is no step");
    }

    #[test]
    fn a_median_step_that_does_not_rise_tells_of_no_pace() {
        assert_eq!(said(&[1000, 1000, 1000, 1100, 1300]), None);
        assert_eq!(said(&[1000, 1000, 1100, 1200, 1300]).unwrap(), "7 or more quarters");
    }

    #[test]
    fn what_lies_longer_ago_than_two_years_is_not_recent() {
        let recent = [1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700, 1800];
        assert_eq!(said(&recent), said(&[&[0], &recent[..]].concat()));
    }

    #[test]
    fn nothing_is_said_when_nothing_is_left() {
        assert_eq!(said(&[1600, 1700, 1800, 1900, 2000]), None);
        assert_eq!(said(&[]), None);
    }
}
