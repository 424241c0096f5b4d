use chrono::{DateTime, Utc};

use super::file::{FiledKpi, FiledMark};
use super::{DemoError, last_day};
use crate::access::{Allows, Edit, TenantTx};
use crate::kpi::{Amount, Cadence, Direction, KpiForm, Mark, NewKpi, ReadingForm, reading, store};

/// Adds every KPI of the file in the period of its baseline, and its readings, each on the last day
/// of its period, or today.
pub(super) async fn enter(
    tx: &mut TenantTx<impl Allows<Edit>>,
    kpis: &[FiledKpi],
    today: DateTime<Utc>,
) -> Result<(), DemoError> {
    for filed in kpis {
        let new = NewKpi { kpi: form(filed)?, baseline: mark(filed, &filed.baseline)? };
        let added = last_day(filed.baseline.period, today);
        let (id, _) = store::add(tx, &new, added).await?;
        for (period, value) in &filed.readings {
            let measured = last_day(*period, today);
            let reading = ReadingForm {
                day: measured.date_naive(),
                value: amount(filed, value)?,
                source: String::new(),
                note: String::new(),
            };
            reading::store::add(tx, id, &reading, measured).await?;
        }
    }
    Ok(())
}

fn form(filed: &FiledKpi) -> Result<KpiForm, DemoError> {
    let direction = Direction::named(&filed.direction);
    Ok(KpiForm {
        name: filed.name.clone(),
        unit: filed.unit.clone(),
        direction: direction.ok_or_else(|| DemoError::Kpi(filed.name.clone()))?,
        cadence: Cadence::Quarterly,
        team: None,
        dimension: None,
        application: None,
        owner: None,
        goal: filed.goal.clone(),
        target: Some(mark(filed, &filed.target)?),
    })
}

fn mark(filed: &FiledKpi, mark: &FiledMark) -> Result<Mark, DemoError> {
    Ok(Mark { value: amount(filed, &mark.value)?, period: mark.period })
}

fn amount(filed: &FiledKpi, text: &str) -> Result<Amount, DemoError> {
    text.parse().map_err(|_| DemoError::Kpi(filed.name.clone()))
}
