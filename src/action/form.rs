use std::iter::successors;

use super::{ActionState, NotedAction};
use crate::access::{Owner, PersonId};
use crate::maturity::{Criterion, Model, Scope};
use crate::period::Period;
use crate::web::{FieldErrors, Fields};

/// How many periods after the current one an action may be due.
const QUARTERS_AHEAD: usize = 8;

/// The periods in which a new action may be due: the current one and eight more.
pub(super) fn due_periods(current: Period) -> Vec<Period> {
    successors(Some(current), |period| Some(period.next())).take(QUARTERS_AHEAD + 1).collect()
}

/// A new action, as its form says.
#[derive(Clone, Debug)]
pub struct ActionForm<'m> {
    pub criterion: &'m Criterion,
    /// 1 to 1,000 characters.
    pub what: String,
    pub owner: Option<PersonId>,
    pub due: Period,
}

impl<'m> ActionForm<'m> {
    /// Reads a form, or says of each field what is wrong with it. A team notes actions on the
    /// criteria that it answers, so its `scope` is given; the organization on any.
    pub fn parse(
        fields: &Fields,
        model: &'m Model,
        scope: Option<Scope>,
        members: &[Owner],
        current: Period,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let criterion = model
            .criterion(fields.text("criterion"))
            .filter(|criterion| scope.is_none_or(|scope| criterion.scope == scope));
        if criterion.is_none() {
            errors.add("criterion", "Choose the criterion that the action is about.");
        }
        let what = fields.paragraph("what", 1000, &mut errors);
        if what.is_empty() {
            errors.add("what", "Say what will be done.");
        }
        let owner = owner(fields, members, &mut errors);
        let due = due(fields, &due_periods(current), &mut errors);
        match (criterion, due) {
            (Some(criterion), Some(due)) if errors.is_empty() => {
                Ok(Self { criterion, what, owner, due })
            }
            _ => Err(errors),
        }
    }
}

/// A change of an action, as its form says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeForm {
    pub state: ActionState,
    pub owner: Option<PersonId>,
    pub due: Period,
}

impl ChangeForm {
    /// Reads a form, or says of each field what is wrong with it. An action may stay due when it
    /// was, though that be past, and stay with whoever had it.
    pub fn parse(
        fields: &Fields,
        action: &NotedAction,
        members: &[Owner],
        current: Period,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let state = fields.text("state").parse();
        if state.is_err() {
            errors.add("state", "Choose open, done or dropped.");
        }
        let members: Vec<Owner> = members.iter().chain(&action.owner).cloned().collect();
        let owner = owner(fields, &members, &mut errors);
        let mut periods = due_periods(current);
        periods.push(action.due);
        let due = due(fields, &periods, &mut errors);
        match (state, due) {
            (Ok(state), Some(due)) if errors.is_empty() => Ok(Self { state, owner, due }),
            _ => Err(errors),
        }
    }
}

fn owner(fields: &Fields, members: &[Owner], errors: &mut FieldErrors) -> Option<PersonId> {
    let typed = fields.text("owner");
    let found = members.iter().find(|member| member.person.to_string() == typed);
    if found.is_none() && !typed.is_empty() {
        errors.add("owner", "Choose a member of the organization, or nobody yet.");
    }
    found.map(|member| member.person)
}

fn due(fields: &Fields, periods: &[Period], errors: &mut FieldErrors) -> Option<Period> {
    let period: Option<Period> = fields.text("due").parse().ok();
    let period = period.filter(|period| periods.contains(period));
    if period.is_none() {
        errors.add("due", "Choose a quarter from the current one to eight ahead.");
    }
    period
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::ActionId;

    fn current() -> Period {
        "2026-Q4".parse().unwrap()
    }

    fn member(name: &str) -> Owner {
        Owner { person: PersonId::fresh(), name: name.to_owned() }
    }

    fn parsed(change: &[(&str, &str)], members: &[Owner]) -> Result<(), FieldErrors> {
        let mut fields = Fields::default();
        let usual = [
            ("criterion", "people.overview.l1.basic-knowledge"),
            ("what", "Write it down"),
            ("due", "2027-Q1"),
        ];
        for (name, text) in usual.iter().chain(change) {
            fields.put(*name, *text);
        }
        let model = Model::built_in();
        let scope = Some(model.criterion(usual[0].1).unwrap().scope);
        ActionForm::parse(&fields, model, scope, members, current()).map(|_| ())
    }

    #[test]
    fn an_action_is_due_from_the_current_quarter_to_eight_ahead() {
        for (due, is_fine) in [
            ("2026-Q3", false),
            ("2026-Q4", true),
            ("2028-Q4", true),
            ("2029-Q1", false),
            ("soon", false),
            ("", false),
        ] {
            assert_eq!(parsed(&[("due", due)], &[]).is_ok(), is_fine, "{due:?}");
        }
    }

    #[test]
    fn what_is_done_is_one_to_a_thousand_characters_on_a_criterion_one_answers() {
        for (field, text, is_fine) in [
            ("what", "x".repeat(1000), true),
            ("what", "x".repeat(1001), false),
            ("what", "  ".to_owned(), false),
            ("criterion", "people.overview.l1.invented".to_owned(), false),
        ] {
            assert_eq!(parsed(&[(field, &text)], &[]).is_ok(), is_fine, "{field}");
        }
        let model = Model::built_in();
        let other = model.criteria().iter().find(|c| c.scope == Scope::Organization).unwrap();
        assert!(parsed(&[("criterion", other.id.as_ref())], &[]).is_err());
    }

    #[test]
    fn its_owner_is_a_member_or_nobody_yet() {
        let (ada, stranger) = (member("Ada"), member("Somebody else"));
        let members = [ada.clone()];
        assert!(parsed(&[("owner", &ada.person.to_string())], &members).is_ok());
        assert!(parsed(&[("owner", "")], &members).is_ok());
        assert!(parsed(&[("owner", &stranger.person.to_string())], &members).is_err());
    }

    #[test]
    fn an_overdue_action_can_be_done_without_another_due_quarter() {
        let former = member("A former member");
        let action = NotedAction {
            id: ActionId::fresh(),
            criterion: String::new(),
            what: String::new(),
            owner: Some(former.clone()),
            due: "2025-Q1".parse().unwrap(),
            state: ActionState::Open,
        };
        let mut fields = Fields::default();
        fields.put("state", "done");
        fields.put("owner", former.person.to_string());
        fields.put("due", "2025-Q1");

        let change = ChangeForm::parse(&fields, &action, &[], current());

        assert_eq!(change.unwrap().state, ActionState::Done);
        assert!(action.is_overdue(current()));
        assert!(!action.is_overdue(action.due));
        fields.put("due", "2025-Q2");
        assert!(ChangeForm::parse(&fields, &action, &[], current()).is_err());
    }
}
