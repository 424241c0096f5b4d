use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::{Place, Sheet};
use crate::access::{Edit, OrgAccess, TeamAccess, TenantTx, View};
use crate::assessment::answers_form::NOT_APPLICABLE;
use crate::assessment::merge::{merge, outdated};
use crate::assessment::{AnswersForm, store};
use crate::clock::Clock;
use crate::maturity::{Answer, Category, Criterion, Dimension, Figure, Level, Model};
use crate::paths::{OwnEntryPath, TeamEntryPath};
use crate::web::{FieldErrors, FormKey, Page, PageError, Sent, Shell};

/// Which levels a page shows: those in play, or on request all.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Shown {
    levels: Option<AllLevels>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AllLevels {
    All,
}

/// The criteria of one category and level, under one heading.
struct Group<'a> {
    category: &'a Category,
    level: Level,
    level_name: &'a str,
    criteria: Vec<&'a Criterion>,
}

#[derive(Template)]
#[template(path = "assessment/entry.html")]
struct EntryPage<'a> {
    shell: Shell,
    place: &'a Place,
    sheet: &'a Sheet<'a>,
    dimension: &'a Dimension,
    groups: Vec<Group<'a>>,
    shows_all: bool,
    form: &'a AnswersForm,
    form_key: FormKey,
    errors: &'a FieldErrors,
    /// Positions of criteria of which somebody else has meanwhile said something else.
    conflicts: &'a [usize],
}

impl<'a> EntryPage<'a> {
    fn new(
        place: &'a Place,
        sheet: &'a Sheet<'a>,
        dimension: &'a Dimension,
        shown: Shown,
        form: &'a AnswersForm,
        (errors, conflicts): (&'a FieldErrors, &'a [usize]),
    ) -> Self {
        let shows_all = shown.levels.is_some();
        let mut groups: Vec<Group> = Vec::new();
        for category in &dimension.categories {
            for criterion in category.criteria.iter().map(|&at| &sheet.model.criteria()[at]) {
                let is_shown = shows_all
                    || sheet.in_play.asks(criterion)
                    || sheet.entries.of(criterion.position).is_some();
                if criterion.scope != sheet.scope || !is_shown {
                    continue;
                }
                match groups.last_mut() {
                    Some(group)
                        if group.level == criterion.level
                            && group.category.position == category.position =>
                    {
                        group.criteria.push(criterion);
                    }
                    _ => groups.push(Group {
                        category,
                        level: criterion.level,
                        level_name: sheet.model.level_name(criterion.level),
                        criteria: vec![criterion],
                    }),
                }
            }
        }
        Self {
            shell: place.shell(),
            place,
            sheet,
            dimension,
            groups,
            shows_all,
            form,
            form_key: FormKey::fresh(),
            errors,
            conflicts,
        }
    }

    fn is_open(&self) -> bool {
        self.place.may_edit && !self.sheet.is_submitted()
    }

    fn is_chosen(&self, criterion: &Criterion, value: impl std::fmt::Display) -> bool {
        self.form.text("answer", criterion) == value.to_string()
    }

    fn has_evidence(&self, criterion: &Criterion) -> bool {
        ["note", "link"].iter().any(|part| {
            !self.form.text(part, criterion).is_empty()
                || self.errors.of(&format!("{part}.{}", criterion.id)).is_some()
        })
    }

    /// What is stored of a criterion, in words.
    fn stored(&self, criterion: &Criterion) -> String {
        let Some(stored) = self.sheet.entries.of(criterion.position) else {
            return "Not answered".to_owned();
        };
        match stored.entry.answer {
            Answer::Unanswered => "Not answered".to_owned(),
            Answer::NotApplicable => format!("Not applicable: {}", stored.entry.reason),
            Answer::Given(quarters) => {
                let choices = criterion.answers.choices().iter();
                let chosen = choices.into_iter().find(|choice| choice.quarters == quarters);
                chosen.map_or_else(String::new, |choice| choice.label.to_owned())
            }
        }
    }

    fn is_conflict(&self, criterion: &Criterion) -> bool {
        self.conflicts.contains(&criterion.position)
    }

    /// The dimension as the entries stand, once there are any; and once it is all answered, by
    /// how many points it has moved since last time.
    fn so_far(&self) -> Option<(Figure, Option<i32>)> {
        let progress = self.sheet.progress(self.dimension);
        if progress.answered == 0 {
            return None;
        }
        let at = self.sheet.model.dimensions.iter().position(|d| d.id == self.dimension.id)?;
        let now = self.sheet.figures().dimensions.get(at).copied().flatten()?;
        let last = self.sheet.last.as_ref().filter(|_| progress.is_complete());
        let last = last.and_then(|last| last.figures.dimensions.get(at).copied().flatten());
        Some((now, last.map(|last| now.points_since(last))))
    }

    fn next_dimension(&self) -> Option<&Dimension> {
        let dimensions = &self.sheet.model.dimensions;
        let at = dimensions.iter().position(|d| d.id == self.dimension.id)?;
        dimensions.get(at + 1)
    }
}

