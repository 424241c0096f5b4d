//! The demo organization: its people, its teams, and what they answered over nine quarters.
//!
//! It is loaded as its people would have entered it: every answer saved, every assessment
//! submitted, in the order of the periods.

mod applications;
mod certificates;
mod file;
mod kpis;
mod password;
mod returned;

use chrono::{DateTime, NaiveTime, Utc};

use crate::access::founding::{self, NewOrg};
use crate::access::{Db, Edit, Org, OutsideTx, PersonId, Role, Team, TenantTx, membership, teams};
use crate::account::store::{self as accounts, NewPerson};
use crate::assessment::store::{open_draft, save_entries};
use crate::assessment::{Entry, Respondent, submit};
use crate::maturity::{Answer, Criterion, Model, Quarters};
use crate::password::{Hasher, HashingError, NewPassword, Verdict};
use crate::paths::{NotASlug, OrgSlug};
use crate::period::Period;
use crate::state::App;
use crate::team::store as team;
use crate::web::PageError;
use file::{DemoFile, FiledAnswers, FiledPeriod};
pub use password::DemoPassword;

/// Somebody of the demo.
struct Member {
    email: &'static str,
    name: &'static str,
    role: Role,
    /// The slug of the team they lead.
    leads: Option<&'static str>,
}

const OWNER: Member = Member {
    email: "owner@northwind.example",
    name: "Mara Keller",
    role: Role::Owner,
    leads: None,
};

const OTHERS: [Member; 2] = [
    Member {
        email: "lead.payments@northwind.example",
        name: "Idris Okafor",
        role: Role::Lead,
        leads: Some("payments"),
    },
    Member {
        email: "viewer@northwind.example",
        name: "Lena Sato",
        role: Role::Viewer,
        leads: None,
    },
];

/// Why the demo is not there.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("the demo's file cannot be read: {0}")]
    File(#[from] serde_json::Error),
    #[error("the demo's file has the address {0:?}: {1}")]
    Slug(String, NotASlug),
    #[error("the demo's file has answers of the team {0:?}, which it does not list")]
    Team(String),
    #[error("the demo's file has an answer to the criterion {0:?} that the model does not offer")]
    Answer(String),
    #[error("the demo's file has an application or a pattern {0:?} that cannot be read")]
    Application(String),
    #[error("the demo's file has the amount {0:?}, which the organization's currency cannot write")]
    Amount(String),
    #[error("the demo's file has a return that names {0:?}, which it does not list")]
    Subject(String),
    #[error("the demo's return of {0} could not be entered")]
    NotEntered(Period),
    #[error("the demo's file has the KPI {0:?} with a value or a direction that is none")]
    Kpi(String),
    #[error("the demo's assessment of {0} could not be submitted")]
    NotSubmitted(Period),
    #[error("the demo's password cannot be kept in {path}: {source}")]
    Password { path: String, source: std::io::Error },
    #[error("the demo's password could not be hashed: {0}")]
    Hashing(#[from] HashingError),
    #[error("the demo could not be stored: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the demo could not be stored: {0}")]
    Page(#[from] PageError),
}

/// The addresses that the demo's people sign in with, and their roles.
pub fn people() -> impl Iterator<Item = (&'static str, Role)> {
    [&OWNER].into_iter().chain(&OTHERS).map(|member| (member.email, member.role))
}

/// Loads the demo unless it is there, and sees to it that its people can sign in with `password`.
///
/// All of it is loaded in one transaction: there is never half a demo. Each period is submitted on
/// its last day, and the one that we are in, today.
pub async fn load(app: &App, password: &DemoPassword) -> Result<(), DemoError> {
    let App { db, hasher, clock, .. } = app;
    let demo: DemoFile = serde_json::from_str(include_str!("../../demo/northwind.json"))?;
    let slug: OrgSlug = demo
        .organization
        .slug
        .parse()
        .map_err(|error| DemoError::Slug(demo.organization.slug.clone(), error))?;
    if renew_passwords(db, hasher, password).await? {
        return Ok(());
    }

    let hash = hasher.hash(NewPassword::unchecked(password.reveal())).await?;
    let mut tx = OutsideTx::begin(db).await?;
    let owner = open_account(&mut tx, &OWNER, &hash).await?;
    let mut others = Vec::new();
    for member in &OTHERS {
        others.push((member, open_account(&mut tx, member, &hash).await?));
    }
    let model = Model::built_in();
    let org = NewOrg { slug: &slug, name: &demo.organization.name, model: &model.id };
    let mut tx = founding::found(tx, org, owner).await?;
    for team in demo.teams {
        team::add(&mut tx, &team).await?;
    }
    let teams = teams(&mut tx).await?;
    for (member, person) in others {
        membership::admit(&mut tx, person, member.role).await?;
        let led = member.leads.and_then(|slug| find(&teams, slug));
        if let Some(team) = led {
            membership::add_lead(&mut tx, team.id, person).await?;
        }
    }
    let org = Org {
        id: tx.org(),
        slug,
        name: demo.organization.name.clone(),
        currency: demo.organization.currency.clone(),
    };
    let (mut tx, today) = (tx, clock.now());
    let patterns = applications::add_patterns(&mut tx, &demo.patterns, &teams).await?;
    applications::add_all(&mut tx, &demo.applications, &patterns, &teams, today).await?;
    kpis::enter(&mut tx, &demo.kpis, today).await?;
    certificates::note_all(&mut tx, &demo.certificates, &teams, today).await?;
    returned::enter_all(&mut tx, &demo.roi, &demo.roi_expectation, &org, today).await?;
    let mut tx = tx.narrowed();
    submit_all(&mut tx, &demo.assessments, org, &teams, today).await?;
    Ok(tx.commit().await?)
}

/// The last day of a period, or `today` if it is not over.
fn last_day(period: Period, today: DateTime<Utc>) -> DateTime<Utc> {
    period.last_day().and_time(NaiveTime::MIN).and_utc().min(today)
}

fn find<'t>(teams: &'t [Team], slug: &str) -> Option<&'t Team> {
    teams.iter().find(|team| team.slug.as_str() == slug)
}

