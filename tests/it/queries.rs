//! How often a page asks the database, with the session.

use std::cell::RefCell;
use std::path::Path;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Context, SubscriberExt};
use waymark::demo::{self, DemoPassword};

use crate::support::{Browser, Waymark};

/// How often at most, and which page. Four times is the goal; where it is more, never more than that.
const PAGES: &[(usize, &str)] = &[
    (9, ""),
    (9, "?period=2026-Q1"),
    (2, "/reports"),
    (3, "/charts/trend.svg"),
    (2, "/charts/return.svg"),
    (3, "/dimensions/policy/charts/trend.svg"),
    (3, "/teams"),
    (5, "/teams/payments"),
    (4, "/teams/payments/assessments/2026-Q4/people"),
    (4, "/teams/payments/assessments/2026-Q4/review"),
    (3, "/assessments/2026-Q4/people"),
    (3, "/assessments/2026-Q4/review"),
    (4, "/dimensions/policy"),
    (4, "/dimensions/policy?period=2026-Q1"),
    (4, "/applications"),
    (3, "/applications.csv"),
    (4, "/moves"),
    (2, "/charts/moves.svg"),
    (2, "/kpis/lead-time-for-change/charts/trend.svg"),
    (6, "/applications/card-gateway"),
    (4, "/applications/card-gateway/edit"),
    (3, "/patterns"),
    (4, "/patterns/tag-triggered-deploy"),
    (3, "/levels"),
    (4, "/roi"),
    (3, "/roi/entries.csv"),
    (4, "/roi?kind=cost&period=2026-Q4"),
    (3, "/roi/entries"),
    (3, "/kpis"),
    (3, "/kpis/readings"),
    (4, "/kpis/certificates"),
    (5, "/kpis/lead-time-for-change"),
    (4, "/kpis/lead-time-for-change/readings"),
    (4, "/kpis/lead-time-for-change/baseline"),
    (4, "/methodology"),
    (4, "/methodology?team=payments"),
    (4, "/methodology?team="),
];

thread_local! {
    /// The statements that this thread has sent, each by its first words. A test has its thread to
    /// itself.
    static SENT: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Notes every statement that sqlx sends.
struct Listening;

impl<S: Subscriber> Layer<S> for Listening {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        event.record(&mut Self);
    }
}

impl Visit for Listening {
    fn record_str(&mut self, field: &Field, text: &str) {
        if field.name() == "summary" {
            SENT.with_borrow_mut(|sent| sent.push(text.to_owned()));
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// Listens for the whole process: who listens for a while only may find that an event was judged
/// to interest nobody before.
fn listen() {
    let statements = Targets::new().with_target("sqlx::query", Level::DEBUG);
    let listening = tracing_subscriber::registry().with(Listening.with_filter(statements));
    tracing::subscriber::set_global_default(listening).unwrap();
}

/// What a page asks the database. What frames the transaction is sent along, and not counted.
async fn asked(browser: &Browser, path: &str) -> Vec<String> {
    SENT.take();
    let answer = browser.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    let mut sent = SENT.take();
    sent.retain(|statement| {
        !["begin", "set ", "commit", "rollback"].iter().any(|frame| statement.starts_with(frame))
    });
    sent
}

#[tokio::test]
async fn a_page_asks_the_database_at_most_so_often() {
    listen();
    let waymark = Waymark::start().await;
    let password = DemoPassword::of(Path::new("/nonexistent"), Some("open sesame")).unwrap();
    demo::load(&waymark.app, &password).await.unwrap();
    let lead = waymark.browser();
    let fields = [("email", "lead.payments@northwind.example"), ("password", "open sesame")];
    lead.post("/login", &fields).await;

    let mut over = Vec::new();
    for (at_most, path) in PAGES {
        let asked = asked(&lead, &format!("/o/northwind{path}")).await;
        assert!(asked.len() >= 2, "{path} is signed in and shows something: {asked:?}");
        if asked.len() > *at_most {
            over.push(format!("{path} asks {} times: {asked:#?}", asked.len()));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}
