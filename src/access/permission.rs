//! The whole permission policy: three actions, four roles, one table.

use std::fmt;
use std::str::FromStr;

/// What a request wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    View,
    Edit,
    Manage,
}

/// What someone is to an organization, or to one team of it.
///
/// A lead is a lead of certain teams only: to every other team, and to the organization as a
/// whole, a lead is a viewer (see [`Role::toward_organization`] and [`Role::toward_team`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Role {
    Viewer,
    Lead,
    Admin,
    Owner,
}

impl Role {
    /// Every role, from the one that may least.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Lead, Self::Admin, Self::Owner];

    /// The policy.
    ///
    /// Every pair is spelled out, so a new role or action does not compile until somebody has
    /// decided what it may do.
    pub const fn may(self, action: Action) -> bool {
        match (self, action) {
            (Self::Viewer, Action::View)
            | (Self::Lead, Action::View | Action::Edit)
            | (Self::Admin | Self::Owner, Action::View | Action::Edit | Action::Manage) => true,
            (Self::Viewer, Action::Edit | Action::Manage) | (Self::Lead, Action::Manage) => false,
        }
    }

    /// What a member of this role is to a team that they lead, or do not lead.
    pub const fn toward_team(self, leads_it: bool) -> Self {
        match self {
            Self::Lead if !leads_it => Self::Viewer,
            role => role,
        }
    }

    /// What a member of this role is to what belongs to the organization as a whole.
    pub const fn toward_organization(self) -> Self {
        self.toward_team(false)
    }

    /// Whether a member of this role makes reports. Those for whom trends are drawn do, and those
    /// who manage the organization; a lead reports by their teams' assessments.
    pub const fn makes_reports(self) -> bool {
        match self {
            Self::Viewer | Self::Admin | Self::Owner => true,
            Self::Lead => false,
        }
    }

    /// The role as it is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Lead => "lead",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// What the role may do, in words.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Viewer => "Sees everything, changes nothing. For leadership.",
            Self::Lead => "Answers and submits the assessments of their own teams.",
            Self::Admin => "Also manages teams, members and settings.",
            Self::Owner => "Also decides who is an owner.",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text names no role.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("choose one of owner, admin, lead and viewer")]
pub struct NotARole;

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, NotARole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(NotARole)
    }
}

/// An [`Action`] as a type, for use in a signature.
pub trait Permission: Send + Sync + 'static {
    const ACTION: Action;
}

/// `A: Allows<B>` means that whoever holds `A` may also do `B`.
#[diagnostic::on_unimplemented(
    message = "leave to `{Self}` is not leave to `{P}`",
    note = "ask for `TeamAccess<{P}>` or `OrgAccess<{P}>` in the handler's signature"
)]
pub trait Allows<P: Permission>: Permission {}

/// Read.
#[derive(Debug)]
pub struct View;

/// Answer assessments, record figures and notes.
#[derive(Debug)]
pub struct Edit;

/// Change people, teams and settings.
#[derive(Debug)]
pub struct Manage;

impl Permission for View {
    const ACTION: Action = Action::View;
}
impl Permission for Edit {
    const ACTION: Action = Action::Edit;
}
impl Permission for Manage {
    const ACTION: Action = Action::Manage;
}

impl Allows<View> for View {}
impl Allows<View> for Edit {}
impl Allows<Edit> for Edit {}
impl Allows<View> for Manage {}
impl Allows<Edit> for Manage {}
impl Allows<Manage> for Manage {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_do_what() {
        let line = |name: String, role: Role| {
            let [view, edit, manage] = [Action::View, Action::Edit, Action::Manage]
                .map(|action| if role.may(action) { "yes" } else { "-" });
            format!("{name:<28}{view:<6}{edit:<6}{manage}")
        };
        let lines: Vec<String> = Role::ALL
            .into_iter()
            .flat_map(|role| {
                [
                    line(format!("{role} to the organization"), role.toward_organization()),
                    line(format!("{role} to a team they lead"), role.toward_team(true)),
                    line(format!("{role} to another team"), role.toward_team(false)),
                ]
            })
            .collect();
        let table = format!("{:<28}View  Edit  Manage\n{}", "", lines.join("\n"));
        insta::assert_snapshot!(table, @r"
                                    View  Edit  Manage
        viewer to the organization  yes   -     -
        viewer to a team they lead  yes   -     -
        viewer to another team      yes   -     -
        lead to the organization    yes   -     -
        lead to a team they lead    yes   yes   -
        lead to another team        yes   -     -
        admin to the organization   yes   yes   yes
        admin to a team they lead   yes   yes   yes
        admin to another team       yes   yes   yes
        owner to the organization   yes   yes   yes
        owner to a team they lead   yes   yes   yes
        owner to another team       yes   yes   yes
        ");
    }

    #[test]
    fn every_role_reads_back_as_it_was_written() {
        for role in Role::ALL {
            assert_eq!(role.to_string().parse(), Ok(role));
        }
        assert_eq!("root".parse::<Role>(), Err(NotARole));
    }
}
