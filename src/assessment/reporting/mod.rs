//! Who has reported in a period: submitted it, begun it, or not.

pub(super) mod store;

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::InPlay;
use super::in_play::Progress;
use super::submission::asked;
use crate::maturity::{Figures, Model, Scope};
use crate::paths::TeamSlug;
use crate::period::Period;

/// How far one respondent has come with a period.
#[derive(Clone, Debug)]
pub struct Reporter {
    /// The team, or `None` for the organization itself.
    pub team: Option<ReportingTeam>,
    pub state: ReportState,
    /// The period before, when its answers are counted because this one is not submitted.
    pub stale_from: Option<Period>,
    /// When its assessment of the period was last reopened.
    pub reopened_at: Option<DateTime<Utc>>,
}

/// A team as the table of who has reported shows it.
#[derive(Clone, Debug)]
pub struct ReportingTeam {
    pub slug: TeamSlug,
    pub name: String,
    /// Whether whoever asks is a lead of it.
    pub is_led: bool,
}

/// What has been done about a period.
#[derive(Clone, Debug)]
pub enum ReportState {
    NotStarted,
    Draft { saved_at: DateTime<Utc>, progress: Progress },
    Submitted { at: DateTime<Utc>, by: String },
}

impl Reporter {
    /// Whether it has submitted the period.
    pub const fn has_reported(&self) -> bool {
        matches!(self.state, ReportState::Submitted { .. })
    }

    /// Whether it has begun the period and not submitted it.
    pub const fn is_draft(&self) -> bool {
        matches!(self.state, ReportState::Draft { .. })
    }
}

/// How far a draft has come, of which the criteria at the positions `answered` are answered and
/// reviewed, when the respondent's last figures are `last`.
fn draft_progress(
    model: &Model,
    scope: Scope,
    last: Option<&Figures>,
    answered: &HashSet<usize>,
) -> Progress {
    let in_play = InPlay::after(model, last);
    let mut progress = Progress::default();
    for criterion in asked(model, scope, &in_play) {
        progress.asked += 1;
        let is_answered = usize::from(answered.contains(&criterion.position));
        progress.answered += is_answered;
        progress.settled += is_answered;
    }
    progress
}
