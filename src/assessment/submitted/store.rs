//! All SQL of what was submitted. Nothing is written here.

use std::collections::BTreeMap;

use super::{SubmittedAnswers, written};
use crate::access::{Allows, OrgId, TeamId, TenantTx, View};
use crate::assessment::score::store::percent;
use crate::assessment::store::answer_of;
use crate::assessment::{AssessmentId, Respondent};
use crate::maturity::{Answers, Model};
use crate::period::Period;

/// What everybody has submitted from `first` to `last`, in the order of teams and then of periods,
/// the organization's own at the end; and how many teams there are.
pub(in crate::assessment) async fn submitted(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    (first, last): (Period, Period),
) -> sqlx::Result<(Vec<SubmittedAnswers>, u32)> {
    let rows = sqlx::query!(
        r#"
        select
            assessment_score.assessment_id, assessment_score.team_id as "team: TeamId",
            assessment_score.period, assessment.applications, assessment_score.reviewed_percent,
            assessment_score.answers,
            (select count(*) from team where team.org_id = $1) as "teams!"
        from assessment_score
        join assessment
            on assessment.org_id = assessment_score.org_id
            and assessment.id = assessment_score.assessment_id
        where assessment_score.org_id = $1 and assessment_score.period between $2 and $3
        order by assessment_score.team_id, assessment_score.period
        "#,
        tx.org() as OrgId,
        first as Period,
        last as Period,
    )
    .fetch_all(tx.conn())
    .await?;
    let teams = rows.first().map_or(0, |row| u32::try_from(row.teams).unwrap_or(u32::MAX));
    let written = rows.iter().map(|row| (row.assessment_id, row.answers.as_deref())).collect();
    let answers = read(tx, model, written).await?;
    let submitted = rows
        .iter()
        .zip(answers)
        .map(|(row, answers)| SubmittedAnswers {
            team: row.team,
            period: row.period,
            applications: u32::try_from(row.applications).unwrap_or(1),
            reviewed_percent: percent(row.reviewed_percent),
            answers,
        })
        .collect();
    Ok((submitted, teams))
}

/// What the respondent's figures of these periods were computed from; a period that is not
/// submitted is left out.
pub async fn submitted_answers(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    respondent: &Respondent,
    periods: &[Period],
) -> sqlx::Result<BTreeMap<Period, Answers>> {
    let periods: Vec<String> = periods.iter().map(Period::to_string).collect();
    let rows = sqlx::query!(
        "
        select assessment_id, period, answers from assessment_score
        where org_id = $1 and team_id is not distinct from $2 and period = any ($3)
        ",
        tx.org() as OrgId,
        respondent.team() as Option<TeamId>,
        &periods,
    )
    .fetch_all(tx.conn())
    .await?;
    let written = rows.iter().map(|row| (row.assessment_id, row.answers.as_deref())).collect();
    let answers = read(tx, model, written).await?;
    Ok(rows.iter().map(|row| row.period).zip(answers).collect())
}

/// Reads the answers that are stored with figures. Where a release before this one has stored
/// none, they come from their own rows.
pub(in crate::assessment) async fn read(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    written: Vec<(AssessmentId, Option<&str>)>,
) -> sqlx::Result<Vec<Answers>> {
    let unwritten: Vec<AssessmentId> =
        written.iter().filter(|(_, text)| text.is_none()).map(|&(id, _)| id).collect();
    let mut from_rows = if unwritten.is_empty() {
        BTreeMap::new()
    } else {
        answers_in_rows(tx, model, &unwritten).await?
    };
    written
        .into_iter()
        .map(|(id, text)| match text {
            Some(text) => written::read(model, text).map_err(|it| sqlx::Error::Decode(it.into())),
            None => Ok(from_rows.remove(&id).unwrap_or_else(|| Answers::none(model))),
        })
        .collect()
}

async fn answers_in_rows(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    assessments: &[AssessmentId],
) -> sqlx::Result<BTreeMap<AssessmentId, Answers>> {
    let rows = sqlx::query!(
        "
        select assessment_id, criterion, quarters, not_applicable
        from answer where org_id = $1 and assessment_id = any ($2)
        ",
        tx.org() as OrgId,
        assessments as &[AssessmentId],
    )
    .fetch_all(tx.conn())
    .await?;
    let mut by_assessment = BTreeMap::new();
    for row in rows {
        let answers =
            by_assessment.entry(row.assessment_id).or_insert_with(|| Answers::none(model));
        if let Some(criterion) = model.criterion(&row.criterion) {
            answers.set(criterion.position, answer_of(row.quarters, row.not_applicable)?);
        }
    }
    Ok(by_assessment)
}
