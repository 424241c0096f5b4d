//! The fields of a form, and what is wrong with them.

use std::collections::BTreeMap;

/// What the browser sent: the text of each field, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// The text of a field as it was typed; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether a field was sent at all, as a ticked box is.
    pub fn is_sent(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Puts a text into a field; `false` if it has one already.
    pub fn put(&mut self, name: impl Into<String>, text: impl Into<String>) -> bool {
        self.0.insert(name.into(), text.into()).is_none()
    }

    /// Every field and its text, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Whether a field of this name holds a password, which is never kept or shown again.
    pub fn is_secret(name: &str) -> bool {
        name.contains("password")
    }

    /// One line of text without the space around it, of 1 to `limit` characters.
    pub fn line(&self, name: &str, limit: usize, errors: &mut FieldErrors) -> String {
        let text = self.optional_line(name, limit, errors);
        if text.is_empty() && errors.of(name).is_none() {
            errors.add(name, "Fill in this field.");
        }
        text
    }

    /// One line of text without the space around it, of at most `limit` characters.
    pub fn optional_line(&self, name: &str, limit: usize, errors: &mut FieldErrors) -> String {
        let text = self.text(name).trim();
        check(name, text, limit, char::is_control, errors);
        text.to_owned()
    }

    /// Text of any number of lines without the space around it, of at most `limit` characters.
    pub fn paragraph(&self, name: &str, limit: usize, errors: &mut FieldErrors) -> String {
        let text = self.text(name).replace("\r\n", "\n");
        let text = text.trim();
        check(name, text, limit, |c| c.is_control() && !matches!(c, '\n' | '\t'), errors);
        text.to_owned()
    }

    /// An e-mail address in lower case.
    pub fn email(&self, name: &str, errors: &mut FieldErrors) -> String {
        let text = self.line(name, 254, errors).to_lowercase();
        let well_formed = text.split_once('@').is_some_and(|(local, domain)| {
            let plain = |c: char| !c.is_whitespace() && !matches!(c, '@' | '<' | '>' | '"' | ',');
            !local.is_empty()
                && local.chars().all(plain)
                && domain.chars().all(plain)
                && domain.split('.').count() > 1
                && domain.split('.').all(|label| !label.is_empty())
        });
        if !well_formed && errors.of(name).is_none() {
            errors.add(name, "Write an e-mail address, such as ada@example.com.");
        }
        text
    }
}

/// Refuses what is too long, what the eye cannot see, and what turns the reading direction.
fn check(
    name: &str,
    text: &str,
    limit: usize,
    is_control: impl Fn(char) -> bool,
    errors: &mut FieldErrors,
) {
    let turns_direction = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.chars().any(|c| is_control(c) || turns_direction(c)) {
        errors.add(name, "Remove the invisible control characters from this text.");
    } else if text.chars().count() > limit {
        errors.add(name, format!("Keep this under {} characters.", limit + 1));
    }
}

/// What is wrong with a form, field by field. Empty when nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(BTreeMap<String, String>);

impl FieldErrors {
    /// Says what is wrong with a field; the first thing said of a field stays.
    pub fn add(&mut self, name: impl Into<String>, sentence: impl Into<String>) {
        self.0.entry(name.into()).or_insert_with(|| sentence.into());
    }

    /// What is wrong with a field, if anything.
    pub fn of(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In how many fields something is wrong.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Every field in which something is wrong, and what.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, sentence)| (name.as_str(), sentence.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Result<String, String> {
        let mut fields = Fields::default();
        fields.put("name", text);
        let mut errors = FieldErrors::default();
        let line = fields.line("name", 10, &mut errors);
        errors.of("name").map_or(Ok(line), |sentence| Err(sentence.to_owned()))
    }

    #[test]
    fn a_line_is_trimmed_and_counted_in_characters() {
        assert_eq!(line("  Zürich 日本  "), Ok("Zürich 日本".to_owned()));
        assert_eq!(line("12345678901"), Err("Keep this under 11 characters.".to_owned()));
        assert_eq!(line("   "), Err("Fill in this field.".to_owned()));
    }

    #[test]
    fn what_cannot_be_seen_is_refused() {
        for text in ["a\0b", "a\nb", "a\u{7f}b", "a\u{202e}b", "a\u{2066}b", "a\u{85}b"] {
            assert!(line(text).is_err_and(|sentence| sentence.contains("invisible")), "{text:?}");
        }
    }

    #[test]
    fn an_email_address_is_kept_in_lower_case() {
        let email = |text: &str| {
            let mut fields = Fields::default();
            fields.put("email", text);
            let mut errors = FieldErrors::default();
            let email = fields.email("email", &mut errors);
            errors.is_empty().then_some(email)
        };
        assert_eq!(email(" Ada@Example.COM "), Some("ada@example.com".to_owned()));
        for text in ["ada", "ada@", "@example.com", "a b@example.com", "a@b", "a@b..c", "a@b@c.d"] {
            assert_eq!(email(text), None, "{text:?}");
        }
    }
}
