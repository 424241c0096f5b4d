use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::review::ReviewPage;
use super::{Place, Sheet};
use crate::access::{Edit, OrgAccess, TeamAccess, TenantTx};
use crate::assessment::{NotReopened, Reopening, reopen};
use crate::clock::Clock;
use crate::maturity::Model;
use crate::paths::{OwnReopeningPath, TeamReopeningPath};
use crate::period::Period;
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent};

/// The most characters of a reason.
const REASON_LIMIT: usize = 4000;

const NOTHING_TO_REOPEN: PageError =
    PageError::Conflict("This period is not submitted, so its answers can be changed as they are.");

/// The part of the review that tells when and why an assessment was opened again, and lets whoever
/// may edit it do so.
#[derive(Template)]
#[template(path = "assessment/reopening.html")]
pub(super) struct ReopeningPart {
    period: Period,
    /// Where the form goes; `None` when there is nothing to open, or not for the visitor.
    action: Option<String>,
    /// Every time that this assessment was opened again, newest first.
    past: Vec<Reopening>,
    fields: Fields,
    errors: FieldErrors,
    form_key: FormKey,
}

/// It was escaped by its own template.
impl HtmlSafe for ReopeningPart {}

impl ReopeningPart {
    /// The part for an assessment of `place`, as it stands.
    pub fn of(place: &Place, sheet: &Sheet<'_>) -> Self {
        let past = sheet.assessment.as_ref().map(|assessment| assessment.reopenings.clone());
        Self {
            period: place.period,
            action: (place.may_edit && sheet.is_submitted()).then(|| place.reopening()),
            past: past.unwrap_or_default(),
            fields: Fields::default(),
            errors: FieldErrors::default(),
            form_key: FormKey::fresh(),
        }
    }

    /// The same with what was typed, and what is wrong with it.
    fn refused(self, fields: Fields, errors: FieldErrors) -> Self {
        Self { fields, errors, ..self }
    }
}

/// Opens a team's submitted assessment again, for a reason.
pub(super) async fn create_team(
    path: TeamReopeningPath,
    TeamAccess { visit, team, role, tx }: TeamAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    create(Place::of_team(visit, team, role, path.period, &clock)?, tx, &clock, sent).await
}

/// Opens the organization's own submitted assessment again, for a reason.
pub(super) async fn create_own(
    path: OwnReopeningPath,
    OrgAccess { visit, tx }: OrgAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    create(Place::of_org(visit, path.period, &clock)?, tx, &clock, sent).await
}

async fn create(
    place: Place,
    mut tx: TenantTx<Edit>,
    clock: &Clock,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::Reopened.at(&place.review());
    if let Some(done) = tx.once(&sent, &next).await? {
        return Ok(done.into_response());
    }
    let model = Model::built_in();
    let mut errors = FieldErrors::default();
    let reason = sent.fields.paragraph("reason", REASON_LIMIT, &mut errors);
    if reason.is_empty() {
        errors.add("reason", "Say why it is opened again.");
    }
    if !errors.is_empty() {
        let sheet = Sheet::load(&mut tx, model, &place).await?;
        if !sheet.is_submitted() {
            return Err(NOTHING_TO_REOPEN);
        }
        let part = ReopeningPart::of(&place, &sheet);
        drop(tx);
        let part = part.refused(sent.fields, errors);
        let page = ReviewPage::new(&place, &sheet, part, false);
        return Ok(Page::render(&page)?.unprocessable().into_response());
    }

    let reopened = reopen(&mut tx, model, &place.respondent, place.period, &reason, clock.now());
    match reopened.await? {
        Ok(()) => Ok(tx.commit_and_go(&next).await?.into_response()),
        Err(NotReopened) => Err(NOTHING_TO_REOPEN),
    }
}
