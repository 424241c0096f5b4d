use std::collections::BTreeMap;

use super::effort::{digits_of, shown, with_digits};
use super::{Effort, PerPoint, Size};
use crate::period::Period;
use crate::trend::chart::{LineChart, Measure, Series, Value};

/// A use of a pattern that counts: the application has gone live, and what it took is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinishedUse {
    /// The period in which the application went live.
    pub live: Period,
    pub effort: Effort,
    pub size: Size,
}

impl FinishedUse {
    fn per_point(self) -> PerPoint {
        self.effort.per_point(self.size)
    }
}

/// What a pattern's first use took against its later ones.
#[derive(Clone, Debug)]
pub struct Reuse<'u> {
    /// In the order in which they went live.
    uses: &'u [FinishedUse],
    first: Option<PerPoint>,
    later: Vec<PerPoint>,
}

impl<'u> Reuse<'u> {
    /// How many cases are few.
    const FEW: usize = 10;

    /// Of finished uses, the first of them first.
    pub fn of(uses: &'u [FinishedUse]) -> Self {
        let mut per_point = uses.iter().map(|used| used.per_point());
        Self { uses, first: per_point.next(), later: per_point.collect() }
    }

    /// The first use's days a size point: `32`.
    pub fn first(&self) -> Option<String> {
        self.first.map(|first| first.to_string())
    }

    /// The mean of the later ones: `15.25`.
    pub fn later(&self) -> Option<String> {
        PerPoint::mean(&self.later).map(|mean| shown(mean).to_string())
    }

    /// How much less the later ones took than the first on average, in whole percent, rounded
    /// toward 0; negative when they took more.
    pub fn saved(&self) -> Option<i64> {
        let first =
            PerPoint::sum(&[self.first?]).checked_mul(i64::try_from(self.later.len()).ok()?)?;
        let less = first.checked_sub(PerPoint::sum(&self.later))?;
        less.checked_mul(100)?.checked_div(first)
    }

    /// All of it in a sentence or two.
    pub fn sentence(&self) -> String {
        let Some(first) = self.first() else {
            return "No use of it counts yet: one counts once its application is live and its \
                    effort and size are known."
                .to_owned();
        };
        let Some((later, saved)) = self.later().zip(self.saved()) else {
            return format!(
                "Its first use took {first} days a size point. There is nothing yet to compare \
                 that with."
            );
        };
        let ones = match self.later.len() {
            1 => "the later one took".to_owned(),
            count => format!("the {count} later ones took on average"),
        };
        let compared = match saved {
            1.. => format!("{saved}\u{a0}% less"),
            0 => "as much".to_owned(),
            _ => format!("{}\u{a0}% more", -saved),
        };
        format!("Its first use took {first} days a size point; {ones} {later}: {compared}.")
    }

    /// Why not to make too much of it.
    pub fn caveat(&self) -> Option<String> {
        let count = self.uses.len();
        let few = (count < Self::FEW).then(|| format!("{count} cases are few. "));
        (count > 1).then(|| {
            format!(
                "{}Sizes are estimates, and teams learn in other ways, too.",
                few.unwrap_or_default()
            )
        })
    }

    /// How many uses were finished in each period, and how many of them were not the first; the
    /// newest period first.
    pub fn by_period(&self) -> Vec<(Period, usize, usize)> {
        let mut counts: BTreeMap<Period, (usize, usize)> = BTreeMap::new();
        for (position, finished) in self.uses.iter().enumerate() {
            let count = counts.entry(finished.live).or_default();
            count.0 += 1;
            count.1 += usize::from(position > 0);
        }
        counts.into_iter().rev().map(|(period, (uses, again))| (period, uses, again)).collect()
    }

