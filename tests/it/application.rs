//! Applications: added, changed, moved from state to state, and read by everybody.

use axum::http::StatusCode;

use crate::demo::loaded;
use crate::support::{Answer, Browser, Form, Waymark};

const LIST: &str = "/o/northwind/applications";
const NEW: &str = "/o/northwind/applications/new";
const GATEWAY: &str = "/o/northwind/applications/card-gateway";
const EDIT: &str = "/o/northwind/applications/card-gateway/edit";
const CHANGES: &str = "/o/northwind/applications/card-gateway/changes";

async fn northwind() -> (Waymark, Browser, Browser) {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    waymark.given_team(&owner, "search").await;
    let lead = waymark.joined(&owner, "ada", "lead", "payments").await;
    (waymark, owner, lead)
}

/// The form of a new application, filled in with what it needs.
async fn filled(browser: &Browser, name: &str) -> Form {
    let form = browser.get(NEW).await.form(LIST);
    form.with("name", name)
        .with("team", "payments")
        .with("reason", "Release freezes cost sales")
        .with("action", "replatform")
}

async fn add(browser: &Browser, name: &str) -> Answer {
    let answer = browser.submit(&filled(browser, name).await).await;
    assert_eq!(answer.location, Some(format!("{LIST}?done=application-added")), "{}", answer.html);
    answer
}

#[tokio::test]
async fn a_lead_adds_an_application_of_the_team_and_everybody_reads_it() {
    let (waymark, owner, lead) = northwind().await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    assert_eq!(viewer.get(LIST).await.text_of(".empty h2"), "No application yet");
    assert_eq!(viewer.get(LIST).await.texts_of("main a.primary"), [""; 0]);
    let form = filled(&lead, "Card gateway").await;
    assert_eq!([form.text("state"), form.text("since")], ["considered", "2026-Q4"]);

    let form = form.with("owner", "Head of Payments").with("effort", "12.50").with("size", "M");
    let form = form.with("state", "planned").with("since", "2026-Q2").with("backup", "Hourly.");
    let answer = lead.submit(&form).await;

    assert_eq!(answer.location, Some(format!("{LIST}?done=application-added")), "{}", answer.html);
    let page = viewer.get(LIST).await;
    assert_eq!(
        page.texts_of("#applications tbody tr:not(.under) > :is(th, td)"),
        [
            "Card gateway",
            "payments",
            "Release freezes cost sales",
            "replatform, planned since 2026-Q2",
            ""
        ]
    );
    assert_eq!(page.text_of(".story"), "1 application: 1 planned.");
    let page = viewer.get(GATEWAY).await;
    let facts = page.texts_of("dd");
    assert!(facts[0].starts_with("planned since 2026-Q2"), "{facts:?}");
    assert_eq!(facts[3], "Head of Payments");
    assert_eq!(facts[5], "12.5 days 6.25 for each point of its size");
    assert_eq!(page.text_of("#trade-offs .sec p"), "1 of 6 considered");
    assert_eq!(page.texts_of("#history td")[0], "added as planned");
    assert_eq!(page.texts_of("main form").len(), 0, "a viewer is shown no form");
}

#[tokio::test]
async fn an_application_with_errors_comes_back_as_it_was_typed() {
    let (_waymark, _owner, lead) = northwind().await;
    let long = "x".repeat(1001);
    let form = filled(&lead, "").await.with("team", "search").with("reason", &long);
    let form = form.with("action", "").with("effort", "1,5").with("size", "XXL");
    let form = form.with("since", "2027-Q1").with("recovery", &"y".repeat(501));

    let answer = lead.submit(&form).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("name"), "Fill in this field.");
    assert_eq!(answer.error("team"), "Choose whose it is.", "it is not the lead's");
    assert_eq!(answer.error("reason"), "Keep this under 1001 characters.");
    assert_eq!(answer.error("action"), "Choose what is done with it.");
    assert_eq!(answer.error("effort"), "Write days like 12 or 12.5, at most 100000.");
    assert_eq!(answer.error("size"), "Choose S, M, L or XL.");
    assert!(answer.error("since").starts_with("Choose 2026-Q4 or a quarter before"));
    assert_eq!(answer.error("recovery"), "Keep this under 501 characters.");
    let again = answer.form(LIST);
    assert_eq!(["reason", "effort"].map(|it| again.text(it).to_owned()), [long.as_str(), "1,5"]);
}

