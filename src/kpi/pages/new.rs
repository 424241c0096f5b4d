use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::FormFields;
use super::fields::choices;
use crate::access::{AuditKind, Edit, RecordAccess, Section, Team, membership};
use crate::clock::Clock;
use crate::kpi::{Idea, LIBRARY, NewKpi, store};
use crate::paths::{KpiPath, KpisPath, NewKpiPath};
use crate::period::Period;
use crate::subject::store::subjects;
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

/// Which idea to begin from.
#[derive(Debug, Deserialize)]
pub(super) struct Chosen {
    from: Option<String>,
}

#[derive(Template)]
#[template(path = "kpi/new.html")]
struct NewKpiPage<'a> {
    shell: Shell,
    all: KpisPath,
    path: NewKpiPath,
    form: FormFields<'a>,
    /// How the chosen idea is measured.
    how: Option<&'static str>,
}

impl NewKpiPage<'_> {
    const fn library() -> &'static [Idea] {
        LIBRARY
    }
}

/// The form of a new KPI: empty, or as an idea of the library has it.
pub(super) async fn show(
    NewKpiPath { org }: NewKpiPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    chosen: Result<Query<Chosen>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(Chosen { from }) = chosen?;
    let current = clock.period();
    let idea = from.as_deref().and_then(Idea::named);
    let fields = begun(idea, current);
    let members = membership::members(&mut access.tx).await?;
    let applications = subjects(&mut access.tx).await?.applications;
    Page::render(&NewKpiPage {
        shell: access.visit.shell(Section::Kpis),
        all: KpisPath { org: org.clone() },
        path: NewKpiPath { org },
        form: FormFields::new(
            (&fields, &FieldErrors::default()),
            &access.editor,
            (&members, &applications),
            current,
        ),
        how: idea.map(|idea| idea.how),
    })
}

/// What the form begins with.
fn begun(idea: Option<&Idea>, current: Period) -> Fields {
    let mut fields = Fields::default();
    if let Some(idea) = idea {
        fields.put("name", idea.name);
        fields.put("unit", idea.unit);
        fields.put("direction", idea.direction.as_str());
        fields.put("cadence", idea.cadence.as_str());
        fields.put("dimension", idea.dimension);
        fields.put("goal", idea.goal);
    } else {
        fields.put("cadence", "quarterly");
    }
    fields.put("baseline_period", current.to_string());
    fields
}

/// Adds a KPI.
pub(super) async fn create(
    KpisPath { org }: KpisPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let current = clock.period();
    let members = membership::members(&mut access.tx).await?;
    let applications = subjects(&mut access.tx).await?.applications;
    let teams: Vec<Team> = access.editor.teams().cloned().collect();
    let parsed = NewKpi::parse(&sent.fields, choices(&teams, (&members, &applications)), current);
    let parsed = parsed.and_then(|new| {
        if access.editor.may_edit(new.kpi.team) { Ok(new) } else { Err(not_own()) }
    });
    let new = match parsed {
        Ok(new) => new,
        Err(errors) => {
            let page = NewKpiPage {
                shell: access.visit.shell(Section::Kpis),
                all: KpisPath { org: org.clone() },
                path: NewKpiPath { org },
                form: FormFields::new(
                    (&sent.fields, &errors),
                    &access.editor,
                    (&members, &applications),
                    current,
                ),
                how: None,
            };
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let mut tx = access.editing([new.kpi.team])?;
    // Whoever sends the form again is led to the list, because the address is known only later.
    let again = Done::KpiAdded.at(&KpisPath { org: org.clone() });
    if let Some(as_then) = tx.once(&sent, &again).await? {
        return Ok(as_then.into_response());
    }
    let (_, kpi) = store::add(&mut tx, &new, clock.now()).await?;
    tx.note(AuditKind::KpiAdded, &new.kpi.name).await?;
    let next = Done::KpiAdded.at(&KpiPath { org, kpi });
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// What is said to who chooses a team that is not theirs.
pub(super) fn not_own() -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("team", "Choose a team that you lead.");
    errors
}