/// The form for one dimension of a team's assessment, or what was submitted.
pub(super) async fn show_team(
    path: TeamEntryPath,
    TeamAccess { visit, team, role, tx }: TeamAccess<View>,
    State(clock): State<Clock>,
    shown: Result<Query<Shown>, axum::extract::rejection::QueryRejection>,
) -> Result<Page, PageError> {
    let place = Place::of_team(visit, team, role, path.period, &clock)?;
    show(place, tx, &path.dimension, shown?.0).await
}

/// The form for one dimension of the organization's own assessment, or what was submitted.
pub(super) async fn show_own(
    path: OwnEntryPath,
    OrgAccess { visit, tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    shown: Result<Query<Shown>, axum::extract::rejection::QueryRejection>,
) -> Result<Page, PageError> {
    let place = Place::of_org(visit, path.period, &clock)?;
    show(place, tx, &path.dimension, shown?.0).await
}

async fn show(
    place: Place,
    mut tx: TenantTx<View>,
    dimension: &str,
    shown: Shown,
) -> Result<Page, PageError> {
    let model = Model::built_in();
    let dimension = model.dimension(dimension).ok_or(PageError::NotFound)?;
    let sheet = Sheet::load(&mut tx, model, &place).await?;
    drop(tx);

    let form = AnswersForm::of_stored(model, &sheet.entries);
    let errors = FieldErrors::default();
    Page::render(&EntryPage::new(&place, &sheet, dimension, shown, &form, (&errors, &[])))
}

/// Saves one dimension of a team's assessment. A form to be mended comes back with its errors.
pub(super) async fn save_team(
    path: TeamEntryPath,
    TeamAccess { visit, team, role, tx }: TeamAccess<Edit>,
    State(clock): State<Clock>,
    shown: Result<Query<Shown>, axum::extract::rejection::QueryRejection>,
    sent: Sent,
) -> Result<Response, PageError> {
    let place = Place::of_team(visit, team, role, path.period, &clock)?;
    save(place, tx, &path.dimension, shown?.0, sent, &clock).await
}

/// Saves one dimension of the organization's own assessment.
pub(super) async fn save_own(
    path: OwnEntryPath,
    OrgAccess { visit, tx }: OrgAccess<Edit>,
    State(clock): State<Clock>,
    shown: Result<Query<Shown>, axum::extract::rejection::QueryRejection>,
    sent: Sent,
) -> Result<Response, PageError> {
    let place = Place::of_org(visit, path.period, &clock)?;
    save(place, tx, &path.dimension, shown?.0, sent, &clock).await
}

async fn save(
    place: Place,
    mut tx: TenantTx<Edit>,
    dimension: &str,
    shown: Shown,
    sent: Sent,
    clock: &Clock,
) -> Result<Response, PageError> {
    let model = Model::built_in();
    let dimension = model.dimension(dimension).ok_or(PageError::NotFound)?;
    let next = next_page(&place, dimension, shown, &sent);
    if let Some(done) = tx.once(&sent, &next).await? {
        return Ok(done.into_response());
    }

    let form = AnswersForm::sent(sent.fields);
    let scope = place.respondent.scope();
    let answerable = dimension
        .categories
        .iter()
        .flat_map(|category| &category.criteria)
        .map(|&at| &model.criteria()[at])
        .filter(|criterion| criterion.scope == scope);
    let entries = match form.parse(answerable) {
        Ok(entries) => entries,
        Err(errors) => {
            let sheet = Sheet::load(&mut tx, model, &place).await?;
            drop(tx);
            let page = EntryPage::new(&place, &sheet, dimension, shown, &form, (&errors, &[]));
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };

    let now = clock.now();
    let respondent = &place.respondent;
    let Some(draft) = store::open_draft(&mut tx, respondent, place.period, model, now).await?
    else {
        return Err(PageError::Conflict(
            "This period has been submitted, so its answers can no longer be changed.",
        ));
    };
    let stored = store::entries(&mut tx, model, draft).await?;
    let outdated = outdated(&form, &entries, &stored);
    let bases = if outdated.is_empty() {
        std::collections::BTreeMap::new()
    } else {
        store::entries_as_of(&mut tx, model, draft, &outdated).await?
    };
    let merged = merge(entries, &stored, &bases);
    if !merged.conflicts.is_empty() {
        let sheet = Sheet::load(&mut tx, model, &place).await?;
        drop(tx);
        let errors = FieldErrors::default();
        let wrong = (&errors, &*merged.conflicts);
        let page = EntryPage::new(&place, &sheet, dimension, shown, &form, wrong);
        return Ok(Page::render(&page)?.with_status(StatusCode::CONFLICT).into_response());
    }
    store::save_entries(&mut tx, draft, &merged.changes, now).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// Where the button that was pressed leads: on to the next dimension, or back to this one.
fn next_page(place: &Place, dimension: &Dimension, shown: Shown, sent: &Sent) -> String {
    let dimensions = &Model::built_in().dimensions;
    let at = dimensions.iter().position(|d| d.id == dimension.id).unwrap_or(0);
    match (sent.fields.text("then"), dimensions.get(at + 1)) {
        ("next", Some(next)) => place.entry(&next.id),
        ("next", None) => place.review(),
        _ if shown.levels.is_some() => format!("{}?levels=all", place.entry(&dimension.id)),
        _ => place.entry(&dimension.id),
    }
}
