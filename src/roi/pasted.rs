use std::ops::RangeInclusive;

use super::{Choices, EntryForm, Kind};
use crate::access::Editor;
use crate::web::{self, FieldErrors, Fields, PastedLine};

/// What is said of an entry of somebody else's team.
const NOT_OWN: &str = "You may enter this only for a team of your own.";

/// Lines of a spreadsheet, read as entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    pub entries: Vec<EntryForm>,
    /// What is wrong, each with the line that it is about, from 1; the heads are the first.
    pub errors: Vec<(u64, String)>,
}

/// Which column is what, by its head.
#[derive(Clone, Copy, Debug)]
struct Columns {
    period: usize,
    kind: usize,
    category: Option<usize>,
    amount: usize,
    currency: Option<usize>,
    team: Option<usize>,
    note: Option<usize>,
    application: Option<usize>,
    kpi: Option<usize>,
}

impl Pasted {
    /// How many entries may be pasted at once.
    pub const ENTRIES: RangeInclusive<usize> = 1..=500;

    /// How many characters may be pasted at once.
    pub const LONGEST: usize = 500_000;

    /// How many lines are named in which something is wrong.
    const NAMED: usize = 20;

    /// Reads what was copied from a spreadsheet, or a file with tabs, commas or semicolons between
    /// its columns. The first line names them: quarter, kind, category, amount, currency, team,
    /// note, application, KPI; others are passed over. Each line is held to the rules of the form.
    pub fn read(text: &str, choices: Choices<'_>, editor: &Editor) -> Self {
        Self::read_with(text, choices, |form| editor.may_edit(form.team))
    }

    fn read_with(text: &str, choices: Choices<'_>, may_enter: impl Fn(&EntryForm) -> bool) -> Self {
        let mut pasted = Self::default();
        if text.chars().count() > Self::LONGEST {
            return Self::refused(1, format!("Paste at most {} characters.", Self::LONGEST));
        }
        let lines = match web::pasted(text) {
            Ok(lines) => lines,
            Err(error) => return Self::refused(1, error.to_string()),
        };
        let heads = lines.first().map_or(&[][..], |line| &line.cells);
        let columns = match Columns::named(heads) {
            Ok(columns) => columns,
            Err(sentence) => return Self::refused(1, sentence),
        };
        for line in lines.iter().skip(1) {
            match columns.entry(line, choices) {
                Ok(form) if may_enter(&form) => pasted.entries.push(form),
                Ok(_) => pasted.wrong(line.number, NOT_OWN),
                Err(sentence) => pasted.wrong(line.number, sentence),
            }
        }
        let count = pasted.entries.len() + pasted.errors.len();
        if count == 0 {
            return Self::refused(1, "Paste at least one line below the heads.");
        }
        if !Self::ENTRIES.contains(&count) {
            let most = Self::ENTRIES.end();
            return Self::refused(
                1,
                format!("Paste at most {most} lines at once; these are {count}."),
            );
        }
        pasted
    }

    fn refused(line: u64, sentence: impl Into<String>) -> Self {
        Self { entries: Vec::new(), errors: vec![(line, sentence.into())] }
    }

    fn wrong(&mut self, line: u64, sentence: impl Into<String>) {
        self.errors.push((line, sentence.into()));
    }

    /// The first lines in which something is wrong.
    pub fn named_errors(&self) -> impl Iterator<Item = &(u64, String)> {
        self.errors.iter().take(Self::NAMED)
    }

    /// In how many more lines something is wrong.
    pub fn unnamed(&self) -> usize {
        self.errors.len().saturating_sub(Self::NAMED)
    }

    /// What the costs or benefits among them come to, in minor units.
    pub fn sum(&self, kind: Kind) -> i64 {
        let amounts = self.entries.iter().filter(|entry| entry.kind == kind);
        amounts.filter_map(|entry| entry.amount).sum()
    }
}

impl Columns {
    fn named(heads: &[String]) -> Result<Self, String> {
        let at = |names: &[&str]| {
            heads.iter().position(|head| names.contains(&head.to_lowercase().as_str()))
        };
        let needed = |names: &[&str]| {
            at(names).ok_or_else(|| {
                format!("The first line has to name the columns; there is no {}.", names[0])
            })
        };
        Ok(Self {
            period: needed(&["quarter", "period"])?,
            kind: needed(&["kind"])?,
            category: at(&["category", "what for"]),
            amount: needed(&["amount"])?,
            currency: at(&["currency"]),
            team: at(&["team", "for"]),
            note: at(&["note"]),
            application: at(&["application"]),
            kpi: at(&["kpi"]),
        })
    }

    fn entry(&self, line: &PastedLine, choices: Choices<'_>) -> Result<EntryForm, String> {
        let Choices { amounts, teams, .. } = choices;
        let cell = |at: Option<usize>| line.cell(at);
        let currency = cell(self.currency);
        if !currency.is_empty() && currency != amounts.code() {
            return Err(format!("Write the amount in {}, not in {currency}.", amounts.code()));
        }
        let typed = cell(self.team);
        let lower = typed.to_lowercase();
        let team = teams
            .iter()
            .find(|team| team.name.to_lowercase() == lower || team.slug.as_str() == lower);
        let mut fields = Fields::default();
        fields.put("period", cell(Some(self.period)));
        fields.put("kind", cell(Some(self.kind)).to_lowercase());
        fields.put("category", cell(self.category));
        fields.put("amount", cell(Some(self.amount)));
        fields.put("team", team.map_or(typed, |team| team.slug.as_str()));
        fields.put("note", cell(self.note));
        fields.put("application", cell(self.application));
        fields.put("kpi", cell(self.kpi));
        EntryForm::parse(&fields, choices, None).map_err(|errors| said(&errors))
    }
}

