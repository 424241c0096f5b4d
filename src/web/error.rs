use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Page, Shell};

/// Why a request does not get the page it asked for.
///
/// `Unexpected` is a fault of ours: its cause goes to the log, and nothing of it to the
/// visitor. The others are answers to the visitor.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The request cannot be read at all. The sentence says what is wrong with it.
    #[error("bad request: {0}")]
    BadRequest(&'static str),
    /// There is no such thing, or not for this visitor; which of the two, we do not say.
    #[error("no such page")]
    NotFound,
    /// The visitor may see the thing, but not do this with it.
    #[error("not allowed")]
    Forbidden,
    /// The request meets a state that has moved on. The sentence says what to do.
    #[error("somebody was faster: {0}")]
    Conflict(&'static str),
    /// The request can be read, but makes no sense. The sentence says how to mend it.
    #[error("cannot be processed: {0}")]
    Unprocessable(&'static str),
    /// The body is not an ordinary form.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// The body is larger than we read.
    #[error("content too large")]
    TooLarge,
    /// Too many attempts; to be tried again after so many seconds.
    #[error("too many attempts")]
    TooMany(u64),
    /// Nobody is signed in, and this page needs it.
    #[error("sign in first")]
    SignIn,
    /// The answer is at another address.
    #[error("go to {0}")]
    Elsewhere(String),
    /// The database does not answer for now, or there is more to do than we can.
    #[error("temporarily unavailable")]
    Unavailable(#[source] anyhow::Error),
    /// A fault of ours.
    #[error("unexpected failure")]
    Unexpected(#[source] anyhow::Error),
}

/// Whether the database is away, busy or restarting, rather than us asking something wrong.
fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed => true,
        // Connection failure, out of resources, operator's intervention (which a statement
        // that takes too long is, too).
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|code| ["08", "53", "57"].iter().any(|class| code.starts_with(class))),
        _ => false,
    }
}

impl From<sqlx::Error> for PageError {
    fn from(error: sqlx::Error) -> Self {
        if is_passing(&error) {
            Self::Unavailable(error.into())
        } else {
            Self::Unexpected(error.into())
        }
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Self::Unexpected(error.into())
    }
}

/// A path that does not parse (`/teams/x/assessments/2026-Q9`) names nothing.
impl From<PathRejection> for PageError {
    fn from(_: PathRejection) -> Self {
        Self::NotFound
    }
}

impl From<QueryRejection> for PageError {
    fn from(_: QueryRejection) -> Self {
        Self::BadRequest("The part of the address after the question mark cannot be read.")
    }
}

#[derive(Template)]
#[template(path = "web/error.html")]
struct ErrorPage<'a> {
    shell: Shell,
    title: &'a str,
    advice: &'a str,
}

/// Marks an answer that asks to sign in, for those who keep what was being sent.
#[derive(Clone, Copy, Debug)]
pub struct SignInNeeded;

/// What an error page says. It goes with the answer, so that the page can be framed anew for
/// whoever gets it.
#[derive(Clone, Debug)]
pub struct ErrorWords {
    title: String,
    advice: String,
}

impl ErrorWords {
    /// The same answer in another frame.
    pub fn framed(&self, answer: Response, shell: Shell) -> Response {
        let Self { title, advice } = self;
        let Ok(html) = (ErrorPage { shell, title, advice }).render() else { return answer };
        let (mut parts, _) = answer.into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        Response::from_parts(parts, Body::from(html))
    }
}

/// An error in the site's frame: what went wrong, and what to do about it.
pub fn error_page(status: StatusCode, title: &str, advice: &str) -> Response {
    match Page::render(&ErrorPage { shell: Shell::default(), title, advice }) {
        Ok(page) => {
            let words = ErrorWords { title: title.to_owned(), advice: advice.to_owned() };
            (Extension(words), page.with_status(status)).into_response()
        }
        Err(_) => (status, title.to_owned()).into_response(),
    }
}

/// What a status means to a visitor, and what to do about it.
const fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::BAD_REQUEST => ("Bad request", "The request cannot be read. Try again."),
        StatusCode::UNAUTHORIZED => {
            ("Sign in first", "Your session has ended, or you have not signed in yet.")
        }
        StatusCode::FORBIDDEN => {
            ("Not allowed", "Ask an owner or admin of your organization for access.")
        }
        StatusCode::NOT_FOUND => {
            ("Page not found", "The address may be mistyped, or the page may be gone.")
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            ("Not possible here", "This address is for another kind of request. Start over.")
        }
        StatusCode::REQUEST_TIMEOUT => {
            ("That took too long", "The request did not arrive in time. Send it again.")
        }
        StatusCode::CONFLICT => ("Somebody was faster", "Open the page again."),
        StatusCode::PAYLOAD_TOO_LARGE => {
            ("Too much at once", "A form may hold at most 1 MiB. Send less at a time.")
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "Not a form",
            "Send the fields as an ordinary form (application/x-www-form-urlencoded), not encoded.",
        ),
        StatusCode::MISDIRECTED_REQUEST => {
            ("Not at this address", "This Waymark does not answer under the name you used.")
        }
        StatusCode::UNPROCESSABLE_ENTITY => ("That does not work", "Mend the form and try again."),
        StatusCode::TOO_MANY_REQUESTS => ("Too many attempts", "Wait a little, then try again."),
        StatusCode::SERVICE_UNAVAILABLE => (
            "Back in a moment",
            "Waymark is very busy, or its database does not answer. Nothing that was saved is \
             lost: try again in a few seconds.",
        ),
        _ => ("Something went wrong", "It is logged, and we will look into it."),
    }
}

/// The page of a status that has no page of its own.
pub fn status_page(status: StatusCode) -> Response {
    let (title, advice) = words(status);
    error_page(status, title, advice)
}

impl PageError {
    /// The status, and the advice where it is not what the status says anyway.
    const fn status(&self) -> (StatusCode, Option<&'static str>) {
        match self {
            Self::BadRequest(advice) => (StatusCode::BAD_REQUEST, Some(advice)),
            Self::NotFound => (StatusCode::NOT_FOUND, None),
            Self::Forbidden => (StatusCode::FORBIDDEN, None),
            Self::Conflict(advice) => (StatusCode::CONFLICT, Some(advice)),
            Self::Unprocessable(advice) => (StatusCode::UNPROCESSABLE_ENTITY, Some(advice)),
            Self::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, None),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, None),
            Self::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, None),
            Self::SignIn => (StatusCode::UNAUTHORIZED, None),
            Self::Elsewhere(_) => (StatusCode::SEE_OTHER, None),
            Self::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, None),
            Self::Unexpected(_) => (StatusCode::INTERNAL_SERVER_ERROR, None),
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, advice) = self.status();
        let (title, usual_advice) = words(status);
        match &self {
            Self::Elsewhere(path) => return Redirect::to(path).into_response(),
            Self::Unavailable(cause) => tracing::warn!(error = ?cause, "temporarily unavailable"),
            Self::Unexpected(cause) => tracing::error!(error = ?cause, "request failed"),
            _ => {}
        }
        let mut response = error_page(status, title, advice.unwrap_or(usual_advice));
        let seconds = match self {
            Self::TooMany(seconds) => Some(seconds),
            Self::Unavailable(_) => Some(5),
            _ => None,
        };
        if let Some(seconds) = seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if matches!(self, Self::SignIn) {
            response.extensions_mut().insert(SignInNeeded);
        }
        response
    }
}
