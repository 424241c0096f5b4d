//! Files of a report. All are made of its [`Document`] alone, so that nothing that it leaves out can
//! be in them, and come out the same each time.

mod csv;
#[cfg(feature = "exports")]
mod xlsx;

use super::Document;
#[cfg(feature = "exports")]
use super::pdf::pdf;
use crate::paths::{ChartFormat, PictureName, ReportFile, ReportFormat};
use crate::trend::chart::Table;
use crate::web::{self, Download, PageError};

/// The most letters of an organization's name in the name of a file.
const LONGEST_NAME: usize = 40;

/// A file of a report; none, when it has no such chart.
///
/// Some take a while: whoever asks shall hold no transaction.
pub(super) async fn made(document: Document, file: ReportFile) -> Result<Download, PageError> {
    let name = format!("{}-{}-{file}", slug(&document.organization), document.period);
    let (content_type, content) = match file {
        ReportFile::Whole(format) => whole(document, format).await?,
        ReportFile::Picture(picture, format) => pictured(&document, picture, format).await?,
    };
    Ok(Download { name, content_type, content })
}

const CSV: &str = "text/csv; charset=utf-8";
#[cfg(feature = "exports")]
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn whole(
    document: Document,
    format: ReportFormat,
) -> Result<(&'static str, Vec<u8>), PageError> {
    match format {
        ReportFormat::Csv => Ok((CSV, csv::tables(&document).map_err(unexpected)?)),
        #[cfg(feature = "exports")]
        ReportFormat::Pdf => {
            let file = web::made(move || pdf(&document)).await?;
            Ok(("application/pdf", file.map_err(unexpected)?))
        }
        #[cfg(feature = "exports")]
        ReportFormat::Xlsx => {
            let file = web::made(move || xlsx::workbook(&document)).await?;
            Ok((XLSX, file.map_err(unexpected)?))
        }
        #[cfg(not(feature = "exports"))]
        ReportFormat::Pdf | ReportFormat::Xlsx => Err(PageError::NotFound),
    }
}

/// A chart of a report, or its table.
async fn pictured(
    document: &Document,
    name: PictureName,
    format: ChartFormat,
) -> Result<(&'static str, Vec<u8>), PageError> {
    let mut pictures = document.pictures();
    let (_, picture, table) =
        pictures.find(|(kind, ..)| kind.as_str() == name.as_str()).ok_or(PageError::NotFound)?;
    let alone = || picture.alone(below(document)).to_string();
    Ok(match format {
        ChartFormat::Svg => ("image/svg+xml", alone().into_bytes()),
        ChartFormat::Csv => (CSV, web::csv(Table::lines(table)).map_err(unexpected)?),
        #[cfg(feature = "exports")]
        ChartFormat::Png => ("image/png", web::png(alone()).await?),
        #[cfg(not(feature = "exports"))]
        ChartFormat::Png => return Err(PageError::NotFound),
    })
}

/// What stands below a drawing: `2026-Q4, as of 12 Nov 2026 · Waymark`.
pub(in crate::report) fn below(document: &Document) -> String {
    format!("{}, as of {} · Waymark", document.period, document.as_of.format("%-d %b %Y"))
}

fn unexpected(error: impl Into<anyhow::Error>) -> PageError {
    PageError::Unexpected(error.into())
}

/// An organization's name for the name of a file: `northwind-traders`; `report` where no letter is
/// left.
fn slug(name: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { ' ' };
    let plain: String = name.to_lowercase().chars().map(plain).collect();
    let joined = plain.split_whitespace().collect::<Vec<_>>().join("-");
    let short: String = joined.chars().take(LONGEST_NAME).collect();
    match short.trim_end_matches('-') {
        "" => "report".to_owned(),
        short => short.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_the_letters_of_its_organization() {
        assert_eq!(slug("Northwind Traders & Söhne"), "northwind-traders-s-hne");
        assert_eq!(slug("شركة الشمال"), "report");
        assert_eq!(slug(&"abc ".repeat(30)).len(), LONGEST_NAME - 1);
    }
}