#[tokio::test]
async fn an_application_added_twice_by_one_form_is_one_and_a_second_of_its_name_is_numbered() {
    let (_waymark, owner, lead) = northwind().await;
    let form = filled(&lead, "New").await;

    let first = lead.submit(&form).await;
    let second = lead.submit(&form).await;

    assert_eq!(first.location, second.location, "{}", second.html);
    assert_eq!(owner.get(LIST).await.texts_of("tbody tr:not(.under) th a"), ["New"]);
    add(&lead, "New").await;
    for slug in ["new-2", "new-3"] {
        let page = owner.get(&format!("{LIST}/{slug}")).await;
        assert_eq!(page.text_of("h1"), "New", "{slug} does not hide the form of a new one");
    }
}

#[tokio::test]
async fn what_is_said_of_an_application_changes_and_its_address_stays() {
    let (_waymark, owner, lead) = northwind().await;
    add(&lead, "Card gateway").await;
    let form = lead.get(EDIT).await.form(GATEWAY);
    assert_eq!(form.text("reason"), "Release freezes cost sales");

    let form = form.with("name", "Gateway").with("measured_benefit", "23 releases\nin a quarter");
    let answer = lead.submit(&form).await;

    assert_eq!(
        answer.location,
        Some(format!("{GATEWAY}?done=application-saved")),
        "{}",
        answer.html
    );
    let page = owner.get(GATEWAY).await;
    assert_eq!(page.text_of("h1"), "Gateway");
    assert!(page.main().contains("23 releases in a quarter"));
    let wrong = lead.get(EDIT).await.form(GATEWAY).with("reason", " ").with("name", "G");
    let answer = lead.submit(&wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("reason"), "Say why this is done with it.");
    assert_eq!(answer.form(GATEWAY).text("name"), "G");
}

#[tokio::test]
async fn of_two_editors_the_second_sees_both_texts_and_loses_none() {
    let (_waymark, owner, lead) = northwind().await;
    add(&lead, "Card gateway").await;
    let [first, second] =
        [&owner, &lead].map(|browser| async { browser.get(EDIT).await.form(GATEWAY) });
    let (first, second) = (first.await, second.await);
    owner.submit(&first.with("owner", "Finance").with("backup", "Hourly.")).await;

    let answer = lead.submit(&second.with("owner", "Head of Payments")).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(
        answer.texts_of(".notice tbody tr > *"),
        ["Owner", "Finance", "Head of Payments", "Backup", "Hourly.", ""]
    );
    let form = answer.form(GATEWAY);
    assert_eq!(form.text("owner"), "Head of Payments");
    let answer = lead.submit(&form.with("backup", "Hourly.")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
    assert_eq!(owner.get(GATEWAY).await.texts_of("dd")[3], "Head of Payments");
}

#[tokio::test]
async fn its_state_changes_and_the_one_before_stays_in_the_history() {
    let (_waymark, owner, lead) = northwind().await;
    lead.submit(&filled(&lead, "Card gateway").await.with("since", "2026-Q2")).await;
    let form = lead.get(GATEWAY).await.form(CHANGES);

    let form = form.with("state", "live").with("period", "2026-Q3").with("note", "On a Tuesday.");
    let answer = lead.submit(&form).await;

    assert_eq!(answer.location, Some(format!("{GATEWAY}?done=state-changed")), "{}", answer.html);
    let page = owner.get(GATEWAY).await;
    let rows = page.texts_of("#history tbody tr");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0], "2026-Q3 considered →, then live On a Tuesday. ada 12 Nov 2026");
    assert!(page.texts_of("dd")[0].starts_with("live since 2026-Q3"));
    let second = lead.submit(&form).await;
    assert_eq!(second.location, answer.location, "one form is one change");
}

