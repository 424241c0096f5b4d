//! The tenant boundary in the schema: what the catalog of a migrated database shows of it.

use std::collections::BTreeSet;

use sqlx::AssertSqlSafe;

use crate::support::database::TestDatabase;
use crate::support::source::Source;

/// Tables that hold an `org_id` and tell the organization to whoever does not know it yet.
const LOOK_UPS: &str = "('invitation_token', 'mail_token', 'share_link_token')";

/// The tables of an organization's rows: those with an `org_id` that are no look-ups.
const TENANT_TABLES: &str = "
    select attrelid from pg_attribute join pg_class on pg_class.oid = attrelid
    where attname = 'org_id' and relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname not in LOOK_UPS
";

/// The rows of a query over the catalog, each as one text. It may name `TENANT_TABLES`.
async fn catalog(query: &str) -> Vec<String> {
    let query = query.replace("TENANT_TABLES", TENANT_TABLES).replace("LOOK_UPS", LOOK_UPS);
    let database = TestDatabase::new().await;
    sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(database.pool()).await.unwrap()
}

#[tokio::test]
async fn every_table_with_an_org_id_is_behind_the_boundary() {
    let open = catalog(
        "
        select pg_class.relname::text from pg_class
        where pg_class.oid in (TENANT_TABLES)
          and not (relrowsecurity and exists (
            select from pg_policy
            where polrelid = pg_class.oid and polroles = array['waymark_tenant'::regrole::oid]
              and polcmd = '*' and polpermissive
              and pg_get_expr(polqual, polrelid) = '(org_id = current_org())'
              and pg_get_expr(polwithcheck, polrelid) = '(org_id = current_org())'
          ))
        order by 1
        ",
    )
    .await;
    assert_eq!(open, [""; 0]);
}