fn said(errors: &FieldErrors) -> String {
    errors
        .iter()
        .map(|(name, sentence)| format!("{name}: {sentence}"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use uuid::Uuid;

    use super::*;
    use crate::access::{Team, TeamId};
    use crate::roi::AmountIn;
    use crate::subject::{Subject, Subjects};

    fn payments() -> Team {
        Team {
            id: TeamId::fresh(),
            slug: "payments".parse().unwrap(),
            name: "Payments & more".to_owned(),
            applications: 1,
            group: None,
        }
    }

    fn read(text: &str) -> Pasted {
        read_by(text, |_| true)
    }

    fn read_by(text: &str, may_enter: impl Fn(&EntryForm) -> bool) -> Pasted {
        let subject = Subject {
            id: Uuid::now_v7(),
            slug: "card-gateway".parse().unwrap(),
            name: "Card gateway".to_owned(),
        };
        let choices = Choices {
            amounts: &AmountIn::currency("EUR"),
            teams: &[payments()],
            subjects: &Subjects { applications: vec![subject], kpis: Vec::new() },
            current: "2026-Q4".parse().unwrap(),
        };
        Pasted::read_with(text, choices, may_enter)
    }

    #[test]
    fn an_application_is_named_by_its_name_and_an_unknown_one_is_the_lines_error() {
        let pasted = read(
            "quarter,kind,category,amount,application,KPI\n\
             2026-Q4,cost,tools,5,card GATEWAY,\n\
             2026-Q4,cost,tools,5,,Revenue\n",
        );
        assert!(pasted.entries[0].application.is_some());
        let said = "kpi: There is no such KPI. Choose one of the list, or none.";
        assert_eq!(pasted.errors, [(3, said.to_owned())]);
    }

    #[test]
    fn tabs_commas_and_semicolons_part_columns_in_any_order() {
        for text in [
            "Quarter\tKind\tCategory\tAmount\n2026-Q4\tCost\ttools\t12 400.50\n",
            "amount,quarter,extra,kind,category\r\n12400.5,2026-Q4,x,cost,tools\r\n\r\n",
            "\u{feff}kind;category;amount;period\n\"cost\";\"tools\";12400.50;2026-Q4",
        ] {
            let pasted = read(text);
            assert_eq!(pasted.errors, []);
            assert_eq!(pasted.entries.len(), 1, "{text:?}");
            assert_eq!(pasted.entries[0].amount, Some(1_240_050));
            assert_eq!(pasted.sum(Kind::Cost), 1_240_050);
        }
    }

    #[test]
    fn a_line_that_the_form_would_refuse_is_named() {
        let lines = "quarter,kind,category,amount,currency,team,note\n\
             2026-Q4,cost,tools,\"1,5\",EUR,,\n\
             2026-Q4,cost,tools,5,USD,,\n\
             2026-Q4,note,,,,payments & MORE,\"two\nlines\"\n\
             2026-Q4,cost,tools,5,,nobody,\n";
        let wrong = |lines: &str| -> Vec<String> {
            let errors = read(lines).errors;
            errors.iter().map(|(line, said)| format!("{line} {said}")).collect()
        };
        assert_eq!(
            wrong(lines),
            [
                "2 amount: Write digits only, such as 12400 or 12400.50.",
                "3 Write the amount in EUR, not in USD.",
                "6 team: Choose a team, or the organization.",
            ]
        );
        assert_eq!(wrong(&lines.replace('\n', "\r\n")), wrong(lines), "as a browser sends them");
        let pasted = read(lines);
        assert!(pasted.entries[0].team.is_some());
        assert_eq!(pasted.entries[0].note, "two\nlines");
    }

    #[test]
    fn what_is_no_table_is_refused_as_a_whole() {
        for (text, said) in [
            ("", "there is no quarter"),
            ("hello", "there is no quarter"),
            ("quarter,kind\n", "there is no amount"),
            ("quarter,kind,amount\n", "at least one line"),
        ] {
            let pasted = read(text);
            assert!(pasted.errors[0].1.contains(said), "{text:?}: {:?}", pasted.errors);
        }
        let many = format!("quarter,kind,amount\n{}", "2026-Q4,note,\n".repeat(501));
        assert_eq!(read(&many).errors.len(), 1);
        assert!(read(&"x".repeat(500_001)).errors[0].1.contains("500000"));
    }

    #[test]
    fn who_may_not_enter_it_is_told_by_the_line() {
        let text = "quarter,kind,category,amount\n2026-Q4,cost,tools,5\n";
        let pasted = read_by(text, |_| false);
        assert_eq!(pasted.entries, []);
        assert_eq!(pasted.errors[0].0, 2);
    }

    proptest! {
        #[test]
        fn whatever_is_pasted_is_read_or_refused(text in "(quarter,kind,amount\n)?(.|\n){0,200}") {
            let pasted = read(&text);
            prop_assert!(!pasted.entries.is_empty() || !pasted.errors.is_empty());
        }
    }
}
