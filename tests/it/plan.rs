//! Targets and holds.

use axum::http::StatusCode;

use crate::support::{Answer, Browser, Waymark};

const PLAN: &str = "/o/northwind/plan";
const TARGETS: &str = "/o/northwind/plan/targets";
const HOLDS: &str = "/o/northwind/plan/holds";

async fn set_target(owner: &Browser, dimension: &str, goal: &str, due: &str) -> Answer {
    let form = owner.get(PLAN).await.form(TARGETS);
    owner.submit(&form.with("dimension", dimension).with("goal", goal).with("due", due)).await
}

async fn hold(owner: &Browser, dimension: &str, from: &str, until: &str) -> Answer {
    let form = owner.get(PLAN).await.form(HOLDS).with("hold_dimension", dimension);
    let reason = "The audit comes first.";
    owner.submit(&form.with("reason", reason).with("from", from).with("until", until)).await
}

/// The action of the form that begins so and ends so.
fn action(page: &Answer, begins: &str, ends: &str) -> String {
    let actions = page.html.split("action=\"").skip(1);
    let mut actions = actions.map(|rest| rest.split('"').next().unwrap());
    actions.find(|it| it.starts_with(begins) && it.ends_with(ends)).unwrap().to_owned()
}

#[tokio::test]
async fn an_owner_sets_changes_and_removes_a_target() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    assert!(owner.get(PLAN).await.main().contains("None yet."));

    let answer = set_target(&owner, "policy", "1000", "2027-Q2").await;

    assert_eq!(answer.location, Some(format!("{PLAN}?done=target-set")), "{}", answer.html);
    let page = owner.get(PLAN).await;
    let cells = page.texts_of("tbody th, tbody td");
    assert_eq!(cells[..4], ["Policy", "the organization", "Level 2 reached", "2027-Q2"]);

    let change = page.html.split("?target=").nth(1).unwrap().split('#').next().unwrap();
    let form = owner.get(&format!("{PLAN}?target={change}")).await.form(TARGETS);
    assert_eq!(["dimension", "goal", "due"].map(|it| form.text(it)), ["policy", "1000", "2027-Q2"]);
    owner.submit(&form.with("goal", "1500").with("note", "After the audit.")).await;
    let page = owner.get(PLAN).await;
    let cells = page.texts_of("tbody th, tbody td");
    assert_eq!(cells[2], "halfway through Level 2After the audit.", "in place of the old one");
    assert_eq!(page.texts_of("tbody tr").len(), 1);

    let removal = action(&page, TARGETS, "/removal");
    let answer = owner.submit(&page.form(&removal)).await;
    assert_eq!(answer.location, Some(format!("{PLAN}?done=target-removed")));
    assert!(owner.get(PLAN).await.main().contains("None yet."));
    assert_eq!(owner.post(&removal, &[]).await.status, StatusCode::NOT_FOUND, "it is gone");
}

#[tokio::test]
async fn an_owner_holds_a_dimension_and_ends_the_hold() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;

    let answer = hold(&owner, "policy", "2026-Q4", "2027-Q2").await;

    assert_eq!(answer.location, Some(format!("{PLAN}?done=hold-decided")), "{}", answer.html);
    let page = owner.get(PLAN).await;
    assert_eq!(
        page.texts_of("tbody th, tbody td")[..5],
        [
            "Policy",
            "the organization and its teams",
            "The audit comes first.",
            "2026-Q4",
            "2027-Q2",
        ]
    );

    let again = hold(&owner, "policy", "2027-Q1", "2027-Q3").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = "It is on hold already, until 2027-Q2. End that hold first.";
    assert_eq!(again.error("hold_dimension"), said);

    let end = action(&page, HOLDS, "/end");
    owner.submit(&page.form(&end)).await;
    let page = owner.get(PLAN).await;
    assert_eq!(page.texts_of("tbody tr"), [""; 0]);
    let ended = page.text_of("details li");
    assert!(ended.contains("Policy, from 2026-Q4"), "it stays as history: {ended}");
    assert!(ended.contains("ended on 12 Nov 2026"), "{ended}");
}

