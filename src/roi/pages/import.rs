use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::access::{AuditKind, Edit, Editor, RecordAccess, Section, Team, TeamId, Visit};
use crate::clock::Clock;
use crate::paths::{RoiImportPath, RoiPath};
use crate::roi::{AmountIn, Choices, EntryForm, Kind, Pasted, store};
use crate::subject::store::subjects;
use crate::web::{Done, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "roi/import.html")]
struct ImportPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    editor: &'a Editor,
    amounts: AmountIn,
    typed: &'a str,
    /// What it was read as, once it was sent.
    pasted: Option<Pasted>,
}

impl<'a> ImportPage<'a> {
    fn of(visit: &'a Visit, editor: &'a Editor, typed: &'a str, pasted: Option<Pasted>) -> Self {
        let shell = visit.shell(Section::Return);
        let amounts = AmountIn::currency(&visit.org.currency);
        Self { shell, visit, editor, amounts, typed, pasted }
    }

    fn home(&self) -> RoiPath {
        RoiPath { org: self.visit.org.slug.clone() }
    }

    fn path(&self) -> RoiImportPath {
        RoiImportPath { org: self.visit.org.slug.clone() }
    }

    fn sum(&self, pasted: &Pasted, kind: Kind) -> String {
        self.amounts.written(pasted.sum(kind)).to_string()
    }

    fn amount(&self, entry: &EntryForm) -> String {
        entry.amount.map_or_else(|| "–".to_owned(), |it| self.amounts.written(it).to_string())
    }

    fn team(&self, team: &TeamId) -> &str {
        self.editor.teams().find(|known| known.id == *team).map_or("a team", |known| &known.name)
    }
}

/// Where the lines of a spreadsheet are pasted.
pub(super) async fn show(
    _: RoiImportPath,
    RecordAccess { visit, editor, .. }: RecordAccess<Edit>,
) -> Result<Page, PageError> {
    Page::render(&ImportPage::of(&visit, &editor, "", None))
}

/// Shows what the lines are read as; keeps them when that was seen, all of them or none.
pub(super) async fn create(
    RoiImportPath { org }: RoiImportPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let subjects = subjects(&mut access.tx).await?;
    let RecordAccess { visit, editor, .. } = &access;
    let amounts = AmountIn::currency(&visit.org.currency);
    let teams: Vec<Team> = editor.teams().cloned().collect();
    let typed = rows(&sent.fields);
    let current = clock.period();
    let choices = Choices { amounts: &amounts, teams: &teams, subjects: &subjects, current };
    let pasted = Pasted::read(typed, choices, editor);
    if !pasted.errors.is_empty() {
        let page = ImportPage::of(visit, editor, typed, Some(pasted));
        return Ok(Page::render(&page)?.unprocessable().into_response());
    }
    if !sent.fields.is_sent("seen") {
        let page = ImportPage::of(visit, editor, typed, Some(pasted));
        return Ok(Page::render(&page)?.into_response());
    }
    let mut tx = access.editing(pasted.entries.iter().map(|entry| entry.team))?;
    let next = Done::ReturnsEntered.at(&RoiPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if !store::insert(&mut tx, &pasted.entries, &amounts, clock.now()).await? {
        return Err(PageError::Conflict(store::NOT_KEPT));
    }
    let subject = format!("{} entries from a table", pasted.entries.len());
    tx.note(AuditKind::ReturnEntered, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

fn rows(fields: &Fields) -> &str {
    fields.text("rows")
}
