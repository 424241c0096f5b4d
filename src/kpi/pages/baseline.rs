use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::Place;
use super::fields::quarters;
use super::settings::renewed;
use crate::access::{AuditKind, Edit, RecordAccess, View};
use crate::clock::Clock;
use crate::kpi::{BaselineChange, BaselineForm, Kpi, baseline};
use crate::paths::KpiBaselinePath;
use crate::period::Period;
use crate::web::{Clash, Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "kpi/baseline.html")]
struct BaselinePage<'a> {
    shell: Shell,
    place: &'a Place,
    changes: Vec<BaselineChange>,
    fields: &'a Fields,
    errors: &'a FieldErrors,
    current: Period,
    /// What somebody else has changed meanwhile.
    clashes: Vec<Clash>,
}

impl BaselinePage<'_> {
    fn periods(&self) -> Vec<(String, String)> {
        let offered = self.current.minus(24).up_to(self.current).collect();
        let mut periods = quarters(offered, self.fields.text("baseline_period"));
        periods.reverse();
        periods
    }
}

/// The baseline, and what it was before.
pub(super) async fn show(
    KpiBaselinePath { kpi, .. }: KpiBaselinePath,
    mut access: RecordAccess<View>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let place = Place::find(&mut access, &kpi, clock.now().date_naive()).await?;
    Page::render(&BaselinePage {
        shell: place.shell(),
        place: &place,
        changes: baseline::store::changes(&mut access.tx, place.kpi.id).await?,
        fields: &filled(&place.kpi),
        errors: &FieldErrors::default(),
        current: clock.period(),
        clashes: Vec::new(),
    })
}

/// Changes the baseline, for a reason.
pub(super) async fn change(
    KpiBaselinePath { kpi, .. }: KpiBaselinePath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let place = Place::find_own(&mut access, &kpi, clock.now().date_naive()).await?;
    let changes = baseline::store::changes(&mut access.tx, place.kpi.id).await?;
    let mut page = BaselinePage {
        shell: place.shell(),
        place: &place,
        changes,
        fields: &sent.fields,
        errors: &FieldErrors::default(),
        current: clock.period(),
        clashes: Vec::new(),
    };
    let next = Done::BaselineChanged.at(&place.home());
    let version = sent.fields.text("row_version").parse().unwrap_or(0);
    let form = match BaselineForm::parse(&sent.fields, &place.kpi, clock.period()) {
        Ok(form) => form,
        // Sent again, it is the baseline already: what was answered then is answered again.
        Err(errors) => {
            if version != place.kpi.row_version && errors.of("reason").is_none() {
                let mut tx = access.editing([place.kpi.team])?;
                if let Some(as_then) = tx.once(&sent, &next).await? {
                    return Ok(as_then.into_response());
                }
            }
            page.errors = &errors;
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let mut tx = access.editing([place.kpi.team])?;
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if !baseline::store::change(&mut tx, (&place.kpi, version), &form, clock.now()).await? {
        page.clashes = Clash::between(&BaselineForm::LABELS, &filled(&place.kpi), &sent.fields);
        let typed = renewed(&sent.fields, place.kpi.row_version);
        page.fields = &typed;
        return Ok(Page::render(&page)?.with_status(StatusCode::CONFLICT).into_response());
    }
    let [old, new] = [place.kpi.baseline, form.baseline].map(|mark| place.kpi.in_period(&mark));
    let subject = format!("{}: {old} becomes {new}", place.kpi.name);
    tx.note(AuditKind::KpiBaselineChanged, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

fn filled(kpi: &Kpi) -> Fields {
    let mut fields = Fields::default();
    fields.put("baseline", kpi.baseline.value.plain());
    fields.put("baseline_period", kpi.baseline.period.to_string());
    fields.put("row_version", kpi.row_version.to_string());
    fields
}
