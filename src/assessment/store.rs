//! All SQL of assessments and their answers.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::score::store::{figures_of, percent};
use super::{
    AssessmentId, Entry, PeriodFigures, Reopening, Respondent, StoredEntries, StoredEntry,
};
use crate::access::{Allows, Edit, OrgId, PersonId, TeamId, TenantTx, View};
use crate::maturity::{Answer, Criterion, Model, Quarters};
use crate::period::Period;

/// An assessment, without its entries.
#[derive(Clone, Debug)]
pub struct Assessment {
    pub id: AssessmentId,
    pub saved_at: DateTime<Utc>,
    /// When it was submitted, and by whom; `None` while it is a draft.
    pub submitted: Option<Submitted>,
    /// Every time that it was opened again, newest first.
    pub reopenings: Vec<Reopening>,
}

/// When and by whom an assessment was submitted.
#[derive(Clone, Debug)]
pub struct Submitted {
    pub at: DateTime<Utc>,
    pub by: String,
}

impl Submitted {
    /// `by` is whoever is still known.
    pub(super) fn by(at: DateTime<Utc>, by: Option<String>) -> Self {
        Self { at, by: by.unwrap_or_else(|| "a former member".to_owned()) }
    }
}

/// The respondent's assessment of a period, if it was begun, and the last that it has submitted
/// before.
pub(super) async fn current_and_last(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    respondent: &Respondent,
    period: Period,
) -> sqlx::Result<(Option<Assessment>, Option<(AssessmentId, PeriodFigures)>)> {
    let rows = sqlx::query!(
        r#"
        select assessment.id, assessment.period, assessment.saved_at, assessment.submitted_at,
            person.name as "submitted_by?",
            assessment_score.reviewed_percent as "percent?", assessment_score.figures as "figures?",
            reopened.times as "times!", reopened.reasons as "reasons!", reopened.names as "names!"
        from assessment
        left join person on person.id = assessment.submitted_by
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
        where assessment.org_id = $1
          and (assessment.team_id = $2 or ($2::uuid is null and assessment.team_id is null))
          and (
            assessment.period = $3
            or assessment.period = (
                select max(before.period) from assessment_score as before
                where before.org_id = $1
                  and (before.team_id = $2 or ($2::uuid is null and before.team_id is null))
                  and before.period < $3
            )
          )
        "#,
        tx.org() as OrgId,
        respondent.team() as Option<TeamId>,
        period as Period,
    )
    .fetch_all(tx.conn())
    .await?;
    let (mut current, mut last) = (None, None);
    for row in rows {
        if row.period == period {
            let submitted = row.submitted_at.map(|at| Submitted::by(at, row.submitted_by));
            let reopenings = Reopening::all_of(row.period, &row.times, &row.reasons, &row.names);
            let (id, saved_at) = (row.id, row.saved_at);
            current = Some(Assessment { id, saved_at, submitted, reopenings });
        } else if let (Some(reviewed), Some(figures)) = (row.percent, row.figures) {
            let known = PeriodFigures {
                period: row.period,
                reviewed_percent: percent(reviewed),
                figures: figures_of(model, &figures)?,
                evidenced: None,
            };
            last = Some((row.id, known));
        }
    }
    Ok((current, last))
}

/// The respondent's last submitted assessment, and its period.
pub async fn last_submitted(
    tx: &mut TenantTx<impl Allows<View>>,
    respondent: &Respondent,
) -> sqlx::Result<Option<(AssessmentId, Period)>> {
    let row = sqlx::query!(
        r#"
        select id as "id: AssessmentId", period as "period: Period" from assessment
        where org_id = $1 and team_id is not distinct from $2 and submitted_at is not null
        order by period desc limit 1
        "#,
        tx.org() as OrgId,
        respondent.team() as Option<TeamId>,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.id, row.period)))
}

/// Every entry of an assessment. Entries of criteria that the model does not have are left out.
pub async fn entries(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    assessment: AssessmentId,
) -> sqlx::Result<StoredEntries> {
    let mut of = entries_of(tx, model, &[assessment]).await?;
    Ok(of.remove(&assessment).unwrap_or_default())
}

