//! What an organization measures itself by, carried on from the baseline of its first days.
//!
//! A KPI has a baseline, which is kept apart from all that was measured since, and may have a
//! target. It is judged by how far it has come from the one to the other, never by the reading
//! before.

mod amount;
mod baseline;
pub mod certificate;
mod course;
mod kpi_form;
mod library;
mod many;
mod measure;
mod pages;
pub mod reading;
mod standing;
pub mod store;
mod story;
mod tile;

pub use amount::{Amount, NotAnAmount};
pub use baseline::{BaselineChange, BaselineForm};
pub use certificate::{Certificate, CertificateForm, CertificateId};
pub use course::{Course, Dated};
pub use kpi_form::{Choices, KpiForm, NewKpi};
pub use library::{Idea, LIBRARY};
pub use measure::{Cadence, Direction, Kpi, KpiId, Mark, Measured};
pub use pages::routes;
pub use reading::{Reading, ReadingForm, ReadingId};
pub use standing::{Standing, State};
pub use tile::Tile;
