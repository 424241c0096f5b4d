pub mod store;

use super::MoveState;

/// How many applications were in each state in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StateCounts {
    /// In the order of the states; those without any are left out.
    counts: Vec<(MoveState, i64)>,
    /// How many of them went live since the period they are compared with.
    gone_live: i64,
    /// How many patterns there are.
    patterns: i64,
    /// How many of them an application that has gone live since then uses after another.
    reused: i64,
}

impl StateCounts {
    /// Of each state, how many are in it and how many of those went live.
    pub fn new(rows: impl IntoIterator<Item = (MoveState, i64, i64)>) -> Self {
        let mut all = Self::default();
        for (state, count, gone_live) in rows {
            all.counts.push((state, count));
            all.gone_live += gone_live;
        }
        all.counts.sort_unstable();
        all
    }

    /// The same with how many patterns there are, and how many of them were used again.
    #[must_use]
    pub const fn with_patterns(mut self, patterns: i64, reused: i64) -> Self {
        self.patterns = patterns;
        self.reused = reused;
        self
    }

    /// How many patterns there are.
    pub const fn patterns(&self) -> i64 {
        self.patterns
    }

    /// How many patterns were used again since the period that they are compared with: by an
    /// application that has gone live since, after another one.
    pub const fn reused(&self) -> i64 {
        self.reused
    }

    /// Every state that any is in, and how many.
    pub fn iter(&self) -> impl Iterator<Item = (MoveState, i64)> {
        self.counts.iter().copied()
    }

    /// How many are in a state.
    pub fn of(&self, state: MoveState) -> i64 {
        self.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| count)
    }

    /// How many there are.
    pub fn total(&self) -> i64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// How many are live, evaluated or not.
    pub fn live(&self) -> i64 {
        self.iter().filter(|(state, _)| state.is_live()).map(|(_, count)| count).sum()
    }

    /// How many went live since the period that they are compared with.
    pub const fn gone_live(&self) -> i64 {
        self.gone_live
    }

    /// The part of all that so many are, in whole percent.
    pub fn percent(&self, count: i64) -> i64 {
        (count * 100).checked_div(self.total()).unwrap_or(0)
    }

    /// `11 applications: 1 moving, 6 live.`
    pub fn sentence(&self) -> String {
        let states: Vec<String> =
            self.iter().map(|(state, count)| format!("{count} {state}")).collect();
        let noun = if self.total() == 1 { "application" } else { "applications" };
        format!("{} {noun}: {}.", self.total(), states.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_told_in_their_order() {
        let counts = StateCounts::new([(MoveState::Live, 6, 2), (MoveState::Moving, 1, 0)]);
        assert_eq!(counts.sentence(), "7 applications: 1 moving, 6 live.");
        assert_eq!(counts.gone_live(), 2);
        assert_eq!(counts.percent(6), 85);
        assert_eq!(StateCounts::default().percent(0), 0);
    }
}
