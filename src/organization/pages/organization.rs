use askama::Template;
use axum::response::{IntoResponse, Response};

use crate::access::{AuditKind, Manage, OrgAccess, Section, Setting, Visit, rename_org};
use crate::paths::OrganizationSettingsPath;
use crate::web::{Done, FieldErrors, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "organization/organization.html")]
struct OrganizationPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    path: &'a OrganizationSettingsPath,
    typed_name: &'a str,
    errors: &'a FieldErrors,
    form_key: FormKey,
}

/// The organization's name.
pub(super) async fn show(
    path: OrganizationSettingsPath,
    OrgAccess { visit, .. }: OrgAccess<Manage>,
) -> Result<Page, PageError> {
    Page::render(&OrganizationPage {
        shell: visit.shell(Section::Settings(Setting::Organization)),
        visit: &visit,
        path: &path,
        typed_name: &visit.org.name,
        errors: &FieldErrors::default(),
        form_key: FormKey::fresh(),
    })
}

/// Gives the organization another name.
pub(super) async fn update(
    path: OrganizationSettingsPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    sent: Sent,
) -> Result<Response, PageError> {
    let mut errors = FieldErrors::default();
    let name = sent.fields.line("name", 120, &mut errors);
    if !errors.is_empty() {
        let page = Page::render(&OrganizationPage {
            shell: visit.shell(Section::Settings(Setting::Organization)),
            visit: &visit,
            path: &path,
            typed_name: sent.fields.text("name"),
            errors: &errors,
            form_key: FormKey::fresh(),
        })?;
        return Ok(page.unprocessable().into_response());
    }
    let next = Done::OrganizationRenamed.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    rename_org(&mut tx, &name).await?;
    tx.note(AuditKind::OrganizationRenamed, &format!("{} to {name}", visit.org.name)).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
