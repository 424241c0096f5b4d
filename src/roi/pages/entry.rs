use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::opened_version;
use crate::access::{AuditKind, Edit, Editor, RecordAccess, Section, Team, Visit};
use crate::clock::Clock;
use crate::paths::{RoiEntriesPath, RoiEntryPath, RoiEntryRemovalPath, RoiPath};
use crate::period::Period;
use crate::roi::{AmountIn, Choices, Entry, EntryForm, EntryId, Kind, store};
use crate::subject::store::subjects;
use crate::subject::{self, Subjects};
use crate::web::{Done, FieldErrors, Fields, FormKey, Markdown, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "roi/entry.html")]
struct EntryPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    editor: &'a Editor,
    choices: Choices<'a>,
    /// The entry as it is stored; `None` for a new one.
    stored: Option<&'a Entry>,
    /// Whether somebody else has changed it since it was opened.
    is_overtaken: bool,
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

impl<'a> EntryPage<'a> {
    fn new(
        visit: &'a Visit,
        editor: &'a Editor,
        choices: Choices<'a>,
        stored: Option<&'a Entry>,
        (fields, errors): (&'a Fields, &'a FieldErrors),
    ) -> Self {
        let shell = visit.shell(Section::Return);
        let is_overtaken = false;
        Self { shell, visit, editor, choices, stored, is_overtaken, fields, errors }
    }

    fn path(&self) -> RoiPath {
        RoiPath { org: self.visit.org.slug.clone() }
    }

    fn action(&self) -> String {
        let org = self.visit.org.slug.clone();
        match self.stored {
            Some(stored) => RoiEntryPath { org, entry: stored.id.0 }.to_string(),
            None => RoiEntriesPath { org }.to_string(),
        }
    }

    fn removal(&self, entry: &Entry) -> RoiEntryRemovalPath {
        RoiEntryRemovalPath { org: self.visit.org.slug.clone(), entry: entry.id.0 }
    }

    /// Whose it may be: the organization's, or that of a team that the visitor writes for.
    fn team_options(&self) -> Vec<(&str, &str)> {
        let whole = self.editor.may_edit_all().then_some(("", "The whole organization"));
        let teams = self.editor.own_teams();
        whole.into_iter().chain(teams.map(|team| (team.slug.as_str(), &*team.name))).collect()
    }

    fn period_options(&self) -> Vec<(String, String)> {
        let periods =
            EntryForm::periods(self.choices.current, self.stored.map(|stored| stored.period));
        periods.iter().map(|period| (period.to_string(), period.to_string())).collect()
    }

    fn application_options(&self) -> Vec<(&str, &str)> {
        subject::options(&self.choices.subjects.applications, "None in particular")
    }

    fn kpi_options(&self) -> Vec<(&str, &str)> {
        subject::options(&self.choices.subjects.kpis, "None in particular")
    }

    fn kind_options() -> [(&'static str, &'static str); 3] {
        Kind::ALL.map(|kind| (kind.as_str(), kind.label()))
    }

    fn amount(&self, entry: &Entry) -> String {
        entry
            .amount
            .map_or_else(|| "none".to_owned(), |it| self.choices.amounts.written(it).to_string())
    }

    fn whose(&self, entry: &Entry) -> &str {
        let team = self.editor.teams().find(|team| Some(team.id) == entry.team);
        team.map_or("the whole organization", |team| &team.name)
    }
}

/// A form for a new entry.
pub(super) async fn begin(
    _: RoiEntriesPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<Edit>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let known = Known::of(&visit, &editor, subjects(&mut tx).await?, clock.period());
    drop(tx);
    let (mut fields, errors) = (Fields::default(), FieldErrors::default());
    fields.put("kind", Kind::Cost.as_str());
    fields.put("period", clock.period().to_string());
    let typed = (&fields, &errors);
    Page::render(&EntryPage::new(&visit, &editor, known.choices(), None, typed))
}

