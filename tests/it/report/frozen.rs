use axum::http::StatusCode;

use super::{demo, made, opened, shared};

/// Numbers that look random, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Edits of all that a report is made of, as their SQL; `{n}` is a number.
const EDITS: [&str; 16] = [
    "update org set name = 'Renamed {n}'",
    "update team set name = 'Team {n}' where id = (select id from team order by id offset {n} % 5 limit 1)",
    "update kpi set name = 'KPI {n}', unit = 'u{n}' where id = (select id from kpi order by id offset {n} % 5 limit 1)",
    "update kpi_reading set value = value + {n} where id in (select id from kpi_reading order by id offset {n} % 40 limit 3)",
    "delete from kpi_reading where id in (select id from kpi_reading order by id offset {n} % 40 limit 1)",
    "update roi_entry set amount = 100 + {n} where id in (select id from roi_entry order by id offset {n} % 20 limit 2)",
    "update application set name = 'App {n}', reason = 'Because {n}', state = 'moving', live_period = null where id in (select id from application order by id offset {n} % 10 limit 1)",
    "update application_change set period = '2025-Q3', note = '{n}' where id in (select id from application_change order by id offset {n} % 10 limit 1)",
    "update pattern set name = 'Pattern {n}', owner = 'Owner {n}' where id in (select id from pattern order by id offset {n} % 3 limit 1)",
    "delete from pattern_use where (application_id, pattern_id) in (select application_id, pattern_id from pattern_use order by 1, 2 offset {n} % 5 limit 1)",
    "update person set name = 'Person {n}' where id in (select id from person order by id offset {n} % 3 limit 1)",
    "delete from org_score where period = (select period from org_score order by period offset {n} % 3 limit 1)",
    "update answer set quarters = {n} % 5 where not not_applicable and quarters is not null and criterion in (select criterion from answer order by criterion offset {n} % 30 limit 1)",
    "update assessment set submitted_at = submitted_at + interval '{n} minutes' where submitted_at is not null",
    "update hold set reason = 'Reason {n}'",
    "update kpi set target_value = {n} where target_value is not null",
];

#[tokio::test]
async fn a_hundred_edits_change_no_byte_of_a_report() {
    let (waymark, owner) = demo().await;
    let all = ["show_teams", "show_money", "show_evidence", "show_people"].map(|it| (it, "yes"));
    let report = made(&owner, &[&all[..], &[("note", "As it was")]].concat()).await;
    let link = shared(&owner, &report, &[]).await;
    let reader = waymark.browser();
    let page = opened(&reader, &link).await;
    let before = reader.get(&page).await;
    assert_eq!(before.status, StatusCode::OK);

    let mut dice = Dice(0x2026_1128);
    for _ in 0..100 {
        let edit = EDITS[usize::try_from(dice.below(16)).unwrap()];
        let edit = edit.replace("{n}", &dice.below(1000).to_string());
        sqlx::raw_sql(sqlx::AssertSqlSafe(edit.clone()))
            .execute(waymark.pool())
            .await
            .expect(&edit);
    }

    let after = reader.get(&page).await;
    assert_eq!(before.html, after.html);
    assert_eq!(before.headers["etag"], after.headers["etag"]);
    let overview = owner.get("/o/northwind").await;
    assert!(overview.html.contains("Renamed "), "the edits were made: {}", overview.html);
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "to take on the role as `TenantTx` does")]
async fn no_revision_can_be_written_over_or_deleted() {
    let (waymark, owner) = demo().await;
    made(&owner, &[]).await;
    for statement in [
        "update report_revision set document = '{}'",
        "delete from report_revision",
        "delete from report",
        "update report set made_at = now()",
    ] {
        let mut tx = waymark.pool().begin().await.unwrap();
        let org: String = sqlx::query_scalar("select id::text from org limit 1")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        let role = format!("set local role waymark_tenant; set local waymark.org_id = '{org}'");
        sqlx::raw_sql(sqlx::AssertSqlSafe(role)).execute(&mut *tx).await.unwrap();
        let refused = sqlx::raw_sql(statement).execute(&mut *tx).await.unwrap_err();
        assert!(refused.to_string().contains("permission denied"), "{statement}: {refused}");
    }
}
