use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;

use super::many::{enter, known, teams_of};
use crate::access::{Edit, Editor, RecordAccess, Section, TenantTx, View, Visit};
use crate::clock::Clock;
use crate::kpi::many::{Entry, Line, MOST_LINES, lines};
use crate::kpi::{Measured, reading, store};
use crate::paths::{AllReadingsFilePath, KpisPath, ReadingsImportPath};
use crate::web::{Done, FieldErrors, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "kpi/import.html")]
struct ImportPage<'a> {
    shell: Shell,
    all: KpisPath,
    path: ReadingsImportPath,
    file: AllReadingsFilePath,
    /// What was pasted.
    pasted: &'a str,
    errors: &'a FieldErrors,
    preview: Option<Preview>,
}

/// What the lines that were pasted would do.
#[derive(Debug, Default)]
struct Preview {
    /// To be entered.
    new: Vec<(u64, Entry)>,
    /// There already, with the same value.
    known: usize,
    wrong: Vec<Line>,
}

/// How many lines of each kind are shown.
const SHOWN: usize = 100;

impl<'a> ImportPage<'a> {
    fn new(visit: &Visit, pasted: &'a str, errors: &'a FieldErrors) -> Self {
        let org = visit.org.slug.clone();
        Self {
            shell: visit.shell(Section::Kpis),
            all: KpisPath { org: org.clone() },
            path: ReadingsImportPath { org: org.clone() },
            file: AllReadingsFilePath { org },
            pasted,
            errors,
            preview: None,
        }
    }

    const fn most_lines() -> usize {
        MOST_LINES
    }
}

impl Preview {
    /// What `text` would do.
    async fn of(
        tx: &mut TenantTx<View>,
        text: &str,
        (measured, editor): (&[Measured], &Editor),
        today: NaiveDate,
    ) -> Result<Result<Self, FieldErrors>, PageError> {
        let read = match lines(text, &known(measured, editor), today) {
            Ok(read) => read,
            Err(sentence) => {
                let mut errors = FieldErrors::default();
                errors.add("text", sentence);
                return Ok(Err(errors));
            }
        };
        let entries: Vec<&Entry> = read.iter().filter_map(|line| line.read.as_ref().ok()).collect();
        let taken = reading::store::taken(tx, &entries).await?;
        let mut preview = Self::default();
        for line in read {
            let Ok(entry) = &line.read else {
                preview.wrong.push(line);
                continue;
            };
            let is_same_day = |(kpi, reading): &&(_, crate::kpi::Dated)| {
                *kpi == entry.kpi && reading.day == entry.reading.day
            };
            match taken.iter().find(is_same_day) {
                None => preview.new.push((line.number, entry.clone())),
                Some((_, reading)) if reading.value == entry.reading.value => preview.known += 1,
                Some((_, reading)) => {
                    let said = format!(
                        "There is a reading of this day: {}. Correct it at the KPI.",
                        reading.value
                    );
                    preview.wrong.push(Line { read: Err(said), ..line });
                }
            }
        }
        Ok(Ok(preview))
    }

    fn shown_new(&self) -> &[(u64, Entry)] {
        &self.new[..self.new.len().min(SHOWN)]
    }

    fn shown_wrong(&self) -> &[Line] {
        &self.wrong[..self.wrong.len().min(SHOWN)]
    }

    const fn most_shown() -> usize {
        SHOWN
    }
}

/// Where lines of a spreadsheet are pasted.
pub(super) async fn show(
    _: ReadingsImportPath,
    RecordAccess { visit, .. }: RecordAccess<Edit>,
) -> Result<Page, PageError> {
    Page::render(&ImportPage::new(&visit, "", &FieldErrors::default()))
}

/// Says what the lines would do, and does it when that was looked at. One that is wrong is named,
/// and then none is entered.
pub(super) async fn create(
    ReadingsImportPath { org }: ReadingsImportPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let today = clock.now().date_naive();
    let (visit, editor) = (access.visit.clone(), access.editor.clone());
    let text = sent.fields.text("text");
    let is_looked_at = sent.fields.text("step") == "enter";
    let next = Done::ReadingsEntered.at(&KpisPath { org });
    let measured = store::kpis(&mut access.tx, today).await?;
    let read = Preview::of(&mut access.tx, text, (&measured, &editor), today).await?;
    let errors = FieldErrors::default();
    let preview = match read {
        Ok(preview) => preview,
        Err(errors) => {
            let page = ImportPage::new(&visit, text, &errors);
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    if is_looked_at && preview.wrong.is_empty() {
        let entries: Vec<Entry> = preview.new.iter().map(|(_, entry)| entry.clone()).collect();
        let mut tx = access.editing(teams_of(&measured, &entries))?;
        if let Some(as_then) = tx.once(&sent, &next).await? {
            return Ok(as_then.into_response());
        }
        if !entries.is_empty() {
            enter(&mut tx, &entries.iter().collect::<Vec<_>>(), &clock).await?;
        }
        return Ok(tx.commit_and_go(&next).await?.into_response());
    }
    let is_wrong = !preview.wrong.is_empty();
    let mut page = ImportPage::new(&visit, text, &errors);
    page.preview = Some(preview);
    let page = Page::render(&page)?;
    Ok(if is_wrong { page.unprocessable() } else { page }.into_response())
}
