//! The body of a request is read to its end before a handler begins.
//!
//! So a client that sends slowly, or stops, never keeps a handler waiting that holds a
//! transaction open.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout, timeout_at};

/// How large and how slow a request may be.
#[derive(Clone, Debug)]
pub struct RequestLimits {
    /// The most time that may pass between two pieces of a body.
    pub body_gap: Duration,
    /// How many bytes of bodies are held at once, of all requests together.
    pub bodies: usize,
    /// What a request may take.
    pub usual: Allowance,
    /// Routes, as they were given to the router, with allowances of their own.
    pub exceptions: &'static [(&'static str, Allowance)],
}

/// What a request may take.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// The largest body, in bytes.
    pub body: usize,
    /// From the end of the headers to the beginning of the answer.
    pub time: Duration,
}

impl Allowance {
    /// 1 MiB and 10 seconds.
    pub const USUAL: Self = Self { body: 1 << 20, time: Duration::from_secs(10) };
    /// 16 MiB and 60 seconds.
    pub const IMPORT: Self = Self { body: 16 << 20, time: Duration::from_mins(1) };
    /// 1 MiB and 60 seconds.
    pub const EXPORT: Self = Self { time: Duration::from_mins(1), ..Self::USUAL };
}

/// What takes a while to be made.
const EXCEPTIONS: &[(&str, Allowance)] = &[
    ("/o/{org}/files/{file}", Allowance::EXPORT),
    ("/o/{org}/reports/{report}/files/{file}", Allowance::EXPORT),
    ("/r/{public_id}/files/{file}", Allowance::EXPORT),
];

impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            body_gap: Duration::from_secs(5),
            bodies: 64 << 20,
            usual: Allowance::USUAL,
            exceptions: EXCEPTIONS,
        }
    }
}

impl RequestLimits {
    fn allowance(&self, request: &Request) -> Allowance {
        let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
        let exception = self.exceptions.iter().find(|(path, _)| Some(*path) == route);
        exception.map_or(self.usual, |(_, allowance)| *allowance)
    }
}

/// The limits, and the room that is left for bodies.
#[derive(Clone)]
pub(super) struct Gate {
    limits: RequestLimits,
    room: Arc<Semaphore>,
}

impl Gate {
    pub(super) fn new(limits: RequestLimits) -> Self {
        let room = Arc::new(Semaphore::new(limits.bodies.min(Semaphore::MAX_PERMITS)));
        Self { limits, room }
    }
}

pub(super) async fn read_first(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let allowance = gate.limits.allowance(&request);
    let deadline = Instant::now() + allowance.time;

    let reading = timeout_at(deadline, gate.read(request, allowance.body)).await;
    let (request, _room) = match reading.unwrap_or(Err(StatusCode::REQUEST_TIMEOUT)) {
        Ok(read) => read,
        Err(StatusCode::SERVICE_UNAVAILABLE) => return busy(),
        Err(status) => return status.into_response(),
    };
    timeout_at(deadline, next.run(request)).await.unwrap_or_else(|_| busy())
}

fn busy() -> Response {
    let soon = [(header::RETRY_AFTER, HeaderValue::from_static("5"))];
    (StatusCode::SERVICE_UNAVAILABLE, soon).into_response()
}

impl Gate {
    /// The request with its whole body in memory, and the room that this takes.
    async fn read(
        &self,
        request: Request,
        limit: usize,
    ) -> Result<(Request, Option<OwnedSemaphorePermit>), StatusCode> {
        let (parts, mut body) = request.into_parts();
        if is_encoded(&parts.headers) {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        if body.size_hint().lower() > limit as u64 {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        let mut whole = Vec::new();
        let mut taken: Option<OwnedSemaphorePermit> = None;
        while let Some(frame) = timeout(self.limits.body_gap, body.frame())
            .await
            .map_err(|_| StatusCode::REQUEST_TIMEOUT)?
        {
            let Ok(piece) = frame.map_err(|_| StatusCode::BAD_REQUEST)?.into_data() else {
                continue;
            };
            if piece.len() > limit - whole.len() {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            let room = self.take(piece.len())?;
            match &mut taken {
                Some(taken) => taken.merge(room),
                None => taken = Some(room),
            }
            whole.extend_from_slice(&piece);
        }
        Ok((Request::from_parts(parts, Body::from(whole)), taken))
    }

    fn take(&self, bytes: usize) -> Result<OwnedSemaphorePermit, StatusCode> {
        let bytes = u32::try_from(bytes).map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
        let room = Arc::clone(&self.room).try_acquire_many_owned(bytes);
        room.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)
    }
}

/// Nothing is unpacked: a small body could unpack into a large one.
fn is_encoded(headers: &HeaderMap) -> bool {
    let chunked = |coding: &HeaderValue| coding.as_bytes().eq_ignore_ascii_case(b"chunked");
    headers.contains_key(header::CONTENT_ENCODING)
        || !headers.get_all(header::TRANSFER_ENCODING).iter().all(chunked)
}
