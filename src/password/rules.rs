use std::collections::BTreeSet;

/// A password that is good enough to be chosen.
///
/// It has 15 to 256 characters of any kind, none trimmed, and neither common passwords nor the
/// words around it (the person's, the organization's, ours) make it easy to guess.
#[derive(Clone)]
pub struct NewPassword(String);

/// Why a password is not good enough. The sentence says how to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    #[error(
        "Use at least 15 characters. A few words that do not belong together are easy to remember."
    )]
    TooShort,
    #[error("Use at most 256 characters.")]
    TooLong,
    #[error(
        "This password is easy to guess: it is a common one, or made of your name, e-mail address or organization. Try a few words that do not belong together."
    )]
    TooEasy,
}

impl NewPassword {
    /// The fewest characters of a password.
    pub const SHORTEST: usize = 15;
    /// The most characters of a password.
    pub const LONGEST: usize = 256;
    /// A password that takes fewer guesses than this is refused.
    const FEWEST_GUESSES: u64 = 100_000_000;

    /// Takes what somebody chose. `context` are the names that an attacker would try first: the
    /// person's, their e-mail address, the organization's.
    pub fn parse(text: &str, context: &[&str]) -> Result<Self, Weakness> {
        let length = text.chars().count();
        if length < Self::SHORTEST {
            return Err(Weakness::TooShort);
        }
        if length > Self::LONGEST {
            return Err(Weakness::TooLong);
        }
        let words = words_of(context);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if zxcvbn::zxcvbn(text, &words).guesses() < Self::FEWEST_GUESSES {
            return Err(Weakness::TooEasy);
        }
        Ok(Self(text.to_owned()))
    }

    /// Takes a password that nobody judges: one for a demo or a test.
    pub fn unchecked(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The password itself, to be hashed.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// The names as they are, without their spaces, and word by word.
fn words_of(context: &[&str]) -> BTreeSet<String> {
    let mut words = BTreeSet::from(["waymark".to_owned()]);
    for name in context {
        let name = name.to_lowercase();
        words.extend(name.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        words.insert(name.split_whitespace().collect());
        words.insert(name);
    }
    words.retain(|word| word.chars().count() >= 3);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: &[&str] = &["Northwind Traders", "Maria Keller", "maria@northwind.example"];

    fn weakness(text: &str) -> Option<Weakness> {
        NewPassword::parse(text, CONTEXT).err()
    }

    #[test]
    fn a_password_has_fifteen_to_256_characters() {
        assert_eq!(weakness("vK7#pQ2!xL9$mZ"), Some(Weakness::TooShort));
        assert_eq!(weakness("vK7#pQ2!xL9$mZä"), None, "characters are counted, not bytes");
        assert_eq!(weakness(&"vK7#pQ2!xL9$mZä".repeat(17)), None);
        assert_eq!(weakness(&"ä".repeat(257)), Some(Weakness::TooLong));
    }

    #[test]
    fn any_character_may_be_in_a_password() {
        for text in [
            "  leading horse battery  ",
            "日本語のとても長いパスワードです",
            "nul\0byte\nlamp orchard",
        ] {
            assert_eq!(weakness(text), None, "{text:?}");
        }
    }

    #[test]
    fn common_passwords_are_refused() {
        for text in [
            "passwordpassword",
            "aaaaaaaaaaaaaaaaaaaa",
            "123456789012345",
            "qwertyuiopasdfgh",
            "password1234567890",
        ] {
            assert_eq!(weakness(text), Some(Weakness::TooEasy), "{text:?}");
        }
    }

    #[test]
    fn the_words_around_it_do_not_make_a_password() {
        for text in [
            "northwindtraders",
            "Northwind Traders",
            "maria@northwind.example",
            "MariaKeller2026",
            "waymarkwaymark1",
            "waymarknorthwind",
        ] {
            assert_eq!(weakness(text), Some(Weakness::TooEasy), "{text:?}");
        }
        assert!(NewPassword::parse("copper lantern drifts", CONTEXT).is_ok());
    }
}
