//! All SQL of assessments and of the figures stored with them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::roll_up::{Coverage, OwnAnswers, Reporting};
use super::{AssessmentId, Entry, Respondent, StoredEntries, StoredEntry};
use crate::access::{Allows, Edit, OrgId, PersonId, TeamId, TenantTx, View};
use crate::maturity::{Answer, AnswerSum, Answers, Criterion, Figures, Model, Quarters};
use crate::period::Period;

/// An assessment, without its entries.
#[derive(Clone, Debug)]
pub struct Assessment {
    pub id: AssessmentId,
    pub saved_at: DateTime<Utc>,
    /// When it was submitted, and by whom; `None` while it is a draft.
    pub submitted: Option<Submitted>,
}

/// When and by whom an assessment was submitted.
#[derive(Clone, Debug)]
pub struct Submitted {
    pub at: DateTime<Utc>,
    pub by: String,
}

/// The respondent's assessment of a period, if it was begun.
pub async fn find_assessment(
    tx: &mut TenantTx<impl Allows<View>>,
    respondent: &Respondent,
    period: Period,
) -> sqlx::Result<Option<Assessment>> {
    let row = sqlx::query!(
        r#"
        select assessment.id, assessment.saved_at, assessment.submitted_at,
            person.name as "submitted_by?"
        from assessment left join person on person.id = assessment.submitted_by
        where assessment.org_id = $1
          and assessment.team_id is not distinct from $2
          and assessment.period = $3
        "#,
        tx.org() as OrgId,
        respondent.team() as Option<TeamId>,
        period as Period,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Assessment {
        id: row.id,
        saved_at: row.saved_at,
        submitted: row.submitted_at.map(|at| Submitted {
            at,
            by: row.submitted_by.unwrap_or_else(|| "a former member".to_owned()),
        }),
    }))
}

/// Every entry of an assessment. Entries of criteria that the model does not have are left out.
pub async fn entries(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    assessment: AssessmentId,
) -> sqlx::Result<StoredEntries> {
    let rows = sqlx::query!(
        "
        select criterion, quarters, not_applicable, reason, note, link, version
        from answer where org_id = $1 and assessment_id = $2
        ",
        tx.org() as OrgId,
        assessment as AssessmentId,
    )
    .fetch_all(tx.conn())
    .await?;

    let mut entries = BTreeMap::new();
    for row in rows {
        let Some(criterion) = model.criterion(&row.criterion) else { continue };
        let answer = answer_of(row.quarters, row.not_applicable)?;
        let entry = Entry { answer, reason: row.reason, note: row.note, link: row.link };
        entries.insert(criterion.position, StoredEntry { entry, version: row.version });
    }
    Ok(StoredEntries(entries))
}

/// What stood in certain versions of certain criteria's entries, by position. Version 0 is blank.
pub(super) async fn entries_as_of(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    assessment: AssessmentId,
    versions: &[(&Criterion, i32)],
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
        ",
        tx.org() as OrgId,
        assessment as AssessmentId,
        &criteria,
        &numbers,
    )
    .fetch_all(tx.conn())
    .await?;

    let mut entries: BTreeMap<usize, Entry> =
        versions.iter().map(|(criterion, _)| (criterion.position, Entry::default())).collect();
    for row in rows {
        let Some(criterion) = model.criterion(&row.criterion) else { continue };
        let answer = answer_of(row.quarters, row.not_applicable)?;
        let entry = Entry { answer, reason: row.reason, note: row.note, link: row.link };
        entries.insert(criterion.position, entry);
    }
    Ok(entries)
}

fn answer_of(quarters: Option<i16>, not_applicable: bool) -> sqlx::Result<Answer> {
    match quarters {
        _ if not_applicable => Ok(Answer::NotApplicable),
        None => Ok(Answer::Unanswered),
        Some(quarters) => Quarters::try_from(quarters)
            .map(Answer::Given)
            .map_err(|error| sqlx::Error::Decode(error.into())),
    }
}

