use super::content::{Block, blocks};
use super::pdf;
use crate::report::document::tests::document;
use crate::report::{Document, Kind, Part, Section};
use crate::trend::chart::{Row, Table};

fn table(title: &str, columns: usize, rows: usize, cell: &str) -> Table {
    let row = |number: usize| Row {
        name: format!("Row {number}"),
        href: None,
        cells: (1..columns).map(|at| (at % 5 != 4).then(|| cell.to_owned())).collect(),
    };
    Table {
        title: title.to_owned(),
        caption: String::new(),
        columns: (0..columns).map(|at| format!("Column {at}")).collect(),
        rows: (0..rows).map(row).collect(),
    }
}

/// A report of a large organization: 200 teams, 40 KPIs, words of every script.
fn large() -> Document {
    let mut document = document();
    document.organization = "شركة الشمال 北風貿易 🚀 Northwind".to_owned();
    document.note =
        format!("A **note**.\n\n- one\n- two {}\n\n1. first\n2. second", "w".repeat(300));
    document.author = Some("Ada".to_owned());
    let section = |kind, part| Section { kind, parts: vec![part] };
    let long = "Reduces lead time from weeks to days. ".repeat(120);
    document.sections = vec![
        section(Kind::Teams, Part::Table(table("Teams", 8, 200, "46 % toward"))),
        section(Kind::Kpis, Part::Table(table("KPIs", 7, 40, "12 400 EUR (2026-Q4)"))),
        section(Kind::Applications, Part::Table(table("Moves", 4, 2, &long))),
        section(Kind::NextSteps, Part::Words("Next.".to_owned())),
    ];
    document
}

/// Whether a file says that it is PDF/UA-1.
fn claims_to_be_ua(file: &[u8]) -> bool {
    file.windows(13).any(|it| it == b"pdfuaid:part>" || it == b"pdfuaid:part=")
}

#[test]
fn a_report_is_an_accessible_file_and_the_same_each_time() {
    let mut document = document();
    let parts = vec![Part::Table(table("Teams", 4, 3, "46 % toward"))];
    document.sections = vec![Section { kind: Kind::Teams, parts }];

    let file = pdf(&document).unwrap();
    assert!(file.starts_with(b"%PDF-1.7"));
    assert!(claims_to_be_ua(&file));
    assert!(file == pdf(&document).unwrap());
}

#[test]
fn a_large_report_in_every_script_is_written() {
    let file = pdf(&large()).unwrap();
    assert!(file.starts_with(b"%PDF-1.7"));
}

#[test]
fn what_is_in_a_report_is_on_its_paper_from_the_title_to_the_method() {
    let headings: Vec<String> = blocks(&large())
        .into_iter()
        .filter_map(|block| match block {
            Block::Heading(_, text) => Some(text),
            _ => None,
        })
        .collect();
    assert_eq!(
        headings[1..],
        ["Note from Ada", "Teams", "KPIs", "Applications", "Next steps", "How to read this"]
    );
    assert!(headings[0].ends_with("Northwind is 96 % of the way to Level 2."));
}
