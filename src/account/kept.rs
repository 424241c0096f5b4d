use super::LocalPath;
use crate::web::{Fields, FormKey};

/// A form that was sent after its sender's session had ended, kept until they have signed in
/// again.
///
/// It travels with the sign-in form, in hidden fields, and never holds a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptForm {
    /// Where it was sent.
    pub action: LocalPath,
    fields: Vec<(String, String)>,
    /// Whether passwords were in it, which have to be typed again.
    pub lacks_passwords: bool,
}

impl KeptForm {
    /// The hidden field that carries [`action`](Self::action).
    pub const ACTION: &str = "kept_action";
    /// What the hidden fields that carry the form's own begin with.
    const PREFIX: &str = "kept.";
    const LACKS_PASSWORDS: &str = "kept_without_passwords";

    /// Keeps what was sent to `action`.
    pub fn of(action: LocalPath, sent: &Fields) -> Self {
        let (secret, open): (Vec<_>, Vec<_>) =
            sent.iter().partition(|(name, _)| Fields::is_secret(name));
        Self {
            action,
            fields: open.into_iter().map(owned).collect(),
            lacks_passwords: !secret.is_empty(),
        }
    }

    /// The form that a sign-in form carries, if it carries one.
    pub fn carried_by(sign_in: &Fields) -> Option<Self> {
        let action = sign_in.text(Self::ACTION).parse().ok()?;
        let fields = sign_in
            .iter()
            .filter_map(|(name, text)| Some((name.strip_prefix(Self::PREFIX)?, text)))
            .filter(|(name, _)| !Fields::is_secret(name))
            .map(owned)
            .collect();
        Some(Self { action, fields, lacks_passwords: sign_in.is_sent(Self::LACKS_PASSWORDS) })
    }

    /// The hidden fields by which a sign-in form carries it.
    pub fn carrying_fields(&self) -> Vec<(String, String)> {
        let mut carrying = vec![(Self::ACTION.to_owned(), self.action.to_string())];
        if self.lacks_passwords {
            carrying.push((Self::LACKS_PASSWORDS.to_owned(), "yes".to_owned()));
        }
        carrying.extend(
            self.fields
                .iter()
                .map(|(name, text)| (format!("{}{name}", Self::PREFIX), text.clone())),
        );
        carrying
    }

    /// The form's fields, to be sent again.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// What somebody typed or chose, with each field's name in words.
    pub fn readable(&self) -> Vec<(String, &str)> {
        self.fields
            .iter()
            .filter(|(name, text)| name != FormKey::FIELD && !text.trim().is_empty())
            .map(|(name, text)| (in_words(name), text.as_str()))
            .collect()
    }
}

fn owned((name, text): (&str, &str)) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

/// `first_name` becomes `First name`.
fn in_words(name: &str) -> String {
    let spaced = name.replace(['_', '.', '-'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::default();
        for (name, text) in pairs {
            fields.put(*name, *text);
        }
        fields
    }

    #[test]
    fn a_form_comes_back_from_the_sign_in_form_as_it_was_without_its_passwords() {
        let form = sent(&[("first_name", "Ada"), ("new_password", "secret"), ("note", "")]);
        let kept = KeptForm::of("/account".parse().unwrap(), &form);

        let mut sign_in = sent(&[("email", "ada@example.com"), ("password", "another secret")]);
        for (name, text) in kept.carrying_fields() {
            sign_in.put(name, text);
        }

        assert_eq!(KeptForm::carried_by(&sign_in), Some(kept.clone()));
        assert_eq!(kept.fields().len(), 2);
        assert_eq!(kept.readable(), [("First name".to_owned(), "Ada")]);
        assert!(kept.lacks_passwords);
    }

    #[test]
    fn a_form_for_another_site_is_not_kept() {
        let sign_in = sent(&[(KeptForm::ACTION, "//evil.example"), ("kept.a", "b")]);
        assert_eq!(KeptForm::carried_by(&sign_in), None);
    }
}
