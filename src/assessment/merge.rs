use std::collections::BTreeMap;

use super::{AnswersForm, Entry, StoredEntries};
use crate::maturity::Criterion;

/// What becomes of entries that were made from an older state than is stored now.
#[derive(Debug, Default)]
pub struct Merged<'m> {
    /// What is to be saved.
    pub changes: Vec<(&'m Criterion, Entry)>,
    /// Where somebody else has meanwhile said something else: the positions in the model.
    pub conflicts: Vec<usize>,
}

/// The criteria whose entries the form was made from in another version than is stored.
pub fn outdated<'m>(
    form: &AnswersForm,
    entries: &[(&'m Criterion, Entry)],
    stored: &StoredEntries,
) -> Vec<(&'m Criterion, i32)> {
    entries
        .iter()
        .filter_map(|&(criterion, _)| {
            let version = form.version(criterion)?;
            (version != stored.version(criterion.position)).then_some((criterion, version))
        })
        .collect()
}

/// Brings what one editor sent together with what another has saved meanwhile.
///
/// `bases` holds, by position, what stood in the version that an outdated entry was made from:
/// an entry that is unchanged since then gives way to what is stored, and only one that both
/// have changed, to different ends, is a conflict.
pub fn merge<'m>(
    entries: Vec<(&'m Criterion, Entry)>,
    stored: &StoredEntries,
    bases: &BTreeMap<usize, Entry>,
) -> Merged<'m> {
    let mut merged = Merged::default();
    for (criterion, entry) in entries {
        let position = criterion.position;
        let now = stored.of(position).map(|stored| stored.entry.clone()).unwrap_or_default();
        match bases.get(&position) {
            Some(base) if entry == *base => {}
            Some(_) if entry != now => merged.conflicts.push(position),
            _ => merged.changes.push((criterion, entry)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::assessment::StoredEntry;
    use crate::maturity::Model;

    fn noted(note: &str) -> Entry {
        Entry { note: note.to_owned(), ..Entry::default() }
    }

    /// Merges `mine`, made from `base`, into `stored`.
    fn merge_one(base: &str, mine: &str, stored: &str) -> Result<Vec<String>, ()> {
        let criterion = &Model::built_in().criteria()[0];
        let stored = StoredEntry {
            entry: noted(stored),
            version: 7,
            is_reviewed: true,
            changed_at: DateTime::UNIX_EPOCH,
        };
        let merged = merge(
            vec![(criterion, noted(mine))],
            &StoredEntries(BTreeMap::from([(0, stored)])),
            &BTreeMap::from([(0, noted(base))]),
        );
        if merged.conflicts.is_empty() {
            Ok(merged.changes.into_iter().map(|(_, entry)| entry.note).collect())
        } else {
            Err(())
        }
    }

    #[test]
    fn what_i_did_not_change_gives_way_to_what_somebody_else_saved() {
        assert_eq!(merge_one("old", "old", "theirs"), Ok(vec![]));
    }

    #[test]
    fn what_we_changed_to_the_same_end_is_no_conflict() {
        assert_eq!(merge_one("old", "same", "same"), Ok(vec!["same".to_owned()]));
    }

    #[test]
    fn what_we_changed_to_different_ends_is_a_conflict() {
        assert_eq!(merge_one("old", "mine", "theirs"), Err(()));
    }
}
