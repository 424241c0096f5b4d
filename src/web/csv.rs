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
