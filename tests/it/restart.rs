//! Two editors at once, while the server is killed and started again between their edits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use nix::sys::signal::Signal;
use scraper::{Html, Selector};
use serde_json::Value;
use tokio::sync::Notify;

use crate::command::{Serving, Visitor, data_dir};

const ASSESSMENT: &str = "/o/northwind/teams/payments/assessments/2026-Q4";

/// Criteria of People that are answered with no, partly or yes.
const CRITERIA: [&str; 3] = [
    "people.overview.l1.skills-baseline",
    "people.overview.l2.devops-roles",
    "people.teams.l1.production-goal",
];

/// An edit: which criterion gets which answer.
type Edit = (&'static str, &'static str);

/// What was acknowledged: of each criterion and version, the answer.
type Ledger = BTreeMap<(String, i64), String>;

/// Twenty edits that are the same at every run.
fn edits(mut seed: usize) -> Vec<Edit> {
    (0..20)
        .map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (CRITERIA[(seed >> 33) % 3], ["0", "2", "4"][(seed >> 40) % 3])
        })
        .collect()
}

/// Counts what was acknowledged, and tells when it is enough.
#[derive(Default)]
struct Acknowledged {
    count: AtomicUsize,
    enough: Notify,
}

impl Acknowledged {
    const ENOUGH: usize = 14;

    fn one_more(&self) {
        if self.count.fetch_add(1, Ordering::SeqCst) + 1 == Self::ENOUGH {
            self.enough.notify_one();
        }
    }
}

/// One editor: what is still to be done, and what was acknowledged.
struct Editor {
    visitor: Visitor,
    to_do: Vec<Edit>,
    versions: BTreeMap<&'static str, i64>,
    ledger: Ledger,
}

impl Editor {
    fn new(visitor: Visitor, seed: usize) -> Self {
        let (versions, ledger) = (BTreeMap::new(), Ledger::new());
        Self { visitor, to_do: edits(seed), versions, ledger }
    }

    /// Makes edit after edit, insisting in conflicts, until all are done or the server is gone.
    /// What was not acknowledged stays to be done.
    async fn work(mut self, acknowledged: Arc<Acknowledged>) -> Self {
        while let Some(&(id, answer)) = self.to_do.last() {
            let version = self.versions.get(id).copied().unwrap_or(0);
            let fields = [
                (format!("version.{id}"), version.to_string()),
                (format!("answer.{id}"), answer.to_owned()),
            ];
            let fields: Vec<_> = fields.iter().map(|(name, text)| (&**name, &**text)).collect();
            let path = format!("{ASSESSMENT}/answers/{id}");
            let Some((status, told)) = self.visitor.try_post(&path, &fields).await else {
                return self;
            };
            let stored: Value = serde_json::from_str(&told).unwrap_or_else(|_| panic!("{told}"));
            let now = stored["version"].as_i64().unwrap();
            self.versions.insert(id, now);
            if status == 200 {
                let answer = stored["answer"].as_str().unwrap().to_owned();
                self.ledger.insert((id.to_owned(), now), answer);
                self.to_do.pop();
                acknowledged.one_more();
            } else {
                assert_eq!(status, 409, "{told}");
            }
        }
        self
    }
}

/// What the page shows of a criterion: its answer, and its version.
fn shown(page: &str, id: &str) -> (i64, String) {
    let page = Html::parse_document(page);
    let value = |selector: String| {
        let selector = Selector::parse(&selector).unwrap();
        page.select(&selector).next().unwrap().attr("value").unwrap().to_owned()
    };
    let version = value(format!("[name='version.{id}']")).parse().unwrap();
    (version, value(format!("[name='answer.{id}'][checked]")))
}

#[tokio::test]
async fn forty_edits_by_two_editors_and_a_killed_server_end_in_what_was_acknowledged() {
    let folder = data_dir();
    let demo = Serving::start("demo", folder.path());
    let owner = Visitor::signed_in(&demo, "owner@northwind.example").await;
    let lead = Visitor::signed_in(&demo, "lead.payments@northwind.example").await;
    lead.post(&format!("{ASSESSMENT}/reopening"), &[("reason", "two of us look again")]).await;

    let acknowledged = Arc::new(Acknowledged::default());
    let first = tokio::spawn(Editor::new(owner, 7).work(acknowledged.clone()));
    let second = tokio::spawn(Editor::new(lead, 11).work(acknowledged.clone()));
    acknowledged.enough.notified().await;
    demo.signal(Signal::SIGKILL);
    let mut editors = [first.await.unwrap(), second.await.unwrap()];
    assert!(editors.iter().any(|editor| !editor.to_do.is_empty()), "it was killed in between");
    demo.ended();

    let demo = Serving::start("demo", folder.path());
    for editor in &mut editors {
        editor.visitor.address.clone_from(&demo.address);
    }
    let [first, second] = editors;
    let first = tokio::spawn(first.work(acknowledged.clone()));
    let second = tokio::spawn(second.work(acknowledged.clone()));
    let (first, second) = (first.await.unwrap(), second.await.unwrap());

    assert!(first.to_do.is_empty() && second.to_do.is_empty());
    let mut ledger = first.ledger;
    ledger.extend(second.ledger);
    let page = first.visitor.get(&format!("{ASSESSMENT}/people")).await;
    for id in CRITERIA {
        let last = ledger.iter().rfind(|((criterion, _), _)| criterion == id);
        let ((_, version), answer) = last.unwrap();
        assert_eq!(shown(&page, id), (*version, answer.clone()), "{id}");
    }
}
