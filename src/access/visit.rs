use super::{Action, Actor, Org, Role};
use crate::paths::{
    ApplicationsPath, KpisPath, MailSettingsPath, MembersPath, OrganizationSettingsPath,
    OverviewPath, PlanPath, ReportsPath, RoiPath, TeamsPath, TeamsSettingsPath,
};
use crate::web::{NavLink, Shell, ShellOrg};

/// Somebody in an organization they belong to.
#[derive(Clone, Debug)]
pub struct Visit {
    pub actor: Actor,
    pub org: Org,
    /// What the actor is to the organization.
    pub role: Role,
}

/// Where in an organization a page stands, as the navigation shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Overview,
    Teams,
    Kpis,
    Return,
    Applications,
    Plan,
    Reports,
    Settings(Setting),
    /// An error, which belongs nowhere.
    Elsewhere,
}

/// A page of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    Teams,
    Members,
    Organization,
    Mail,
}

impl Visit {
    /// Whether the actor may manage the organization.
    pub const fn manages(&self) -> bool {
        self.role.toward_organization().may(Action::Manage)
    }

    /// The frame of a page of `section`.
    pub fn shell(&self, section: Section) -> Shell {
        let org = &self.org.slug;
        let link = |label: &str, href: String, leads_to: Section| NavLink {
            label: label.to_owned(),
            href,
            current: section == leads_to,
        };
        let setting = |label: &str, href: String, leads_to: Setting| {
            link(label, href, Section::Settings(leads_to))
        };
        let teams = TeamsSettingsPath { org: org.clone() }.to_string();
        let members = MembersPath { org: org.clone() }.to_string();
        let organization = OrganizationSettingsPath { org: org.clone() }.to_string();
        let mail = MailSettingsPath { org: org.clone() }.to_string();
        let settings = if self.manages() {
            vec![
                setting("Teams", teams, Setting::Teams),
                setting("Members", members, Setting::Members),
                setting("Organization", organization, Setting::Organization),
                setting("Mail", mail, Setting::Mail),
            ]
        } else {
            Vec::new()
        };
        let mut links = vec![
            link("Overview", OverviewPath { org: org.clone() }.to_string(), Section::Overview),
            link("Teams", TeamsPath { org: org.clone() }.to_string(), Section::Teams),
            link("KPIs", KpisPath { org: org.clone() }.to_string(), Section::Kpis),
            link("Return", RoiPath { org: org.clone() }.to_string(), Section::Return),
            link(
                "Applications",
                ApplicationsPath { org: org.clone() }.to_string(),
                Section::Applications,
            ),
            link("Plan", PlanPath { org: org.clone() }.to_string(), Section::Plan),
            link("Reports", ReportsPath { org: org.clone() }.to_string(), Section::Reports),
        ];
        if let Some(first) = settings.first() {
            links.push(NavLink {
                label: "Settings".to_owned(),
                href: first.href.clone(),
                current: matches!(section, Section::Settings(_)),
            });
        }

        let mut shell = self.actor.shell();
        if let Some(visitor) = &mut shell.visitor {
            visitor.organizations = self.actor.org_links(Some(org));
            visitor.org = Some(ShellOrg { name: self.org.name.clone(), links, settings });
        }
        shell
    }
}
