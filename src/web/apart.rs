//! Files that take a while to make.

use tokio::sync::Semaphore;

use super::PageError;

/// One is made at a time, and a few wait: a flood of them leaves the pages alone.
static MAKING: Semaphore = Semaphore::const_new(1);
static PLACES: Semaphore = Semaphore::const_new(16);

/// Why a file was not made.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    #[error("too many files wait to be made")]
    Busy,
    #[error("the making of a file was interrupted")]
    Interrupted(#[from] tokio::task::JoinError),
    #[error("the gate to the making of files is closed")]
    Closed(#[from] tokio::sync::AcquireError),
}

impl From<NotMade> for PageError {
    fn from(error: NotMade) -> Self {
        match error {
            NotMade::Busy => Self::Unavailable(error.into()),
            NotMade::Interrupted(_) | NotMade::Closed(_) => Self::Unexpected(error.into()),
        }
    }
}

/// What `make` returns, made away from the threads that serve pages.
///
/// Whoever waits for it shall hold no transaction.
pub async fn made<T: Send + 'static>(
    make: impl FnOnce() -> T + Send + 'static,
) -> Result<T, NotMade> {
    let place = PLACES.try_acquire().map_err(|_| NotMade::Busy)?;
    let permit = MAKING.acquire().await?;
    let outcome = tokio::task::spawn_blocking(move || {
        let outcome = make();
        // Held until here, even if the request has been given up meanwhile.
        drop((permit, place));
        outcome
    });
    Ok(outcome.await?)
}
