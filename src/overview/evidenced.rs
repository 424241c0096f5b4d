use crate::assessment::{EvidencedFigures, PeriodFigures};
use crate::maturity::{Figure, Model};

/// What a team claims, beside what of it carries evidence. The gap tells where a note or a link
/// is missing; it costs nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Evidenced<'m> {
    /// The period was submitted before this was computed.
    NotKnown,
    /// No answer carries a note or a link.
    Nothing,
    /// So many answers do: the whole, and each dimension.
    Some { answers: usize, lines: Vec<EvidencedLine<'m>> },
}

/// One figure of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EvidencedLine<'m> {
    pub name: &'m str,
    pub claimed: Figure,
    pub evidenced: Figure,
}

impl EvidencedLine<'_> {
    /// How many points of toward and through together have no evidence, rounded down.
    pub fn gap(&self) -> i32 {
        self.claimed.points_since(self.evidenced)
    }
}

/// Sets the two beside each other. What has no score, claimed or evidenced, is left out.
pub(super) fn evidenced<'m>(model: &'m Model, known: &PeriodFigures) -> Evidenced<'m> {
    let Some(EvidencedFigures { answers, figures: evidenced }) = &known.evidenced else {
        return Evidenced::NotKnown;
    };
    if *answers == 0 {
        return Evidenced::Nothing;
    }
    let names = ["Whole"].into_iter().chain(model.dimensions.iter().map(|d| &*d.name));
    let claimed = [&known.figures.whole].into_iter().chain(&known.figures.dimensions);
    let shown = [&evidenced.whole].into_iter().chain(&evidenced.dimensions);
    let lines = names
        .zip(claimed.zip(shown))
        .filter_map(|(name, (claimed, evidenced))| {
            Some(EvidencedLine { name, claimed: (*claimed)?, evidenced: (*evidenced)? })
        })
        .collect();
    Evidenced::Some { answers: *answers, lines }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Answer, Answers, Figures, Quarters, score_team};

    /// The figures of a team that answers everything with `quarters`.
    fn figures(quarters: u8) -> Figures {
        let model = Model::built_in();
        let mut answers = Answers::none(model);
        for criterion in model.criteria() {
            answers.set(criterion.position, Answer::Given(Quarters::new(quarters).unwrap()));
        }
        score_team(model, &answers)
    }

    fn beside(evidenced: Option<EvidencedFigures>) -> Evidenced<'static> {
        let period = "2026-Q4".parse().unwrap();
        let known = PeriodFigures { period, reviewed_percent: 100, figures: figures(4), evidenced };
        super::evidenced(Model::built_in(), &known)
    }

    #[test]
    fn the_gap_is_what_is_claimed_without_evidence() {
        let evidenced = EvidencedFigures { answers: 3, figures: figures(0) };

        let Evidenced::Some { answers: 3, lines } = beside(Some(evidenced)) else {
            panic!("no lines")
        };

        let gaps: Vec<(&str, i32)> = lines.iter().map(|line| (line.name, line.gap())).collect();
        assert_eq!(gaps[0].0, "Whole");
        assert_eq!(gaps[2], ("Process", 200));
        assert_eq!(gaps[3], ("Policy", 175), "a level that asks nothing of teams is complete");
    }

    #[test]
    fn without_any_evidence_there_is_no_wall_of_zeros() {
        let nothing = EvidencedFigures { answers: 0, figures: figures(0) };
        assert_eq!(beside(Some(nothing)), Evidenced::Nothing);
        assert_eq!(beside(None), Evidenced::NotKnown);
    }
}
