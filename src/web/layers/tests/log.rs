use std::io;
use std::sync::{Arc, Mutex};

use tracing::subscriber::DefaultGuard;

use super::*;

/// What is logged in this thread while it lives.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn collect() -> (Self, DefaultGuard) {
        let lines = Self::default();
        let writer = lines.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .without_time()
            .with_writer(move || writer.clone())
            .finish();
        (lines, tracing::subscriber::set_default(subscriber))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_request_is_one_line_without_what_was_asked_or_sent() {
    let (lines, _guard) = Lines::collect();

    send(form("/echo?code=secret", "password=secret")).await;

    let text = lines.text();
    assert!(text.contains("method=POST path=\"/echo\" status=200 ms="), "{text}");
    assert_eq!((text.lines().count(), text.contains("secret")), (1, false), "{text}");
}

#[tokio::test]
async fn a_panic_is_logged_once_in_one_line_with_the_request_and_the_place() {
    log_panics();
    let (lines, _guard) = Lines::collect();

    send(visit("/panic")).await;

    let text = lines.text();
    let panics: Vec<_> = text.lines().filter(|line| line.contains("on purpose")).collect();
    assert_eq!(panics.len(), 1, "{text}");
    assert!(panics[0].contains("request=\"GET /panic\""), "{text}");
    assert!(panics[0].contains("src/web/layers/tests/mod.rs:"), "{text}");
    assert_eq!(text.lines().count(), 2, "and the request's own line: {text}");
}
