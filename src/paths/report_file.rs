//! Reports as files, to be kept.

use std::fmt;
use std::str::FromStr;

use axum_extra::routing::TypedPath;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{ChartFormat, OrgSlug};
use crate::web::PageError;

/// A file of a report.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/reports/{report}/files/{file}", rejection(PageError))]
pub struct ReportFilePath {
    pub org: OrgSlug,
    pub report: Uuid,
    pub file: ReportFile,
}

/// A file of a report that somebody reads by a link.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/r/{public_id}/files/{file}", rejection(PageError))]
pub struct SharedFilePath {
    pub public_id: String,
    pub file: ReportFile,
}

/// A file of what the overview shows of a period.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/files/{file}", rejection(PageError))]
pub struct OverviewFilePath {
    pub org: OrgSlug,
    pub file: ReportFile,
}

/// What of a report, and as what: `report.pdf`, `trend.svg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ReportFile {
    Whole(ReportFormat),
    Picture(PictureName, ChartFormat),
}

/// What a whole report is kept as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// Only with the feature `exports`.
    Pdf,
    /// Only with the feature `exports`.
    Xlsx,
    /// Its tables.
    Csv,
}

/// A section of a report that has a chart, as the section is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureName {
    Trend,
    Return,
    Patterns,
}

impl ReportFormat {
    const ALL: &[Self] =
        if cfg!(feature = "exports") { &[Self::Pdf, Self::Xlsx, Self::Csv] } else { &[Self::Csv] };

    /// As people know it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Xlsx => "Excel",
            Self::Csv => "CSV",
        }
    }
}

impl PictureName {
    const ALL: [Self; 3] = [Self::Trend, Self::Return, Self::Patterns];

    /// The name of the section.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trend => "trend",
            Self::Return => "return",
            Self::Patterns => "patterns",
        }
    }
}

impl fmt::Display for ReportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        })
    }
}

impl fmt::Display for ReportFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(format) => write!(f, "report.{format}"),
            Self::Picture(name, format) => write!(f, "{}.{format}", name.as_str()),
        }
    }
}

/// The text is not a [`ReportFile`].
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a report is kept as report.pdf, .xlsx or .csv, its charts as .svg, .png or .csv")]
pub struct NotAReportFile;

impl FromStr for ReportFile {
    type Err = NotAReportFile;

    fn from_str(text: &str) -> Result<Self, NotAReportFile> {
        let whole = ReportFormat::ALL.iter().map(|&format| Self::Whole(format));
        let pictures = PictureName::ALL.into_iter().flat_map(|name| {
            ChartFormat::ALL.iter().map(move |&format| Self::Picture(name, format))
        });
        whole.chain(pictures).find(|file| file.to_string() == text).ok_or(NotAReportFile)
    }
}

impl TryFrom<String> for ReportFile {
    type Error = NotAReportFile;

    fn try_from(text: String) -> Result<Self, NotAReportFile> {
        text.parse()
    }
}

impl From<ReportFile> for String {
    fn from(file: ReportFile) -> Self {
        file.to_string()
    }
}

/// Where a report can be had as files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFiles(Vec<(ReportFile, String)>);

impl ReportFiles {
    /// The files of a report, each at the path that `of_file` tells, with `query` behind it.
    pub fn of<P: fmt::Display>(query: &str, of_file: impl Fn(ReportFile) -> P) -> Self {
        let whole = ReportFormat::ALL.iter().map(|&format| ReportFile::Whole(format));
        let pictures = PictureName::ALL.into_iter().flat_map(|name| {
            ChartFormat::ALL.iter().map(move |&format| ReportFile::Picture(name, format))
        });
        let files = whole.chain(pictures);
        Self(files.map(|file| (file, format!("{}{query}", of_file(file)))).collect())
    }

    /// The whole of it: each format as people know it, and the address.
    pub fn whole(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().filter_map(|(file, address)| match file {
            ReportFile::Whole(format) => Some((format.label(), &**address)),
            ReportFile::Picture(..) => None,
        })
    }

    /// The chart of the section of that name; none, if it is of a section that has none.
    pub fn picture(&self, section: &str) -> impl Iterator<Item = (String, &str)> {
        self.0.iter().filter_map(move |(file, address)| match file {
            ReportFile::Picture(name, format) if name.as_str() == section => {
                Some((format.to_string().to_uppercase(), &**address))
            }
            ReportFile::Picture(..) | ReportFile::Whole(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_reads_back_as_it_was_written_and_others_are_none() {
        for text in ["report.csv", "trend.svg", "return.csv", "patterns.svg"] {
            assert_eq!(text.parse::<ReportFile>().unwrap().to_string(), text);
        }
        for text in ["report.pdf", "report.xlsx", "trend.png"] {
            assert_eq!(text.parse::<ReportFile>().is_ok(), cfg!(feature = "exports"), "{text}");
        }
        for text in ["", "report", "trend.pdf", "Report.pdf", "teams.svg", "../report.pdf"] {
            assert_eq!(text.parse::<ReportFile>(), Err(NotAReportFile), "{text:?}");
        }
    }

    #[test]
    fn a_section_has_the_files_of_its_own_chart() {
        let files = ReportFiles::of("?revision=2", |file| SharedFilePath {
            public_id: "a".to_owned(),
            file,
        });

        let csv = files.whole().last().unwrap();
        assert_eq!(csv, ("CSV", "/r/a/files/report.csv?revision=2"));
        let svg = files.picture("patterns").next().unwrap();
        assert_eq!(svg, ("SVG".to_owned(), "/r/a/files/patterns.svg?revision=2"));
        assert_eq!(files.picture("teams").count(), 0);
    }
}
