use super::table;
use crate::application::{StandingApplication, StateCounts};
use crate::overview::live_sentence;
use crate::period::Period;
use crate::report::{Disclosure, Part};

/// What moves and why, as it stood at the end of the period.
pub(super) fn parts(
    (counts, since): (&StateCounts, Period),
    applications: &[StandingApplication],
    disclosure: Disclosure,
) -> Vec<Part> {
    if applications.is_empty() {
        return Vec::new();
    }
    let mut columns = vec!["Application"];
    if disclosure.teams {
        columns.push("Team");
    }
    if disclosure.people {
        columns.push("Owner");
    }
    columns.extend(["Reason", "Action", "State", "Patterns"]);
    if disclosure.money {
        columns.extend(["Expected benefit", "Measured benefit"]);
    }
    let rows = applications.iter().map(|it| {
        let mut row = vec![it.name.clone()];
        if disclosure.teams {
            row.push(it.team.clone().unwrap_or_default());
        }
        if disclosure.people {
            row.push(it.owner.clone());
        }
        row.extend([
            it.reason.clone(),
            it.action.to_string(),
            format!("{} since {}", it.state, it.since),
            it.patterns.join(", "),
        ]);
        if disclosure.money {
            row.extend([it.expected_benefit.clone(), it.measured_benefit.clone()]);
        }
        row
    });
    vec![
        Part::Words(live_sentence(counts, since)),
        Part::Table(table("What moves, and why", &columns, rows)),
    ]
}
