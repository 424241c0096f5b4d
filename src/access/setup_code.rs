use std::sync::Arc;

use super::Token;
use crate::web::PageError;

/// The one-time code of the first start, printed on the console: whoever shows it may found the
/// organization from another machine.
#[derive(Clone)]
pub struct SetupCode(Arc<str>);

impl SetupCode {
    /// A code that nobody can guess, in groups that are easy to type: `mhq4-7zt2-…`.
    pub fn fresh() -> Result<Self, PageError> {
        // No letters or digits that are taken for one another.
        const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
        let letters: Vec<char> = Token::fresh()?
            .hash()
            .iter()
            .take(16)
            .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
            .collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        Ok(Self(groups.join("-").into()))
    }

    /// A code that is already known.
    pub fn known(code: &str) -> Self {
        Self(code.into())
    }

    /// The code, to be printed.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether `shown` is the code, however it is spaced and cased.
    pub fn is(&self, shown: &str) -> bool {
        let plain = |text: &str| {
            let kept = text.chars().filter(char::is_ascii_alphanumeric);
            Token::shown(kept.collect::<String>().to_ascii_lowercase()).hash()
        };
        // By hash, so that the time it takes tells nothing.
        plain(shown) == plain(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_again_however_it_is_typed() {
        let code = SetupCode::fresh().unwrap();
        assert_eq!(code.reveal().len(), 19);
        assert!(code.is(&format!(" {} ", code.reveal().to_uppercase().replace('-', " "))));
        assert!(!code.is(""));
        assert!(!code.is(SetupCode::fresh().unwrap().reveal()));
    }
}
