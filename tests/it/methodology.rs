//! How the score is computed, in general and of the reader's own figures.

use std::path::Path;

use sqlx::Row;
use waymark::demo::{self, DemoPassword};
use waymark::maturity::{Figure, Figures, Model};

use crate::support::{Answer, Browser, Waymark};

const WORKINGS: &str = "/o/northwind/methodology";

async fn demo() -> Waymark {
    let waymark = Waymark::start().await;
    let password = DemoPassword::of(Path::new("/nonexistent"), Some("open sesame")).unwrap();
    demo::load(&waymark.app, &password).await.unwrap();
    waymark
}

async fn signed_in(waymark: &Waymark, name: &str) -> Browser {
    let browser = waymark.browser();
    let email = format!("{name}@northwind.example");
    browser.post("/login", &[("email", &*email), ("password", "open sesame")]).await;
    browser
}

/// The newest figures as they are stored; without a team, the organization's.
async fn stored(waymark: &Waymark, team: &str) -> Figures {
    let row = sqlx::query(
        "
        select * from (
            select period, '' as team, figures from org_score
            union all
            select period, team.slug, figures
            from assessment_score join team on team.id = assessment_score.team_id
        ) as known
        where team = $1 order by period desc limit 1
        ",
    )
    .bind(team)
    .fetch_one(waymark.pool())
    .await
    .unwrap();
    Figures::unpack(Model::built_in(), row.get("figures")).unwrap()
}

/// The last line of a category, and those of its dimension and the whole.
fn last_lines(page: &Answer) -> [String; 3] {
    ["#category .figures", "#dimension .figures td", "#whole .figures td"]
        .map(|selector| page.texts_of(selector).join(" "))
}

fn category_line(figure: Option<Figure>) -> String {
    figure.map_or_else(String::new, |Figure { score, toward, through }| {
        format!("{score} · {toward} % · {through} %")
    })
}

fn parent_line(figure: Option<Figure>) -> String {
    figure.map_or_else(String::new, |Figure { score, toward, through }| {
        format!("{score}  {toward} % {through} %")
    })
}

#[tokio::test]
async fn the_arithmetic_of_every_category_ends_in_the_stored_figures() {
    let waymark = demo().await;
    let viewer = signed_in(&waymark, "viewer").await;
    for team in ["", "payments", "logistics"] {
        let stored = stored(&waymark, team).await;
        for category in Model::built_in().categories() {
            let path = format!("{WORKINGS}?team={team}&category={}", category.id);

            let page = viewer.get(&path).await;

            let expected = [
                category_line(stored.of(category)),
                parent_line(stored.dimensions[category.dimension]),
                parent_line(stored.whole),
            ];
            assert_eq!(last_lines(&page), expected, "{path}");
        }
    }
}

#[tokio::test]
async fn a_lead_is_shown_their_own_team_and_others_the_organization() {
    let waymark = demo().await;

    let lead = signed_in(&waymark, "lead.payments").await.get(WORKINGS).await;
    let viewer = signed_in(&waymark, "viewer").await.get(WORKINGS).await;

    assert_eq!(lead.text_of("h1"), "The figures of Payments, worked through");
    assert_eq!(viewer.text_of("h1"), "The figures of Northwind, worked through");
    assert_eq!(viewer.text_of(".sec h2"), "Policy: Overview", "it holds the whole back");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let waymark = demo().await;
    let viewer = signed_in(&waymark, "viewer").await;
    for query in ["team=nobody", "category=people.nothing", "category=", "team=%00"] {
        let answer = viewer.get(&format!("{WORKINGS}?{query}")).await;
        assert_eq!(answer.status, 404, "{query}");
    }
}

#[tokio::test]
async fn before_the_first_submission_there_is_nothing_to_work_through() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    for query in ["", "?team=payments"] {
        let page = owner.get(&format!("{WORKINGS}{query}")).await;
        assert_eq!(page.text_of(".empty h2"), "Nothing submitted yet", "{query}");
    }
}

#[tokio::test]
async fn the_thresholds_in_force_are_those_of_the_model() {
    let waymark = Waymark::start().await;

    let page = waymark.browser().get("/methodology").await;

    assert_eq!(
        page.text_of("#scoring"),
        "Enter, E50 % Full, F85 % Core criterionweight 2 Supporting criterionweight 1"
    );
    assert_eq!(
        page.texts_of("#thresholds dd"),
        [
            "fewer than 60 % of the answers reviewed",
            "3 points lost or more",
            "less than 5 points gained in three periods, no step of 3 or more",
            "less than 3 points gained in two periods",
        ]
    );
    let policy = page.texts_of("#example tbody tr:last-child td");
    assert_eq!(policy[2..], ["1", "1 + (0.80 + 1 + 0.2380…) / 3 = 1.67", "73.0 %", "9.5 %"]);
}

#[tokio::test]
async fn how_the_score_is_computed_is_open_to_everybody_with_whose_model_it_is() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;

    let page = waymark.browser().get("/methodology").await;

    assert!(!page.html.contains(WORKINGS), "nobody is signed in");
    let page = page.main();
    assert!(page.contains("Cartografos working group"), "{page}");
    assert!(page.contains("CC BY 4.0 (website), Apache-2.0 (repository)"), "{page}");
    assert!(page.contains("Not endorsed by the Cloud Native Computing Foundation"), "{page}");
    assert!(owner.get("/methodology").await.html.contains(WORKINGS));
}
