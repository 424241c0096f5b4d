use crate::access::{PersonId, Role};

/// A member who leads a team, or could.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub person: PersonId,
    pub name: String,
    pub role: Role,
    pub leads: bool,
}

impl Candidate {
    /// The name of the box that is ticked when they lead the team.
    pub fn field(&self) -> String {
        format!("lead.{}", self.person)
    }
}
