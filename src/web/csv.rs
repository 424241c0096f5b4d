//! Tables as CSV, safe to be opened in a spreadsheet.

use std::borrow::Cow;

/// Lines of cells as CSV: UTF-8 with a byte order mark, by which spreadsheets know it, and CRLF.
///
/// A cell that a spreadsheet would take for a formula is written as [`neutral`] has it.
pub fn csv<'a, L>(lines: impl IntoIterator<Item = L>) -> Result<Vec<u8>, csv::Error>
where
    L: IntoIterator<Item = &'a str>,
{
    let file = Vec::from("\u{feff}");
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(file);
    for line in lines {
        writer.write_record(line.into_iter().map(|cell| neutral(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// `cell` as text: one that begins with `=`, `+`, `-`, `@`, a tab, a line's end or one of their
/// full-width forms, and so would be computed, gets an apostrophe before it. Spaces before it do not
/// make it harmless.
pub fn neutral(cell: &str) -> Cow<'_, str> {
    const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let begins = |text: &str| text.starts_with(FORMULA);
    if begins(cell) || begins(cell.trim_start()) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// What a cell was before it was made [`neutral`]: a table that was kept can be read again.
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if neutral(rest).len() > rest.len() => rest,
        _ => cell,
    }
}

/// A line of a table that was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedLine {
    /// Counted from 1, empty ones too.
    pub number: u64,
    /// As they were before they were [`neutral`], without spaces around them.
    pub cells: Vec<String>,
}

impl PastedLine {
    /// The cell at a place; empty where the line has none.
    pub fn cell(&self, place: Option<usize>) -> &str {
        place.and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }
}

/// What was pasted is no table.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("This is not a table: check its quotation marks.")]
pub struct NotATable;

/// The lines of a table that was copied from a spreadsheet or a file, without the empty ones. Their
/// cells are parted by tabs, semicolons or commas, whichever of them the first line has.
pub fn pasted(text: &str) -> Result<Vec<PastedLine>, NotATable> {
    // Browsers end lines in two characters, which would count as one line or as two.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let between = [b'\t', b';'].into_iter().find(|byte| first.as_bytes().contains(byte));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(between.unwrap_or(b','))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| NotATable)?;
        let cells = record.iter().map(|cell| plain(cell.trim()).trim().to_owned());
        let line =
            PastedLine { number: number_of(&record, text.as_bytes()), cells: cells.collect() };
        if line.cells.iter().any(|cell| !cell.is_empty()) {
            lines.push(line);
        }
    }
    Ok(lines)
}

/// The number of the line in which a record begins: the reader counts from the empty ones before it.
fn number_of(record: &csv::StringRecord, text: &[u8]) -> u64 {
    let Some(position) = record.position() else { return 0 };
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.get(from..).unwrap_or_default();
    let empty = rest.iter().take_while(|&&byte| byte == b'\n').count();
    position.line() + u64::try_from(empty).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_becomes_text() {
        for cell in [
            "=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", "  =1",
            "\u{a0}=1",
        ] {
            assert_eq!(neutral(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["", "46 % through", "2026-Q4", "−5", "Data platform", "a=b", "'=1"] {
            assert_eq!(neutral(cell), cell);
        }
    }

    #[test]
    fn a_cell_reads_back_as_it_was_before() {
        for cell in ["=1+1", "-5", "'quoted'", "", "'", "2.1", "  =1"] {
            assert_eq!(plain(&neutral(cell)), cell);
        }
    }

    #[test]
    fn a_pasted_table_is_read_by_what_its_first_line_has_and_keeps_its_numbers() {
        for text in ["\u{feff}a\tb; c\r\n\r\n'=1\t d \r\n", "a;\"b; c\"\n\n'=1; d \n"] {
            let lines = pasted(text).unwrap();
            let read: Vec<(u64, &str, &str)> = lines
                .iter()
                .map(|line| (line.number, line.cell(Some(0)), line.cell(Some(1))))
                .collect();
            assert_eq!(read, [(1, "a", "b; c"), (3, "=1", "d")], "{text:?}");
            assert_eq!(lines[0].cell(Some(2)), "");
        }
        assert_eq!(pasted(""), Ok(Vec::new()));
    }

    #[test]
    fn lines_of_any_length_are_written_with_their_quotes() {
        let lines = [vec!["Team", "a, \"b\""], vec!["=HYPERLINK(1)"]];
        let file = csv(lines).unwrap();

        let text = "\u{feff}Team,\"a, \"\"b\"\"\"\r\n'=HYPERLINK(1)\r\n";
        assert_eq!(String::from_utf8(file).unwrap(), text);
    }

    proptest! {
        #[test]
        fn every_cell_reads_back_as_it_was_written(
            cells in prop::collection::vec(".*", 2..5),
        ) {
            let file = csv([cells.iter().map(String::as_str)]).unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&file[..]);
            let read: Vec<String> =
                reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
            let written: Vec<String> = cells.iter().map(|cell| neutral(cell).into_owned()).collect();
            prop_assert_eq!(read, written);
        }
    }
}
