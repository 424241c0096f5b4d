use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::access::{Actor, Anyone, Db, Membership, OutsideTx, founding};
use crate::paths::{HomePath, OverviewPath, SetupPath, SignInPath};
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "account/home.html")]
struct HomePage {
    shell: Shell,
    email: String,
}

/// Leads to where a visitor most likely wants to go. Whoever belongs to no organization is told so.
pub(super) async fn show(
    _: HomePath,
    anyone: Anyone,
    State(db): State<Db>,
) -> Result<Response, PageError> {
    let Some(Actor { memberships, email, .. }) = anyone.actor else {
        let mut tx = OutsideTx::begin_reading(&db).await?;
        let next = if founding::is_founded(&mut tx).await? {
            SignInPath.to_string()
        } else {
            SetupPath.to_string()
        };
        return Ok(Redirect::to(&next).into_response());
    };
    match memberships.into_iter().next() {
        Some(Membership { org, .. }) => {
            let next = OverviewPath { org: org.slug };
            let next = match anyone.shell.done {
                Some(done) => done.at(&next),
                None => next.to_string(),
            };
            Ok(Redirect::to(&next).into_response())
        }
        None => Ok(Page::render(&HomePage { shell: anyone.shell, email })?.into_response()),
    }
}
