//! What KPIs and returns tell of an application, and returns of a KPI.

use chrono::NaiveDate;

use crate::access::Org;
use crate::kpi::{Measured, Standing};
use crate::paths::{KpiPath, OrgSlug, RoiPath};
use crate::roi::{AmountIn, Kind, Naming};
use crate::subject::{BesideEntry, BesideKpi, BesideReturn};

/// The KPIs of an application, as they stand today.
pub(super) fn kpis(org: &OrgSlug, measured: &[Measured], today: NaiveDate) -> Vec<BesideKpi> {
    let line = |Measured { kpi, course }: &Measured| {
        let standing = Standing::of(kpi, course, today);
        let stale = if standing.is_stale { ", stale" } else { "" };
        BesideKpi {
            name: kpi.name.clone(),
            page: KpiPath { org: org.clone(), kpi: kpi.slug.clone() },
            latest: course.latest().map(|it| (kpi.with_unit(it.value), it.period())),
            state: format!("{}{stale}", standing.state),
            is_good: standing.state.is_good(),
        }
    };
    measured.iter().map(line).collect()
}

/// What was entered of an application, or of a KPI; `None` while nothing was.
pub(super) fn returned(org: &Org, naming: Naming) -> Option<BesideReturn> {
    let amounts = AmountIn::currency(&org.currency);
    let written = |amount: i64| amounts.written(amount).to_string();
    let newest = naming.newest.into_iter().map(|entry| BesideEntry {
        period: entry.period,
        kind: entry.kind.to_string(),
        is_benefit: entry.kind == Kind::Benefit,
        category: entry.category,
        amount: entry.amount.map_or_else(|| "–".to_owned(), written),
        note: entry.note,
    });
    (naming.count > 0).then(|| BesideReturn {
        cost: written(naming.cost),
        benefit: written(naming.benefit),
        // Neither is more than all entries that there may be, which a whole number holds.
        left: written(naming.benefit - naming.cost),
        newest: newest.collect(),
        count: naming.count,
        page: RoiPath { org: org.slug.clone() },
    })
}
