use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::file::{FiledExpectation, FiledReturn};
use super::{DemoError, last_day};
use crate::access::{Manage, Org, TenantTx};
use crate::roi::{AmountIn, EntryForm, ExpectationForm, store};
use crate::subject::store::subjects;
use crate::subject::{Subject, meant};
use crate::web::{FieldErrors, Fields};

/// Enters every cost and benefit of the file, and the dip that was expected of them.
pub(super) async fn enter_all(
    tx: &mut TenantTx<Manage>,
    entries: &[FiledReturn],
    expected: &FiledExpectation,
    org: &Org,
    today: DateTime<Utc>,
) -> Result<(), DemoError> {
    let amounts = AmountIn::currency(&org.currency);
    let subjects = subjects(tx).await?;
    for filed in entries {
        let entry = EntryForm {
            team: None,
            kind: filed.kind,
            category: filed.category.clone(),
            amount: Some(amount(&amounts, &filed.amount)?),
            period: filed.period,
            note: filed.note.clone(),
            application: named(&subjects.applications, &filed.application)?,
            kpi: named(&subjects.kpis, &filed.kpi)?,
        };
        let now = last_day(filed.period, today);
        if !store::insert(tx, &[entry], &amounts, now).await? {
            return Err(DemoError::NotEntered(filed.period));
        }
    }
    let depth = amount(&amounts, &expected.depth)?;
    let form = ExpectationForm { from: expected.from, to: expected.to, depth };
    let now = last_day(expected.from, today);
    if !store::expect(tx, &form, 0, &amounts, now).await? {
        return Err(DemoError::NotEntered(expected.from));
    }
    Ok(())
}

/// The id of what the file names, if it names something.
fn named<S: AsRef<str>>(known: &[Subject<S>], name: &str) -> Result<Option<Uuid>, DemoError> {
    let found = meant(known, name).map_err(|_| DemoError::Subject(name.to_owned()))?;
    Ok(found.map(|it| it.id))
}

fn amount(amounts: &AmountIn, typed: &str) -> Result<i64, DemoError> {
    let mut fields = Fields::default();
    fields.put("amount", typed);
    let read = amounts.parse(&fields, "amount", &mut FieldErrors::default());
    read.ok_or_else(|| DemoError::Amount(typed.to_owned()))
}
