use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::{Group, Place, Pressed, Sheet, Shown};
use crate::access::{Allows, Edit, OrgAccess, TeamAccess, TenantTx, View};
use crate::assessment::AnswersForm;
use crate::assessment::answers_form::NOT_APPLICABLE;
use crate::assessment::on_record::{self, OnRecord, ReadyEvidence};
use crate::assessment::saving::{self, NotSaved};
use crate::clock::Clock;
use crate::maturity::{Category, Criterion, Dimension, Figure, Model};
use crate::paths::{OwnEntryPath, TeamEntryPath};
use crate::state::Site;
use crate::web::{Done, FieldErrors, FormKey, Page, PageError, Sent, Shell};

/// What is said to whoever wants to change what stands.
pub(super) const ALREADY_SUBMITTED: &str =
    "This period has been submitted, so its answers can no longer be changed.";

/// What is said to whoever attaches what is gone.
const NOTHING_ON_RECORD: PageError =
    PageError::Unprocessable("Nothing is on record about this any more. Open the page again.");

#[derive(Template)]
#[template(path = "assessment/entry.html")]
struct EntryPage<'a> {
    shell: Shell,
    place: &'a Place,
    sheet: &'a Sheet<'a>,
    dimension: &'a Dimension,
    groups: Vec<Group<'a>>,
    shown: &'a Shown,
    form: &'a AnswersForm,
    form_key: FormKey,
    errors: &'a FieldErrors,
    /// Positions of criteria of which somebody else has meanwhile said something else.
    conflicts: &'a [usize],
    /// What may be attached as evidence, where this Waymark is.
    on_record: (&'a OnRecord, &'a Site),
}

impl<'a> EntryPage<'a> {
    fn new(
        place: &'a Place,
        sheet: &'a Sheet<'a>,
        dimension: &'a Dimension,
        shown: &'a Shown,
        form: &'a AnswersForm,
        (errors, conflicts): (&'a FieldErrors, &'a [usize]),
        on_record: (&'a OnRecord, &'a Site),
    ) -> Self {
        Self {
            shell: place.shell(),
            place,
            sheet,
            dimension,
            groups: Group::of(sheet, dimension, shown),
            shown,
            form,
            form_key: FormKey::fresh(),
            errors,
            conflicts,
            on_record,
        }
    }

    /// What is on record about a criterion, unless it is attached already.
    fn ready(&self, criterion: &Criterion) -> Option<ReadyEvidence> {
        let (on_record, site) = self.on_record;
        let ready = on_record.evidence_of(criterion, self.place.org(), self.place.period)?;
        let is_attached = self.form.text("link", criterion) == site.link(&ready.page);
        (!is_attached).then_some(ready)
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
        let stored = self.sheet.entries.of(criterion.position);
        stored.map(|stored| stored.entry.clone()).unwrap_or_default().in_words(criterion)
    }

    fn is_unreviewed(&self, criterion: &Criterion) -> bool {
        self.is_open() && self.sheet.entries.is_unreviewed(criterion.position)
    }

    /// How many answers on the page were carried over, and not looked at yet.
    fn unreviewed(&self) -> usize {
        self.groups.iter().map(|group| self.unreviewed_of(group)).sum()
    }

    fn unreviewed_of(&self, group: &Group) -> usize {
        group.criteria.iter().filter(|criterion| self.is_unreviewed(criterion)).count()
    }

    fn category_unreviewed(&self, category: &Category) -> usize {
        let groups = self.groups.iter().filter(|group| group.category.id == category.id);
        groups.map(|group| self.unreviewed_of(group)).sum()
    }

    /// Whether a level's answers are not all full, or not all reviewed.
    fn can_be_put_in_place(&self, group: &Group) -> bool {
        group.criteria.iter().any(|criterion| {
            self.form.applies(criterion)
                && (!self.is_chosen(criterion, 4) || self.is_unreviewed(criterion))
        })
    }

    /// Whether the page is for confirming above all: then the keyboard begins at its head, and the
    /// next stop is the button.
    fn has_focus_on_confirming(&self) -> bool {
        self.errors.is_empty() && self.conflicts.is_empty() && self.unreviewed() > 0
    }

