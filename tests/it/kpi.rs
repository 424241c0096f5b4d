//! KPIs: from the baseline on, judged by it and by the target.

mod certificates;
mod many;

use axum::http::StatusCode;

use crate::demo;
use crate::support::{Answer, Browser, Form, Waymark};

const KPIS: &str = "/o/northwind/kpis";
const NEW: &str = "/o/northwind/kpis/new";
const LEAD_TIME: &str = "/o/northwind/kpis/lead-time";
const READINGS: &str = "/o/northwind/kpis/lead-time/readings";
const SETTINGS: &str = "/o/northwind/kpis/lead-time/settings";
const BASELINE: &str = "/o/northwind/kpis/lead-time/baseline";

async fn northwind() -> (Waymark, Browser) {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    (waymark, owner)
}

/// The form of a new KPI: 9 days in 2025-Q4, to be 1 by 2027-Q2.
async fn lead_time(browser: &Browser) -> Form {
    let form = browser.get(NEW).await.form(KPIS);
    form.with("name", "Lead time")
        .with("unit", "days")
        .with("direction", "down")
        .with("baseline", "9")
        .with("baseline_period", "2025-Q4")
        .with("target", "1")
        .with("target_period", "2027-Q2")
}

async fn read(browser: &Browser, day: &str, value: &str) -> Answer {
    let form = browser.get(READINGS).await.form(READINGS);
    browser.submit(&form.with("day", day).with("value", value)).await
}

/// The address of the only reading.
async fn only_reading(waymark: &Waymark) -> String {
    let id: String = sqlx::query_scalar("select id::text from kpi_reading")
        .fetch_one(waymark.pool())
        .await
        .unwrap();
    format!("{READINGS}/{id}")
}

#[tokio::test]
async fn a_kpi_is_added_and_judged_by_its_baseline_and_its_target() {
    let (waymark, owner) = northwind().await;
    assert_eq!(owner.get(KPIS).await.text_of(".empty h2"), "No KPI yet");

    let answer = owner.submit(&lead_time(&owner).await.with("goal", "Faster")).await;

    assert_eq!(answer.location, Some(format!("{LEAD_TIME}?done=kpi-added")), "{}", answer.html);
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let page = viewer.get(LEAD_TIME).await;
    assert_eq!(page.text_of("h1"), "Lead time");
    assert_eq!(page.text_of(".story"), "no reading yet stale.");
    let facts = page.texts_of(".facts dd");
    assert_eq!(facts[..2], ["9 days in 2025-Q4. Kept as it was", "1 day by the end of 2027-Q2"]);

    let answer = read(&owner, "2026-11-10", "2.1").await;
    assert_eq!(answer.location, Some(format!("{LEAD_TIME}?done=reading-added")));
    let page = viewer.get(LEAD_TIME).await;
    assert_eq!(page.text_of("h1"), "Lead time: 2.1 days");
    let said = "86 % of the way from baseline to target, by the last reading of 2026-Q4.";
    assert_eq!(page.text_of(".story"), said);
    let tile = viewer.get(KPIS).await.text_of(".card.kpi");
    assert!(tile.starts_with("Lead time 2.1 days · 2026-Q4"), "{tile}");
    assert!(tile.ends_with("baseline 9 days · target 1 day"), "{tile}");
}

#[tokio::test]
async fn a_kpi_with_errors_comes_back_as_it_was_typed() {
    let (_waymark, owner) = northwind().await;
    let form = lead_time(&owner).await;
    let form = form.with("name", "").with("baseline", "1,234").with("target", "much");

    let answer = owner.submit(&form.with("team", "invented").with("goal", "Sell <more>")).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("name"), "Fill in this field.");
    assert!(answer.error("baseline").contains("without a comma"));
    assert_eq!(answer.error("target"), "Write a number, such as 12.5.");
    assert_eq!(answer.error("team"), "Choose a team, or the organization.");
    let form = answer.form(KPIS);
    let typed = ["unit", "baseline", "target", "target_period", "goal"].map(|it| form.text(it));
    assert_eq!(typed, ["days", "1,234", "much", "2027-Q2", "Sell <more>"]);
}

