//! The tenant boundary at work: what PostgreSQL does with queries that forget it.

use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgPool, PgPoolOptions};
use waymark::access::{
    Action, Db, Edit, OrgId, OutsideTx, Permission, PersonId, TeamId, TenantTx, View,
};

use crate::support::database::TestDatabase;

/// An organization with one owner, and one team named after it.
struct Tenant {
    org: OrgId,
    owner: PersonId,
    team: TeamId,
}

impl Tenant {
    async fn new(pool: &PgPool, name: &str) -> Self {
        let (org, owner, team) = (OrgId::fresh(), PersonId::fresh(), TeamId::fresh());
        let rows = format!(
            "
            insert into org (id, slug, name, model_id) values ('{org}', '{name}', '{name}', 'model');
            insert into person (id, email, name, password_hash)
                values ('{owner}', '{name}@example.org', 'Owner of {name}', 'hash');
            insert into membership (org_id, person_id, role) values ('{org}', '{owner}', 'owner');
            insert into team (org_id, id, slug, name) values ('{org}', '{team}', '{name}', '{name}');
            "
        );
        sqlx::raw_sql(AssertSqlSafe(rows)).execute(pool).await.unwrap();
        Self { org, owner, team }
    }

    /// Two of them, in a database of their own.
    async fn two() -> (TestDatabase, Self, Self) {
        let database = TestDatabase::new().await;
        let ours = Self::new(database.pool(), "ours").await;
        let theirs = Self::new(database.pool(), "theirs").await;
        (database, ours, theirs)
    }

    /// A transaction inside the organization, as it is when access has been granted.
    async fn enter<P: Permission>(&self, database: &TestDatabase) -> TenantTx<P> {
        let db = Db::new(database.pool().clone());
        let outside = match P::ACTION {
            Action::View => OutsideTx::begin_reading(&db).await,
            _ => OutsideTx::begin(&db).await,
        };
        outside.unwrap().enter(self.org, self.owner).await.unwrap()
    }
}

/// Runs a statement, and says why it is refused.
async fn refusal(tx: &mut TenantTx<impl Permission>, statement: String) -> String {
    let outcome = sqlx::raw_sql(AssertSqlSafe(statement)).execute(tx.conn()).await;
    outcome.unwrap_err().to_string()
}

#[tokio::test]
async fn a_query_that_forgets_to_filter_sees_one_organization() {
    let (database, ours, _theirs) = Tenant::two().await;
    let mut tx = ours.enter::<View>(&database).await;

    for (query, seen) in [
        ("select slug from team", "ours"),
        ("select slug from org", "ours"),
        ("select name from person", "Owner of ours"),
        ("select org.slug from membership join org on org.id = membership.org_id", "ours"),
    ] {
        let rows: Vec<String> = sqlx::query_scalar(query).fetch_all(tx.conn()).await.unwrap();
        assert_eq!(rows, [seen], "{query}");
    }
}

#[tokio::test]
async fn a_write_that_forgets_to_filter_changes_one_organization() {
    let (database, ours, _theirs) = Tenant::two().await;
    let mut tx = ours.enter::<Edit>(&database).await;

    let changed = sqlx::query("update team set name = 'changed'").execute(tx.conn()).await;

    assert_eq!(changed.unwrap().rows_affected(), 1);
}

#[tokio::test]
async fn a_view_cannot_write() {
    let (database, ours, _theirs) = Tenant::two().await;
    let mut tx = ours.enter::<View>(&database).await;

    let refusal = refusal(&mut tx, "update team set name = 'changed'".to_owned()).await;

    assert!(refusal.contains("read-only transaction"), "{refusal}");
}

#[tokio::test]
async fn a_row_cannot_be_put_into_another_organization() {
    let (database, ours, theirs) = Tenant::two().await;
    for statement in [
        format!(
            "insert into team (org_id, id, slug, name) values ('{}', '{}', 'a', 'A')",
            theirs.org, ours.team
        ),
        format!("update team set org_id = '{}'", theirs.org),
    ] {
        let mut tx = ours.enter::<Edit>(&database).await;
        let refusal = refusal(&mut tx, statement).await;
        assert!(refusal.contains("row-level security"), "{refusal}");
    }
}

#[tokio::test]
async fn a_row_cannot_hang_on_another_organizations_parent() {
    let (database, ours, theirs) = Tenant::two().await;
    let mut tx = ours.enter::<Edit>(&database).await;

    let statement = format!(
        "insert into team_lead (org_id, team_id, person_id) values ('{}', '{}', '{}')",
        ours.org, theirs.team, ours.owner
    );
    let refusal = refusal(&mut tx, statement).await;

    assert!(refusal.contains("violates foreign key constraint"), "{refusal}");
}

#[tokio::test]
async fn what_happened_cannot_be_changed_or_taken_away() {
    let (database, ours, _theirs) = Tenant::two().await;
    for statement in [
        "update audit_event set subject = ''",
        "delete from audit_event",
        "update answer_change set note = ''",
        "delete from answer_change",
        "truncate audit_event",
    ] {
        let mut tx = ours.enter::<Edit>(&database).await;
        let refusal = refusal(&mut tx, statement.to_owned()).await;
        assert!(refusal.contains("permission denied"), "{statement}: {refusal}");
    }
}

#[tokio::test]
async fn outside_of_any_organization_nobody_sees_its_rows() {
    let (database, _ours, _theirs) = Tenant::two().await;
    for query in
        ["select slug from team", "select subject from audit_event", "select note from answer"]
    {
        let mut tx = OutsideTx::begin(&Db::new(database.pool().clone())).await.unwrap();
        let refusal = sqlx::query(query).execute(tx.conn()).await.unwrap_err().to_string();
        assert!(refusal.contains("permission denied"), "{refusal}");
    }
}

#[tokio::test]
async fn inside_an_organization_nobody_sees_passwords_or_sessions() {
    let (database, ours, _theirs) = Tenant::two().await;
    for query in
        ["select password_hash from person", "select * from session", "select * from account_event"]
    {
        let mut tx = ours.enter::<Edit>(&database).await;
        let refusal = refusal(&mut tx, query.to_owned()).await;
        assert!(refusal.contains("permission denied"), "{refusal}");
    }
}

#[tokio::test]
async fn a_connection_does_not_carry_an_organization_into_its_next_use() {
    let (database, ours, _theirs) = Tenant::two().await;
    let one = PgPoolOptions::new().max_connections(1).connect_lazy_with(database.options().clone());
    let outside = OutsideTx::begin(&Db::new(one.clone())).await.unwrap();
    outside.enter::<Edit>(ours.org, ours.owner).await.unwrap().commit().await.unwrap();

    let (is_owner, org): (bool, Option<String>) = sqlx::query_as(
        "select current_user = session_user, nullif(current_setting('waymark.org_id', true), '')",
    )
    .fetch_one(&one)
    .await
    .unwrap();

    assert_eq!((is_owner, org), (true, None));
    one.close().await;
}