    fn action(&self) -> String {
        let query = self.shown.query(&self.dimension.categories);
        format!("{}{query}", self.place.entry(&self.dimension.id))
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
        let is_answered = progress.answered == progress.asked;
        let last = self.sheet.last.as_ref().filter(|_| is_answered);
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
    State(site): State<Site>,
    shown: Result<Query<Shown>, axum::extract::rejection::QueryRejection>,
) -> Result<Page, PageError> {
    let place = Place::of_team(visit, team, role, path.period, &clock)?;
    show(place, tx, &path.dimension, shown?.0, &site).await
}

/// The form for one dimension of the organization's own assessment, or what was submitted.
pub(super) async fn show_own(
    path: OwnEntryPath,
    OrgAccess { visit, tx }: OrgAccess<View>,
    State(clock): State<Clock>,
    State(site): State<Site>,
    shown: Result<Query<Shown>, axum::extract::rejection::QueryRejection>,
) -> Result<Page, PageError> {
    let place = Place::of_org(visit, path.period, &clock)?;
    show(place, tx, &path.dimension, shown?.0, &site).await
}

async fn show(
    place: Place,
    mut tx: TenantTx<View>,
    dimension: &str,
    shown: Shown,
    site: &Site,
) -> Result<Page, PageError> {
    let model = Model::built_in();
    let dimension = model.dimension(dimension).ok_or(PageError::NotFound)?;
    let sheet = Sheet::load(&mut tx, model, &place).await?;
    let is_open = place.may_edit && !sheet.is_submitted();
    let on_record =
        if is_open { kept(&mut tx, &place, dimension).await? } else { OnRecord::default() };
    drop(tx);

    let form = AnswersForm::of_stored(model, &sheet.entries);
    let errors = FieldErrors::default();
    let said = (&errors, [].as_slice());
    let kept = (&on_record, site);
    Page::render(&EntryPage::new(&place, &sheet, dimension, &shown, &form, said, kept))
}

/// What is on record about the criteria of a dimension, if it may be about any.
async fn kept(
    tx: &mut TenantTx<impl Allows<View>>,
    place: &Place,
    dimension: &Dimension,
) -> sqlx::Result<OnRecord> {
    let positions = dimension.categories.iter().flat_map(|category| &category.criteria);
    let mut criteria = positions.map(|&at| &Model::built_in().criteria()[at]);
    let scope = place.respondent.scope();
    if criteria.any(|criterion| criterion.scope == scope && on_record::may_be_kept(criterion)) {
        on_record::store::on_record(tx, place.respondent.team(), place.period).await
    } else {
        Ok(OnRecord::default())
    }
}

/// Saves one dimension of a team's assessment. A form to be mended comes back with its errors.
pub(super) async fn save_team(
    path: TeamEntryPath,
    TeamAccess { visit, team, role, tx }: TeamAccess<Edit>,
    State(clock): State<Clock>,
    State(site): State<Site>,
    shown: Result<Query<Shown>, axum::extract::rejection::QueryRejection>,
    sent: Sent,
) -> Result<Response, PageError> {
    let place = Place::of_team(visit, team, role, path.period, &clock)?;
    save(place, tx, (&path.dimension, shown?.0), sent, (&clock, &site)).await
}

/// Saves one dimension of the organization's own assessment.
pub(super) async fn save_own(
    path: OwnEntryPath,
    OrgAccess { visit, tx }: OrgAccess<Edit>,
    State(clock): State<Clock>,
    State(site): State<Site>,
    shown: Result<Query<Shown>, axum::extract::rejection::QueryRejection>,
    sent: Sent,
) -> Result<Response, PageError> {
    let place = Place::of_org(visit, path.period, &clock)?;
    save(place, tx, (&path.dimension, shown?.0), sent, (&clock, &site)).await
}

async fn save(
    place: Place,
    mut tx: TenantTx<Edit>,
    (dimension, shown): (&str, Shown),
    sent: Sent,
    (clock, site): (&Clock, &Site),
) -> Result<Response, PageError> {
    let model = Model::built_in();
    let dimension = model.dimension(dimension).ok_or(PageError::NotFound)?;
    let pressed = Pressed::parse(&sent.fields, model, dimension)?;
    let next = Done::AnswersSaved.at(&next_page(&place, dimension, &shown, pressed));
    if let Some(done) = tx.once(&sent, &next).await? {
        return Ok(done.into_response());
    }

    let scope = place.respondent.scope();
    let answerable: Vec<_> = dimension
        .categories
        .iter()
        .flat_map(|category| &category.criteria)
        .map(|&at| &model.criteria()[at])
        .filter(|criterion| criterion.scope == scope)
        .collect();
    let on_record = kept(&mut tx, &place, dimension).await?;
    let mut form = AnswersForm::sent(sent.fields);
    pressed.fill(&mut form, &answerable);
    if let Pressed::Attach(criterion) = pressed {
        let ready = on_record.evidence_of(criterion, place.org(), place.period);
        let ReadyEvidence { note, page } = ready.ok_or(NOTHING_ON_RECORD)?;
        form.attach(criterion, &note, site.link(&page));
    }
    let parsed = form.parse(answerable.iter().copied());
    let (errors, conflicts, status) = match parsed {
        Err(errors) => (errors, vec![], StatusCode::UNPROCESSABLE_ENTITY),
        Ok(entries) => {
            let confirmed: Vec<usize> = answerable
                .iter()
                .filter(|criterion| pressed.confirms(criterion))
                .map(|criterion| criterion.position)
                .collect();
            let whose = (&place.respondent, place.period);
            let now = clock.now();
            match saving::save(&mut tx, model, whose, &form, entries, &confirmed, now).await? {
                Ok(_) => return Ok(tx.commit_and_go(&next).await?.into_response()),
                Err(NotSaved::Submitted) => return Err(PageError::Conflict(ALREADY_SUBMITTED)),
                Err(NotSaved::Conflicts(positions, _)) => {
                    (FieldErrors::default(), positions, StatusCode::CONFLICT)
                }
            }
        }
    };
    let sheet = Sheet::load(&mut tx, model, &place).await?;
    drop(tx);
    let said = (&errors, conflicts.as_slice());
    let kept = (&on_record, site);
    let page = EntryPage::new(&place, &sheet, dimension, &shown, &form, said, kept);
    Ok(Page::render(&page)?.with_status(status).into_response())
}

/// Where the button that was pressed leads: on to the next dimension, or back to this one.
fn next_page(place: &Place, dimension: &Dimension, shown: &Shown, pressed: Pressed) -> String {
    let dimensions = &Model::built_in().dimensions;
    let at = dimensions.iter().position(|d| d.id == dimension.id).unwrap_or(0);
    match dimensions.get(at + 1) {
        Some(next) if pressed.goes_on() => place.entry(&next.id),
        None if pressed.goes_on() => place.review(),
        _ => {
            let query = shown.query(&dimension.categories);
            let anchor = pressed.anchor().map(|anchor| format!("#{anchor}")).unwrap_or_default();
            format!("{}{query}{anchor}", place.entry(&dimension.id))
        }
    }
}
