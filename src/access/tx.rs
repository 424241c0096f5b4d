use std::fmt::Display;
use std::marker::PhantomData;

use axum::response::Redirect;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, SqlSafeStr, SqlStr, Transaction};

use super::sent_form::{self, SentForm};
use super::{Action, Allows, AuditKind, Edit, OrgId, Permission, PersonId, View, store};
use crate::web::{PageError, Sent};

/// The database. Outside `access` it can be handed on, but nothing can be asked of it.
#[derive(Clone, Debug)]
pub struct Db(PgPool);

impl Db {
    /// The database behind `pool`.
    pub const fn new(pool: PgPool) -> Self {
        Self(pool)
    }

    /// Begins a transaction. A pooled connection that died meanwhile is dropped, and the next
    /// one tried, so that a restarted database costs nobody an error.
    #[expect(clippy::disallowed_methods, reason = "this is the one road")]
    async fn begin(&self, statement: &'static str) -> sqlx::Result<Transaction<'static, Postgres>> {
        let mut tries_left = self.0.size();
        loop {
            match self.0.begin_with(statement).await {
                Err(error) if tries_left > 0 && is_dead_connection(&error) => tries_left -= 1,
                outcome => return outcome,
            }
        }
    }
}

/// Whether the connection is gone: closed under us, or ended by an operator.
fn is_dead_connection(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => {
            error.code().is_some_and(|code| ["57P01", "57P02", "57P03"].contains(&&*code))
        }
        _ => false,
    }
}

/// A transaction before any organization is known: for sign-in, first start and the look-up of
/// tokens. It sees people, sessions, memberships and invitations, and no organization's rows.
#[derive(Debug)]
pub struct OutsideTx(Transaction<'static, Postgres>);

impl OutsideTx {
    /// Begins a transaction that only reads.
    pub async fn begin_reading(db: &Db) -> sqlx::Result<Self> {
        db.begin("begin read only; set local role waymark_outside").await.map(Self)
    }

    /// Begins a transaction that may write.
    pub async fn begin(db: &Db) -> sqlx::Result<Self> {
        db.begin("begin; set local role waymark_outside").await.map(Self)
    }

    /// The connection, for `store` functions.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.0
    }

    /// Sees to it that a form is done once, as [`TenantTx::once`] does inside an organization.
    pub async fn once(
        &mut self,
        sent: &Sent,
        next: &impl Display,
    ) -> Result<Option<Redirect>, PageError> {
        let Some(key) = sent.key else { return Ok(None) };
        if sent_form::claim_account_form(self, key, &sent.digest, &next.to_string()).await? {
            return Ok(None);
        }
        done_before(sent_form::find_sent_account_form(self, key).await?, sent).map(Some)
    }

    /// Keeps what was written.
    pub async fn commit(self) -> sqlx::Result<()> {
        self.0.commit().await
    }

    /// Steps over the boundary, in the same transaction, on behalf of `person`.
    ///
    /// Whoever calls this has established that `person` may do `P` with `org`.
    pub async fn enter<P: Permission>(
        mut self,
        org: OrgId,
        person: PersonId,
    ) -> sqlx::Result<TenantTx<P>> {
        // Both settings end with the transaction, so that a pooled connection never carries them
        // into the next request. A literal on purpose: a Postgres that is spread over several
        // machines forwards `set local`, and does not forward `select set_config(…)`.
        let settings: SqlStr = AssertSqlSafe(format!(
            "set local role waymark_tenant; set local waymark.org_id = '{org}'"
        ))
        .into_sql_str();
        sqlx::raw_sql(settings).execute(&mut *self.0).await?;
        Ok(TenantTx { tx: self.0, org, person, permission: PhantomData })
    }
}

/// The answer to a form whose key was used before.
fn done_before(done: Option<SentForm>, sent: &Sent) -> Result<Redirect, PageError> {
    match done {
        Some(done) if done.digest == sent.digest => Ok(Redirect::to(&done.location)),
        _ => Err(PageError::Conflict(
            "This form was sent before with other content. Open the page again and repeat your \
             change.",
        )),
    }
}

/// How a transaction that may do `P` begins.
pub(super) async fn begin_for<P: Permission>(db: &Db) -> sqlx::Result<OutsideTx> {
    match P::ACTION {
        Action::View => OutsideTx::begin_reading(db).await,
        Action::Edit | Action::Manage => OutsideTx::begin(db).await,
    }
}

/// A transaction that sees one organization's rows, and may do `P` with them.
///
/// Postgres holds it to both. Row-level security hides the rows of every other organization,
/// even from a query that forgets to filter; and the transaction of a `TenantTx<View>` is
/// read-only.
///
/// Dropping it rolls back; [`commit`](Self::commit) keeps what was written.
#[derive(Debug)]
pub struct TenantTx<P> {
    tx: Transaction<'static, Postgres>,
    org: OrgId,
    person: PersonId,
    permission: PhantomData<P>,
}

impl<P: Permission> TenantTx<P> {
    /// The connection, for `store` functions.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// The organization whose rows it sees.
    pub const fn org(&self) -> OrgId {
        self.org
    }

    /// On whose behalf it runs.
    pub const fn person(&self) -> PersonId {
        self.person
    }
}

impl<P: Permission> TenantTx<P> {
    /// Does something that takes long, during which no connection is held: ends this transaction, of
    /// which nothing is kept, and begins another like it.
    pub async fn meanwhile<T>(
        self,
        db: &Db,
        work: impl Future<Output = T>,
    ) -> sqlx::Result<(Self, T)> {
        let Self { tx, org, person, .. } = self;
        drop(tx);
        let done = work.await;
        let tx = begin_for::<P>(db).await?.enter(org, person).await?;
        Ok((tx, done))
    }
}

impl<P: Permission> TenantTx<P> {
    /// The same transaction with leave to less.
    pub fn narrowed<Q: Permission>(self) -> TenantTx<Q>
    where
        P: Allows<Q>,
    {
        TenantTx { tx: self.tx, org: self.org, person: self.person, permission: PhantomData }
    }
}

impl TenantTx<View> {
    /// The same transaction with leave to write, for one that was begun with it.
    pub(super) fn widened(self) -> TenantTx<Edit> {
        TenantTx { tx: self.tx, org: self.org, person: self.person, permission: PhantomData }
    }
}

impl<P: Allows<Edit>> TenantTx<P> {
    /// Sees to it that a form is done once: `Some` is the answer to a form that was done before.
    ///
    /// A form that is being done at this moment is waited for. The same key with other content
    /// is refused.
    pub async fn once(
        &mut self,
        sent: &Sent,
        next: &impl Display,
    ) -> Result<Option<Redirect>, PageError> {
        let Some(key) = sent.key else { return Ok(None) };
        if sent_form::claim_form(self, key, &sent.digest, &next.to_string()).await? {
            return Ok(None);
        }
        done_before(sent_form::find_sent_form(self, key).await?, sent).map(Some)
    }

    /// Notes who did what, beside what was done. `subject` says to whom or what, in words.
    pub async fn note(&mut self, kind: AuditKind, subject: &str) -> sqlx::Result<()> {
        store::insert_audit_event(self, kind, subject).await
    }

    /// Keeps what was written.
    pub async fn commit(self) -> sqlx::Result<()> {
        self.tx.commit().await
    }

    /// Keeps what was written, and shows the browser where to look next.
    pub async fn commit_and_go(self, next: &impl Display) -> sqlx::Result<Redirect> {
        self.tx.commit().await?;
        Ok(Redirect::to(&next.to_string()))
    }
}
