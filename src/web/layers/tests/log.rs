use std::cell::RefCell;
use std::io;

use super::*;

thread_local! {
    /// What was logged by this test: it has this thread to itself.
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

struct ToThisTest;

impl io::Write for ToThisTest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn logged_by(request: Request) -> String {
    // A subscriber for one thread would miss lines that another thread was the first to log.
    let subscriber = tracing_subscriber::fmt().with_ansi(false).without_time();
    let _ = subscriber.with_writer(|| ToThisTest).try_init();
    send(request).await;
    LINES.with_borrow(|lines| String::from_utf8(lines.clone()).unwrap())
}

#[tokio::test]
async fn a_request_is_one_line_without_what_was_asked_or_sent() {
    let text = logged_by(form("/echo?code=secret", "password=secret")).await;

    assert!(text.contains("method=POST path=\"/echo\" status=200 ms="), "{text}");
    assert_eq!((text.lines().count(), text.contains("secret")), (1, false), "{text}");
}

#[tokio::test]
async fn a_panic_is_logged_once_in_one_line_with_the_request_and_the_place() {
    log_panics();

    let text = logged_by(visit("/panic")).await;

    let panics: Vec<_> = text.lines().filter(|line| line.contains("on purpose")).collect();
    assert_eq!(panics.len(), 1, "{text}");
    assert!(panics[0].contains("request=\"GET /panic\""), "{text}");
    assert!(panics[0].contains("src/web/layers/tests/mod.rs:"), "{text}");
    assert_eq!(text.lines().count(), 2, "and the request's own line: {text}");
}
