use std::fmt;

use crate::period::Period;

/// What was spent and what it brought, quarter by quarter: every quarter from the first with an
/// amount to the last, in minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    quarters: Vec<Quarter>,
}

/// A quarter of a [`Balance`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quarter {
    pub period: Period,
    /// Spent and gained in it; `None` when nothing was entered.
    pub amounts: Option<(i64, i64)>,
    /// Spent and gained up to its end.
    pub cost_so_far: i64,
    pub benefit_so_far: i64,
}

/// Whether the benefits have made up for the costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payback {
    /// Costs were never ahead at the end of a quarter.
    NeverNeeded,
    NotYet,
    /// In this quarter they did for the first time. They may have fallen behind again.
    In(Period),
}

/// A return in tenths of a percent of the costs, rounded down: −33.31 % is −33.4 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(i128);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "−" } else { "" };
        let tenths = self.0.unsigned_abs();
        write!(f, "{sign}{}.{} %", tenths / 10, tenths % 10)
    }
}

impl Quarter {
    /// Spent in it.
    pub fn cost(&self) -> i64 {
        self.amounts.map_or(0, |amounts| amounts.0)
    }

    /// Gained in it.
    pub fn benefit(&self) -> i64 {
        self.amounts.map_or(0, |amounts| amounts.1)
    }

    /// What is left of it alone.
    pub fn net(&self) -> i64 {
        self.benefit().saturating_sub(self.cost())
    }

    /// What is left at its end of all so far.
    pub fn net_so_far(&self) -> i64 {
        self.benefit_so_far.saturating_sub(self.cost_so_far)
    }

    /// Whether it brought more than it cost.
    fn gains(&self) -> bool {
        self.benefit() > self.cost()
    }
}

impl Balance {
    /// A balance of what each quarter cost and brought, in the order of the quarters, each at most
    /// once and neither below nothing.
    pub fn of(entered: &[(Period, i64, i64)]) -> Self {
        let (Some(first), Some(last)) = (entered.first(), entered.last()) else {
            return Self::default();
        };
        let (mut entered, mut so_far) = (entered.iter().peekable(), (0_i64, 0_i64));
        let quarters = first.0.up_to(last.0).map(|period| {
            let amounts = entered
                .next_if(|entered| entered.0 == period)
                .map(|&(_, cost, benefit)| (cost, benefit));
            let (cost, benefit) = amounts.unwrap_or_default();
            so_far = (so_far.0.saturating_add(cost), so_far.1.saturating_add(benefit));
            Quarter { period, amounts, cost_so_far: so_far.0, benefit_so_far: so_far.1 }
        });
        Self { quarters: quarters.collect() }
    }

    /// The same as it was at the end of `period`.
    pub fn up_to(mut self, period: Period) -> Self {
        self.quarters.retain(|quarter| quarter.period <= period);
        self
    }

    /// The quarters, the oldest first.
    pub fn quarters(&self) -> &[Quarter] {
        &self.quarters
    }

    /// The newest quarter, which knows what all came to.
    pub fn newest(&self) -> Option<&Quarter> {
        self.quarters.last()
    }

    /// What is left in percent of what was spent; `None` while nothing was spent.
    pub fn percent(&self) -> Option<Percent> {
        let newest = self.newest()?;
        let [cost, benefit] = [newest.cost_so_far, newest.benefit_so_far].map(i128::from);
        (cost > 0).then(|| Percent(((benefit - cost) * 1000).div_euclid(cost)))
    }

    /// The quarter that first brought more than it cost.
    pub fn first_gain(&self) -> Option<Period> {
        self.quarters.iter().find(|quarter| quarter.gains()).map(|quarter| quarter.period)
    }

    /// Since when every quarter has brought more than it cost; `None` if the newest has not.
    pub fn gains_since(&self) -> Option<Period> {
        let run = self.quarters.iter().rev().take_while(|quarter| quarter.gains());
        run.last().map(|quarter| quarter.period)
    }

    /// Whether the benefits have made up for the costs.
    pub fn payback(&self) -> Payback {
        let mut quarters = self.quarters.iter().skip_while(|quarter| quarter.net_so_far() >= 0);
        if quarters.next().is_none() {
            return Payback::NeverNeeded;
        }
        let made_up = quarters.find(|quarter| quarter.net_so_far() >= 0);
        made_up.map_or(Payback::NotYet, |quarter| Payback::In(quarter.period))
    }

