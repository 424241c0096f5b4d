use crate::paths::{KpiPath, RoiPath};
use crate::period::Period;

/// What other slices keep of a subject, to be shown on its page. `overview`, which knows them all,
/// fills it in.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The KPIs that belong to it.
    pub kpis: Vec<BesideKpi>,
    /// What it cost and brought, if an entry names it.
    pub returned: Option<BesideReturn>,
}

/// A KPI in a line.
#[derive(Clone, Debug)]
pub struct BesideKpi {
    pub name: String,
    pub page: KpiPath,
    /// The newest value with its unit, and its quarter.
    pub latest: Option<(String, Period)>,
    /// How it stands.
    pub state: String,
    /// Whether it is as it shall be.
    pub is_good: bool,
}

/// What entries come to.
#[derive(Clone, Debug)]
pub struct BesideReturn {
    /// With their currency, as the others.
    pub cost: String,
    pub benefit: String,
    /// Benefits without costs.
    pub left: String,
    /// The newest entries.
    pub newest: Vec<BesideEntry>,
    /// How many there are.
    pub count: i64,
    pub page: RoiPath,
}

/// An entry in a line.
#[derive(Clone, Debug)]
pub struct BesideEntry {
    pub period: Period,
    /// Cost, benefit or note.
    pub kind: String,
    pub is_benefit: bool,
    pub category: String,
    /// A dash where there is none.
    pub amount: String,
    /// Markdown.
    pub note: String,
}
