//! Verdicts and causes, as the pages show them, over the demo's nine quarters.

use crate::demo::loaded;
use crate::support::{Answer, Browser, Waymark};

const OVERVIEW: &str = "/o/northwind";
const PLAN: &str = "/o/northwind/plan";

pub async fn signed_in(waymark: &Waymark, email: &str) -> Browser {
    let browser = waymark.browser();
    browser.post("/login", &[("email", email), ("password", "open sesame, please")]).await;
    browser
}

pub async fn hold_policy(owner: &Browser, from: &str, until: &str) {
    let action = format!("{PLAN}/holds");
    let form = owner.get(PLAN).await.form(&action).with("hold_dimension", "policy");
    let form = form.with("reason", "The audit comes first.").with("from", from);
    let answer = owner.submit(&form.with("until", until)).await;
    assert_eq!(answer.status, 303, "{}", answer.html);
}

/// The verdict on each dimension's card.
fn verdicts(page: &Answer) -> Vec<String> {
    page.texts_of(".card.dim .tag")
}

#[tokio::test]
async fn the_demos_policy_is_on_a_plateau_before_level_2_and_the_rest_advances() {
    let waymark = loaded().await;
    let owner = signed_in(&waymark, "owner@northwind.example").await;

    let page = owner.get(OVERVIEW).await;

    let plateau = "plateau before Level 2";
    assert_eq!(verdicts(&page), ["advancing", "advancing", plateau, "advancing", "advancing"]);
    assert_eq!(page.texts_of(".story b.warn"), ["Policy has not moved for four quarters"]);
    assert_eq!(
        page.text_of(".story"),
        "Three of five dimensions are at Level 2, and 53 % of Level 2 is done, up 17 points since \
         2026-Q3. Policy has not moved for four quarters and, with Business Outcomes, holds the \
         whole at Level 1: the first policies are not agreed as the standard. At the recent pace, \
         Level 2 is complete in 3 to 5 more quarters, once Policy moves again. Quarterly benefit \
         has passed quarterly cost since 2026-Q2."
    );
    assert_eq!(page.text_of(".chart.wide .note"), "plateau · 4 quarters at 83 %");
}

#[tokio::test]
async fn a_look_back_judges_as_it_was_then() {
    let waymark = loaded().await;
    let owner = signed_in(&waymark, "owner@northwind.example").await;

    let third = owner.get("/o/northwind?period=2026-Q3").await;
    let first = owner.get("/o/northwind?period=2024-Q4").await;

    assert_eq!(verdicts(&third)[2], "stalling", "two steps are too few for a plateau");
    assert_eq!(verdicts(&first), ["too early to say"; 5]);
    let story = first.text_of(".story");
    assert!(story.contains("There is not enough history yet to tell a pace."), "{story}");
}

#[tokio::test]
async fn what_holds_back_is_named_with_the_form_where_it_is_removed() {
    let waymark = loaded().await;
    let owner = signed_in(&waymark, "owner@northwind.example").await;

    let page = owner.get(OVERVIEW).await;

    let core = page.texts_of("#causes .two > .panel:first-child li");
    assert!((1..=5).contains(&core.len()), "{core:?}");
    for cause in &core {
        assert!(cause.contains("Policy, "), "only Policy stands still: {cause}");
        assert!(cause.contains("unchanged since 2026-Q1: "), "{cause}");
    }
    let business = page.texts_of("#causes .two > .panel:last-child li");
    assert!(business.iter().all(|cause| cause.contains("Business Outcomes, ")), "{business:?}");
    assert!(business.iter().all(|cause| cause.contains(", Level 2: ")), "{business:?}");

    let causes = page.html.split("id=\"causes\"").nth(1).unwrap();
    let link = causes.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    let (form, criterion) = link.split_once('#').unwrap();
    let form = owner.get(form).await;
    assert_eq!(form.status, 200, "{link}");
    assert!(form.html.contains(&format!("id=\"{criterion}\"")), "{link}");
}

#[tokio::test]
async fn a_hold_turns_the_plateau_into_holding_until_it_is_ended() {
    let waymark = loaded().await;
    let owner = signed_in(&waymark, "owner@northwind.example").await;

    hold_policy(&owner, "2026-Q3", "2027-Q2").await;

    let page = owner.get(OVERVIEW).await;
    assert_eq!(verdicts(&page)[2], "holding");
    assert!(page.text_of(".card.s-policy").contains("On hold until 2027-Q2"));
    assert!(!page.text_of(".story").contains("has not moved"), "a decision is no plateau");
    assert_eq!(page.text_of(".chart.wide .note"), "on hold · until 2027-Q2");
    assert!(!page.html.contains("class=\"plateau\""));
    assert!(!page.html.contains("id=\"causes\""));
    let before = owner.get("/o/northwind?period=2026-Q2").await;
    assert_ne!(verdicts(&before)[2], "holding", "the hold began later");

    let plan = owner.get(PLAN).await;
    let end = plan.html.split("action=\"").find(|it| it.contains("/end\"")).unwrap();
    owner.submit(&plan.form(end.split('"').next().unwrap())).await;
    assert_eq!(verdicts(&owner.get(OVERVIEW).await)[2], "plateau before Level 2");
}

#[tokio::test]
async fn a_target_is_drawn_and_stands_on_its_card() {
    let waymark = loaded().await;
    let owner = signed_in(&waymark, "owner@northwind.example").await;
    let form = owner.get(PLAN).await.form(&format!("{PLAN}/targets")).with("dimension", "policy");
    owner.submit(&form.with("goal", "1000").with("due", "2027-Q2")).await;

    let page = owner.get(OVERVIEW).await;

    assert!(page.text_of(".card.s-policy").contains("Target: Level 2 reached by 2027-Q2"));
    let notes = page.texts_of(".chart.wide .note");
    assert!(notes.contains(&"target · Policy by 2027-Q2".to_owned()), "{notes:?}");
    let team = owner.get("/o/northwind/teams/payments").await;
    assert!(!team.html.contains("Target:"), "it is the organization's own");
}

#[tokio::test]
async fn too_little_looked_at_again_is_said_before_a_plateau() {
    let waymark = loaded().await;
    let owner = signed_in(&waymark, "owner@northwind.example").await;
    sqlx::query("update org_score set reviewed_percent = 59 where period = '2026-Q2'")
        .execute(waymark.pool())
        .await
        .unwrap();

    assert_eq!(verdicts(&owner.get(OVERVIEW).await), ["not re-assessed"; 5]);
}

#[tokio::test]
async fn every_team_has_its_verdict_in_the_table_and_on_its_page() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    let table = viewer.get("/o/northwind/teams").await;
    let in_table = table.texts_of(".heat tbody td:nth-last-child(2)");
    assert_eq!(in_table.len(), 5);
    let payments = table.texts_of(".heat tbody th").iter().position(|it| it == "Payments");

    let page = viewer.get("/o/northwind/teams/payments").await;

    assert_eq!(page.text_of(".eyebrow .tag"), in_table[payments.unwrap()]);
    assert_eq!(verdicts(&page).len(), 5);
}