    /// The quarter at whose end least was left, the first of several, if that was below nothing.
    pub fn deepest(&self) -> Option<&Quarter> {
        let deepest = self.quarters.iter().min_by_key(|quarter| quarter.net_so_far());
        deepest.filter(|quarter| quarter.net_so_far() < 0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    /// A balance from 2024-Q4 on; `None` is a quarter without entries.
    fn balance(amounts: &[Option<(i64, i64)>]) -> Balance {
        let periods = period("2024-Q4").up_to(period("2199-Q4"));
        let entered = periods
            .zip(amounts)
            .filter_map(|(period, amounts)| amounts.map(|(cost, benefit)| (period, cost, benefit)));
        Balance::of(&entered.collect::<Vec<_>>())
    }

    /// Northwind's, in thousands.
    fn northwind() -> Balance {
        balance(&[
            Some((40, 0)),
            Some((60, 0)),
            Some((75, 0)),
            Some((62, 12)),
            Some((55, 20)),
            Some((40, 35)),
            Some((35, 55)),
            Some((30, 70)),
            Some((25, 85)),
        ])
    }

    #[test]
    fn northwind_by_hand() {
        let balance = northwind();
        let nets: Vec<i64> = balance.quarters().iter().map(Quarter::net_so_far).collect();
        assert_eq!(nets, [-40, -100, -175, -225, -260, -265, -245, -205, -145]);
        assert_eq!(balance.percent().unwrap().to_string(), "−34.4 %"); // −145 of 422
        assert_eq!(balance.first_gain(), Some(period("2026-Q2")));
        assert_eq!(balance.gains_since(), Some(period("2026-Q2")));
        assert_eq!(balance.payback(), Payback::NotYet);
        assert_eq!(balance.deepest().unwrap().period, period("2026-Q1"));
        let then = balance.up_to(period("2026-Q1"));
        assert_eq!((then.first_gain(), then.newest().unwrap().net_so_far()), (None, -265));
    }

    #[test]
    fn a_percentage_is_rounded_down_on_either_side_of_nothing() {
        let percent = |cost, benefit| balance(&[Some((cost, benefit))]).percent().unwrap();
        assert_eq!(percent(3, 2).to_string(), "−33.4 %");
        assert_eq!(percent(3, 4).to_string(), "33.3 %");
        assert_eq!(percent(1000, 999).to_string(), "−0.1 %");
        assert_eq!(percent(7, 7).to_string(), "0.0 %");
        assert_eq!(percent(1, i64::MAX).to_string(), "922337203685477580600.0 %");
        assert_eq!(balance(&[Some((0, 5))]).percent(), None);
    }

    #[test]
    fn benefits_that_pass_costs_once_and_fall_behind_again_do_not_stay_above() {
        let once = balance(&[Some((10, 0)), Some((1, 5)), Some((5, 1))]);
        assert_eq!(once.first_gain(), Some(period("2025-Q1")));
        assert_eq!(once.gains_since(), None);
        let twice = balance(&[Some((1, 5)), Some((5, 1)), None, Some((1, 2)), Some((1, 2))]);
        assert_eq!(twice.gains_since(), Some(period("2025-Q3")));
        assert_eq!(balance(&[Some((5, 5))]).first_gain(), None, "as much is not more");
    }

    #[test]
    fn costs_are_paid_back_when_nothing_is_missing_any_more() {
        assert_eq!(balance(&[]).payback(), Payback::NeverNeeded);
        assert_eq!(balance(&[Some((5, 5)), Some((1, 2))]).payback(), Payback::NeverNeeded);
        assert_eq!(balance(&[Some((5, 0)), None]).payback(), Payback::NotYet);
        let back = balance(&[Some((5, 6)), Some((5, 0)), None, Some((0, 4)), Some((9, 0))]);
        assert_eq!(back.payback(), Payback::In(period("2025-Q3")));
    }

    #[test]
    fn a_quarter_without_entries_is_there_and_brought_nothing() {
        let balance = balance(&[Some((5, 0)), None, Some((1, 9))]);
        assert_eq!(balance.quarters()[1].amounts, None);
        assert_eq!(balance.quarters()[1].net_so_far(), -5);
        assert_eq!(balance.newest().unwrap().net_so_far(), 3);
    }

    proptest! {
        #[test]
        fn what_is_left_is_what_came_less_what_went_and_nothing_overflows(
            amounts in prop::collection::vec(
                prop::option::of((0..=100_000_000_000_000_000_i64, 0..=100_000_000_000_000_000_i64)),
                1..40,
            ),
        ) {
            let balance = balance(&amounts);
            let sum = |of: fn(&(i64, i64)) -> i64| {
                amounts.iter().flatten().map(|it| i128::from(of(it))).sum::<i128>()
            };
            let newest = balance.newest().map_or(0, Quarter::net_so_far);
            prop_assert_eq!(i128::from(newest), sum(|it| it.1) - sum(|it| it.0));
            let alone: i128 = balance.quarters().iter().map(|it| i128::from(it.net())).sum();
            prop_assert_eq!(i128::from(newest), alone);
            if let Payback::In(period) = balance.payback() {
                prop_assert!(balance.clone().up_to(period).newest().unwrap().net_so_far() >= 0);
            }
        }
    }
}
