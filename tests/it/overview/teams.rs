//! The table of teams: under groups, filtered, and fifty at a time.

use axum::http::StatusCode;

use crate::demo::loaded;
use crate::support::{Browser, Waymark};
use crate::verdict::signed_in;

const TEAMS: &str = "/o/northwind/teams";

/// Two hundred and three teams past the settings: two hundred of two groups, three of none.
async fn with_many_teams(waymark: &Waymark) -> Browser {
    let owner = waymark.founded().await;
    sqlx::query(
        "
        insert into team (org_id, id, slug, name, group_name)
        select org.id, gen_random_uuid(), 'team-' || n, 'Team ' || lpad(n::text, 3, '0'),
            case when n > 200 then null when n % 2 = 0 then 'Even' else 'Odd' end
        from org, generate_series(1, 203) as n
        ",
    )
    .execute(waymark.pool())
    .await
    .unwrap();
    owner
}

#[tokio::test]
async fn teams_stand_under_their_groups_on_both_pages() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    for path in ["/o/northwind", TEAMS] {
        let page = viewer.get(path).await;
        assert_eq!(
            page.texts_of("#teams th[scope=rowgroup]"),
            ["Commerce 3 teams", "Platform 2 teams"],
            "{path}"
        );
        assert_eq!(
            page.texts_of("#teams th[scope=row]"),
            ["Logistics", "Payments", "Storefront", "Data platform", "Identity"],
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_filter_stands_in_the_address_and_keeps_the_period() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;
    let rows = async |query: &str| {
        let page = viewer.get(&format!("/o/northwind?{query}")).await;
        page.texts_of("#teams th[scope=row]")
    };

    assert_eq!(rows("name=PAY").await, ["Payments"]);
    assert_eq!(rows("group=Platform").await, ["Data platform", "Identity"]);
    assert_eq!(rows("group=Platform&name=id&verdict=advancing").await, ["Identity"]);
    let page = viewer.get("/o/northwind?period=2026-Q3&name=pay").await;
    assert_eq!(page.text_of(".filter summary"), "Filter: 1 of 5 teams");
    assert!(page.html.contains(r#"<input type="hidden" name="period" value="2026-Q3">"#));
    assert!(page.html.contains(r#"href="/o/northwind?period=2026%2DQ3#teams""#), "{}", page.html);
    assert_eq!(page.text_of("h1"), "Northwind is 95 % of the way to Level 2.");
}

#[tokio::test]
async fn when_nobody_fits_the_page_says_how_to_see_more() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    let page = viewer.get(&format!("{TEAMS}?name=nobody&verdict=none")).await;

    assert_eq!(
        page.text_of("#teams .panel"),
        "No team fits: 5 teams in all. Show all of them, or look for less of the name."
    );
}

#[tokio::test]
async fn many_teams_are_shown_fifty_at_a_time() {
    let waymark = Waymark::start().await;
    let owner = with_many_teams(&waymark).await;

    let second = owner.get(&format!("{TEAMS}?page=2")).await;

    assert_eq!(second.texts_of("#teams th[scope=row]").len(), 50);
    assert_eq!(second.text_of(".pages"), "before 51–100 of 203 next");
    assert_eq!(second.text_of("th[scope=rowgroup]"), "Even 100 teams, continued");
    let last = owner.get(&format!("{TEAMS}?page=5")).await;
    assert_eq!(last.text_of("th[scope=rowgroup]"), "No group 3 teams");
    let odd = owner.get(&format!("{TEAMS}?group=Odd&name=19")).await;
    assert_eq!(odd.text_of(".filter summary"), "Filter: 7 of 203 teams");
    assert_eq!(odd.texts_of("#teams th[scope=row]").len(), 7);
}

#[tokio::test]
async fn whatever_a_filter_is_asked_for_is_never_a_fault_of_ours() {
    let waymark = Waymark::start().await;
    let owner = with_many_teams(&waymark).await;
    let long = "a".repeat(10_000);

    for query in [
        "verdict=brilliant",
        "page=0",
        "page=-1",
        "page=100000000000000000000",
        "page=%00",
        "name=%00",
        "name=%ff%fe",
        "name=%3Cscript%3E",
        "group=%22%3E",
        "name=%e2%80%ae",
        "name",
        "&&=&",
        "period=",
        &format!("name={long}"),
        &format!("group={long}&verdict={long}&page={long}"),
    ] {
        let page = owner.get(&format!("{TEAMS}?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query:.40}");
    }
    assert_eq!(owner.get(&format!("{TEAMS}?name=a&name=b")).await.status, StatusCode::BAD_REQUEST);
    let beyond = owner.get(&format!("{TEAMS}?page=99")).await;
    assert_eq!(beyond.text_of(".pages"), "before 201–203 of 203");
}

#[tokio::test]
async fn what_is_looked_for_is_shown_as_text() {
    let waymark = loaded().await;
    let viewer = signed_in(&waymark, "viewer@northwind.example").await;

    let page = viewer.get(&format!("{TEAMS}?name=%22%3E%3Cb%3E&group=%22%3E%3Cb%3E")).await;

    assert!(!page.html.contains("\"><b>"), "{}", page.html);
}
