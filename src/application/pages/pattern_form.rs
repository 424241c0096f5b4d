use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::access::{AuditKind, Edit, Editor, RecordAccess, Section, Visit};
use crate::application::{Discipline, Pattern, PatternForm, TeamChoices, pattern};
use crate::paths::{
    NewPatternPath, PatternEditPath, PatternPath, PatternRemovalPath, PatternsPath,
};
use crate::web::{Clash, Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

/// The fields as the page names them, to tell in which of them two editors differ.
const LABELS: [(&str, &str); 7] = [
    ("name", "Name"),
    ("team", "For"),
    ("owner", "Owner"),
    ("description", "Description"),
    ("dev", "Development"),
    ("sec", "Security"),
    ("ops", "Operations"),
];

#[derive(Template)]
#[template(path = "application/pattern_form.html")]
struct PatternFormPage<'a> {
    shell: Shell,
    list: PatternsPath,
    /// The pattern that is changed; `None` for a new one.
    known: Option<(&'a Pattern, PatternPath)>,
    teams: TeamChoices,
    fields: &'a Fields,
    errors: &'a FieldErrors,
    /// Where somebody else was faster.
    clashes: Option<Vec<Clash>>,
}

impl<'a> PatternFormPage<'a> {
    fn new(
        (visit, editor): (&Visit, &Editor),
        fields: &'a Fields,
        errors: &'a FieldErrors,
    ) -> Self {
        Self {
            shell: visit.shell(Section::Applications),
            list: PatternsPath { org: visit.org.slug.clone() },
            known: None,
            teams: TeamChoices::of(editor),
            fields,
            errors,
            clashes: None,
        }
    }

    fn changing(self, pattern: &'a Pattern, path: PatternPath) -> Self {
        Self { known: Some((pattern, path)), ..self }
    }

    fn removal(&self, pattern: &Pattern) -> PatternRemovalPath {
        let PatternsPath { org } = self.list.clone();
        PatternRemovalPath { org, pattern: pattern.slug.clone() }
    }

    /// Where the form is sent.
    fn action(&self) -> String {
        match &self.known {
            Some((_, path)) => path.to_string(),
            None => self.list.to_string(),
        }
    }
}

/// The fields of a pattern that is there.
fn filled(pattern: &Pattern, editor: &Editor) -> Fields {
    let team = editor.teams().find(|team| Some(team.id) == pattern.team);
    let mut fields = Fields::default();
    for (name, text) in [
        ("name", &*pattern.name),
        ("team", team.map_or("", |team| team.slug.as_str())),
        ("owner", &pattern.owner),
        ("description", &pattern.description),
        ("version", &pattern.version.to_string()),
    ] {
        fields.put(name, text);
    }
    for discipline in &pattern.disciplines {
        fields.put(discipline.as_str(), "yes");
    }
    fields
}

/// The form of a new pattern.
pub(super) async fn show_new(
    _: NewPatternPath,
    RecordAccess { visit, editor, .. }: RecordAccess<Edit>,
) -> Result<Page, PageError> {
    let (fields, errors) = (Fields::default(), FieldErrors::default());
    Page::render(&PatternFormPage::new((&visit, &editor), &fields, &errors))
}

/// Adds a pattern.
pub(super) async fn create(
    PatternsPath { org }: PatternsPath,
    access: RecordAccess<Edit>,
    sent: Sent,
) -> Result<Response, PageError> {
    let form = match PatternForm::parse(&sent.fields, &TeamChoices::of(&access.editor)) {
        Ok(form) => form,
        Err(errors) => {
            let of = (&access.visit, &access.editor);
            let page = PatternFormPage::new(of, &sent.fields, &errors);
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let mut tx = access.editing([form.team])?;
    let next = Done::PatternAdded.at(&PatternsPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    pattern::store::add_pattern(&mut tx, &form).await?;
    tx.note(AuditKind::PatternAdded, &form.name).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// The form of a pattern that is there.
pub(super) async fn show_edit(
    PatternEditPath { org, pattern: slug }: PatternEditPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<Edit>,
) -> Result<Page, PageError> {
    let pattern = pattern::store::find_pattern(&mut tx, &slug).await?.ok_or(PageError::NotFound)?;
    drop(tx);
    if !editor.may_edit(pattern.team) {
        return Err(PageError::Forbidden);
    }
    let (fields, errors) = (filled(&pattern, &editor), FieldErrors::default());
    let page = PatternFormPage::new((&visit, &editor), &fields, &errors);
    Page::render(&page.changing(&pattern, PatternPath { org, pattern: slug }))
}

/// Changes a pattern.
pub(super) async fn update(
    path: PatternPath,
    mut access: RecordAccess<Edit>,
    sent: Sent,
) -> Result<Response, PageError> {
    let found = pattern::store::find_pattern(&mut access.tx, &path.pattern).await?;
    let pattern = found.ok_or(PageError::NotFound)?;
    if !access.editor.may_edit(pattern.team) {
        return Err(PageError::Forbidden);
    }
    let (visit, editor) = (access.visit.clone(), access.editor.clone());
    let of = (&visit, &editor);
    let form = match PatternForm::parse(&sent.fields, &TeamChoices::of(&editor)) {
        Ok(form) => form,
        Err(errors) => {
            let page = PatternFormPage::new(of, &sent.fields, &errors).changing(&pattern, path);
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let mut tx = access.editing([pattern.team, form.team])?;
    let next = Done::PatternSaved.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let version = sent.fields.text("version").parse().unwrap_or(0);
    if pattern::store::update_pattern(&mut tx, pattern.id, version, &form).await? {
        tx.note(AuditKind::PatternChanged, &form.name).await?;
        return Ok(tx.commit_and_go(&next).await?.into_response());
    }
    let newest =
        pattern::store::find_pattern(&mut tx, &path.pattern).await?.ok_or(PageError::NotFound)?;
    let mut fields = sent.fields.clone();
    fields.put("version", newest.version.to_string());
    let errors = FieldErrors::default();
    let clashes = Clash::between(&LABELS, &filled(&newest, &editor), &fields);
    let page = PatternFormPage::new(of, &fields, &errors).changing(&newest, path);
    let page = PatternFormPage { clashes: Some(clashes), ..page };
    Ok(Page::render(&page)?.with_status(StatusCode::CONFLICT).into_response())
}
