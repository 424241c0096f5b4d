//! The figures of submitted assessments, as they are stored with them.

pub(super) mod store;

pub use store::{EvidencedFigures, PeriodFigures, last_figures_before, submitted_figures};
