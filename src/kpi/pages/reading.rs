use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::Place;
use super::readings::day_is_taken;
use super::settings::renewed;
use crate::access::{AuditKind, Edit, RecordAccess};
use crate::clock::Clock;
use crate::kpi::{Reading, ReadingForm, ReadingId, reading};
use crate::paths::{ReadingPath, ReadingRemovalPath};
use crate::web::{Clash, Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "kpi/reading.html")]
struct ReadingPage<'a> {
    shell: Shell,
    place: &'a Place,
    reading: &'a Reading,
    fields: &'a Fields,
    errors: &'a FieldErrors,
    /// What somebody else has changed meanwhile.
    clashes: Vec<Clash>,
}

/// A reading, to be corrected.
pub(super) async fn show(
    ReadingPath { kpi, reading, .. }: ReadingPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let place = Place::find_own(&mut access, &kpi, clock.now().date_naive()).await?;
    let reading = reading::store::find(&mut access.tx, place.kpi.id, ReadingId(reading)).await?;
    let reading = reading.ok_or(PageError::NotFound)?;
    Page::render(&ReadingPage {
        shell: place.shell(),
        place: &place,
        reading: &reading,
        fields: &ReadingForm::filled(&reading),
        errors: &FieldErrors::default(),
        clashes: Vec::new(),
    })
}

/// Corrects a reading.
pub(super) async fn update(
    ReadingPath { kpi, reading, .. }: ReadingPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let today = clock.now().date_naive();
    let place = Place::find_own(&mut access, &kpi, today).await?;
    let reading = reading::store::find(&mut access.tx, place.kpi.id, ReadingId(reading)).await?;
    let reading = reading.ok_or(PageError::NotFound)?;
    let mut page = ReadingPage {
        shell: place.shell(),
        place: &place,
        reading: &reading,
        fields: &sent.fields,
        errors: &FieldErrors::default(),
        clashes: Vec::new(),
    };
    let form = match ReadingForm::parse(&sent.fields, today) {
        Ok(form) => form,
        Err(errors) => {
            page.errors = &errors;
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let next = Done::ReadingSaved.at(&place.readings());
    let version = sent.fields.text("row_version").parse().unwrap_or(0);
    let mut tx = access.editing([place.kpi.team])?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if reading::store::lock_day(&mut tx, place.kpi.id, reading.id, form.day).await? {
        let errors = day_is_taken();
        page.errors = &errors;
        return Ok(Page::render(&page)?.unprocessable().into_response());
    }
    if !reading::store::update(&mut tx, (reading.id, version), &form, clock.now()).await? {
        let stored = ReadingForm::filled(&reading);
        page.clashes = Clash::between(&ReadingForm::LABELS, &stored, &sent.fields);
        let typed = renewed(&sent.fields, reading.row_version);
        page.fields = &typed;
        return Ok(Page::render(&page)?.with_status(StatusCode::CONFLICT).into_response());
    }
    let [old, new] = [(reading.value, reading.day), (form.value, form.day)]
        .map(|(value, day)| format!("{} on {day}", place.kpi.with_unit(value)));
    let subject = format!("{}: {old} becomes {new}", place.kpi.name);
    tx.note(AuditKind::ReadingChanged, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Removes a reading.
pub(super) async fn remove(
    ReadingRemovalPath { kpi, reading, .. }: ReadingRemovalPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let place = Place::find_own(&mut access, &kpi, clock.now().date_naive()).await?;
    let id = ReadingId(reading);
    let reading = reading::store::find(&mut access.tx, place.kpi.id, id).await?;
    let next = Done::ReadingRemoved.at(&place.readings());
    let mut tx = access.editing([place.kpi.team])?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let reading = reading.ok_or(PageError::NotFound)?;
    if !reading::store::remove(&mut tx, place.kpi.id, id).await? {
        return Err(PageError::NotFound);
    }
    let value = place.kpi.with_unit(reading.value);
    let subject = format!("{}: {value} on {}", place.kpi.name, reading.day);
    tx.note(AuditKind::ReadingRemoved, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