/// The draft of a period, begun if need be and locked until the transaction ends; `None` when the
/// period is submitted.
pub async fn open_draft(
    tx: &mut TenantTx<impl Allows<Edit>>,
    respondent: &Respondent,
    period: Period,
    model: &Model,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<AssessmentId>> {
    sqlx::query_scalar!(
        "
        insert into assessment (org_id, id, team_id, period, model_id, created_at, saved_at)
        values ($1, $2, $3, $4, $5, $6, $6)
        on conflict on constraint assessment_once_per_period
            do update set saved_at = excluded.saved_at
            where assessment.submitted_at is null
        returning id
        ",
        tx.org() as OrgId,
        AssessmentId::fresh() as AssessmentId,
        respondent.team() as Option<TeamId>,
        period as Period,
        model.id,
        now,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Saves entries of a draft that is locked. What has not changed is left alone; what has is kept
/// as a change, too.
pub async fn save_entries(
    tx: &mut TenantTx<impl Allows<Edit>>,
    assessment: AssessmentId,
    entries: &[(&Criterion, Entry)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
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
    sqlx::query!(
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
                changed_by = excluded.changed_by,
                changed_at = excluded.changed_at
            where (
                    answer.quarters, answer.not_applicable, answer.reason, answer.note, answer.link
                ) is distinct from (
                    excluded.quarters, excluded.not_applicable, excluded.reason, excluded.note,
                    excluded.link
                )
            returning criterion, version, quarters, not_applicable, reason, note, link
        )
        insert into answer_change (
            org_id, assessment_id, criterion, version, quarters, not_applicable, reason, note, link,
            changed_by, changed_at
        )
        select $1, $2, saved.*, $3, $4 from saved
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
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Fixes a locked draft and stores its figures with it. `applications` is the team's weight from
/// now on in the figures of this period.
pub(super) async fn record_submission(
    tx: &mut TenantTx<impl Allows<Edit>>,
    assessment: AssessmentId,
    applications: i32,
    figures: &Figures,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let [scores, towards, throughs] = figures.to_columns();
    sqlx::query!(
        "
        with submitted as (
            update assessment
            set submitted_at = $4, submitted_by = $3, saved_at = $4, applications = $5
            where org_id = $1 and id = $2
            returning org_id, id, team_id, period, model_id
        )
        insert into assessment_score (
            org_id, assessment_id, team_id, period, model_id, scores, towards, throughs
        )
        select submitted.*, $6, $7, $8 from submitted
        on conflict (org_id, assessment_id) do update set
            scores = excluded.scores, towards = excluded.towards, throughs = excluded.throughs
        ",
        tx.org() as OrgId,
        assessment as AssessmentId,
        tx.person() as PersonId,
        now,
        applications,
        &scores as &[Option<i16>],
        &towards as &[Option<i16>],
        &throughs as &[Option<i16>],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The figures of a submitted assessment of one period.
#[derive(Clone, Debug)]
pub struct PeriodFigures {
    pub period: Period,
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
        r#"
        select period, scores as "scores: Vec<Option<i16>>",
            towards as "towards: Vec<Option<i16>>", throughs as "throughs: Vec<Option<i16>>"
        from assessment_score
        where org_id = $1 and team_id is not distinct from $2 and period < $3
        order by period desc limit 1
        "#,
        tx.org() as OrgId,
        respondent.team() as Option<TeamId>,
        period as Period,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|row| {
        let figures = figures_of(model, &row.scores, &row.towards, &row.throughs)?;
        Ok(PeriodFigures { period: row.period, figures })
    })
    .transpose()
}

fn figures_of(
    model: &Model,
    scores: &[Option<i16>],
    towards: &[Option<i16>],
    throughs: &[Option<i16>],
) -> sqlx::Result<Figures> {
    Figures::from_columns(model, scores, towards, throughs)
        .map_err(|error| sqlx::Error::Decode(error.into()))
}

/// Lets nobody else compute a roll-up of this organization until the transaction ends, so that
/// two submissions at once both end up in it.
pub(super) async fn lock_roll_up(tx: &mut TenantTx<impl Allows<Edit>>) -> sqlx::Result<()> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended($1::text, 0))",
        format!("roll-up of {}", tx.org()),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The sums over the organization's teams that its roll-up of `period` is made of, and who
/// reports in it: whoever submitted the period, else whoever submitted the one before.
pub(super) async fn reporting(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    period: Period,
) -> sqlx::Result<Reporting> {
    let org = tx.org();
    let counts = sqlx::query!(
        r#"
        select
            (select count(*) from team where team.org_id = $1) as "known!",
            count(*) filter (where has_current and team_id is not null) as "current!",
            count(*) filter (where not has_current and team_id is not null) as "stale!",
            bool_or(has_current) filter (where team_id is null) as own_is_current,
            coalesce(sum(applications) filter (where team_id is not null), 0) as "weight!"
        from (
            select distinct on (team_id) team_id, applications, period = $2 as has_current
            from assessment
            where org_id = $1 and period in ($2, $3) and submitted_at is not null
            order by team_id, period desc
        ) as counted
        "#,
        org as OrgId,
        period as Period,
        period.previous() as Period,
    )
    .fetch_one(tx.conn())
    .await?;

    let rows = sqlx::query!(
        r#"
        with counted as (
            select distinct on (team_id) id, team_id, applications
            from assessment
            where org_id = $1 and period in ($2, $3) and submitted_at is not null
            order by team_id, period desc
        )
        select
            answer.criterion, counted.team_id is null as "is_own!",
            coalesce(sum(counted.applications) filter (where answer.not_applicable), 0)
                as "weight_not_applicable!",
            coalesce(sum(counted.applications * answer.quarters), 0) as "weighted_quarters!",
            min(answer.quarters) as quarters
        from counted join answer on answer.org_id = $1 and answer.assessment_id = counted.id
        group by 1, 2
        "#,
        org as OrgId,
        period as Period,
        period.previous() as Period,
    )
    .fetch_all(tx.conn())
    .await?;

    let mut sums = BTreeMap::new();
    let mut own = Answers::none(model);
    for row in rows {
        let Some(criterion) = model.criterion(&row.criterion) else { continue };
        if row.is_own {
            let answer = answer_of(row.quarters, row.weight_not_applicable > 0)?;
            own.set(criterion.position, answer);
        } else {
            let weight = counts.weight - row.weight_not_applicable;
            sums.insert(criterion.position, (weight, row.weighted_quarters));
        }
    }
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let sum = |n: i64| u64::try_from(n).unwrap_or(0);
    let coverage = Coverage {
        counted: count(counts.current + counts.stale),
        stale: count(counts.stale),
        known: count(counts.known.max(counts.current + counts.stale)),
        own: match counts.own_is_current {
            Some(true) => OwnAnswers::Submitted,
            Some(false) => OwnAnswers::Stale,
            None => OwnAnswers::Missing,
        },
    };
    Ok(Reporting {
        coverage,
        has_current: counts.current > 0 || coverage.own == OwnAnswers::Submitted,
        sums: sums
            .into_iter()
            .map(|(position, (weight, quarters))| AnswerSum {
                position,
                weight: sum(weight),
                weighted_quarters: sum(quarters),
            })
            .collect(),
        own: (coverage.own != OwnAnswers::Missing).then_some(own),
    })
}

/// Stores the organization's roll-up of a period in place of the one before.
pub(super) async fn record_roll_up(
    tx: &mut TenantTx<impl Allows<Edit>>,
    model: &Model,
    period: Period,
    coverage: Coverage,
    figures: &Figures,
) -> sqlx::Result<()> {
    let [scores, towards, throughs] = figures.to_columns();
    let count = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    sqlx::query!(
        "
        insert into org_score (
            org_id, period, model_id, teams_counted, teams_stale, teams_known, own,
            scores, towards, throughs
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (org_id, period) do update set
            model_id = excluded.model_id,
            teams_counted = excluded.teams_counted,
            teams_stale = excluded.teams_stale,
            teams_known = excluded.teams_known,
            own = excluded.own,
            scores = excluded.scores,
            towards = excluded.towards,
            throughs = excluded.throughs
        ",
        tx.org() as OrgId,
        period as Period,
        model.id,
        count(coverage.counted),
        count(coverage.stale),
        count(coverage.known),
        coverage.own.as_str(),
        &scores as &[Option<i16>],
        &towards as &[Option<i16>],
        &throughs as &[Option<i16>],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The figures of every period that the respondent has submitted, oldest first.
pub async fn submitted_figures(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    respondent: &Respondent,
) -> sqlx::Result<Vec<PeriodFigures>> {
    let rows = sqlx::query!(
        r#"
        select period, scores as "scores: Vec<Option<i16>>",
            towards as "towards: Vec<Option<i16>>", throughs as "throughs: Vec<Option<i16>>"
        from assessment_score
        where org_id = $1 and team_id is not distinct from $2
        order by period
        "#,
        tx.org() as OrgId,
        respondent.team() as Option<TeamId>,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let figures = figures_of(model, &row.scores, &row.towards, &row.throughs)?;
            Ok(PeriodFigures { period: row.period, figures })
        })
        .collect()
}

/// The organization's roll-up of one period.
#[derive(Clone, Debug)]
pub struct RollUp {
    pub period: Period,
    pub coverage: Coverage,
    pub figures: Figures,
}

/// Every roll-up of the organization, oldest first.
pub async fn roll_ups(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
) -> sqlx::Result<Vec<RollUp>> {
    let rows = sqlx::query!(
        r#"
        select period, teams_counted, teams_stale, teams_known, own,
            scores as "scores: Vec<Option<i16>>", towards as "towards: Vec<Option<i16>>",
            throughs as "throughs: Vec<Option<i16>>"
        from org_score where org_id = $1 order by period
        "#,
        tx.org() as OrgId,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let count = |n: i32| u32::try_from(n).unwrap_or(0);
            Ok(RollUp {
                period: row.period,
                coverage: Coverage {
                    counted: count(row.teams_counted),
                    stale: count(row.teams_stale),
                    known: count(row.teams_known),
                    own: OwnAnswers::stored(&row.own),
                },
                figures: figures_of(model, &row.scores, &row.towards, &row.throughs)?,
            })
        })
        .collect()
}

/// Where a team stands in a period.
#[derive(Clone, Debug)]
pub struct TeamStanding {
    pub team: TeamId,
    /// The figures that count for the team in the period, and the period they are of.
    pub figures: Option<PeriodFigures>,
    /// Whether a draft of the period has been begun.
    pub has_draft: bool,
}

/// Where every team stands that has reported in `period` or the one before, or begun a draft.
pub async fn team_standings(
    tx: &mut TenantTx<impl Allows<View>>,
    model: &Model,
    period: Period,
) -> sqlx::Result<Vec<TeamStanding>> {
    let rows = sqlx::query!(
        r#"
        select distinct on (assessment.team_id)
            assessment.team_id as "team!: TeamId",
            assessment_score.period as "period?",
            assessment_score.scores[:1 + $4] as "scores?: Vec<Option<i16>>",
            assessment_score.towards[:1 + $4] as "towards?: Vec<Option<i16>>",
            assessment_score.throughs[:1 + $4] as "throughs?: Vec<Option<i16>>",
            bool_or(assessment.period = $2 and assessment.submitted_at is null)
                over (partition by assessment.team_id) as "has_draft!"
        from assessment
        left join assessment_score
            on assessment_score.org_id = assessment.org_id
            and assessment_score.assessment_id = assessment.id
        where assessment.org_id = $1
          and assessment.team_id is not null
          and assessment.period in ($2, $3)
        order by assessment.team_id, assessment_score.period desc nulls last
        "#,
        tx.org() as OrgId,
        period as Period,
        period.previous() as Period,
        i32::try_from(model.dimensions.len()).unwrap_or(0),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let figures = match (row.period, row.scores, row.towards, row.throughs) {
                (Some(period), Some(scores), Some(towards), Some(throughs)) => {
                    let figures = figures_of(model, &scores, &towards, &throughs)?;
                    Some(PeriodFigures { period, figures })
                }
                _ => None,
            };
            Ok(TeamStanding { team: row.team, figures, has_draft: row.has_draft })
        })
        .collect()
}