async fn open_account(
    tx: &mut OutsideTx,
    member: &Member,
    password_hash: &str,
) -> sqlx::Result<PersonId> {
    let id = PersonId::fresh();
    let person = NewPerson { id, name: member.name, email: member.email, password_hash };
    accounts::insert_person(tx, &person).await?;
    Ok(id)
}

/// Gives the demo's people `password` if they have another; `false` if they are not there.
async fn renew_passwords(
    db: &Db,
    hasher: &Hasher,
    password: &DemoPassword,
) -> Result<bool, DemoError> {
    for (email, _) in people() {
        let mut tx = OutsideTx::begin_reading(db).await?;
        let found = accounts::find_credentials(&mut tx, email).await?;
        drop(tx); // hashing takes long
        let Some(known) = found else { return Ok(false) };
        let old = known.password_hash;
        if hasher.verify(password.reveal().to_owned(), Some(old.clone())).await? == Verdict::Wrong {
            let new = hasher.hash(NewPassword::unchecked(password.reveal())).await?;
            let mut tx = OutsideTx::begin(db).await?;
            accounts::replace_password_hash(&mut tx, known.person, &old, &new).await?;
            tx.commit().await?;
        }
    }
    Ok(true)
}

/// Submits every assessment of the file, period by period.
async fn submit_all(
    tx: &mut TenantTx<Edit>,
    assessments: &[FiledPeriod],
    org: Org,
    teams: &[Team],
    today: DateTime<Utc>,
) -> Result<(), DemoError> {
    let own = Respondent::Organization(org);
    for filed in assessments {
        let now = last_day(filed.period, today);
        submit_one(tx, &own, filed.period, &filed.organization, now).await?;
        for (slug, answers) in &filed.teams {
            let team = find(teams, slug).ok_or_else(|| DemoError::Team(slug.clone()))?;
            let respondent = Respondent::Team(team.clone());
            submit_one(tx, &respondent, filed.period, answers, now).await?;
        }
    }
    Ok(())
}

async fn submit_one(
    tx: &mut TenantTx<Edit>,
    respondent: &Respondent,
    period: Period,
    answers: &FiledAnswers,
    now: DateTime<Utc>,
) -> Result<(), DemoError> {
    let model = Model::built_in();
    let entries = entries(model, respondent, answers)?;
    let draft = open_draft(tx, respondent, period, model, now)
        .await?
        .ok_or(DemoError::NotSubmitted(period))?;
    save_entries(tx, draft, &entries, now).await?;
    submit(tx, model, respondent, period, now)
        .await?
        .map(|_| ())
        .map_err(|_| DemoError::NotSubmitted(period))
}

/// An entry for every criterion of the respondent's.
fn entries<'m>(
    model: &'m Model,
    respondent: &Respondent,
    answers: &FiledAnswers,
) -> Result<Vec<(&'m Criterion, Entry)>, DemoError> {
    if let Some(unknown) = answers.keys().find(|id| model.criterion(id).is_none()) {
        return Err(DemoError::Answer(unknown.clone()));
    }
    model
        .criteria()
        .iter()
        .filter(|criterion| criterion.scope == respondent.scope())
        .map(|criterion| {
            let id = criterion.id.as_ref();
            let number = answers.get(id).copied().unwrap_or(0);
            let quarters =
                Quarters::new(number).filter(|&quarters| criterion.answers.allows(quarters));
            let quarters = quarters.ok_or_else(|| DemoError::Answer(id.to_owned()))?;
            Ok((criterion, Entry { answer: Answer::Given(quarters), ..Entry::default() }))
        })
        .collect()
}
