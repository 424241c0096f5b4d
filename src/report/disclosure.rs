use serde::{Deserialize, Serialize};

/// What a report lets its readers know beyond the figures of the organization. Nothing, unless it
/// is switched on.
///
/// What is not disclosed does not become part of a report, so that neither its page nor a file made
/// of it can show it. What somebody writes into the story, the note, or the name of a KPI, an
/// application or a pattern is theirs to decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Disclosure {
    /// The names of teams and their groups.
    pub teams: bool,
    /// Amounts of money: costs and benefits, KPIs in a currency, what moves are expected to bring.
    pub money: bool,
    /// What was noted and linked as evidence for answers.
    pub evidence: bool,
    /// The names of people.
    pub people: bool,
}

impl Disclosure {
    /// All of it.
    pub const ALL: Self = Self::of([true; 4]);

    /// Each switch: its field in a form, what it says, and what it shows.
    pub const SWITCHES: [(&'static str, &'static str, &'static str); 4] = [
        ("show_teams", "Team names", "Without them, it is told how many teams stand where."),
        ("show_money", "Money", "Costs and benefits, KPIs in a currency, and what moves bring."),
        ("show_evidence", "Evidence", "Notes and links beside the answers of this period."),
        (
            "show_people",
            "People",
            "Who owns KPIs, applications, patterns and actions, and who wrote.",
        ),
    ];

    /// The switches in the order of [`SWITCHES`](Self::SWITCHES).
    pub const fn states(self) -> [bool; 4] {
        [self.teams, self.money, self.evidence, self.people]
    }

    /// The other way round.
    pub const fn of([teams, money, evidence, people]: [bool; 4]) -> Self {
        Self { teams, money, evidence, people }
    }

    /// What is shown, and what is not: `Shows team names. Leaves out money, evidence and people.`
    pub fn words(self) -> String {
        let named = |shown: bool| -> Vec<String> {
            let switches = Self::SWITCHES.iter().zip(self.states());
            let those = switches.filter(|(_, state)| *state == shown);
            those.map(|((_, name, _), _)| name.to_lowercase()).collect()
        };
        let (shown, hidden) = (named(true), named(false));
        let mut words = Vec::new();
        if !shown.is_empty() {
            words.push(format!("Shows {}.", crate::overview::listed(&shown)));
        }
        if !hidden.is_empty() {
            words.push(format!("Leaves out {}.", crate::overview::listed(&hidden)));
        }
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_disclosed_unless_it_is_switched_on() {
        let words = Disclosure::default().words();
        assert_eq!(words, "Leaves out team names, money, evidence and people.");
        let some = Disclosure { money: true, people: true, ..Disclosure::default() };
        assert_eq!(some.words(), "Shows money and people. Leaves out team names and evidence.");
        assert_eq!(Disclosure::of(some.states()), some);
    }
}
