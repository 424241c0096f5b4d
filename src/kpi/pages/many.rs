use std::collections::BTreeSet;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::Deserialize;

use crate::access::{AuditKind, Edit, Editor, RecordAccess, Section, TeamId, TenantTx};
use crate::clock::Clock;
use crate::kpi::many::{Entry, Known, field_of, of_grid};
use crate::kpi::{Kpi, Measured, reading, store};
use crate::paths::{KpisPath, ManyReadingsPath, ReadingsImportPath};
use crate::period::Period;
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

/// Which quarter the readings are of.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    period: Option<String>,
}

#[derive(Template)]
#[template(path = "kpi/many.html")]
struct ManyReadingsPage<'a> {
    shell: Shell,
    all: KpisPath,
    path: ManyReadingsPath,
    import: ReadingsImportPath,
    /// What the visitor may enter readings of.
    rows: Vec<&'a Measured>,
    /// The quarter before the one that was asked for, the one, and the one after if it has begun.
    quarters: Quarters,
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

/// A quarter, and where one may go from it.
#[derive(Clone, Copy, Debug)]
struct Quarters {
    before: Period,
    after: Option<Period>,
}

impl Quarters {
    fn around(period: Period, current: Period) -> Self {
        Self { before: period.previous(), after: (period < current).then(|| period.next()) }
    }
}

impl ManyReadingsPage<'_> {
    fn field(measured: &Measured) -> String {
        field_of(&measured.kpi)
    }

    /// The last value with its unit, and its day.
    fn latest(measured: &Measured) -> Option<String> {
        let latest = measured.course.latest()?;
        let value = measured.kpi.with_unit(latest.value);
        Some(format!("{value} on {}", latest.day.format("%-d %b %Y")))
    }
}

/// A field for each KPI, for readings of one day.
pub(super) async fn show(
    ManyReadingsPath { org }: ManyReadingsPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(Asked { period }) = asked?;
    let (today, current) = (clock.now().date_naive(), clock.period());
    let asked = period.and_then(|text| text.parse::<Period>().ok());
    let period = asked.filter(|&period| period <= current).unwrap_or(current);
    let known = store::kpis(&mut access.tx, today).await?;
    let mut fields = Fields::default();
    fields.put("day", period.last_day().min(today).to_string());
    Page::render(&ManyReadingsPage {
        shell: access.visit.shell(Section::Kpis),
        all: KpisPath { org: org.clone() },
        path: ManyReadingsPath { org: org.clone() },
        import: ReadingsImportPath { org },
        rows: writable(&known, &access.editor),
        quarters: Quarters::around(period, current),
        fields: &fields,
        errors: &FieldErrors::default(),
    })
}

/// Enters a reading of each KPI that a value was typed for, or none.
pub(super) async fn create(
    ManyReadingsPath { org }: ManyReadingsPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let (today, current) = (clock.now().date_naive(), clock.period());
    let (visit, editor) = (access.visit.clone(), access.editor.clone());
    let measured = store::kpis(&mut access.tx, today).await?;
    let errors = match of_grid(&sent.fields, &known(&measured, &editor), today) {
        Err(errors) => errors,
        Ok(entries) => {
            let next = Done::ReadingsEntered.at(&KpisPath { org: org.clone() });
            let mut tx = access.editing(teams_of(&measured, &entries))?;
            if let Some(as_then) = tx.once(&sent, &next).await? {
                return Ok(as_then.into_response());
            }
            let entries: Vec<&Entry> = entries.iter().collect();
            let errors = taken(&mut tx, &entries, &measured).await?;
            if errors.is_empty() {
                enter(&mut tx, &entries, &clock).await?;
                return Ok(tx.commit_and_go(&next).await?.into_response());
            }
            errors
        }
    };
    let day: Option<NaiveDate> = sent.fields.text("day").parse().ok();
    let period = day.map_or(current, Period::of).min(current);
    let page = ManyReadingsPage {
        shell: visit.shell(Section::Kpis),
        all: KpisPath { org: org.clone() },
        path: ManyReadingsPath { org: org.clone() },
        import: ReadingsImportPath { org },
        rows: writable(&measured, &editor),
        quarters: Quarters::around(period, current),
        fields: &sent.fields,
        errors: &errors,
    };
    Ok(Page::render(&page)?.unprocessable().into_response())
}

/// What is wrong with entries of days that have a reading.
async fn taken(
    tx: &mut TenantTx<Edit>,
    entries: &[&Entry],
    measured: &[Measured],
) -> Result<FieldErrors, PageError> {
    let mut errors = FieldErrors::default();
    for (kpi, reading) in reading::store::taken(tx, entries).await? {
        if let Some(of) = measured.iter().find(|it| it.kpi.id == kpi) {
            let value = of.kpi.with_unit(reading.value);
            errors.add(
                field_of(&of.kpi),
                format!("There is a reading of this day: {value}. Correct it at the KPI."),
            );
        }
    }
    Ok(errors)
}

/// Enters readings whose days are free, and notes it.
pub(super) async fn enter(
    tx: &mut TenantTx<Edit>,
    entries: &[&Entry],
    clock: &Clock,
) -> Result<(), PageError> {
    let readings: Vec<_> = entries.iter().map(|entry| (entry.kpi, &entry.reading)).collect();
    let added = reading::store::add_all(tx, &readings, clock.now()).await?;
    if usize::try_from(added).ok() != Some(entries.len()) {
        return Err(PageError::Conflict(
            "Somebody has entered one of these readings at this moment. Nothing of yours was \
             entered: open the page again and look.",
        ));
    }
    let kpis: BTreeSet<_> = entries.iter().map(|entry| entry.kpi.0).collect();
    let subject = format!("{} readings of {} KPIs", entries.len(), kpis.len());
    tx.note(AuditKind::ReadingsEntered, &subject).await?;
    Ok(())
}

/// Whose the KPIs are that entries are of.
pub(super) fn teams_of(measured: &[Measured], entries: &[Entry]) -> Vec<Option<TeamId>> {
    let of = measured.iter().map(|it| &it.kpi);
    let written = |kpi: &&Kpi| entries.iter().any(|entry| entry.kpi == kpi.id);
    of.filter(written).map(|kpi| kpi.team).collect()
}

/// Every KPI, and whether somebody may enter readings of it.
pub(super) fn known<'a>(measured: &'a [Measured], editor: &Editor) -> Vec<Known<'a>> {
    let known = measured.iter().map(|it| &it.kpi);
    known.map(|kpi| Known { kpi, may_edit: editor.may_edit(kpi.team) }).collect()
}

fn writable<'a>(measured: &'a [Measured], editor: &Editor) -> Vec<&'a Measured> {
    let may = |it: &&Measured| it.kpi.retired_at.is_none() && editor.may_edit(it.kpi.team);
    measured.iter().filter(may).collect()
}
