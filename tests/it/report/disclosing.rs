use super::{demo, made, opened, shared};

/// Stands in every field that a report may leave out.
pub const MARKER: &str = "Zq7marker";

/// Puts the marker into the names of teams and people, into money and into evidence.
pub const PLANT: [&str; 13] = [
    "update team set name = 'Zq7marker ' || name, group_name = 'Zq7marker'",
    "update person set name = 'Zq7marker ' || name",
    "update application set owner = 'Zq7marker', expected_benefit = 'Zq7marker', measured_benefit = 'Zq7marker'",
    "update pattern set owner = 'Zq7marker'",
    "update kpi set unit = 'EUR Zq7marker', owner_id = (select id from person limit 1) where id = (select id from kpi order by id limit 1)",
    "update kpi set team_id = (select id from team limit 1), owner_id = (select id from person limit 1) where id <> (select id from kpi order by id limit 1)",
    "update roi_entry set category = 'Zq7marker', note = 'Zq7marker'",
    "update org set currency = 'EUR'",
    "update answer set note = 'Zq7marker', link = 'https://zq7.example/Zq7marker' where not not_applicable",
    "update answer set reason = 'Zq7marker' where not_applicable",
    "update hold set reason = 'Zq7marker'",
    "insert into action (org_id, id, criterion, what, owner_id, due_period, noted_by, noted_at)
     select org_id, gen_random_uuid(), unnest(next_criteria), 'Do it',
         (select id from person limit 1), '2027-Q1', (select id from person limit 1), now()
     from org_score where period = '2026-Q4'",
    "update person set email = 'zq7mail.' || email",
];

#[tokio::test]
async fn what_is_not_disclosed_is_nowhere_in_a_report() {
    let (waymark, owner) = demo().await;
    for statement in PLANT {
        sqlx::raw_sql(statement).execute(waymark.pool()).await.expect(statement);
    }
    let read = async |report: &str| {
        let reader = waymark.browser();
        let page = opened(&reader, &shared(&owner, report, &[]).await).await;
        reader.get(&page).await.html
    };
    let document = async |report: &str| -> String {
        let id = report.rsplit('/').next().unwrap();
        sqlx::query_scalar("select document from report_revision where report_id = $1::uuid")
            .bind(id)
            .fetch_one(waymark.pool())
            .await
            .unwrap()
    };

    let closed = made(&owner, &[("note", "A note")]).await;
    let open = made(
        &owner,
        &[
            ("note", "A note"),
            ("show_teams", "yes"),
            ("show_money", "yes"),
            ("show_evidence", "yes"),
            ("show_people", "yes"),
        ],
    )
    .await;

    assert!(!document(&closed).await.contains(MARKER), "nor in what is stored");
    assert!(!read(&closed).await.contains(MARKER));
    assert!(read(&open).await.matches(MARKER).count() > 40);
    assert!(read(&open).await.contains("Do it (due 2027-Q1, Zq7marker"), "who owns an action");
    assert!(!read(&open).await.contains("zq7mail"), "no e-mail address, whatever is disclosed");
    // Each switch shows something of its own.
    for switch in ["show_teams", "show_money", "show_evidence", "show_people"] {
        let one = made(&owner, &[("note", "A note"), (switch, "yes")]).await;
        assert!(document(&one).await.contains(MARKER), "{switch}");
    }
    // And no amount of money.
    let net = "145\u{202f}000";
    assert!(!read(&closed).await.contains(net) && read(&open).await.contains(net));
}
