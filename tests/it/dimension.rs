//! The page of a dimension.

use axum::http::StatusCode;
use waymark::maturity::{Criterion, Model, Scope};

use crate::demo::loaded;
use crate::support::entering::{given, submitted};
use crate::support::{Browser, Waymark};

const PEOPLE: &str = "/o/northwind/dimensions/people";
const POLICY: &str = "/o/northwind/dimensions/policy";

/// Somebody who reads the demo, and may change nothing.
async fn viewer(waymark: &Waymark) -> Browser {
    let browser = waymark.browser();
    let fields = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    browser.post("/login", &fields).await;
    browser
}

fn is_of(criterion: &Criterion, dimension: &str) -> bool {
    Model::built_in().place_of(criterion).0.id == dimension
}

/// A criterion of People, Level 1, that teams answer.
fn skills() -> &'static Criterion {
    Model::built_in().criterion("people.overview.l1.basic-knowledge").unwrap()
}

/// Northwind with these teams, who all have met everything in 2026-Q4 but the skills, of which
/// each has met so many quarters.
async fn with_teams(skilled: &[(&str, u8)]) -> (Waymark, Browser) {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    for &(team, quarters) in skilled {
        waymark.given_team(&owner, team).await;
        submitted(&waymark, Some(team), "2026-Q4", |criterion| {
            given(if criterion == skills() { quarters } else { 4 })
        })
        .await;
    }
    submitted(&waymark, None, "2026-Q4", |_| given(4)).await;
    (waymark, owner)
}

#[tokio::test]
async fn the_demos_policy_says_where_it_stands_why_and_what_is_open() {
    let waymark = loaded().await;
    let viewer = viewer(&waymark).await;

    let page = viewer.get(POLICY).await;

    assert_eq!(page.text_of("h1"), "Policy is 83 % of the way to Level 2.");
    assert_eq!(
        page.text_of(".story"),
        "It has not moved for four quarters. Overview holds it at Level 1, where Level 2 is \
         blocked: the first policies are not agreed as the standard."
    );
    assert_eq!(
        page.texts_of(".multiples h3, .multiples p"),
        [
            "Overview Level 1",
            "65 % toward unchanged since 2026-Q3 · holds the dimension back",
            "Policy creation Level 1",
            "97 % toward unchanged since 2026-Q3",
            "Compliance Level 1",
            "87 % toward unchanged since 2026-Q3",
        ]
    );
    let first = page.text_of(".opens > li");
    assert!(first.starts_with("The first policies for production services"), "{first}");
    assert!(first.contains("Level 2 · core · unmoved since 2026-Q1 · +3.2 points"), "{first}");
    assert!(first.contains("0 % met lacked by the organization itself"), "{first}");
    assert!(page.main().contains("lacked by 4 of 5 teams"));
    assert_eq!(page.text_of("#open .sec p"), "and 17 at later levels");
    assert_eq!(
        page.text_of("#spread figure > p"),
        "The teams reach from 75 % toward with 50 % through to 92 % through Level 2; the middle \
         one stands at 50 % through. Level 1: two teams, Level 2: three."
    );
    assert!(page.text_of("#spread").contains("2026-Q3, the period before"), "Logistics is stale");
}

#[tokio::test]
async fn it_looks_back_and_its_links_stay_in_that_period() {
    let waymark = loaded().await;
    let viewer = viewer(&waymark).await;

    let page = viewer.get(&format!("{POLICY}?period=2025-Q4")).await;

    assert_eq!(page.text_of("h1"), "Policy is 56 % of the way to Level 2.");
    assert!(page.text_of(".story").starts_with("It is advancing, up 10 points since 2025-Q3."));
    assert_eq!(page.texts_of(".chart-figure tbody th").first().unwrap(), "2025-Q4");
    assert_eq!(page.text_of(".past"), "2025-Q4, as it was then. Back to 2026-Q4");
    for link in [
        "/o/northwind?period=2025-Q4",
        "/o/northwind/dimensions/process?period=2025-Q4",
        "/o/northwind/levels?period=2025-Q4",
        "/o/northwind/dimensions/policy?period=2025-Q4&#38;levels=all#open",
    ] {
        assert!(page.html.contains(&format!("href=\"{link}\"")), "{link}");
    }
}

