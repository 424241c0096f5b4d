use crate::application::StateCounts;
use crate::paths::ApplicationsPath;
use crate::period::Period;

/// The applications as the overview shows them.
#[derive(Debug)]
pub(super) struct Applications {
    pub counts: StateCounts,
    /// The period that they are compared with.
    pub since: Period,
    pub path: ApplicationsPath,
}

impl Applications {
    /// How many are live, and how many of them came to it since the period before.
    pub fn sentence(&self) -> String {
        live_sentence(&self.counts, self.since)
    }
}

/// How many applications are live, and how many of them came to it after `since`.
pub fn live_sentence(counts: &StateCounts, since: Period) -> String {
    let (live, total) = (counts.live(), counts.total());
    let are = if live == 1 { "is" } else { "are" };
    let noun = if total == 1 { "application" } else { "applications" };
    match counts.gone_live() {
        0 => format!("{live} of {total} {noun} {are} live, as many as in {since}."),
        gone => format!("{live} of {total} {noun} {are} live, {gone} of them since {since}."),
    }
}
