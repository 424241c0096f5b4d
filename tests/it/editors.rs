//! Answers saved one by one, as the script of the page does, by several people at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::Value;

use crate::assessment::{OWN, PAYMENTS, payments, two_of_people};
use crate::support::{Answer, Browser};

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.html).unwrap_or_else(|_| panic!("{}", answer.html))
}

/// Saves one answer that was made from `version`.
async fn save(browser: &Browser, id: &str, version: i64, answer: &str) -> Answer {
    let fields = [
        (format!("version.{id}"), version.to_string()),
        (format!("answer.{id}"), answer.to_owned()),
        (format!("note.{id}"), String::new()),
    ];
    let fields: Vec<_> = fields.iter().map(|(name, text)| (&**name, &**text)).collect();
    browser.post(&format!("{PAYMENTS}/answers/{id}"), &fields).await
}

#[tokio::test]
async fn one_answer_is_saved_and_its_version_time_and_progress_told() {
    let (_waymark, _owner, lead) = payments().await;
    let [id, _] = two_of_people();

    let answer = save(&lead, id, 0, "4").await;

    assert_eq!(answer.status, StatusCode::OK, "{}", answer.html);
    let saved = json(&answer);
    assert_eq!(saved["version"], 1);
    assert_eq!(saved["saved_at"], "2026-11-12T09:00:00Z");
    assert_eq!((&saved["answered"], &saved["reviewed"]), (&true.into(), &true.into()));
    assert_eq!(saved["progress"]["settled"], 1);
    let people = format!("{PAYMENTS}/people");
    let page = lead.get(&people).await;
    assert_eq!(page.form(&people).text(&format!("answer.{id}")), "4");
    assert!(page.text_of(".rail b").starts_with(&format!("1/{}", saved["progress"]["asked"])));
}

#[tokio::test]
async fn the_same_answer_sent_again_is_answered_the_same_and_saved_once() {
    let (waymark, owner, lead) = payments().await;
    let [id, _] = two_of_people();
    let first = save(&lead, id, 0, "4").await;
    waymark.app.clock.set("2026-11-12T10:00:00Z".parse().unwrap());

    let again = save(&lead, id, 0, "4").await;
    save(&owner, id, 1, "0").await;
    let late = save(&lead, id, 0, "4").await;

    assert_eq!(first.html, again.html);
    assert_eq!(late.status, StatusCode::OK, "it was saved, and has been overtaken since");
    assert_eq!((&json(&late)["version"], &json(&late)["answer"]), (&2.into(), &"0".into()));
}

#[tokio::test]
async fn of_two_answers_to_one_criterion_the_later_is_told_the_earlier() {
    let (_waymark, owner, lead) = payments().await;
    let [id, _] = two_of_people();
    save(&owner, id, 0, "4").await;

    let conflict = save(&lead, id, 0, "0").await;
    let chosen = save(&lead, id, 1, "0").await;

    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let theirs = json(&conflict);
    assert_eq!((&theirs["version"], &theirs["answer"]), (&1.into(), &"4".into()));
    assert!(!theirs["in_words"].as_str().unwrap().is_empty());
    assert_eq!(json(&chosen)["version"], 2);
}

#[tokio::test]
async fn what_is_wrong_with_an_answer_is_told_field_by_field() {
    let (_waymark, _owner, lead) = payments().await;
    let [id, _] = two_of_people();

    let answer = save(&lead, id, 0, "na").await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let errors = &json(&answer)["errors"];
    assert_eq!(errors[format!("reason.{id}")], "Say why this does not apply.");
}

#[tokio::test]
async fn an_answer_of_somebody_else_is_refused_or_not_found() {
    let (waymark, owner, lead) = payments().await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let stranger = waymark.another_org("contoso").await;
    let nobody = waymark.browser();
    let [id, _] = two_of_people();

    let asked = [
        save(&viewer, id, 0, "4").await.status,
        save(&stranger, id, 0, "4").await.status,
        save(&nobody, id, 0, "4").await.status,
        save(&lead, "people.overview.l1.invented", 0, "4").await.status,
        lead.post(&format!("{OWN}/answers/{id}"), &[]).await.status,
        owner.post(&format!("{OWN}/answers/{id}"), &[]).await.status,
    ];

    assert_eq!(asked.map(|status| status.as_u16()), [403, 404, 401, 404, 403, 404]);
}

/// A generator of Marsaglia's (xorshift), so that the same edits come at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides).unwrap()
    }
}

/// What was acknowledged: of each criterion and version, the answer.
type Ledger = BTreeMap<(String, i64), String>;

/// Makes 20 edits, sends some twice, as one who got no answer does, and insists in conflicts.
async fn edit(browser: Arc<Browser>, ids: Vec<String>, mut dice: Dice) -> Ledger {
    let mut ledger = Ledger::new();
    let mut versions: BTreeMap<String, i64> = BTreeMap::new();
    for _ in 0..20 {
        let id = &ids[dice.roll(ids.len() as u64)];
        let answer = ["0", "2", "4"][dice.roll(3)];
        loop {
            let version = versions.get(id).copied().unwrap_or(0);
            let mut told = save(&browser, id, version, answer).await;
            if dice.roll(3) == 0 {
                told = save(&browser, id, version, answer).await;
            }
            let stored = json(&told);
            let now = stored["version"].as_i64().unwrap();
            versions.insert(id.clone(), now);
            if told.status == StatusCode::OK {
                ledger.insert((id.clone(), now), stored["answer"].as_str().unwrap().to_owned());
                break;
            }
            assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.html);
        }
        tokio::task::yield_now().await;
    }
    ledger
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_edits_of_two_people_at_once_end_as_they_were_acknowledged() {
    let (waymark, owner, lead) = payments().await;
    let ids: Vec<String> = two_of_people().map(str::to_owned).to_vec();

    let editing = [(owner, 2_463_534_242), (lead, 88_675_123)]
        .map(|(browser, seed)| tokio::spawn(edit(Arc::new(browser), ids.clone(), Dice(seed))));
    let mut ledger = Ledger::new();
    for editor in editing {
        for (key, answer) in editor.await.unwrap() {
            let other = ledger.insert(key.clone(), answer.clone());
            assert!(
                other.is_none_or(|other| other == answer),
                "two answers in one version: {key:?}"
            );
        }
    }

    let last: BTreeMap<_, _> =
        ledger.into_iter().map(|((id, version), answer)| (id, (version, answer))).collect();
    let stored: Vec<(String, i32, i16)> =
        sqlx::query_as("select criterion, version, quarters from answer order by criterion")
            .fetch_all(waymark.pool())
            .await
            .unwrap();
    let stored: BTreeMap<_, _> = stored
        .into_iter()
        .map(|(id, version, quarters)| (id, (i64::from(version), quarters.to_string())))
        .collect();
    assert_eq!(stored, last);
    let kept: i64 = sqlx::query_scalar("select count(*) from answer_change")
        .fetch_one(waymark.pool())
        .await
        .unwrap();
    let versions: i64 = last.values().map(|(version, _)| version).sum();
    assert_eq!(kept, versions, "each version once");
}
