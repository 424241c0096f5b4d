use std::fmt;
use std::str::FromStr;

/// A page of this site, as somebody else names it: `/o/northwind?period=2026-Q3`.
///
/// It begins with a single slash, so that no browser takes it for another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPath(String);

/// The text names no page of this site.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("name a page of this site, beginning with a single slash")]
pub struct NotALocalPath;

impl FromStr for LocalPath {
    type Err = NotALocalPath;

    fn from_str(text: &str) -> Result<Self, NotALocalPath> {
        // Browsers drop tabs and line breaks, and take a backslash for a slash.
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let is_local = text.starts_with('/') && !text.starts_with("//");
        if is_plain && is_local && text.len() <= 2000 {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotALocalPath)
        }
    }
}

impl fmt::Display for LocalPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_this_site_reads_back_as_it_was_written() {
        for text in ["/", "/o/northwind?period=2026-Q3&x=%2F", "/a//b"] {
            assert_eq!(text.parse::<LocalPath>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn another_site_is_refused() {
        for text in [
            "",
            "o/northwind",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
            " /",
            "/ä",
        ] {
            assert_eq!(text.parse::<LocalPath>(), Err(NotALocalPath), "{text:?}");
        }
    }
}
