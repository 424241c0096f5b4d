use crate::report::{Document, Part};
use crate::web;

/// Every table of a report, one after another, each below its title.
pub(super) fn tables(document: &Document) -> Result<Vec<u8>, ::csv::Error> {
    let as_of = document.as_of.format("%-d %b %Y").to_string();
    let mut lines = vec![
        vec![document.title()],
        vec![format!("{} {}", document.organization, document.headline)],
        vec![format!("As of {as_of}; {}", document.coverage)],
    ];
    for part in document.sections.iter().flat_map(|section| &section.parts) {
        let Some(table) = Part::table(part) else { continue };
        lines.push(vec![String::new()]);
        lines.push(vec![table.title.clone()]);
        lines.extend(table.lines().map(|line| line.into_iter().map(str::to_owned).collect()));
    }
    web::csv(lines.iter().map(|line| line.iter().map(String::as_str)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::tests::document;
    use crate::report::{Kind, Section};
    use crate::trend::chart::{Row, Table};

    #[test]
    fn tables_follow_each_other_below_their_titles_and_compute_nothing() {
        let mut document = document();
        let row = Row { name: "=1+1".to_owned(), href: None, cells: vec![None] };
        let table = Table {
            title: "Teams".to_owned(),
            caption: String::new(),
            columns: ["Team", "State"].map(str::to_owned).into(),
            rows: vec![row],
        };
        let parts = vec![Part::Words("Words.".to_owned()), Part::Table(table)];
        document.sections = vec![Section { kind: Kind::Teams, parts }];

        let file = String::from_utf8(tables(&document).unwrap()).unwrap();
        let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], "Northwind in 2026-Q4");
        assert_eq!(lines[3..], ["\"\"", "Teams", "Team,State", "'=1+1,"]);
    }
}
