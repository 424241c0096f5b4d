//! What differs between two documents.

use std::collections::BTreeSet;

use super::{Document, Part, Section};

/// A line in which two documents differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which section it stands in, or that it stands above them.
    pub place: String,
    /// What it is about; empty for a sentence.
    pub what: String,
    /// `None` where there was nothing.
    pub before: Option<String>,
    /// `None` where there is nothing any more.
    pub after: Option<String>,
}

/// A line of a document: where it stands, what it is about, and what it says of that.
type Line = (String, String, String);

impl Document {
    /// In which lines `after` differs from this one, in their order.
    pub fn differences(&self, after: &Self) -> Vec<Difference> {
        let (old, new) = (self.lines(), after.lines());
        let said = |lines: &[Line], place: &str, what: &str| -> Option<String> {
            let mut those = lines.iter().filter(|line| line.0 == place && line.1 == what);
            those.next().map(|line| line.2.clone())
        };
        let mut seen = BTreeSet::new();
        let mut differences = Vec::new();
        for (place, what, _) in new.iter().chain(&old) {
            if !seen.insert((place.clone(), what.clone())) {
                continue;
            }
            let (before, after) = (said(&old, place, what), said(&new, place, what));
            if before != after {
                let (place, what) = (place.clone(), what.clone());
                differences.push(Difference { place, what, before, after });
            }
        }
        differences
    }

    /// All that it says, but for the day on which it was frozen.
    fn lines(&self) -> Vec<Line> {
        let above =
            |what: &str, says: &str| ("Report".to_owned(), what.to_owned(), says.to_owned());
        let mut lines = vec![
            above("Headline", &self.headline),
            above("Coverage", &self.coverage),
            above("Model", &self.model),
            above("Story", &self.story),
            above("Note", &self.note),
        ];
        for section in &self.sections {
            section.add_lines(&mut lines);
        }
        lines.retain(|(_, _, says)| !says.is_empty());
        lines
    }
}

impl Section {
    fn add_lines(&self, lines: &mut Vec<Line>) {
        let place = self.kind.to_string();
        for (at, part) in self.parts.iter().enumerate() {
            match part {
                Part::Words(words) => {
                    lines.push((place.clone(), format!("Sentence {}", at + 1), words.clone()));
                }
                Part::Cards(_) | Part::Table(_) | Part::Chart { .. } => {
                    let Some(table) = part.table() else { continue };
                    for row in &table.rows {
                        let cells = table.columns.iter().skip(1).zip(&row.cells);
                        let cells = cells.filter_map(|(column, cell)| {
                            Some(format!("{column}: {}", cell.as_deref()?))
                        });
                        let says = cells.collect::<Vec<_>>().join(" · ");
                        lines.push((place.clone(), row.name.clone(), says));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report::document::tests::document;
    use crate::report::{Kind, Part, Section};
    use crate::trend::chart::{Row, Table};

    fn kpis(rows: &[(&str, &str)]) -> Section {
        let row = |(name, cell): &(&str, &str)| Row {
            name: (*name).to_owned(),
            href: None,
            cells: vec![Some((*cell).to_owned())],
        };
        let table = Table {
            title: "KPIs".to_owned(),
            caption: String::new(),
            columns: vec!["KPI".to_owned(), "Latest".to_owned()],
            rows: rows.iter().map(row).collect(),
        };
        Section { kind: Kind::Kpis, parts: vec![Part::Table(table)] }
    }

    #[test]
    fn only_what_differs_is_told_with_what_it_was_and_what_it_is() {
        let mut before = document();
        before.sections = vec![kpis(&[("Lead time", "9 days"), ("Holders", "3")])];
        let mut after = document();
        after.as_of = before.as_of.succ_opt().unwrap();
        after.headline = "is 3 % through Level 2".to_owned();
        after.sections = vec![kpis(&[("Lead time", "2 days"), ("Cost", "5")])];

        let told: Vec<String> = before
            .differences(&after)
            .iter()
            .map(|it| {
                let [was, is] = [&it.before, &it.after].map(|it| it.as_deref().unwrap_or("-"));
                format!("{}, {}: {was} → {is}", it.place, it.what)
            })
            .collect();

        assert_eq!(
            told,
            [
                "Report, Headline: is 96 % of the way to Level 2 → is 3 % through Level 2",
                "KPIs, Lead time: Latest: 9 days → Latest: 2 days",
                "KPIs, Cost: - → Latest: 5",
                "KPIs, Holders: Latest: 3 → -",
            ]
        );
        assert_eq!(before.differences(&before), []);
    }
}
