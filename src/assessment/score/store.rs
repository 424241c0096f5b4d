//! All SQL of the figures that are stored with submitted assessments.

use chrono::{DateTime, Utc};

use crate::access::{Allows, Edit, OrgId, PersonId, TeamId, TenantTx, View};
use crate::assessment::submitted::written;
use crate::assessment::{AssessmentId, Respondent};
use crate::maturity::{Answers, Figure, Figures, Model};
use crate::period::Period;

/// The figures of a submitted assessment of one period.
#[derive(Clone, Debug)]
pub struct PeriodFigures {
    pub period: Period,
    /// How much of it was reviewed, in whole percent.
    pub reviewed_percent: u8,
    pub figures: Figures,
    /// `None` when that was not computed, or not read.
    pub evidenced: Option<EvidencedFigures>,
}

/// The figures of the answers with evidence alone: the whole and the dimensions at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidencedFigures {
    /// How many answers that is.
    pub answers: usize,
    pub figures: Figures,
}

/// The figures of the respondent's last submitted assessment before `period`.
pub async fn last_figures_before(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    respondent: &Respondent,
    period: Period,
) -> sqlx::Result<Option<PeriodFigures>> {
    let row = sqlx::query!(
        "
        select period, reviewed_percent, figures
        from assessment_score
        where org_id = $1 and team_id is not distinct from $2 and period < $3
        order by period desc limit 1
        ",
        tx.org() as OrgId,
        respondent.team() as Option<TeamId>,
        period as Period,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|row| {
        let figures = figures_of(model, &row.figures)?;
        let reviewed_percent = percent(row.reviewed_percent);
        Ok(PeriodFigures { period: row.period, reviewed_percent, figures, evidenced: None })
    })
    .transpose()
}

/// Reads stored figures; what cannot be figures of the model is a fault of the row.
pub(in crate::assessment) fn figures_of(model: &Model, packed: &[u8]) -> sqlx::Result<Figures> {
    Figures::unpack(model, packed).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// How many bytes of packed figures hold the whole and the dimensions.
pub(in crate::assessment) fn bytes_without_categories(model: &Model) -> i32 {
    i32::try_from((1 + model.dimensions.len()) * Figure::PACKED_BYTES).unwrap_or(i32::MAX)
}

/// Reads the figures of the answers with evidence alone; `None` when that was not computed.
pub(in crate::assessment) fn evidenced_of(
    model: &Model,
    answers: Option<i16>,
    packed: Option<&[u8]>,
) -> sqlx::Result<Option<EvidencedFigures>> {
    let (Some(answers), Some(packed)) = (answers, packed) else { return Ok(None) };
    let figures = figures_of(model, packed)?;
    Ok(Some(EvidencedFigures { answers: usize::try_from(answers).unwrap_or(0), figures }))
}

/// Reads a stored percentage, which the table keeps from 0 to 100.
pub(in crate::assessment) fn percent(stored: i16) -> u8 {
    u8::try_from(stored).unwrap_or(0)
}

/// Fixes a locked draft and stores its answers with it, the figures that come of them, and those
/// `evidenced`. `applications` is the team's weight from now on in the figures of this period; of
/// its answers, `reviewed_percent` were reviewed.
pub(in crate::assessment) async fn record_submission(
    tx: &mut TenantTx<impl Allows<Edit>>,
    (model, assessment): (&Model, AssessmentId),
    (applications, reviewed_percent): (i32, i16),
    (answers, figures): (&Answers, &Figures),
    evidenced: &EvidencedFigures,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let [scores, towards, throughs] = figures.to_columns();
    let [evidenced_scores, evidenced_towards, evidenced_throughs] = evidenced.figures.to_columns();
    sqlx::query!(
        "
        with submitted as (
            update assessment
            set submitted_at = $4, submitted_by = $3, saved_at = $4, applications = $5,
                reviewed_percent = $13
            where org_id = $1 and id = $2
            returning org_id, id, team_id, period, model_id
        )
        insert into assessment_score (
            org_id, assessment_id, team_id, period, model_id, scores, towards, throughs,
            evidenced_scores, evidenced_towards, evidenced_throughs, evidenced_answers,
            reviewed_percent, answers
        )
        select submitted.*, $6, $7, $8, $9, $10, $11, $12, $13, $14 from submitted
        on conflict (org_id, assessment_id) do update set
            scores = excluded.scores,
            towards = excluded.towards,
            throughs = excluded.throughs,
            evidenced_scores = excluded.evidenced_scores,
            evidenced_towards = excluded.evidenced_towards,
            evidenced_throughs = excluded.evidenced_throughs,
            evidenced_answers = excluded.evidenced_answers,
            reviewed_percent = excluded.reviewed_percent,
            answers = excluded.answers
        ",
        tx.org() as OrgId,
        assessment as AssessmentId,
        tx.person() as PersonId,
        now,
        applications,
        &scores as &[Option<i16>],
        &towards as &[Option<i16>],
        &throughs as &[Option<i16>],
        &evidenced_scores as &[Option<i16>],
        &evidenced_towards as &[Option<i16>],
        &evidenced_throughs as &[Option<i16>],
        i16::try_from(evidenced.answers).unwrap_or(i16::MAX),
        reviewed_percent,
        written::write(model, answers),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The figures of every period that the respondent has submitted, oldest first, without those
/// evidenced.
pub async fn submitted_figures(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    respondent: &Respondent,
) -> sqlx::Result<Vec<PeriodFigures>> {
    let rows = sqlx::query!(
        "
        select period, reviewed_percent, figures
        from assessment_score
        where org_id = $1 and team_id is not distinct from $2
        order by period
        ",
        tx.org() as OrgId,
        respondent.team() as Option<TeamId>,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let figures = figures_of(model, &row.figures)?;
            let reviewed_percent = percent(row.reviewed_percent);
            Ok(PeriodFigures { period: row.period, reviewed_percent, figures, evidenced: None })
        })
        .collect()
}
