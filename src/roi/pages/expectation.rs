use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::opened_version;
use crate::access::{AuditKind, Manage, OrgAccess, Section, Visit};
use crate::clock::Clock;
use crate::paths::{RoiExpectationPath, RoiExpectationRemovalPath, RoiPath};
use crate::period::Period;
use crate::roi::{AmountIn, EntryForm, Expectation, ExpectationForm, store};
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "roi/expectation.html")]
struct ExpectationPage<'a> {
    shell: Shell,
    visit: &'a Visit,
    amounts: AmountIn,
    stored: Option<Expectation>,
    /// Whether somebody else has changed it since it was opened.
    is_overtaken: bool,
    current: Period,
    fields: &'a Fields,
    errors: &'a FieldErrors,
}

impl<'a> ExpectationPage<'a> {
    fn new(
        visit: &'a Visit,
        stored: Option<Expectation>,
        current: Period,
        (fields, errors): (&'a Fields, &'a FieldErrors),
    ) -> Self {
        let shell = visit.shell(Section::Return);
        let amounts = AmountIn::currency(&visit.org.currency);
        Self { shell, visit, amounts, stored, is_overtaken: false, current, fields, errors }
    }

    fn home(&self) -> RoiPath {
        RoiPath { org: self.visit.org.slug.clone() }
    }

    fn path(&self) -> RoiExpectationPath {
        RoiExpectationPath { org: self.visit.org.slug.clone() }
    }

    fn removal(&self) -> RoiExpectationRemovalPath {
        RoiExpectationRemovalPath { org: self.visit.org.slug.clone() }
    }

    fn down_to(&self, expectation: &Expectation) -> String {
        self.amounts.written(-expectation.depth).to_string()
    }

    fn version(&self) -> i32 {
        self.stored.map_or(0, |stored| stored.version)
    }

    /// The quarters on offer, and a typed one that is not among them.
    fn period_options(&self, field: &str) -> Vec<(String, String)> {
        let mut periods = ExpectationForm::periods(self.current);
        periods.extend(self.fields.text(field).parse::<Period>());
        periods.sort_unstable();
        periods.dedup();
        periods.iter().map(|period| (period.to_string(), period.to_string())).collect()
    }
}

/// What the form begins with.
fn blank(current: Period) -> Fields {
    let mut fields = Fields::default();
    fields.put("from", current.to_string());
    fields.put("to", current.plus(4).to_string());
    fields
}

/// How far below nothing the organization expects to be, to be set.
pub(super) async fn open(
    _: RoiExpectationPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let stored = store::expectation(&mut tx).await?;
    drop(tx);
    let amounts = AmountIn::currency(&visit.org.currency);
    let current = clock.period();
    let fields = stored
        .as_ref()
        .map_or_else(|| blank(current), |stored| ExpectationForm::filled(stored, &amounts));
    let typed = (&fields, &FieldErrors::default());
    Page::render(&ExpectationPage::new(&visit, stored, current, typed))
}

/// Sets it, unless somebody else has since it was opened.
pub(super) async fn set(
    RoiExpectationPath { org }: RoiExpectationPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let amounts = AmountIn::currency(&visit.org.currency);
    let current = clock.period();
    let form = match ExpectationForm::parse(&sent.fields, &amounts) {
        Ok(form) => form,
        Err(errors) => {
            let stored = store::expectation(&mut tx).await?;
            let typed = (&sent.fields, &errors);
            let page = ExpectationPage::new(&visit, stored, current, typed);
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let next = Done::ReturnExpected.at(&RoiPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let stored = store::expectation(&mut tx).await?;
    let version = stored.map_or(0, |stored| stored.version);
    let is_newest = opened_version(&sent.fields) == Some(version);
    if !is_newest || !store::expect(&mut tx, &form, version, &amounts, clock.now()).await? {
        let stored = store::expectation(&mut tx).await?;
        let typed = (&sent.fields, &FieldErrors::default());
        let page = ExpectationPage::new(&visit, stored, current, typed);
        let page = ExpectationPage { is_overtaken: true, ..page };
        return Ok(Page::render(&page)?.with_status(StatusCode::CONFLICT).into_response());
    }
    let down_to = amounts.written(-form.depth).to_string();
    let subject = format!("{} to {}: down to {down_to}", form.from, form.to);
    tx.note(AuditKind::ReturnExpected, &subject).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Removes it.
pub(super) async fn remove(
    RoiExpectationRemovalPath { org }: RoiExpectationRemovalPath,
    OrgAccess { visit, mut tx }: OrgAccess<Manage>,
    sent: Sent,
) -> Result<Response, PageError> {
    let next = Done::ReturnNotExpected.at(&RoiPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    if !store::forget_expectation(&mut tx).await? {
        return Err(PageError::NotFound);
    }
    tx.note(AuditKind::ReturnNotExpected, &visit.org.name).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}
