use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use super::{done_before, signed_in};
use crate::access::founding::{self, NewOrg};
use crate::access::{Anyone, Db, OutsideTx, PersonId, Remote, Token};
use crate::account::Browser;
use crate::account::store::{self, NewPerson};
use crate::maturity::Model;
use crate::password::NewPassword;
use crate::paths::{OrgSlug, OverviewPath, SetupPath};
use crate::state::App;
use crate::web::{Done, FieldErrors, Fields, FormKey, Page, PageError, Sent, Shell};

#[derive(Template)]
#[template(path = "account/setup.html")]
struct SetupPage<'a> {
    shell: Shell,
    needs_code: bool,
    fields: &'a Fields,
    errors: &'a FieldErrors,
    form_key: FormKey,
}

/// What somebody must say to found an organization.
struct Founding {
    name: String,
    email: String,
    organization: String,
    password: NewPassword,
}

impl Founding {
    fn parse(fields: &Fields, errors: &mut FieldErrors) -> Option<Self> {
        let organization = fields.line("organization", 120, errors);
        let name = fields.line("name", 120, errors);
        let email = fields.email("email", errors);
        let password = NewPassword::parse(fields.text("password"), &[&organization, &name, &email])
            .map_err(|weakness| errors.add("password", weakness.to_string()))
            .ok()?;
        errors.is_empty().then_some(Self { name, email, organization, password })
    }
}

/// The very first page of a new Waymark; not found once an organization is there.
pub(super) async fn show(
    _: SetupPath,
    anyone: Anyone,
    remote: Remote,
    State(db): State<Db>,
) -> Result<Page, PageError> {
    if founding::is_founded(&mut OutsideTx::begin_reading(&db).await?).await? {
        return Err(PageError::NotFound);
    }
    Page::render(&SetupPage {
        shell: anyone.shell,
        needs_code: !remote.is_loopback,
        fields: &Fields::default(),
        errors: &FieldErrors::default(),
        form_key: FormKey::fresh(),
    })
}

/// Founds the organization with its first owner, who is signed in with it.
pub(super) async fn create(
    _: SetupPath,
    anyone: Anyone,
    remote: Remote,
    State(app): State<App>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageError> {
    let mut tx = OutsideTx::begin(&app.db).await?;
    if founding::is_founded(&mut tx).await? {
        return done_before(tx, &sent).await;
    }
    drop(tx); // hashing takes long

    let mut errors = FieldErrors::default();
    let needs_code = !remote.is_loopback;
    if needs_code {
        app.attempts.from_network(remote)?;
        if !app.setup_code.is(sent.fields.text("code")) {
            errors.add("code", "This is not the code on the console. It is printed at each start.");
        }
    }
    let Some(founding) = Founding::parse(&sent.fields, &mut errors) else {
        let page = Page::render(&SetupPage {
            shell: anyone.shell,
            needs_code,
            fields: &sent.fields,
            errors: &errors,
            form_key: FormKey::fresh(),
        })?;
        return Ok(page.unprocessable().into_response());
    };
    let password_hash = app.hasher.hash(founding.password).await?;

    let mut tx = OutsideTx::begin(&app.db).await?;
    founding::wait_for_turn(&mut tx).await?;
    if founding::is_founded(&mut tx).await? {
        return done_before(tx, &sent).await;
    }
    let slug = OrgSlug::for_name(&founding.organization);
    let next = Done::Founded.at(&OverviewPath { org: slug.clone() });
    if let Some(as_then) = tx.once(&sent, &next).await? {
        return Ok(as_then.into_response());
    }
    let owner = PersonId::fresh();
    let person = NewPerson {
        id: owner,
        name: &founding.name,
        email: &founding.email,
        password_hash: &password_hash,
    };
    if !store::insert_person(&mut tx, &person).await? {
        return Err(PageError::Conflict("Somebody has an account of this address already."));
    }
    let token = Token::fresh()?;
    store::start_session(&mut tx, owner, &Browser::of(&headers), &token.hash()).await?;
    let org = NewOrg { slug: &slug, name: &founding.organization, model: &Model::built_in().id };
    founding::found(tx, org, owner).await?.commit().await?;
    signed_in(app.cookie, &token, &next)
}