/// The same of several assessments; one without any is left out.
pub(super) async fn entries_of(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    assessments: &[AssessmentId],
) -> sqlx::Result<BTreeMap<AssessmentId, StoredEntries>> {
    let rows = sqlx::query!(
        "
        select assessment_id, criterion, quarters, not_applicable, reason, note, link, version,
            is_reviewed, changed_at
        from answer where org_id = $1 and assessment_id = any ($2)
        ",
        tx.org() as OrgId,
        assessments as &[AssessmentId],
    )
    .fetch_all(tx.conn())
    .await?;

    let mut of: BTreeMap<AssessmentId, StoredEntries> = BTreeMap::new();
    for row in rows {
        let Some(criterion) = model.criterion(&row.criterion) else { continue };
        let answer = answer_of(row.quarters, row.not_applicable)?;
        let entry = Entry { answer, reason: row.reason, note: row.note, link: row.link };
        let stored = StoredEntry {
            entry,
            version: row.version,
            is_reviewed: row.is_reviewed,
            changed_at: row.changed_at,
        };
        of.entry(row.assessment_id).or_default().0.insert(criterion.position, stored);
    }
    Ok(of)
}

/// What stood in certain versions of certain criteria's entries, by position; with `by`, only in
/// those that somebody saved. Version 0 has no row.
pub(super) async fn entries_as_of(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    assessment: AssessmentId,
    versions: &[(&Criterion, i32)],
    by: Option<PersonId>,
) -> sqlx::Result<BTreeMap<usize, Entry>> {
    let criteria: Vec<String> =
        versions.iter().map(|(criterion, _)| criterion.id.to_string()).collect();
    let numbers: Vec<i32> = versions.iter().map(|&(_, version)| version).collect();
    let rows = sqlx::query!(
        "
        select criterion, quarters, not_applicable, reason, note, link
        from answer_change
        where org_id = $1
          and assessment_id = $2
          and (criterion, version) in (select * from unnest($3::text[], $4::integer[]))
          and ($5::uuid is null or changed_by = $5)
        ",
        tx.org() as OrgId,
        assessment as AssessmentId,
        &criteria,
        &numbers,
        by as Option<PersonId>,
    )
    .fetch_all(tx.conn())
    .await?;

    let mut entries = BTreeMap::new();
    for row in rows {
        let Some(criterion) = model.criterion(&row.criterion) else { continue };
        let answer = answer_of(row.quarters, row.not_applicable)?;
        let entry = Entry { answer, reason: row.reason, note: row.note, link: row.link };
        entries.insert(criterion.position, entry);
    }
    Ok(entries)
}

/// Reads a stored answer; what cannot be one is a fault of the row.
pub(super) fn answer_of(quarters: Option<i16>, not_applicable: bool) -> sqlx::Result<Answer> {
    match quarters {
        _ if not_applicable => Ok(Answer::NotApplicable),
        None => Ok(Answer::Unanswered),
        Some(quarters) => Quarters::try_from(quarters)
            .map(Answer::Given)
            .map_err(|error| sqlx::Error::Decode(error.into())),
    }
}

