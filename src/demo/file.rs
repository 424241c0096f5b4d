use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::application::TradeOffs;
use crate::period::Period;
use crate::roi::Kind;
use crate::team::TeamForm;

/// The demo as its file holds it. What the file says beyond this belongs to later parts.
#[derive(Debug, Deserialize)]
pub(super) struct DemoFile {
    pub organization: FiledOrganization,
    pub teams: Vec<TeamForm>,
    /// In the order of the periods.
    pub assessments: Vec<FiledPeriod>,
    pub patterns: Vec<FiledPattern>,
    pub applications: Vec<FiledApplication>,
    pub roi: Vec<FiledReturn>,
    pub roi_expectation: FiledExpectation,
    pub kpis: Vec<FiledKpi>,
    pub certificates: Vec<FiledCertificate>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FiledOrganization {
    pub slug: String,
    pub name: String,
    pub currency: String,
}

/// What was spent, or what it brought, in one period.
#[derive(Debug, Deserialize)]
pub(super) struct FiledReturn {
    pub period: Period,
    pub kind: Kind,
    pub category: String,
    /// As it is typed into a form.
    pub amount: String,
    pub note: String,
    /// The name of the application that it is about.
    #[serde(default)]
    pub application: String,
    /// The name of the KPI that tells of it.
    #[serde(default)]
    pub kpi: String,
}

/// The dip that the organization itself expects.
#[derive(Debug, Deserialize)]
pub(super) struct FiledExpectation {
    pub from: Period,
    pub to: Period,
    /// How far below nothing, as it is typed into a form.
    pub depth: String,
}

/// What was submitted in one period.
#[derive(Debug, Deserialize)]
pub(super) struct FiledPeriod {
    pub period: Period,
    pub organization: FiledAnswers,
    /// By the team's slug.
    pub teams: BTreeMap<String, FiledAnswers>,
}

/// Answers in quarters by criterion; one that is absent was answered 0.
pub(super) type FiledAnswers = BTreeMap<String, u8>;

#[derive(Debug, Deserialize)]
pub(super) struct FiledPattern {
    pub name: String,
    /// The team's slug; `None` is the organization as a whole.
    pub team: Option<String>,
    pub owner: String,
    pub disciplines: Vec<String>,
    pub description: String,
}

/// An application, with the state that it is in and those that it was in before.
#[derive(Debug, Deserialize)]
pub(super) struct FiledApplication {
    pub name: String,
    /// The team's slug.
    pub team: String,
    pub owner: String,
    pub reason: String,
    pub action: String,
    pub state: String,
    pub since: Period,
    #[serde(default)]
    pub note: String,
    /// The oldest first.
    pub history: Vec<FiledState>,
    #[serde(default)]
    pub expected_benefit: String,
    #[serde(default)]
    pub measured_benefit: String,
    #[serde(default)]
    pub trade_offs: TradeOffs,
    /// Empty while it is not known.
    pub effort_days: String,
    pub size: String,
    /// The names of those that it uses.
    pub patterns: Vec<String>,
    /// The names of other applications.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// A state that an application came to.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct FiledState {
    pub period: Period,
    pub state: String,
    pub note: String,
}

/// A KPI of the organization, and what was measured at the end of each period.
#[derive(Debug, Deserialize)]
pub(super) struct FiledKpi {
    pub name: String,
    pub unit: String,
    /// `up` or `down`: which way is better.
    pub direction: String,
    pub goal: String,
    pub baseline: FiledMark,
    pub target: FiledMark,
    pub readings: BTreeMap<Period, String>,
}

/// That an engineer holds a certificate.
#[derive(Debug, Deserialize)]
pub(super) struct FiledCertificate {
    pub holder: String,
    pub role: String,
    /// Such as `CKA`.
    pub name: String,
    /// The team's slug.
    pub team: String,
    pub expires_on: NaiveDate,
}

/// An amount, and its period.
#[derive(Debug, Deserialize)]
pub(super) struct FiledMark {
    pub period: Period,
    pub value: String,
}
