//! The demo, loaded through the database, against the figures that its file expects.

use std::collections::BTreeMap;

use serde_json::Value;
use sqlx::Row;
use waymark::demo::{self, DemoPassword};
use waymark::maturity::{Figure, Figures, Model};

use crate::support::Waymark;

/// What is stored, by period, then by team (`None` is the organization).
type Stored = BTreeMap<(String, Option<String>), Figures>;

/// A Waymark with the demo, whose people sign in with `open sesame, please`.
pub async fn loaded() -> Waymark {
    let waymark = Waymark::start().await;
    load(&waymark, "open sesame, please").await;
    waymark
}

async fn load(waymark: &Waymark, password: &str) {
    let nowhere = std::path::Path::new("/nonexistent");
    let password = DemoPassword::of(nowhere, Some(password)).unwrap();
    demo::load(&waymark.app, &password).await.unwrap();
}

async fn stored(waymark: &Waymark) -> Stored {
    let rows = sqlx::query(
        "
        select period, null as team, figures from org_score
        union all
        select period, team.slug, figures
        from assessment_score join team on team.id = assessment_score.team_id
        ",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap();
    rows.into_iter()
        .map(|row| {
            let figures = Figures::unpack(Model::built_in(), row.get("figures")).unwrap();
            ((row.get("period"), row.get("team")), figures)
        })
        .collect()
}

/// A figure as the file writes it.
fn written(figure: Option<Figure>) -> Value {
    let figure = figure.unwrap();
    serde_json::json!({
        "level": figure.level(),
        "score": figure.score.to_string().parse::<f64>().unwrap(),
        "toward": figure.toward.to_string().parse::<f64>().unwrap(),
        "through": figure.through.to_string().parse::<f64>().unwrap(),
    })
}

fn assert_figures(stored: &Figures, expected: &Value, whose: &str) {
    assert_eq!(written(stored.whole), expected["overall"], "{whose}, overall");
    for (at, dimension) in Model::built_in().dimensions.iter().enumerate() {
        let expected = &expected["dimensions"][&dimension.id];
        assert_eq!(&written(stored.dimensions[at]), expected, "{whose}, {}", dimension.id);
    }
}

#[tokio::test]
async fn every_figure_of_the_demo_comes_out_of_the_database_as_expected() {
    let waymark = loaded().await;

    let mut stored = stored(&waymark).await;

    let file: Value = serde_json::from_str(include_str!("../../demo/northwind.json")).unwrap();
    for expected in file["expected"].as_array().unwrap() {
        let period = expected["period"].as_str().unwrap().to_owned();
        let organization = stored.remove(&(period.clone(), None)).unwrap();
        assert_figures(&organization, &expected["organization"], &period);
        for (team, expected) in expected["teams"].as_object().unwrap() {
            let figures = stored.remove(&(period.clone(), Some(team.clone()))).unwrap();
            assert_figures(&figures, expected, &format!("{team} in {period}"));
        }
    }
    assert_eq!(stored.keys().collect::<Vec<_>>(), Vec::<&(String, Option<String>)>::new());
}

#[tokio::test]
async fn who_is_counted_in_each_period_is_stored_with_it() {
    let waymark = loaded().await;

    let rows = sqlx::query("select period, teams_counted, teams_stale, own from org_score")
        .fetch_all(waymark.pool())
        .await
        .unwrap();

    let file: Value = serde_json::from_str(include_str!("../../demo/northwind.json")).unwrap();
    let expected = file["expected"].as_array().unwrap();
    assert_eq!(rows.len(), expected.len());
    for expected in expected {
        let row = rows.iter().find(|row| row.get::<&str, _>("period") == expected["period"]);
        let row = row.unwrap();
        assert_eq!(Value::from(row.get::<i32, _>("teams_counted")), expected["teams_counted"]);
        let stale = expected["stale"].as_array().unwrap().len();
        assert_eq!(row.get::<i32, _>("teams_stale"), i32::try_from(stale).unwrap());
        assert_eq!(row.get::<&str, _>("own"), "submitted");
    }
}

#[tokio::test]
async fn the_demo_is_loaded_once_and_takes_a_new_password_at_the_next_start() {
    let waymark = loaded().await;

    load(&waymark, "another word").await;

    let organizations: i64 =
        sqlx::query_scalar("select count(*) from org").fetch_one(waymark.pool()).await.unwrap();
    assert_eq!(organizations, 1);
    let browser = waymark.browser();
    for (email, _) in demo::people() {
        let fields = [("email", email), ("password", "another word")];
        let answer = browser.post("/login", &fields).await;
        assert_eq!(answer.location.as_deref(), Some("/"), "{email}: {}", answer.html);
    }
}

#[tokio::test]
async fn the_overview_of_the_demo_says_where_northwind_stands() {
    let waymark = loaded().await;
    let browser = waymark.browser();
    let viewer = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    browser.post("/login", &viewer).await;

    let overview = browser.get("/o/northwind").await;

    assert_eq!(overview.text_of("h1"), "Northwind is 96 % of the way to Level 2.");
    assert!(overview.text_of(".eyebrow").starts_with("2026-Q4 · 4 of 5 teams reporting"));
    assert_eq!(
        overview.text_of(".story"),
        "Three of five dimensions are at Level 2, and 53 % of Level 2 is done, up 17 points since \
         2026-Q3. Policy has not moved for four quarters and, with Business Outcomes, holds the \
         whole at Level 1: the first policies are not agreed as the standard. At the recent pace, \
         Level 2 is complete in 3 to 5 more quarters, once Policy moves again. Quarterly benefit \
         has passed quarterly cost since 2026-Q2."
    );
    assert_eq!(
        overview.texts_of(".card.dim h3, .card.dim .big"),
        [
            "PeopleLevel 2",
            "46% through",
            "ProcessLevel 2",
            "70% through",
            "PolicyLevel 1",
            "83% toward",
            "TechnologyLevel 2",
            "99% through",
            "Business OutcomesLevel 1",
            "99% toward",
        ]
    );
    assert_eq!(
        overview.texts_of("section:not(#return) svg.wide .series polyline").len(),
        5,
        "a line each"
    );
    let newest = overview.texts_of("section:not(#return) .as-table tbody tr:first-child > *");
    assert_eq!(
        newest,
        [
            "2026-Q4",
            "46 % through",
            "70 % through",
            "83 % toward",
            "99 % through",
            "99 % toward, 48 % through",
        ]
    );
    let logistics = overview.texts_of(".heat tr.stale > *");
    assert_eq!(logistics.first().map(String::as_str), Some("Logistics"));
    assert_eq!(logistics.last().map(String::as_str), Some("not reported; 2026-Q3 counted"));
}

#[tokio::test]
async fn a_past_period_is_shown_as_it_was() {
    let waymark = loaded().await;
    let browser = waymark.browser();
    let viewer = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    browser.post("/login", &viewer).await;

    let past = browser.get("/o/northwind?period=2025-Q1").await;

    assert_eq!(past.text_of("h1"), "Northwind is 27 % of the way to Level 2.");
    let rows = past.texts_of("section:not(#return) .as-table tbody th");
    assert_eq!(rows, ["2025-Q1", "2024-Q4"]);
    assert_eq!(browser.get("/o/northwind?period=2019-Q1").await.status, 404);
    assert_eq!(browser.get("/o/northwind?period=soon").await.status, 404);
}
