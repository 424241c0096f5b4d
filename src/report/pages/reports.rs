use askama::Template;
use axum::extract::State;

use crate::access::share_link::{self, ShareLink};
use crate::access::{OrgAccess, Section, View, Visit};
use crate::clock::Clock;
use crate::paths::{NewReportPath, ReportPath, ReportsPath, ShareLinksPath, SubscribersPath};
use crate::report::{ListedReport, store};
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "report/reports.html")]
struct ReportsPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    reports: Vec<ListedReport>,
    /// Those that open a report; for those who manage them.
    links: Vec<ShareLink>,
}

impl ReportsPage<'_> {
    fn new_report(&self) -> NewReportPath {
        NewReportPath { org: self.visit.org.slug.clone() }
    }

    fn report(&self, report: &ListedReport) -> ReportPath {
        ReportPath { org: self.visit.org.slug.clone(), report: report.id.0 }
    }

    fn links_of(&self, link: &ShareLink) -> ShareLinksPath {
        ShareLinksPath { org: self.visit.org.slug.clone(), report: link.report }
    }

    /// Of which period the report is that a link opens.
    fn period_of(&self, link: &ShareLink) -> String {
        let report = self.reports.iter().find(|report| report.id.0 == link.report);
        report.map_or_else(|| "a report".to_owned(), |report| report.period.to_string())
    }

    fn subscribers(&self) -> SubscribersPath {
        SubscribersPath { org: self.visit.org.slug.clone() }
    }

    fn may_make(&self) -> bool {
        self.visit.role.makes_reports()
    }
}

/// The reports, and what of them is shared.
pub(super) async fn show(
    _: ReportsPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let now = clock.now();
    let reports = store::reports(&mut tx, now).await?;
    let mut links = Vec::new();
    if visit.manages() {
        links = share_link::links(&mut tx, None, 0, now).await?;
    }
    drop(tx);
    let shell = visit.shell(Section::Reports);
    Page::render(&ReportsPage { shell, visit: &visit, reports, links })
}
