use super::table;
use crate::overview::{NextStep, counted, listed};
use crate::report::{Disclosure, Part};

/// What frees the most points next, and what is to be done about it.
pub(super) fn parts(steps: &[NextStep<'_>], disclosure: Disclosure) -> Vec<Part> {
    if steps.is_empty() {
        return Vec::new();
    }
    let rows = steps.iter().map(|step| {
        let place = format!(
            "{}, {}, Level {}",
            step.dimension.name, step.category.name, step.criterion.level
        );
        vec![
            step.criterion.statement.clone(),
            place,
            format!("{} points", step.points),
            lacking(step, disclosure),
            actions(step, disclosure),
        ]
    });
    let columns = ["Criterion", "Where", "Frees", "Not yet met in full by", "Actions"];
    vec![Part::Table(table("Next best three", &columns, rows))]
}

fn lacking(step: &NextStep<'_>, disclosure: Disclosure) -> String {
    if step.teams_lacking == 0 {
        return "the organization".to_owned();
    }
    if !disclosure.teams {
        return counted(step.teams_lacking, "team");
    }
    let mut names: Vec<String> = step.lacking.iter().map(|(team, _)| team.clone()).collect();
    if step.unnamed() > 0 {
        names.push(format!("{} more", step.unnamed()));
    }
    listed(&names)
}

/// What an action says is written by whoever noted it; a person is named only where people are.
fn actions(step: &NextStep<'_>, disclosure: Disclosure) -> String {
    let actions = step.open.iter().map(|action| {
        let owner = action.owner.as_ref().filter(|_| disclosure.people);
        let owner = owner.map(|owner| format!(", {}", owner.name)).unwrap_or_default();
        format!("{} (due {}{owner})", action.what, action.due)
    });
    actions.collect::<Vec<_>>().join("; ")
}
