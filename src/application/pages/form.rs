use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::access::{AuditKind, Edit, Editor, RecordAccess, Section, Visit};
use crate::application::{
    Application, ApplicationForm, Effort, MoveAction, MoveState, PatternName, Size, TeamChoices,
    TradeOffs, pattern, store,
};
use crate::clock::Clock;
use crate::paths::{
    ApplicationEditPath, ApplicationPath, ApplicationRemovalPath, ApplicationsPath,
    NewApplicationPath,
};
use crate::period::Period;
use crate::web::{Clash, Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

/// The fields as the page names them, to tell in which of them two editors differ.
const LABELS: [(&str, &str); 15] = [
    ("name", "Name"),
    ("team", "For"),
    ("owner", "Owner"),
    ("reason", "Reason"),
    ("action", "Action"),
    ("expected_benefit", "Expected benefit"),
    ("measured_benefit", "Measured benefit"),
    ("effort", "Effort"),
    ("size", "Size"),
    TradeOffs::FIELDS[0],
    TradeOffs::FIELDS[1],
    TradeOffs::FIELDS[2],
    TradeOffs::FIELDS[3],
    TradeOffs::FIELDS[4],
    TradeOffs::FIELDS[5],
];

#[derive(Template)]
#[template(path = "application/form.html")]
struct FormPage<'a> {
    shell: Shell,
    list: ApplicationsPath,
    /// The application that is changed; `None` for a new one.
    known: Option<(&'a Application, ApplicationPath)>,
    teams: TeamChoices,
    patterns: &'a [PatternName],
    current: Period,
    fields: &'a Fields,
    errors: &'a FieldErrors,
    /// Where somebody else was faster.
    clashes: Option<Vec<Clash>>,
}

impl<'a> FormPage<'a> {
    fn new(
        (visit, editor): (&Visit, &Editor),
        patterns: &'a [PatternName],
        current: Period,
        fields: &'a Fields,
        errors: &'a FieldErrors,
    ) -> Self {
        Self {
            shell: visit.shell(Section::Applications),
            list: ApplicationsPath { org: visit.org.slug.clone() },
            known: None,
            teams: TeamChoices::of(editor),
            patterns,
            current,
            fields,
            errors,
            clashes: None,
        }
    }

    fn changing(self, application: &'a Application, path: ApplicationPath) -> Self {
        Self { known: Some((application, path)), ..self }
    }

    fn removal(&self, application: &Application) -> ApplicationRemovalPath {
        let ApplicationsPath { org } = self.list.clone();
        ApplicationRemovalPath { org, application: application.slug.clone() }
    }

    /// Where the form is sent.
    fn action(&self) -> String {
        match &self.known {
            Some((_, path)) => path.to_string(),
            None => self.list.to_string(),
        }
    }

    fn action_options() -> Vec<(&'static str, String)> {
        let actions = MoveAction::ALL.iter();
        let actions = actions.map(|it| (it.as_str(), format!("{it}: {}", it.meaning())));
        std::iter::once(("", "Choose an action".to_owned())).chain(actions).collect()
    }

    fn state_options() -> Vec<(&'static str, String)> {
        let states = MoveState::ALL.iter();
        states.map(|it| (it.as_str(), format!("{it}: {}", it.meaning()))).collect()
    }

    fn size_options() -> Vec<(&'static str, String)> {
        let sizes = Size::ALL.iter().map(|it| (it.as_str(), format!("{it}: {}", it.meaning())));
        std::iter::once(("", "Not estimated yet".to_owned())).chain(sizes).collect()
    }

    fn since_options(&self) -> Vec<(String, String)> {
        let periods = ApplicationForm::periods(self.current).into_iter();
        periods.map(|period| (period.to_string(), period.to_string())).collect()
    }
}

/// The fields of an application that is there.
fn filled(application: &Application, editor: &Editor) -> Fields {
    let team = editor.teams().find(|team| Some(team.id) == application.team);
    let mut fields = Fields::default();
    for (name, text) in [
        ("name", &*application.name),
        ("team", team.map_or("", |team| team.slug.as_str())),
        ("owner", &application.owner),
        ("reason", &application.reason),
        ("action", application.action.as_str()),
        ("expected_benefit", &application.expected_benefit),
        ("measured_benefit", &application.measured_benefit),
        ("size", application.size.map_or("", Size::as_str)),
        ("effort", &application.effort.map_or_else(String::new, Effort::typed)),
        ("version", &application.version.to_string()),
    ] {
        fields.put(name, text);
    }
    for ((name, _), text) in TradeOffs::FIELDS.iter().zip(application.trade_offs.texts()) {
        fields.put(*name, text);
    }
    for pattern in &application.patterns {
        fields.put(format!("pattern.{}", pattern.slug), "yes");
    }
    fields
}

/// The form of a new application.
pub(super) async fn show_new(
    _: NewApplicationPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<Edit>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let patterns = pattern::store::pattern_names(&mut tx).await?;
    drop(tx);
    let mut fields = Fields::default();
    fields.put("state", MoveState::Considered.as_str());
    fields.put("since", clock.period().to_string());
    let errors = FieldErrors::default();
    let of = (&visit, &editor);
    Page::render(&FormPage::new(of, &patterns, clock.period(), &fields, &errors))
}

/// Adds an application.
pub(super) async fn create(
    ApplicationsPath { org }: ApplicationsPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let patterns = pattern::store::pattern_names(&mut access.tx).await?;
    let (teams, current) = (TeamChoices::of(&access.editor), clock.period());
    let parsed = ApplicationForm::parse_new(&sent.fields, &teams, &patterns, current);
    let (form, first) = match parsed {
        Ok(form) => form,
        Err(errors) => {
            let of = (&access.visit, &access.editor);
            let page = FormPage::new(of, &patterns, current, &sent.fields, &errors);
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let mut tx = access.editing([form.team])?;
    let next = Done::ApplicationAdded.at(&ApplicationsPath { org });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    store::add(&mut tx, &form, &first, clock.now()).await?;
    tx.note(AuditKind::ApplicationAdded, &format!("{}: {}", form.name, first.state)).await?;
    Ok(tx.commit_and_go(&next).await?.into_response())
}

/// The form of an application that is there.
pub(super) async fn show_edit(
    ApplicationEditPath { org, application: slug }: ApplicationEditPath,
    RecordAccess { visit, editor, mut tx, .. }: RecordAccess<Edit>,
    State(clock): State<Clock>,
) -> Result<Page, PageError> {
    let application = store::find(&mut tx, &slug).await?.ok_or(PageError::NotFound)?;
    if !editor.may_edit(application.team) {
        return Err(PageError::Forbidden);
    }
    let patterns = pattern::store::pattern_names(&mut tx).await?;
    drop(tx);
    let (fields, errors) = (filled(&application, &editor), FieldErrors::default());
    let page = FormPage::new((&visit, &editor), &patterns, clock.period(), &fields, &errors);
    Page::render(&page.changing(&application, ApplicationPath { org, application: slug }))
}

/// Changes what is said of an application.
pub(super) async fn update(
    path: ApplicationPath,
    mut access: RecordAccess<Edit>,
    State(clock): State<Clock>,
    sent: Sent,
) -> Result<Response, PageError> {
    let found = store::find(&mut access.tx, &path.application).await?;
    let application = found.ok_or(PageError::NotFound)?;
    if !access.editor.may_edit(application.team) {
        return Err(PageError::Forbidden);
    }
    let patterns = pattern::store::pattern_names(&mut access.tx).await?;
    let (visit, editor) = (access.visit.clone(), access.editor.clone());
    let of = (&visit, &editor);
    let current = clock.period();
    let form = match ApplicationForm::parse(&sent.fields, &TeamChoices::of(&editor), &patterns) {
        Ok(form) => form,
        Err(errors) => {
            let page = FormPage::new(of, &patterns, current, &sent.fields, &errors);
            let page = page.changing(&application, path);
            return Ok(Page::render(&page)?.unprocessable().into_response());
        }
    };
    let mut tx = access.editing([application.team, form.team])?;
    let next = Done::ApplicationSaved.at(&path);
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let version = sent.fields.text("version").parse().unwrap_or(0);
    if store::update(&mut tx, application.id, version, &form).await? {
        tx.note(AuditKind::ApplicationChanged, &form.name).await?;
        return Ok(tx.commit_and_go(&next).await?.into_response());
    }
    let newest = store::find(&mut tx, &path.application).await?.ok_or(PageError::NotFound)?;
    let mut fields = sent.fields.clone();
    fields.put("version", newest.version.to_string());
    let errors = FieldErrors::default();
    let page = FormPage::new(of, &patterns, current, &fields, &errors);
    let clashes = Clash::between(&LABELS, &filled(&newest, &editor), &fields);
    let page = FormPage { clashes: Some(clashes), ..page.changing(&newest, path) };
    Ok(Page::render(&page)?.with_status(StatusCode::CONFLICT).into_response())
}
