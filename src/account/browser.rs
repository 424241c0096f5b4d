use std::fmt;

use axum::http::{HeaderMap, header};

/// A browser as a person knows it: `Firefox on Linux`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser(String);

/// What a browser's own description contains, and its name. The first that fits is it, because
/// most of them also name those that they resemble.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

impl Browser {
    /// The browser that made a request, as far as it tells.
    pub fn of(headers: &HeaderMap) -> Self {
        let told = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let told = told.unwrap_or("");
        let name_in = |names: &[(&str, &'static str)]| {
            names.iter().find(|(sign, _)| told.contains(sign)).map(|(_, name)| *name)
        };
        Self(match (name_in(&BROWSERS), name_in(&SYSTEMS)) {
            (Some(browser), Some(system)) => format!("{browser} on {system}"),
            (Some(name), None) | (None, Some(name)) => name.to_owned(),
            (None, None) => "Unknown browser".to_owned(),
        })
    }
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_by_its_description() {
        for (description, name) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            ("curl/8.5.0", "Unknown browser"),
        ] {
            let headers =
                HeaderMap::from_iter([(header::USER_AGENT, description.parse().unwrap())]);
            assert_eq!(Browser::of(&headers).to_string(), name);
        }
        assert_eq!(Browser::of(&HeaderMap::new()).to_string(), "Unknown browser");
    }
}
