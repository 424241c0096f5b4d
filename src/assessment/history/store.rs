//! All SQL of the history of a criterion.

use super::Change;
use crate::access::{Allows, OrgId, TeamId, TenantTx, View};
use crate::assessment::store::answer_of;
use crate::assessment::{Entry, Respondent};
use crate::maturity::Criterion;
use crate::period::Period;

/// At most `limit` changes of what the respondent says of a criterion, newest first, after the
/// newest `skipped`.
///
/// An assessment's first entry is compared with the answer of the last period that was submitted
/// before it, from which it is carried over.
pub async fn changes(
    tx: &mut TenantTx<impl Allows<View>>,
    respondent: &Respondent,
    criterion: &Criterion,
    skipped: i64,
    limit: i64,
) -> sqlx::Result<Vec<Change>> {
    let rows = sqlx::query!(
        r#"
        select
            assessment.period as "period: Period",
            change.changed_at, person.name as "changed_by?", change.is_reviewed,
            change.quarters, change.not_applicable, change.reason, change.note, change.link,
            last.period as "last_period?: Period",
            last_answer.quarters as "last_quarters?",
            coalesce(last_answer.not_applicable, false) as "last_not_applicable!",
            coalesce(earlier.quarters, started_from.quarters) as quarters_before,
            coalesce(earlier.not_applicable, started_from.not_applicable, false)
                as "not_applicable_before!",
            coalesce(earlier.reason, started_from.reason, '') as "reason_before!",
            coalesce(earlier.note, started_from.note, '') as "note_before!",
            coalesce(earlier.link, started_from.link, '') as "link_before!"
        from assessment
        join answer_change as change
            on change.org_id = assessment.org_id
            and change.assessment_id = assessment.id
            and change.criterion = $3
        left join person on person.id = change.changed_by
        left join answer_change as earlier
            on earlier.org_id = change.org_id
            and earlier.assessment_id = change.assessment_id
            and earlier.criterion = change.criterion
            and earlier.version = change.version - 1
        left join lateral (
            select before.id, before.period
            from assessment as before
            where before.org_id = assessment.org_id
              and before.team_id is not distinct from assessment.team_id
              and before.period < assessment.period
              and before.submitted_at is not null
            order by before.period desc
            limit 1
        ) as last on true
        left join answer as last_answer
            on last_answer.org_id = assessment.org_id
            and last_answer.assessment_id = last.id
            and last_answer.criterion = change.criterion
        left join answer as started_from
            on change.version = 1
            and started_from.org_id = assessment.org_id
            and started_from.assessment_id = last.id
            and started_from.criterion = change.criterion
        where assessment.org_id = $1 and assessment.team_id is not distinct from $2
        order by change.changed_at desc, assessment.period desc, change.version desc
        offset $4 limit $5
        "#,
        tx.org() as OrgId,
        respondent.team() as Option<TeamId>,
        criterion.id.as_ref(),
        skipped,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;

    rows.into_iter()
        .map(|row| {
            let before = Entry {
                answer: answer_of(row.quarters_before, row.not_applicable_before)?,
                reason: row.reason_before,
                note: row.note_before,
                link: row.link_before,
            };
            let after = Entry {
                answer: answer_of(row.quarters, row.not_applicable)?,
                reason: row.reason,
                note: row.note,
                link: row.link,
            };
            let last_answer = answer_of(row.last_quarters, row.last_not_applicable)?;
            Ok(Change {
                period: row.period,
                at: row.changed_at,
                by: row.changed_by.unwrap_or_else(|| "a former member".to_owned()),
                before,
                after,
                is_reviewed: row.is_reviewed,
                last: row.last_period.map(|period| (period, last_answer)),
            })
        })
        .collect()
}
