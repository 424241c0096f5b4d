use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};

use crate::access::{OutsideTx, Remote, Token, visitor_shell};
use crate::mail::{Subscription, store};
use crate::paths::UnsubscribePath;
use crate::state::App;
use crate::web::{Page, PageError, Shell};

#[derive(Template)]
#[template(path = "notice/unsubscription.html")]
struct UnsubscriptionPage<'a> {
    shell: Shell,
    path: &'a UnsubscribePath,
    subscription: &'a Subscription,
    /// Whether it was done just now.
    is_done: bool,
}

/// Asks whether to send no more mails of a topic. It changes nothing: programs open links, too.
pub(super) async fn show(
    path: UnsubscribePath,
    remote: Remote,
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Page, PageError> {
    app.attempts.from_network(remote)?;
    let mut tx = OutsideTx::begin_reading(&app.db).await?;
    let subscription = find(&mut tx, &path).await?;
    drop(tx);
    let shell = visitor_shell(&headers, &uri, app.cookie);
    Page::render(&UnsubscriptionPage {
        shell,
        path: &path,
        subscription: &subscription,
        is_done: false,
    })
}

/// Sends no more mails of the topic, for the page above or for a mail program (RFC 8058). Done
/// again, it changes nothing. What is sent with it is not looked at, nor is anybody's session.
pub(super) async fn create(
    path: UnsubscribePath,
    remote: Remote,
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Page, PageError> {
    app.attempts.from_network(remote)?;
    let mut tx = OutsideTx::begin(&app.db).await?;
    let subscription = find(&mut tx, &path).await?;
    let Subscription { org, recipient, topic, .. } = &subscription;
    store::refuse(&mut tx, *org, recipient, *topic, app.clock.now()).await?;
    tx.commit().await?;
    let shell = visitor_shell(&headers, &uri, app.cookie);
    Page::render(&UnsubscriptionPage {
        shell,
        path: &path,
        subscription: &subscription,
        is_done: true,
    })
}

async fn find(tx: &mut OutsideTx, path: &UnsubscribePath) -> Result<Subscription, PageError> {
    let token = Token::shown(&path.token).hash();
    store::find_subscription(tx, &token).await?.ok_or(PageError::NotFound)
}
