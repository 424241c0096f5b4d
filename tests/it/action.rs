//! Actions: noted, changed, and read by everybody.

use axum::http::StatusCode;

use crate::support::{Answer, Browser, Waymark};

const TEAM: &str = "/o/northwind/teams/payments/actions";
const ORG: &str = "/o/northwind/actions";
/// A criterion that teams answer.
const SKILLS: &str = "people.overview.l1.basic-knowledge";

async fn northwind() -> (Waymark, Browser, Browser) {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let lead = waymark.joined(&owner, "ada", "lead", "payments").await;
    (waymark, owner, lead)
}

async fn note(browser: &Browser, list: &str, what: &str) -> Answer {
    let form = browser.get(list).await.form(list);
    browser.submit(&form.with("criterion", SKILLS).with("what", what)).await
}

async fn only_action(waymark: &Waymark) -> String {
    sqlx::query_scalar("select id::text from action").fetch_one(waymark.pool()).await.unwrap()
}

#[tokio::test]
async fn a_lead_notes_an_action_of_the_team_and_everybody_reads_it() {
    let (waymark, owner, lead) = northwind().await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let page = lead.get(TEAM).await;
    assert_eq!(page.text_of(".empty h2"), "No action yet");
    let form = page.form(TEAM);
    assert_eq!(form.text("due"), "2027-Q1");

    let answer = note(&lead, TEAM, " Link the goals\r\nto the plan ").await;

    assert_eq!(answer.location, Some(format!("{TEAM}?done=action-noted")), "{}", answer.html);
    let page = viewer.get(TEAM).await;
    assert_eq!(page.text_of(".crit .ask > p"), "Link the goals to the plan");
    assert_eq!(page.text_of(".crit .answer"), "open due 2027-Q1 · nobody yet");
    assert!(!page.html.contains("<form class"), "a viewer is shown no form");
    let overview = viewer.get("/o/northwind/teams/payments").await;
    assert_eq!(overview.texts_of("#actions tbody th"), ["Link the goals to the plan"]);
    assert_eq!(viewer.get(ORG).await.text_of(".empty h2"), "No action yet", "it is the team's");
}

#[tokio::test]
async fn an_action_noted_twice_by_one_form_is_one_action() {
    let (waymark, _owner, lead) = northwind().await;
    let form = lead.get(TEAM).await.form(TEAM).with("criterion", SKILLS).with("what", "Once");

    let first = lead.submit(&form).await;
    let second = lead.submit(&form).await;

    assert_eq!(first.location, second.location);
    only_action(&waymark).await;
}

#[tokio::test]
async fn an_action_with_errors_comes_back_as_it_was_typed() {
    let (_waymark, owner, _lead) = northwind().await;
    for list in [TEAM, ORG] {
        let form = owner.get(list).await.form(list);
        let long = "x".repeat(1001);
        let form = form.with("criterion", "").with("what", &long).with("due", "2026-Q3");

        let answer = owner.submit(&form.with("owner", "somebody")).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
        assert_eq!(answer.error("criterion"), "Choose the criterion that the action is about.");
        assert_eq!(answer.error("what"), "Keep this under 1001 characters.");
        assert!(answer.error("due").contains("eight ahead"));
        assert!(answer.error("owner").contains("nobody yet"));
        assert_eq!(answer.form(list).text("what"), long);
    }
}

#[tokio::test]
async fn its_state_owner_and_due_quarter_change() {
    let (waymark, owner, lead) = northwind().await;
    note(&lead, TEAM, "Link the goals").await;
    let action = format!("{TEAM}/{}", only_action(&waymark).await);
    let ada: String = sqlx::query_scalar("select id::text from person where name = 'ada'")
        .fetch_one(waymark.pool())
        .await
        .unwrap();
    let form = lead.get(TEAM).await.form(&action);
    assert_eq!([form.text("state"), form.text("owner")], ["open", ""]);

    let form = form.with("owner", &ada).with("due", "2027-Q4");
    let answer = lead.submit(&form.clone().with("state", "done")).await;

    assert_eq!(answer.location, Some(format!("{TEAM}?done=action-saved")), "{}", answer.html);
    let page = owner.get(TEAM).await;
    assert_eq!(page.text_of(".crit .answer"), "done due 2027-Q4 · ada");
    let team = owner.get("/o/northwind/teams/payments").await;
    assert_eq!(team.texts_of("#actions tbody th"), [""; 0], "only open ones stand there");
    let refused = lead.post(&action, &[("state", "soon"), ("due", "2027-Q3")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("Choose open, done or dropped."));
    assert_eq!(refused.form(&action).text("due"), "2027-Q3", "what was chosen stays");
}

#[tokio::test]
async fn an_action_is_overdue_once_its_quarter_is_over_and_stands_first() {
    let (waymark, owner, lead) = northwind().await;
    note(&lead, TEAM, "For next year").await;
    note(&lead, TEAM, "For last year").await;
    sqlx::query("update action set due_period = '2026-Q3' where what = 'For last year'")
        .execute(waymark.pool())
        .await
        .unwrap();

    let page = owner.get(TEAM).await;

    assert_eq!(page.texts_of(".crit .ask > p:first-child"), ["For last year", "For next year"]);
    assert_eq!(page.text_of(".crit .answer .tag"), "overdue");
}

#[tokio::test]
async fn who_may_not_change_a_team_notes_and_changes_nothing() {
    let (waymark, owner, lead) = northwind().await;
    waymark.given_team(&owner, "search").await;
    note(&lead, TEAM, "Link the goals").await;
    note(&owner, ORG, "Set the goals").await;
    let ids: Vec<String> = sqlx::query_scalar("select id::text from action order by id")
        .fetch_all(waymark.pool())
        .await
        .unwrap();
    let other_lead = waymark.joined(&owner, "sam", "lead", "search").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let stranger = waymark.another_org("contoso").await;

    let fields = [("state", "dropped"), ("due", "2027-Q1")];
    for list in [TEAM, ORG] {
        for path in [list.to_owned(), format!("{list}/{}", ids[0])] {
            for browser in [&other_lead, &viewer] {
                assert_eq!(browser.post(&path, &fields).await.status, StatusCode::FORBIDDEN);
            }
            assert_eq!(stranger.post(&path, &fields).await.status, StatusCode::NOT_FOUND);
        }
    }
    assert_eq!(lead.post(ORG, &fields).await.status, StatusCode::FORBIDDEN);
    // Each action answers at its own place only.
    for elsewhere in [format!("{TEAM}/{}", ids[1]), format!("{ORG}/{}", ids[0])] {
        assert_eq!(owner.post(&elsewhere, &fields).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn actions_are_in_the_audit_log() {
    let (waymark, _owner, lead) = northwind().await;
    note(&lead, TEAM, "Link the goals").await;
    let action = format!("{TEAM}/{}", only_action(&waymark).await);
    lead.submit(&lead.get(TEAM).await.form(&action).with("state", "dropped")).await;

    let log: Vec<String> = sqlx::query_scalar(
        "select kind || ' ' || subject from audit_event where kind like 'action%' order by id",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap();

    assert_eq!(
        log,
        [
            format!("action_noted payments, {SKILLS}"),
            format!("action_changed payments, {SKILLS}: dropped")
        ]
    );
}
