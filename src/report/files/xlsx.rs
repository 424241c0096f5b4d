//! A report as an Excel file: its words on the first sheet, and a sheet for each table.

use std::collections::HashSet;

use chrono::Datelike;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use crate::report::{Document, Part};
use crate::trend::chart::Table;

/// The most letters that Excel takes in a cell.
const MOST: usize = 32_767;

/// The file. No cell of it is a formula, whatever it begins with.
pub(super) fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let day = document.as_of;
    let number = |number: u32| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let date = ExcelDateTime::from_ymd(year, number(day.month()), number(day.day()))?;
    let properties = DocProperties::new().set_title(document.title()).set_creation_datetime(&date);
    book.set_properties(&properties);

    let mut taken = HashSet::new();
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name("Report", &mut taken))?;
    words(sheet, document)?;
    for part in document.sections.iter().flat_map(|section| &section.parts) {
        let Some(shown) = Part::table(part) else { continue };
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&shown.title, &mut taken))?;
        table(sheet, &shown)?;
    }
    book.save_to_buffer()
}

/// What a report says without its tables, a line each.
fn words(sheet: &mut Worksheet, document: &Document) -> Result<(), XlsxError> {
    let (bold, wrapped) = (Format::new().set_bold(), wrapped());
    sheet.set_column_width(0, 16)?.set_column_width(1, 100)?;
    sheet.write_string_with_format(0, 0, short(&document.title()), &bold)?;
    let model = format!("Measured by the {}.", document.model);
    let mut lines = vec![
        ("Stands", format!("{} {}.", document.organization, document.headline)),
        ("Reporting", document.coverage.clone()),
        ("As of", document.as_of.format("%-d %b %Y").to_string()),
        ("Story", document.story.clone()),
    ];
    if !document.note.is_empty() {
        lines.push(("Note", document.note.clone()));
    }
    if let Some(author) = &document.author {
        lines.push(("Note by", author.clone()));
    }
    for section in &document.sections {
        let said = section.parts.iter().filter_map(|part| match part {
            Part::Words(words) => Some(words.as_str()),
            _ => None,
        });
        let said: Vec<&str> = said.collect();
        if !said.is_empty() {
            lines.push(("Section", format!("{}: {}", section.kind, said.join(" "))));
        }
    }
    lines.push(("Method", format!("{model} All percentages are rounded down.")));
    lines.push(("Disclosed", document.disclosure.words()));
    for (row, (head, text)) in (2..).zip(&lines) {
        sheet.write_string_with_format(row, 0, *head, &bold)?;
        sheet.write_string_with_format(row, 1, short(text), &wrapped)?;
    }
    Ok(())
}

/// A table, whose head stays while the rest is scrolled.
fn table(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let (head, wrapped) = (wrapped().set_bold(), wrapped());
    let mut widths = vec![8_u16; table.columns.len()];
    for (row, line) in (0..).zip(table.lines()) {
        for (column, cell) in (0..).zip(line) {
            if let Some(number) = number(cell).filter(|_| row > 0 && column > 0) {
                let format = Format::new().set_num_format(number.format());
                let format = format.set_align(FormatAlign::Top);
                sheet.write_number_with_format(row, column, number.value, &format)?;
            } else {
                let format = if row == 0 { &head } else { &wrapped };
                sheet.write_string_with_format(row, column, short(cell), format)?;
            }
            if let Some(width) = widths.get_mut(usize::from(column)) {
                let long = u16::try_from(cell.chars().count() + 2).unwrap_or(60);
                *width = (*width).max(long.min(60));
            }
        }
    }
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, f64::from(width))?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// As much of a text as a cell takes, which counts in UTF-16.
fn short(text: &str) -> &str {
    let mut units = 0;
    for (at, letter) in text.char_indices() {
        units += letter.len_utf16();
        if units > MOST {
            return &text[..at];
        }
    }
    text
}

/// A cell that is plainly a number.
struct Number {
    value: f64,
    /// Whether its thousands are apart.
    is_grouped: bool,
    /// How many digits stand behind its point.
    decimals: usize,
}

impl Number {
    /// How it is written.
    fn format(&self) -> String {
        let whole = if self.is_grouped { "#,##0" } else { "0" };
        match self.decimals {
            0 => whole.to_owned(),
            decimals => format!("{whole}.{}", "0".repeat(decimals)),
        }
    }
}

