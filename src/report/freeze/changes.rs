use super::table;
use crate::overview::{change, level};
use crate::report::{Document, Part, Stand};

/// What is different from the report before.
pub(super) fn parts(before: Option<&Document>, stands: &[Stand]) -> Vec<Part> {
    let Some(before) = before else { return Vec::new() };
    let words = |stand: &Stand| {
        stand.figure.map_or_else(String::new, |it| {
            format!("{} % {}, {}", it.percent(), it.way(), level(it))
        })
    };
    let rows = stands.iter().map(|stand| {
        let earlier = before.stands.iter().find(|it| it.key == stand.key);
        let both = stand.figure.zip(earlier.and_then(|it| it.figure));
        let moved = both.map(|(now, then)| change(now.points_since(then)));
        vec![
            stand.name.clone(),
            earlier.map(words).unwrap_or_default(),
            words(stand),
            moved.unwrap_or_default(),
        ]
    });
    let columns = ["Dimension", &before.period.to_string(), "Now", "Change"];
    let title = format!("Since the report of {}", before.period);
    vec![Part::Table(table(&title, &columns, rows))]
}
