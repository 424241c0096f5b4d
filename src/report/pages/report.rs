use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::access::share_link::{self, ShareLink};
use crate::access::{OrgAccess, Section, View, Visit};
use crate::clock::Clock;
use crate::paths::{
    ReportFilePath, ReportFiles, ReportPath, ReportRenewalPath, ReportWithdrawalPath,
    ReportWordsPath, ReportsPath, ShareLinksPath,
};
use crate::report::{Document, Part, Report, ReportId, Revision, store};
use crate::web::{FormKey, Markdown, Page, PageError, Shell};

/// Which revision to show; the newest, when none is given.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Asked {
    pub(super) revision: Option<i32>,
}

#[derive(Template)]
#[template(path = "report/report.html")]
struct ReportPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    report: &'a Report,
    /// Which of its revisions is shown.
    number: i32,
    document: &'a Document,
    revisions: Vec<Revision>,
    /// Those that open it.
    links: Vec<ShareLink>,
    may_write: bool,
}

impl ReportPage<'_> {
    fn path(&self) -> ReportPath {
        ReportPath { org: self.visit.org.slug.clone(), report: self.report.id.0 }
    }

    fn files(&self) -> ReportFiles {
        let ReportPath { org, report } = self.path();
        let query = if self.number == self.report.newest {
            String::new()
        } else {
            format!("?revision={}", self.number)
        };
        ReportFiles::of(&query, |file| ReportFilePath { org: org.clone(), report, file })
    }

    fn reports(&self) -> ReportsPath {
        ReportsPath { org: self.visit.org.slug.clone() }
    }

    fn words(&self) -> ReportWordsPath {
        let ReportPath { org, report } = self.path();
        ReportWordsPath { org, report }
    }

    fn renewal(&self) -> ReportRenewalPath {
        let ReportPath { org, report } = self.path();
        ReportRenewalPath { org, report }
    }

    fn withdrawal(&self) -> ReportWithdrawalPath {
        let ReportPath { org, report } = self.path();
        ReportWithdrawalPath { org, report }
    }

    fn share(&self) -> ShareLinksPath {
        let ReportPath { org, report } = self.path();
        ShareLinksPath { org, report }
    }
}

/// Whether somebody may write a report again: its author, and whoever manages the organization.
pub(super) fn may_write(visit: &Visit, report: &Report) -> bool {
    let is_author = visit.role.makes_reports() && report.made_by == visit.actor.person;
    report.withdrawn_at.is_none() && (visit.manages() || is_author)
}

/// A report as it was frozen.
pub(super) async fn show(
    ReportPath { report, .. }: ReportPath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Page, PageError> {
    let Query(Asked { revision }) = asked?;
    let id = ReportId(report);
    let found = store::find(&mut tx, id, revision).await?;
    let (report, number, document) = found.ok_or(PageError::NotFound)?;
    let revisions = store::revisions(&mut tx, id).await?;
    let mut links = Vec::new();
    if visit.manages() {
        links = share_link::links(&mut tx, Some(id.0), 0, clock.now()).await?;
    }
    drop(tx);
    Page::render(&ReportPage {
        shell: visit.shell(Section::Reports),
        may_write: may_write(&visit, &report),
        visit: &visit,
        report: &report,
        number,
        document: &document,
        revisions,
        links,
    })
}
