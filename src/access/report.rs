use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;

use super::{Db, Edit, SessionCookie, TenantTx, Visit, org};
use crate::web::PageError;

/// Leave to make reports, and to write again those of one's own; who manages the organization
/// writes all of them.
///
/// A lead is *forbidden* it.
#[derive(Debug)]
pub struct ReportAccess {
    pub visit: Visit,
    pub tx: TenantTx<Edit>,
}

impl<S> FromRequestParts<S> for ReportAccess
where
    S: Send + Sync,
    Db: FromRef<S>,
    SessionCookie: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let (visit, role, tx) = org::enter::<S, Edit>(parts, state).await?;
        if role.makes_reports() { Ok(Self { visit, tx }) } else { Err(PageError::Forbidden) }
    }
}
