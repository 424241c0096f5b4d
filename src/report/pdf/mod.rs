//! A report on paper: a tagged PDF with its fonts in it.
//!
//! A [`Document`] becomes [`content`], which is laid out as inks on pages, each with its place in the
//! outline of what is said, and then painted. Measures are points of 1/72 inch, from the top left.

mod columns;
mod content;
mod font;
mod layout;
mod markdown;
mod measure;
mod paint;
mod shape;
mod table;
mod tree;
mod wrap;

use super::Document;
use crate::web::PictureError;

/// Why there is no PDF of a report.
#[derive(Debug, thiserror::Error)]
pub(super) enum PdfError {
    #[error("a font cannot be read")]
    Font,
    #[error("a chart cannot be drawn")]
    Chart(#[from] PictureError),
    #[error("the file cannot be written: {0}")]
    Writing(String),
}

/// The report as PDF/UA-1; as a tagged PDF that does not claim to be one, where a letter is in no
/// font at hand.
pub(super) fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let laid = layout::laid_out(document)?;
    paint::painted(&laid, document)
}

#[cfg(test)]
mod tests;
