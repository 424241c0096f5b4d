use crate::web::{FieldErrors, Fields};

/// Somebody to be added to the subscribers, as a form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriberForm {
    /// 1 to 100 characters.
    pub name: String,
    /// An address in lower case.
    pub email: String,
}

impl SubscriberForm {
    /// Reads a form, or says of each field what is wrong with it.
    pub fn parse(fields: &Fields) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = fields.line("name", 100, &mut errors);
        let email = fields.email("email", &mut errors);
        if errors.is_empty() { Ok(Self { name, email }) } else { Err(errors) }
    }
}
