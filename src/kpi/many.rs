//! Many readings at once: lines of a spreadsheet, as they are pasted.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::reading::day;
use super::{Amount, Kpi, KpiId, ReadingForm};
use crate::period::Period;
use crate::web::{FieldErrors, Fields, PastedLine, pasted};

/// A KPI that readings may be entered of, or one that the visitor may only read.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub kpi: &'a Kpi,
    pub may_edit: bool,
}

/// A reading to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kpi: KpiId,
    pub name: String,
    /// The value with its unit.
    pub value: String,
    pub reading: ReadingForm,
}

/// A line that was pasted: what it would enter, or what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Counted from 1.
    pub number: u64,
    /// What stands in it.
    pub text: String,
    pub read: Result<Entry, String>,
}

impl Line {
    fn read(
        line: &PastedLine,
        columns: [Option<usize>; 5],
        known: &[Known<'_>],
        today: NaiveDate,
    ) -> Self {
        Self {
            number: line.number,
            text: line.cells.join(" · "),
            read: entry(columns.map(|place| line.cell(place)), known, today),
        }
    }

    /// What is wrong with it; empty when nothing is.
    pub fn error(&self) -> &str {
        self.read.as_ref().err().map_or("", String::as_str)
    }
}

/// How many lines are taken at once.
pub const MOST_LINES: usize = 2000;

/// The columns, in the order in which they are taken when the first line does not name them.
const COLUMNS: [&str; 5] = ["kpi", "day", "value", "source", "note"];

/// Reads lines of a spreadsheet: parted by tabs, semicolons or commas, whichever the first line has.
/// A first line that names the columns may have them in any order, and others between them. One that
/// says of a KPI what another line says of the same day is wrong.
pub fn lines(text: &str, known: &[Known<'_>], today: NaiveDate) -> Result<Vec<Line>, String> {
    let table = pasted(text).map_err(|error| error.to_string())?;
    if table.len() > MOST_LINES + 1 {
        return Err(too_many());
    }
    let named = table.first().and_then(heads);
    let columns = named.unwrap_or([0, 1, 2, 3, 4].map(Some));
    let below = table.iter().skip(usize::from(named.is_some()));
    let mut read: Vec<Line> = below.map(|line| Line::read(line, columns, known, today)).collect();
    if read.len() > MOST_LINES {
        return Err(too_many());
    }
    let mut days = BTreeSet::new();
    for line in &mut read {
        let Ok(entry) = &line.read else { continue };
        if !days.insert((entry.kpi.0, entry.reading.day)) {
            line.read = Err("Another line is of the same KPI and day.".to_owned());
        }
    }
    if read.is_empty() { Err("Paste at least one line.".to_owned()) } else { Ok(read) }
}

fn too_many() -> String {
    format!("Paste at most {MOST_LINES} lines at once.")
}

/// Where each of [`COLUMNS`] stands, if the line names them.
fn heads(line: &PastedLine) -> Option<[Option<usize>; 5]> {
    let lower: Vec<String> = line.cells.iter().map(|cell| cell.to_lowercase()).collect();
    let place = |name: &str| lower.iter().position(|cell| cell == name);
    (place("kpi").is_some() && place("value").is_some()).then(|| COLUMNS.map(place))
}

fn entry(
    [name, at, value, source, note]: [&str; 5],
    known: &[Known<'_>],
    today: NaiveDate,
) -> Result<Entry, String> {
    let kpi = find(name, known)?;
    let day = moment(at, today)?;
    let value: Amount = value.parse().map_err(|error| format!("The value: {error}"))?;
    let mut fields = Fields::default();
    fields.put("source", source);
    fields.put("note", note);
    let mut errors = FieldErrors::default();
    let source = fields.optional_line("source", 200, &mut errors);
    let note = fields.paragraph("note", 1000, &mut errors);
    if let Some((field, sentence)) = errors.iter().next() {
        return Err(format!("The {field}: {sentence}"));
    }
    Ok(Entry {
        kpi: kpi.id,
        name: kpi.name.clone(),
        value: kpi.with_unit(value),
        reading: ReadingForm { day, value, source, note },
    })
}

/// The KPI of a name, whatever its capitals, or of an address.
fn find<'a>(name: &str, known: &[Known<'a>]) -> Result<&'a Kpi, String> {
    let wanted = name.to_lowercase();
    let is_named = |it: &&Known<'a>| it.kpi.name.to_lowercase() == wanted;
    let addressed = known.iter().find(|it| it.kpi.slug.as_str() == name);
    let mut named = known.iter().filter(is_named);
    match (addressed, named.next(), named.next()) {
        (Some(one), ..) | (None, Some(one), None) => writable(one),
        (None, None, _) => Err(format!("There is no KPI “{name}”.")),
        (None, Some(_), Some(_)) => {
            let slugs = known.iter().filter(is_named).map(|it| it.kpi.slug.as_str());
            let slugs: Vec<&str> = slugs.collect();
            Err(format!("Several KPIs have this name. Write one of: {}.", slugs.join(", ")))
        }
    }
}