#[tokio::test]
async fn a_change_of_state_with_errors_comes_back_as_it_was_typed() {
    let (_waymark, _owner, lead) = northwind().await;
    add(&lead, "Card gateway").await;
    let form = lead.get(GATEWAY).await.form(CHANGES).with("note", "Because.");

    let answer = lead.submit(&form.clone().with("state", "considered").with("period", "")).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("state"), "It is considered already. Choose another state.");
    assert_eq!(answer.error("period"), "Choose a quarter from 2026-Q4 to 2026-Q4.");
    assert_eq!(answer.form(CHANGES).text("note"), "Because.");
}

#[tokio::test]
async fn a_change_of_a_state_that_somebody_else_has_changed_is_asked_again() {
    let (_waymark, owner, lead) = northwind().await;
    add(&lead, "Card gateway").await;
    let stale = lead.get(GATEWAY).await.form(CHANGES).with("note", "Because.");
    owner.submit(&owner.get(GATEWAY).await.form(CHANGES).with("state", "moving")).await;

    let answer = lead.submit(&stale.with("state", "planned")).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.error("state").contains("it is moving since 2026-Q4"), "{}", answer.html);
    let form = answer.form(CHANGES);
    assert_eq!([form.text("from"), form.text("note")], ["moving", "Because."]);
    let answer = lead.submit(&form.with("state", "planned")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html);
}

