use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::application::{ApplicationPage, blank};
use crate::access::{AuditKind, Edit, RecordAccess};
use crate::application::{need, store};
use crate::clock::Clock;
use crate::paths::{ApplicationPath, NeedRemovalPath, NeedsPath};
use crate::web::{Done, FieldErrors, Page, PageError, Sent};

/// Notes that an application needs another.
pub(super) async fn create(
    NeedsPath { org, application: slug }: NeedsPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let path = ApplicationPath { org, application: slug };
    let found = store::find(&mut access.tx, &path.application).await?;
    let application = found.ok_or(PageError::NotFound)?;
    let (visit, editor) = (access.visit.clone(), access.editor.clone());
    let mut tx = access.editing([application.team])?;
    let mut errors = FieldErrors::default();
    let name = sent.fields.line("need", 120, &mut errors);
    let other = if errors.is_empty() {
        need::store::find_other(&mut tx, application.id, &name).await?
    } else {
        None
    };
    let Some((other, other_name)) = other else {
        errors.add("need", "There is no other application of this name.");
        let mut fields = blank(&application);
        fields.put("need", sent.fields.text("need"));
        let page = ApplicationPage::of(
            &mut tx,
            (&visit, &editor),
            (&path, &application),
            clock.period(),
            (&fields, &errors),
        )
        .await?;
        return Ok(Page::render(&page)?.unprocessable().into_response());
    };
    let next = Done::NeedNoted.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    need::store::add_need(&mut tx, application.id, other).await?;
    let subject = format!("{} needs {other_name}", application.name);
    tx.note(AuditKind::ApplicationNeedNoted, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Notes that an application does not need another any more.
pub(super) async fn remove(
    NeedRemovalPath { org, application: slug, needed }: NeedRemovalPath,
    mut access: RecordAccess<Edit>,
    sent: Sent,
) -> Result<Response, PageError> {
    let path = ApplicationPath { org, application: slug };
    let found = store::find(&mut access.tx, &path.application).await?;
    let application = found.ok_or(PageError::NotFound)?;
    let mut tx = access.editing([application.team])?;
    let next = Done::NeedRemoved.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let removed = need::store::remove_need(&mut tx, application.id, &needed).await?;
    let other_name = removed.ok_or(PageError::NotFound)?;
    let subject = format!("{} needs {other_name}", application.name);
    tx.note(AuditKind::ApplicationNeedRemoved, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