/// The draft of a period, begun if need be and locked until the transaction ends; `None` when the
/// period is submitted. A draft begins with what was submitted last before it, unreviewed.
pub async fn open_draft(
    tx: &mut TenantTx<impl Allows<Edit>>,
    respondent: &Respondent,
    period: Period,
    model: &Model,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<AssessmentId>> {
    let fresh = AssessmentId::fresh();
    let draft = sqlx::query_scalar!(
        r#"
        insert into assessment (org_id, id, team_id, period, model_id, created_at, saved_at)
        values ($1, $2, $3, $4, $5, $6, $6)
        on conflict on constraint assessment_once_per_period
            do update set saved_at = excluded.saved_at
            where assessment.submitted_at is null
        returning id as "id: AssessmentId"
        "#,
        tx.org() as OrgId,
        fresh as AssessmentId,
        respondent.team() as Option<TeamId>,
        period as Period,
        model.id,
        now,
    )
    .fetch_optional(tx.conn())
    .await?;
    if draft == Some(fresh) {
        carry_over(tx, respondent, period, fresh, now).await?;
    }
    Ok(draft)
}

/// Begins a draft with the entries of the respondent's last submitted assessment before `period`.
async fn carry_over(
    tx: &mut TenantTx<impl Allows<Edit>>,
    respondent: &Respondent,
    period: Period,
    draft: AssessmentId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with last as (
            select id from assessment
            where org_id = $1
              and team_id is not distinct from $2
              and period < $3
              and submitted_at is not null
            order by period desc limit 1
        ),
        carried as (
            insert into answer (
                org_id, assessment_id, criterion, quarters, not_applicable, reason, note, link,
                version, is_reviewed, changed_by, changed_at
            )
            select $1, $4, criterion, quarters, not_applicable, reason, note, link,
                1, false, $5, $6
            from answer
            where org_id = $1 and assessment_id = (select id from last)
            returning criterion, version, quarters, not_applicable, reason, note, link, is_reviewed
        )
        insert into answer_change (
            org_id, assessment_id, criterion, version, quarters, not_applicable, reason, note, link,
            is_reviewed, changed_by, changed_at
        )
        select $1, $4, carried.*, $5, $6 from carried
        ",
        tx.org() as OrgId,
        respondent.team() as Option<TeamId>,
        period as Period,
        draft as AssessmentId,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves entries of a draft that is locked, and counts them as reviewed. What stands so already is
/// left alone; what does not is kept as a change, too. Tells the new versions, by position.
pub async fn save_entries(
    tx: &mut TenantTx<impl Allows<Edit>>,
    assessment: AssessmentId,
    entries: &[(&Criterion, Entry)],
    now: DateTime<Utc>,
) -> sqlx::Result<BTreeMap<usize, i32>> {
    let mut criteria = Vec::with_capacity(entries.len());
    let mut quarters: Vec<Option<i16>> = Vec::with_capacity(entries.len());
    let mut not_applicable = Vec::with_capacity(entries.len());
    let mut reasons = Vec::with_capacity(entries.len());
    let mut notes = Vec::with_capacity(entries.len());
    let mut links = Vec::with_capacity(entries.len());
    for (criterion, entry) in entries {
        criteria.push(criterion.id.to_string());
        quarters.push(match entry.answer {
            Answer::Given(quarters) => Some(quarters.into()),
            Answer::Unanswered | Answer::NotApplicable => None,
        });
        not_applicable.push(entry.answer == Answer::NotApplicable);
        reasons.push(entry.reason.clone());
        notes.push(entry.note.clone());
        links.push(entry.link.clone());
    }
    let rows = sqlx::query!(
        "
        with sent as (
            select * from unnest(
                $5::text[], $6::smallint[], $7::boolean[], $8::text[], $9::text[], $10::text[]
            ) as sent (criterion, quarters, not_applicable, reason, note, link)
        ),
        saved as (
            insert into answer (
                org_id, assessment_id, criterion, quarters, not_applicable, reason, note, link,
                changed_by, changed_at
            )
            select $1, $2, sent.*, $3, $4
            from sent
            where sent.quarters is not null
               or sent.not_applicable
               or sent.note <> ''
               or sent.link <> ''
               or exists (
                    select from answer
                    where answer.org_id = $1
                      and answer.assessment_id = $2
                      and answer.criterion = sent.criterion
               )
            on conflict (org_id, assessment_id, criterion) do update set
                quarters = excluded.quarters,
                not_applicable = excluded.not_applicable,
                reason = excluded.reason,
                note = excluded.note,
                link = excluded.link,
                version = answer.version + 1,
                is_reviewed = true,
                changed_by = excluded.changed_by,
                changed_at = excluded.changed_at
            where (
                    answer.quarters, answer.not_applicable, answer.reason, answer.note, answer.link,
                    answer.is_reviewed
                ) is distinct from (
                    excluded.quarters, excluded.not_applicable, excluded.reason, excluded.note,
                    excluded.link, true
                )
            returning criterion, version, quarters, not_applicable, reason, note, link
        )
        insert into answer_change (
            org_id, assessment_id, criterion, version, quarters, not_applicable, reason, note, link,
            changed_by, changed_at
        )
        select $1, $2, saved.*, $3, $4 from saved
        returning criterion, version
        ",
        tx.org() as OrgId,
        assessment as AssessmentId,
        tx.person() as PersonId,
        now,
        &criteria,
        &quarters as &[Option<i16>],
        &not_applicable,
        &reasons,
        &notes,
        &links,
    )
    .fetch_all(tx.conn())
    .await?;
    let position = |criterion: &str| {
        entries.iter().find(|(it, _)| it.id.as_ref() == criterion).map(|(it, _)| it.position)
    };
    Ok(rows.into_iter().filter_map(|row| Some((position(&row.criterion)?, row.version))).collect())
}
