use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::heat::TeamRow;
use crate::period::Period;
use crate::web::PageError;

/// What the address of a page says after the question mark, unchecked: which period, and which of
/// its teams.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    period: String,
    name: String,
    group: String,
    verdict: String,
    page: String,
}

impl Asked {
    /// The period that is asked for, if one is.
    ///
    /// # Errors
    ///
    /// What is no period names nothing.
    pub fn period(&self) -> Result<Option<Period>, PageError> {
        match self.period.as_str() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| PageError::NotFound),
        }
    }
}

/// Which teams are shown, and from which page on. Whatever makes no sense asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TeamsFilter {
    /// Part of a team's name, whatever its capitals; empty is any.
    pub name: String,
    /// A group; [`NO_GROUP`](Self::NO_GROUP) are the teams without one, and empty is any.
    pub group: String,
    /// One of [`VERDICTS`](Self::VERDICTS), or [`NO_VERDICT`](Self::NO_VERDICT); empty is any.
    pub verdict: &'static str,
    /// From 1 on; there may be fewer pages.
    pub page: usize,
}

impl TeamsFilter {
    /// Every verdict, as it is said.
    pub const VERDICTS: [&str; 8] = [
        "advancing",
        "stalling",
        "plateau",
        "slipping",
        "holding",
        "not re-assessed",
        "too early to say",
        "complete",
    ];

    /// The teams that are not counted, and so have no verdict.
    pub const NO_VERDICT: &str = "none";

    /// The teams that are in no group.
    pub const NO_GROUP: &str = "(none)";

    /// How many characters of a name are looked for.
    const NAME_LENGTH: usize = 120;

    /// Reads what was asked for.
    pub fn of(asked: &Asked) -> Self {
        let line = |text: &str| -> String {
            let visible = text.trim().chars().filter(|c| !c.is_control());
            visible.take(Self::NAME_LENGTH).collect()
        };
        let mut verdicts = Self::VERDICTS.into_iter().chain([Self::NO_VERDICT]);
        Self {
            name: line(&asked.name),
            group: line(&asked.group),
            verdict: verdicts.find(|known| *known == asked.verdict).unwrap_or_default(),
            page: asked.page.parse().unwrap_or(1).max(1),
        }
    }

    /// Whether it leaves anybody out.
    pub fn is_set(&self) -> bool {
        !(self.name.is_empty() && self.group.is_empty() && self.verdict.is_empty())
    }

    /// Whether a verdict is the one asked for.
    pub fn is_of_verdict(&self, verdict: &str) -> bool {
        self.verdict == verdict
    }

    /// Whether the teams without a group are asked for.
    pub fn is_ungrouped(&self) -> bool {
        self.group == Self::NO_GROUP
    }

    /// Whether a team is among those asked for.
    pub fn fits(&self, row: &TeamRow) -> bool {
        let by_name = row.name.to_lowercase().contains(&self.name.to_lowercase());
        let by_group = match (self.group.as_str(), &row.group) {
            ("", _) | (Self::NO_GROUP, None) => true,
            (asked, group) => group.as_deref() == Some(asked),
        };
        let by_verdict = match (self.verdict, &row.judgment) {
            ("", _) | (Self::NO_VERDICT, None) => true,
            (asked, judgment) => judgment.is_some_and(|it| it.verdict.to_string() == asked),
        };
        by_name && by_group && by_verdict
    }

    /// The same as part of an address, with the period and another page.
    pub fn query(&self, period: Option<Period>, page: usize) -> String {
        let period = period.map(|period| period.to_string()).unwrap_or_default();
        let page = if page > 1 { page.to_string() } else { String::new() };
        let fields = [
            ("period", period.as_str()),
            ("name", &self.name),
            ("group", &self.group),
            ("verdict", self.verdict),
            ("page", &page),
        ];
        let fields = fields.into_iter().filter(|(_, text)| !text.is_empty());
        let fields: Vec<String> = fields
            .map(|(name, text)| format!("{name}={}", utf8_percent_encode(text, NON_ALPHANUMERIC)))
            .collect();
        fields.join("&")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maturity::{Place, Verdict};

    fn asked(name: &str, group: &str, verdict: &str, page: &str) -> TeamsFilter {
        let [name, group, verdict, page] = [name, group, verdict, page].map(str::to_owned);
        TeamsFilter::of(&Asked { period: String::new(), name, group, verdict, page })
    }

    #[test]
    fn every_verdict_can_be_asked_for() {
        for verdict in [
            Verdict::Complete,
            Verdict::Holding,
            Verdict::NotReassessed,
            Verdict::Slipping,
            Verdict::Plateau(Place::InLevelTwo),
            Verdict::Stalling,
            Verdict::TooEarly,
            Verdict::Advancing,
        ] {
            assert_eq!(asked("", "", &verdict.to_string(), "").verdict, verdict.to_string());
        }
    }

    #[test]
    fn what_makes_no_sense_asks_for_nothing() {
        assert!(!asked(" \0 ", "\u{1}", "brilliant", "").is_set());
        for page in ["0", "-1", "one", "100000000000000000000", ""] {
            assert_eq!(asked("", "", "", page).page, 1, "{page}");
        }
        assert_eq!(asked(&"é".repeat(10_000), "", "", "").name.chars().count(), 120);
    }

    #[test]
    fn it_reads_back_from_the_address_that_it_makes() {
        let filter = asked("a & b", "R&D", "not re-assessed", "3");
        let query = filter.query(Some("2026-Q3".parse().unwrap()), filter.page);
        assert_eq!(
            query,
            "period=2026%2DQ3&name=a%20%26%20b&group=R%26D&verdict=not%20re%2Dassessed&page=3"
        );
        assert_eq!(TeamsFilter::default().query(None, 1), "");
    }
}
