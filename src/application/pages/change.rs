use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::application::{ApplicationPage, blank};
use crate::access::{AuditKind, Edit, RecordAccess};
use crate::application::{ChangeForm, change, store};
use crate::clock::Clock;
use crate::paths::{ApplicationPath, StateChangesPath};
use crate::web::{Done, FieldErrors, Page, PageError, Sent};

/// Notes that an application came to another state.
pub(super) async fn create(
    StateChangesPath { org, application: slug }: StateChangesPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let path = ApplicationPath { org, application: slug };
    let found = store::find(&mut access.tx, &path.application).await?;
    let application = found.ok_or(PageError::NotFound)?;
    if !access.editor.may_edit(application.team) {
        return Err(PageError::Forbidden);
    }
    let current = clock.period();
    let parsed = ChangeForm::parse(&sent.fields, application.state, application.since, current);
    let (visit, editor) = (access.visit.clone(), access.editor.clone());
    let of = (&visit, &editor);
    let mut tx = access.editing([application.team])?;
    let form = match parsed {
        Ok(form) => form,
        Err(errors) => {
            let typed = (&sent.fields, &errors);
            let page =
                ApplicationPage::of(&mut tx, of, (&path, &application), current, typed).await?;
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let next = Done::StateChanged.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if change::store::change_state(&mut tx, application.id, &form, clock.now()).await? {
        let subject = format!("{}: {} in {}", application.name, form.to, form.period);
        tx.note(AuditKind::ApplicationStateChanged, &subject).await?;
        return Ok(tx.commit_and_go(&next).await?.into_response());
    }
    let found = store::find(&mut tx, &path.application).await?;
    let application = found.ok_or(PageError::NotFound)?;
    let mut errors = FieldErrors::default();
    let sentence = format!(
        "Somebody has changed it meanwhile: it is {} since {}. Choose again.",
        application.state, application.since
    );
    errors.add("state", sentence);
    let mut fields = blank(&application);
    for name in ["state", "period", "note"] {
        fields.put(name, sent.fields.text(name));
    }
    let typed = (&fields, &errors);
    let page = ApplicationPage::of(&mut tx, of, (&path, &application), current, typed).await?;
    Ok(Page::render(&page)?.with_status(StatusCode::CONFLICT).into_response())
}
