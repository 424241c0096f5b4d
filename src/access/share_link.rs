//! Share links: an organization makes them, and whoever shows one's token reads a report.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::session::TokenHash;
use super::{Allows, Db, Manage, OrgId, OutsideTx, PersonId, ShareLinkId, TenantTx, Token, View};

/// A link as those see it who manage the organization.
#[derive(Clone, Debug)]
pub struct ShareLink {
    pub id: ShareLinkId,
    pub report: Uuid,
    /// For whom it is, in the words of whoever made it.
    pub name: String,
    pub has_passphrase: bool,
    pub expires_at: DateTime<Utc>,
    pub made_by: String,
    pub made_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
    /// How often its report was read, and when last.
    pub views: i64,
    pub last_viewed_at: Option<DateTime<Utc>>,
}

impl ShareLink {
    /// Whether it opens its report.
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.expires_at > now
    }
}

/// A link to be made.
#[derive(Clone, Debug)]
pub struct NewShareLink<'a> {
    pub report: Uuid,
    pub name: &'a str,
    pub expires_at: DateTime<Utc>,
    pub passphrase_hash: Option<&'a str>,
}

/// Makes a link that `token` opens.
pub async fn create(
    tx: &mut TenantTx<impl Allows<Manage>>,
    link: NewShareLink<'_>,
    token: &TokenHash,
    now: DateTime<Utc>,
) -> sqlx::Result<ShareLinkId> {
    let id = ShareLinkId::fresh();
    sqlx::query!(
        "
        insert into share_link (
            org_id, id, report_id, name, public_id, passphrase_hash, expires_at, made_by, made_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ",
        tx.org() as OrgId,
        id as ShareLinkId,
        link.report,
        link.name,
        Uuid::new_v4(),
        link.passphrase_hash,
        link.expires_at,
        tx.person() as PersonId,
        now,
    )
    .execute(tx.conn())
    .await?;
    insert_token(tx, id, token).await?;
    Ok(id)
}

async fn insert_token(
    tx: &mut TenantTx<impl Allows<Manage>>,
    link: ShareLinkId,
    token: &TokenHash,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into share_link_token (token_hash, org_id, link_id) values ($1, $2, $3)",
        token,
        tx.org() as OrgId,
        link as ShareLinkId,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives a link that was not revoked another address, which `token` opens; the one before opens
/// nothing any more. `None` if there is no such link, else its name.
pub async fn rotate(
    tx: &mut TenantTx<impl Allows<Manage>>,
    report: Uuid,
    id: ShareLinkId,
    token: &TokenHash,
) -> sqlx::Result<Option<String>> {
    let name = sqlx::query_scalar!(
        "
        update share_link set public_id = $4, turn = turn + 1
        where org_id = $1 and report_id = $2 and id = $3 and revoked_at is null
        returning name
        ",
        tx.org() as OrgId,
        report,
        id as ShareLinkId,
        Uuid::new_v4(),
    )
    .fetch_optional(tx.conn())
    .await?;
    if name.is_some() {
        delete_tokens(tx, &[id]).await?;
        insert_token(tx, id, token).await?;
    }
    Ok(name)
}

/// Ends one link of a report, or all of them; tells the names of those that were not ended before.
pub async fn revoke(
    tx: &mut TenantTx<impl Allows<Manage>>,
    report: Uuid,
    only: Option<ShareLinkId>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<String>> {
    let ended = sqlx::query!(
        r#"
        update share_link set revoked_at = $4
        where org_id = $1 and report_id = $2 and ($3::uuid is null or id = $3)
          and revoked_at is null
        returning id as "id: ShareLinkId", name
        "#,
        tx.org() as OrgId,
        report,
        only as Option<ShareLinkId>,
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    let (ids, names): (Vec<_>, _) = ended.into_iter().map(|row| (row.id, row.name)).unzip();
    delete_tokens(tx, &ids).await?;
    Ok(names)
}

async fn delete_tokens(
    tx: &mut TenantTx<impl Allows<Manage>>,
    links: &[ShareLinkId],
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from share_link_token where org_id = $1 and link_id = any($2)",
        tx.org() as OrgId,
        links as &[ShareLinkId],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The links of a report, or of all: every one that is live, and then at most so many that have
/// ended, each the newest first.
pub async fn links(
    tx: &mut TenantTx<impl Allows<View>>,
    report: Option<Uuid>,
    ended: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<ShareLink>> {
    sqlx::query_as!(
        ShareLink,
        r#"
        with asked as (
            select *, revoked_at is null and expires_at > $3 as is_live
            from share_link
            where org_id = $1 and ($2::uuid is null or report_id = $2)
        ),
        shown as (
            select * from asked where is_live
            union all
            (select * from asked where not is_live order by id desc limit $4)
        )
        select
            shown.id as "id!: ShareLinkId", shown.report_id as "report!", shown.name as "name!",
            shown.passphrase_hash is not null as "has_passphrase!",
            shown.expires_at as "expires_at!", coalesce(person.name, '') as "made_by!",
            shown.made_at as "made_at!", shown.revoked_at, shown.views as "views!",
            shown.last_viewed_at
        from shown
        left join person on person.id = shown.made_by
        order by shown.is_live desc, shown.id desc
        "#,
        tx.org() as OrgId,
        report,
        now,
        ended,
    )
    .fetch_all(tx.conn())
    .await
}

/// How many links open a report of the organization.
pub async fn live_links(
    tx: &mut TenantTx<impl Allows<View>>,
    now: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!" from share_link
        where org_id = $1 and revoked_at is null and expires_at > $2
        "#,
        tx.org() as OrgId,
        now,
    )
    .fetch_one(tx.conn())
    .await
}

/// A link that opens its report.
#[derive(Clone, Debug)]
pub struct LiveLink {
    pub org: OrgId,
    pub id: ShareLinkId,
    pub report: Uuid,
    /// What stands in the address of the report, `/r/{public id}`. It is no secret: without the token
    /// it opens nothing.
    pub public_id: Uuid,
    pub expires_at: DateTime<Utc>,
    pub passphrase_hash: Option<String>,
    pub(super) made_by: PersonId,
}

/// The link that a token opens. One that is unknown, was revoked, has expired or another address is
/// none.
pub async fn find(
    tx: &mut OutsideTx,
    token: &Token,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<LiveLink>> {
    sqlx::query_as!(
        LiveLink,
        r#"
        select
            share_link.org_id as org, share_link.id, share_link.report_id as report,
            share_link.public_id, share_link.expires_at, share_link.passphrase_hash,
            share_link.made_by
        from share_link_token
        join share_link
            on share_link.org_id = share_link_token.org_id
            and share_link.id = share_link_token.link_id
        where share_link_token.token_hash = $1
          and share_link.revoked_at is null
          and share_link.expires_at > $2
        "#,
        &token.hash(),
        now,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Notes that a link's report was read.
pub async fn count_view(db: &Db, link: &LiveLink, now: DateTime<Utc>) -> sqlx::Result<()> {
    let mut tx = OutsideTx::begin(db).await?;
    sqlx::query!(
        "
        update share_link set views = views + 1, last_viewed_at = $3
        where org_id = $1 and id = $2
        ",
        link.org as OrgId,
        link.id as ShareLinkId,
        now,
    )
    .execute(tx.conn())
    .await?;
    tx.commit().await
}
