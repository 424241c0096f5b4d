//! Many readings at once: typed into a grid, pasted from a spreadsheet, and kept as a file.

use axum::http::StatusCode;

use super::{KPIS, LEAD_TIME, READINGS, lead_time, northwind, read};
use crate::demo;
use crate::support::{Answer, Browser};

const GRID: &str = "/o/northwind/kpis/readings";
const IMPORT: &str = "/o/northwind/kpis/import";

async fn paste(browser: &Browser, text: &str, step: &str) -> Answer {
    let form = browser.get(IMPORT).await.form(IMPORT);
    browser.submit(&form.with("text", text).with("step", step)).await
}

async fn values(browser: &Browser) -> Vec<String> {
    browser.get(READINGS).await.texts_of("td.num")
}

#[tokio::test]
async fn a_grid_enters_what_was_typed_and_leaves_the_rest() {
    let (_waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    owner.submit(&lead_time(&owner).await.with("name", "Cost")).await;
    let form = owner.get(&format!("{GRID}?period=2026-Q3")).await.form(GRID);
    assert_eq!(form.text("day"), "2026-09-30", "the last day of the quarter");

    let answer = owner.submit(&form.with("value.lead-time", "2,5").with("source", "Jira")).await;

    assert_eq!(answer.location, Some(format!("{KPIS}?done=readings-entered")), "{}", answer.html);
    let cells = owner.get(READINGS).await.texts_of("tbody th, tbody td");
    assert_eq!(cells[..3], ["30 Sep 2026", "2.5", "Jira"]);
    let other = owner.get(&format!("{KPIS}/cost/readings")).await;
    assert_eq!(other.text_of(".empty h2"), "No reading yet");
    assert_eq!(
        owner.get(GRID).await.form(GRID).text("day"),
        "2026-11-12",
        "the quarter is not over"
    );
}

#[tokio::test]
async fn a_grid_with_errors_comes_back_and_enters_nothing() {
    let (_waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    owner.submit(&lead_time(&owner).await.with("name", "Cost")).await;
    read(&owner, "2026-11-10", "2.1").await;
    let form = owner.get(GRID).await.form(GRID).with("day", "2026-11-10");
    let form = form.with("value.cost", "3");

    let answer = owner.submit(&form.clone().with("value.lead-time", "many")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("value.lead-time"), "Write a number, such as 12.5.");
    assert_eq!(answer.form(GRID).text("value.cost"), "3");

    let answer = owner.submit(&form.with("value.lead-time", "2")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.error("value.lead-time").starts_with("There is a reading of this day: 2.1 days")
    );
    assert_eq!(answer.form(GRID).text("value.lead-time"), "2");

    let nothing = owner.submit(&owner.get(GRID).await.form(GRID)).await;
    assert_eq!(nothing.error("day"), "Write at least one value.");
    let cost = owner.get(&format!("{KPIS}/cost/readings")).await;
    assert_eq!(cost.text_of(".empty h2"), "No reading yet");
}

#[tokio::test]
async fn lines_are_looked_at_before_they_are_entered() {
    let (_waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    let text = "lead time\t2026-Q2\t4,5\tJira\nLead time\t30.9.2026\t3\n";

    let answer = paste(&owner, text, "look").await;

    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.text_of(".sec:has(#preview)"), "This will be entered2 new");
    let cells = answer.texts_of("tbody tr");
    assert_eq!(cells, ["Lead time30 Jun 20264.5 days", "Lead time30 Sep 20263 days"]);
    assert_eq!(values(&owner).await, [""; 0], "nothing is entered yet");

    let form = answer.form(IMPORT);
    let answer = owner.submit(&form.with("step", "enter")).await;
    assert_eq!(answer.location, Some(format!("{KPIS}?done=readings-entered")), "{}", answer.html);
    assert_eq!(values(&owner).await, ["3", "4.5"]);

    let again = paste(&owner, text, "look").await;
    assert_eq!(again.text_of(".sec:has(#preview) p"), "0 new, 2 there already");
}

#[tokio::test]
async fn one_wrong_line_enters_nothing_and_every_wrong_line_says_why() {
    let (_waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    read(&owner, "2026-11-10", "2.1").await;
    let text = "Value;KPI;Day;Remark\n\
        3;Lead time;2026-06-30;right\n\
        3;Nonsense;2026-06-30;\n\
        three;Lead time;2026-09-30;\n\
        3;Lead time;06/30/2026;\n\
        3;Lead time;2027-Q1;\n\
        4;Lead time;2026-06-30;\n\
        5;Lead time;2026-11-10;\n";

    for step in ["look", "enter"] {
        let answer = paste(&owner, text, step).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
        assert_eq!(answer.text_of(".notice h2"), "6 lines are wrong, and nothing is entered");
        let said: Vec<String> = answer
            .texts_of(".notice li")
            .iter()
            .map(|line| line.split(" · ").next().unwrap().to_owned())
            .collect();
        assert_eq!(
            said,
            [
                "Line 3: There is no KPI “Nonsense”. 3",
                "Line 4: The value: Write a number, such as 12.5. three",
                "Line 5: Write the day like 2026-11-12. 3",
                "Line 6: Choose this quarter or an earlier one. 3",
                "Line 7: Another line is of the same KPI and day. 4",
                "Line 8: There is a reading of this day: 2.1. Correct it at the KPI. 5",
            ]
        );
        assert_eq!(answer.form(IMPORT).text("text").trim(), text.trim(), "ready to be mended");
        assert_eq!(values(&owner).await, ["2.1"]);
    }
    let nothing = paste(&owner, " \n ", "look").await;
    assert_eq!(nothing.error("text"), "Paste at least one line.");
}

#[tokio::test]
async fn a_lead_enters_readings_of_the_own_team_only() {
    let (waymark, owner) = northwind().await;
    for team in ["payments", "search"] {
        waymark.given_team(&owner, team).await;
    }
    owner.submit(&lead_time(&owner).await).await;
    owner.submit(&lead_time(&owner).await.with("name", "Ours").with("team", "payments")).await;
    let lead = waymark.joined(&owner, "paula", "lead", "payments").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let stranger = waymark.another_org("contoso").await;

    let grid = lead.get(GRID).await;
    assert_eq!(grid.texts_of("tbody th"), ["Ours"]);
    // A field that was not offered is not looked at.
    let form = grid.form(GRID).with("value.ours", "1").with("value.lead-time", "2");
    assert_eq!(lead.submit(&form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(values(&owner).await, [""; 0]);

    let answer = paste(&lead, "Lead time\t2026-09-30\t1", "enter").await;
    assert!(answer.text_of(".notice li").contains("You may not enter readings of this KPI."));
    for path in [GRID, IMPORT] {
        let fields = [("day", "2026-11-11"), ("value.lead-time", "1"), ("text", "Ours,2026-Q1,1")];
        assert_eq!(viewer.post(path, &fields).await.status, StatusCode::FORBIDDEN);
        assert_eq!(stranger.post(path, &fields).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_readings_are_kept_as_a_file_that_can_be_pasted_again() {
    let (_waymark, owner) = northwind().await;
    let form = lead_time(&owner).await.with("name", "=Net, promoters").with("direction", "up");
    let form = form.with("target", "").with("target_period", "").with("unit", "");
    let address = owner.submit(&form).await.leads_to().unwrap();
    let readings = format!("{address}/readings");
    let form = owner.get(&readings).await.form(&readings).with("value", "-12.5");
    owner.submit(&form.with("note", "@home; \"quoted\"")).await;

    let file = owner.get(&format!("{readings}.csv")).await;

    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    let text = "\u{feff}KPI,Day,Value,Unit,Source,Note\r\n\
        \"'=Net, promoters\",2026-11-12,'-12.5,,,\"'@home; \"\"quoted\"\"\"\r\n";
    assert_eq!(file.html, text);
    assert_eq!(owner.get("/o/northwind/kpis/readings.csv").await.html, text);
    let again = paste(&owner, &file.html, "look").await;
    assert_eq!(again.text_of(".sec:has(#preview) p"), "0 new, 1 there already", "{}", again.html);
}

#[tokio::test]
async fn two_thousand_lines_are_taken_and_no_more() {
    let (_waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    let first: chrono::NaiveDate = "2026-11-12".parse().unwrap();
    let line = |back: u64| format!("Lead time\t{}\t{back}\n", first - chrono::Days::new(back));
    let text: String = (0..2000).map(line).collect();

    let answer = paste(&owner, &text, "enter").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    assert_eq!(owner.get(LEAD_TIME).await.text_of("h1"), "Lead time: 0 days");

    let answer = paste(&owner, &format!("{text}{}", line(2000)), "look").await;
    assert_eq!(answer.error("text"), "Paste at most 2000 lines at once.");
}

#[tokio::test]
async fn what_was_entered_at_once_is_one_line_of_the_audit_log() {
    let waymark = demo::loaded().await;
    let owner = waymark.browser();
    let fields = [("email", "owner@northwind.example"), ("password", "open sesame, please")];
    owner.post("/login", &fields).await;

    let form = owner.get(GRID).await.form(GRID).with("day", "2026-11-11");
    let form = form.with("value.lead-time-for-change", "2").with("value.change-failure-rate", "13");
    assert_eq!(owner.submit(&form).await.status, StatusCode::SEE_OTHER);

    let said: String =
        sqlx::query_scalar("select subject from audit_event where kind = 'readings_entered'")
            .fetch_one(waymark.pool())
            .await
            .unwrap();
    assert_eq!(said, "2 readings of 2 KPIs");
}
