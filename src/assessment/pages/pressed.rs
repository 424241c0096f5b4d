use crate::assessment::AnswersForm;
use crate::maturity::{Category, Criterion, Dimension, Level, Model};
use crate::web::{Fields, PageError};

/// The button of a dimension's page that was pressed, as its name and value say it. All of them
/// save what was changed, too.
#[derive(Clone, Copy, Debug)]
pub(super) enum Pressed<'m> {
    /// `then=stay` or `then=next`.
    Save { goes_on: bool },
    /// `confirm=criterion:<id>`: the answer still holds.
    ConfirmCriterion(&'m Criterion),
    /// `confirm=category:<id>`: all answers of the category still hold.
    ConfirmCategory(&'m Category),
    /// `confirm=dimension`: all answers of the page still hold.
    ConfirmDimension,
    /// `in_place=<category>.l<level>`: all of this level of the category is in place.
    InPlace(&'m Category, Level),
    /// `attach=<criterion>`: what is on record is evidence of the answer.
    Attach(&'m Criterion),
}

impl<'m> Pressed<'m> {
    /// Reads which button of `dimension` it was.
    pub fn parse(
        fields: &Fields,
        model: &'m Model,
        dimension: &'m Dimension,
    ) -> Result<Self, PageError> {
        const UNKNOWN: PageError =
            PageError::Unprocessable("This page has no such button. Open it again.");
        let category = |id: &str| dimension.categories.iter().find(|category| &*category.id == id);
        let criterion = |id: &str| {
            let found = model.criterion(id);
            found.filter(|it| dimension.categories.iter().any(|c| c.position == it.category))
        };
        if fields.is_sent("attach") {
            return criterion(fields.text("attach")).map(Self::Attach).ok_or(UNKNOWN);
        }
        let pressed = match (fields.text("confirm"), fields.text("in_place")) {
            ("", "") => Some(Self::Save { goes_on: fields.text("then") == "next" }),
            ("", group) => group.rsplit_once(".l").and_then(|(id, level)| {
                let level = level.parse().ok().and_then(Level::new)?;
                Some(Self::InPlace(category(id)?, level))
            }),
            ("dimension", _) => Some(Self::ConfirmDimension),
            (what, _) => match what.split_once(':') {
                Some(("category", id)) => category(id).map(Self::ConfirmCategory),
                Some(("criterion", id)) => criterion(id).map(Self::ConfirmCriterion),
                _ => None,
            },
        };
        pressed.ok_or(UNKNOWN)
    }

    /// Whether it leads on to the next page.
    pub const fn goes_on(self) -> bool {
        matches!(self, Self::Save { goes_on: true } | Self::ConfirmDimension)
    }

    /// The part of the page that it leads back to.
    pub fn anchor(self) -> Option<String> {
        match self {
            Self::Save { .. } | Self::ConfirmDimension => None,
            Self::ConfirmCriterion(criterion) | Self::Attach(criterion) => {
                Some(format!("answer.{}", criterion.id))
            }
            Self::ConfirmCategory(category) => Some(category.id.clone()),
            Self::InPlace(category, level) => Some(format!("{}.l{level}", category.id)),
        }
    }

    /// Whether it says of a criterion on the page that its answer holds.
    pub fn confirms(self, criterion: &Criterion) -> bool {
        match self {
            Self::Save { .. } | Self::Attach(_) => false,
            Self::ConfirmCriterion(confirmed) => confirmed.position == criterion.position,
            Self::ConfirmCategory(category) => category.position == criterion.category,
            Self::ConfirmDimension => true,
            Self::InPlace(category, level) => {
                category.position == criterion.category && level == criterion.level
            }
        }
    }

    /// Answers in the form what the button answers: of the level that is in place, every
    /// criterion on the page but those that do not apply.
    pub fn fill(self, form: &mut AnswersForm, criteria: &[&Criterion]) {
        if !matches!(self, Self::InPlace(..)) {
            return;
        }
        for criterion in criteria {
            if self.confirms(criterion) && form.speaks_of(criterion) && form.applies(criterion) {
                form.answer_in_full(criterion);
            }
        }
    }
}