#[tokio::test]
async fn before_level_2_is_complete_it_says_how_much_is_and_not_what_comes_later() {
    let waymark = loaded().await;
    let viewer = viewer(&waymark).await;

    let page = viewer.get("/o/northwind/dimensions/technology").await;

    assert_eq!(page.text_of("h1"), "Technology is 99 % through Level 2.");
    assert_eq!(
        page.text_of(".story"),
        "It is advancing, up 4 points since 2026-Q3. Container and runtime management holds it at \
         97 % through Level 2."
    );
}

#[tokio::test]
async fn later_levels_are_shown_on_request() {
    let waymark = loaded().await;
    let viewer = viewer(&waymark).await;
    let shown = |page: &crate::support::Answer| page.texts_of(".opens > li").len();

    let in_play = viewer.get(POLICY).await;
    let all = viewer.get(&format!("{POLICY}?levels=all")).await;

    assert_eq!((shown(&in_play), shown(&all)), (9, 26));
    assert!(all.main().contains("Level 5"));
    assert_eq!(all.text_of("#open .sec p"), "only levels in play");
}

#[tokio::test]
async fn a_criterion_opens_to_the_teams_that_lack_it_and_where_each_answers_it() {
    let (_waymark, owner) = with_teams(&[("zeta", 0), ("alpha", 4), ("beta", 2)]).await;

    let closed = owner.get(PEOPLE).await;
    let asked = format!("{PEOPLE}?criterion={}", skills().id);
    let open = owner.get(&asked).await;

    assert!(closed.main().contains("50 % met lacked by 2 of 3 teams"), "{}", closed.main());
    assert_eq!(closed.texts_of(".names li"), [""; 0], "on demand only");
    assert!(closed.html.contains(&format!("href=\"{asked}#{}\"", skills().id)), "{}", closed.html);
    assert_eq!(open.texts_of(".names li"), ["beta history of beta", "zeta history of zeta"]);
    let team = "/o/northwind/teams/beta";
    let entry = format!("{team}/assessments/2026-Q4/people#answer.{}", skills().id);
    assert!(open.html.contains(&entry));
    assert!(open.html.contains(&format!("{team}/criteria/{}", skills().id)));
}

#[tokio::test]
async fn a_criterion_that_everybody_meets_says_so_in_place_of_a_list() {
    let (_waymark, owner) = with_teams(&[("alpha", 4)]).await;

    let page = owner.get(&format!("{PEOPLE}?criterion={}", skills().id)).await;

    assert_eq!(page.status, StatusCode::OK);
    let statement = &skills().statement;
    assert_eq!(page.text_of(".notice"), format!("Nobody lacks “{statement}” in 2026-Q4."));
}

#[tokio::test]
async fn one_team_in_its_first_period_that_meets_everything_is_told_so_calmly() {
    let (_waymark, owner) = with_teams(&[("alpha", 4)]).await;

    let page = owner.get(PEOPLE).await;

    assert_eq!(page.text_of("h1"), "People has reached Level 5.");
    assert_eq!(page.text_of(".story"), "Levels 1 and 2 are complete.");
    assert_eq!(page.text_of("#open .panel"), "Everything that is in play in People is met.");
    assert_eq!(
        page.text_of("#spread figure > p"),
        "One team is counted, 100 % through Level 2. Level 5: one team."
    );
}

#[tokio::test]
async fn without_teams_the_organizations_own_answers_are_shown() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    submitted(&waymark, None, "2026-Q4", |_| given(2)).await;

    let page = owner.get(POLICY).await;

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.text_of("#spread figure > p"), "No team is counted here yet.");
    assert!(page.main().contains("50 % met lacked by the organization itself its history"));
}

