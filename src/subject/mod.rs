//! What a record may be about: the applications and the KPIs of the organization, by name.
//!
//! The slices do not know each other. A return that names a KPI, and a KPI that names an
//! application, take the name from here.

mod beside;
pub mod store;

pub use beside::{Beside, BesideEntry, BesideKpi, BesideReturn};
use uuid::Uuid;

use crate::paths::{ApplicationSlug, KpiSlug};

/// Something that another record may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject<S> {
    pub id: Uuid,
    pub slug: S,
    pub name: String,
}

impl<S> Subject<S> {
    /// What an outer join found, if it found something.
    pub fn of(id: Option<Uuid>, slug: Option<S>, name: Option<String>) -> Option<Self> {
        Some(Self { id: id?, slug: slug?, name: name? })
    }
}

/// All that may be named, each by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subjects {
    pub applications: Vec<Subject<ApplicationSlug>>,
    pub kpis: Vec<Subject<KpiSlug>>,
}

/// Why nothing is meant by what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotASubject {
    Unknown,
    /// Several have the name.
    Ambiguous,
}

/// The one that `typed` means: by its slug, or by its name, in whatever case, when no other has it.
/// `None` when nothing was typed.
pub fn meant<'s, S: AsRef<str>>(
    subjects: &'s [Subject<S>],
    typed: &str,
) -> Result<Option<&'s Subject<S>>, NotASubject> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(known) = subjects.iter().find(|it| it.slug.as_ref() == typed) {
        return Ok(Some(known));
    }
    let lower = typed.to_lowercase();
    let mut named = subjects.iter().filter(|it| it.name.to_lowercase() == lower);
    match (named.next(), named.next()) {
        (Some(known), None) => Ok(Some(known)),
        (Some(_), Some(_)) => Err(NotASubject::Ambiguous),
        (None, _) => Err(NotASubject::Unknown),
    }
}

/// A value for a field that chooses one of them, and its name; `none` is said of the empty choice.
pub fn options<'s, S: AsRef<str>>(
    subjects: &'s [Subject<S>],
    none: &'s str,
) -> Vec<(&'s str, &'s str)> {
    let named = subjects.iter().map(|it| (it.slug.as_ref(), it.name.as_str()));
    [("", none)].into_iter().chain(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(slug: &str, name: &str) -> Subject<KpiSlug> {
        Subject { id: Uuid::now_v7(), slug: slug.parse().unwrap(), name: name.to_owned() }
    }

    #[test]
    fn it_is_meant_by_its_slug_or_by_a_name_that_no_other_has() {
        let known = [
            subject("lead-time", "Lead time"),
            subject("cost", "Cost"),
            subject("cost-2", "cost"),
            subject("cost-3", "COST-2"),
        ];
        let meant =
            |typed: &str| meant(&known, typed).map(|found| found.map_or("", |it| it.slug.as_str()));
        assert_eq!(meant(" "), Ok(""));
        assert_eq!(meant(" LEAD time "), Ok("lead-time"));
        assert_eq!(meant("cost-2"), Ok("cost-2"), "an address comes before a name");
        assert_eq!(meant("COST"), Err(NotASubject::Ambiguous));
        assert_eq!(meant("revenue"), Err(NotASubject::Unknown));
    }
}