#[tokio::test]
async fn who_may_not_write_an_application_writes_none() {
    let (waymark, owner, lead) = northwind().await;
    add(&lead, "Card gateway").await;
    let form = owner.get(NEW).await.form(LIST);
    let whole = form.with("name", "Intranet").with("reason", "Old").with("action", "retire");
    assert_eq!(owner.submit(&whole.clone().with("team", "")).await.status, StatusCode::SEE_OTHER);
    let other_lead = waymark.joined(&owner, "sam", "lead", "search").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let stranger = waymark.another_org("contoso").await;

    let fields: Vec<_> = whole.fields.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    for path in [GATEWAY, CHANGES, "/o/northwind/applications/intranet"] {
        for browser in [&other_lead, &viewer] {
            assert_eq!(browser.post(path, &fields).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(stranger.post(path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(viewer.post(LIST, &fields).await.status, StatusCode::FORBIDDEN);
    for path in [NEW, EDIT] {
        assert_eq!(viewer.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(other_lead.get(EDIT).await.status, StatusCode::FORBIDDEN);
    let away = lead.get(EDIT).await.form(GATEWAY).with("team", "search");
    let answer = lead.submit(&away).await;
    assert_eq!(answer.error("team"), "Choose whose it is.", "a lead gives none to another team");
}

#[tokio::test]
async fn the_list_is_filtered_by_team_state_and_action() {
    let (_waymark, owner, lead) = northwind().await;
    add(&lead, "Card gateway").await;
    let form = filled(&owner, "Index").await.with("team", "search").with("action", "refactor");
    owner.submit(&form.with("state", "live")).await;
    let form = filled(&owner, "Intranet").await.with("team", "").with("action", "retire");
    owner.submit(&form).await;

    for (query, names) in [
        ("", vec!["Index", "Card gateway", "Intranet"]),
        ("?team=search", vec!["Index"]),
        ("?team=_", vec!["Intranet"]),
        ("?state=considered", vec!["Card gateway", "Intranet"]),
        ("?state=considered&action=retire&team=", vec!["Intranet"]),
        ("?team=payments&state=live", vec![]),
    ] {
        let page = owner.get(&format!("{LIST}{query}")).await;
        let mut shown = page.texts_of("#applications tbody tr:not(.under) th a");
        let mut expected = names.clone();
        shown.sort();
        expected.sort_unstable();
        assert_eq!(shown, expected, "{query}");
    }
    let states = owner.get(LIST).await.texts_of("tr.under span");
    assert_eq!(states, ["considered", "live"]);
    for query in ["?team=invented", "?state=gone", "?action=relocate"] {
        let answer = owner.get(&format!("{LIST}{query}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{query}");
    }
}

#[tokio::test]
async fn what_is_done_with_applications_is_in_the_audit_log() {
    let (waymark, _owner, lead) = northwind().await;
    add(&lead, "Card gateway").await;
    lead.submit(&lead.get(GATEWAY).await.form(CHANGES).with("state", "moving")).await;
    lead.submit(&lead.get(EDIT).await.form(GATEWAY)).await;

    let log: Vec<String> = sqlx::query_scalar(
        "
        select kind || ' ' || subject from audit_event where kind like 'application%' order by id
        ",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap();

    assert_eq!(
        log,
        [
            "application_added Card gateway: considered",
            "application_state_changed Card gateway: moving in 2026-Q4",
            "application_changed Card gateway",
        ]
    );
}

#[tokio::test]
async fn the_demo_shows_what_moves_and_why() {
    let waymark = loaded().await;
    let viewer = waymark.browser();
    let fields = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    viewer.post("/login", &fields).await;

    let page = viewer.get(LIST).await;

    assert_eq!(
        page.text_of(".story"),
        "11 applications: 1 moving, 1 planned, 1 considered, 6 live, 1 evaluated, 1 stays. 1 went \
         live in 2026-Q4."
    );
    assert_eq!(page.texts_of("#applications tbody tr:not(.under)").len(), 11);
    let page = viewer.get(GATEWAY).await;
    assert_eq!(page.text_of("#trade-offs .sec p"), "6 of 6 considered");
    assert_eq!(page.texts_of("#history tbody tr").len(), 3);
}

#[tokio::test]
async fn the_overview_counts_applications_by_state_as_of_the_period_that_it_shows() {
    let waymark = loaded().await;
    let viewer = waymark.browser();
    let fields = [("email", "viewer@northwind.example"), ("password", "open sesame, please")];
    viewer.post("/login", &fields).await;

    // Live in 2025-Q4: Card gateway, Refund service; evaluated: Ledger export.
    for (query, sentence) in [
        ("", "7 of 11 applications are live, 1 of them since 2026-Q3."),
        ("?period=2025-Q4", "3 of 8 applications are live, 1 of them since 2025-Q3."),
        ("?period=2025-Q3", "2 of 6 applications are live, as many as in 2025-Q2."),
    ] {
        let page = viewer.get(&format!("/o/northwind{query}")).await;
        assert_eq!(page.text_of("#applications .panel > p"), sentence, "{query}");
    }
    let page = viewer.get("/o/northwind?period=2025-Q3").await;
    let states = page.texts_of("#applications tbody tr > :not(:last-child)");
    assert_eq!(states[..4], ["moving", "1", "planned", "2"], "{states:?}");
}

#[tokio::test]
async fn what_an_application_needs_is_noted_removed_and_a_circle_is_said() {
    let (_waymark, owner, lead) = northwind().await;
    add(&lead, "Card gateway").await;
    add(&lead, "Checkout").await;
    let needs = format!("{GATEWAY}/needs");
    let form = lead.get(GATEWAY).await.form(&needs);
    for typed in ["Nothing known", "card gateway", ""] {
        let answer = lead.submit(&form.clone().with("need", typed)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(!answer.error("need").is_empty(), "{typed}");
        assert_eq!(answer.form(&needs).text("need"), typed);
    }

    let answer = lead.submit(&form.with("need", "checkout")).await;

    assert_eq!(answer.location, Some(format!("{GATEWAY}?done=need-noted")), "{}", answer.html);
    let page = owner.get(GATEWAY).await;
    assert_eq!(page.texts_of("#needs li a"), ["Checkout"]);
    assert_eq!(page.texts_of("#needs .notice").len(), 0);
    let back = "/o/northwind/applications/checkout";
    let page = owner.get(back).await;
    assert_eq!(page.text_of("#needs h3 + p"), "Card gateway");

    let form = page.form(&format!("{back}/needs")).with("need", "Card gateway");
    owner.submit(&form).await;
    for path in [GATEWAY, back] {
        let notice = owner.get(path).await.text_of("#needs .notice");
        assert!(notice.starts_with("It needs itself by way of others"), "{path}");
    }
    let removal = format!("{GATEWAY}/needs/checkout/removal");
    let answer = lead.submit(&lead.get(GATEWAY).await.form(&removal)).await;
    assert_eq!(answer.location, Some(format!("{GATEWAY}?done=need-removed")), "{}", answer.html);
    assert_eq!(owner.get(GATEWAY).await.texts_of("#needs li, #needs .notice"), [""; 0]);
    assert_eq!(lead.post(&removal, &[]).await.status, StatusCode::NOT_FOUND, "it is gone");
}

#[tokio::test]
async fn who_may_not_write_an_application_notes_nothing_that_it_needs() {
    let (waymark, owner, lead) = northwind().await;
    add(&lead, "Card gateway").await;
    add(&lead, "Checkout").await;
    let form = lead.get(GATEWAY).await.form(&format!("{GATEWAY}/needs")).with("need", "Checkout");
    lead.submit(&form).await;
    let other_lead = waymark.joined(&owner, "sam", "lead", "search").await;
    let viewer = waymark.joined(&owner, "vera", "viewer", "").await;
    let stranger = waymark.another_org("contoso").await;

    for path in [format!("{GATEWAY}/needs"), format!("{GATEWAY}/needs/checkout/removal")] {
        for browser in [&other_lead, &viewer] {
            let answer = browser.post(&path, &[("need", "Checkout")]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
        let answer = stranger.post(&path, &[("need", "Checkout")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(owner.get(GATEWAY).await.texts_of("#needs li").len(), 1);
}

#[tokio::test]
async fn changes_are_listed_by_quarter_and_states_counted_at_the_end_of_each() {
    const MOVES: &str = "/o/northwind/moves";
    let (_waymark, owner, lead) = northwind().await;
    assert_eq!(owner.get(MOVES).await.text_of(".empty h2"), "No change yet");
    lead.submit(&filled(&lead, "Card gateway").await.with("since", "2026-Q2")).await;
    let form = lead.get(GATEWAY).await.form(CHANGES).with("state", "live").with("note", "Done.");
    lead.submit(&form).await;

    let page = owner.get(MOVES).await;

    assert_eq!(page.texts_of("#log .under"), ["2026-Q4", "2026-Q2"]);
    assert_eq!(
        page.texts_of("#log tr:not(.under) > :is(th, td):not(:last-child)")[3..],
        [
            "Card gateway",
            "considered →, then live",
            "Done.",
            "Card gateway",
            "added as considered",
            ""
        ]
    );
    let counts = page.texts_of(".heat tbody tr > *");
    // moving, planned, considered, live, evaluated, stays
    assert_eq!(
        counts,
        [
            "2026-Q4", "0", "0", "0", "1", "0", "0", "2026-Q3", "0", "0", "1", "0", "0", "0",
            "2026-Q2", "0", "0", "1", "0", "0", "0",
        ]
    );
}

#[tokio::test]
async fn the_list_is_kept_as_a_file_in_which_nothing_is_computed() {
    let (_waymark, owner, lead) = northwind().await;
    add(&lead, "Card gateway").await;
    let form = filled(&owner, "=1+1").await.with("action", "refactor").with("effort", "12.50");
    owner.submit(&form.with("size", "M").with("backup", "Hourly, \"warm\"")).await;

    let all = owner.get("/o/northwind/applications.csv").await;
    let some = owner.get("/o/northwind/applications.csv?action=refactor").await;

    assert_eq!(
        all.headers["content-disposition"],
        "attachment; filename=\"northwind-2026-Q4-applications.csv\""
    );
    assert_eq!(all.html.lines().count(), 3);
    assert_eq!(
        some.html.lines().nth(1).unwrap(),
        "'=1+1,payments,,Release freezes cost sales,refactor,considered,2026-Q4,,M,12.5,,,,,\
         \"Hourly, \"\"warm\"\"\",,,,"
    );
    let link = owner.get(&format!("{LIST}?action=refactor")).await.html;
    assert!(
        link.contains("/o/northwind/applications.csv?team=&amp;state=&amp;action=refactor")
            || link.contains("/o/northwind/applications.csv?team=&#38;state=&#38;action=refactor")
    );
}
