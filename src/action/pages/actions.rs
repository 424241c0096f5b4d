use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Place;
use crate::access::{
    Allows, AuditKind, Edit, OrgAccess, Owner, TeamAccess, TenantTx, View, membership,
};
use crate::action::form::due_periods;
use crate::action::{ActionForm, ActionId, ActionState, NotedAction, store};
use crate::clock::Clock;
use crate::maturity::{Criterion, Model};
use crate::paths::{OrgActionsPath, TeamActionsPath};
use crate::period::Period;
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

/// Which criterion the form begins with.
#[derive(Debug, Deserialize)]
pub(super) struct About {
    #[serde(default)]
    criterion: String,
}

#[derive(Template)]
#[template(path = "action/actions.html")]
pub(super) struct ActionsPage<'a> {
    shell: Shell,
    place: &'a Place,
    model: &'static Model,
    current: Period,
    actions: Vec<NotedAction>,
    members: Vec<Owner>,
    /// What was typed into the form of a new action.
    fields: &'a Fields,
    /// What was typed into the form of an action that is there.
    changed: Option<(ActionId, &'a Fields)>,
    errors: &'a FieldErrors,
}

impl<'a> ActionsPage<'a> {
    /// The page with a form as it was typed.
    pub async fn of(
        tx: &mut TenantTx<impl Allows<View>>,
        place: &'a Place,
        current: Period,
        fields: &'a Fields,
        errors: &'a FieldErrors,
    ) -> sqlx::Result<Self> {
        Ok(Self {
            shell: place.shell(),
            place,
            model: Model::built_in(),
            current,
            actions: store::actions(tx, place.team_id(), false).await?,
            members: membership::members(tx).await?,
            fields,
            changed: None,
            errors,
        })
    }

    /// The same page, with what was typed into the form of one action.
    pub fn with_changed(mut self, action: ActionId, fields: &'a Fields) -> Self {
        self.changed = Some((action, fields));
        self
    }

    fn criterion(&self, action: &NotedAction) -> Option<&'static Criterion> {
        self.model.criterion(&action.criterion)
    }

    fn is_typed(&self, action: &NotedAction) -> bool {
        self.changed.is_some_and(|(id, _)| id == action.id)
    }

    /// What the form of an action has in a field: as it was typed, else as it is stored.
    fn text(&self, action: &NotedAction, field: &str) -> String {
        match self.changed {
            Some((id, fields)) if id == action.id => fields.text(field).to_owned(),
            _ => match field {
                "state" => action.state.to_string(),
                "owner" => action.owner.as_ref().map_or_else(String::new, |o| o.person.to_string()),
                _ => action.due.to_string(),
            },
        }
    }

    fn owner_options(&self, owner: Option<&Owner>) -> Vec<(String, String)> {
        let former = owner.filter(|owner| !self.members.iter().any(|m| m.person == owner.person));
        let nobody = (String::new(), "Nobody yet".to_owned());
        let named = former.into_iter().chain(&self.members);
        let named = named.map(|member| (member.person.to_string(), member.name.clone()));
        std::iter::once(nobody).chain(named).collect()
    }

    fn due_options(&self, due: Option<Period>) -> Vec<(String, String)> {
        let mut periods = due_periods(self.current);
        periods.extend(due.filter(|due| !periods.contains(due)));
        periods.sort_unstable();
        periods.iter().map(|period| (period.to_string(), period.to_string())).collect()
    }

    fn state_options() -> Vec<(String, String)> {
        ActionState::ALL.map(|state| (state.to_string(), state.to_string())).into()
    }

    /// The criteria that an action may be about, each with where it stands.
    fn criterion_options(&self) -> Vec<(String, String)> {
        let none = (String::new(), "Choose a criterion".to_owned());
        let scope = self.place.scope();
        let criteria = self.model.criteria().iter();
        let offered = criteria.filter(|c| scope.is_none_or(|scope| c.scope == scope)).map(|c| {
            let (dimension, category) = self.model.place_of(c);
            let place = format!("{}, {}, Level {}", dimension.name, category.name, c.level);
            (c.id.to_string(), format!("{place}: {}", c.statement))
        });
        std::iter::once(none).chain(offered).collect()
    }
}

/// A team's actions, and a form to note one.
pub(super) async fn show_team(
    _: TeamActionsPath,
    TeamAccess { visit, team, role, tx }: TeamAccess<View>,
    State(clock): State<Clock>,
    about: Result<Query<About>, QueryRejection>,
) -> Result<Page, PageError> {
    show(Place::of_team(visit, team, role), tx, clock.period(), about?.0).await
}

/// The organization's own actions, and a form to note one.
pub(super) async fn show_org(
    _: OrgActionsPath,
    OrgAccess { visit, tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    about: Result<Query<About>, QueryRejection>,
) -> Result<Page, PageError> {
    show(Place::of_org(visit), tx, clock.period(), about?.0).await
}

async fn show(
    place: Place,
    mut tx: TenantTx<View>,
    current: Period,
    About { criterion }: About,
) -> Result<Page, PageError> {
    let mut fields = Fields::default();
    fields.put("criterion", criterion);
    fields.put("due", current.next().to_string());
    let errors = FieldErrors::default();
    let page = ActionsPage::of(&mut tx, &place, current, &fields, &errors).await?;
    drop(tx);
    Page::render(&page)
}

/// Notes an action of a team.
pub(super) async fn create_team(
    _: TeamActionsPath,
    TeamAccess { visit, team, role, tx }: TeamAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    create(Place::of_team(visit, team, role), tx, &clock, &sent).await
}

/// Notes an action of the organization.
pub(super) async fn create_org(
    _: OrgActionsPath,
    OrgAccess { visit, tx }: OrgAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    create(Place::of_org(visit), tx, &clock, &sent).await
}

async fn create(
    place: Place,
    mut tx: TenantTx<Edit>,
    clock: &Clock,
    sent: &Sent,
) -> Result<Response, PageError> {
    let model = Model::built_in();
    let (scope, current) = (place.scope(), clock.period());
    let members = membership::members(&mut tx).await?;
    let action = match ActionForm::parse(&sent.fields, model, scope, &members, current) {
        Ok(action) => action,
        Err(errors) => {
            let page = ActionsPage::of(&mut tx, &place, current, &sent.fields, &errors).await?;
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let next = Done::ActionNoted.at(&place.list());
    if let Some(as_then) = tx.once(sent, &next).await? {
        return Ok(as_then.into_response());
    }
    store::insert(&mut tx, place.team_id(), &action, clock.now()).await?;
    let subject = format!("{}, {}", place.name(), action.criterion.id);
    tx.note(AuditKind::ActionNoted, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
