//! The demo's applications and patterns.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::file::{FiledApplication, FiledPattern, FiledState};
use super::{DemoError, find, last_day};
use crate::access::{Allows, Edit, Team, TeamId, TenantTx};
use crate::application::change::store::change_state;
use crate::application::need::store::add_need;
use crate::application::pattern::store::add_pattern;
use crate::application::store::add;
use crate::application::{
    ApplicationForm, ChangeForm, Effort, FirstState, MoveState, PatternForm, PatternId,
};

/// Adds every pattern; tells their ids by their names.
pub(super) async fn add_patterns(
    tx: &mut TenantTx<impl Allows<Edit>>,
    filed: &[FiledPattern],
    teams: &[Team],
) -> Result<BTreeMap<String, PatternId>, DemoError> {
    let mut ids = BTreeMap::new();
    for pattern in filed {
        let disciplines = pattern.disciplines.iter().map(|word| read(word, &pattern.name));
        let form = PatternForm {
            name: pattern.name.clone(),
            team: pattern.team.as_deref().map(|slug| team(teams, slug)).transpose()?,
            owner: pattern.owner.clone(),
            description: pattern.description.clone(),
            disciplines: disciplines.collect::<Result<_, _>>()?,
        };
        let (id, _) = add_pattern(tx, &form).await?;
        ids.insert(pattern.name.clone(), id);
    }
    Ok(ids)
}

/// Adds every application, and each state that it came to on the last day of its period.
pub(super) async fn add_all(
    tx: &mut TenantTx<impl Allows<Edit>>,
    filed: &[FiledApplication],
    patterns: &BTreeMap<String, PatternId>,
    teams: &[Team],
    today: DateTime<Utc>,
) -> Result<(), DemoError> {
    let mut ids = BTreeMap::new();
    for application in filed {
        let form = form(application, patterns, teams)?;
        let newest = FiledState {
            period: application.since,
            state: application.state.clone(),
            note: application.note.clone(),
        };
        let mut states = application.history.iter().chain([&newest]);
        let Some(first) = states.next() else { continue };
        let mut state: MoveState = read(&first.state, &application.name)?;
        let at = last_day(first.period, today);
        let came = FirstState { state, since: first.period, note: first.note.clone() };
        let (id, _) = add(tx, &form, &came, at).await?;
        ids.insert(&*application.name, id);
        for filed in states {
            let change = ChangeForm {
                from: state,
                to: read(&filed.state, &application.name)?,
                period: filed.period,
                note: filed.note.clone(),
            };
            if !change_state(tx, id, &change, last_day(filed.period, today)).await? {
                return Err(DemoError::Application(application.name.clone()));
            }
            state = change.to;
        }
    }
    for application in filed {
        let unread = || DemoError::Application(application.name.clone());
        for name in &application.needs {
            let pair = ids.get(&*application.name).zip(ids.get(&**name));
            let (id, needed) = pair.ok_or_else(unread)?;
            add_need(tx, *id, *needed).await?;
        }
    }
    Ok(())
}

fn form(
    filed: &FiledApplication,
    patterns: &BTreeMap<String, PatternId>,
    teams: &[Team],
) -> Result<ApplicationForm, DemoError> {
    let unread = || DemoError::Application(filed.name.clone());
    let effort = Some(&*filed.effort_days).filter(|days| !days.is_empty());
    let used = filed.patterns.iter().map(|name| patterns.get(name).copied().ok_or_else(unread));
    Ok(ApplicationForm {
        name: filed.name.clone(),
        team: Some(team(teams, &filed.team)?),
        owner: filed.owner.clone(),
        reason: filed.reason.clone(),
        action: read(&filed.action, &filed.name)?,
        expected_benefit: filed.expected_benefit.clone(),
        measured_benefit: filed.measured_benefit.clone(),
        trade_offs: filed.trade_offs.clone(),
        effort: effort.map(|days| Effort::parse(days).ok_or_else(unread)).transpose()?,
        size: Some(read(&filed.size, &filed.name)?),
        patterns: used.collect::<Result<_, _>>()?,
    })
}

fn team(teams: &[Team], slug: &str) -> Result<TeamId, DemoError> {
    let team = find(teams, slug).ok_or_else(|| DemoError::Team(slug.to_owned()))?;
    Ok(team.id)
}

fn read<C: FromStr>(word: &str, name: &str) -> Result<C, DemoError> {
    word.parse().map_err(|_| DemoError::Application(name.to_owned()))
}
