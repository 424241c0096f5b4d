use askama::Template;
use axum::response::{IntoResponse, Response};

use crate::access::{AuditKind, Manage, PersonId, Section, Setting, Team, TeamAccess, membership};
use crate::paths::{TeamPath, TeamSettingsPath, TeamsSettingsPath};
use crate::team::{Candidate, TeamForm, store};
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "team/team.html")]
struct TeamSettingsPage<'a> {
    shell: Shell,
    team: &'a Team,
    path: &'a TeamSettingsPath,
    candidates: Vec<Candidate>,
    /// The groups in use, to choose from.
    groups: Vec<String>,
    fields: &'a Fields,
    errors: &'a FieldErrors,
    form_key: FormKey,
}

impl TeamSettingsPage<'_> {
    fn all_teams(&self) -> TeamsSettingsPath {
        TeamsSettingsPath { org: self.path.org.clone() }
    }

    fn figures(&self) -> TeamPath {
        TeamPath { org: self.path.org.clone(), team: self.path.team.clone() }
    }
}

/// A team's name, weight, group and leads.
pub(super) async fn show(
    path: TeamSettingsPath,
    TeamAccess { visit, team, mut tx, .. }: TeamAccess<Manage>,
) -> Result<Page, PageError> {
    let mut fields = Fields::default();
    fields.put("name", &team.name);
    fields.put("applications", team.applications.to_string());
    fields.put("group", team.group.as_deref().unwrap_or_default());
    Page::render(&TeamSettingsPage {
        shell: visit.shell(Section::Settings(Setting::Teams)),
        team: &team,
        path: &path,
        candidates: store::candidates(&mut tx, team.id).await?,
        groups: store::groups(&mut tx).await?,
        fields: &fields,
        errors: &FieldErrors::default(),
        form_key: FormKey::fresh(),
    })
}

/// Changes them. The team's address stays.
pub(super) async fn update(
    path: TeamSettingsPath,
    TeamAccess { visit, team, mut tx, .. }: TeamAccess<Manage>,
    sent: Sent,
) -> Result<Response, PageError> {
    let mut candidates = store::candidates(&mut tx, team.id).await?;
    for candidate in &mut candidates {
        candidate.leads = sent.fields.is_sent(&candidate.field());
    }
    let groups = store::groups(&mut tx).await?;
    let form = match TeamForm::parse(&sent.fields, &groups) {
        Ok(form) => form,
        Err(errors) => {
            let page = Page::render(&TeamSettingsPage {
                shell: visit.shell(Section::Settings(Setting::Teams)),
                team: &team,
                path: &path,
                candidates,
                groups,
                fields: &sent.fields,
                errors: &errors,
                form_key: FormKey::fresh(),
            })?;
            return Ok(page.unprocessable().into_response());
        }
    };
    let next = Done::TeamSaved.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let leads: Vec<PersonId> =
        candidates.iter().filter(|one| one.leads).map(|one| one.person).collect();
    store::update(&mut tx, team.id, &form).await?;
    membership::set_leads(&mut tx, team.id, &leads).await?;
    tx.note(AuditKind::TeamChanged, &form.name).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
