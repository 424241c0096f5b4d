//! From an organization without teams to its first complete period, as everybody sees it.

use crate::support::entering::{draft, given, submitted};
use crate::support::{Answer, Waymark};

const OVERVIEW: &str = "/o/northwind";

/// Each step's state, with its count.
fn states(page: &Answer) -> Vec<String> {
    page.texts_of(".checklist .state")
}

/// Where a step leads.
fn link(page: &Answer, step: &str) -> String {
    let before = page.html.split(&format!(">{step}</a>")).next().unwrap();
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_newcomer_is_led_from_the_first_team_to_the_first_complete_period() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;

    let page = owner.get(OVERVIEW).await;

    assert_eq!(page.text_of("h1"), "Northwind has no figures yet.");
    assert_eq!(
        page.texts_of(".checklist h3"),
        [
            "Set up Waymark",
            "Add the teams",
            "Name who leads each team",
            "A first team submits",
            "All teams have submitted",
            "Answer for the organization"
        ]
    );
    assert_eq!(states(&page), ["done", "now", "later", "later", "later", "later"]);
    for step in page.texts_of(".checklist h3") {
        let there = owner.get(&link(&page, &step)).await.status;
        assert!(there.is_success() || there.is_redirection(), "{step}: {there}");
    }
    assert_eq!(link(&page, "Add the teams"), "/o/northwind/settings/teams");

    waymark.given_team(&owner, "payments").await;
    waymark.given_team(&owner, "search").await;
    let page = owner.get(OVERVIEW).await;
    assert_eq!(states(&page), ["done", "done", "0 of 2 now", "later", "0 of 2 later", "later"]);
    let lead = link(&page, "Name who leads each team");
    assert_eq!(lead, "/o/northwind/settings/teams/payments");

    waymark.joined(&owner, "paula", "lead", "payments").await;
    waymark.joined(&owner, "sam", "lead", "search").await;
    draft(&waymark, Some("search"), "2026-Q4", |_| Some(given(2))).await;
    let page = owner.get(OVERVIEW).await;
    assert_eq!(states(&page), ["done", "done", "2 of 2 done", "now", "0 of 2 later", "later"]);
    let assessment = "/o/northwind/teams/search/assessments/2026-Q4";
    assert_eq!(link(&page, "A first team submits"), assessment, "its draft is begun");

    submitted(&waymark, Some("search"), "2026-Q4", |_| given(2)).await;
    let page = owner.get(OVERVIEW).await;
    assert!(page.html.contains("class=\"chart"), "the first chart is there");
    assert_eq!(
        page.text_of(".first-period summary"),
        "The first period is not complete yet. 4 of 6 steps are done; 1 of 2 teams has submitted."
    );
    assert_eq!(states(&page), ["done", "done", "2 of 2 done", "done", "1 of 2 now", "later"]);
    assert_eq!(link(&page, "All teams have submitted"), "/o/northwind/reporting?period=2026-Q4");

    submitted(&waymark, Some("payments"), "2026-Q4", |_| given(2)).await;
    let page = owner.get(OVERVIEW).await;
    assert_eq!(states(&page)[4..], ["2 of 2 done", "now"]);
    let own = link(&page, "Answer for the organization");
    assert_eq!(own, "/o/northwind/assessments/2026-Q4");

    submitted(&waymark, None, "2026-Q4", |_| given(2)).await;
    let page = owner.get(OVERVIEW).await;
    assert_eq!(page.text_of(".checklist"), "", "the period is complete");
}

#[tokio::test]
async fn a_lead_sees_their_own_next_step_and_a_viewer_a_calm_sentence() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let lead = waymark.joined(&owner, "paula", "lead", "payments").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;

    let page = lead.get(OVERVIEW).await;
    assert_eq!(page.texts_of(".own-steps .btn"), ["Answer People for payments"]);
    let entry = "/o/northwind/teams/payments/assessments/2026-Q4/people";
    assert!(page.html.contains(&format!("href=\"{entry}\"")));
    assert_eq!(page.text_of(".checklist"), "", "the organization is for others to set up");
    let page = viewer.get(OVERVIEW).await;
    assert_eq!(page.text_of(".own-steps"), "");
    assert_eq!(
        page.text_of(".story"),
        "The first chart appears with the first submitted assessment. One team is asked in 2026-Q4."
    );

    draft(&waymark, Some("payments"), "2026-Q4", |_| Some(given(2))).await;
    let page = lead.get(OVERVIEW).await;
    assert_eq!(page.texts_of(".own-steps .btn"), ["Go on with payments"]);

    submitted(&waymark, Some("payments"), "2026-Q4", |_| given(2)).await;
    let page = lead.get(OVERVIEW).await;
    assert_eq!(page.text_of(".own-steps"), "", "all is done");
    assert_eq!(page.text_of(".first-period"), "");
}

#[tokio::test]
async fn in_a_later_period_a_lead_is_told_that_it_is_open() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    let lead = waymark.joined(&owner, "paula", "lead", "payments").await;
    submitted(&waymark, Some("payments"), "2026-Q3", |_| given(2)).await;

    let page = lead.get(OVERVIEW).await;

    assert_eq!(page.text_of(".own-steps p"), "2026-Q4 is open.");
    assert_eq!(page.texts_of(".own-steps .btn"), ["Answer for payments"]);
    assert!(page.html.contains("href=\"/o/northwind/teams/payments/assessments/2026-Q4\""));
    assert_eq!(owner.get(OVERVIEW).await.text_of(".checklist"), "", "the first period is over");
}
