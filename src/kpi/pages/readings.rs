use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Place;
use crate::access::{AuditKind, Edit, RecordAccess, View};
use crate::clock::Clock;
use crate::kpi::{Reading, ReadingForm, reading};
use crate::paths::{ReadingRemovalPath, ReadingsFilePath, ReadingsPath};
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

/// Which page of the readings, from 1, and what the form of another begins with.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    page: Option<u32>,
    value: Option<String>,
    source: Option<String>,
}

/// How many readings a page shows.
const A_PAGE: i64 = 50;

#[derive(Template)]
#[template(path = "kpi/readings.html")]
struct ReadingsPage<'a> {
    shell: Shell,
    place: &'a Place,
    readings: Vec<Reading>,
    /// How many there are in all.
    all: i64,
    /// Which page it is, from 1.
    page: i64,
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

impl ReadingsPage<'_> {
    fn removal(&self, reading: &Reading) -> ReadingRemovalPath {
        let (org, kpi) = (self.place.visit.org.slug.clone(), self.place.kpi.slug.clone());
        ReadingRemovalPath { org, kpi, reading: reading.id.0 }
    }

    fn file(&self) -> ReadingsFilePath {
        let (org, kpi) = (self.place.visit.org.slug.clone(), self.place.kpi.slug.clone());
        ReadingsFilePath { org, kpi }
    }

    const fn is_paged(&self) -> bool {
        self.all > A_PAGE
    }

    /// The numbers of the first and the last reading that are shown.
    fn shown(&self) -> [i64; 2] {
        let skipped = (self.page - 1) * A_PAGE;
        [skipped + 1, (skipped + A_PAGE).min(self.all)]
    }

    fn page_of(&self, page: i64) -> Option<String> {
        let is_there = page >= 1 && (page - 1) * A_PAGE < self.all;
        is_there.then(|| format!("{}?page={page}", self.place.readings()))
    }

    fn newer(&self) -> Option<String> {
        self.page_of(self.page - 1)
    }

    fn older(&self) -> Option<String> {
        self.page_of(self.page + 1)
    }
}

/// What was measured, the newest first, and the form of another reading.
pub(super) async fn show(
    ReadingsPath { kpi, .. }: ReadingsPath,
    mut access: RecordAccess<View>,
    State(clock): State<Clock>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(Asked { page, value, source }) = asked?;
    let page = i64::from(page.unwrap_or(1).max(1));
    let today = clock.now().date_naive();
    let place = Place::find(&mut access, &kpi, today).await?;
    let cut = ((page - 1) * A_PAGE, A_PAGE);
    let (readings, all) = reading::store::page(&mut access.tx, place.kpi.id, cut).await?;
    if readings.is_empty() && page > 1 {
        return Err(PageError::NotFound);
    }
    let mut fields = Fields::default();
    fields.put("day", today.to_string());
    fields.put("value", value.unwrap_or_default());
    fields.put("source", source.unwrap_or_default());
    let errors = FieldErrors::default();
    let shell = place.shell();
    let (place, fields, errors) = (&place, &fields, &errors);
    Page::render(&ReadingsPage { shell, place, readings, all, page, fields, errors })
}

/// Adds a reading.
pub(super) async fn create(
    ReadingsPath { kpi, .. }: ReadingsPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let today = clock.now().date_naive();
    let place = Place::find_own(&mut access, &kpi, today).await?;
    let (readings, all) = reading::store::page(&mut access.tx, place.kpi.id, (0, A_PAGE)).await?;
    let fields = &sent.fields;
    let errors = match ReadingForm::parse(fields, today) {
        Err(errors) => errors,
        Ok(form) => {
            let next = Done::ReadingAdded.at(&place.home());
            let mut tx = access.editing([place.kpi.team])?;
            if let Some(as_then) = tx.once(&sent, &next).await? {
                return Ok(as_then.into_response());
            }
            if reading::store::add(&mut tx, place.kpi.id, &form, clock.now()).await? {
                let value = place.kpi.with_unit(form.value);
                let subject = format!("{}: {value} on {}", place.kpi.name, form.day);
                tx.note(AuditKind::ReadingAdded, &subject).await?;
                return Ok(tx.commit_and_go(&next).await?.into_response());
            }
            day_is_taken()
        }
    };
    let (place, errors) = (&place, &errors);
    let shell = place.shell();
    let page = ReadingsPage { shell, place, readings, all, page: 1, fields, errors };
    Ok(Page::render(&page)?.unprocessable().into_response())
}

/// What is said of a day that has a reading.
pub(super) fn day_is_taken() -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("day", "There is a reading of this day. Correct that one, or choose another day.");
    errors
}
