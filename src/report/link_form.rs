use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use crate::password::NewPassword;
use crate::web::{FieldErrors, Fields};

/// A share link as its form says.
#[derive(Clone)]
pub struct LinkForm {
    /// For whom it is, 1 to 120 characters.
    pub name: String,
    /// The last day on which it opens the report.
    pub last_day: NaiveDate,
    /// The moment from which on it opens nothing: the end of that day, by UTC.
    pub expires_at: DateTime<Utc>,
    pub passphrase: Option<NewPassword>,
}

impl LinkForm {
    /// How long a link opens a report unless somebody says otherwise.
    const USUAL_DAYS: u64 = 90;

    /// How long it may at most: two years.
    const MOST_DAYS: u64 = 731;

    /// What a form begins with.
    pub fn blank(today: NaiveDate) -> Fields {
        let mut fields = Fields::default();
        fields.put("last_day", Self::usual_end(today).0.to_string());
        fields
    }

    /// The last day of a link of which nobody has said how long it is good, and the moment from
    /// which on it opens nothing.
    pub fn usual_end(today: NaiveDate) -> (NaiveDate, DateTime<Utc>) {
        let last_day = today.checked_add_days(Days::new(Self::USUAL_DAYS)).unwrap_or(today);
        (last_day, end_of(last_day))
    }

    /// Reads a form, or says of each field what is wrong with it. `org` is the name of the
    /// organization, which makes no good passphrase.
    pub fn parse(fields: &Fields, org: &str, today: NaiveDate) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = fields.line("name", 120, &mut errors);
        let last_day: Option<NaiveDate> = fields.text("last_day").trim().parse().ok();
        let latest = today.checked_add_days(Days::new(Self::MOST_DAYS)).unwrap_or(today);
        let last_day = last_day.filter(|day| (today..=latest).contains(day));
        if last_day.is_none() {
            errors.add("last_day", format!("Choose a day from today to {latest}."));
        }
        let mut passphrase = None;
        let typed = fields.text("passphrase");
        if !typed.is_empty() {
            match NewPassword::parse(typed, &[org, &name]) {
                Ok(good) => passphrase = Some(good),
                Err(weakness) => errors.add("passphrase", weakness.to_string()),
            }
        }
        match last_day {
            Some(last_day) if errors.is_empty() => {
                Ok(Self { name, last_day, expires_at: end_of(last_day), passphrase })
            }
            _ => Err(errors),
        }
    }
}

/// When a day ends, by UTC.
fn end_of(day: NaiveDate) -> DateTime<Utc> {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    next.and_time(NaiveTime::MIN).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-28".parse().unwrap()
    }

    fn parse(pairs: &[(&str, &str)]) -> Result<LinkForm, FieldErrors> {
        let mut fields = LinkForm::blank(today());
        for (name, text) in pairs {
            fields.put(*name, *text);
        }
        LinkForm::parse(&fields, "Northwind", today())
    }

    #[test]
    fn a_link_is_good_for_ninety_days_up_to_the_end_of_the_last() {
        let form = parse(&[("name", "The board")]).unwrap_or_else(|_| unreachable!());
        assert_eq!(form.last_day.to_string(), "2027-02-26");
        assert_eq!(form.expires_at.to_string(), "2027-02-27 00:00:00 UTC");
        assert!(form.passphrase.is_none());
    }

    #[test]
    fn what_is_wrong_is_told_field_by_field() {
        let mut fields = Fields::default();
        fields.put("last_day", "2026-11-27");
        fields.put("passphrase", "northwind");
        let errors = LinkForm::parse(&fields, "Northwind", today()).err().unwrap();
        for field in ["name", "last_day", "passphrase"] {
            assert!(errors.of(field).is_some(), "{field}");
        }
        for day in ["", "tomorrow", "2028-11-29", "-1-01-01", "999999-01-01"] {
            let mut fields = Fields::default();
            fields.put("name", "x");
            fields.put("last_day", day);
            assert!(LinkForm::parse(&fields, "Northwind", today()).is_err(), "{day}");
        }
    }
}
