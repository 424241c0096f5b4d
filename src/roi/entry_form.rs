use uuid::Uuid;

use super::{AmountIn, Entry, Kind, entry};
use crate::access::{Team, TeamId};
use crate::period::Period;
use crate::subject::{self, NotASubject, Subject, Subjects};
use crate::web::{FieldErrors, Fields};

/// An entry as its form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryForm {
    /// `None` is the organization as a whole.
    pub team: Option<TeamId>,
    pub kind: Kind,
    /// 1 to 60 characters; empty for a note.
    pub category: String,
    /// In minor units, 1 to [`LARGEST`](super::LARGEST); `None` for a note.
    pub amount: Option<i64>,
    pub period: Period,
    /// Markdown, at most 4,000 characters.
    pub note: String,
    /// The id of the application that it is about, if any.
    pub application: Option<Uuid>,
    /// The id of the KPI that tells of it, if any.
    pub kpi: Option<Uuid>,
}

/// What a form chooses from, and what it is read by.
#[derive(Clone, Copy, Debug)]
pub struct Choices<'a> {
    pub amounts: &'a AmountIn,
    pub teams: &'a [Team],
    pub subjects: &'a Subjects,
    /// The quarter that we are in.
    pub current: Period,
}

impl EntryForm {
    /// How many quarters ago it may have been.
    const QUARTERS_AGO: u16 = 40;

    /// The hidden field that holds the version of the entry that was opened.
    pub const VERSION: &str = "row_version";

    /// The quarters on offer: the current one and forty before it, and the one that an entry has.
    pub fn periods(current: Period, kept: Option<Period>) -> Vec<Period> {
        let mut periods: Vec<Period> =
            current.minus(Self::QUARTERS_AGO).up_to(current).chain(kept).collect();
        periods.sort_unstable_by(|one, other| other.cmp(one));
        periods.dedup();
        periods
    }

    /// Reads a form, or says of each field what is wrong with it. `kept` is the quarter that the
    /// entry has, which may be long ago.
    pub fn parse(
        fields: &Fields,
        Choices { amounts, teams, subjects, current }: Choices<'_>,
        kept: Option<Period>,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind: Option<Kind> = fields.text("kind").parse().ok();
        if kind.is_none() {
            errors.add("kind", "Choose cost, benefit or note.");
        }
        let category = fields.optional_line("category", 60, &mut errors);
        let note = fields.paragraph("note", 4000, &mut errors);
        let mut amount = None;
        if kind == Some(Kind::Note) {
            const ALONE: &str = "A note has none: leave this empty, or choose cost or benefit.";
            if !category.is_empty() {
                errors.add("category", ALONE);
            }
            if !fields.text("amount").trim().is_empty() {
                errors.add("amount", ALONE);
            }
            if note.is_empty() {
                errors.add("note", "Say what there is to note.");
            }
        } else {
            if category.is_empty() {
                errors.add("category", "Say what it was for, such as tools or time saved.");
            }
            amount = amounts.parse(fields, "amount", &mut errors);
        }
        let period: Option<Period> = fields.text("period").parse().ok();
        let period = period.filter(|period| Self::periods(current, kept).contains(period));
        if period.is_none() {
            errors.add("period", "Choose a quarter from ten years ago to the current one.");
        }
        let chosen = fields.text("team");
        let team = teams.iter().find(|team| team.slug.as_str() == chosen).map(|team| team.id);
        if team.is_none() && !chosen.is_empty() {
            errors.add("team", "Choose a team, or the organization.");
        }
        let application = named(fields, "application", &subjects.applications, &mut errors);
        let kpi = named(fields, "kpi", &subjects.kpis, &mut errors);
        match (kind, period) {
            (Some(kind), Some(period)) if errors.is_empty() => {
                Ok(Self { team, kind, category, amount, period, note, application, kpi })
            }
            _ => Err(errors),
        }
    }

    /// The fields of an entry that is there, to be changed.
    pub fn filled(entry: &Entry, amounts: &AmountIn, teams: &[Team]) -> Fields {
        let mut fields = Fields::default();
        let team = teams.iter().find(|team| Some(team.id) == entry.team);
        fields.put("team", team.map_or("", |team| team.slug.as_str()));
        fields.put("kind", entry.kind.as_str());
        fields.put("category", &entry.category);
        fields.put("amount", entry.amount.map_or_else(String::new, |it| amounts.typed(it)));
        fields.put("period", entry.period.to_string());
        fields.put("note", &entry.note);
        fields.put("application", entry.application.as_ref().map_or("", |it| it.slug.as_str()));
        fields.put("kpi", entry.kpi.as_ref().map_or("", |it| it.slug.as_str()));
        fields
    }