#[tokio::test]
async fn a_kpi_begins_from_the_library() {
    let (_waymark, owner) = northwind().await;
    let page = owner.get(NEW).await;
    assert!(page.texts_of(".ideas a").contains(&"Change failure rate".to_owned()));

    let form = owner.get(&format!("{NEW}?from=change-failures")).await.form(KPIS);

    let begun = ["name", "unit", "direction", "cadence", "dimension"].map(|it| form.text(it));
    assert_eq!(begun, ["Change failure rate", "%", "down", "monthly", "process"]);
    assert_eq!(form.text("baseline"), "", "that is the organization's own");
    let unknown = owner.get(&format!("{NEW}?from=nonsense")).await;
    assert_eq!(unknown.form(KPIS).text("name"), "");
}

#[tokio::test]
async fn kpis_of_one_name_and_one_named_as_a_page_have_addresses_of_their_own() {
    let (_waymark, owner) = northwind().await;

    for (name, address) in [
        ("Lead time", "lead-time"),
        ("Lead time", "lead-time-2"),
        ("New", "new-2"),
        ("Readings", "readings-2"),
    ] {
        let answer = owner.submit(&lead_time(&owner).await.with("name", name)).await;
        assert_eq!(answer.leads_to(), Some(format!("{KPIS}/{address}")));
    }

    assert_eq!(owner.get(KPIS).await.texts_of(".card.kpi").len(), 4);
}

