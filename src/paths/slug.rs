//! The names of organizations, teams and what they keep, in URLs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The text is not a slug.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("use lower-case letters a to z, digits and single hyphens between them, at most 60")]
pub struct NotASlug;

/// Checks that `text` is made of `a` to `z`, `0` to `9` and single hyphens between them.
fn check(text: &str) -> Result<(), NotASlug> {
    let of_words = text.split('-').all(|word| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    });
    if of_words && text.len() <= 60 { Ok(()) } else { Err(NotASlug) }
}

/// The slug nearest to `name`: `Data platform` becomes `data-platform`; may come out empty.
fn nearest(name: &str) -> String {
    let mut slug = String::new();
    for word in name.to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()) {
        if word.is_empty() || slug.len() + word.len() >= 60 {
            continue;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

macro_rules! slug {
    ($(#[$doc:meta])* $name:ident, $fallback:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
        #[serde(try_from = "String", into = "String")]
        #[sqlx(transparent)]
        pub struct $name(String);

        impl $name {
            /// The slug that suits a name best: its letters and digits in lower case.
            pub fn for_name(name: &str) -> Self {
                let slug = nearest(name);
                Self(if slug.is_empty() { $fallback.to_owned() } else { slug })
            }

            /// The same slug with a number, for the second of a name and after: `payments-2`.
            pub fn numbered(&self, number: u32) -> Self {
                let ending = format!("-{number}");
                let kept = self.0.len().min(60 - ending.len());
                Self(format!("{}{ending}", self.0[..kept].trim_end_matches('-')))
            }

            /// The slug as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NotASlug;

            fn from_str(text: &str) -> Result<Self, NotASlug> {
                check(text).map(|()| Self(text.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotASlug;

            fn try_from(text: String) -> Result<Self, NotASlug> {
                check(&text).map(|()| Self(text))
            }
        }

        impl From<$name> for String {
            fn from(slug: $name) -> Self {
                slug.0
            }
        }
    };
}

slug!(
    /// An organization's name in a URL, unique in this Waymark: `northwind`.
    OrgSlug,
    "organization"
);
slug!(
    /// A team's name in a URL, unique within its organization: `data-platform`.
    TeamSlug,
    "team"
);
slug!(
    /// An application's name in a URL, unique within its organization: `card-gateway`.
    ApplicationSlug,
    "application"
);
slug!(
    /// A pattern's name in a URL, unique within its organization: `tag-triggered-deploy`.
    PatternSlug,
    "pattern"
);
slug!(
    /// A KPI's name in a URL, unique within its organization: `lead-time-for-change`.
    KpiSlug,
    "kpi"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_slug_is_refused() {
        let texts = ["", "-a", "a-", "a--b", "A", "ä", "a b", "a/b", "a\0", &"a".repeat(61)];
        for text in texts {
            assert_eq!(text.parse::<TeamSlug>(), Err(NotASlug), "{text:?}");
        }
    }

    #[test]
    fn a_name_becomes_the_slug_nearest_to_it() {
        let long = "word ".repeat(30);
        for (name, slug) in [
            ("Data platform", "data-platform"),
            ("  R&D -- Ops ", "r-d-ops"),
            ("Ärzte", "rzte"),
            ("日本", "team"),
        ] {
            assert_eq!(TeamSlug::for_name(name).as_str(), slug);
        }
        assert_eq!(check(TeamSlug::for_name(&long).as_str()), Ok(()));
    }

    #[test]
    fn the_second_of_a_name_is_numbered() {
        assert_eq!(TeamSlug::for_name("Payments").numbered(2).as_str(), "payments-2");
        let longest = TeamSlug(format!("{}-{}", "a".repeat(56), "b".repeat(3)));
        assert_eq!(longest.numbered(10).as_str(), format!("{}-10", "a".repeat(56)));
    }
}
