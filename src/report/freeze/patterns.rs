use super::table;
use crate::application::{FinishedUse, ListedPattern, Reuse};
use crate::overview::listed;
use crate::period::Period;
use crate::report::{Disclosure, Part};

/// The patterns, and whether each has made what came after its first use cheaper.
pub(super) fn parts(
    patterns: &[ListedPattern],
    period: Period,
    disclosure: Disclosure,
) -> Vec<Part> {
    if patterns.is_empty() {
        return Vec::new();
    }
    let finished = |pattern: &ListedPattern| -> Vec<FinishedUse> {
        pattern.finished.iter().copied().filter(|used| used.live <= period).collect()
    };
    let mut columns = vec!["Pattern", "Disciplines"];
    if disclosure.people {
        columns.push("Owner");
    }
    columns.extend(["Finished uses", "Days a size point at first", "Later, on average"]);
    let rows = patterns.iter().map(|pattern| {
        let uses = finished(pattern);
        let reuse = Reuse::of(&uses);
        let disciplines: Vec<String> =
            pattern.disciplines.iter().map(ToString::to_string).collect();
        let mut row = vec![pattern.name.clone(), listed(&disciplines)];
        if disclosure.people {
            row.push(pattern.owner.clone());
        }
        row.extend([
            uses.len().to_string(),
            reuse.first().unwrap_or_default(),
            reuse.later().unwrap_or_default(),
        ]);
        row
    });
    let mut parts = vec![Part::Table(table("Patterns, and what their uses took", &columns, rows))];
    // The one that was used most often shows best whether uses become cheaper.
    let most = patterns.iter().max_by_key(|pattern| finished(pattern).len());
    if let Some(pattern) = most {
        let uses = finished(pattern);
        let reuse = Reuse::of(&uses);
        if let Some(chart) = reuse.chart(&pattern.name) {
            let caveat = reuse.caveat().unwrap_or_default();
            parts.push(Part::Words(format!("{}: {} {caveat}", pattern.name, reuse.sentence())));
            parts.push(Part::lines(chart.named("pattern")));
        }
    }
    parts
}