#[tokio::test]
async fn what_was_decided_of_the_dimension_is_said() {
    let (_waymark, owner) = with_teams(&[("alpha", 0)]).await;
    let target = [("dimension", "people"), ("goal", "2000"), ("due", "2027-Q4")];
    assert_eq!(owner.post("/o/northwind/plan/targets", &target).await.status, 303);
    let hold = [
        ("hold_dimension", "people"),
        ("reason", "The audit comes first."),
        ("from", "2026-Q4"),
        ("until", "2027-Q1"),
    ];
    assert_eq!(owner.post("/o/northwind/plan/holds", &hold).await.status, 303);

    let page = owner.get(PEOPLE).await;

    assert_eq!(
        page.texts_of(".decided"),
        [
            "On hold from 2026-Q4 until 2027-Q1: The audit comes first. Plan",
            "Target: Level 2 complete by 2027-Q4. Plan",
        ]
    );
    assert!(page.text_of(".story").starts_with("It is on hold until 2027-Q1."));
}

#[tokio::test]
async fn dimensions_a_level_apart_are_said_on_the_overview_and_where_it_concerns() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "alpha").await;
    let answer = |criterion: &Criterion| given(if is_of(criterion, "policy") { 0 } else { 4 });
    submitted(&waymark, Some("alpha"), "2026-Q4", answer).await;
    submitted(&waymark, None, "2026-Q4", answer).await;

    let sentence = "People (5.00) is 5.00 levels ahead of Policy (0.00).";
    for (path, is_said) in [
        ("/o/northwind", true),
        ("/o/northwind/levels", true),
        (PEOPLE, true),
        (POLICY, true),
        ("/o/northwind/dimensions/technology", false),
    ] {
        let page = owner.get(path).await;
        let said = page.text_of("aside.notice");
        assert_eq!(said.starts_with(sentence), is_said, "{path}: {said}");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_not_found_and_what_cannot_be_read_says_so() {
    let (_waymark, owner) = with_teams(&[("alpha", 0)]).await;

    for (path, status) in [
        ("/o/northwind/dimensions/nonsense", 404),
        ("/o/northwind/dimensions/People", 404),
        ("/o/northwind/dimensions/people?period=2019-Q1", 404),
        ("/o/northwind/dimensions/people?period=soon", 400),
        ("/o/northwind/dimensions/people?criterion=nonsense", 404),
        ("/o/northwind/dimensions/people?criterion=policy.overview.l1.nonsense", 404),
        ("/o/northwind/dimensions/policy?criterion=people.overview.l1.basic-knowledge", 404),
        ("/o/northwind/dimensions/people?criterion=a&criterion=b", 400),
        ("/o/northwind/dimensions/people?levels=nonsense&more=1", 200),
        ("/o/northwind/dimensions/people?criterion=%00", 404),
        ("/o/northwind/levels?period=2019-Q1", 404),
        ("/o/northwind/levels?period=soon", 400),
    ] {
        assert_eq!(owner.get(path).await.status, status, "{path}");
    }
}

#[tokio::test]
async fn an_organization_without_figures_is_led_to_its_first_steps() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;

    for path in [PEOPLE, "/o/northwind/levels"] {
        let answer = owner.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location.as_deref(), Some("/o/northwind"));
    }
}

#[tokio::test]
async fn each_scope_has_its_own_way_to_the_answer() {
    let (_waymark, owner) = with_teams(&[("alpha", 0)]).await;
    let own = Model::built_in()
        .criteria()
        .iter()
        .find(|criterion| criterion.scope == Scope::Organization && is_of(criterion, "people"));

    let page = owner.get(&format!("{PEOPLE}?criterion={}", own.unwrap().id)).await;

    assert_eq!(page.status, StatusCode::OK, "nobody lacks it, and no team is listed");
    assert_eq!(page.texts_of(".names li"), [""; 0]);
}
