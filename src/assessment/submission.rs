use chrono::{DateTime, Utc};

use super::course::store::renew_courses;
use super::score::store::record_submission;
use super::score::{EvidencedFigures, last_figures_before};
use super::{InPlay, Respondent, StoredEntries, roll_up, store};
use crate::access::{AuditKind, Edit, TenantTx};
use crate::maturity::{Answers, Criterion, Figures, Model, Scope, score_own, score_team};
use crate::period::Period;
use crate::web::PageError;

/// Why a draft is not submitted.
#[derive(Debug)]
pub enum NotSubmitted {
    /// Somebody has submitted the period meanwhile.
    Already,
    /// Criteria in play are not answered, or their answers not reviewed.
    Incomplete,
}

/// The criteria that a respondent is asked, in the order of the model.
pub fn asked<'m>(
    model: &'m Model,
    scope: Scope,
    in_play: &InPlay,
) -> impl Iterator<Item = &'m Criterion> {
    model
        .criteria()
        .iter()
        .filter(move |criterion| criterion.scope == scope && in_play.asks(criterion))
}

/// The figures that a respondent's entries come to.
pub fn figures(model: &Model, scope: Scope, entries: &StoredEntries) -> Figures {
    score(model, scope, &entries.answers(model))
}

/// The figures that they come to when only answers with evidence count.
pub fn evidenced_figures(model: &Model, scope: Scope, entries: &StoredEntries) -> EvidencedFigures {
    EvidencedFigures {
        answers: entries.evidenced_count(),
        figures: score(model, scope, &entries.evidenced_answers(model)),
    }
}

/// The figures that a respondent's answers come to.
pub fn score(model: &Model, scope: Scope, answers: &Answers) -> Figures {
    match scope {
        Scope::Team => score_team(model, answers),
        Scope::Organization => score_own(model, answers),
    }
}

/// Submits the draft of a period: fixes it, stores its figures, and renews the organization's.
pub async fn submit(
    tx: &mut TenantTx<Edit>,
    model: &Model,
    respondent: &Respondent,
    period: Period,
    now: DateTime<Utc>,
) -> Result<Result<Figures, NotSubmitted>, PageError> {
    let Some(draft) = store::open_draft(tx, respondent, period, model, now).await? else {
        return Ok(Err(NotSubmitted::Already));
    };
    let entries = store::entries(tx, model, draft).await?;
    let last = last_figures_before(tx, model, respondent, period).await?;
    let in_play = InPlay::after(model, last.as_ref().map(|last| &last.figures));
    let scope = respondent.scope();
    if !asked(model, scope, &in_play).all(|criterion| entries.is_settled(criterion.position)) {
        return Ok(Err(NotSubmitted::Incomplete));
    }

    let answers = entries.answers(model);
    let figures = score(model, scope, &answers);
    let evidenced = evidenced_figures(model, scope, &entries);
    let weights = (respondent.applications(), entries.reviewed_percent());
    let claimed = (&answers, &figures);
    record_submission(tx, (model, draft), weights, claimed, &evidenced, now).await?;
    renew_courses(tx, model, respondent.team().as_slice(), period).await?;
    let subject = format!("{}, {period}", respondent.name());
    tx.note(AuditKind::AssessmentSubmitted, &subject).await?;
    roll_up::renew(tx, model, period).await?;
    Ok(Ok(figures))
}
