//! What is not met, by whom, and for how long: what causes are made of.
//!
//! Of the organization it is stored with the roll-up, of a team it is made of its last answers: a
//! page reads no rows of answers.

mod states;

use states::{State, States};

use super::submitted::Counted;
use crate::access::TeamId;
use crate::maturity::{Answer, Model, PooledAnswers, Quarters, Tenths};
use crate::period::Period;

/// How far those who are counted in a period are from meeting a criterion in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The criterion's position in the model.
    pub criterion: usize,
    /// How much of it is met; `None` when it applies to nobody.
    pub share: Option<Tenths>,
    /// To how many of those who are counted it applies.
    pub applies_to: usize,
    /// Who of these does not meet it in full; `None` is the organization itself.
    pub lacking: Vec<Option<TeamId>>,
    /// Who of these has answered it alike in each of their assessments of the last four periods,
    /// at least two.
    pub unchanged: Vec<Option<TeamId>>,
    /// From when on all of `unchanged` have answered as they do.
    pub since: Option<Period>,
}

/// Who meets which criterion in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gaps {
    period: Period,
    /// In the order of the model.
    shares: Vec<Option<Tenths>>,
    respondents: Vec<Respondent>,
    /// Of each criterion, a state a respondent.
    states: States,
}

/// Somebody who is counted, and how many quarters before the period the first of their last four
/// assessments lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Respondent {
    team: Option<TeamId>,
    quarters_back: u16,
}

/// [`Gaps`] as they are stored.
#[derive(Debug)]
pub struct GapColumns {
    pub shares: Vec<Option<i16>>,
    pub respondents: Vec<Option<TeamId>>,
    pub quarters_back: Vec<i16>,
    pub states: Vec<u8>,
}

/// Stored columns are not the gaps of this model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "stored gaps have other criteria than the model, other respondents, or a share above 100 %"
)]
pub struct NotGaps;