/// Keeps a new entry.
pub(super) async fn create(
    RoiEntriesPath { org }: RoiEntriesPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let subjects = subjects(&mut access.tx).await?;
    let RecordAccess { visit, editor, .. } = &access;
    let known = Known::of(visit, editor, subjects, clock.period());
    let form = match EntryForm::parse(&sent.fields, known.choices(), None) {
        Ok(form) => form,
        Err(errors) => {
            let typed = (&sent.fields, &errors);
            let page = EntryPage::new(visit, editor, known.choices(), None, typed);
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let mut tx = access.editing([form.team])?;
    let next = Done::ReturnEntered.at(&RoiPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if !store::insert(&mut tx, std::slice::from_ref(&form), &known.amounts, clock.now()).await? {
        return Err(PageError::Conflict(store::NOT_KEPT));
    }
    tx.note(AuditKind::ReturnEntered, &form.words()).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// An entry, to be changed by those who may.
pub(super) async fn open(
    RoiEntryPath { entry, .. }: RoiEntryPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<Edit>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let entry = store::find(&mut tx, EntryId(entry)).await?.ok_or(PageError::NotFound)?;
    if !editor.may_edit(entry.team) {
        return Err(PageError::Forbidden);
    }
    let known = Known::of(&visit, &editor, subjects(&mut tx).await?, clock.period());
    drop(tx);
    let fields = EntryForm::filled(&entry, &known.amounts, &known.teams);
    let typed = (&fields, &FieldErrors::default());
    Page::render(&EntryPage::new(&visit, &editor, known.choices(), Some(&entry), typed))
}

/// Changes an entry, unless somebody else has since it was opened.
pub(super) async fn update(
    RoiEntryPath { org, entry }: RoiEntryPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let stored = store::find(&mut access.tx, EntryId(entry)).await?.ok_or(PageError::NotFound)?;
    let (visit, editor) = (access.visit.clone(), access.editor.clone());
    if !editor.may_edit(stored.team) {
        return Err(PageError::Forbidden);
    }
    let known = Known::of(&visit, &editor, subjects(&mut access.tx).await?, clock.period());
    let kept = Some(stored.period);
    let form = match EntryForm::parse(&sent.fields, known.choices(), kept) {
        Ok(form) => form,
        Err(errors) => {
            let typed = (&sent.fields, &errors);
            let page = EntryPage::new(&visit, &editor, known.choices(), Some(&stored), typed);
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let mut tx = access.editing([stored.team, form.team])?;
    let next = Done::ReturnSaved.at(&RoiPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let version = opened_version(&sent.fields);
    let is_kept = match version {
        Some(version) => store::update(&mut tx, stored.id, version, &form).await?,
        None => false,
    };
    if !is_kept {
        let stored = store::find(&mut tx, stored.id).await?.ok_or(PageError::NotFound)?;
        let typed = (&sent.fields, &FieldErrors::default());
        let page = EntryPage::new(&visit, &editor, known.choices(), Some(&stored), typed);
        let page = EntryPage { is_overtaken: true, ..page };
        return Ok(Page::render(&page)?.with_status(StatusCode::CONFLICT).into_response());
    }
    tx.note(AuditKind::ReturnChanged, &form.words()).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Removes an entry.
pub(super) async fn remove(
    RoiEntryRemovalPath { org, entry }: RoiEntryRemovalPath,
    mut access: RecordAccess<Edit>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::ReturnRemoved.at(&RoiPath { org });
    let Some(stored) = store::find(&mut access.tx, EntryId(entry)).await? else {
        return Err(PageError::NotFound);
    };
    let mut tx = access.editing([stored.team])?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    store::remove(&mut tx, stored.id).await?;
    tx.note(AuditKind::ReturnRemoved, &stored.words()).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// What a form chooses from.
struct Known {
    amounts: AmountIn,
    teams: Vec<Team>,
    subjects: Subjects,
    current: Period,
}

impl Known {
    fn of(visit: &Visit, editor: &Editor, subjects: Subjects, current: Period) -> Self {
        let amounts = AmountIn::currency(&visit.org.currency);
        Self { amounts, teams: editor.teams().cloned().collect(), subjects, current }
    }

    const fn choices(&self) -> Choices<'_> {
        let Self { amounts, teams, subjects, current } = self;
        Choices { amounts, teams: teams.as_slice(), subjects, current: *current }
    }
}