/// Whoever adds a table, or opens one to a role, says so here.
#[tokio::test]
async fn who_may_do_what_with_which_rows_of_which_table() {
    let policies = catalog(
        "
        select format('%s %s: %s%s', tablename, array_to_string(roles, ', '), lower(cmd),
            coalesce(' where ' || regexp_replace(qual, '[[:space:]]+', ' ', 'g'), '')
                || coalesce(' check ' || with_check, ''))
        from pg_policies
        where schemaname = 'public' and tablename <> all (
            select relname from pg_class where oid in (TENANT_TABLES)
        ) or policyname <> 'tenant'
        order by 1
        ",
    )
    .await;
    insta::assert_snapshot!(policies.join("\n"), @r"
    invitation waymark_outside: select where true
    invitation_token waymark_outside: all where true
    invitation_token waymark_tenant: all check (org_id = current_org())
    mail waymark_outside: all where true check true
    mail_refusal waymark_outside: all where true check true
    mail_token waymark_outside: all where true
    mail_token waymark_tenant: all check (org_id = current_org())
    membership waymark_outside: select where true
    org waymark_outside: all where true check true
    org waymark_tenant: all where (id = current_org()) check (id = current_org())
    person waymark_outside: all where true check true
    person waymark_tenant: select where (EXISTS ( SELECT FROM membership WHERE (membership.person_id = person.id)))
    reminding waymark_outside: select where true
    share_link waymark_outside: all where true check true
    share_link_token waymark_outside: all where true
    share_link_token waymark_tenant: all where (org_id = current_org()) check (org_id = current_org())
    ");
}

/// What each role is granted, and to nobody else anything. The audit tables are append-only.
#[tokio::test]
async fn the_two_roles_are_granted_this_and_nothing_more() {
    let grants = catalog(
        "
        with granted as (
            select relname, (aclexplode(relacl)).*, null::name as attname from pg_class
            where relnamespace = 'public'::regnamespace and relacl is not null
            union all
            select relname, (aclexplode(attacl)).*, attname
            from pg_attribute join pg_class on pg_class.oid = attrelid
            where relnamespace = 'public'::regnamespace and attacl is not null
        ),
        privileges as (
            select relname, grantee, lower(privilege_type) || coalesce(
                ' (' || string_agg(attname, ', ' order by attname) || ')', ''
            ) as privilege
            from granted
            where grantee <> (select relowner from pg_class where relname = 'org')
            group by relname, grantee, privilege_type
        )
        select format('%s %s: %s', case grantee when 0 then 'public' else grantee::regrole::text end,
            relname, string_agg(privilege, ', ' order by privilege))
        from privileges group by grantee, relname order by 1
        ",
    )
    .await;
    insta::assert_snapshot!(grants.join("\n"), @r"
    waymark_outside account_event: insert, select
    waymark_outside invitation: select
    waymark_outside invitation_token: select
    waymark_outside mail: delete, select, update (attempts, claimed_at, due_at, html, plain, reason, settled_at, state, unsubscribe)
    waymark_outside mail_refusal: delete, insert, select
    waymark_outside mail_token: delete, select
    waymark_outside membership: select
    waymark_outside org: insert, select
    waymark_outside person: insert, select, update (name, password_hash)
    waymark_outside reminding: select
    waymark_outside sent_account_form: insert, select
    waymark_outside session: delete, insert, select, update (last_seen_at)
    waymark_outside share_link: select, update (last_viewed_at, views)
    waymark_outside share_link_token: select
    waymark_tenant action: delete, insert, select, update
    waymark_tenant answer: insert, select, update
    waymark_tenant answer_change: insert, select
    waymark_tenant application: delete, insert, select, update
    waymark_tenant application_change: insert, select
    waymark_tenant application_need: delete, insert, select
    waymark_tenant assessment: insert, select, update
    waymark_tenant assessment_score: delete, insert, select, update
    waymark_tenant audit_event: insert, select
    waymark_tenant certificate: delete, insert, select, update
    waymark_tenant hold: delete, insert, select, update
    waymark_tenant invitation: delete, insert, select, update
    waymark_tenant invitation_token: insert
    waymark_tenant kpi: insert, select, update
    waymark_tenant kpi_baseline_change: insert, select
    waymark_tenant kpi_reading: delete, insert, select, update
    waymark_tenant mail: insert, select, update (html, plain, reason, settled_at, state, unsubscribe)
    waymark_tenant mail_refusal: select
    waymark_tenant mail_token: insert
    waymark_tenant membership: delete, insert, select, update
    waymark_tenant org: select, update (currency, name)
    waymark_tenant org_score: delete, insert, select, update
    waymark_tenant pattern: delete, insert, select, update
    waymark_tenant pattern_use: delete, insert, select
    waymark_tenant person: select (email, id, name)
    waymark_tenant reminding: insert, select, update
    waymark_tenant reopening: insert, select
    waymark_tenant report: insert, select, update (newest, withdrawn_at)
    waymark_tenant report_mailing: delete, insert, select
    waymark_tenant report_revision: insert, select
    waymark_tenant roi_entry: delete, insert, select, update
    waymark_tenant roi_expectation: delete, insert, select, update
    waymark_tenant sent_form: delete, insert, select, update
    waymark_tenant share_link: insert, select, update
    waymark_tenant share_link_token: delete, insert, select (link_id, org_id)
    waymark_tenant subscriber: delete, insert, select
    waymark_tenant target: delete, insert, select, update
    waymark_tenant team: delete, insert, select, update
    waymark_tenant team_lead: delete, insert, select, update
    ");
}

#[tokio::test]
async fn the_two_roles_own_nothing_and_are_nothing_else() {
    let owned = catalog(
        "
        select format('%s owns something', refobjid::regrole) from pg_shdepend
        where refclassid = 'pg_authid'::regclass and deptype = 'o'
          and refobjid in ('waymark_tenant'::regrole, 'waymark_outside'::regrole)
        union all
        select format('%s is too mighty', rolname) from pg_roles
        where rolname in ('waymark_tenant', 'waymark_outside')
          and (rolsuper or rolcreaterole or rolcreatedb or rolcanlogin or rolreplication or rolbypassrls)
        union all
        select format('%s is a member of %s', member::regrole, roleid::regrole) from pg_auth_members
        where member in ('waymark_tenant'::regrole, 'waymark_outside'::regrole)
        union all
        select format('%s runs as its owner', proname) from pg_proc
        where pronamespace = 'public'::regnamespace and prosecdef
        ",
    )
    .await;
    assert_eq!(owned, [""; 0]);
}

#[tokio::test]
async fn every_unique_index_of_a_tenant_table_begins_with_the_organization() {
    let others = catalog(
        "
        select indexrelid::regclass::text from pg_index
        where indrelid in (TENANT_TABLES) and indisunique
          and not exists (
            select from pg_attribute
            where attrelid = indrelid and attname = 'org_id' and attnum = indkey[0]
          )
        union all
        select pg_class.relname || ' has no primary key' from pg_class
        where pg_class.oid in (TENANT_TABLES)
          and not exists (select from pg_index where indrelid = pg_class.oid and indisprimary)
        ",
    )
    .await;
    assert_eq!(others, [""; 0]);
}

/// A tenant's row may point out to a person; nothing outside points into a tenant's rows.
#[tokio::test]
async fn what_belongs_to_an_organization_is_pointed_to_by_what_belongs_to_it() {
    let others = catalog(
        "
        select format('%s: %s', conrelid::regclass, pg_get_constraintdef(pg_constraint.oid))
        from pg_constraint
        where contype = 'f' and confrelid in (TENANT_TABLES)
          and not (
            conrelid in (TENANT_TABLES)
            and exists (
                select from unnest(conkey, confkey) as pair (here, there)
                join pg_attribute as of_child on of_child.attrelid = conrelid and of_child.attnum = here
                join pg_attribute as of_parent on of_parent.attrelid = confrelid and of_parent.attnum = there
                where of_child.attname = 'org_id' and of_parent.attname = 'org_id'
            )
          )
        ",
    )
    .await;
    assert_eq!(others, [""; 0]);
}

/// So that the database can be spread over machines by organization without a change.
#[tokio::test]
async fn nothing_is_used_that_a_spread_database_could_not_do() {
    let refused = catalog(
        "
        select format('trigger %s', tgname) from pg_trigger where not tgisinternal
        union all
        select format('%s changes other rows by itself', conname) from pg_constraint
        where contype = 'f' and (confdeltype in ('n', 'd') or confupdtype in ('c', 'n', 'd'))
        union all
        select format('enum %s', typname) from pg_type
        where typtype = 'e' and typnamespace = 'public'::regnamespace
        union all
        select format('sequence %s', relname) from pg_class
        where relkind = 'S' and relnamespace = 'public'::regnamespace
        union all
        select format('%s.%s is not a uuid', attrelid::regclass, attname)
        from pg_attribute join pg_class on pg_class.oid = attrelid
        where relkind = 'r' and relnamespace = 'public'::regnamespace and not attisdropped
          and (attname = 'id' or attname like '%\\_id') and attname <> 'model_id'
          and atttypid <> 'uuid'::regtype
        union all
        select format('%s may hold nobody''s rows', attrelid::regclass) from pg_attribute
        where attrelid in (TENANT_TABLES) and attname = 'org_id' and not attnotnull
        ",
    )
    .await;
    assert_eq!(refused, [""; 0]);
}

#[tokio::test]
async fn a_moment_has_a_time_zone_and_a_day_has_limits() {
    let loose = catalog(
        "
        select format('%s.%s', attrelid::regclass, attname)
        from pg_attribute join pg_class on pg_class.oid = attrelid
        where relkind = 'r' and relnamespace = 'public'::regnamespace and not attisdropped
          and (
            atttypid in ('timestamp'::regtype, 'time'::regtype, 'timetz'::regtype)
            or atttypid = 'date'::regtype and not exists (
                select from pg_constraint
                where conrelid = attrelid and contype = 'c' and conkey @> array[attnum]
            )
          )
        ",
    )
    .await;
    assert_eq!(loose, [""; 0]);
}

/// Texts whose length no check limits: hashes, paths and names of models, which we make, and
/// copies of what was checked where it was copied from.
#[tokio::test]
async fn the_length_of_every_text_is_limited_but_of_these() {
    let unlimited = catalog(
        "
        select format('%s.%s', relname, attname)
        from pg_attribute join pg_class on pg_class.oid = attrelid
        where relkind = 'r' and relnamespace = 'public'::regnamespace and not attisdropped
          and relname <> '_sqlx_migrations' and atttypid = 'text'::regtype
          and not exists (
            select from pg_constraint
            where conrelid = attrelid and contype = 'c' and conkey @> array[attnum]
              and pg_get_constraintdef(oid) ~ 'length|= ANY|~ ''\\^.*\\$'''
          )
        order by 1
        ",
    )
    .await;
    insta::assert_snapshot!(unlimited.join("\n"), @r"
    answer_change.criterion
    answer_change.link
    answer_change.note
    answer_change.reason
    assessment.model_id
    assessment_score.model_id
    org.model_id
    org_score.model_id
    person.password_hash
    sent_account_form.location
    sent_form.location
    ");
}

#[tokio::test]
async fn every_constraint_that_the_code_names_exists() {
    let existing: BTreeSet<String> = catalog(
        "
        select conname::text from pg_constraint where connamespace = 'public'::regnamespace
        union select indexrelid::regclass::text from pg_index
        ",
    )
    .await
    .into_iter()
    .collect();
    let mut named = BTreeSet::new();
    for source in Source::all() {
        named.extend(named_constraints(&source.code));
    }
    assert!(named.contains("assessment_once_per_period"), "they are no longer recognized");
    assert_eq!(named.difference(&existing).collect::<Vec<_>>(), Vec::<&String>::new());
}

/// `on conflict on constraint name` in SQL, and `"name"` beside a call of `constraint()`.
fn named_constraints(code: &str) -> Vec<String> {
    let words: Vec<&str> = code.split_whitespace().collect();
    let in_sql = words.windows(3).filter(|words| words[..2] == ["on", "constraint"]);
    let in_rust = code.lines().filter(|line| line.contains(".constraint()"));
    let quoted = in_rust.flat_map(|line| line.split('"').skip(1).step_by(2));
    in_sql.map(|words| words[2]).chain(quoted).map(str::to_owned).collect()
}
