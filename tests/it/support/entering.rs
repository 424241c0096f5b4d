//! Assessments entered past the pages, as the demo is.

use waymark::access::{Edit, Org, OrgId, OutsideTx, PersonId, TenantTx, teams};
use waymark::assessment::store::{open_draft, save_entries};
use waymark::assessment::{Entry, Respondent, submit};
use waymark::maturity::{Answer, Criterion, Model, Quarters};
use waymark::period::Period;

use super::Waymark;

/// An answer of that many quarters.
pub fn given(quarters: u8) -> Answer {
    Answer::Given(Quarters::new(quarters).unwrap())
}

/// Northwind, on behalf of its owner.
pub async fn as_owner(waymark: &Waymark) -> TenantTx<Edit> {
    let (org, owner): (OrgId, PersonId) = sqlx::query_as(
        "
        select org_id, person_id from membership join org on org.id = org_id
        where org.slug = 'northwind' and role = 'owner'
        ",
    )
    .fetch_one(waymark.pool())
    .await
    .unwrap();
    OutsideTx::begin(&waymark.app.db).await.unwrap().enter(org, owner).await.unwrap()
}

/// A team of Northwind by its slug, or the organization itself.
pub async fn respondent(tx: &mut TenantTx<Edit>, team: Option<&str>) -> Respondent {
    match team {
        Some(slug) => {
            let mut teams = teams(tx).await.unwrap();
            teams.retain(|team| team.slug.as_str() == slug);
            Respondent::Team(teams.swap_remove(0))
        }
        None => Respondent::Organization(Org {
            id: tx.org(),
            slug: "northwind".parse().unwrap(),
            name: "Northwind".to_owned(),
            currency: "EUR".to_owned(),
        }),
    }
}

/// Saves answers of a draft. `answer` says what is answered to a criterion, if anything.
pub async fn draft(
    waymark: &Waymark,
    team: Option<&str>,
    period: &str,
    answer: impl Fn(&Criterion) -> Option<Answer>,
) {
    let (model, now) = (Model::built_in(), waymark.app.clock.now());
    let period: Period = period.parse().unwrap();
    let mut tx = as_owner(waymark).await;
    let respondent = respondent(&mut tx, team).await;
    let entries: Vec<(&Criterion, Entry)> = model
        .criteria()
        .iter()
        .filter(|criterion| criterion.scope == respondent.scope())
        .filter_map(|criterion| {
            Some((criterion, Entry { answer: answer(criterion)?, ..Entry::default() }))
        })
        .collect();
    let draft = open_draft(&mut tx, &respondent, period, model, now).await.unwrap().unwrap();
    save_entries(&mut tx, draft, &entries, now).await.unwrap();
    tx.commit().await.unwrap();
}

/// Answers every criterion, and submits.
pub async fn submitted(
    waymark: &Waymark,
    team: Option<&str>,
    period: &str,
    answer: impl Fn(&Criterion) -> Answer,
) {
    draft(waymark, team, period, |criterion| Some(answer(criterion))).await;
    let (model, now) = (Model::built_in(), waymark.app.clock.now());
    let mut tx = as_owner(waymark).await;
    let respondent = respondent(&mut tx, team).await;
    submit(&mut tx, model, &respondent, period.parse().unwrap(), now).await.unwrap().unwrap();
    tx.commit().await.unwrap();
}
