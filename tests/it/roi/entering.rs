//! Entries: entered, changed and removed.

use axum::http::StatusCode;

use super::{ENTRIES, ROI, change, entered, plain};
use crate::support::Waymark;

#[tokio::test]
async fn an_owner_enters_a_cost_and_reads_it_back() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "Payments").await;
    let empty = owner.get(ROI).await;
    assert!(empty.main().contains("No entry yet"), "{}", empty.html);

    let page = owner.get(ENTRIES).await;
    assert_eq!(
        page.texts_of("select[name=team][required]").len(),
        0,
        "a browser would ask for one"
    );
    let form = page.form(ENTRIES);
    assert_eq!(["kind", "period"].map(|it| form.text(it)), ["cost", "2026-Q4"]);
    let form = form.with("category", "tools").with("amount", "12 400.50").with("team", "payments");
    let answer = owner.submit(&form.with("note", "The *registry* <b>and</b> more")).await;

    assert_eq!(answer.location, Some(format!("{ROI}?done=return-entered")), "{}", answer.html);
    let page = owner.get(ROI).await;
    let cells: Vec<String> =
        page.texts_of("#entries tbody tr > *").iter().map(|cell| plain(cell)).collect();
    assert_eq!(
        cells[..6],
        [
            "2026-Q4",
            "cost tools",
            "12 400.50 EUR",
            "Payments",
            "The registry <b>and</b> more",
            "Maria Keller12 Nov 2026"
        ]
    );
    assert_eq!(page.text_of("#entries em"), "registry", "the note is Markdown");
    assert!(plain(&page.text_of(".story")).contains("12 400.50 EUR went in"));
}

#[tokio::test]
async fn the_smallest_and_the_largest_amounts_are_exact() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    entered(&owner, "cost", "2026-Q3", "9999999999.99").await;
    entered(&owner, "cost", "2026-Q4", "9999999999.99").await;
    entered(&owner, "benefit", "2026-Q4", "0.01").await;

    let page = owner.get(ROI).await;

    let newest = page.texts_of(".as-table tbody tr:first-child > *");
    assert_eq!(
        newest.iter().map(|cell| plain(cell)).collect::<Vec<_>>(),
        [
            "2026-Q4",
            "9 999 999 999.99",
            "0.01",
            "−9 999 999 999.98",
            "19 999 999 999.98",
            "0.01",
            "−19 999 999 999.97"
        ]
    );
    assert!(page.text_of(".story").contains("or −100.0 % of what went in"));
    let over = entered(&owner, "cost", "2026-Q4", "10000000000").await;
    assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(plain(&over.error("amount")), "Write at most 9 999 999 999.99.");
}

#[tokio::test]
async fn an_entry_that_cannot_be_kept_comes_back_as_it_was_typed() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let form = owner.get(ENTRIES).await.form(ENTRIES).with("category", "tools");

    let form = form.with("amount", "12,5").with("period", "2027-Q1").with("note", "Why *not*?");
    let answer = owner.submit(&form).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error("amount"), "Write digits only, such as 12400 or 12400.50.");
    assert_eq!(answer.error("period"), "Choose a quarter from ten years ago to the current one.");
    let form = answer.form(ENTRIES);
    let typed = ["category", "amount", "note"].map(|it| form.text(it).to_owned());
    assert_eq!(typed, ["tools", "12,5", "Why *not*?"]);
}

#[tokio::test]
async fn a_note_has_no_figure_and_counts_in_no_sum() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let form = owner.get(ENTRIES).await.form(ENTRIES).with("kind", "note");

    let refused = owner.submit(&form.clone().with("amount", "5")).await;
    assert_eq!(refused.error("note"), "Say what there is to note.");
    assert!(refused.error("amount").starts_with("A note has none"));
    owner.submit(&form.with("note", "Nobody was called at night.")).await;

    let page = owner.get(ROI).await;
    let cells = page.texts_of("#entries tbody tr > *");
    assert_eq!(cells[1..5], ["note", "–", "the organization", "Nobody was called at night."]);
    assert_eq!(page.texts_of("svg.chart").len(), 0, "there is nothing to draw");
}

