use super::MoveState;
use crate::paths::{ApplicationPath, ApplicationSlug, OrgSlug};
use crate::period::Period;
use crate::trend::chart::{Timeline, TimelineRow, TimelineSpan};

/// The states of applications up to a period.
#[derive(Clone, Debug)]
pub struct Moves {
    /// Those that came to a state first come first; at most [`MOST`](Self::MOST).
    pub courses: Vec<MoveCourse>,
    /// The newest period.
    pub period: Period,
}

/// How an application came to its state.
#[derive(Clone, Debug)]
pub struct MoveCourse {
    pub slug: ApplicationSlug,
    pub name: String,
    /// Each state with the period in which it came to it, oldest first; at least one.
    pub states: Vec<(Period, MoveState)>,
}

impl Moves {
    /// How many quarters are shown.
    pub const QUARTERS: u16 = 12;

    /// How many applications are drawn at most.
    pub const MOST: i64 = 60;

    /// The states as a drawing; `None` without any.
    pub fn timeline(&self, org: &OrgSlug, whose: &str) -> Option<Timeline> {
        let periods: Vec<Period> =
            self.period.minus(Self::QUARTERS - 1).up_to(self.period).collect();
        let row = |course: &MoveCourse| {
            let path = ApplicationPath { org: org.clone(), application: course.slug.clone() };
            TimelineRow {
                name: course.name.clone(),
                href: path.to_string(),
                spans: spans(&course.states, &periods),
            }
        };
        let rows: Vec<TimelineRow> = self.courses.iter().map(row).collect();
        let description = format!(
            "A row for each of {} applications, with a bar for each state that it was in.",
            rows.len()
        );
        let title = format!("Moves of {whose}");
        (!rows.is_empty()).then(|| Timeline::new(title, description, periods, rows))
    }
}

/// A bar for each state; of several in one quarter, for the last.
fn spans(states: &[(Period, MoveState)], periods: &[Period]) -> Vec<TimelineSpan> {
    let mut spans: Vec<TimelineSpan> = Vec::new();
    for (column, period) in periods.iter().enumerate() {
        let then = states.iter().rev().find(|(came, _)| came <= period);
        let Some(&(_, state)) = then else { continue };
        match spans.last_mut() {
            Some(last) if last.key == state.as_str() => last.to = column,
            _ => spans.push(TimelineSpan {
                key: state.as_str(),
                name: state.to_string(),
                from: column,
                to: column,
            }),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_lasts_until_the_next_and_of_two_in_a_quarter_the_last_is_drawn() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        let periods: Vec<Period> = period("2026-Q1").up_to(period("2026-Q4")).collect();
        let states = [
            (period("2025-Q1"), MoveState::Considered),
            (period("2026-Q2"), MoveState::Planned),
            (period("2026-Q2"), MoveState::Moving),
            (period("2026-Q4"), MoveState::Live),
        ];
        let drawn: Vec<_> =
            spans(&states, &periods).into_iter().map(|it| (it.key, it.from, it.to)).collect();
        assert_eq!(drawn, [("considered", 0, 0), ("moving", 1, 2), ("live", 3, 3)]);
        assert_eq!(spans(&states[3..], &periods)[0].from, 3, "nothing before it was added");
    }
}
