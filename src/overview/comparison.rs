//! Two periods side by side: which two, what moved between them, and what explains it.

use crate::maturity::{
    Category, Criterion, Dimension, Explanation, Figure, Figures, Model, Moved, Points, Pooled,
    PooledAnswers, explain,
};
use crate::period::Period;
use crate::web::Fields;

/// The two periods of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub from: Period,
    pub to: Period,
}

/// Why two periods cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoSpan {
    #[error("There is nothing to compare yet: it takes figures of two periods.")]
    TooFew,
    #[error("Choose two of the periods that have figures.")]
    Unknown,
    #[error("Choose two different periods.")]
    Same,
}

impl Span {
    /// The span that was asked for, of the `known` periods, oldest first. What was not asked for
    /// is the newest, and the one before.
    pub fn asked(fields: &Fields, known: &[Period]) -> Result<Self, NoSpan> {
        let [.., before, newest] = *known else { return Err(NoSpan::TooFew) };
        let period = |name: &str, usual: Period| match fields.text(name) {
            "" => Ok(usual),
            text => text.parse().ok().filter(|it| known.contains(it)).ok_or(NoSpan::Unknown),
        };
        let to = period("to", newest)?;
        let usual_from = known.iter().rev().find(|&&known| known < to);
        let from = period("from", usual_from.copied().unwrap_or(before))?;
        if from == to { Err(NoSpan::Same) } else { Ok(Self { from, to }) }
    }
}

/// What moved between two periods.
#[derive(Clone, Debug)]
pub(super) struct Comparison<'m> {
    pub span: Span,
    /// The whole, then the dimensions.
    pub lines: Vec<Line<'m>>,
    pub explanation: Explanation<'m>,
    /// By category, in the order of the model.
    pub groups: Vec<Group<'m>>,
    /// How many criteria are answered as before.
    pub unmoved: usize,
}

/// A dimension, or the whole, before and after.
#[derive(Clone, Debug)]
pub(super) struct Line<'m> {
    pub name: &'m str,
    pub before: Option<Figure>,
    pub after: Option<Figure>,
}

impl Line<'_> {
    /// By how much toward and through together moved; `None` when there was or is no score.
    pub fn points(&self) -> Option<Points> {
        let (before, after) = self.before.zip(self.after)?;
        let tenths = |figure: Figure| i32::from(figure.progress());
        Some(Points::from_tenths(tenths(after) - tenths(before)))
    }
}

/// What moved in a category.
#[derive(Clone, Debug)]
pub(super) struct Group<'m> {
    pub dimension: &'m Dimension,
    pub category: &'m Category,
    pub moved: Vec<Moved<'m>>,
}

impl<'m> Comparison<'m> {
    /// Compares figures and the answers that they came from. `asked` are the criteria that the
    /// figures are made of.
    pub fn new(
        model: &'m Model,
        span: Span,
        figures: [&Figures; 2],
        answers: [&PooledAnswers; 2],
        asked: impl Iterator<Item = &'m Criterion>,
    ) -> Self {
        let [before, after] = figures;
        let of = |figures: &Figures, at: usize| figures.dimensions.get(at).copied().flatten();
        let whole = Line { name: "Whole", before: before.whole, after: after.whole };
        let dimensions = model.dimensions.iter().enumerate().map(|(at, dimension)| Line {
            name: &dimension.name,
            before: of(before, at),
            after: of(after, at),
        });
        let explanation = explain(model, answers[0], answers[1]);
        let mut groups: Vec<Group<'m>> = Vec::new();
        for &moved in &explanation.moved {
            let (dimension, category) = model.place_of(moved.criterion);
            match groups.last_mut() {
                Some(group) if group.category == category => group.moved.push(moved),
                _ => groups.push(Group { dimension, category, moved: vec![moved] }),
            }
        }
        Self {
            span,
            lines: [whole].into_iter().chain(dimensions).collect(),
            unmoved: asked.count().saturating_sub(explanation.moved.len()),
            explanation,
            groups,
        }
    }
}

/// What a team answered, in the words of the criterion.
pub(super) fn in_words(criterion: &Criterion, answer: Pooled) -> &'static str {
    let Some(share) = answer.share() else { return "n/a" };
    let quarters = share.number() / 250;
    let mut choices = criterion.answers.choices().iter();
    let said = choices.find(|choice| u16::from(choice.quarters.number()) == quarters);
    said.map_or("other", |choice| choice.label)
}

/// What the teams answered together, in percent.
pub(super) fn in_percent(answer: Pooled) -> String {
    answer.share().map_or_else(|| "n/a".to_owned(), |share| format!("{share} %"))
}

/// Whether less is met than before; what begins or ceases to apply is neither more nor less.
pub(super) fn is_less(moved: &Moved<'_>) -> bool {
    moved.before.share().zip(moved.after.share()).is_some_and(|(before, after)| after < before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(from: &str, to: &str, known: &[&str]) -> Result<String, NoSpan> {
        let mut fields = Fields::default();
        fields.put("from", from);
        fields.put("to", to);
        let known: Vec<Period> = known.iter().map(|text| text.parse().unwrap()).collect();
        Span::asked(&fields, &known).map(|span| format!("{} to {}", span.from, span.to))
    }

    #[test]
    fn without_a_wish_the_newest_is_compared_with_the_one_before() {
        let known = ["2025-Q4", "2026-Q2", "2026-Q4"];
        for (from, to, expected) in [
            ("", "", Ok("2026-Q2 to 2026-Q4")),
            ("2025-Q4", "", Ok("2025-Q4 to 2026-Q4")),
            ("", "2026-Q2", Ok("2025-Q4 to 2026-Q2")),
            ("2026-Q4", "2025-Q4", Ok("2026-Q4 to 2025-Q4")),
            ("2026-Q3", "2026-Q4", Err(NoSpan::Unknown)),
            ("2026-Q4", "nonsense", Err(NoSpan::Unknown)),
            ("2026-Q4", "2026-Q4", Err(NoSpan::Same)),
        ] {
            let found = asked(from, to, &known);
            assert_eq!(found, expected.map(str::to_owned), "{from} {to}");
        }
        assert_eq!(asked("", "", &["2026-Q4"]), Err(NoSpan::TooFew));
    }
}
