use axum_extra::routing::TypedPath;
use serde::Deserialize;
use uuid::Uuid;

use super::{KpiSlug, OrgSlug};
use crate::web::PageError;

/// The KPIs; POST adds one.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis", rejection(PageError))]
pub struct KpisPath {
    pub org: OrgSlug,
}

/// The form of a new KPI, with the library it may begin from.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/new", rejection(PageError))]
pub struct NewKpiPath {
    pub org: OrgSlug,
}

/// The readings of many KPIs at once; POST enters them.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/readings", rejection(PageError))]
pub struct ManyReadingsPath {
    pub org: OrgSlug,
}

/// Readings out of a spreadsheet; POST looks at them, and enters them.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/import", rejection(PageError))]
pub struct ReadingsImportPath {
    pub org: OrgSlug,
}

/// The register of certificates; POST notes one.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/certificates", rejection(PageError))]
pub struct CertificatesPath {
    pub org: OrgSlug,
}

/// The removal of a certificate, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/certificates/{certificate}/removal", rejection(PageError))]
pub struct CertificateRemovalPath {
    pub org: OrgSlug,
    pub certificate: Uuid,
}

/// Every reading as a file.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/readings.csv", rejection(PageError))]
pub struct AllReadingsFilePath {
    pub org: OrgSlug,
}

/// A KPI's readings as a file.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/{kpi}/readings.csv", rejection(PageError))]
pub struct ReadingsFilePath {
    pub org: OrgSlug,
    pub kpi: KpiSlug,
}

/// One KPI.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/{kpi}", rejection(PageError))]
pub struct KpiPath {
    pub org: OrgSlug,
    pub kpi: KpiSlug,
}

/// What a KPI is; POST changes it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/{kpi}/settings", rejection(PageError))]
pub struct KpiSettingsPath {
    pub org: OrgSlug,
    pub kpi: KpiSlug,
}

/// A KPI's baseline and what it was; POST changes it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/{kpi}/baseline", rejection(PageError))]
pub struct KpiBaselinePath {
    pub org: OrgSlug,
    pub kpi: KpiSlug,
}

/// A KPI is retired, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/{kpi}/retirement", rejection(PageError))]
pub struct KpiRetirementPath {
    pub org: OrgSlug,
    pub kpi: KpiSlug,
}

/// A retired KPI is taken up again, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/{kpi}/resumption", rejection(PageError))]
pub struct KpiResumptionPath {
    pub org: OrgSlug,
    pub kpi: KpiSlug,
}

/// A KPI's readings; POST adds one.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/{kpi}/readings", rejection(PageError))]
pub struct ReadingsPath {
    pub org: OrgSlug,
    pub kpi: KpiSlug,
}

/// A reading to be corrected; POST corrects it.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/{kpi}/readings/{reading}", rejection(PageError))]
pub struct ReadingPath {
    pub org: OrgSlug,
    pub kpi: KpiSlug,
    pub reading: Uuid,
}

/// The removal of a reading, by POST only.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/o/{org}/kpis/{kpi}/readings/{reading}/removal", rejection(PageError))]
pub struct ReadingRemovalPath {
    pub org: OrgSlug,
    pub kpi: KpiSlug,
    pub reading: Uuid,
}
