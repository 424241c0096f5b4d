pub mod store;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Amount;
use super::kpi_form::amount;
use crate::web::{FieldErrors, Fields};

/// A reading's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct ReadingId(pub Uuid);

impl ReadingId {
    /// An id that no reading has yet.
    pub(super) fn fresh() -> Self {
        Self(Uuid::now_v7())
    }
}

/// What was measured on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub id: ReadingId,
    pub day: NaiveDate,
    pub value: Amount,
    /// Where it comes from; may be empty.
    pub source: String,
    /// May be empty.
    pub note: String,
    /// Counts its changes, from 1.
    pub row_version: i32,
    /// Who has entered or corrected it last.
    pub entered_by: String,
}

/// A reading as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingForm {
    /// From 1900 to today.
    pub day: NaiveDate,
    pub value: Amount,
    /// At most 200 characters.
    pub source: String,
    /// At most 1000 characters.
    pub note: String,
}

impl ReadingForm {
    /// The fields and their labels, in the order of the form.
    pub const LABELS: [(&str, &'static str); 4] =
        [("day", "Day"), ("value", "Value"), ("source", "Source"), ("note", "Note")];

    /// Reads a form, or says of each field what is wrong with it.
    pub fn parse(fields: &Fields, today: NaiveDate) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let day = day(fields.text("day"), today);
        if let Err(sentence) = &day {
            errors.add("day", sentence);
        }
        let value = amount(fields, "value", &mut errors);
        let source = fields.optional_line("source", 200, &mut errors);
        let note = fields.paragraph("note", 1000, &mut errors);
        match (day, value) {
            (Ok(day), Some(value)) if errors.is_empty() => Ok(Self { day, value, source, note }),
            _ => Err(errors),
        }
    }

    /// The fields of a reading that is there.
    pub fn filled(reading: &Reading) -> Fields {
        let mut fields = Fields::default();
        fields.put("day", reading.day.to_string());
        fields.put("value", reading.value.plain());
        fields.put("source", &reading.source);
        fields.put("note", &reading.note);
        fields.put("row_version", reading.row_version.to_string());
        fields
    }
}

/// Reads a day written `2026-11-12`, or says what is wrong with it.
pub(super) fn day(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let text = text.trim();
    let shape = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| shape);
    let Some(day) = day.filter(|&day| day >= first_day()) else {
        return Err(format!("Write the day like {today}."));
    };
    if day > today {
        return Err("Choose today or an earlier day.".to_owned());
    }
    Ok(day)
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_today_or_before() {
        let today = "2026-11-12".parse().unwrap();
        for (text, expected) in [
            ("2026-11-12", Ok("2026-11-12")),
            (" 2024-02-29 ", Ok("2024-02-29")),
            ("1900-01-01", Ok("1900-01-01")),
            ("2026-11-13", Err("Choose today or an earlier day.")),
            ("1899-12-31", Err("Write the day like 2026-11-12.")),
            ("2026-02-29", Err("Write the day like 2026-11-12.")),
            ("12.11.2026", Err("Write the day like 2026-11-12.")),
            ("2026-1-1", Err("Write the day like 2026-11-12.")),
            ("+026-01-01", Err("Write the day like 2026-11-12.")),
            ("", Err("Write the day like 2026-11-12.")),
        ] {
            let read = day(text, today).map(|day| day.to_string());
            assert_eq!(read, expected.map(str::to_owned).map_err(str::to_owned), "{text:?}");
        }
    }
}