impl Gaps {
    /// The gaps of those who are counted in a period, who together answer `pooled`.
    pub(super) fn of(
        model: &Model,
        period: Period,
        counted: &[Counted<'_>],
        pooled: &PooledAnswers,
    ) -> Self {
        let criteria = model.criteria();
        let states = criteria.iter().flat_map(|criterion| {
            counted.iter().map(|it| {
                if it.scope() == criterion.scope {
                    state(it, criterion.position)
                } else {
                    State::NotApplicable
                }
            })
        });
        Self {
            period,
            shares: criteria.iter().map(|it| pooled.of(it.position).share()).collect(),
            respondents: counted
                .iter()
                .map(|it| Respondent {
                    team: it.newest.team,
                    quarters_back: u16::try_from(period.quarters_since(it.first())).unwrap_or(0),
                })
                .collect(),
            states: States::pack(states),
        }
    }

    /// How far the criterion at a position in the model is from being met.
    pub fn at(&self, criterion: usize) -> Gap {
        let share = self.shares.get(criterion).copied().flatten();
        let mut gap = Gap {
            criterion,
            share,
            applies_to: 0,
            lacking: Vec::new(),
            unchanged: Vec::new(),
            since: None,
        };
        let row = criterion * self.respondents.len();
        for (column, respondent) in self.respondents.iter().enumerate() {
            let state = self.states.at(row + column);
            gap.applies_to += usize::from(state != State::NotApplicable);
            if state.is_lacking() {
                gap.lacking.push(respondent.team);
            }
            if state == State::Unmoved {
                gap.unchanged.push(respondent.team);
                gap.since = gap.since.max(Some(self.period.minus(respondent.quarters_back)));
            }
        }
        gap
    }

    /// The form in which they are stored.
    pub(super) fn to_columns(&self) -> GapColumns {
        let small = |number: u16| i16::try_from(number).unwrap_or(i16::MAX);
        let respondents = self.respondents.iter();
        GapColumns {
            shares: self.shares.iter().map(|share| share.map(|it| small(it.number()))).collect(),
            respondents: respondents.clone().map(|it| it.team).collect(),
            quarters_back: respondents.map(|it| small(it.quarters_back)).collect(),
            states: self.states.bytes().to_vec(),
        }
    }

    /// Reads back [`to_columns`](Self::to_columns).
    ///
    /// # Errors
    ///
    /// Says that these cannot be gaps of this model.
    pub(super) fn from_columns(
        model: &Model,
        period: Period,
        columns: GapColumns,
    ) -> Result<Self, NotGaps> {
        let GapColumns { shares, respondents, quarters_back, states } = columns;
        let criteria = model.criteria().len();
        if shares.len() != criteria || respondents.len() != quarters_back.len() {
            return Err(NotGaps);
        }
        let number = |it: i16| u16::try_from(it).map_err(|_| NotGaps);
        let share = |it: i16| number(it).and_then(|it| Tenths::new(it).ok_or(NotGaps));
        let states = States::stored(states, criteria * respondents.len()).ok_or(NotGaps)?;
        let shares = shares.into_iter().map(|it| it.map(share).transpose());
        let respondents = respondents.into_iter().zip(quarters_back).map(|(team, back)| {
            number(back).map(|quarters_back| Respondent { team, quarters_back })
        });
        Ok(Self {
            period,
            shares: shares.collect::<Result<_, _>>()?,
            respondents: respondents.collect::<Result<_, _>>()?,
            states,
        })
    }
}

fn state(counted: &Counted<'_>, position: usize) -> State {
    match counted.newest.answers.of(position) {
        Answer::NotApplicable => State::NotApplicable,
        Answer::Given(Quarters::FULL) => State::Met,
        answer @ Answer::Given(_) if counted.has_always_answered(position, answer) => {
            State::Unmoved
        }
        Answer::Given(_) | Answer::Unanswered => State::Lacking,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::submitted::{SubmittedAnswers, pooled};
    use crate::maturity::{Answers, Scope};

    fn given(quarters: u8) -> Answer {
        Answer::Given(Quarters::new(quarters).unwrap())
    }

    /// What somebody submitted, who answers every criterion alike.
    fn submitted(team: Option<TeamId>, period: &str, answer: Answer) -> SubmittedAnswers {
        let model = Model::built_in();
        let mut answers = Answers::none(model);
        for position in 0..model.criteria().len() {
            answers.set(position, answer);
        }
        let period = period.parse().unwrap();
        SubmittedAnswers { team, period, applications: 1, reviewed_percent: 100, answers }
    }

    fn gaps(submitted: &[SubmittedAnswers]) -> Gaps {
        let (model, period) = (Model::built_in(), "2026-Q4".parse().unwrap());
        let counted = Counted::of(submitted, period);
        Gaps::of(model, period, &counted, &pooled(model, &counted))
    }

    /// Positions of a criterion that teams answer, and of one that the organization answers.
    fn positions() -> [usize; 2] {
        [Scope::Team, Scope::Organization].map(|scope| {
            Model::built_in().criteria().iter().position(|it| it.scope == scope).unwrap()
        })
    }

    #[test]
    fn who_lacks_a_criterion_and_since_when_is_told_of_the_last_four_periods() {
        let [same, moved, met, gone] = [1, 2, 3, 4].map(|n| Some(TeamId(uuid::Uuid::from_u128(n))));
        let gaps = gaps(&[
            submitted(same, "2025-Q4", given(4)),
            submitted(same, "2026-Q2", given(1)),
            submitted(same, "2026-Q3", given(1)),
            submitted(moved, "2026-Q1", given(2)),
            submitted(moved, "2026-Q4", given(1)),
            submitted(met, "2026-Q4", given(4)),
            submitted(gone, "2026-Q2", given(0)),
            submitted(None, "2026-Q3", given(2)),
            submitted(None, "2026-Q4", given(2)),
        ]);
        let [of_teams, own] = positions();

        let gap = gaps.at(of_teams);
        assert_eq!((gap.applies_to, gap.share), (3, Tenths::new(500)));
        assert_eq!(gap.lacking, [same, moved]);
        assert_eq!((gap.unchanged, gap.since), (vec![same], "2026-Q2".parse().ok()));
        let gap = gaps.at(own);
        assert_eq!((gap.applies_to, gap.share), (1, Tenths::new(500)));
        assert_eq!((gap.lacking, gap.since), (vec![None], "2026-Q3".parse().ok()));
    }

    #[test]
    fn what_applies_to_nobody_has_no_share_and_nobody_lacks_it() {
        let team = Some(TeamId(uuid::Uuid::nil()));
        let gap = gaps(&[submitted(team, "2026-Q4", Answer::NotApplicable)]).at(positions()[0]);
        assert_eq!((gap.share, gap.applies_to, gap.lacking), (None, 0, vec![]));
    }

    #[test]
    fn gaps_read_back_as_they_were_stored() {
        let (model, period) = (Model::built_in(), "2026-Q4".parse().unwrap());
        let [one, other] = [1, 2].map(|n| Some(TeamId(uuid::Uuid::from_u128(n))));
        let gaps = gaps(&[
            submitted(one, "2026-Q2", given(1)),
            submitted(one, "2026-Q4", given(1)),
            submitted(other, "2026-Q3", Answer::NotApplicable),
            submitted(None, "2026-Q4", given(4)),
        ]);

        assert_eq!(Gaps::from_columns(model, period, gaps.to_columns()), Ok(gaps.clone()));
        let mut columns = gaps.to_columns();
        columns.respondents.pop();
        assert_eq!(Gaps::from_columns(model, period, columns), Err(NotGaps));
        let mut columns = gaps.to_columns();
        columns.states.pop();
        assert_eq!(Gaps::from_columns(model, period, columns), Err(NotGaps));
    }
}