    /// Days a size point in each period in which uses were finished, their mean where there were
    /// several. `None` while there is but one such period.
    pub fn chart(&self, pattern: &str) -> Option<LineChart> {
        let mut by_period: BTreeMap<Period, Vec<PerPoint>> = BTreeMap::new();
        for finished in self.uses {
            by_period.entry(finished.live).or_default().push(finished.per_point());
        }
        let means: Vec<i64> =
            by_period.values().filter_map(|several| PerPoint::mean(several)).collect();
        let periods: Vec<Period> = by_period.into_keys().collect();
        let (first, last) = periods.first().zip(periods.last()).filter(|(a, b)| a != b)?;
        let digits = means.iter().map(|&mean| digits_of(mean)).max().unwrap_or(0);
        let points =
            means.iter().map(|&mean| Some(Value::Amount(with_digits(mean, digits)))).collect();
        let series = Series::new("accent", "Effort", points);
        Some(LineChart::amounts(
            format!("{pattern}: days a size point, {first} to {last}"),
            self.sentence(),
            &periods,
            vec![series],
            Measure { unit: "days".to_owned(), digits, ..Measure::default() },
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(live: &str, days: &str, size: Size) -> FinishedUse {
        FinishedUse { live: live.parse().unwrap(), effort: Effort::parse(days).unwrap(), size }
    }

    #[test]
    fn the_first_use_is_compared_with_the_mean_of_the_later_ones() {
        let uses = [
            used("2025-Q2", "64", Size::M),
            used("2025-Q4", "41", Size::M),
            used("2026-Q1", "34", Size::M),
            used("2026-Q3", "52", Size::L),
            used("2026-Q4", "21", Size::M),
        ];
        let reuse = Reuse::of(&uses);

        // 64/2 = 32; (20.5 + 17 + 13 + 10.5) / 4 = 61/4 = 15.25; 1 - 15.25/32 = 52.3 %.
        assert_eq!(
            reuse.sentence(),
            "Its first use took 32 days a size point; the 4 later ones took on average 15.25: \
             52\u{a0}% less."
        );
        assert!(reuse.caveat().unwrap().starts_with("5 cases are few."));
        assert_eq!(reuse.by_period().len(), 5);
        assert_eq!(reuse.by_period()[4], ("2025-Q2".parse().unwrap(), 1, 0));
        let table = reuse.chart("Deploy").unwrap().table();
        let cells = table.rows.iter().map(|row| row.cells[0].clone().unwrap());
        assert_eq!(cells.collect::<Vec<_>>(), ["10.5", "13.0", "17.0", "20.5", "32.0"]);
    }

    #[test]
    fn a_pattern_that_makes_things_no_cheaper_says_so() {
        let more = [used("2026-Q1", "10", Size::S), used("2026-Q2", "15", Size::S)];
        assert!(Reuse::of(&more).sentence().ends_with("the later one took 15: 50\u{a0}% more."));
        let same = [used("2026-Q1", "10", Size::S), used("2026-Q2", "20", Size::M)];
        assert!(Reuse::of(&same).sentence().ends_with("the later one took 10: as much."));
    }

    #[test]
    fn without_two_uses_there_is_nothing_to_compare() {
        assert!(Reuse::of(&[]).sentence().starts_with("No use of it counts yet"));
        let one = [used("2026-Q1", "10.5", Size::S)];
        let reuse = Reuse::of(&one);
        assert!(reuse.sentence().starts_with("Its first use took 10.5 days a size point. There"));
        assert_eq!(reuse.caveat(), None);
        assert!(reuse.chart("Deploy").is_none());
    }

    #[test]
    fn uses_of_one_quarter_are_one_point_of_the_line() {
        let uses = [
            used("2026-Q1", "30", Size::S),
            used("2026-Q2", "10", Size::S),
            used("2026-Q2", "21", Size::S),
        ];
        let reuse = Reuse::of(&uses);
        let table = reuse.chart("Deploy").unwrap().table();
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.rows[0].cells, [Some("15.5".to_owned())]);
        assert_eq!(reuse.by_period()[0], ("2026-Q2".parse().unwrap(), 2, 2));
    }
}
