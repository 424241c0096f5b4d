//! What was answered to one criterion over time: every change, none of which is ever lost.

pub(super) mod store;

use chrono::{DateTime, Utc};

use super::Entry;
use crate::maturity::{Answer, Criterion};
use crate::period::Period;

/// One change of an entry.
#[derive(Clone, Debug)]
pub struct Change {
    /// The period of the assessment that it was made in.
    pub period: Period,
    pub at: DateTime<Utc>,
    pub by: String,
    /// What stood before: the version before it, or what the assessment started from.
    pub before: Entry,
    pub after: Entry,
    /// Whether somebody stands by it, rather than that it was carried over.
    pub is_reviewed: bool,
    /// The last period submitted before this one, and what is answered there.
    pub last: Option<(Period, Answer)>,
}

impl Change {
    /// What happened, in a word or two.
    pub fn kind(&self) -> &'static str {
        match (self.before == self.after, self.is_reviewed) {
            (false, true) if self.before.is_blank() => "answered",
            (true, true) => "still true",
            (true, false) => "carried over, unreviewed",
            (false, true) => "changed",
            (false, false) => "changed, unreviewed",
        }
    }

    /// The earlier period with the higher answer, when this one is lower.
    pub fn lower_than(&self) -> Option<Period> {
        match (self.last, self.after.answer) {
            (Some((period, Answer::Given(then))), Answer::Given(now)) if now < then => Some(period),
            _ => None,
        }
    }

    /// What is written beside the answer, each by its name, before and after.
    pub fn texts(&self) -> [(&'static str, &str, &str); 2] {
        let Self { before, after, .. } = self;
        [("Reason", &before.reason, &after.reason), ("Note", &before.note, &after.note)]
    }

    /// Whether nothing stands with the answer that says why it is so.
    pub fn is_unexplained(&self) -> bool {
        self.after.note.is_empty() && self.after.reason.is_empty()
    }
}

/// An answer as the criterion offers it.
pub fn in_words(criterion: &Criterion, answer: Answer) -> &'static str {
    match answer {
        Answer::Unanswered => "Not answered",
        Answer::NotApplicable => "Not applicable",
        Answer::Given(quarters) => {
            let choices = criterion.answers.choices();
            let chosen = choices.iter().find(|choice| choice.quarters == quarters);
            chosen.map_or("An answer that is no longer offered", |choice| choice.label)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::Quarters;

    fn given(quarters: u8) -> Answer {
        Answer::Given(Quarters::new(quarters).unwrap())
    }

    fn change(last: Option<Answer>, before: Answer, after: Answer) -> Change {
        let period: Period = "2026-Q4".parse().unwrap();
        let entry = |answer| Entry { answer, ..Entry::default() };
        Change {
            period,
            at: DateTime::default(),
            by: String::new(),
            before: entry(before),
            after: entry(after),
            is_reviewed: true,
            last: last.map(|answer| (period.previous(), answer)),
        }
    }

    #[test]
    fn only_an_answer_below_the_one_last_submitted_is_a_regression() {
        let lower_than = |last, after| change(last, given(4), after).lower_than();

        assert_eq!(lower_than(Some(given(2)), given(1)), "2026-Q3".parse().ok());
        assert_eq!(lower_than(Some(given(2)), given(2)), None);
        assert_eq!(lower_than(None, given(0)), None, "there is nothing to fall behind");
        assert_eq!(lower_than(Some(Answer::NotApplicable), given(0)), None);
        assert_eq!(lower_than(Some(given(2)), Answer::NotApplicable), None);
        assert_eq!(lower_than(Some(given(2)), Answer::Unanswered), None);
    }

    #[test]
    fn to_repeat_an_answer_is_to_say_that_it_is_still_true() {
        let repeated = change(None, given(2), given(2));
        let carried = Change { is_reviewed: false, ..repeated.clone() };

        assert_eq!(repeated.kind(), "still true");
        assert_eq!(carried.kind(), "carried over, unreviewed");
        assert_eq!(change(None, given(2), given(4)).kind(), "changed");
        assert_eq!(change(None, Answer::Unanswered, given(4)).kind(), "answered");
    }
}