    /// What it is, in a few words: `cost in 2026-Q4: team`.
    pub fn words(&self) -> String {
        entry::words(self.kind, self.period, &self.category)
    }
}

/// The id of what a field names, by its address or by its name.
fn named<S: AsRef<str>>(
    fields: &Fields,
    name: &str,
    subjects: &[Subject<S>],
    errors: &mut FieldErrors,
) -> Option<Uuid> {
    let what = if name == "kpi" { "KPI" } else { "application" };
    match subject::meant(subjects, fields.text(name)) {
        Ok(found) => found.map(|it| it.id),
        Err(NotASubject::Unknown) => {
            errors.add(name, format!("There is no such {what}. Choose one of the list, or none."));
            None
        }
        Err(NotASubject::Ambiguous) => {
            errors.add(
                name,
                format!("Several have this name. Write the end of the {what}'s address instead."),
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(change: &[(&str, &str)]) -> Result<EntryForm, FieldErrors> {
        let usual = [
            ("kind", "cost"),
            ("category", "tools"),
            ("amount", "12 400.50"),
            ("period", "2026-Q4"),
        ];
        let mut fields = Fields::default();
        for (name, text) in usual.iter().chain(change) {
            fields.put(*name, *text);
        }
        let choices = Choices {
            amounts: &AmountIn::currency("EUR"),
            teams: &[],
            subjects: &Subjects::default(),
            current: "2026-Q4".parse().unwrap(),
        };
        EntryForm::parse(&fields, choices, None)
    }

    fn wrong(change: &[(&str, &str)]) -> Vec<String> {
        let errors = parsed(change).err().unwrap_or_default();
        errors.iter().map(|(name, _)| name.to_owned()).collect()
    }

    #[test]
    fn a_cost_or_benefit_has_a_category_and_an_amount() {
        let form = parsed(&[]).unwrap();
        assert_eq!((form.kind, form.amount), (Kind::Cost, Some(1_240_050)));
        assert_eq!(form.words(), "cost in 2026-Q4: tools");
        assert_eq!(wrong(&[("category", " "), ("amount", "")]), ["amount", "category"]);
        assert_eq!(wrong(&[("kind", "benefit"), ("category", &"x".repeat(61))]), ["category"]);
        assert!(parsed(&[("category", &"ü".repeat(60)), ("note", &"x".repeat(4000))]).is_ok());
        assert_eq!(wrong(&[("note", &"x".repeat(4001))]), ["note"]);
        assert_eq!(wrong(&[("kind", "loan")]), ["kind"]);
        assert_eq!(wrong(&[("team", "invented")]), ["team"]);
        let strange = [("application", "invented"), ("kpi", "invented")];
        assert_eq!(wrong(&strange), ["application", "kpi"]);
    }

    #[test]
    fn a_note_has_neither_and_says_something() {
        let empty = [("kind", "note"), ("category", ""), ("amount", "")];
        assert_eq!(wrong(&empty), ["note"]);
        assert_eq!(wrong(&[("kind", "note")]), ["amount", "category", "note"]);
        let said = [("kind", "note"), ("category", ""), ("amount", " "), ("note", "It is calm.")];
        assert_eq!(parsed(&said).unwrap().amount, None);
    }

    #[test]
    fn it_was_in_the_last_ten_years_or_stays_where_it_is() {
        for (period, is_fine) in [
            ("2026-Q4", true),
            ("2016-Q4", true),
            ("2016-Q3", false),
            ("2027-Q1", false),
            ("soon", false),
        ] {
            assert_eq!(parsed(&[("period", period)]).is_ok(), is_fine, "{period}");
        }
        let [current, old] = ["2026-Q4", "2001-Q1"].map(|text| text.parse().unwrap());
        assert_eq!(EntryForm::periods(current, Some(old)).last(), Some(&old));
        assert_eq!(EntryForm::periods(current, Some(current)).len(), 41);
    }
}
