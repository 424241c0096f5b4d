use std::fmt;

use chrono::NaiveDate;

use super::{Course, Kpi, Mark};

/// How a KPI stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    /// Whether a reading is overdue: the last one is older than the cadence and its grace.
    pub is_stale: bool,
}

/// How far a KPI has come from its baseline. It is told by the last reading alone: one that has
/// come less far than the reading before, and is still beyond its target, has met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing was measured in the baseline's period or later.
    NoReading,
    /// At the target or beyond it.
    TargetMet,
    /// Better than the baseline, short of the target: so much of the way from one to the other, in
    /// whole percent rounded down, 0 to 99.
    OnTheWay(u8),
    /// Better than the baseline, and there is no target.
    Better,
    /// As it was at the baseline.
    NoBetter,
    Worse,
}

impl Standing {
    /// How `kpi` stands on `today` by what was measured.
    pub fn of(kpi: &Kpi, course: &Course, today: NaiveDate) -> Self {
        let latest = course.latest();
        let judged = latest.filter(|latest| latest.period() >= kpi.baseline.period);
        let state = match judged {
            None => State::NoReading,
            Some(reading) => {
                let gain = |from: Mark| kpi.direction.gain(from.value, reading.value);
                match (kpi.target, gain(kpi.baseline)) {
                    (Some(target), _) if gain(target) >= 0 => State::TargetMet,
                    (_, ..0) => State::Worse,
                    (_, 0) => State::NoBetter,
                    (None, _) => State::Better,
                    (Some(target), come) => {
                        let way = kpi.direction.gain(kpi.baseline.value, target.value);
                        State::OnTheWay(percent(come, way))
                    }
                }
            }
        };
        let measured = latest.map_or_else(|| kpi.baseline.period.last_day(), |latest| latest.day);
        let is_stale = kpi.retired_at.is_none() && kpi.cadence.current_until(measured) < today;
        Self { state, is_stale }
    }
}

impl State {
    /// Whether it is as it shall be.
    pub const fn is_good(self) -> bool {
        matches!(self, Self::TargetMet)
    }

    /// Whether nothing has come of it so far.
    pub const fn is_bad(self) -> bool {
        matches!(self, Self::NoBetter | Self::Worse)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoReading => f.write_str("no reading yet"),
            Self::TargetMet => f.write_str("target met"),
            Self::OnTheWay(percent) => {
                write!(f, "{percent} % of the way from baseline to target")
            }
            Self::Better => f.write_str("better than the baseline"),
            Self::NoBetter => f.write_str("no better than the baseline"),
            Self::Worse => f.write_str("worse than the baseline"),
        }
    }
}

/// How much of the way is done, rounded down, at most 99: it has not come to its end.
fn percent(come: i64, way: i64) -> u8 {
    let share = (i128::from(come) * 100).checked_div(i128::from(way)).unwrap_or(0);
    u8::try_from(share.clamp(0, 99)).unwrap_or(0)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::kpi::course::tests::course;
    use crate::kpi::measure::Direction;
    use crate::kpi::{Amount, Cadence, KpiId};

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    /// A quarterly KPI with its baseline in 2024-Q4.
    pub(in crate::kpi) fn kpi(direction: Direction, baseline: &str, target: Option<&str>) -> Kpi {
        Kpi {
            id: KpiId::fresh(),
            slug: "lead-time".parse().unwrap(),
            name: "Lead time".to_owned(),
            unit: "days".to_owned(),
            direction,
            cadence: Cadence::Quarterly,
            team: None,
            dimension: None,
            application: None,
            owner: None,
            goal: String::new(),
            baseline: Mark { value: amount(baseline), period: "2024-Q4".parse().unwrap() },
            target: target
                .map(|value| Mark { value: amount(value), period: "2027-Q2".parse().unwrap() }),
            row_version: 1,
            retired_at: None,
            baseline_changes: 0,
        }
    }

    fn state(kpi: &Kpi, readings: &[(&str, &str)]) -> String {
        let today = "2026-11-12".parse().unwrap();
        Standing::of(kpi, &course(readings), today).state.to_string()
    }

    #[test]
    fn it_is_judged_by_how_far_it_has_come_from_its_baseline_to_its_target() {
        let down = kpi(Direction::Down, "9", Some("1"));
        for (value, expected) in [
            ("2.1", "86 % of the way from baseline to target"),
            ("1.000001", "99 % of the way from baseline to target"),
            ("1", "target met"),
            ("0", "target met"),
            ("8.999999", "0 % of the way from baseline to target"),
            ("9", "no better than the baseline"),
            ("9.000001", "worse than the baseline"),
        ] {
            assert_eq!(state(&down, &[("2026-11-01", value)]), expected, "{value}");
        }
        let up = kpi(Direction::Up, "-1", Some("15"));
        for (value, expected) in [
            ("7", "50 % of the way from baseline to target"),
            ("15", "target met"),
            ("-1", "no better than the baseline"),
            ("-2", "worse than the baseline"),
        ] {
            assert_eq!(state(&up, &[("2026-11-01", value)]), expected, "{value}");
        }
    }

    #[test]
    fn one_that_falls_back_and_stays_beyond_its_target_has_met_it() {
        let up = kpi(Direction::Up, "1", Some("15"));
        let readings = [("2026-05-01", "20"), ("2026-08-01", "17")];
        assert_eq!(state(&up, &readings), "target met");
    }

    #[test]
    fn without_a_target_it_is_judged_by_its_baseline() {
        let up = kpi(Direction::Up, "1", None);
        assert_eq!(state(&up, &[("2026-11-01", "1.5")]), "better than the baseline");
        assert_eq!(state(&up, &[("2026-11-01", "0.5")]), "worse than the baseline");
        assert_eq!(state(&up, &[]), "no reading yet");
    }

    #[test]
    fn what_was_measured_before_the_baseline_is_not_judged_by_it() {
        let up = kpi(Direction::Up, "1", Some("15"));
        assert_eq!(state(&up, &[("2024-09-30", "20")]), "no reading yet");
        assert_eq!(state(&up, &[("2024-10-01", "20")]), "target met");
    }

    #[test]
    fn a_target_at_the_baseline_or_behind_it_is_met_or_missed_without_a_way() {
        let same = kpi(Direction::Up, "90", Some("90"));
        assert_eq!(state(&same, &[("2026-11-01", "90")]), "target met");
        assert_eq!(state(&same, &[("2026-11-01", "89")]), "worse than the baseline");
    }

    #[test]
    fn the_widest_way_does_not_overflow() {
        let widest = kpi(Direction::Up, "-1000000000000", Some("1000000000000"));
        let halfway = "50 % of the way from baseline to target";
        assert_eq!(state(&widest, &[("2026-11-01", "0")]), halfway);
    }

    #[test]
    fn it_is_stale_once_its_cadence_and_grace_are_over() {
        let up = kpi(Direction::Up, "1", None);
        let stale = |kpi: &Kpi, readings: &[(&str, &str)], today: &str| {
            Standing::of(kpi, &course(readings), today.parse().unwrap()).is_stale
        };
        let readings = [("2026-06-30", "2")];
        assert!(!stale(&up, &readings, "2026-10-30"));
        assert!(stale(&up, &readings, "2026-10-31"));
        assert!(!stale(&up, &[], "2025-04-30"), "counted from the baseline's last day");
        assert!(stale(&up, &[], "2025-05-01"));
        let retired = Kpi { retired_at: Some("2026-07-01T00:00:00Z".parse().unwrap()), ..up };
        assert!(!stale(&retired, &readings, "2028-01-01"));
    }
}
