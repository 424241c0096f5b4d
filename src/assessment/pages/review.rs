use askama::Template;
use axum::extract::State;

use super::reopening::ReopeningPart;
use super::{Place, Sheet};
use crate::access::{OrgAccess, TeamAccess, TenantTx, View};
use crate::clock::Clock;
use crate::maturity::{Criterion, Dimension, Figure, Figures, Model};
use crate::paths::{OwnReviewPath, TeamReviewPath};
use crate::web::{FormKey, Page, PageError, Shell};

/// A dimension, or the whole, before and after this assessment.
struct Line<'a> {
    name: &'a str,
    dimension: Option<&'a Dimension>,
    before: Option<Figure>,
    after: Option<Figure>,
}

/// An answer that is not what it was.
struct Change<'a> {
    dimension: &'a Dimension,
    criterion: &'a Criterion,
    before: String,
    now: String,
}

#[derive(Template)]
#[template(path = "assessment/review.html")]
pub(super) struct ReviewPage<'a> {
    shell: Shell,
    place: &'a Place,
    sheet: &'a Sheet<'a>,
    lines: Vec<Line<'a>>,
    /// Every answer that was another in the last submitted period.
    changes: Vec<Change<'a>>,
    form_key: FormKey,
    reopening: ReopeningPart,
    /// Whether submitting was tried, and could not be.
    was_refused: bool,
}

impl<'a> ReviewPage<'a> {
    pub fn new(
        place: &'a Place,
        sheet: &'a Sheet<'a>,
        reopening: ReopeningPart,
        was_refused: bool,
    ) -> Self {
        let after = sheet.figures();
        let before = sheet.last.as_ref().map(|last| &last.figures);
        let of = |figures: &Figures, at: usize| figures.dimensions.get(at).copied().flatten();
        let mut lines = vec![Line {
            name: "Whole",
            dimension: None,
            before: before.and_then(|figures| figures.whole),
            after: after.whole,
        }];
        for (at, dimension) in sheet.model.dimensions.iter().enumerate() {
            lines.push(Line {
                name: &dimension.name,
                dimension: Some(dimension),
                before: before.and_then(|figures| of(figures, at)),
                after: of(&after, at),
            });
        }
        let changes = changes(sheet);
        let form_key = FormKey::fresh();
        Self {
            shell: place.shell(),
            place,
            sheet,
            lines,
            changes,
            form_key,
            reopening,
            was_refused,
        }
    }

    fn is_open(&self) -> bool {
        self.place.may_edit && !self.sheet.is_submitted()
    }

    /// What is asked in a dimension and not answered, or not reviewed.
    fn left(&self, dimension: &Dimension) -> Vec<&'a Criterion> {
        self.sheet
            .asked_in(dimension)
            .filter(|criterion| !self.sheet.entries.is_settled(criterion.position))
            .collect()
    }
}

fn changes<'a>(sheet: &'a Sheet<'a>) -> Vec<Change<'a>> {
    let of_dimension = |dimension: &'a Dimension| {
        let positions = dimension.categories.iter().flat_map(|category| &category.criteria);
        positions.filter_map(move |&at| {
            let criterion = &sheet.model.criteria()[at];
            let before = sheet.was(criterion)?;
            let now = sheet.entries.of(at).map(|stored| stored.entry.clone()).unwrap_or_default();
            Some(Change { dimension, criterion, before, now: now.in_words(criterion) })
        })
    };
    sheet.model.dimensions.iter().flat_map(of_dimension).collect()
}

/// A team's assessment as a whole: before submitting, or as it was submitted.
pub(super) async fn show_team(
    path: TeamReviewPath,
    TeamAccess { visit, team, role, tx }: TeamAccess<View>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    show(Place::of_team(visit, team, role, path.period, &clock)?, tx).await
}

/// The organization's own assessment as a whole.
pub(super) async fn show_own(
    path: OwnReviewPath,
    OrgAccess { visit, tx }: OrgAccess<View>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    show(Place::of_org(visit, path.period, &clock)?, tx).await
}

async fn show(place: Place, mut tx: TenantTx<View>) -> Result<Page, PageError> {
    let sheet = Sheet::load(&mut tx, Model::built_in(), &place).await?;
    let reopening = ReopeningPart::of(&place, &sheet);
    drop(tx);
    Page::render(&ReviewPage::new(&place, &sheet, reopening, false))
}
