use super::table;
use crate::maturity::Model;
use crate::report::{Disclosure, Part};

/// What somebody noted with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The criterion's id.
    pub criterion: String,
    /// The team's name; `None` when it is an answer of the organization itself.
    pub team: Option<String>,
    pub note: String,
    pub link: String,
}

/// A table of what was noted, in the order of the model.
pub(super) fn part(noted: &[Noted], disclosure: Disclosure) -> Option<Part> {
    let model = Model::built_in();
    let mut known: Vec<_> = noted
        .iter()
        .filter_map(|noted| Some((model.criterion(&noted.criterion)?, noted)))
        .collect();
    known.sort_by_key(|(criterion, noted)| (criterion.position, noted.team.clone()));
    let rows = known.iter().map(|(criterion, noted)| {
        let (dimension, _) = model.place_of(criterion);
        let mut row = vec![criterion.statement.clone(), dimension.name.clone()];
        if disclosure.teams {
            row.push(noted.team.clone().unwrap_or_else(|| "the organization".to_owned()));
        }
        row.extend([noted.note.clone(), noted.link.clone()]);
        row
    });
    let mut columns = vec!["Criterion", "Dimension"];
    if disclosure.teams {
        columns.push("Answered by");
    }
    columns.extend(["Note", "Link"]);
    (!known.is_empty()).then(|| Part::Table(table("Evidence", &columns, rows)))
}
