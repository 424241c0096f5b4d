//! What was answered: by one respondent, and by many together.

use super::criterion::{Criterion, Quarters, Scope};
use super::figures::Tenths;
use super::fraction::Fraction;
use super::model::Model;

/// What one respondent says of one criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet: counts 0.
    #[default]
    Unanswered,
    /// It does not apply, and is left out of every sum.
    NotApplicable,
    /// This much of it is met.
    Given(Quarters),
}

/// What one respondent, a team or the organization itself, says of every criterion of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers(Vec<Answer>);

impl Answers {
    /// Nothing is answered yet.
    pub fn none(model: &Model) -> Self {
        Self(vec![Answer::Unanswered; model.criteria().len()])
    }

    /// Notes the answer to the criterion at `position`, which has to be one of the model's.
    pub fn set(&mut self, position: usize, answer: Answer) {
        self.0[position] = answer;
    }

    /// The answer to the criterion at `position`, which has to be one of the model's.
    pub fn of(&self, position: usize) -> Answer {
        self.0[position]
    }
}

/// What many respondents say of one criterion together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pooled {
    /// It applies to none of them.
    NotApplicable,
    /// The mean over those to whom it applies, in quarters: `weighted_quarters / weight`.
    Mean {
        /// The sum of weight times quarters, at most four times the weight.
        weighted_quarters: u64,
        /// The sum of the weights, above 0.
        weight: u64,
    },
}

impl Pooled {
    const UNANSWERED: Self = Self::Mean { weighted_quarters: 0, weight: 1 };

    /// How much of it is met, in percent, rounded down; `None` when it applies to nobody.
    pub fn share(self) -> Option<Tenths> {
        match self {
            Self::NotApplicable => None,
            Self::Mean { weighted_quarters, weight } => {
                let part = Fraction::new(weighted_quarters.into(), 4 * u128::from(weight));
                part.whole_parts(1000).and_then(Tenths::new)
            }
        }
    }

    /// Whether both say the same, of however many.
    pub(super) fn equals(self, other: Self) -> bool {
        let part = |pooled| match pooled {
            Self::NotApplicable => None,
            Self::Mean { weighted_quarters, weight } => {
                Some(Fraction::new(weighted_quarters.into(), weight.into()))
            }
        };
        part(self) == part(other)
    }

    /// The same, met in full by all to whom it applies; `None` when it is so already, or applies
    /// to nobody.
    pub(super) fn raised_to_full(self) -> Option<Self> {
        match self {
            Self::Mean { weighted_quarters, weight } if weighted_quarters < 4 * weight => {
                Some(Self::Mean { weighted_quarters: 4 * weight, weight })
            }
            _ => None,
        }
    }

    /// The mean of weighted answers; nobody to answer is the same as nothing answered.
    fn mean(answers: impl IntoIterator<Item = (u32, Answer)>) -> Self {
        let (mut anyone, mut weighted_quarters, mut weight) = (false, 0, 0);
        for (own_weight, answer) in answers {
            anyone = true;
            let own_weight = u64::from(own_weight.max(1));
            let quarters = match answer {
                Answer::NotApplicable => continue,
                Answer::Unanswered => 0,
                Answer::Given(quarters) => u64::from(quarters.number()),
            };
            weighted_quarters += own_weight * quarters;
            weight += own_weight;
        }
        match (anyone, weight) {
            (false, _) => Self::UNANSWERED,
            (true, 0) => Self::NotApplicable,
            (true, _) => Self::Mean { weighted_quarters, weight },
        }
    }
}

impl From<Answer> for Pooled {
    fn from(answer: Answer) -> Self {
        Self::mean([(1, answer)])
    }
}

/// An organization's answer to every criterion of a model.
///
/// To a criterion of the teams it is the mean of the teams' answers, weighted by each team's
/// number of applications; to one of the organization it is its own. Where nobody has answered
/// yet (no team, or no assessment of the organization) a criterion counts as unanswered: 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PooledAnswers(Vec<Pooled>);

