use super::Place;
use crate::access::{Allows, TenantTx, View};
use crate::assessment::in_play::Progress;
use crate::assessment::store::{self, Assessment};
use crate::assessment::submission::{asked, figures};
use crate::assessment::{AssessmentId, InPlay, PeriodFigures, StoredEntries};
use crate::maturity::{Answer, Criterion, Dimension, Figures, Model, Scope};

/// What is stored of an assessment, and what it asks.
#[derive(Debug)]
pub(super) struct Sheet<'m> {
    pub model: &'m Model,
    pub scope: Scope,
    /// `None` until something is saved.
    pub assessment: Option<Assessment>,
    /// What is stored; until then, what the draft will begin with.
    pub entries: StoredEntries,
    /// What the respondent submitted last before this period.
    pub before: StoredEntries,
    /// The respondent's last submitted figures before this period.
    pub last: Option<PeriodFigures>,
    pub in_play: InPlay,
}

impl<'m> Sheet<'m> {
    /// Reads the assessment of `place`.
    pub async fn load(
        tx: &mut TenantTx<impl Allows<View>>,
        model: &'m Model,
        place: &Place,
    ) -> sqlx::Result<Self> {
        let (assessment, last) =
            store::current_and_last(tx, model, &place.respondent, place.period).await?;
        let ids: Vec<AssessmentId> =
            assessment.iter().map(|it| it.id).chain(last.iter().map(|&(id, _)| id)).collect();
        let mut entries = store::entries_of(tx, model, &ids).await?;
        let before = last.as_ref().and_then(|(id, _)| entries.remove(id)).unwrap_or_default();
        let entries = match &assessment {
            Some(assessment) => entries.remove(&assessment.id).unwrap_or_default(),
            None => before.carried_over(),
        };
        let last = last.map(|(_, figures)| figures);
        let in_play = InPlay::after(model, last.as_ref().map(|last| &last.figures));
        let scope = place.respondent.scope();
        Ok(Self { model, scope, assessment, entries, before, last, in_play })
    }

    /// Whether it can no longer change.
    pub fn is_submitted(&self) -> bool {
        self.assessment.as_ref().is_some_and(|assessment| assessment.submitted.is_some())
    }

    /// The criteria asked in one dimension.
    pub fn asked_in(&self, dimension: &Dimension) -> impl Iterator<Item = &'m Criterion> {
        let model = self.model;
        let categories = dimension.categories.iter().map(|c| c.position).collect::<Vec<_>>();
        asked(model, self.scope, &self.in_play)
            .filter(move |criterion| categories.contains(&criterion.category))
    }

    /// How far one dimension is answered.
    pub fn progress(&self, dimension: &Dimension) -> Progress {
        Progress::of(self.asked_in(dimension), &self.entries)
    }

    /// How far all of it is answered.
    pub fn whole_progress(&self) -> Progress {
        Progress::of(asked(self.model, self.scope, &self.in_play), &self.entries)
    }

    /// What was answered last, in words, where it is not what is answered now.
    pub fn was(&self, criterion: &Criterion) -> Option<String> {
        let before = &self.before.of(criterion.position)?.entry;
        let now = self.entries.of(criterion.position).map(|stored| stored.entry.answer);
        let is_same = now.unwrap_or_default() == before.answer;
        (before.answer != Answer::Unanswered && !is_same).then(|| before.in_words(criterion))
    }

    /// The figures that the entries come to as they stand.
    pub fn figures(&self) -> Figures {
        figures(self.model, self.scope, &self.entries)
    }
}
