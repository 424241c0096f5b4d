//! Stored figures against those that come of the answers, in whatever order they were entered.

use sqlx::AssertSqlSafe;
use waymark::assessment::{recompute, reopen, submit};
use waymark::demo::{self, DemoPassword};
use waymark::maturity::{Criterion, Model};

use crate::support::entering::{as_owner, given, respondent, submitted};
use crate::support::{Browser, Waymark};

async fn demo() -> Waymark {
    let waymark = Waymark::start().await;
    let nowhere = std::path::Path::new("/nonexistent");
    let password = DemoPassword::of(nowhere, Some("open sesame, please")).unwrap();
    demo::load(&waymark.app, &password).await.unwrap();
    waymark
}

/// Every row of a table of figures, whole.
async fn rows(waymark: &Waymark, table: &str) -> Vec<String> {
    let query = format!("select to_jsonb({table})::text from {table} order by 1");
    sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(waymark.pool()).await.unwrap()
}

async fn figures(waymark: &Waymark) -> [Vec<String>; 2] {
    [rows(waymark, "assessment_score").await, rows(waymark, "org_score").await]
}

async fn recomputed(waymark: &Waymark) -> [Vec<String>; 2] {
    let mut tx = as_owner(waymark).await;
    recompute(&mut tx, Model::built_in()).await.unwrap();
    tx.commit().await.unwrap();
    figures(waymark).await
}

#[tokio::test]
async fn to_recompute_the_figures_of_the_demo_changes_nothing() {
    let waymark = demo().await;
    let stored = figures(&waymark).await;

    assert_eq!(recomputed(&waymark).await, stored);
}

#[tokio::test]
async fn figures_that_are_wrong_or_missing_come_back_from_the_answers() {
    let waymark = demo().await;
    let stored = figures(&waymark).await;
    for tampering in [
        "update assessment_score set scores = throughs, throughs = towards where period < '2026'",
        "delete from assessment_score where period = '2026-Q1'",
        "update org_score set towards = throughs, teams_counted = teams_known, teams_stale = 0",
        "delete from org_score where period = '2026-Q2'",
        "insert into org_score select org_id, '2019-Q1', model_id, 0, 0, 0, 'missing', scores,
            towards, throughs from org_score where period = '2026-Q1'",
    ] {
        sqlx::query(tampering).execute(waymark.pool()).await.unwrap();
    }
    assert_ne!(figures(&waymark).await, stored);

    assert_eq!(recomputed(&waymark).await, stored);
}

#[tokio::test]
async fn an_early_period_that_is_reopened_and_submitted_again_leaves_the_figures_of_its_answers() {
    let waymark = demo().await;
    let (model, now) = (Model::built_in(), waymark.app.clock.now());
    let stored = figures(&waymark).await;
    let period = "2025-Q1".parse().unwrap();

    for team in [Some("payments"), None] {
        let mut tx = as_owner(&waymark).await;
        let whose = respondent(&mut tx, team).await;
        reopen(&mut tx, model, &whose, period, "A look back.", now).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let reopened = figures(&waymark).await;
        assert_eq!(recomputed(&waymark).await, reopened, "while it is open");
        assert_ne!(reopened, stored);

        let mut tx = as_owner(&waymark).await;
        submit(&mut tx, model, &whose, period, now).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert_eq!(figures(&waymark).await, stored, "the same answers, the same figures");
    }
}

/// What somebody answers in a period, for no reason.
fn whim(seed: u64, criterion: &Criterion) -> u8 {
    let choices = criterion.answers.choices();
    let mut random = Random(seed.wrapping_mul(31).wrapping_add(criterion.position as u64));
    choices[random.below(choices.len())].quarters.number()
}

/// A generator that is as good as a shuffled pack of cards has to be (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }

    fn shuffle<T>(&mut self, cards: &mut [T]) {
        for last in (1..cards.len()).rev() {
            cards.swap(last, self.below(last + 1));
        }
    }
}

#[tokio::test]
async fn the_order_in_which_periods_are_entered_does_not_matter_to_the_figures() {
    let mut assessments = Vec::new();
    for period in ["2026-Q1", "2026-Q2", "2026-Q4"] {
        for team in [Some("payments"), Some("search"), None] {
            assessments.push((period, team, assessments.len() as u64));
        }
    }
    // A team that has not reported everywhere is counted with the period before.
    assessments.retain(|&(period, team, _)| (period, team) != ("2026-Q2", Some("search")));
    let mut outcomes = Vec::new();
    for seed in 1..=4 {
        Random(seed).shuffle(&mut assessments);
        let waymark = Waymark::start().await;
        let owner = waymark.founded().await;
        waymark.given_team(&owner, "payments").await;
        waymark.given_team(&owner, "search").await;
        for &(period, team, seed) in &assessments {
            submitted(&waymark, team, period, |criterion| given(whim(seed, criterion))).await;
        }
        // Ids are others in each database; the teams stand in the order in which they were made.
        let outcome: Vec<String> = sqlx::query_scalar(
            "
            select (to_jsonb(org_score) - '{org_id, gap_respondents}'::text[])::text
            from org_score order by period
            ",
        )
        .fetch_all(waymark.pool())
        .await
        .unwrap();
        assert_eq!(outcome.len(), 3);
        outcomes.push((assessments.clone(), outcome));
    }

    for pair in outcomes.windows(2) {
        assert_eq!(pair[0].1, pair[1].1, "{:?} and {:?}", pair[0].0, pair[1].0);
    }
}

/// What somebody reads of stored answers and gaps, page by page.
async fn read(browser: &Browser) -> Vec<String> {
    let mut read = Vec::new();
    for page in [
        "",
        "?period=2026-Q2",
        "/teams",
        "/teams/payments",
        "/compare?from=2025-Q4&to=2026-Q4",
        "/teams/payments/compare?from=2025-Q4&to=2026-Q4",
        "/methodology?team=",
    ] {
        read.push(browser.get(&format!("/o/northwind{page}")).await.main());
    }
    read
}

#[tokio::test]
async fn what_a_release_without_stored_answers_and_gaps_has_written_reads_the_same() {
    let waymark = demo().await;
    let viewer = waymark.browser();
    let fields = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    viewer.post("/login", &fields).await;
    let (stored, pages) = (figures(&waymark).await, read(&viewer).await);
    assert!(pages[0].contains("unchanged since 2026-Q1"), "{}", pages[0]);

    for emptying in [
        "update assessment_score set answers = null, course = null",
        "update org_score set gap_shares = null, gap_respondents = null, gap_states = null,
            gap_quarters_back = null",
    ] {
        sqlx::query(emptying).execute(waymark.pool()).await.unwrap();
    }

    assert_eq!(read(&viewer).await, pages);
    assert_eq!(recomputed(&waymark).await, stored);
}
