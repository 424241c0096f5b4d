use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::merge::{merge, outdated};
use super::{AnswersForm, Entry, Respondent, StoredEntries, StoredEntry, store};
use crate::access::{Edit, TenantTx};
use crate::maturity::{Answer, Criterion, Model};
use crate::period::Period;

/// Why entries are not saved.
#[derive(Debug)]
pub enum NotSaved {
    /// The period is submitted.
    Submitted,
    /// Somebody else has meanwhile said something else of the criteria at these positions.
    Conflicts(Vec<usize>, StoredEntries),
}

/// Saves what `form` says, read as `entries`, in the draft of a period, which is begun if need be.
///
/// An answer that was carried over stays unreviewed unless it is changed, or the criterion is one
/// of `confirmed`. Tells everything that is stored then.
pub async fn save<'m>(
    tx: &mut TenantTx<Edit>,
    model: &'m Model,
    (respondent, period): (&Respondent, Period),
    form: &AnswersForm,
    entries: Vec<(&'m Criterion, Entry)>,
    confirmed: &[usize],
    now: DateTime<Utc>,
) -> sqlx::Result<Result<StoredEntries, NotSaved>> {
    let Some(draft) = store::open_draft(tx, respondent, period, model, now).await? else {
        return Ok(Err(NotSaved::Submitted));
    };
    let mut stored = store::entries(tx, model, draft).await?;
    let outdated = outdated(form, &entries, &stored);
    let mut bases: BTreeMap<usize, Entry> =
        outdated.iter().map(|(criterion, _)| (criterion.position, Entry::default())).collect();
    let mut saved_before = BTreeMap::new();
    if !outdated.is_empty() {
        let next: Vec<_> = outdated.iter().map(|&(it, version)| (it, version + 1)).collect();
        let me = Some(tx.person());
        bases.extend(store::entries_as_of(tx, model, draft, &outdated, None).await?);
        saved_before = store::entries_as_of(tx, model, draft, &next, me).await?;
    }
    // Sent again because the answer to the first time was lost: it was saved then.
    let is_repeated = |(criterion, entry): &(&Criterion, Entry)| {
        saved_before.get(&criterion.position).is_some_and(|saved| saved == entry)
    };
    let entries = entries.into_iter().filter(|it| !is_repeated(it)).collect();
    let merged = merge(entries, &stored, &bases);
    if !merged.conflicts.is_empty() {
        return Ok(Err(NotSaved::Conflicts(merged.conflicts, stored)));
    }
    let changes: Vec<_> = merged
        .changes
        .into_iter()
        .filter(|(criterion, entry)| {
            let now = stored.of(criterion.position);
            let is_changed = now.map_or(!entry.is_blank(), |now| now.entry != *entry);
            let is_confirmed = confirmed.contains(&criterion.position);
            let is_unreviewed = now.is_some_and(|now| !now.is_reviewed);
            is_changed || (is_confirmed && is_unreviewed && entry.answer != Answer::Unanswered)
        })
        .collect();
    let versions = store::save_entries(tx, draft, &changes, now).await?;
    for (criterion, entry) in changes {
        if let Some(&version) = versions.get(&criterion.position) {
            let saved = StoredEntry { entry, version, is_reviewed: true, changed_at: now };
            stored.0.insert(criterion.position, saved);
        }
    }
    Ok(Ok(stored))
}
