//! All SQL of what is known of a team. Nothing is written here.

use std::cmp::Reverse;

use super::TeamRecord;
use crate::access::{Allows, OrgId, TeamId, TenantTx, View};
use crate::assessment::score::store::{
    bytes_without_categories, evidenced_of, figures_of, percent,
};
use crate::assessment::store::{Assessment, Submitted};
use crate::assessment::submitted::{LOOKED_AT, SubmittedAnswers, store as submitted};
use crate::assessment::{PeriodFigures, Reopening};
use crate::maturity::Model;
use crate::period::Period;

/// What is known of a team; its assessment is that of `period`.
pub async fn team_record(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    team: TeamId,
    period: Period,
) -> sqlx::Result<TeamRecord> {
    let rows = sqlx::query!(
        r#"
        select
            assessment.id, assessment.period, assessment.saved_at, assessment.submitted_at,
            submitter.name as "submitted_by?",
            assessment_score.reviewed_percent as "percent?", assessment_score.figures as "figures?",
            assessment_score.evidenced_answers as "evidenced_answers?",
            substring(assessment_score.evidenced_figures for $3) as evidenced_figures,
            assessment_score.answers as "answers?",
            reopened.times as "times!", reopened.reasons as "reasons!", reopened.names as "names!"
        from assessment
        left join person as submitter on submitter.id = assessment.submitted_by
        left join assessment_score
            on assessment_score.org_id = assessment.org_id
            and assessment_score.assessment_id = assessment.id
        cross join lateral (
            select
                coalesce(array_agg(reopened_at order by reopened_at, reopening.id), '{}') as times,
                coalesce(array_agg(reason order by reopened_at, reopening.id), '{}') as reasons,
                coalesce(
                    array_agg(
                        coalesce(person.name, 'a former member')
                        order by reopened_at, reopening.id
                    ), '{}'
                ) as names
            from reopening
            left join person on person.id = reopened_by
            where reopening.org_id = $1 and reopening.assessment_id = assessment.id
        ) as reopened
        where assessment.org_id = $1 and assessment.team_id = $2
        order by assessment.period
        "#,
        tx.org() as OrgId,
        team as TeamId,
        bytes_without_categories(model),
    )
    .fetch_all(tx.conn())
    .await?;

    let mut record = TeamRecord::default();
    let mut written = Vec::new();
    for row in &rows {
        let reopenings = Reopening::all_of(row.period, &row.times, &row.reasons, &row.names);
        if row.period == period {
            record.assessment = Some(Assessment {
                id: row.id,
                saved_at: row.saved_at,
                submitted: row.submitted_at.map(|at| Submitted::by(at, row.submitted_by.clone())),
                reopenings: reopenings.clone(),
            });
        }
        record.reopenings.extend(reopenings);
        let (Some(reviewed), Some(figures)) = (row.percent, &row.figures) else { continue };
        let evidenced = row.evidenced_figures.as_deref();
        record.submitted.push(PeriodFigures {
            period: row.period,
            reviewed_percent: percent(reviewed),
            figures: figures_of(model, figures)?,
            evidenced: evidenced_of(model, row.evidenced_answers, evidenced)?,
        });
        written.push((row.id, row.answers.as_deref()));
    }
    record.reopenings.sort_by_key(|reopening| Reverse(reopening.at));

    let older = written.len().saturating_sub(LOOKED_AT.into());
    let answers = submitted::read(tx, model, written.split_off(older)).await?;
    let of_figures = |known: &PeriodFigures, answers| SubmittedAnswers {
        team: Some(team),
        period: known.period,
        applications: 1,
        reviewed_percent: known.reviewed_percent,
        answers,
    };
    let newest = record.submitted[older..].iter();
    record.recent = newest.zip(answers).map(|(known, it)| of_figures(known, it)).collect();
    Ok(record)
}