#[tokio::test]
async fn a_form_sent_twice_is_done_once() {
    let (_waymark, owner) = northwind().await;
    let new = lead_time(&owner).await;
    for _ in 0..2 {
        assert_eq!(owner.submit(&new).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(owner.get(KPIS).await.texts_of(".card.kpi").len(), 1);

    let form = owner.get(READINGS).await.form(READINGS).with("value", "5");
    let [first, second] = [owner.submit(&form).await, owner.submit(&form).await];
    assert_eq!(first.location, second.location);

    let form =
        owner.get(BASELINE).await.form(BASELINE).with("baseline", "8").with("reason", "Once");
    let [first, second] = [owner.submit(&form).await, owner.submit(&form).await];
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.html);
    assert_eq!(first.location, second.location);
    assert_eq!(owner.get(BASELINE).await.texts_of("tbody tr").len(), 1);
}

#[tokio::test]
async fn readings_are_exact_at_the_extremes_of_the_form() {
    let (_waymark, owner) = northwind().await;
    let form = lead_time(&owner).await.with("target", "").with("target_period", "");
    owner.submit(&form.with("baseline", "-1000000000000")).await;
    let typed = ["-1000000000000", "1000000000000", "0.000001", "999999999999.999999"];
    for (value, day) in typed.iter().zip(["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"]) {
        assert_eq!(read(&owner, day, value).await.status, StatusCode::SEE_OTHER, "{value}");
    }

    let shown = owner.get(READINGS).await.texts_of("td.num");

    let plain = |text: &String| text.replace(' ', "").replace('−', "-");
    let mut shown: Vec<String> = shown.iter().map(plain).collect();
    shown.reverse();
    assert_eq!(shown, typed);
    assert_eq!(owner.get(LEAD_TIME).await.status, StatusCode::OK, "and they are drawn");
    for beyond in ["1000000000000.000001", "-1000000000001", "0.0000001"] {
        let answer = read(&owner, "2026-11-05", beyond).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{beyond}");
    }
}

#[tokio::test]
async fn a_reading_with_errors_comes_back_as_it_was_typed() {
    let (_waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    read(&owner, "2026-11-10", "2.1").await;

    let form = owner.get(READINGS).await.form(READINGS);
    let form = form.with("day", "2026-11-13").with("value", "two").with("source", "Jira");
    let answer = owner.submit(&form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("day"), "Choose today or an earlier day.");
    assert_eq!(answer.error("value"), "Write a number, such as 12.5.");
    let form = answer.form(READINGS);
    assert_eq!(["value", "source"].map(|it| form.text(it)), ["two", "Jira"]);

    let answer = read(&owner, "2026-11-10", "3").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.error("day").starts_with("There is a reading of this day."));
    assert_eq!(owner.get(READINGS).await.texts_of("td.num"), ["2.1"]);
}

#[tokio::test]
async fn a_reading_is_corrected_and_removed() {
    let (waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    read(&owner, "2026-11-10", "2.1").await;
    let reading = only_reading(&waymark).await;
    let form = owner.get(&reading).await.form(&reading);
    assert_eq!([form.text("day"), form.text("value")], ["2026-11-10", "2.1"]);

    let form = form.with("value", "2.5").with("note", "Without the holidays");
    let answer = owner.submit(&form).await;

    assert_eq!(answer.location, Some(format!("{READINGS}?done=reading-saved")), "{}", answer.html);
    let page = owner.get(READINGS).await;
    assert_eq!(page.texts_of("tbody td")[..2], ["2.5", "Without the holidays"]);

    let removal = format!("{reading}/removal");
    let answer = owner.submit(&page.form(&removal)).await;
    assert_eq!(answer.location, Some(format!("{READINGS}?done=reading-removed")));
    assert_eq!(owner.get(READINGS).await.text_of(".empty h2"), "No reading yet");
    assert_eq!(owner.post(&removal, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.get(&reading).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_comes_second_is_shown_both_and_loses_nothing() {
    let (waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    read(&owner, "2026-11-10", "2.1").await;
    let reading = only_reading(&waymark).await;
    let late = owner.get(&reading).await.form(&reading).with("value", "7");
    let first = owner.get(&reading).await.form(&reading).with("value", "3");
    owner.submit(&first).await;

    let answer = owner.submit(&late).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(answer.texts_of(".notice tbody td"), ["3", "7"]);
    let again = answer.form(&reading);
    assert_eq!(again.text("value"), "7");
    assert_eq!(owner.submit(&again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(owner.get(READINGS).await.texts_of("td.num"), ["7"]);

    let late = owner.get(SETTINGS).await.form(SETTINGS).with("unit", "hours");
    let first = owner.get(SETTINGS).await.form(SETTINGS).with("unit", "weeks");
    assert_eq!(owner.submit(&first).await.status, StatusCode::SEE_OTHER);
    let answer = owner.submit(&late).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(answer.texts_of(".notice tbody td"), ["weeks", "hours"]);
    assert_eq!(owner.submit(&answer.form(SETTINGS)).await.status, StatusCode::SEE_OTHER);

    let late = owner.get(BASELINE).await.form(BASELINE).with("baseline", "8");
    let first = owner.get(BASELINE).await.form(BASELINE).with("baseline", "10");
    owner.submit(&first.with("reason", "Counted anew")).await;
    let answer = owner.submit(&late.with("reason", "Mine")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(answer.texts_of(".notice tbody td"), ["10", "8"]);
    assert_eq!(answer.form(BASELINE).text("reason"), "Mine");
}

#[tokio::test]
async fn a_kpi_is_changed_and_keeps_its_address_and_its_baseline() {
    let (waymark, owner) = northwind().await;
    waymark.given_team(&owner, "payments").await;
    owner.submit(&lead_time(&owner).await).await;
    let form = owner.get(SETTINGS).await.form(SETTINGS);
    assert_eq!(["name", "target"].map(|it| form.text(it)), ["Lead time", "1"]);

    let form = form.with("name", "Time to market").with("team", "payments").with("target", "2");
    let answer = owner.submit(&form.with("baseline", "500").with("dimension", "process")).await;

    assert_eq!(answer.location, Some(format!("{LEAD_TIME}?done=kpi-saved")), "{}", answer.html);
    let page = owner.get(LEAD_TIME).await;
    assert_eq!(page.text_of("h1"), "Time to market");
    assert_eq!(page.text_of(".eyebrow"), "KPIs · payments");
    let facts = page.texts_of(".facts dd");
    assert_eq!(facts[..2], ["9 days in 2025-Q4. Kept as it was", "2 days by the end of 2027-Q2"]);

    let form = owner.get(SETTINGS).await.form(SETTINGS).with("target", "10").with("unit", "weeks");
    let answer = owner.submit(&form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = "A target is no worse than the baseline: write 9 or less.";
    assert_eq!(answer.error("target"), said);
    assert_eq!(answer.form(SETTINGS).text("unit"), "weeks");
}

#[tokio::test]
async fn a_baseline_changes_for_a_reason_and_what_it_was_is_kept() {
    let (_waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    let form = owner.get(BASELINE).await.form(BASELINE).with("baseline", "12");

    let answer = owner.submit(&form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("reason"), "Say why what it is judged by changes.");
    assert_eq!(answer.form(BASELINE).text("baseline"), "12");

    let form = answer.form(BASELINE).with("baseline_period", "2025-Q3");
    let answer = owner.submit(&form.with("reason", "Two teams were left out.")).await;
    assert_eq!(answer.location, Some(format!("{LEAD_TIME}?done=baseline-changed")));
    let cells = owner.get(BASELINE).await.texts_of("tbody th, tbody td");
    assert_eq!(
        cells,
        [
            "12 Nov 2026",
            "9 days in 2025-Q4",
            "12 days in 2025-Q3",
            "Two teams were left out.",
            "Maria Keller",
        ]
    );
    let facts = owner.get(LEAD_TIME).await.texts_of(".facts dd");
    assert_eq!(facts[0], "12 days in 2025-Q3. Changed once, with its reason");

    let form = owner.get(BASELINE).await.form(BASELINE).with("reason", "Too good");
    let same = owner.submit(&form).await;
    assert_eq!(same.error("baseline"), "This is the baseline already.");
    let answer = owner.submit(&form.with("baseline", "0.5")).await;
    assert!(answer.error("baseline").contains("Change the target first."));
}

#[tokio::test]
async fn a_retired_kpi_is_kept_and_hidden_and_may_be_taken_up_again() {
    let (_waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    read(&owner, "2026-11-10", "2.1").await;
    let page = owner.get(SETTINGS).await;

    let answer = owner.submit(&page.form(&format!("{LEAD_TIME}/retirement"))).await;

    assert_eq!(answer.location, Some(format!("{LEAD_TIME}?done=kpi-retired")));
    let list = owner.get(KPIS).await;
    assert_eq!(list.texts_of(".card.kpi"), [""; 0]);
    assert_eq!(list.text_of("details li"), "Lead time since 12 Nov 2026");
    let page = owner.get(LEAD_TIME).await;
    assert!(page.text_of(".past").starts_with("Retired on 12 Nov 2026"));
    assert_eq!(page.text_of("h1"), "Lead time: 2.1 days");

    owner.submit(&page.form(&format!("{LEAD_TIME}/resumption"))).await;
    assert_eq!(owner.get(KPIS).await.texts_of(".card.kpi").len(), 1);
}

#[tokio::test]
async fn a_kpi_is_stale_when_its_reading_is_overdue() {
    let (waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    read(&owner, "2026-11-10", "2.1").await;
    let stale = async |now: &str| {
        waymark.app.clock.set(now.parse().unwrap());
        sqlx::query("update session set expires_at = '2028-01-01'")
            .execute(waymark.pool())
            .await
            .unwrap();
        owner.get(KPIS).await.texts_of(".tag")
    };

    assert_eq!(stale("2027-03-12T23:00:00Z").await, [""; 0]);
    assert_eq!(stale("2027-03-13T01:00:00Z").await, ["stale"], "a quarter and thirty days");
}

#[tokio::test]
async fn a_lead_writes_the_kpis_of_the_own_team_and_no_others() {
    let (waymark, owner) = northwind().await;
    for team in ["payments", "search"] {
        waymark.given_team(&owner, team).await;
    }
    let lead = waymark.joined(&owner, "paula", "lead", "payments").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let stranger = waymark.another_org("contoso").await;
    let form = lead_time(&lead).await;
    assert_eq!(form.text("team"), "payments", "the only one on offer");
    let added = lead.submit(&form.clone().with("name", "Ours")).await;
    assert_eq!(added.leads_to(), Some(format!("{KPIS}/ours")), "{}", added.html);
    for others in ["", "search"] {
        let answer = lead.submit(&lead_time(&lead).await.with("team", others)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.error("team"), "Choose a team that you lead.");
    }

    owner.submit(&lead_time(&owner).await).await;
    read(&owner, "2026-11-10", "2.1").await;
    let reading = only_reading(&waymark).await;
    let fields = [("day", "2026-11-11"), ("value", "1")];
    let paths = [
        SETTINGS.to_owned(),
        BASELINE.to_owned(),
        READINGS.to_owned(),
        format!("{LEAD_TIME}/retirement"),
        format!("{LEAD_TIME}/resumption"),
        format!("{reading}/removal"),
        reading,
    ];
    for path in &paths {
        for browser in [&lead, &viewer] {
            assert_eq!(browser.post(path, &fields).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let theirs = stranger.post(path, &fields).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{path}");
        let invented = stranger.post(&path.replace("northwind", "contoso"), &fields).await;
        assert_eq!(invented.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(viewer.get(NEW).await.status, StatusCode::FORBIDDEN);
    assert_eq!(viewer.get(READINGS).await.texts_of("main form").len(), 0);
    assert_eq!(owner.get(READINGS).await.texts_of("td.num"), ["2.1"]);

    // A reading answers at its own KPI only.
    let elsewhere = paths[6].replace("lead-time", "ours");
    assert_eq!(owner.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.post(&elsewhere, &fields).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn five_thousand_readings_stay_legible() {
    let (waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    sqlx::query(
        "
        insert into kpi_reading (org_id, id, kpi_id, day, value, entered_by, entered_at)
        select org_id, gen_random_uuid(), id, date '2026-11-12' - days, days * 1000000::bigint, created_by,
            now()
        from kpi cross join generate_series(0, 4999) as days
        ",
    )
    .execute(waymark.pool())
    .await
    .unwrap();

    let page = owner.get(LEAD_TIME).await;
    assert_eq!(page.text_of("h1"), "Lead time: 0 days");
    assert_eq!(page.texts_of(".as-table tbody tr").len(), 56, "one value a quarter");
    let page = owner.get(READINGS).await;
    assert_eq!(page.texts_of("td.num").len(), 50);
    assert_eq!(page.text_of(".sec:has(#readings) p"), "1 to 50 of 5000, the newest first");
    let last = owner.get(&format!("{READINGS}?page=100")).await;
    assert_eq!(last.text_of(".pages"), "Newer readings");
    let beyond = owner.get(&format!("{READINGS}?page=101")).await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_done_with_kpis_is_in_the_audit_log() {
    let (waymark, owner) = northwind().await;
    owner.submit(&lead_time(&owner).await).await;
    read(&owner, "2026-11-10", "2.1").await;
    let form = owner.get(BASELINE).await.form(BASELINE).with("baseline", "8");
    owner.submit(&form.with("reason", "Counted anew")).await;

    let log: Vec<String> = sqlx::query_scalar(
        "
        select kind || ' ' || subject from audit_event
        where kind like 'kpi%' or kind like 'reading%' order by id
        ",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap();

    assert_eq!(
        log,
        [
            "kpi_added Lead time",
            "reading_added Lead time: 2.1 days on 2026-11-10",
            "kpi_baseline_changed Lead time: 9 days in 2025-Q4 becomes 8 days in 2025-Q4",
        ]
    );
}

/// Worked out by hand: lead time (9 − 2.1) of (9 − 1) are 86 %, and so on.
#[tokio::test]
async fn the_demos_kpis_stand_where_their_figures_say() {
    let waymark = demo::loaded().await;
    let viewer = waymark.browser();
    let fields = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    viewer.post("/login", &fields).await;

    let page = viewer.get(KPIS).await;

    let names = page.texts_of(".card.kpi h3");
    let [values, states, marks] =
        [".card.kpi .big", ".card.kpi .meta:nth-of-type(2)", ".card.kpi .meta:last-child"]
            .map(|selector| page.texts_of(selector));
    let lines: Vec<String> = (0..names.len())
        .map(|at| format!("{}: {}; {}; {}", names[at], values[at], states[at], marks[at]))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    Applications in production on the platform: 11 applications · 2026-Q4; 45 % of the way from baseline to target; baseline 0 applications · target 24 applications
    Change failure rate: 14 % · 2026-Q4; 66 % of the way from baseline to target; baseline 22 % · target 10 %
    Engineers holding CKA or CKAD: 9 people · 2026-Q4; 57 % of the way from baseline to target; baseline 1 person · target 15 people
    Infrastructure cost per order: 0.131 EUR · 2026-Q4; 21 % of the way from baseline to target; baseline 0.142 EUR · target 0.09 EUR
    Lead time for change: 2.1 days · 2026-Q4; 86 % of the way from baseline to target; baseline 9 days · target 1 day
    Time to restore service: 2.6 hours · 2026-Q4; 75 % of the way from baseline to target; baseline 7.5 hours · target 1 hour
    ");
    assert_eq!(page.texts_of(".tag.warn"), [""; 0]);

    let page = viewer.get(&format!("{KPIS}/lead-time-for-change")).await;
    insta::assert_snapshot!(page.texts_of(".two tbody tr").join("\n"), @r"
    People in 2026-Q4 2.1 days
    Process in 2026-Q3 2.4 days
    Policy not yet –
    Technology in 2026-Q2 3 days
    Business Outcomes not yet –
    ");
}

#[tokio::test]
async fn the_overview_shows_the_first_four_as_they_stood_in_the_period() {
    let waymark = demo::loaded().await;
    let viewer = waymark.browser();
    let fields = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    viewer.post("/login", &fields).await;

    let page = viewer.get("/o/northwind").await;
    assert_eq!(
        page.texts_of("#kpis h3"),
        [
            "Lead time for change",
            "Change failure rate",
            "Time to restore service",
            "Applications in production on the platform",
        ]
    );
    assert_eq!(page.text_of("#kpis .sec a"), "all 6 KPIs");
    assert_eq!(page.text_of("#kpis .big"), "2.1 days · 2026-Q4");

    let page = viewer.get("/o/northwind?period=2025-Q4").await;
    assert_eq!(page.text_of("#kpis .big"), "5 days · 2025-Q4");
    let said = page.text_of("#kpis .meta");
    assert_eq!(said, "50 % of the way from baseline to target", "and is not stale");
}

#[tokio::test]
async fn the_overview_leaves_out_what_is_retired_and_what_had_no_baseline_yet() {
    let waymark = demo::loaded().await;
    let owner = waymark.browser();
    let fields = [("email", "owner@northwind.example"), ("password", "open sesame, please")];
    owner.post("/login", &fields).await;
    let lead_time = "/o/northwind/kpis/lead-time-for-change";
    owner.post(&format!("{lead_time}/retirement"), &[]).await;
    let form = owner.get(NEW).await.form(KPIS).with("name", "New one").with("baseline", "1");
    owner.submit(&form.with("baseline_period", "2026-Q4")).await;

    let page = owner.get("/o/northwind").await;
    assert_eq!(page.text_of("#kpis .sec a"), "all 6 KPIs", "one is retired, and one is new");
    assert_eq!(page.text_of("#kpis h3"), "Change failure rate");

    let page = owner.get("/o/northwind?period=2026-Q3").await;
    assert_eq!(page.text_of("#kpis .sec a"), "all 6 KPIs", "as it was then");
    assert_eq!(page.text_of("#kpis h3"), "Lead time for change");
}
