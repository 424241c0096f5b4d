use std::marker::PhantomData;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;

use super::{
    Action, Allows, Db, Edit, LedTeam, SessionCookie, Team, TeamId, TenantTx, View, Visit, org,
    store,
};
use crate::web::PageError;

/// Leave to read what the organization keeps beside its assessments (KPIs, returns, applications,
/// patterns), and, as `RecordAccess<Edit>`, to write some of it.
///
/// A record belongs to a team or to the organization as a whole. Owners and admins write all of
/// them, a lead those of their own teams. Whose a record is, is known only when it has been read
/// or its form parsed: until then the transaction may only read, and
/// [`editing`](RecordAccess::editing) exchanges it for one that writes.
///
/// Whoever may write no record at all is *forbidden* a `RecordAccess<Edit>`.
#[derive(Debug)]
pub struct RecordAccess<P> {
    pub visit: Visit,
    pub editor: Editor,
    pub tx: TenantTx<View>,
    permission: PhantomData<P>,
}

/// Whose records somebody may write.
#[derive(Clone, Debug)]
pub struct Editor {
    /// Every team of the organization, by name.
    teams: Vec<LedTeam>,
    /// Whether the role may edit at all what it leads, and what belongs to all.
    of_own: bool,
    of_all: bool,
}

impl Editor {
    /// Every team of the organization, by name.
    pub fn teams(&self) -> impl Iterator<Item = &Team> {
        self.teams.iter().map(|led| &led.team)
    }

    /// The teams whose records they may write, by name.
    pub fn own_teams(&self) -> impl Iterator<Item = &Team> {
        self.teams.iter().filter(|led| self.may_edit_of(led)).map(|led| &led.team)
    }

    /// Whether they may write what belongs to the organization as a whole.
    pub const fn may_edit_all(&self) -> bool {
        self.of_all
    }

    /// Whether they may write what belongs to `team`; `None` is the organization as a whole.
    pub fn may_edit(&self, team: Option<TeamId>) -> bool {
        match team {
            None => self.of_all,
            Some(team) => self.teams.iter().any(|led| led.team.id == team && self.may_edit_of(led)),
        }
    }

    /// Whether there is anything that they may write.
    pub fn may_edit_any(&self) -> bool {
        self.of_all || self.own_teams().next().is_some()
    }

    fn may_edit_of(&self, led: &LedTeam) -> bool {
        self.of_all || self.of_own && led.is_led
    }
}

impl RecordAccess<Edit> {
    /// Leave to write records of `teams`, where `None` is the organization as a whole: of both the
    /// team that a record had and the one it gets.
    pub fn editing(
        self,
        teams: impl IntoIterator<Item = Option<TeamId>>,
    ) -> Result<TenantTx<Edit>, PageError> {
        if teams.into_iter().all(|team| self.editor.may_edit(team)) {
            Ok(self.tx.widened())
        } else {
            Err(PageError::Forbidden)
        }
    }
}

impl<S, P> FromRequestParts<S> for RecordAccess<P>
where
    S: Send + Sync,
    Db: FromRef<S>,
    SessionCookie: FromRef<S>,
    P: Allows<View>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let (visit, role, tx) = org::enter::<S, P>(parts, state).await?;
        let mut tx = tx.narrowed();
        let editor = Editor {
            teams: store::teams_and_leads(&mut tx).await?,
            of_own: role.toward_team(true).may(Action::Edit),
            of_all: role.toward_organization().may(Action::Edit),
        };
        if P::ACTION == Action::View || editor.may_edit_any() {
            Ok(Self { visit, editor, tx, permission: PhantomData })
        } else {
            Err(PageError::Forbidden)
        }
    }
}