fn writable<'a>(known: &Known<'a>) -> Result<&'a Kpi, String> {
    match (known.may_edit, known.kpi.retired_at) {
        (true, None) => Ok(known.kpi),
        (true, Some(_)) => Err("This KPI is retired.".to_owned()),
        (false, _) => Err("You may not enter readings of this KPI.".to_owned()),
    }
}

/// A day written `2026-09-30` or `30.9.2026`, or a quarter, which is its last day, or today.
fn moment(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    if let Ok(period) = text.parse::<Period>() {
        return if period <= Period::of(today) {
            Ok(period.last_day().min(today))
        } else {
            Err("Choose this quarter or an earlier one.".to_owned())
        };
    }
    let dotted = NaiveDate::parse_from_str(text, "%d.%m.%Y").ok();
    let iso = dotted.map_or_else(|| text.to_owned(), |day| day.to_string());
    day(&iso, today)
}

/// The readings of a grid: a value for each KPI that one was typed for, all of one day.
pub fn of_grid(
    fields: &Fields,
    known: &[Known<'_>],
    today: NaiveDate,
) -> Result<Vec<Entry>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let day = day(fields.text("day"), today);
    if let Err(sentence) = &day {
        errors.add("day", sentence);
    }
    let source = fields.optional_line("source", 200, &mut errors);
    let mut typed = Vec::new();
    for Known { kpi, .. } in known.iter().filter(|it| writable(it).is_ok()) {
        let name = field_of(kpi);
        let text = fields.text(&name).trim();
        if text.is_empty() {
            continue;
        }
        match text.parse::<Amount>() {
            Ok(value) => typed.push((*kpi, value)),
            Err(error) => errors.add(name, error.to_string()),
        }
    }
    if typed.is_empty() && errors.is_empty() {
        errors.add("day", "Write at least one value.");
    }
    let Ok(day) = day else { return Err(errors) };
    let entry = |(kpi, value): (&Kpi, Amount)| Entry {
        kpi: kpi.id,
        name: kpi.name.clone(),
        value: kpi.with_unit(value),
        reading: ReadingForm { day, value, source: source.clone(), note: String::new() },
    };
    if errors.is_empty() { Ok(typed.into_iter().map(entry).collect()) } else { Err(errors) }
}

/// The name of a KPI's field in the grid.
pub fn field_of(kpi: &Kpi) -> String {
    format!("value.{}", kpi.slug)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn today() -> NaiveDate {
        "2026-11-12".parse().unwrap()
    }

    #[test]
    fn a_day_is_read_as_spreadsheets_write_it_and_a_quarter_is_its_last_day() {
        let read = |text: &str| moment(text, today()).map(|day| day.to_string()).ok();
        for (text, expected) in [
            ("2026-09-30", Some("2026-09-30")),
            ("30.9.2026", Some("2026-09-30")),
            ("2026-Q3", Some("2026-09-30")),
            ("2026-Q4", Some("2026-11-12")),
            ("2027-Q1", None),
            ("13.11.2026", None),
            ("9/30/2026", None),
            ("31.9.2026", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected.map(str::to_owned), "{text:?}");
        }
    }

    #[test]
    fn lines_keep_their_numbers_and_empty_ones_count() {
        let numbers = |text: &str| -> Vec<u64> {
            lines(text, &[], today()).unwrap().iter().map(|line| line.number).collect()
        };
        assert_eq!(numbers("a;2026-Q3;1\n;;\nb;2026-Q3;1"), [1, 3]);
        assert_eq!(numbers("KPI,Value,Day\na,1,2026-Q3"), [2]);
    }

    proptest! {
        #[test]
        fn whatever_is_pasted_is_read_or_refused(text in "(.|\n|\t|;|\"){0,200}") {
            let read = lines(&text, &[], today());
            prop_assert!(read.is_err() || read.unwrap().iter().all(|line| line.read.is_err()));
        }
    }
}
