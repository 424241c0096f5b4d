use askama::Template;
use axum::response::{IntoResponse, Response};

use crate::access::{AuditKind, Manage, OrgAccess, Section, Setting, Visit};
use crate::paths::{TeamSettingsPath, TeamsSettingsPath};
use crate::team::store::ListedTeam;
use crate::team::{TeamForm, store};
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "team/teams.html")]
struct TeamsPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    path: &'a TeamsSettingsPath,
    teams: Vec<ListedTeam>,
    /// The groups in use, to choose from.
    groups: Vec<String>,
    fields: &'a Fields,
    errors: &'a FieldErrors,
    form_key: FormKey,
}

impl TeamsPage<'_> {
    fn address(&self, team: &ListedTeam) -> TeamSettingsPath {
        TeamSettingsPath { org: self.path.org.clone(), team: team.slug.clone() }
    }
}

/// The teams, and a form to add one.
pub(super) async fn show(
    path: TeamsSettingsPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
) -> Result<Page, PageError> {
    let mut fields = Fields::default();
    fields.put("applications", "1");
    Page::render(&TeamsPage {
        shell: visit.shell(Section::Settings(Setting::Teams)),
        visit: &visit,
        path: &path,
        teams: store::listed_teams(&mut tx).await?,
        groups: store::groups(&mut tx).await?,
        fields: &fields,
        errors: &FieldErrors::default(),
        form_key: FormKey::fresh(),
    })
}

/// Adds a team.
pub(super) async fn create(
    path: TeamsSettingsPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    sent: Sent,
) -> Result<Response, PageError> {
    let groups = store::groups(&mut tx).await?;
    let team = match TeamForm::parse(&sent.fields, &groups) {
        Ok(team) => team,
        Err(errors) => {
            let page = Page::render(&TeamsPage {
                shell: visit.shell(Section::Settings(Setting::Teams)),
                visit: &visit,
                path: &path,
                teams: store::listed_teams(&mut tx).await?,
                groups,
                fields: &sent.fields,
                errors: &errors,
                form_key: FormKey::fresh(),
            })?;
            return Ok(page.unprocessable().into_response());
        }
    };
    let next = Done::TeamAdded.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    store::add(&mut tx, &team).await?;
    tx.note(AuditKind::TeamCreated, &team.name).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
