use askama::Template;

use crate::access::{
    self, Manage, OrgAccess, PersonId, Role, Section, Setting, Team, TenantTx, Visit,
};
use crate::organization::{Member, OpenInvitation, store};
use crate::paths::{
    InvitationRevocationPath, InvitationsPath, MemberPath, MembersPath, MembershipRemovalPath,
};
use crate::web::{FieldErrors, Fields, FormKey, Page, PageError, Shell};

#[derive(Template)]
#[template(path = "organization/members.html")]
pub(super) struct MembersPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    members: Vec<Member>,
    invitations: Vec<OpenInvitation>,
    teams: Vec<Team>,
    /// What was typed into the invitation.
    pub fields: &'a Fields,
    pub errors: &'a FieldErrors,
}

impl<'a> MembersPage<'a> {
    /// The page as it stands in the database, with nothing typed.
    pub(super) async fn of(
        tx: &mut TenantTx<Manage>,
        visit: &'a Visit,
        fields: &'a Fields,
        errors: &'a FieldErrors,
    ) -> sqlx::Result<Self> {
        Ok(Self {
            shell: visit.shell(Section::Settings(Setting::Members)),
            visit,
            members: store::members(tx).await?,
            invitations: store::open_invitations(tx).await?,
            teams: access::teams(tx).await?,
            fields,
            errors,
        })
    }

    fn member(&self, person: PersonId) -> MemberPath {
        MemberPath { org: self.visit.org.slug.clone(), person: person.0 }
    }

    fn removal(&self, person: PersonId) -> MembershipRemovalPath {
        MembershipRemovalPath { org: self.visit.org.slug.clone(), person: person.0 }
    }

    fn invitations(&self) -> InvitationsPath {
        InvitationsPath { org: self.visit.org.slug.clone() }
    }

    fn revocation(&self, invitation: &OpenInvitation) -> InvitationRevocationPath {
        let org = self.visit.org.slug.clone();
        InvitationRevocationPath { org, invitation: invitation.id.0 }
    }

    /// The roles that the visitor may give.
    fn roles(&self) -> impl Iterator<Item = Role> {
        let is_owner = self.visit.role == Role::Owner;
        Role::ALL.into_iter().filter(move |role| is_owner || *role != Role::Owner)
    }

    /// Whether the visitor may change what the member is.
    fn is_changeable(&self, member: &Member) -> bool {
        self.visit.role == Role::Owner || member.role != Role::Owner
    }

    fn chosen_role(&self) -> &str {
        let chosen = self.fields.text("role");
        if chosen.is_empty() { Role::Lead.as_str() } else { chosen }
    }

    fn team_options(&self) -> Vec<(&str, &str)> {
        let none = [("", "No team yet")];
        none.into_iter()
            .chain(self.teams.iter().map(|team| (team.slug.as_str(), team.name.as_str())))
            .collect()
    }
}

/// Who belongs to the organization, and who is invited.
pub(super) async fn show(
    _: MembersPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
) -> Result<Page, PageError> {
    let fields = Fields::default();
    let errors = FieldErrors::default();
    let page = MembersPage::of(&mut tx, &visit, &fields, &errors).await?;
    Page::render(&page)
}
