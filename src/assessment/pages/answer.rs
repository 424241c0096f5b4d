use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::entry::ALREADY_SUBMITTED;
use super::{Place, Pressed};
use crate::access::{Edit, OrgAccess, TeamAccess, TenantTx};
use crate::assessment::in_play::Progress;
use crate::assessment::saving::{self, NotSaved};
use crate::assessment::score::last_figures_before;
use crate::assessment::submission::{asked, figures};
use crate::assessment::{AnswersForm, InPlay, StoredEntries};
use crate::clock::Clock;
use crate::maturity::{Criterion, Dimension, Figures, Model};
use crate::paths::{OwnAnswerPath, TeamAnswerPath};
use crate::web::{FieldErrors, PageError, Sent};

/// Saves one answer of a team's as soon as it is given. It is done once by its version, and
/// answered in JSON: to the script of the page, which has all else already.
pub(super) async fn save_team(
    path: TeamAnswerPath,
    TeamAccess { visit, team, role, tx }: TeamAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let place = Place::of_team(visit, team, role, path.period, &clock)?;
    save(place, tx, &path.criterion, sent, &clock).await
}

/// Saves one answer of the organization's own as soon as it is given.
pub(super) async fn save_own(
    path: OwnAnswerPath,
    OrgAccess { visit, tx }: OrgAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let place = Place::of_org(visit, path.period, &clock)?;
    save(place, tx, &path.criterion, sent, &clock).await
}

async fn save(
    place: Place,
    mut tx: TenantTx<Edit>,
    criterion: &str,
    sent: Sent,
    clock: &Clock,
) -> Result<Response, PageError> {
    let model = Model::built_in();
    let scope = place.respondent.scope();
    let criterion = model.criterion(criterion).filter(|it| it.scope == scope);
    let criterion = criterion.ok_or(PageError::NotFound)?;
    let dimension = dimension_of(model, criterion).ok_or(PageError::NotFound)?;
    let pressed = Pressed::parse(&sent.fields, model, dimension)?;
    let form = AnswersForm::sent(sent.fields);
    if !form.speaks_of(criterion) || form.version(criterion).is_none() {
        return Err(PageError::Unprocessable("Send the answer, and the version it was made from."));
    }
    let entries = match form.parse([criterion]) {
        Ok(entries) => entries,
        Err(errors) => {
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(wrong(&errors))).into_response());
        }
    };

    let confirmed = if pressed.confirms(criterion) { vec![criterion.position] } else { vec![] };
    let whose = (&place.respondent, place.period);
    let now = clock.now();
    match saving::save(&mut tx, model, whose, &form, entries, &confirmed, now).await? {
        Ok(stored) => {
            let last = last_figures_before(&mut tx, model, whose.0, whose.1).await?;
            tx.commit().await?;
            let in_play = InPlay::after(model, last.as_ref().map(|last| &last.figures));
            let mine =
                |it: &&Criterion| dimension.categories.iter().any(|c| c.position == it.category);
            let progress = Progress::of(asked(model, scope, &in_play).filter(mine), &stored);
            let mut saved = what_is_stored(criterion, &stored);
            saved["progress"] = json!({
                "asked": progress.asked,
                "settled": progress.settled,
                "percent": progress.percent(),
            });
            saved["so_far"] = so_far(model, dimension, &figures(model, scope, &stored));
            Ok(Json(saved).into_response())
        }
        Err(NotSaved::Submitted) => Err(PageError::Conflict(ALREADY_SUBMITTED)),
        Err(NotSaved::Conflicts(_, stored)) => {
            Ok((StatusCode::CONFLICT, Json(what_is_stored(criterion, &stored))).into_response())
        }
    }
}

fn dimension_of<'m>(model: &'m Model, criterion: &Criterion) -> Option<&'m Dimension> {
    let has = |dimension: &&Dimension| {
        dimension.categories.iter().any(|category| category.position == criterion.category)
    };
    model.dimensions.iter().find(has)
}

/// What is stored of a criterion: its fields as a form sends them, and its state.
fn what_is_stored(criterion: &Criterion, stored: &StoredEntries) -> Value {
    let position = criterion.position;
    let form = AnswersForm::of_stored(Model::built_in(), stored);
    let entry = stored.of(position);
    json!({
        "version": stored.version(position),
        "saved_at": entry.map(|stored| stored.changed_at),
        "answered": stored.is_answered(position),
        "reviewed": !stored.is_unreviewed(position),
        "answer": form.text("answer", criterion),
        "reason": form.text("reason", criterion),
        "note": form.text("note", criterion),
        "link": form.text("link", criterion),
        "in_words": entry.map(|stored| stored.entry.clone()).unwrap_or_default().in_words(criterion),
    })
}

/// How far the dimension is, as the answers stand.
fn so_far(model: &Model, dimension: &Dimension, figures: &Figures) -> Value {
    let at = model.dimensions.iter().position(|it| it.id == dimension.id);
    let figure = at.and_then(|at| figures.dimensions.get(at).copied().flatten());
    figure.map_or(Value::Null, |figure| json!({ "percent": figure.percent(), "way": figure.way() }))
}

/// The sentence of each field that is wrong.
fn wrong(errors: &FieldErrors) -> Value {
    let sentences: serde_json::Map<_, _> =
        errors.iter().map(|(name, sentence)| (name.to_owned(), json!(sentence))).collect();
    json!({ "errors": sentences })
}
