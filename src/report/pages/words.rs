use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::report::may_write;
use crate::access::{AuditKind, ReportAccess, Section, Visit};
use crate::clock::Clock;
use crate::paths::{ReportPath, ReportWordsPath};
use crate::report::{Document, Report, ReportForm, ReportId, Why, store};
use crate::web::{Clash, Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "report/words.html")]
struct WordsPage<'a> {
    shell: Shell,
    path: &'a ReportWordsPath,
    report: ReportPath,
    document: &'a Document,
    /// The revision that the form was opened at.
    newest: i32,
    /// What somebody else has written meanwhile, when that was it.
    clashes: Option<Vec<Clash>>,
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

impl<'a> WordsPage<'a> {
    const LABELS: [(&'static str, &'static str); 2] = [("story", "Story"), ("note", "Note")];

    fn of(
        visit: &Visit,
        path: &'a ReportWordsPath,
        report: &Report,
        document: &'a Document,
        (fields, errors): (&'a Fields, &'a FieldErrors),
    ) -> Self {
        Self {
            shell: visit.shell(Section::Reports),
            path,
            report: ReportPath { org: path.org.clone(), report: path.report },
            document,
            newest: report.newest,
            clashes: None,
            fields,
            errors,
        }
    }
}

/// The words of a report, to be changed.
pub(super) async fn show(
    path: ReportWordsPath,
    ReportAccess { visit, mut tx }: ReportAccess,
) -> Result<Page, PageError> {
    let found = store::find(&mut tx, ReportId(path.report), None).await?;
    drop(tx);
    let (report, _, document) = found.ok_or(PageError::NotFound)?;
    if !may_write(&visit, &report) {
        return Err(PageError::Forbidden);
    }
    let (fields, errors) = (ReportForm::written(&document), FieldErrors::default());
    Page::render(&WordsPage::of(&visit, &path, &report, &document, (&fields, &errors)))
}

/// Keeps other words as another revision. The figures stay as they were frozen.
pub(super) async fn change(
    path: ReportWordsPath,
    ReportAccess { visit, mut tx }: ReportAccess,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = ReportPath { org: path.org.clone(), report: path.report };
    let next = Done::ReportRewritten.at(&next);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let id = ReportId(path.report);
    let found = store::find(&mut tx, id, None).await?;
    let (report, _, document) = found.ok_or(PageError::NotFound)?;
    if !may_write(&visit, &report) {
        return Err(PageError::Forbidden);
    }
    let mut errors = FieldErrors::default();
    let (story, note) = ReportForm::words(&sent.fields, &mut errors);
    let page = WordsPage::of(&visit, &path, &report, &document, (&sent.fields, &errors));
    if !errors.is_empty() {
        return Ok(Page::render(&page)?.unprocessable().into_response());
    }
    if sent.fields.text("newest").parse() != Ok(report.newest) {
        let stored = ReportForm::written(&document);
        let clashes = Clash::between(&WordsPage::LABELS, &stored, &sent.fields);
        let page = WordsPage { clashes: Some(clashes), ..page };
        return Ok(Page::render(&page)?.with_status(StatusCode::CONFLICT).into_response());
    }
    let author = document.disclosure.people && !note.is_empty();
    let rewritten = Document {
        is_own_story: document.is_own_story || story != document.story,
        author: author.then(|| visit.actor.name.clone()),
        story,
        note,
        ..document.clone()
    };
    let revised = (Why::Rewritten, &rewritten);
    if !store::revise(&mut tx, id, report.newest, revised, clock.now()).await? {
        return Err(PageError::Conflict(
            "Somebody else was writing this report at the same moment. Send the form again.",
        ));
    }
    tx.note(AuditKind::ReportRewritten, &rewritten.title()).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
