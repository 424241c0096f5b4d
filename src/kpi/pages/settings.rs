use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::fields::{choices, filled};
use super::new::not_own;
use super::{FormFields, Place};
use crate::access::{AuditKind, Edit, Owner, RecordAccess, Team, membership};
use crate::clock::Clock;
use crate::kpi::{KpiForm, store};
use crate::paths::{ApplicationSlug, KpiSettingsPath};
use crate::subject::Subject;
use crate::subject::store::subjects;
use crate::web::{Clash, Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "kpi/settings.html")]
struct KpiSettingsPage<'a> {
    shell: Shell,
    place: &'a Place,
    form: FormFields<'a>,
    /// What somebody else has changed meanwhile.
    clashes: Vec<Clash>,
}

impl<'a> KpiSettingsPage<'a> {
    fn new(
        place: &'a Place,
        typed: (&'a Fields, &'a FieldErrors),
        from: (&'a [Owner], &'a [Subject<ApplicationSlug>]),
        clock: &Clock,
    ) -> Self {
        let form = FormFields::new(typed, &place.editor, from, clock.period());
        Self { shell: place.shell(), place, form, clashes: Vec::new() }
    }
}

/// What a KPI is, to be changed.
pub(super) async fn show(
    KpiSettingsPath { kpi, .. }: KpiSettingsPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let place = Place::find_own(&mut access, &kpi, clock.now().date_naive()).await?;
    let members = members(&mut access, &place).await?;
    let applications = subjects(&mut access.tx).await?.applications;
    let from = (&*members, &*applications);
    let (fields, errors) = (filled(&place.kpi, &place.editor), FieldErrors::default());
    Page::render(&KpiSettingsPage::new(&place, (&fields, &errors), from, &clock))
}

/// Changes it. Its address stays.
pub(super) async fn update(
    KpiSettingsPath { kpi, .. }: KpiSettingsPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let place = Place::find_own(&mut access, &kpi, clock.now().date_naive()).await?;
    let members = members(&mut access, &place).await?;
    let applications = subjects(&mut access.tx).await?.applications;
    let from = (&*members, &*applications);
    let teams: Vec<Team> = place.editor.teams().cloned().collect();
    let parsed = KpiForm::parse(&sent.fields, &place.kpi, choices(&teams, from));
    let parsed = parsed
        .and_then(|form| if place.editor.may_edit(form.team) { Ok(form) } else { Err(not_own()) });
    let form = match parsed {
        Ok(form) => form,
        Err(errors) => {
            let page = KpiSettingsPage::new(&place, (&sent.fields, &errors), from, &clock);
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let version = sent.fields.text("row_version").parse().unwrap_or(0);
    let next = Done::KpiSaved.at(&place.home());
    let mut tx = access.editing([place.kpi.team, form.team])?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if !store::update(&mut tx, (place.kpi.id, version), &form).await? {
        let stored = filled(&place.kpi, &place.editor);
        let clashes = Clash::between(&KpiForm::LABELS, &stored, &sent.fields);
        let typed = renewed(&sent.fields, place.kpi.row_version);
        let errors = FieldErrors::default();
        let page = KpiSettingsPage::new(&place, (&typed, &errors), from, &clock);
        let page = Page::render(&KpiSettingsPage { clashes, ..page })?;
        return Ok(page.with_status(StatusCode::CONFLICT).into_response());
    }
    tx.note(AuditKind::KpiChanged, &form.name).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Who may own the KPI: the members, and its owner, who may have left.
async fn members(access: &mut RecordAccess<Edit>, place: &Place) -> Result<Vec<Owner>, PageError> {
    let mut members = membership::members(&mut access.tx).await?;
    let owner = place.kpi.owner.iter();
    let left: Vec<Owner> = owner
        .filter(|owner| members.iter().all(|member| member.person != owner.person))
        .cloned()
        .collect();
    members.extend(left);
    Ok(members)
}

/// What was typed, for another try upon what is stored now.
pub(super) fn renewed(typed: &Fields, version: i32) -> Fields {
    let mut fields = Fields::default();
    for (name, text) in typed.iter().filter(|(name, _)| *name != "row_version") {
        fields.put(name, text);
    }
    fields.put("row_version", version.to_string());
    fields
}
