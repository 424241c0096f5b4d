use crate::maturity::{Dimension, Figures, Hundredths, Model};

/// So far apart two dimensions may lie, in hundredths of a level, before it is worth a word.
const TOLERATED: u16 = 100;

/// Two dimensions that lie more than a level apart: the one furthest ahead, and the one furthest
/// behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Imbalance<'m> {
    pub ahead: (&'m Dimension, Hundredths),
    pub behind: (&'m Dimension, Hundredths),
    /// What lies between them, above 1.00.
    pub gap: Hundredths,
}

impl<'m> Imbalance<'m> {
    /// The imbalance between the dimensions, if there is one. Of those that are equally far ahead
    /// it is the first; the one behind is the one that holds the whole back.
    pub fn of(model: &'m Model, figures: &Figures) -> Option<Self> {
        let scores = || {
            let scored = model.dimensions.iter().zip(&figures.dimensions);
            scored.filter_map(|(dimension, figure)| Some((dimension, (*figure)?.score)))
        };
        let lowest = figures.whole_held_back_by(model)?;
        let behind = scores().find(|(dimension, _)| dimension.id == lowest.id)?;
        let ahead = scores().rev().max_by_key(|&(_, score)| score)?;
        let apart = ahead.1.number() - behind.1.number();
        let gap = Hundredths::new(apart).filter(|_| apart > TOLERATED)?;
        Some(Self { ahead, behind, gap })
    }

    /// Whether it is about the dimension of that id.
    pub fn concerns(&self, dimension: &str) -> bool {
        [self.ahead, self.behind].iter().any(|(named, _)| named.id == dimension)
    }

    /// How far they lie apart.
    pub fn distance(&self) -> String {
        let [(ahead, its_score), (behind, other_score)] = [self.ahead, self.behind];
        format!(
            "{} ({its_score}) is {} levels ahead of {} ({other_score}).",
            ahead.name, self.gap, behind.name
        )
    }

    /// What that means. Above the gap that is tolerated, the part of a score that stands above the
    /// lowest level is full: the dimension ahead cannot raise the score of the whole.
    pub fn meaning(&self) -> String {
        let (ahead, behind) = (&self.ahead.0.name, &self.behind.0.name);
        format!(
            "The score of the whole waits for {behind}: it rises with each step there, and a \
             further step in {ahead} does not raise it until {behind} has come closer."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::Figure;

    /// Figures of these scores in the order of the model.
    fn scored(scores: [Option<u16>; 5]) -> Figures {
        let figure = |score| Some(Figure { score: Hundredths::new(score)?, ..Figure::default() });
        let dimensions = scores.map(|score| score.and_then(figure)).to_vec();
        Figures { whole: None, dimensions, categories: Vec::new() }
    }

    fn told(scores: [u16; 5]) -> Option<String> {
        let figures = scored(scores.map(Some));
        Imbalance::of(Model::built_in(), &figures).map(|it| it.distance())
    }

    #[test]
    fn a_level_apart_is_no_imbalance_and_a_hundredth_more_is_one() {
        assert_eq!(told([200, 200, 147, 247, 200]), None);
        assert_eq!(
            told([200, 200, 147, 248, 200]).unwrap(),
            "Technology (2.48) is 1.01 levels ahead of Policy (1.47)."
        );
    }

    #[test]
    fn it_says_what_waits_for_what() {
        let figures = scored([200, 200, 147, 259, 200].map(Some));

        let imbalance = Imbalance::of(Model::built_in(), &figures).unwrap();

        assert_eq!(
            imbalance.meaning(),
            "The score of the whole waits for Policy: it rises with each step there, and a \
             further step in Technology does not raise it until Policy has come closer."
        );
        let concerned = ["people", "policy", "technology"].map(|id| imbalance.concerns(id));
        assert_eq!(concerned, [false, true, true]);
    }

    #[test]
    fn of_equals_the_first_is_named_and_what_has_no_score_is_left_out() {
        assert!(told([300, 300, 100, 100, 300]).unwrap().starts_with("People (3.00) is 2.00"));
        assert!(told([300, 300, 100, 100, 300]).unwrap().ends_with("ahead of Policy (1.00)."));
        let some = scored([Some(300), None, Some(250), None, None]);
        assert_eq!(Imbalance::of(Model::built_in(), &some), None);
        assert_eq!(Imbalance::of(Model::built_in(), &scored([None; 5])), None);
        assert_eq!(told([500; 5]), None);
    }
}