#[tokio::test]
async fn what_is_due_is_marked() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    set_target(&owner, "people", "2000", "2026-Q4").await;
    hold(&owner, "policy", "2026-Q2", "2026-Q4").await;
    set_target(&owner, "process", "2000", "2027-Q1").await;

    let tags = owner.get(PLAN).await.texts_of("main .tag");

    assert_eq!(tags, ["due", "review due"]);
}

#[tokio::test]
async fn a_target_or_hold_of_one_team_names_it() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "Payments").await;
    let page = owner.get(PLAN).await;
    let asked_for = page.texts_of("select[name$=team][required]");
    assert_eq!(asked_for.len(), 0, "a browser would take no decision of the organization");

    owner.submit(&page.form(TARGETS).with("team", "payments")).await;
    let form = page.form(HOLDS).with("hold_team", "payments").with("reason", "Later.");
    owner.submit(&form).await;

    let whose = owner.get(PLAN).await.texts_of("tbody td:nth-child(2)");
    assert_eq!(whose, ["Payments", "Payments"]);
}

#[tokio::test]
async fn what_cannot_be_decided_comes_back_as_it_was_typed() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;

    let answer = hold(&owner, "policy", "2026-Q4", "2029-Q1").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("until"), "Review it within eight quarters.");
    let form = answer.form(HOLDS);
    let typed = ["hold_dimension", "reason", "until"].map(|it| form.text(it).to_owned());
    assert_eq!(typed, ["policy", "The audit comes first.", "2029-Q1"]);

    let form = owner.get(PLAN).await.form(TARGETS);
    let form = form.with("due", "2026-Q1").with("team", "invented").with("note", "Why not?");
    let answer = owner.submit(&form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("due"), "Choose 2026-Q4 or a later quarter.");
    assert_eq!(answer.error("team"), "Choose a team, or the organization.");
    assert_eq!(answer.form(TARGETS).text("note"), "Why not?");
}

#[tokio::test]
async fn a_hold_sent_twice_is_one_hold() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let form = owner.get(PLAN).await.form(HOLDS).with("reason", "The audit comes first.");

    let first = owner.submit(&form).await;
    let second = owner.submit(&form).await;

    assert_eq!(second.location, first.location, "{}", second.html);
    assert_eq!(owner.get(PLAN).await.texts_of("tbody tr").len(), 1);
}

#[tokio::test]
async fn everybody_reads_the_plan_and_only_who_manages_is_offered_to_change_it() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    set_target(&owner, "policy", "1000", "2027-Q2").await;
    hold(&owner, "people", "2026-Q4", "2027-Q2").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;

    let page = viewer.get(PLAN).await;

    assert_eq!(page.texts_of("tbody tr").len(), 2);
    assert_eq!(page.texts_of("main form").len(), 0);
}

#[tokio::test]
async fn another_organizations_targets_and_holds_are_like_invented_ones() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    set_target(&owner, "policy", "1000", "2027-Q2").await;
    hold(&owner, "people", "2026-Q4", "2027-Q2").await;
    let page = owner.get(PLAN).await;
    let stranger = waymark.another_org("contoso").await;

    for path in [action(&page, TARGETS, "/removal"), action(&page, HOLDS, "/end")] {
        let theirs = stranger.post(&path.replace("northwind", "contoso"), &[]).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(owner.get(PLAN).await.texts_of("tbody tr").len(), 2);
}

#[tokio::test]
async fn decisions_are_in_the_audit_log() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    set_target(&owner, "policy", "1000", "2027-Q2").await;
    hold(&owner, "people", "2026-Q4", "2027-Q2").await;
    let page = owner.get(PLAN).await;
    for path in [action(&page, TARGETS, "/removal"), action(&page, HOLDS, "/end")] {
        owner.submit(&page.form(&path)).await;
    }

    let log: Vec<String> = sqlx::query_scalar(
        "
        select kind || ' ' || subject from audit_event
        where kind like 'target%' or kind like 'hold%' order by id
        ",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap();

    assert_eq!(
        log,
        [
            "target_set Policy: Level 2 reached by 2027-Q2",
            "hold_decided People, 2026-Q4 to 2027-Q2",
            "target_removed Policy",
            "hold_ended People",
        ]
    );
}
