use askama::Template;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde::Deserialize;

use crate::access::{OrgAccess, Section, TeamAccess, View};
use crate::assessment::{
    Respondent, pooled_answers, roll_ups, submitted_answers, submitted_figures,
};
use crate::maturity::{Model, Moved, Pooled, PooledAnswers, Scope};
use crate::overview::comparison::{self, Comparison, NoSpan, Span};
use crate::paths::{OrgComparePath, OverviewPath, TeamComparePath, TeamPath};
use crate::period::Period;
use crate::web::{FieldErrors, Fields, Page, PageError, Shell};

/// Which two periods, unchecked.
#[derive(Debug, Deserialize)]
pub(super) struct Wish {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

impl Wish {
    fn fields(self) -> Fields {
        let mut fields = Fields::default();
        fields.put("from", self.from);
        fields.put("to", self.to);
        fields
    }
}

#[derive(Template)]
#[template(path = "overview/compare.html")]
struct ComparePage<'a> {
    shell: Shell,
    /// The team or the organization, and its page.
    name: &'a str,
    home: String,
    /// Whether answers are those of one team, which are said in words.
    is_team: bool,
    /// The periods that have figures, newest first.
    periods: Vec<(String, String)>,
    fields: Fields,
    errors: FieldErrors,
    comparison: Option<Comparison<'static>>,
}

impl ComparePage<'_> {
    fn before(&self, moved: &Moved<'_>) -> String {
        self.said(moved, moved.before)
    }

    fn after(&self, moved: &Moved<'_>) -> String {
        self.said(moved, moved.after)
    }

    fn said(&self, moved: &Moved<'_>, answer: Pooled) -> String {
        if self.is_team {
            comparison::in_words(moved.criterion, answer).to_owned()
        } else {
            comparison::in_percent(answer)
        }
    }

    /// The page, or the form with a sentence when the periods cannot be compared.
    fn page(self) -> Result<Page, PageError> {
        let page = Page::render(&self)?;
        Ok(if self.errors.is_empty() { page } else { page.unprocessable() })
    }
}

/// What moved in the organization between two periods.
pub(super) async fn show_org(
    OrgComparePath { org }: OrgComparePath,
    OrgAccess { visit, mut tx }: OrgAccess<View>,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Result<Page, PageError> {
    let fields = wish?.0.fields();
    let model = Model::built_in();
    let known = roll_ups(&mut tx, model).await?;
    let periods: Vec<Period> = known.iter().map(|roll_up| roll_up.period).collect();
    let asked = Asked::of(fields, &periods);
    let comparison = match asked.span {
        None => None,
        Some(span) => {
            let before = pooled_answers(&mut tx, model, span.from).await?;
            let after = pooled_answers(&mut tx, model, span.to).await?;
            let of = |period| known.iter().find(|known| known.period == period);
            of(span.from).zip(of(span.to)).map(|(from, to)| {
                let figures = [&from.figures, &to.figures];
                Comparison::new(model, span, figures, [&before, &after], model.criteria().iter())
            })
        }
    };
    drop(tx);
    ComparePage {
        shell: visit.shell(Section::Overview),
        name: &visit.org.name,
        home: OverviewPath { org }.to_string(),
        is_team: false,
        periods: asked.periods,
        fields: asked.fields,
        errors: asked.errors,
        comparison,
    }
    .page()
}

/// What moved in a team between two periods.
pub(super) async fn show_team(
    TeamComparePath { org, team: slug }: TeamComparePath,
    TeamAccess { visit, team, mut tx, .. }: TeamAccess<View>,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Result<Page, PageError> {
    let fields = wish?.0.fields();
    let model = Model::built_in();
    let respondent = Respondent::Team(team.clone());
    let known = submitted_figures(&mut tx, model, &respondent).await?;
    let periods: Vec<Period> = known.iter().map(|known| known.period).collect();
    let asked = Asked::of(fields, &periods);
    let comparison = match asked.span {
        None => None,
        Some(span) => {
            let periods = [span.from, span.to];
            let answers = submitted_answers(&mut tx, model, &respondent, &periods).await?;
            let of = |period| {
                let known = known.iter().find(|known| known.period == period)?;
                let answers = answers.get(&period)?;
                Some((&known.figures, PooledAnswers::of_one(model, answers, Scope::Team)))
            };
            of(span.from).zip(of(span.to)).map(|((from, before), (to, after))| {
                let criteria = model.criteria().iter().filter(|c| c.scope == Scope::Team);
                Comparison::new(model, span, [from, to], [&before, &after], criteria)
            })
        }
    };
    drop(tx);
    ComparePage {
        shell: visit.shell(Section::Teams),
        name: &team.name,
        home: TeamPath { org, team: slug }.to_string(),
        is_team: true,
        periods: asked.periods,
        fields: asked.fields,
        errors: asked.errors,
        comparison,
    }
    .page()
}

/// The form as it is shown again, and the span if there is one.
struct Asked {
    periods: Vec<(String, String)>,
    fields: Fields,
    errors: FieldErrors,
    span: Option<Span>,
}

impl Asked {
    fn of(sent: Fields, known: &[Period]) -> Self {
        let mut errors = FieldErrors::default();
        let (fields, span) = match Span::asked(&sent, known) {
            Ok(span) => {
                let mut fields = Fields::default();
                fields.put("from", span.from.to_string());
                fields.put("to", span.to.to_string());
                (fields, Some(span))
            }
            Err(NoSpan::TooFew) => (sent, None),
            Err(refusal) => {
                errors.add("from", refusal.to_string());
                (sent, None)
            }
        };
        let named = |period: &Period| (period.to_string(), period.to_string());
        Self { periods: known.iter().rev().map(named).collect(), fields, errors, span }
    }
}
