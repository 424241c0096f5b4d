//! Charts as files, to be kept.

use std::fmt;
use std::str::FromStr;

use axum_extra::routing::TypedPath;
use serde::{Deserialize, Serialize};

use super::{KpiSlug, OrgSlug, PatternSlug, TeamSlug};
use crate::period::Period;
use crate::web::PageError;

/// A chart of an organization.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/charts/{file}", rejection(PageError))]
pub struct OrgChartPath {
    pub org: OrgSlug,
    pub file: ChartFile,
}

/// A chart of a dimension of an organization.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/dimensions/{dimension}/charts/{file}", rejection(PageError))]
pub struct DimensionChartPath {
    pub org: OrgSlug,
    pub dimension: String,
    pub file: ChartFile,
}

/// A chart of a team.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/teams/{team}/charts/{file}", rejection(PageError))]
pub struct TeamChartPath {
    pub org: OrgSlug,
    pub team: TeamSlug,
    pub file: ChartFile,
}

/// The chart of a KPI.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/{kpi}/charts/{file}", rejection(PageError))]
pub struct KpiChartPath {
    pub org: OrgSlug,
    pub kpi: KpiSlug,
    pub file: ChartFile,
}

/// The chart of a pattern.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/patterns/{pattern}/charts/{file}", rejection(PageError))]
pub struct PatternChartPath {
    pub org: OrgSlug,
    pub pattern: PatternSlug,
    pub file: ChartFile,
}

/// Which chart, and as what: `trend.svg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChartFile {
    pub chart: ChartName,
    pub format: ChartFormat,
}

/// A chart that is kept as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartName {
    /// Toward and through Level 2, over all periods; a KPI's values, what a pattern's uses took.
    Trend,
    /// The score on all levels, over all periods; of the organization.
    Levels,
    /// The categories of a dimension over all periods.
    Categories,
    /// Where the teams stand in a dimension.
    Spread,
    /// Costs and benefits over all periods; of the organization.
    Return,
    /// Which application was in which state, quarter by quarter; of the organization.
    Moves,
}

/// What a chart is kept as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartFormat {
    Svg,
    /// Only with the feature `exports`.
    Png,
    /// Its table.
    Csv,
}

impl ChartName {
    const ALL: [Self; 6] =
        [Self::Trend, Self::Levels, Self::Categories, Self::Spread, Self::Return, Self::Moves];
}

impl ChartFormat {
    pub(super) const ALL: &[Self] = if cfg!(feature = "exports") {
        &[Self::Svg, Self::Png, Self::Csv]
    } else {
        &[Self::Svg, Self::Csv]
    };
}

impl fmt::Display for ChartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Trend => "trend",
            Self::Levels => "levels",
            Self::Categories => "categories",
            Self::Spread => "spread",
            Self::Return => "return",
            Self::Moves => "moves",
        })
    }
}

impl fmt::Display for ChartFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
        })
    }
}

impl fmt::Display for ChartFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.chart, self.format)
    }
}

/// The text is not a [`ChartFile`].
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a chart is kept as trend, levels, categories, spread, return or moves, as .svg, .png or .csv"
)]
pub struct NotAChartFile;

impl FromStr for ChartFile {
    type Err = NotAChartFile;

    fn from_str(text: &str) -> Result<Self, NotAChartFile> {
        let every = ChartName::ALL
            .into_iter()
            .flat_map(|chart| ChartFormat::ALL.iter().map(move |&format| Self { chart, format }));
        every.into_iter().find(|file| file.to_string() == text).ok_or(NotAChartFile)
    }
}

impl TryFrom<String> for ChartFile {
    type Error = NotAChartFile;

    fn try_from(text: String) -> Result<Self, NotAChartFile> {
        text.parse()
    }
}

impl From<ChartFile> for String {
    fn from(file: ChartFile) -> Self {
        file.to_string()
    }
}

/// Where a chart on a page can be had as files, one a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartFiles(Vec<(ChartFormat, String)>);

impl ChartFiles {
    /// The files of a chart, each at the path that `of_file` tells, looking back to `period` if it is
    /// given.
    pub fn of<P: fmt::Display>(
        chart: ChartName,
        period: Option<Period>,
        of_file: impl Fn(ChartFile) -> P,
    ) -> Self {
        let address = |&format: &ChartFormat| {
            let path = of_file(ChartFile { chart, format });
            let address = match period {
                Some(period) => format!("{path}?period={period}"),
                None => path.to_string(),
            };
            (format, address)
        };
        Self(ChartFormat::ALL.iter().map(address).collect())
    }

    /// Each format as people know it, and the address.
    pub fn iter(&self) -> impl Iterator<Item = (String, &str)> {
        self.0.iter().map(|(format, address)| (format.to_string().to_uppercase(), &**address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_reads_back_as_it_was_written_and_others_are_none() {
        for text in
            ["trend.svg", "trend.csv", "levels.svg", "categories.csv", "spread.svg", "return.csv"]
        {
            assert_eq!(text.parse::<ChartFile>().unwrap().to_string(), text);
        }
        assert_eq!("trend.png".parse::<ChartFile>().is_ok(), cfg!(feature = "exports"));
        for text in ["", "trend", "trend.pdf", "Trend.svg", "trend.svg.png", "../trend.svg"] {
            assert_eq!(text.parse::<ChartFile>(), Err(NotAChartFile), "{text:?}");
        }
    }

    #[test]
    fn a_look_back_is_kept_in_the_addresses() {
        let org: OrgSlug = "northwind".parse().unwrap();
        let period = "2026-Q3".parse().unwrap();
        let files = ChartFiles::of(ChartName::Trend, Some(period), |file| OrgChartPath {
            org: org.clone(),
            file,
        });

        let first = files.iter().next().unwrap();
        assert_eq!(first, ("SVG".to_owned(), "/o/northwind/charts/trend.svg?period=2026-Q3"));
    }
}