/// `cell` as a number, if it is nothing else: digits, a point, a minus, and spaces between thousands.
/// One of so many digits that Excel would round it is text.
fn number(cell: &str) -> Option<Number> {
    let bare = cell.strip_prefix(['-', '−']).unwrap_or(cell);
    let is_space = |letter: char| matches!(letter, ' ' | '\u{a0}' | '\u{202f}');
    let (whole, rest) = match bare.split_once('.') {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (bare, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let groups: Vec<&str> = whole.split(is_space).collect();
    let (first, others) = groups.split_first()?;
    let is_whole = is_digits(first)
        && (others.is_empty() || first.len() <= 3)
        && others.iter().all(|group| group.len() == 3 && is_digits(group));
    let is_padded = first.len() > 1 && first.starts_with('0');
    let digits = groups.concat();
    let decimals = rest.map_or(0, str::len);
    let is_fraction = rest.is_none_or(is_digits);
    if !is_whole || !is_fraction || is_padded || digits.len() + decimals > 15 {
        return None;
    }
    let sign = if bare.len() < cell.len() { "-" } else { "" };
    let value = format!("{sign}{digits}.{}", rest.unwrap_or("0")).parse().ok()?;
    Some(Number { value, is_grouped: !others.is_empty(), decimals })
}

/// A name that Excel takes for a sheet, and that no other has: at most 31 letters, of whole words where
/// there are several.
fn sheet_name(title: &str, taken: &mut HashSet<String>) -> String {
    let is_taken_by_excel = |letter: char| "[]:*?/\\'".contains(letter) || letter.is_control();
    let plain: String =
        title.chars().map(|it| if is_taken_by_excel(it) { ' ' } else { it }).collect();
    let joined = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = match joined.as_str() {
        "" => "Table",
        name if name.eq_ignore_ascii_case("history") => "Table",
        name => name,
    };
    let mut names = (1_u32..).map(|number| {
        let behind = if number == 1 { String::new() } else { format!(" {number}") };
        let mut name = String::new();
        for letter in plain.chars() {
            let units = name.encode_utf16().count() + letter.len_utf16() + behind.len();
            if units > 31 {
                let words = if letter == ' ' { None } else { name.rfind(' ') };
                name.truncate(words.unwrap_or(name.len()));
                break;
            }
            name.push(letter);
        }
        format!("{}{behind}", name.trim_end_matches([' ', ',']))
    });
    names.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_name_of_its_own_that_excel_takes() {
        let mut taken = HashSet::new();
        let title = "Costs / benefits: [all] of the organization";
        let first = sheet_name(title, &mut taken);
        assert_eq!(first, "Costs benefits all of the");
        assert_eq!(sheet_name(title, &mut taken), "Costs benefits all of the 2");
        let shouted = sheet_name(&title.to_uppercase(), &mut taken);
        assert_eq!(shouted, "COSTS BENEFITS ALL OF THE 3");
        let title = "Patterns of a kind, and what they bring";
        assert_eq!(sheet_name(title, &mut taken), "Patterns of a kind, and what");
        let title = "Changes of some more criteria, by team";
        assert_eq!(sheet_name(title, &mut taken), "Changes of some more criteria");
        assert_eq!(sheet_name("''", &mut taken), "Table");
        assert_eq!(sheet_name("History", &mut taken), "Table 2");
        assert!(sheet_name(&"🚀".repeat(40), &mut taken).encode_utf16().count() <= 31);
    }

    #[test]
    fn only_what_is_plainly_a_number_is_one() {
        let value = |cell: &str| number(cell).map(|it| it.value);
        for (cell, read) in
            [("0", 0.0), ("12", 12.0), ("-3", -3.0), ("2.5", 2.5), ("12\u{202f}400", 12_400.0)]
        {
            assert_eq!(value(cell), Some(read), "{cell}");
        }
        assert_eq!(number("25\u{202f}000.00").unwrap().format(), "#,##0.00");
        assert_eq!(number("17").unwrap().format(), "0");
        for cell in [
            "",
            "46 %",
            "12 400 EUR",
            "007",
            "1e5",
            "+1",
            "=1",
            "1 2",
            "12 40",
            ".5",
            "5.",
            "NaN",
            "1234567890123456",
            "2026-Q4",
            "-",
        ] {
            assert_eq!(value(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_long_text_ends_where_a_cell_does() {
        assert_eq!(short(&"🚀".repeat(20_000)).encode_utf16().count(), MOST - 1);
        assert_eq!(short("short"), "short");
    }
}
