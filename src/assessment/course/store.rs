//! All SQL of the courses that are stored with the figures they lead to.

use crate::access::{Allows, Edit, OrgId, TeamId, TenantTx};
use crate::assessment::PeriodFigures;
use crate::assessment::score::store::{bytes_without_categories, figures_of, percent};
use crate::maturity::Model;
use crate::period::Period;

/// How many bytes the period of a quarter takes, and how much of it was reviewed.
const HEAD: (usize, usize) = (7, 2);

/// Stores the courses that lead to figures of these teams anew, to those of `first` and after it.
pub(in crate::assessment) async fn renew_courses(
    tx: &mut TenantTx<impl Allows<Edit>>,
    model: &Model,
    teams: &[TeamId],
    first: Period,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update assessment_score as known
        set course = (
            select string_agg(
                convert_to(period, 'UTF8') || int2send(reviewed_percent)
                    || substring(figures for $4),
                ''::bytea order by period
            )
            from (
                select period, reviewed_percent, figures
                from assessment_score as way
                where way.org_id = $1
                  and way.team_id = known.team_id
                  and way.period <= known.period
                order by way.period desc limit 8
            ) as last
        )
        where known.org_id = $1 and known.team_id = any ($2) and known.period >= $3
        ",
        tx.org() as OrgId,
        teams as &[TeamId],
        first as Period,
        bytes_without_categories(model),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Reads a stored course from `first` on.
pub(in crate::assessment) fn course_of(
    model: &Model,
    stored: &[u8],
    first: Period,
) -> sqlx::Result<Vec<PeriodFigures>> {
    let (period_bytes, reviewed_bytes) = HEAD;
    let figures = usize::try_from(bytes_without_categories(model)).unwrap_or(0);
    let mut course = Vec::new();
    for quarter in stored.chunks(period_bytes + reviewed_bytes + figures) {
        let (period, rest) = quarter.split_at_checked(period_bytes).ok_or_else(cut_short)?;
        let (reviewed, packed) = rest.split_first_chunk().ok_or_else(cut_short)?;
        let period: Period = std::str::from_utf8(period)
            .map_err(|error| sqlx::Error::Decode(error.into()))?
            .parse()
            .map_err(|error: crate::period::NotAPeriod| sqlx::Error::Decode(error.into()))?;
        if period >= first {
            course.push(PeriodFigures {
                period,
                reviewed_percent: percent(i16::from_be_bytes(*reviewed)),
                figures: figures_of(model, packed)?,
                evidenced: None,
            });
        }
    }
    Ok(course)
}

fn cut_short() -> sqlx::Error {
    sqlx::Error::Decode("a stored course ends within a quarter".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_course_is_read_from_a_period_on_and_refused_when_it_is_cut_short() {
        let model = Model::built_in();
        let quarter = |period: &str, reviewed: i16| {
            let figures = [[0_u8, 120], [1, 0], [0, 7]].concat().repeat(6);
            [period.as_bytes(), &reviewed.to_be_bytes(), &figures].concat()
        };
        let stored = [quarter("2026-Q2", 40), quarter("2026-Q4", 90)].concat();
        let read = |stored, first: &str| course_of(model, stored, first.parse().unwrap());

        let all = read(&stored, "2026-Q1").unwrap();
        assert_eq!(all.iter().map(|it| it.reviewed_percent).collect::<Vec<_>>(), [40, 90]);
        assert_eq!(all[0].figures.whole.unwrap().score.number(), 120);
        assert_eq!(read(&stored, "2026-Q3").unwrap().len(), 1);
        assert!(read(&stored[..stored.len() - 1], "2026-Q1").is_err());
        assert!(read(&stored[..5], "2026-Q1").is_err());
    }
}