impl PooledAnswers {
    /// The answers of `teams`, each with its number of applications (0 counts as 1), and the
    /// organization's `own`.
    pub fn pool<'a>(
        model: &Model,
        teams: impl IntoIterator<Item = (u32, &'a Answers)>,
        own: Option<&'a Answers>,
    ) -> Self {
        let teams: Vec<_> = teams.into_iter().collect();
        Self::by_scope(model, own, |criterion| {
            Pooled::mean(teams.iter().map(|(weight, team)| (*weight, team.of(criterion.position))))
        })
    }

    /// What one respondent says of the criteria of its scope; the others do not apply to it.
    pub fn of_one(model: &Model, answers: &Answers, scope: Scope) -> Self {
        let of = |criterion: &Criterion| {
            if criterion.scope == scope {
                Pooled::from(answers.of(criterion.position))
            } else {
                Pooled::NotApplicable
            }
        };
        Self(model.criteria().iter().map(of).collect())
    }

    /// The answer to the criterion at `position`, which has to be one of the model's.
    pub fn of(&self, position: usize) -> Pooled {
        self.0[position]
    }

    /// The same answers, but for the one to the criterion at `position`.
    pub(super) fn with(&self, position: usize, answer: Pooled) -> Self {
        let mut answers = self.clone();
        answers.0[position] = answer;
        answers
    }

    fn by_scope(
        model: &Model,
        own: Option<&Answers>,
        of_teams: impl Fn(&Criterion) -> Pooled,
    ) -> Self {
        let own = |position| own.map_or(Answer::Unanswered, |own| own.of(position));
        let of = |criterion: &Criterion| match criterion.scope {
            Scope::Team => of_teams(criterion),
            Scope::Organization => Pooled::from(own(criterion.position)),
        };
        Self(model.criteria().iter().map(of).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: Answer = Answer::Given(Quarters::FULL);

    /// Positions of a criterion that teams answer, and of one that the organization answers.
    fn positions(model: &Model) -> (usize, usize) {
        let first = |scope| model.criteria().iter().position(|c| c.scope == scope).unwrap();
        (first(Scope::Team), first(Scope::Organization))
    }

    fn answered(model: &Model, position: usize, answer: Answer) -> Answers {
        let mut answers = Answers::none(model);
        answers.set(position, answer);
        answers
    }

    #[test]
    fn a_team_weighs_as_much_as_its_applications() {
        let model = Model::built_in();
        let (position, _) = positions(model);
        let full = answered(model, position, FULL);
        let unanswered = Answers::none(model);
        let not_applicable = answered(model, position, Answer::NotApplicable);

        let teams = [(3, &full), (2, &unanswered), (7, &not_applicable)];
        let pooled = PooledAnswers::pool(model, teams, None);

        assert_eq!(pooled.of(position), Pooled::Mean { weighted_quarters: 12, weight: 5 });
    }

    #[test]
    fn what_applies_to_no_team_does_not_apply_to_the_organization() {
        let model = Model::built_in();
        let (position, _) = positions(model);
        let team = answered(model, position, Answer::NotApplicable);

        let pooled = PooledAnswers::pool(model, [(1, &team), (2, &team)], None);

        assert_eq!(pooled.of(position), Pooled::NotApplicable);
    }

    #[test]
    fn the_organization_answers_its_own_criteria_and_teams_answer_theirs() {
        let model = Model::built_in();
        let (of_teams, of_organization) = positions(model);
        let everything = |answer| {
            let mut answers = answered(model, of_teams, answer);
            answers.set(of_organization, answer);
            answers
        };

        let (team, own) = (everything(FULL), everything(Answer::NotApplicable));
        let pooled = PooledAnswers::pool(model, [(1, &team)], Some(&own));

        assert_eq!(pooled.of(of_teams), Pooled::Mean { weighted_quarters: 4, weight: 1 });
        assert_eq!(pooled.of(of_organization), Pooled::NotApplicable);
    }

    #[test]
    fn where_nobody_has_answered_a_criterion_counts_as_unanswered() {
        let model = Model::built_in();
        let pooled = PooledAnswers::pool(model, [], None);
        assert_eq!(pooled, PooledAnswers(vec![Pooled::UNANSWERED; model.criteria().len()]));
    }
}