#[tokio::test]
async fn an_entry_is_changed_and_removed() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    entered(&owner, "cost", "2026-Q4", "1000").await;
    let path = change(&owner, 0).await;
    let form = owner.get(&path).await.form(&path);
    assert_eq!(["category", "amount"].map(|it| form.text(it)), ["team", "1000"]);

    let answer = owner.submit(&form.with("amount", "1000.05").with("period", "2026-Q3")).await;
    assert_eq!(answer.location, Some(format!("{ROI}?done=return-saved")), "{}", answer.html);
    let cells = owner.get(ROI).await.texts_of("#entries tbody tr > *");
    assert_eq!([&*cells[0], &*plain(&cells[2])], ["2026-Q3", "1 000.05 EUR"]);

    let page = owner.get(&path).await;
    assert!(page.text_of(".confirm h2").starts_with("Remove the cost in 2026-Q3: team?"));
    let removal = format!("{path}/removal");
    let answer = owner.submit(&page.form(&removal)).await;
    assert_eq!(answer.location, Some(format!("{ROI}?done=return-removed")));
    assert!(owner.get(ROI).await.main().contains("No entry yet"));
    assert_eq!(owner.post(&removal, &[]).await.status, StatusCode::NOT_FOUND, "it is gone");
    assert_eq!(owner.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_was_overtaken_sees_both_and_can_save_again() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    entered(&owner, "cost", "2026-Q4", "1000").await;
    let path = change(&owner, 0).await;
    let mine = owner.get(&path).await.form(&path).with("amount", "2000");
    let theirs = owner.get(&path).await.form(&path).with("amount", "3000");
    owner.submit(&theirs).await;

    let answer = owner.submit(&mine).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(plain(&answer.text_of(".notice .facts")).contains("3 000 EUR"), "{}", answer.html);
    let form = answer.form(&path);
    assert_eq!(form.text("amount"), "2000");
    let again = owner.submit(&form).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.html);
    assert!(plain(&owner.get(ROI).await.main()).contains("2 000 EUR"));
    let nonsense = owner.get(&path).await.form(&path).with("row_version", "-1");
    assert_eq!(owner.submit(&nonsense).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_entry_sent_twice_is_one_entry() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    let form = owner.get(ENTRIES).await.form(ENTRIES).with("category", "x").with("amount", "1");

    let first = owner.submit(&form).await;
    let second = owner.submit(&form).await;

    assert_eq!(second.location, first.location, "{}", second.html);
    assert_eq!(owner.get(ROI).await.texts_of("#entries tbody tr").len(), 1);
}

#[tokio::test]
async fn a_lead_writes_the_entries_of_their_own_teams_and_nobody_elses() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    waymark.given_team(&owner, "payments").await;
    waymark.given_team(&owner, "search").await;
    entered(&owner, "cost", "2026-Q4", "1000").await;
    let of_all = change(&owner, 0).await;
    let lead = waymark.joined(&owner, "paula", "lead", "payments").await;

    let form = lead.get(ENTRIES).await.form(ENTRIES).with("category", "x").with("amount", "1");
    assert_eq!(form.text("team"), "payments", "theirs alone is on offer");
    assert_eq!(lead.submit(&form).await.status, StatusCode::SEE_OTHER);
    for team in ["search", ""] {
        let answer = lead.submit(&form.clone().with("team", team).without("form_key")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{team:?}");
    }
    let own = change(&lead, 0).await;
    let moved = lead.get(&own).await.form(&own).with("team", "search");
    assert_eq!(lead.submit(&moved).await.status, StatusCode::FORBIDDEN, "nor given away");
    assert_eq!(lead.get(&of_all).await.status, StatusCode::FORBIDDEN);
    let form = owner.get(&of_all).await.form(&of_all).with("team", "payments");
    assert_eq!(lead.submit(&form).await.status, StatusCode::FORBIDDEN, "nor taken");
    let removal = format!("{of_all}/removal");
    assert_eq!(lead.post(&removal, &[]).await.status, StatusCode::FORBIDDEN);
    let links = lead.get(ROI).await.texts_of("#entries tbody a");
    assert_eq!(links, ["Change the cost in 2026-Q4: x"], "only theirs is offered to be changed");
}

#[tokio::test]
async fn another_organizations_entries_are_like_invented_ones() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    entered(&owner, "cost", "2026-Q4", "1000").await;
    let path = change(&owner, 0).await;
    let stranger = waymark.another_org("contoso").await;

    let theirs = path.replace("northwind", "contoso");
    assert_eq!(stranger.get(&theirs).await.status, StatusCode::NOT_FOUND);
    let removal = format!("{theirs}/removal");
    assert_eq!(stranger.post(&removal, &[]).await.status, StatusCode::NOT_FOUND);
    let fields = [("kind", "cost"), ("category", "x"), ("amount", "1"), ("period", "2026-Q4")];
    assert_eq!(stranger.post(&theirs, &fields).await.status, StatusCode::NOT_FOUND);
    let foreign_team = [fields.as_slice(), &[("team", "payments")]].concat();
    waymark.given_team(&owner, "payments").await;
    let entries = ENTRIES.replace("northwind", "contoso");
    let answer = stranger.post(&entries, &foreign_team).await;
    assert_eq!(answer.error("team"), "Choose a team, or the organization.");
    assert_eq!(owner.get(ROI).await.texts_of("#entries tbody tr").len(), 1);
}

#[tokio::test]
async fn what_is_done_with_entries_is_in_the_audit_log() {
    let waymark = Waymark::start().await;
    let owner = waymark.founded().await;
    entered(&owner, "cost", "2026-Q4", "1000").await;
    let path = change(&owner, 0).await;
    let form = owner.get(&path).await.form(&path);
    owner.submit(&form.with("kind", "benefit").with("category", "time saved")).await;
    owner.submit(&owner.get(&path).await.form(&format!("{path}/removal"))).await;

    let log: Vec<String> = sqlx::query_scalar(
        "select kind || ' ' || subject from audit_event where kind like 'return%' order by id",
    )
    .fetch_all(waymark.pool())
    .await
    .unwrap();

    assert_eq!(
        log,
        [
            "return_entered cost in 2026-Q4: team",
            "return_changed benefit in 2026-Q4: time saved",
            "return_removed benefit in 2026-Q4: time saved",
        ]
    );
}
