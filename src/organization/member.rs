use crate::access::{PersonId, Role};

/// A member of the organization.
#[derive(Clone, Debug)]
pub struct Member {
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// The teams that they lead, by name.
    pub leads: Vec<String>,
}

/// A change of what a member is.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    pub person: PersonId,
    pub from: Role,
    /// `None` removes the member.
    pub to: Option<Role>,
}

/// Why a member stays what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Only an owner makes, changes or removes owners.")]
    NotByAnAdmin,
    #[error("This is the last owner. Make somebody else an owner first.")]
    LastOwner,
}

impl Change {
    /// Whether `actor` may make the change, when these are the owners.
    pub fn check(self, actor: Role, owners: &[PersonId]) -> Result<(), Refusal> {
        let concerns_owners = self.from == Role::Owner || self.to == Some(Role::Owner);
        if concerns_owners && actor != Role::Owner {
            return Err(Refusal::NotByAnAdmin);
        }
        let keeps_ownership = self.to == Some(Role::Owner);
        if owners == [self.person] && !keeps_ownership {
            return Err(Refusal::LastOwner);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_change_whom() {
        let changes = [
            (Role::Viewer, Some(Role::Admin)),
            (Role::Admin, Some(Role::Viewer)),
            (Role::Admin, None),
            (Role::Admin, Some(Role::Owner)),
            (Role::Owner, Some(Role::Admin)),
            (Role::Owner, None),
        ];
        let person = PersonId::fresh();
        let somebody_else = PersonId::fresh();
        let lines: Vec<String> = changes
            .into_iter()
            .map(|(from, to)| {
                let change = Change { person, from, to };
                let verdict = |actor, owners: &[PersonId]| match change.check(actor, owners) {
                    Ok(()) => "yes".to_owned(),
                    Err(refusal) => format!("{refusal:?}"),
                };
                let to = to.map_or("nothing", Role::as_str);
                let alone = if from == Role::Owner { vec![person] } else { vec![somebody_else] };
                format!(
                    "{from:<6} to {to:<8}by an admin: {:<14}by one of two owners: {:<5}by the only owner: {}",
                    verdict(Role::Admin, &[person, somebody_else]),
                    verdict(Role::Owner, &[person, somebody_else]),
                    verdict(Role::Owner, &alone),
                )
            })
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
        viewer to admin   by an admin: yes           by one of two owners: yes  by the only owner: yes
        admin  to viewer  by an admin: yes           by one of two owners: yes  by the only owner: yes
        admin  to nothing by an admin: yes           by one of two owners: yes  by the only owner: yes
        admin  to owner   by an admin: NotByAnAdmin  by one of two owners: yes  by the only owner: yes
        owner  to admin   by an admin: NotByAnAdmin  by one of two owners: yes  by the only owner: LastOwner
        owner  to nothing by an admin: NotByAnAdmin  by one of two owners: yes  by the only owner: LastOwner
        ");
    }
}
