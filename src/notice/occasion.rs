use chrono::{Days, NaiveDate};

use crate::period::Period;

/// Why a lead is reminded of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// The period has begun.
    Opens,
    /// It ends in 14 days or less.
    Ends,
    /// It ended a week ago or earlier.
    Overdue,
}

/// How long before its end, in days, a period is reminded of.
const BEFORE_END: u64 = 14;
/// How long after its end, in days, a period is overdue.
const AFTER_END: u64 = 7;
/// For how many days an occasion lasts: whoever was not reminded by then is not any more, as when
/// reminders are turned on later.
const LASTS: u64 = 14;

impl Occasion {
    /// What there is to remind of on a day, and of which period.
    pub fn on(today: NaiveDate) -> Vec<(Self, Period)> {
        let current = Period::of(today);
        let previous = current.previous();
        let begins = |day: Option<NaiveDate>, occasion, period| {
            let from = day?;
            let until = from.checked_add_days(Days::new(LASTS))?;
            (from <= today && today < until).then_some((occasion, period))
        };
        let before_end = current.last_day().checked_sub_days(Days::new(BEFORE_END));
        let after_end = previous.last_day().checked_add_days(Days::new(AFTER_END));
        [
            begins(Some(current.first_day()), Self::Opens, current),
            begins(before_end, Self::Ends, current),
            begins(after_end, Self::Overdue, previous),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What causes the mail of a period: the same text for the same reminder.
    pub fn cause(self, period: Period) -> String {
        let word = match self {
            Self::Opens => "opens",
            Self::Ends => "ends",
            Self::Overdue => "overdue",
        };
        format!("reminder/{period}/{word}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The days of four months on which something begins or is over.
    #[test]
    fn when_there_is_something_to_remind_of() {
        let first = NaiveDate::from_ymd_opt(2026, 9, 16).unwrap();
        let mut before = Vec::new();
        let mut lines = Vec::new();
        for day in first.iter_days().take(130) {
            let now: Vec<String> =
                Occasion::on(day).into_iter().map(|(it, period)| it.cause(period)).collect();
            if now != before {
                let words = if now.is_empty() { "nothing".to_owned() } else { now.join(", ") };
                lines.push(format!("{}: {words}", day.format("%-d %b")));
            }
            before = now;
        }
        insta::assert_snapshot!(lines.join("\n"), @r"
        16 Sep: reminder/2026-Q3/ends
        30 Sep: nothing
        1 Oct: reminder/2026-Q4/opens
        7 Oct: reminder/2026-Q4/opens, reminder/2026-Q3/overdue
        15 Oct: reminder/2026-Q3/overdue
        21 Oct: nothing
        17 Dec: reminder/2026-Q4/ends
        31 Dec: nothing
        1 Jan: reminder/2027-Q1/opens
        7 Jan: reminder/2027-Q1/opens, reminder/2026-Q4/overdue
        15 Jan: reminder/2026-Q4/overdue
        21 Jan: nothing
        ");
    }
}
